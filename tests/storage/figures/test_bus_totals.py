"""Totals beside single runs, and head-counts of one site: counted one way in every place."""

from dataclasses import replace

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.kinds import kind_of
from storage.facts.shapes import EventFacts, Facts, HireFacts
from storage.records import record_keeping, records
from storage.report import report_claims, report_draft, status, wording_report
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import Beside, Measure
from tests.helpers.facts import bus, when, works
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2021, 2)
IN, ADDED = Beside.WITHIN, Beside.ADDED


async def _entered(db: Database, office: Office, *told: Facts) -> tuple[list[str], int | None]:
    """The lines of the half below their headings, and the bus runs that /status counts."""
    async with db.begin() as session:
        for facts in told:
            await records.add(Act(session, office.staff, NOW), facts)
        report = await report_draft.report(session, HALF, NOW)
        found = await status.half_status(session, HALF, NOW)
    label = wording_report.result_label(HALF)
    lines = [line for row in report.rows if row.label == label for line in row.lines]
    return [line.text for line in lines if line.level > 1], found.bus_runs


async def _claims(db: Database) -> list[tuple[str, tuple[int, ...]]]:
    async with db.read() as session:
        found = await report_claims.claims(session, HALF)
    figures = (one for one in found if not one.key.startswith("evidence"))
    return [(one.text, tuple(number for _, number in one.records)) for one in figures]


async def test_a_run_without_its_people_hides_nobody_elses(db: Database, office: Office) -> None:
    runs = [bus(f"2021.9.{day}.", 1, people) for day, people in ((1, 25), (8, 30), (15, None))]
    lines, _ = await _entered(db, office, *runs, bus("2021.9.22.", 1, 28))
    assert lines == ["(2021.9.) 4회 운영 및 83명 상담(4회 중 3회 집계)"]
    async with db.read() as session:
        found = await status.half_status(session, HALF, NOW)
    assert (found.people_met, found.people_gap, found.bus_runs) == (83, (3, 4), 4)
    ((text, numbers),) = await _claims(db)
    assert "상담 83명은 일부만 센 수치입니다." in text
    assert "‘일자리버스 2021.9.15. 1회’" in text
    assert numbers == (3,)


async def test_unanswered_single_runs_count_in_their_total_everywhere_and_are_named(
    db: Database, office: Office
) -> None:
    told = bus(), bus("2021.7.3.", 1), bus("2021.8.3.", 1)
    assert await _entered(db, office, *told) == (["(2021.7.~12.) 39회"], 39)
    ((text, numbers),) = await _claims(db)
    assert "합계는 39회인데 한 번씩 적은 운행은 2회입니다." in text
    assert "합계에 포함된 것으로 세었습니다." in text
    assert numbers == (1, 2, 3)


@pytest.mark.parametrize(
    ("total", "single", "lines", "runs"),
    [
        (None, IN, ["(2021.7.~12.) 39회"], 39),
        (None, ADDED, ["(2021.7.~12.) 39회", "(2021.7.3.) 1회"], 40),
        (ADDED, None, ["(2021.7.~12.) 39회", "(2021.7.3.) 1회"], 40),
        (ADDED, IN, ["(2021.7.~12.) 39회"], 39),
    ],
)
async def test_what_was_said_at_entry_decides_and_the_later_word_wins(
    db: Database,
    office: Office,
    total: Beside | None,
    single: Beside | None,
    lines: list[str],
    runs: int,
) -> None:
    told = replace(bus(), holding=total), replace(bus("2021.7.3.", 1), within=single)
    assert await _entered(db, office, *told) == (lines, runs)
    assert await _claims(db) == []


async def test_a_total_entered_later_speaks_of_the_runs_before_it(
    db: Database, office: Office
) -> None:
    told = replace(bus("2021.7.3.", 1), within=ADDED), replace(bus(), holding=IN)
    assert await _entered(db, office, *told) == (["(2021.7.~12.) 39회"], 39)


