"""No line comes from a constant: what one record says stands in its own lines and nowhere else."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import Facts
from storage.records import record_lookup, record_projection, records
from storage.report import report_draft
from storage.report.formats import Format
from storage.report.report_shapes import Report, ReportLine
from storage.rules.period import Period
from storage.rules.terms import RecordKind
from tests.helpers import read_back
from tests.helpers.facts import when
from tests.helpers.offices import NOW, Office, seat
from tests.helpers.printed_report import written
from tests.helpers.sizes import some
from tests.storage.facts import seed_facts
from tests.storage.facts.seed_office import HALF, entered, taken_up

pytestmark = pytest.mark.long

KINDS = (
    RecordKind.EVENT,
    RecordKind.MOU,
    RecordKind.FOLLOW_UP,
    RecordKind.PLAN_ITEM,
    RecordKind.PROBLEM,
)
FORMS = tuple(Format)
PAIRS = [
    (kind, FORMS[(at + turn) % len(FORMS)])
    for turn in range(len(FORMS))
    for at, kind in enumerate(KINDS)
]
"""Each kind in each format: the first of them are each kind once, and each format."""
MARKS = {1: "○ ", 2: "- ", 3: "· "}
MARK = "가나다"  # stands in no line of the report


Words = Counter[tuple[int, str]]


@dataclass
class Town:
    """The real report's office in a database."""

    db: Database
    office: Office
    before: Report


async def filled(url: str) -> tuple[Office, Report]:
    db = Database(url)
    async with db.begin() as session:
        office = await seat(session)
        await entered(session, office)
        before = await report_draft.report(session, HALF, NOW)
    await db.close()
    return office, before


@pytest.fixture(scope="module")
def seeded(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path
) -> tuple[Path, Office, Report]:
    """Every record of the real report, in a database to copy."""
    path = tmp_path_factory.mktemp("seeded") / "office.db"
    shutil.copyfile(migrated_file, path)
    return path, *asyncio.run(filled(f"sqlite:///{path}"))


@pytest.fixture
async def town(tmp_path: Path, seeded: tuple[Path, Office, Report]) -> AsyncIterator[Town]:
    """A copy of that office."""
    template, office, before = seeded
    path = tmp_path / "office.db"
    shutil.copyfile(template, path)
    db = Database(f"sqlite:///{path}")
    yield Town(db, office, before)
    await db.close()


def lines(of: Report) -> list[ReportLine]:
    """Every line of the report in its order."""
    return [*(line for row in of.rows for line in row.lines), *of.problems]


def said(of: list[ReportLine]) -> Words:
    """The words of lines."""
    return Counter((line.level, line.text) for line in of)


def changed(facts: Facts) -> list[Facts]:
    """The same record with one other word or figure, once for each that it holds."""
    made: list[Facts] = []
    for one in fields(facts):
        value = getattr(facts, one.name)
        for other in _other(one.name, value):
            made.append(replace(facts, **{one.name: other}))
    return made


def _other(name: str, value: Any) -> list[Any]:
    if name in ("note", "shape", "half") or value is None or isinstance(value, bool):
        return []
    if isinstance(value, str) and type(value) is str and value:
        return [value + MARK]
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return [(*value[:-1], value[-1] + MARK)]
    if isinstance(value, tuple) and value and isinstance(value[0], int):
        return [(*value[:-1], value[-1] + 70)]
    if isinstance(value, dict) and value:
        return [value | {key: count + 7_000} for key, count in value.items()]
    if type(value) is int:
        return [value + 70]
    return [when("2021.9.13.")] if isinstance(value, Period) and _inside(value) else []


def _inside(period: Period) -> bool:
    """A date that can move within the same half without moving the record to another row."""
    return period.known and str(period.start).startswith("2021") and str(period.start) > "2021-07"


async def every_record(session: AsyncSession) -> list[Any]:
    """All rows that print."""
    return [row for kind in KINDS for row in await record_lookup.all_living(session, kind)]


