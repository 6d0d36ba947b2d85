"""One number retyped on one line of a generated office's own paper, and what comes of it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from random import Random
from typing import Any

from sqlalchemy import text as statement
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.shapes import Facts
from storage.figures import filling
from storage.models.office import Officer
from storage.records import record_lookup
from storage.records.record_projection import facts_of
from storage.report import report_draft
from storage.report.importing import import_changes, import_known, report_import
from storage.report.importing.import_known import Known
from storage.report.reading.changes import Change
from storage.report.reading.proposal import Answer, Choices, Proposal, propose
from storage.report.report_shapes import Report, ReportLine
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from tests.helpers.edited import EDITED
from tests.helpers.imported import file_of, outline_of
from tests.helpers.strangers.life import OFFICE, Life

Record = tuple[str, int]
MARKS = {1: "○", 2: "-", 3: "·"}
_NUMBER = re.compile(r"\d[\d,]*")
_BROKEN = re.compile(r"\d+\.\d+백만원")


@dataclass(frozen=True)
class Edit:
    """What is typed in the place of a line."""

    line: ReportLine
    at: int  # where its number stands
    old: int
    new: int
    text: str


@dataclass
class State:
    """All that an import may change."""

    records: dict[Record, Facts]
    ledger: Counter[tuple[tuple[str, Any], ...]]
    lines: list[ReportLine]
    unlike: list[Any]  # records of which the ledger says something else than they do


@dataclass
class Came:
    """The questions that were asked, and the office before and after."""

    changes: tuple[Change, ...]
    before: State
    after: State


class _BackError(Exception):
    """Nothing of a trial stays."""


def half_of(life: Life) -> HalfYear:
    """The half that was lived."""
    return HalfYear(life.half.year, life.half.half)


async def printed(life: Life) -> Report:
    """The report as it stands."""
    async with life.desk.db.read() as session:
        return await report_draft.report(session, half_of(life), life.desk.now)


def edits(report: Report, dice: Random) -> list[Edit]:
    """A number one higher, one on each line that has any and stands there once."""
    lines = [line for row in report.rows for line in row.lines]  # `edited` types into tables only
    seen = Counter((one.level, one.text) for one in lines)
    found = []
    for line in lines:
        whole = _BROKEN.sub(lambda one: "-" * len(one[0]), line.text)
        numbers = list(_NUMBER.finditer(whole))
        if not numbers or seen[line.level, line.text] > 1:
            continue
        spot = dice.choice(numbers)
        old = int(spot[0].rstrip(",").replace(",", ""))
        said = f"{old + 1:,}" if "," in spot[0].rstrip(",") else str(old + 1)
        said += "," * spot[0].endswith(",")
        text = line.text[: spot.start()] + said + line.text[spot.end() :]
        found.append(Edit(line, spot.start(), old, old + 1, text))
    return found


async def met(life: Life, body: bytes) -> tuple[Proposal, Known]:
    """A file as the office meets it."""
    proposal = propose(outline_of(body), Choices())
    async with life.desk.db.read() as session:
        return await import_changes.beside(session, proposal, "sent")


def nothing(proposal: Proposal, there: Known) -> bool:
    """Whether a file changes nothing, asks nothing and lost nothing."""
    asked = (*there.changes, *there.fixed, *import_known.gone(there), *proposal.outline.losses)
    return import_known.nothing_new(there, proposal) and not asked


async def came_of(life: Life, report: Report, edit: Edit, form: str, *, mend: bool) -> Came:
    """The edited paper taken over, what is sure mended or nothing answered; then undone."""
    mark = MARKS[edit.line.level]
    lines = {f"{mark} {edit.line.text}": [f"{mark} {edit.text}"]}
    proposal, there = await met(life, EDITED[form](file_of(report, form), lines, {}))
    sure = [one for one in there.changes if one.sure and mend]
    near = {one.number: (Answer.MEND, one.before) for one in sure}
    proposal = propose(proposal.source, replace(proposal.choices, near=near))
    came: Came | None = None
    try:
        async with life.desk.db.begin() as session:
            before = await _state(session, life)
            wanted = select(Officer).where(Officer.telegram_id == OFFICE)
            act = Act(session, (await session.exec(wanted)).one(), life.desk.now)
            await report_import.save(act, proposal, file_name="보고서", sha256="sent")
            came = Came(there.changes, before, await _state(session, life))
            raise _BackError
    except _BackError:
        assert came is not None
    return came


async def _state(session: AsyncSession, life: Life) -> State:
    records = {
        (kind.value, row.id): facts_of(row)
        for kind in RecordKind
        for row in await record_lookup.all_living(session, kind)
    }
    connection = await session.connection()
    rows = (await connection.execute(statement("SELECT * FROM figure"))).mappings()
    ledger = Counter(tuple((name, row[name]) for name in row if name != "id") for row in rows)
    report = await report_draft.report(session, half_of(life), life.desk.now)
    unlike = await connection.run_sync(filling.differing)
    return State(records, ledger, list(report.lines()), unlike)


def other_facts(came: Came) -> dict[Record, list[tuple[str, Any, Any]]]:
    """By record, each fact that is another: a figure by its measure."""
    old, new = came.before.records, came.after.records
    assert old.keys() == new.keys()
    found: dict[Record, list[tuple[str, Any, Any]]] = {}
    for key, facts in old.items():
        for one in fields(facts):
            was, now = getattr(facts, one.name), getattr(new[key], one.name)
            if was == now:
                continue
            told = found.setdefault(key, [])
            if isinstance(was, Mapping) and isinstance(now, Mapping):
                names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
                told += [(str(name), was.get(name), now.get(name)) for name in names]
            else:
                told.append((one.name, was, now))
    return found
