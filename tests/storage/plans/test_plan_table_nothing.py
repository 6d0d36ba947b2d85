"""해당없음 and strokes in a 취합표, and a 상태 that somebody changed: taken, or told by cell."""

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.plans import plans
from storage.plans.plan_table_shapes import Comparison, Decided
from storage.plans.wording_plan_table import TEXT
from storage.rules.terms import PlanState
from storage.rules.trail import Subject
from tests.helpers.offices import NOW, Office
from tests.storage.plans.plan_tables import (
    HALF,
    Rows,
    column,
    compared,
    file_of,
    imported,
    put,
    rows_of,
)

pytestmark = pytest.mark.long

HEARD = Decided(receipt="공문 기업지원과-12")
HOME, SILENT, ROADS = 0, 1, 2  # the departments: one item, no plan, two items


@pytest.fixture
async def filled(db: Database, office: Office) -> Database:
    """Rows 2 to 5: an item of 일자리정책과, 기업지원과 without any, two of 도로건설과; 건축과."""
    await put(db, office, HOME, PlanItemFacts("참여기업 발굴"))
    await put(db, office, ROADS, PlanItemFacts("우선고용 추진"))
    await put(db, office, ROADS, PlanItemFacts("안내문 배부", target=3))
    return db


async def typed(db: Database, line: int, name: str, said: str) -> Rows:
    rows = await rows_of(db)
    rows[line - 2][column(name)] = said
    return rows


async def taken(db: Database, office: Office, rows: Rows) -> Comparison:
    return await imported(db, file_of(rows), office.office, HEARD)


async def looked(db: Database, office: Office, rows: Rows) -> Comparison:
    return await compared(db, file_of(rows), office.office)


async def state(db: Database, office: Office, place: int) -> PlanState:
    async with db.read() as session:
        states = await plans.states(session, HALF)
    return next(one.state for one in states if one.department_id == office.departments[place].id)


async def items(db: Database) -> list[str]:
    return [text for row in await rows_of(db) if (text := row[column(TEXT)])]


SAYINGS = ["해당없음", "해당 없음", "해당 사항 없음", "해당사항없음.", "(해당없음)", "없음"]


@pytest.mark.parametrize("said", SAYINGS)
@pytest.mark.parametrize("name", [TEXT, "상태"])
async def test_a_department_with_nothing_is_declared_so_and_gets_no_item(
    filled: Database, office: Office, said: str, name: str
) -> None:
    before = await items(filled)
    rows = await typed(filled, 3, name, said)
    found = await taken(filled, office, rows)
    assert [(one.line, one.department) for one in found.declarations] == [(3, "기업지원과")]
    assert await items(filled) == before
    assert await state(filled, office, SILENT) is PlanState.NOT_APPLICABLE
    async with filled.read() as session:
        plan = await plans.find(session, office.departments[SILENT].id, HALF)
        assert plan is not None
        trail = await audit.of_subject(session, Subject.PLAN, plan.id)
    assert trail[-1].officer_id == office.office.id
    assert trail[-1].reason == "공문 기업지원과-12"
    assert (await taken(filled, office, rows)).empty


async def test_it_is_taken_from_a_row_without_a_key_too(filled: Database, office: Office) -> None:
    rows = [*await rows_of(filled), ["기업지원과", *[""] * 4, "해당없음", *[""] * 10]]
    found = await taken(filled, office, rows)
    assert (len(found.declarations), len(found.additions)) == (1, 0)
    assert await state(filled, office, SILENT) is PlanState.NOT_APPLICABLE


@pytest.mark.parametrize("said", ["-", "―", "ㅡ", "–"])
async def test_a_stroke_in_the_plan_is_asked_about_by_its_cell(
    filled: Database, office: Office, said: str
) -> None:
    [fault] = (await looked(filled, office, await typed(filled, 3, TEXT, said))).faults
    assert fault.startswith(f"F3: ‘{said}’")
    assert "‘해당없음’이라고" in fault


async def test_where_items_stand_nothing_is_refused_by_its_cell(
    filled: Database, office: Office
) -> None:
    for line, name, cell in ((4, TEXT, "F4"), (4, "상태", "B4"), (2, TEXT, "F2")):
        rows = await typed(filled, line, name, "해당없음")
        [fault] = (await looked(filled, office, rows)).faults
        assert fault.startswith(f"{cell}: "), fault
    rows = await typed(filled, 3, TEXT, "해당없음")
    rows[1][column("목표")] = "3"
    [fault] = (await looked(filled, office, rows)).faults
    assert fault.startswith("F3: ‘해당없음’ 옆에")
    assert await items(filled) == ["참여기업 발굴", "우선고용 추진", "안내문 배부"]


async def test_nothing_and_a_new_item_of_one_department_contradict(
    filled: Database, office: Office
) -> None:
    rows = await typed(filled, 3, "상태", "해당없음")
    rows[1][column(TEXT)] = "행사 안내"
    [fault] = (await looked(filled, office, rows)).faults
    assert fault.startswith("B3: ")


@pytest.mark.parametrize("said", ["미제출", "보완요청", "확인중", "완료했음"])
async def test_a_state_that_no_table_can_bring_is_told_by_its_cell(
    filled: Database, office: Office, said: str
) -> None:
    found = await looked(filled, office, await typed(filled, 4, "상태", said))
    assert found.empty
    [note] = found.notes
    assert f"B4 ‘{said}’(지금 작성중)" in note
    assert await state(filled, office, ROADS) is PlanState.DRAFTING


async def test_an_old_table_does_not_declare_nothing_again(
    filled: Database, office: Office
) -> None:
    await taken(filled, office, await typed(filled, 3, TEXT, "해당없음"))
    old = await rows_of(filled)
    async with filled.begin() as session:
        plan = await plans.find(session, office.departments[SILENT].id, HALF)
        assert plan is not None
        await plans.reopen(Act(session, office.office, NOW), plan)
    found = await taken(filled, office, old)
    assert found.empty
    assert "B3 ‘해당없음’(지금 작성중)" in found.notes[0]
    assert await state(filled, office, SILENT) is PlanState.DRAFTING


@pytest.mark.parametrize("said", ["-", "―", "해당없음", "없음"])
async def test_strokes_in_cells_of_figures_are_empty_cells(
    filled: Database, office: Office, said: str
) -> None:
    rows = await rows_of(filled)
    for name in ("목표", "고용 인원(관내)", "고용 인원(전체)", "예산(원)", "기간", "지표"):
        rows[0][column(name)] = said
    found = await looked(filled, office, rows)
    assert (found.empty, found.faults) == (True, [])
    found = await looked(filled, office, await typed(filled, 2, "예산(원)", "비예산"))
    assert (found.empty, found.faults) == (True, [])
    [fault] = (await looked(filled, office, await typed(filled, 2, "기간", "연중"))).faults
    assert fault.startswith("L2: ‘연중’")
    assert "예: " in fault
