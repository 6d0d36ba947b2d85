"""A state that the office heard of comes by the table, with how it was heard of."""

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import Plan
from storage.plans import plans
from storage.plans.plan_table_shapes import Comparison, Decided
from storage.plans.wording_plan_table import RECEIPT, STATE, TEXT
from storage.rules.errors import Refusal
from storage.rules.terms import PlanState
from storage.rules.trail import Subject
from storage.rules.wording_receipt import Receipt, Way
from tests.helpers.offices import NOW, Office, clerk
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

SILENT, ROADS = 1, 2  # departments: no plan, two items
LETTER = "공문 도로건설과-1234"


@pytest.fixture
async def filled(db: Database, office: Office) -> Database:
    """Row 2 일자리정책과, 3 기업지원과 without items, 4 and 5 도로건설과, 6 건축과."""
    await put(db, office, ROADS, PlanItemFacts("우선고용 추진"))
    await put(db, office, ROADS, PlanItemFacts("안내문 배부", target=3))
    return db


async def typed(db: Database, line: int, state: str = "", receipt: str = "") -> Rows:
    rows = await rows_of(db)
    if state:
        rows[line - 2][column(STATE)] = state
    rows[line - 2][column(RECEIPT)] = receipt
    return rows


async def looked(db: Database, office: Office, rows: Rows) -> Comparison:
    return await compared(db, file_of(rows), office.office)


async def taken(db: Database, office: Office, rows: Rows) -> Comparison:
    return await imported(db, file_of(rows), office.office)


async def plan_of(db: Database, office: Office, place: int) -> Plan:
    async with db.read() as session:
        found = await plans.find(session, office.departments[place].id, HALF)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("said", "state"), [("제출", PlanState.SUBMITTED), ("확정", PlanState.CONFIRMED)]
)
async def test_a_state_is_taken_with_its_receipt_kept_printed_and_in_the_trail(
    filled: Database, office: Office, said: str, state: PlanState
) -> None:
    rows = await typed(filled, 4, said, "공문(도로건설과-1234)")
    [one] = (await taken(filled, office, rows)).declarations
    assert (one.line, one.state, one.becomes, one.receipt) == (4, "작성중", state, LETTER)
    plan = await plan_of(filled, office, ROADS)
    assert (plan.state, str(plans.receipt_of(plan))) == (state, LETTER)
    assert plan.received_by == office.office.id
    after = await rows_of(filled)
    assert [(row[1], row[2]) for row in after][2:4] == [(said, LETTER)] * 2
    async with filled.read() as session:
        trail = await audit.of_subject(session, Subject.PLAN, plan.id)
    assert LETTER in [entry.reason for entry in trail]
    assert {entry.officer_id for entry in trail} == {office.office.id}
    assert (await taken(filled, office, rows)).empty
    assert (await taken(filled, office, after)).empty


async def test_a_row_may_be_changed_and_handed_in_by_one_table(
    filled: Database, office: Office
) -> None:
    rows = await typed(filled, 4, "제출", LETTER)
    rows[3][column("목표")] = "9"
    rows[1] = [*rows[1][:1], "제출", "전화", *rows[1][3:]]
    rows[1][column(TEXT)] = "입주기업 채용 안내"
    found = await taken(filled, office, rows)
    assert (len(found.alterations), len(found.additions), len(found.declarations)) == (1, 1, 2)
    assert (await plan_of(filled, office, SILENT)).receipt == Receipt(Way.CALL)


async def test_without_a_receipt_it_waits_until_somebody_says_it(
    filled: Database, office: Office
) -> None:
    body = file_of(await typed(filled, 4, "제출"))
    assert (await compared(filled, body, office.office)).without_receipt == 1
    with pytest.raises(Refusal, match="접수 근거를 먼저"):
        await imported(filled, body, office.office)
    await imported(filled, body, office.office, Decided(receipt="메일"))
    assert plans.receipt_of(await plan_of(filled, office, ROADS)) == Receipt(Way.MAIL)


async def test_a_receipt_may_be_told_later_and_corrected_and_falls_with_its_state(
    filled: Database, office: Office
) -> None:
    await taken(filled, office, await typed(filled, 4, "제출", "전화"))
    [one] = (await taken(filled, office, await typed(filled, 4, "", LETTER))).declarations
    assert (one.noted, one.receipt) == (True, LETTER)
    plan = await plan_of(filled, office, ROADS)
    async with filled.begin() as session:
        act = Act(session, office.office, NOW)
        again = await plans.reopen(act, plan)
        assert plans.receipt_of(again) is None
        own = Act(session, await clerk(session, plan.department_id), NOW)
        again = await plans.submit(own, again)
    assert plans.receipt_of(again) is None
    assert [row[2] for row in await rows_of(filled)] == [""] * 5


async def test_what_is_not_taken_is_told_by_its_cell(filled: Database, office: Office) -> None:
    rows = await typed(filled, 4, "제출", "들었음")
    [fault] = (await looked(filled, office, rows)).faults
    assert fault.startswith("C4: ‘들었음’")
    found = await looked(filled, office, await typed(filled, 4, "", LETTER))
    assert found.empty
    assert "C4 ‘공문 도로건설과-1234’: 상태가 ‘작성중’라" in found.notes[0].replace("이라", "라")
    rows = await typed(filled, 4, "제출", LETTER)
    rows[3][column(STATE)] = "확정"
    [fault] = (await looked(filled, office, rows)).faults
    assert fault.startswith("B5: 4행에는")
    [fault] = (await looked(filled, office, await typed(filled, 3, "제출", LETTER))).faults
    assert fault.startswith("3행: 추진계획에 항목이 없습니다")


async def test_an_older_table_hands_nothing_in_again(filled: Database, office: Office) -> None:
    await taken(filled, office, await typed(filled, 4, "제출", LETTER))
    old = await rows_of(filled)
    async with filled.begin() as session:
        await plans.reopen(Act(session, office.office, NOW), await plan_of(filled, office, ROADS))
    for heard in (LETTER, ""):
        for row in old[2:4]:
            row[column(RECEIPT)] = heard
        found = await taken(filled, office, old)
        assert found.empty
        assert "B4 ‘제출’(지금 작성중)" in found.notes[0]
    fresh = await typed(filled, 4, "제출", "공문 도로건설과-77")
    assert len((await taken(filled, office, fresh)).declarations) == 1


async def test_a_row_is_its_departments_by_its_key_where_the_name_is_empty(
    filled: Database, office: Office
) -> None:
    rows = await typed(filled, 4, "제출", LETTER)
    for row in rows:
        row[0] = ""
    rows[3][column("목표")] = "4"
    found = await taken(filled, office, rows)
    assert [one.item for one in found.alterations] == [2]
    assert [one.department for one in found.declarations] == ["도로건설과"]
