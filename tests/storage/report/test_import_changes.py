"""Our own paper sent back with words changed: asked about line by line, mended where it stands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import EventFacts, PlanItemFacts, ProblemFacts
from storage.plans import plans
from storage.records import record_keeping, record_lookup, record_projection, records
from storage.report import report_blocks, report_draft, report_edits
from storage.report.importing import import_changes, import_known
from storage.report.importing.import_known import Known
from storage.report.reading.changes import Change, Way
from storage.report.reading.proposal import Answer, Choices, Proposal, propose
from storage.report.report_shapes import Report
from storage.rules.period import Period
from storage.rules.terms import EventKind, Measure, RecordKind
from tests.helpers.facts import when
from tests.helpers.imported import AT, HALF, file_of, outline_of, take_over
from tests.helpers.offices import Office
from tests.helpers.sheets_in import REPLACED, xlsx
from tests.storage.facts.seed_office import entered

pytestmark = pytest.mark.long

RUNS = "(2021.7.~12.) 39회"
MORE_RUNS = "(2021.7.~12.) 40회"
DAY = "(2020. 7.) 마스크생산직"
OTHER_DAY = "(2020. 8.) 마스크생산직"
TWO = {RUNS: MORE_RUNS, DAY: OTHER_DAY}


@pytest.fixture
async def filled(db: Database, office: Office) -> Database:
    """The real report as an office keeps it, with a problem."""
    async with db.begin() as session:
        await entered(session, office)
        problem = ProblemFacts("홍보 부족으로 참여 기업이 적음", half=HALF)
        await records.add(Act(session, office.office, AT), problem)
    return db


async def report(db: Database) -> Report:
    async with db.read() as session:
        return await report_draft.report(session, HALF, AT)


async def printed(db: Database) -> list[str]:
    found = await report(db)
    lines = [line for row in found.rows for line in row.lines]
    return [line.text for line in (*lines, *found.problems)]


async def paper(db: Database, words: Mapping[str, str], ending: str = "docx") -> bytes:
    """The report as it stands, in a file in which these words were typed over."""
    return REPLACED[ending](file_of(await report(db), ending), words)


async def met(db: Database, body: bytes, choices: Choices | None = None) -> tuple[Proposal, Known]:
    async with db.read() as session:
        proposal = propose(outline_of(body), choices or Choices())
        return await import_changes.beside(session, proposal, "x")


async def asked(db: Database, body: bytes) -> list[Change]:
    return list((await met(db, body))[1].changes)


def answered(answer: Answer, changes: list[Change]) -> Choices:
    return Choices(near={one.number: (answer, one.before) for one in changes})


async def saved(db: Database, office: Office, body: bytes, choices: Choices | None = None) -> int:
    """Saves; returns how many records there are afterwards."""
    async with db.begin() as session:
        await take_over(session, office.office, body, choices)
    return await counted(db)


async def counted(db: Database) -> int:
    async with db.read() as session:
        return sum([len(await record_lookup.all_living(session, kind)) for kind in RecordKind])


@pytest.mark.parametrize("ending", ["docx", "hwpx", "xlsx"])
async def test_our_own_paper_as_it_is_changes_nothing(
    filled: Database, office: Office, ending: str
) -> None:
    async with filled.begin() as session:
        block = (await report_blocks.in_report(session, HALF))[3].id or 0
        lines = await report_draft.block_lines(session, await _block(session, block))
        heading = next(one for one in lines if "일자리버스" in one.text)
        edit = (Act(session, office.office, AT), block, heading.key)
        await report_edits.reword(*edit, "버스 운영", basis=heading.text)
        await report_edits.add_line(*edit, 2, "시범 운행 협의")
        other = next(one for one in lines if RUNS in one.text)
        own = (Act(session, office.office, AT), block, other.key)
        await report_edits.reword(*own, "(2021.7.~12.) 모두 39회", basis=other.text)
    before, records_before = await printed(filled), await counted(filled)
    body = await paper(filled, {}, ending)
    proposal, there = await met(filled, body)
    assert import_known.nothing_new(there, proposal)
    assert (there.changes, import_known.gone(there)) == ((), [])
    assert await saved(filled, office, body) == records_before
    assert await printed(filled) == before


async def _block(session: Any, number: int) -> Any:
    return await report_blocks.existing(session, number)


@pytest.mark.parametrize("ending", ["docx", "hwpx", "xlsx"])
async def test_nothing_is_added_beside_a_near_line_until_somebody_has_chosen(
    filled: Database, office: Office, ending: str
) -> None:
    body = await paper(filled, TWO, ending)
    before, count = await printed(filled), await counted(filled)
    changes = await asked(filled, body)
    assert [(one.pairs[0][0][:13], one.sure, one.way) for one in changes] == [
        ("(2020. 7.) 마스", True, Way.RECORD),
        ("(2021.7.~12.)", True, Way.RECORD),
    ]
    proposal, there = await met(filled, body)
    assert import_known.fresh(there, proposal) == []
    assert await saved(filled, office, body) == count
    assert await printed(filled) == before
    assert await saved(filled, office, body, answered(Answer.SKIP, changes)) == count
    assert await printed(filled) == before


async def test_mending_changes_the_records_their_trail_and_can_be_undone(
    filled: Database, office: Office
) -> None:
    body = await paper(filled, TWO)
    before, count = await printed(filled), await counted(filled)
    changes = await asked(filled, body)
    assert await saved(filled, office, body, answered(Answer.MEND, changes)) == count
    wanted = [_replaced(line, TWO) for line in before]
    assert await printed(filled) == wanted
    assert await asked(filled, body) == []
    async with filled.begin() as session:
        rows = [
            row
            for row in await record_lookup.all_living(session, RecordKind.EVENT)
            if isinstance(told := record_projection.facts_of(row), EventFacts)
            and told.counts.get(Measure.RUNS) == 40
        ]
        [bus] = rows
        trail = await audit.of_subject(session, RecordKind.EVENT, bus.id)
        assert [one.action for one in trail] == ["create", "change"]
        await records.undo(Act(session, office.office, AT), RecordKind.EVENT, bus.id)
    assert RUNS in " ".join(await printed(filled))


def _replaced(line: str, words: Mapping[str, str]) -> str:
    for old, new in words.items():
        line = line.replace(old, new)
    return line


async def test_as_new_ones_they_stand_beside_the_old(filled: Database, office: Office) -> None:
    body = await paper(filled, TWO)
    count = await counted(filled)
    changes = await asked(filled, body)
    assert await saved(filled, office, body, answered(Answer.NEW, changes)) == count + 2
    whole = " ".join(await printed(filled))
    assert all(words in whole for words in (*TWO, *TWO.values()))


async def test_what_the_paper_does_not_show_stays(filled: Database, office: Office) -> None:
    async with filled.begin() as session:
        [bus] = [
            row
            for row in await record_lookup.all_living(session, RecordKind.EVENT)
            if isinstance(told := record_projection.facts_of(row), EventFacts)
            and told.counts.get(Measure.RUNS) == 39
        ]
        facts = record_projection.facts_of(bus)
        assert isinstance(facts, EventFacts)
        more = replace(facts, counts={**facts.counts, Measure.VISITORS: 500}, note="비가 옴")
        await records.change(
            Act(session, office.office, AT),
            RecordKind.EVENT,
            bus.id,
            more,
            expected_version=bus.version,
        )
    body = await paper(filled, {RUNS: MORE_RUNS})
    await saved(filled, office, body, answered(Answer.MEND, await asked(filled, body)))
    async with filled.read() as session:
        row = await record_keeping.get(session, RecordKind.EVENT, bus.id)
        assert row is not None
        told = record_projection.facts_of(row)
    assert isinstance(told, EventFacts)
    assert told == replace(more, counts={**more.counts, Measure.RUNS: 40})


async def test_an_answer_to_other_words_is_none(filled: Database, office: Office) -> None:
    body = await paper(filled, TWO)
    changes = await asked(filled, body)
    stale = Choices(near={one.number: (Answer.MEND, "다른 글") for one in changes})
    proposal, there = await met(filled, body, stale)
    assert len(import_known.undecided(there, proposal)) == 2
    assert import_known.nothing_new(there, proposal)


async def test_a_line_of_several_records_is_mended_in_its_words(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        for day in ("2021.9.3.", "2021.9.10.", "2021.9.17."):
            facts = EventFacts(EventKind.JOB_BUS, when(day), counts={Measure.RUNS: 1})
            await records.add(Act(session, office.office, AT), facts)
    [line] = [one for one in await printed(db) if "3회" in one]
    body = await paper(db, {"3회": "4회"})
    [change] = await asked(db, body)
    assert (change.way, change.pairs) == (Way.WORDS, ((line, line.replace("3회", "4회")),))
    assert await saved(db, office, body, answered(Answer.MEND, [change])) == 3
    assert line.replace("3회", "4회") in await printed(db)
    assert await asked(db, body) == []


async def test_a_new_line_behind_one_that_waits_comes_behind_the_one_that_stands(
    filled: Database, office: Office
) -> None:
    body = await paper(filled, {RUNS: f"{MORE_RUNS}\n- 시범 운행 노선 협의"})
    before = await printed(filled)
    assert await saved(filled, office, body) == await counted(filled)
    at = before.index(RUNS) + 1
    assert await printed(filled) == [*before[:at], "시범 운행 노선 협의", *before[at:]]


async def test_headings_company_names_and_words_are_mended_where_they_stand(
    filled: Database, office: Office
) -> None:
    count = await counted(filled)
    words = {
        "대형기업 간 업무협력방안 마련": "대기업 간 업무협력방안 마련",
        "(주)GH테크놀러지": "(주)지에이치테크놀러지",
        "홍보 부족으로 참여 기업이 적음": "홍보가 부족하여 참여 기업이 적음",
    }
    before = await printed(filled)
    body = await paper(filled, words)
    changes = await asked(filled, body)
    assert len(changes) == 3
    assert await saved(filled, office, body, answered(Answer.MEND, changes)) == count
    assert await printed(filled) == [_replaced(line, words) for line in before]
    assert await asked(filled, body) == []


async def test_a_new_line_below_a_reworded_heading_goes_below_the_old_one(
    filled: Database, office: Office
) -> None:
    async def with_line(words: Mapping[str, str]) -> bytes:
        old = "- (2021.7.~12.) 39회"
        return await paper(filled, {old: f"{old}\n- (2021.12.24.) 화정역 1회 운영", **words})

    body = await with_line({"고양시 찾아가는 일자리버스 운영": "고양시 일자리버스 운영"})
    before = await printed(filled)
    await saved(filled, office, body)
    added = [line for line in await printed(filled) if line not in before]
    assert len(added) == 1
    assert "화정역" in added[0]
    headings = [one for one in await printed(filled) if "일자리버스 운영" in one]
    assert headings == [one for one in before if "일자리버스 운영" in one]


async def test_a_line_that_grew_below_its_record_is_asked_about(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        facts = EventFacts(EventKind.PROGRAMME, Period(()), half=HALF, title="청년 교육")
        await records.add(Act(session, office.office, AT), facts)
    [line] = [one for one in await printed(db) if "청년 교육" in one and "운영" in one]

    def edit(book: Any) -> None:
        [cell] = [c for row in book.active.rows for c in row if line in str(c.value or "")]
        cell.value = f"{cell.value}\n· 수료생 취업 연계(2021.9.)"

    body = xlsx(edit, await paper(db, {}, "xlsx"))
    before = await printed(db)
    [change] = await asked(db, body)
    assert (change.pairs, change.way) == ((("", "수료생 취업 연계(2021.9.)"),), Way.RECORD)
    assert await saved(db, office, body) == 1
    assert await printed(db) == before
    assert await saved(db, office, body, answered(Answer.MEND, [change])) == 1
    assert await printed(db) == [*before, "수료생 취업 연계(2021.9.)"]


async def test_a_plan_that_says_nothing_becomes_no_item(db: Database, office: Office) -> None:
    async with db.begin() as session:
        plan = await plans.ensure(session, office.home, HALF.next())
        facts = PlanItemFacts("채용박람회 3회 개최", heading="박람회")
        await records.add(Act(session, office.office, AT), facts, parent_id=plan.id)
        await plans.submit(Act(session, office.office, AT), plan)
    body = await paper(db, {"채용박람회 3회 개최": "해당없음"})
    await saved(db, office, body)
    async with db.read() as session:
        rows = await record_lookup.all_living(session, RecordKind.PLAN_ITEM)
    assert [row.facts["text"] for row in rows] == ["채용박람회 3회 개최"]


async def test_lines_that_the_file_does_not_have_are_counted_and_stay(
    filled: Database, office: Office
) -> None:
    body = await paper(filled, {RUNS: " "})
    before = await printed(filled)
    proposal, there = await met(filled, body)
    assert [one.text for one in import_known.gone(there)] == [RUNS]
    assert import_known.nothing_new(there, proposal)
    assert await printed(filled) == before