async def test_a_total_covers_its_own_months_only(db: Database, office: Office) -> None:
    told = bus("2021.7.~9.", 37), bus("2021.10.16.", 1, 50), bus("2021.11.16.", 1, 44)
    lines, runs = await _entered(db, office, *told)
    assert lines == ["(2021.7.~9.) 37회", "(2021.10.~11.) 2회 운영 및 94명 상담"]
    assert runs == 39
    assert await _claims(db) == []


async def test_a_figure_that_the_total_does_not_state_is_taken_from_its_runs(
    db: Database, office: Office
) -> None:
    told = bus(), replace(bus("2021.7.3.", 1, 25), within=IN), bus("2021.8.3.", 1, 30)
    lines, runs = await _entered(db, office, *told)
    assert lines == ["(2021.7.~12.) 39회 운영 및 55명 상담(39회 중 2회 집계)"]
    assert runs == 39
    async with db.read() as session:
        found = await status.half_status(session, HALF, NOW)
    assert found.people_met == 55


async def test_a_total_within_a_total_counts_as_its_officer_says(
    db: Database, office: Office
) -> None:
    told = bus(), bus("2021.7.~9.", 12)
    assert await _entered(db, office, *told) == (["(2021.7.~12.) 39회", "(2021.7.~9.) 12회"], 51)
    ((text, numbers),) = await _claims(db)
    assert "둘을 더해 세었습니다." in text
    assert numbers == (1, 2)
    async with db.begin() as session:
        row = await record_keeping.get(session, kind_of(told[1]), 2)
        assert row is not None
        facts = replace(told[1], within=IN)
        await records.change(
            Act(session, office.staff, NOW), row.kind, 2, facts, expected_version=1
        )
    assert await _entered(db, office) == (["(2021.7.~12.) 39회"], 39)
    assert await _claims(db) == []


async def test_removing_the_total_counts_its_runs_again(db: Database, office: Office) -> None:
    told = bus(), replace(bus("2021.7.3.", 1), within=IN), replace(bus("2021.8.3.", 1), within=IN)
    await _entered(db, office, *told)
    async with db.begin() as session:
        kind = kind_of(told[0])
        await records.remove(Act(session, office.staff, NOW), kind, 1)
    assert await _entered(db, office) == (["(2021.7.~8.) 2회"], 2)
    async with db.begin() as session:
        await records.undo(Act(session, office.staff, NOW), kind, 1)
    assert await _entered(db, office) == (["(2021.7.~12.) 39회"], 39)


async def test_a_total_of_no_date_covers_its_half_and_a_run_of_no_date_no_month(
    db: Database, office: Office
) -> None:
    undated = EventFacts(bus().kind, Period(()), half=HALF, counts={Measure.RUNS: 1})
    told = replace(undated, counts={Measure.RUNS: 39}), bus("2021.7.3.", 1), undated
    assert await _entered(db, office, *told) == (["39회"], 39)
    assert (await _entered(db, office, replace(bus("2021.7.~8.", 5), within=ADDED)))[1] == 44


async def test_head_counts_of_one_site_are_states_and_never_added_up(
    db: Database, office: Office
) -> None:
    """Two of one half, an earlier one, and one of another site: the last of each in its half."""
    async with db.begin() as session:
        for number, (notice, heads) in enumerate(
            (
                ("2021.3.2.", (("2021.5.", 9, 20), ("2021.9.", 46, 115), ("2021.8.", 44, 127))),
                ("2021.8.2.", (("2021.10.", 5, 10),)),
            )
        ):
            facts = works(title=f"{number}공사", notice_on=when(notice).start)
            site = await records.add(Act(session, office.staff, NOW), facts)
            for day, residents, workers in heads:
                told = HireFacts(when(day), residents, workers)
                await records.add(Act(session, office.staff, NOW), told, parent_id=site.id)
        found = await status.half_status(session, HALF, NOW)
        before = await status.half_status(session, HALF.previous(), NOW)
    assert (found.residents, found.workers) == (51, 125)
    assert (before.residents, before.workers) == (9, 20)
    lines, _ = await _entered(db, office)
    assert [line for line in lines if "고용" in line] == [
        "(2021.10.) 고양시민 5명(전체 10명) 고용",
        "(2021.9. 기준) 고양시민 46명(전체 115명) 고용",
    ]
