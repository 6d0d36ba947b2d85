"""What the office may rely on of the half-year report as a whole."""

from dataclasses import replace

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import EventFacts, Facts, ProblemFacts
from storage.records import record_lookup, record_projection, records
from storage.report import (
    claim_settling,
    report_blocks,
    report_draft,
    report_edits,
    report_versions,
    report_whole,
)
from storage.report.report_changes import changes
from storage.report.report_claims import claims
from storage.report.report_shapes import Report, ReportLine, from_json
from storage.rules import errors
from storage.rules.terms import LineSection, Measure, RecordKind
from tests.helpers.facts import fair
from tests.helpers.offices import NOW, Office
from tests.helpers.report_lines import OutlineLine, outline
from tests.storage.facts.seed_office import GOLDEN, HALF, LABELS, entered, golden_row

pytestmark = pytest.mark.long


async def _report(db: Database) -> Report:
    async with db.read() as session:
        return await report_draft.report(session, HALF, NOW)


async def test_the_real_report_comes_out_letter_by_letter(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await entered(session, office)
    found = list(outline(await _report(db)))
    progress, *others = GOLDEN["not_from_records"]
    wanted = [OutlineLine(progress, "", 0, progress)]
    for place, label in enumerate(LABELS):
        wanted += [OutlineLine(progress, label, *line) for line in golden_row(place)]
    wanted += [OutlineLine(title, "", 0, title) for title in others]
    wanted += [OutlineLine(others[-1], "", *line) for line in golden_row(4)]
    assert len(wanted) == 76
    assert found == wanted


@pytest.mark.parametrize(("runs", "before"), [(39, "39회"), (42, "42회"), (29, "29회")])
async def test_a_changed_record_changes_exactly_its_line(
    db: Database, office: Office, runs: int, before: str
) -> None:
    async with db.begin() as session:
        await entered(session, office)
    older = await _report(db)
    async with db.begin() as session:
        rows = await record_lookup.all_living(session, RecordKind.EVENT)
        row = next(one for one in rows if one.facts["counts"].get("runs") == runs)
        told = _with_runs(record_projection.facts_of(row), runs + 2)
        await records.change(
            Act(session, office.office, NOW), row.kind, row.id, told, expected_version=1
        )
    newer = await _report(db)
    pairs = zip(outline(older), outline(newer), strict=True)
    assert [one.text.count(before) for one, other in pairs if one != other] == [1]
    [said] = changes(older, newer)
    assert said.endswith((f"{before} → {runs + 2}회", f": {before} → {runs + 2}회 운영"))


async def test_new_words_outlive_a_new_composition_and_say_when_the_facts_moved(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        numbers = await entered(session, office)
        line = _line(await report_draft.report(session, HALF, NOW), "39회")
        await report_edits.reword(
            Act(session, office.office, NOW), numbers[3], line.key, "39회 운행", basis=line.text
        )
    line = _line(await _report(db), "39회 운행")
    assert (line.edited, line.stale) == (True, False)
    async with db.begin() as session:
        rows = await record_lookup.all_living(session, RecordKind.EVENT)
        row = next(one for one in rows if one.facts["counts"].get("runs") == 39)
        told = _with_runs(record_projection.facts_of(row), 41)
        await records.change(
            Act(session, office.office, NOW), row.kind, row.id, told, expected_version=1
        )
    line = _line(await _report(db), "39회 운행")
    assert (line.edited, line.stale) == (True, True)


async def test_a_report_is_confirmed_once_its_claims_are_accepted_and_stays(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await entered(session, office)
        with pytest.raises(errors.Refusal):
            await report_versions.confirm(Act(session, office.office, NOW), HALF)
        for one in await claims(session, HALF):
            await claim_settling.accept(
                Act(session, office.office, NOW), HALF, [one.key], "문서로 확인함"
            )
        before = await report_draft.report(session, HALF, NOW)
        version = await report_versions.confirm(Act(session, office.office, NOW), HALF)
        row = next(
            o
            for o in await record_lookup.all_living(session, RecordKind.EVENT)
            if o.facts["counts"].get("runs") == 39
        )
        await records.remove(Act(session, office.office, NOW), row.kind, row.id)
    assert version.sha256 == report_whole.digest(version.report)
    assert list(outline(from_json(version.report))) == list(outline(before))
    assert (await _report(db)).rows == before.rows
    async with db.begin() as session:
        blocks = await report_blocks.in_report(session, HALF)
        assert [one.kind for one in blocks] == ["past", "past", "past", "past", "plan"]
        with pytest.raises(errors.Refusal):
            await report_versions.confirm(Act(session, office.office, NOW), HALF)


async def test_an_unkept_block_is_drafted_under_its_usual_label(
    db: Database, office: Office
) -> None:
    assert [row.label for row in (await _report(db)).rows] == LABELS[2:]


def _with_runs(facts: Facts, runs: int) -> EventFacts:
    assert isinstance(facts, EventFacts)
    return replace(facts, counts={**facts.counts, Measure.RUNS: runs})


def _line(report: Report, words: str) -> ReportLine:
    return next(line for row in report.rows for line in row.lines if words in line.text)


class _TakenBack(Exception):
    """Ends a transaction without a trace."""


async def test_lines_composed_in_a_transaction_that_was_taken_back_serve_nobody(
    db: Database, office: Office
) -> None:
    async def taken_back() -> None:
        async with db.begin() as session:
            await records.add(Act(session, office.staff, NOW), fair(title="없던 박람회"))
            _line(await report_draft.report(session, HALF, NOW), "없던 박람회")
            raise _TakenBack

    with pytest.raises(_TakenBack):
        await taken_back()
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), fair(title="있는 박람회"))
        found = await report_draft.report(session, HALF, NOW)
    for report in (found, await _report(db)):
        texts = [line.text for row in report.rows for line in row.lines]
        assert [text for text in texts if "박람회" in text and "있는" in text]
        assert not [text for text in texts if "없던" in text]


async def test_every_section_of_lines_is_filled_and_stands_in_the_report(
    db: Database, office: Office
) -> None:
    assert set(report_draft.SECTIONS) == set(LineSection)
    async with db.begin() as session:
        facts = ProblemFacts(text="참여기업 발굴", half=HALF)
        await records.add(Act(session, office.office, NOW), facts)
        made = await report_draft.report(session, HALF, NOW)
    told = {section: [line.text for line in lines] for section, lines in made.sections()}
    assert told == {LineSection.PROBLEMS: ["참여기업 발굴"]}
    assert [line.text for line in made.lines()][-1] == "참여기업 발굴"
