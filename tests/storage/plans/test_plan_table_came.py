"""What came of an item in figures stands in the 취합표 beside its plan, for reading alone."""

from bot.documents.plan_table_reader import read
from bot.documents.plan_table_sheet import written
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import Came, PlanItemFacts
from storage.plans import plan_outcomes, plan_table, plans
from storage.plans.wording_plan_table import CAME, COLUMNS, FIELDS, TEXT, TOLD
from storage.records import records
from storage.rules.half_year import HalfYear
from storage.rules.terms import OutcomeKind
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2022, 1)


async def test_the_figures_of_a_result_are_told_and_no_import_takes_them(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        plan = await plans.ensure(session, office.home, HALF)
        item = await records.add(act, PlanItemFacts("우선고용", out_of=20), parent_id=plan.id)
        came = Came(None, 22, 14)
        await plan_outcomes.settle(act, item.id, OutcomeKind.DONE, reason="고용", came=came)
        rows = await plan_table.rows(session, HALF)
    told = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert [one[CAME] for one in told if one[TEXT]] == ["채용 22명(고양시민 14명)"]
    found = read("표.xlsx", written({"half": HALF.code, "rows": rows}))
    assert found["notes"] == []
    assert CAME in TOLD
    assert CAME not in FIELDS
