"""Our own paper, edited by others' libraries and sent back: exactly what was edited changes."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import BudgetFacts, EventFacts, Facts
from storage.records import record_keeping, record_lookup, records
from storage.records.record_projection import facts_of
from storage.report.importing import import_changes, import_known
from storage.report.importing.import_known import Known
from storage.report.reading.proposal import Answer, Choices, Proposal, propose
from storage.report.report_shapes import Report
from storage.rules.terms import Measure, RecordKind, Source
from tests.helpers.edited import EDITED
from tests.helpers.facts import when
from tests.helpers.imported import file_of, outline_of, without_versions
from tests.helpers.offices import Office
from tests.helpers.other_offices import SEASIDE, WON
from tests.storage.report.test_other_offices import confirmed, printed, read, taken

pytestmark = pytest.mark.long
FILES = tuple(EDITED)
Records = dict[tuple[str, int], Facts]
FAIR = "- 소상공인 채용의 날 개최(2023.6.14.) / 참여기업 12개사, 면접 45명, 채용 8명"
BUS = "- 찾아가는 일자리버스 1~6월 총 22회 운영, 상담 265명"
BOOTH = "· 현장면접 130명, 최종 채용 34명(구민 19명)"
COURSE = "- 물류관리사 양성과정 운영(2023.3.6.~4.28.) : 교육생 20명, 수료 18명, 취업 11명"
SIGNED = "- ㈜푸른항만물류와 구민 우선채용 업무협약 체결(2023.2.15.)"
PLAN = "- 찾아가는 일자리버스 20회 운영"
FIGURES = {
    FAIR: (FAIR.replace("8명", "9명"), "counts", {Measure.HIRED: 9}),
    BUS: (BUS.replace("22회", "23회"), "counts", {Measure.RUNS: 23}),
    BOOTH: (BOOTH.replace("19명", "20명"), "counts", {Measure.RESIDENTS: 20}),
    COURSE: (COURSE.replace("3.6.", "3.7."), "period", when("2023.3.7.~2023.4.28.")),
    SIGNED: (SIGNED.replace("2.15.", "2.16."), "period", when("2023.2.16.")),
}


@pytest.fixture
async def lived(db: Database, office: Office) -> Database:
    """An office that took over the report of another one, all of it confirmed."""
    await taken(db, office, confirmed(read(SEASIDE.report), SEASIDE), SEASIDE.report)
    return db


async def kept(db: Database) -> Records:
    async with db.read() as session:
        return {
            (kind.value, row.id): facts_of(row)
            for kind in RecordKind
            for row in await record_lookup.all_living(session, kind)
        }


async def sent(
    db: Database, ending: str, lines: Mapping[str, Sequence[str]], money: Any = None
) -> tuple[Proposal, Known]:
    """What our paper says after it was edited, beside what stands."""
    paper = file_of(await printed(db, SEASIDE.report), ending)
    told = outline_of(EDITED[ending](paper, lines, money or {}))
    async with db.read() as session:
        return await import_changes.beside(session, propose(told, Choices()), "edited")


async def saved(db: Database, office: Office, proposal: Proposal, there: Known) -> None:
    """All that is nearly equal is mended."""
    near = {one.number: (Answer.MEND, one.before) for one in there.changes}
    choices = replace(proposal.choices, near=near)
    await taken(db, office, propose(proposal.source, choices), SEASIDE.report)


def changed(old: Records, new: Records) -> dict[tuple[str, int], dict[str, Any]]:
    """The facts that are others now, by record and name."""
    assert old.keys() == new.keys()
    return {
        key: {
            one.name: getattr(new[key], one.name)
            for one in fields(facts)
            if getattr(facts, one.name) != getattr(new[key], one.name)
        }
        for key, facts in old.items()
        if facts != new[key]
    }


def retyped(report: Report, lines: Mapping[str, Sequence[str]]) -> list[tuple[int, str]]:
    """The printed lines with these in the place of others."""
    marks = {1: "○", 2: "-", 3: "·"}
    levels = {mark: level for level, mark in marks.items()}
    told: list[tuple[int, str]] = []
    for line in report.lines():
        text = f"{marks[line.level]} {line.text}"
        told += [(levels[one[0]], one[2:]) for one in lines.get(text, [text])]
    return told


@pytest.mark.parametrize("ending", FILES)
async def test_edited_figures_and_days_change_their_records_and_nothing_else(
    lived: Database, office: Office, ending: str
) -> None:
    before, report = await kept(lived), await printed(lived, SEASIDE.report)
    lines = {old: [new] for old, (new, _, _) in FIGURES.items()}
    proposal, there = await sent(lived, ending, lines)
    assert [one.sure for one in there.changes] == [True] * len(FIGURES)
    await saved(lived, office, proposal, there)
    told = changed(before, await kept(lived))
    wanted = {}
    for _, name, value in FIGURES.values():
        [key] = [key for key in told if _holds(told[key], name, value)]
        old = getattr(before[key], name)
        wanted[key] = {name: {**old, **value} if isinstance(value, dict) else told[key][name]}
    assert told == wanted
    now = await printed(lived, SEASIDE.report)
    assert [(one.level, one.text) for one in now.lines()] == retyped(report, lines)
    assert not any(line.stale for line in now.lines())


def _holds(told: dict[str, Any], name: str, value: Any) -> bool:
    found = told.get(name)
    if isinstance(value, dict):
        return found is not None and value.items() <= found.items()
    return found is not None and found.spans == value.spans


@pytest.mark.parametrize("ending", FILES)
async def test_an_added_a_deleted_and_a_moved_line_are_told_and_no_record_is_another(
    lived: Database, office: Office, ending: str
) -> None:
    before, report = await kept(lived), await printed(lived, SEASIDE.report)
    lines = {BUS: [BUS, "- 노선 개편 협의"], COURSE: [], FAIR: [SIGNED], SIGNED: [FAIR]}
    proposal, there = await sent(lived, ending, lines)
    assert [one.text for one in import_known.gone(there)] == [COURSE[2:]]
    assert all(one.moved for one in there.changes)
    await taken(lived, office, proposal, SEASIDE.report)
    assert changed(before, await kept(lived)) == {}
    now = await printed(lived, SEASIDE.report)
    added = {BUS: [BUS, "- 노선 개편 협의"]}
    assert [(one.level, one.text) for one in now.lines()] == retyped(report, added)


@pytest.mark.parametrize("ending", FILES)
async def test_a_cell_of_money_changes_that_amount(
    lived: Database, office: Office, ending: str
) -> None:
    before = await kept(lived)
    money = {(Source.NATIONAL.label, "'23"): "21"}
    proposal, there = await sent(lived, ending, {}, money)
    await saved(lived, office, proposal, there)
    [(key, told)] = changed(before, await kept(lived)).items()
    old = before[key]
    assert isinstance(old, BudgetFacts)
    assert (old.source, told) == (Source.NATIONAL, {"cells": {**old.cells, "'23": 21 * WON}})


@pytest.mark.parametrize("ending", FILES)
async def test_an_edited_head_changes_the_head(
    lived: Database, office: Office, ending: str
) -> None:
    before, report = await kept(lived), await printed(lived, SEASIDE.report)
    proposal, there = await sent(lived, ending, {"3-2-1": ["3-2-2"]})
    await saved(lived, office, proposal, there)
    assert changed(before, await kept(lived)) == {}
    now = await printed(lived, SEASIDE.report)
    wanted = replace(report, head=replace(report.head, code="3-2-2"))
    assert without_versions(now) == without_versions(wanted)


async def test_a_date_outside_of_the_block_is_no_sure_change_and_keeps_the_record(
    lived: Database, office: Office
) -> None:
    """Mutant: what a doubtful reading does not tell is taken out of the record."""
    before = await kept(lived)
    proposal, there = await sent(lived, "docx", {BUS: [BUS.replace("1~6월", "1~7월")]})
    assert [one.sure for one in there.changes] == [False]
    await saved(lived, office, proposal, there)
    assert changed(before, await kept(lived)) == {}


async def test_what_the_edited_line_does_not_show_stays_in_its_record(
    lived: Database, office: Office
) -> None:
    """Mutant: the reading of the line is written over the record."""
    old = await kept(lived)
    [key] = [one for one, facts in old.items() if _counts(facts, Measure.HIRED) == 8]
    facts = old[key]
    assert isinstance(facts, EventFacts)
    more = replace(facts, note="비가 옴", counts={**facts.counts, Measure.VISITORS: 77})
    async with lived.begin() as session:
        row = await record_keeping.existing(session, RecordKind.EVENT, key[1])
        act = Act(session, office.office, SEASIDE.report.as_of)
        await records.change(act, row.kind, row.id, more, expected_version=row.version)
    await saved(lived, office, *await sent(lived, "docx", {FAIR: [FIGURES[FAIR][0]]}))
    wanted = replace(more, counts={**more.counts, Measure.HIRED: 9})
    assert (await kept(lived))[key] == wanted


def _counts(facts: Facts, measure: Measure) -> int | None:
    return facts.counts.get(measure) if isinstance(facts, EventFacts) else None
