"""Results of plan items stand in the report beside what was planned, and so does 고용할당제 표."""

from dataclasses import replace

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import Came, PlanItemFacts
from storage.models.plan import Plan
from storage.plans import plan_outcomes, plans
from storage.records import records
from storage.report import report_blocks, report_choices, report_draft
from storage.rules.half_year import HalfYear
from storage.rules.terms import Measure, OutcomeKind, PlanState, QuotaPrinted, RecordKind
from tests.helpers.facts import fair
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2021, 2)
TABLE = [
    "고용할당제 추진 현황",
    "전체 : 실적 고양시민 14명(전체 22명), 고양시민 비율 63.6%",
    "일자리정책과 : 실적 고양시민 14명(전체 22명), 고양시민 비율 63.6%",
]


async def printed(db: Database) -> list[str]:
    """Every line of the report."""
    async with db.begin() as session:
        await report_blocks.ensure(session, HALF, NOW)
    async with db.begin() as session:
        report = await report_draft.report(session, HALF, NOW)
    return [line.text for row in report.rows for line in row.lines]


async def items(db: Database, office: Office, *facts: PlanItemFacts) -> list[int]:
    """The items of a plan that was handed in."""
    async with db.begin() as session:
        plan = await plans.ensure(session, office.home, HALF)
        act = Act(session, office.staff, NOW)
        rows = [await records.add(act, one, parent_id=plan.id) for one in facts]
        kept = await session.get(Plan, plan.id)
        assert kept is not None
        kept.state = PlanState.SUBMITTED
        return [int(row.id) for row in rows]


async def item(db: Database, office: Office, facts: PlanItemFacts) -> int:
    """An item of a plan that was handed in."""
    (number,) = await items(db, office, facts)
    return number


async def test_a_result_in_words_stands_with_its_figures_beside_the_plan(
    db: Database, office: Office
) -> None:
    number = await item(db, office, PlanItemFacts("우선고용", measure="명", target=20))
    async with db.begin() as session:
        await plan_outcomes.settle(
            Act(session, office.staff, NOW),
            number,
            OutcomeKind.DONE,
            reason="보통인부 22명 중 고양시민 14명 고용",
            came=Came(None, 22, 14),
        )
    lines = await printed(db)
    at = lines.index("보통인부 22명 중 고양시민 14명 고용")
    assert lines[at + 1] == "목표 20명 → 22명(고양시민 14명)"
    assert lines[-3:] == TABLE or lines[at + 2 : at + 5] == TABLE


async def test_a_result_that_is_a_record_is_not_printed_twice(
    db: Database, office: Office
) -> None:
    number = await item(db, office, PlanItemFacts("우선고용", measure="회", target=3))
    hired = replace(fair(), counts={Measure.HIRED: 22, Measure.RESIDENTS: 14})
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        row = await records.add(act, hired)
        await plan_outcomes.settle(
            act,
            number,
            OutcomeKind.DONE,
            results=[(RecordKind.EVENT, row.id)],
            came=Came(None, 22, 14),
        )
    assert "우선고용" not in await printed(db)
    async with db.begin() as session:
        await plan_outcomes.count(Act(session, office.staff, NOW), number, Came(4, 22, 14))
    lines = await printed(db)
    assert lines[lines.index("우선고용") + 1] == "목표 3회 → 4회"


async def test_the_office_takes_the_table_out_of_the_report_and_nothing_else(
    db: Database, office: Office
) -> None:
    hired = replace(fair(), counts={Measure.HIRED: 22, Measure.RESIDENTS: 14})
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), hired)
    before = await printed(db)
    assert [line for line in before if line in TABLE] == TABLE
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        await report_choices.choose(act, report_choices.QUOTA, QuotaPrinted.HIDDEN)
    assert await printed(db) == [line for line in before if line not in TABLE]
