"""The real report taken over from a file: it comes out again, and lives from its records."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dochan import Dochan
from pypdf import PdfReader

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import (
    ContractFacts,
    EventFacts,
    Facts,
    FollowUpFacts,
    MouFacts,
    PlanItemFacts,
    ProblemFacts,
    PromiseFacts,
)
from storage.plans import plans
from storage.records import record_lookup, record_projection, records
from storage.report import report_blocks, report_draft
from storage.report.importing import import_known
from storage.report.reading.proposal import Choices, Fate, propose
from storage.report.report_shapes import Report
from storage.rules import errors
from storage.rules.terms import Measure, RecordKind
from tests.helpers.imported import (
    AT,
    FORMATS,
    HALF,
    SEED,
    file_of,
    golden_outline,
    outline_of,
    seed_file,
    take_over,
    whole_seed,
)
from tests.helpers.offices import Office, seat
from tests.helpers.report_lines import OutlineLine, outline
from tests.storage.facts.seed_office import taken_up

pytestmark = pytest.mark.long


async def _report(db: Database) -> Report:
    async with db.read() as session:
        return await report_draft.report(session, HALF, AT)


async def _living(db: Database) -> list[Any]:
    async with db.read() as session:
        return [
            row for kind in RecordKind for row in await record_lookup.all_living(session, kind)
        ]


@pytest.mark.parametrize("ending", FORMATS)
async def test_the_real_report_goes_in_and_comes_out_letter_by_letter(
    db: Database, office: Office, ending: str
) -> None:
    async with db.begin() as session:
        done = await take_over(session, office.office, seed_file(ending))
    assert done.words == 0
    found = list(outline(await _report(db)))
    assert len(found) == 76
    assert found == golden_outline()
    report = await _report(db)
    assert [one.phone for one in report.head.people] == ["0000-0001", "0000-0002", "0000-0003"]
    assert [table.non_budget for table in report.money] == [True, True]
    async with db.read() as session:
        blocks = await report_blocks.in_report(session, HALF)
    assert [(one.kind, one.first_half.code, one.last_half.code) for one in blocks] == [
        ("past", "2018-1", "2020-1"),
        ("past", "2020-2", "2020-2"),
        ("past", "2021-1", "2021-1"),
        ("result", "2021-2", "2021-2"),
        ("plan", "2022-1", "2022-1"),
    ]


def _foreign(body: bytes, ending: str, folder: Path) -> str:
    """What a reader that is none of ours finds in a file, without its spaces."""
    if ending == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    else:
        path = folder / f"report.{ending}"
        path.write_bytes(body)
        text = Dochan(str(path)).to_plain_text()
    return "".join(text.split())


async def test_other_readers_find_every_line_in_all_four_formats(
    sqlite_url: str, tmp_path: Path
) -> None:
    db = Database(sqlite_url)
    async with db.begin() as session:
        office = await seat(session)
        await take_over(session, office.office, SEED)
    report = await _report(db)
    await db.close()
    wanted = ["".join(line.text.split()) for line in golden_outline()]
    for ending in ("hwpx", "pdf", "docx", "xlsx"):
        text = _foreign(file_of(report, ending), ending, tmp_path)
        at = 0
        for line in wanted:
            at = text.find(line, at) + len(line)
            assert at >= len(line), (ending, line)
        if ending != "pdf":
            again = outline_of(file_of(report, ending))
            assert [line for row in again.rows for line in row.lines] == [
                line for row in whole_seed().rows for line in row.lines
            ]


async def test_every_line_has_its_records_and_they_say_what_the_paper_says(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await take_over(session, office.office, SEED)
    lines = [line for row in (await _report(db)).rows for line in row.lines]
    assert [line.text for line in lines if not line.records] == []
    rows = await _living(db)
    told = [record_projection.facts_of(row) for row in rows]
    events = [one for one in told if isinstance(one, EventFacts)]
    buses = [one for one in events if one.kind == "job_bus"]
    assert [one.counts.get(Measure.RUNS) for one in buses] == [29, 42, 39]
    assert [one.counts.get(Measure.CONSULTATIONS) for one in buses] == [265, None, None]
    cohorts = [one for one in events if one.title == "청년캣취업 사관학교"]
    assert [(one.cohort_total, one.cohorts) for one in cohorts] == [(2, ()), (None, (3, 4, 5))]
    dated = [one.period.start for one in told if isinstance(one, MouFacts)]
    assert [day.isoformat() for day in dated if day] == [
        *("2018-11-01", "2020-02-01", "2021-08-04", "2021-10-28")
    ]
    assert sum(isinstance(one, FollowUpFacts) for one in told) == 1


def _changed(facts: Facts) -> Facts:
    """The same record with one word more."""
    if isinstance(facts, EventFacts) and facts.counts:
        return replace(facts, counts={name: value + 1 for name, value in facts.counts.items()})
    if isinstance(facts, EventFacts) and not facts.title:
        return replace(facts, companies=("(주)바꿈",))
    if isinstance(facts, MouFacts) and facts.purpose:
        return replace(facts, purpose=f"바꾼 {facts.purpose}")
    if isinstance(facts, PlanItemFacts | PromiseFacts | FollowUpFacts | ProblemFacts):
        return replace(facts, text=f"바꾼 {facts.text}")
    assert isinstance(facts, EventFacts | MouFacts | ContractFacts)
    return replace(facts, title=f"바꾼 {facts.title}")


def _differing(
    older: Sequence[OutlineLine], newer: Sequence[OutlineLine]
) -> list[tuple[int, str]]:
    pairs = zip(older, newer, strict=True)
    return [(at, one.text) for at, (one, other) in enumerate(pairs) if one != other]


async def test_each_changed_record_changes_its_own_lines_and_no_other(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await take_over(session, office.office, SEED)
    before = await _report(db)
    older = list(outline(before))
    printed = [line for row in before.rows for line in row.lines] + list(before.problems)
    places = [at for at, line in enumerate(older) if line.level]
    own: dict[tuple[str, int], set[int]] = {}
    for at, line in zip(places, printed, strict=True):
        for record in line.records:
            own.setdefault(record, set()).add(at)
    tried = 0
    for row in await _living(db):
        if row.kind in (RecordKind.BUDGET,) or (row.kind.value, row.id) not in own:
            continue
        facts = record_projection.facts_of(row)
        async with db.begin() as session:
            act = Act(session, office.office, AT)
            async with taken_up(act, row):
                changed = await records.change(
                    act, row.kind, row.id, _changed(facts), expected_version=row.version
                )
            version = changed.version
        newer = list(outline(await _report(db)))
        if len(newer) == len(older):
            differing = {at for at, _ in _differing(older, newer)}
            assert differing <= own[(row.kind.value, row.id)], facts
            assert differing, facts
        else:  # its company's line parted from the others': all others stand as they were
            lost = [line for line in older if line not in newer]
            assert all(older.index(line) in own[(row.kind.value, row.id)] for line in lost)
        tried += 1
        async with db.begin() as session:
            act = Act(session, office.office, AT)
            async with taken_up(act, row):
                await records.change(act, row.kind, row.id, facts, expected_version=version)
    assert tried > 40
    assert list(outline(await _report(db))) == older


async def test_the_same_file_again_brings_nothing_new(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await take_over(session, office.office, SEED)
    rows = [(row.kind, row.id, row.version) for row in await _living(db)]
    async with db.begin() as session:
        proposal = propose(outline_of(seed_file("hwpx")), Choices())
        there = await import_known.known(session, proposal, "")
        assert import_known.nothing_new(there, proposal)
        again = await take_over(session, office.office, SEED)
    assert (again.records, again.words) == (0, 0)
    assert [(row.kind, row.id, row.version) for row in await _living(db)] == rows
    assert list(outline(await _report(db))) == golden_outline()


async def test_lines_kept_as_words_and_left_out_lines_come_out_so(
    db: Database, office: Office
) -> None:
    proposal = propose(outline_of(SEED), Choices())
    fates = {one.number: Fate.WORDS for one in proposal.offers[::2] if one.block >= 0}
    fates[proposal.offers[-1].number] = Fate.DROP
    async with db.begin() as session:
        done = await take_over(session, office.office, SEED, Choices(fates))
    assert done.words > 15
    assert list(outline(await _report(db))) == golden_outline()[:-1]


async def test_closed_halves_keep_their_words_when_that_is_asked(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await take_over(session, office.office, SEED, Choices(freeze=True))
        bus = next(
            row
            for row in await record_lookup.all_living(session, RecordKind.EVENT)
            if row.facts["counts"].get("runs") == 29
        )
        await records.remove(Act(session, office.office, AT), bus.kind, bus.id)
    assert list(outline(await _report(db))) == golden_outline()


async def test_cut_words_may_stay_as_they_are_printed(db: Database, office: Office) -> None:
    proposal = propose(outline_of(SEED), Choices())
    cut = frozenset(number for one in proposal.offers for number, _cut in one.cuts)
    assert len(cut) == 2
    async with db.begin() as session:
        await take_over(session, office.office, SEED, Choices(as_printed=cut))
    words = " ".join(line.text for line in outline(await _report(db)))
    assert "고속도로 영 업소" in words
    assert "유니 테크빌" in words


async def test_a_plan_already_confirmed_stops_everything(db: Database, office: Office) -> None:
    async with db.begin() as session:
        plan = await plans.ensure(session, office.home, HALF.next())
        item = PlanItemFacts("다른 항목")
        await records.add(Act(session, office.office, AT), item, parent_id=plan.id)
        await plans.submit(Act(session, office.office, AT), plan)
        await plans.confirm(Act(session, office.office, AT), plan)
    with pytest.raises(errors.Refusal):
        async with db.begin() as session:
            await take_over(session, office.office, SEED)
    assert [row.kind for row in await _living(db)] == [RecordKind.PLAN_ITEM]
    async with db.read() as session:
        assert await report_blocks.all_blocks(session) == []


async def test_nobody_takes_a_report_over_who_does_not_make_it(
    db: Database, office: Office
) -> None:
    with pytest.raises(errors.NotAllowed):
        async with db.begin() as session:
            await take_over(session, office.staff, SEED)
    assert await _living(db) == []