async def after(session: AsyncSession, town: Town, row: Any, facts: Facts | None) -> Report:
    """The report once this record says `facts`, or is gone."""
    actor = town.office.office
    act = Act(session, actor, NOW)
    async with taken_up(act, row):
        if facts is None:
            await records.remove(act, row.kind, row.id)
        else:
            await records.change(act, row.kind, row.id, facts, expected_version=row.version)
    return await report_draft.report(session, HALF, NOW)


async def undone(town: Town, at: int, facts: Facts | None) -> Report:
    """The report with the record at this place so; nothing of it stays."""
    async with town.db.begin() as session:
        attempt = await session.begin_nested()
        row = (await every_record(session))[at]
        other = await after(session, town, row, facts)
        await attempt.rollback()
    return other


def differences(
    town: Town, own: set[tuple[str, int]], other: Report
) -> tuple[Counter[str], Counter[str]]:
    """The words that went and came; AssertionError when words of others went or came.

    A line may rise a level when the one above it went: its words stay.
    """
    before, now = lines(town.before), lines(other)
    gone, come = words(before) - words(now), words(now) - words(before)
    went = [line for line in before if line.text in gone and own & {*line.records}]
    shared = own.union(*(line.records for line in went))  # a joined line parts from its company
    came = [line for line in now if shared & {*line.records}]
    assert not gone - words(went), f"{own}: lines of others went: {gone - words(went)}"
    assert not come - words(came), f"{own}: lines of others came: {come - words(came)}"
    return gone, come


def words(of: list[ReportLine]) -> Counter[str]:
    """Lines without their levels."""
    return Counter(line.text for line in of)


async def numbers(town: Town) -> list[tuple[Any, set[tuple[str, int]]]]:
    """Every record with its own key and those of the contacts that hang on it."""
    async with town.db.read() as session:
        rows = await every_record(session)
    return [
        (
            row,
            {(row.kind.value, row.id)}
            | {
                (one.kind.value, one.id)
                for one in rows
                if one.kind is RecordKind.FOLLOW_UP
                and row.kind is RecordKind.MOU
                and one.parent_id == row.id
            },
        )
        for row in rows
    ]


async def test_a_removed_record_takes_its_own_lines_along_and_no_others(town: Town) -> None:
    found = await numbers(town)
    assert len(found) == sum(len(row) for row in seed_facts.ROWS)
    for at, (_row, own) in enumerate(found):
        other = await undone(town, at, None)
        gone, _come = differences(town, own, other)
        assert gone, own


async def test_a_changed_record_changes_its_own_lines_and_no_others(town: Town) -> None:
    for at, (row, own) in enumerate(await numbers(town)):
        printed = 0
        for facts in changed(record_projection.facts_of(row)):
            other = await undone(town, at, facts)
            gone, come = differences(town, own, other)
            printed += bool(gone and come)
        assert printed, own


@pytest.mark.parametrize(("kind", "form"), some(PAIRS, of=len(KINDS)))
async def test_the_files_differ_in_those_lines_and_in_nothing_else(
    town: Town, kind: RecordKind, form: str
) -> None:
    found = await numbers(town)
    at, (row, _own) = next((at, one) for at, one in enumerate(found) if one[0].kind is kind)
    for facts in (None, changed(record_projection.facts_of(row))[0]):
        other = await undone(town, at, facts)
        old, new = written(form, town.before), written(form, other)
        if form == "pdf":
            for said_now, body in ((town.before, old), (other, new)):
                text = read_back.running(body)
                assert [row for row in rows(said_now) if row not in text] == []
            continue
        was, now = (Counter(read_back.paragraphs(form, body)) for body in (old, new))
        assert was - now == printed(said(lines(town.before)) - said(lines(other)))
        assert now - was == printed(said(lines(other)) - said(lines(town.before)))


def printed(of: Words) -> Counter[str]:
    """Lines with the marks before them."""
    return Counter({f"{MARKS[level]}{text}": count for (level, text), count in of.items()})


def rows(of: Report) -> list[str]:
    """The text of each row of the report, and of its last section, as one word."""
    told = [*(row.lines for row in of.rows), of.problems]
    return [
        read_back.close("".join(f"{MARKS[line.level]}{line.text}" for line in one)) for one in told
    ]
