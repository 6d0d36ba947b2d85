"""The form that a department fills in comes back as a file of any kind: taken whole, or not."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.documents import plan_form as papers
from bot.documents import plan_table_reader
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.plans import plan_form, plan_table_changes, plans
from storage.plans import wording_plan_form as words
from storage.plans.plan_form_shapes import Form
from storage.plans.plan_form_whose import DepartmentWanted, likely
from storage.plans.plan_table_shapes import Comparison, Decided, table_of
from storage.records import record_projection
from storage.rules.adapter import adapter
from storage.rules.errors import Refusal
from storage.rules.terms import PlanState
from storage.rules.wording_receipt import Receipt, Way
from tests.helpers.offices import NOW, Office, clerk
from tests.storage.plans.plan_tables import HALF, put

FORMATS = ("hwpx", "xlsx", "docx")
SILENT, ROADS = 1, 2  # departments: no plan, two items
NAME = "기업지원과"
MAILED = Decided(receipt="공문 기업지원과-77(2021. 11. 12.)")
FILLED = (
    ("채용박람회 안내", "개최 횟수", "3회", "12", "20", "5,000,000", "2022.1.~6.", ""),
    ("관내 기업 협약 체결", "", "2건", "", "", "", "", "하반기 준비"),
)


def filled(rows: tuple[tuple[str, ...], ...], name: str = NAME) -> Form:
    """The plain form as a department would send it back, its last rows left empty."""
    plain = plan_form.plain(HALF, None)
    own = tuple((name if not at else "", *row, "") for at, row in enumerate(rows))
    return replace(plain, rows=(*own, *plain.rows[len(own) :]))


def file_of(form: Form, ending: str) -> bytes:
    told = adapter(Form).dump_python(form, mode="json")
    at = datetime(2021, 11, 15).isoformat()  # noqa: DTZ001  # of the paper alone
    return papers.written({"form": told, "format": ending, "at": at})


async def taken(
    db: Database, office: Office, body: bytes, decided: Decided = MAILED
) -> Comparison:
    table = replace(table_of(plan_table_reader.read("", body)), decided=decided)
    async with db.begin() as session:
        return await plan_table_changes.take(Act(session, office.office, NOW), table)


async def standing(
    db: Database, office: Office, place: int = SILENT
) -> tuple[PlanState, Receipt | None, list[PlanItemFacts]]:
    async with db.read() as session:
        plan = await plans.find(session, office.departments[place].id, HALF)
        if plan is None:
            return PlanState.NOT_SUBMITTED, None, []
        facts = [record_projection.facts_of(one) for one in await plans.items(session, plan.id)]
    return plan.state, plan.receipt, [one for one in facts if isinstance(one, PlanItemFacts)]


@pytest.mark.parametrize("ending", FORMATS)
async def test_what_a_department_wrote_is_handed_in_for_it_with_its_ground(
    db: Database, office: Office, ending: str
) -> None:
    await taken(db, office, file_of(filled(FILLED), ending))
    state, receipt, (fair, agreements) = await standing(db, office)
    assert state is PlanState.SUBMITTED
    assert (receipt and receipt.way, receipt and receipt.number) == (Way.LETTER, "기업지원과-77")
    assert (fair.text, fair.measure, fair.target) == ("채용박람회 안내", "개최 횟수", 3)
    assert (fair.citizens, fair.out_of, fair.budget) == (12, 20, 5_000_000)
    assert (agreements.text, agreements.note) == ("관내 기업 협약 체결", "하반기 준비")


@pytest.mark.parametrize("ending", FORMATS)
async def test_a_form_that_says_none_is_none(db: Database, office: Office, ending: str) -> None:
    nothing = ("해당없음", *[""] * 7)
    await taken(db, office, file_of(filled((nothing,)), ending))
    assert (await standing(db, office))[0] is PlanState.NOT_APPLICABLE


async def test_without_its_ground_nothing_is_taken(db: Database, office: Office) -> None:
    with pytest.raises(Refusal, match="접수 근거"):
        await taken(db, office, file_of(filled(FILLED), "hwpx"), Decided())
    assert await standing(db, office) == (PlanState.NOT_SUBMITTED, None, [])


async def test_one_wrong_cell_takes_nothing_of_it(db: Database, office: Office) -> None:
    wrong = (FILLED[0], ("협약 체결", "", "", "", "", "많이", "", ""))
    with pytest.raises(Refusal, match="금액"):
        await taken(db, office, file_of(filled(wrong), "xlsx"))
    assert await standing(db, office) == (PlanState.NOT_SUBMITTED, None, [])


async def test_an_empty_form_is_no_plan(db: Database, office: Office) -> None:
    for name in (NAME, ""):
        with pytest.raises(Refusal):
            await taken(db, office, file_of(filled((), name), "hwpx"))


async def test_whose_it_is_may_be_told_by_the_office(db: Database, office: Office) -> None:
    nobody = file_of(filled(FILLED, ""), "hwpx")
    with pytest.raises(DepartmentWanted):
        await taken(db, office, nobody)
    async with db.read() as session:
        (guess,) = await likely(session, "추진계획_기업지원과(최종).hwpx")
    assert guess.name == NAME
    await taken(db, office, nobody, replace(MAILED, department=guess.id))
    assert (await standing(db, office))[0] is PlanState.SUBMITTED


async def test_a_name_nobody_knows_and_two_names_are_asked_back(
    db: Database, office: Office
) -> None:
    with pytest.raises(DepartmentWanted, match="우주개발과"):
        await taken(db, office, file_of(filled(FILLED, "우주개발과"), "xlsx"))
    form = filled(FILLED)
    two = replace(form, rows=(form.rows[0], ("도로건설과", *form.rows[1][1:]), *form.rows[2:]))
    with pytest.raises(Refusal, match="한 부서만"):
        await taken(db, office, file_of(two, "xlsx"))


async def test_a_department_that_handed_in_itself_is_left_as_it_is(
    db: Database, office: Office
) -> None:
    await put(db, office, ROADS, PlanItemFacts("우선고용 추진"))
    async with db.begin() as session:
        plan = await plans.find(session, office.departments[ROADS].id, HALF)
        assert plan is not None
        await plans.submit(Act(session, await clerk(session, plan.department_id), NOW), plan)
    with pytest.raises(Refusal):
        await taken(db, office, file_of(filled(FILLED, "도로건설과"), "hwpx"))
    state, receipt, items = await standing(db, office, ROADS)
    assert (state, receipt, len(items)) == (PlanState.SUBMITTED, None, 1)


async def test_the_departments_own_form_holds_what_it_wrote_and_brings_its_changes(
    db: Database, office: Office
) -> None:
    await put(db, office, ROADS, PlanItemFacts("우선고용 추진", target=3))
    async with db.read() as session:
        form = await plan_form.of_department(session, office.departments[ROADS].id, HALF, None)
    assert form.rows[0][:2] == ("도로건설과", "우선고용 추진")
    target = words.COLUMNS.index("목표")
    row = list(form.rows[0])
    row[target] = "5"
    changed = replace(form, rows=(tuple(row), *form.rows[1:]))
    await taken(db, office, file_of(changed, "hwpx"))
    state, _receipt, (item,) = await standing(db, office, ROADS)
    assert (state, item.target) == (PlanState.SUBMITTED, 5)
