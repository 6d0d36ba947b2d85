"""The 취합표: every plan in 직제순, handed out and taken back without losing or adding a word."""

from typing import Any

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.office import department_changes
from storage.plans import plan_outcomes, plans
from storage.plans.wording_plan_table import COLUMNS, TEXT
from storage.records import record_keeping, record_projection, records
from storage.rules import errors
from storage.rules.date_grammar import read_period
from storage.rules.terms import OutcomeKind, RecordKind
from storage.rules.trail import Verb
from tests.helpers.facts import TODAY, fair, when
from tests.helpers.offices import NOW, Office, clerk
from tests.helpers.trail import recent
from tests.storage.plans.plan_tables import (
    HALF,
    all_new,
    column,
    compared,
    exported,
    file_of,
    imported,
    put,
    read,
    rows_of,
    without_keys,
)

pytestmark = pytest.mark.long

FULL = PlanItemFacts(
    text="=1+1 관내 기업 채용행사 개최",
    heading="참여기업 발굴 및 업무협약 체결",
    measure="행사(회)",
    target=3,
    citizens=12,
    out_of=20,
    budget=5_000_000,
    months=when("2022.3.~5."),
    note="첫째 줄\n둘째 줄",
)


async def facts_of(db: Database, number: int) -> PlanItemFacts:
    async with db.read() as session:
        row = await record_keeping.get(session, RecordKind.PLAN_ITEM, number)
        assert row is not None
        facts = record_projection.facts_of(row)
        assert isinstance(facts, PlanItemFacts)
        return facts


@pytest.fixture
async def filled(db: Database, office: Office) -> Database:
    """Two items of 도로건설과, one of 일자리정책과, 해당없음 of 건축과, silence of the fourth."""
    await put(db, office, 2, FULL)
    await put(db, office, 2, PlanItemFacts("보통인부 우선고용 추진"))
    await put(db, office, 0, PlanItemFacts("참여기업 발굴", target=0))
    async with db.begin() as session:
        plan = await plans.ensure(session, office.departments[3].id, HALF)
        await plans.declare_none(Act(session, await clerk(session, plan.department_id), NOW), plan)
    return db


# -- out -----------------------------------------------------------------------------------------


async def test_every_department_has_its_rows_in_the_order_of_the_office(filled: Database) -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in await rows_of(filled)]
    assert [(row["부서"], row["상태"], row["번호"], row[TEXT]) for row in rows] == [
        ("일자리정책과", "작성중", "1", "참여기업 발굴"),
        ("기업지원과", "미제출", "", ""),
        ("도로건설과", "작성중", "1", "=1+1 관내 기업 채용행사 개최"),
        ("도로건설과", "작성중", "2", "보통인부 우선고용 추진"),
        ("건축과", "해당없음", "", ""),
    ]
    full = rows[2]
    assert [full[name] for name in ("목표", "고용 인원(관내)", "고용 인원(전체)")] == [
        "3",
        "12",
        "20",
    ]
    assert (full["예산(원)"], full["기간"]) == ("5,000,000", "2022.3.~5.")
    assert (rows[0]["목표"], rows[3]["목표"]) == ("0", "")  # zero is said, what is missing is not


async def test_what_became_of_an_item_stands_in_its_row(filled: Database, office: Office) -> None:
    async with filled.begin() as session:
        for number, kind, why in (
            (1, OutcomeKind.DROPPED, "예산 감액"),
            (2, OutcomeKind.CARRIED, ""),
            (3, OutcomeKind.DONE, "안내문 배부"),
        ):
            await plan_outcomes.settle(Act(session, office.office, NOW), number, kind, reason=why)
    words = [row[column("결과")] for row in await rows_of(filled)]
    assert words == ["실적(안내문 배부)", "", "취소(예산 감액)", "이월", ""]


async def test_a_record_that_is_the_result_is_named_and_stays_one_over_the_way_back(
    filled: Database, office: Office
) -> None:
    async with filled.begin() as session:
        event = await records.add(Act(session, office.office, NOW), fair())
        await plan_outcomes.settle(
            Act(session, office.office, NOW),
            3,
            OutcomeKind.DONE,
            results=[(RecordKind.EVENT, event.id)],
        )
    rows = await rows_of(filled)
    assert "쿠팡채용박람회" in rows[0][column("결과")]
    assert (await imported(filled, file_of(rows), office.office)).empty


async def test_an_outcome_of_a_new_item_is_not_lost(filled: Database, office: Office) -> None:
    new = ["도로건설과", *[""] * 4, "무엇", *[""] * 7, "이월", "", ""]
    found = await compared(filled, file_of([*await rows_of(filled), new]), office.office)
    assert [fault.partition(":")[0] for fault in found.faults] == ["N7"]


# -- and back ------------------------------------------------------------------------------------


async def test_the_file_as_it_was_changes_nothing_and_comes_out_the_same(
    filled: Database, office: Office
) -> None:
    body = await exported(filled)
    found = await imported(filled, body, office.office)
    assert found.empty
    assert (found.unchanged, found.absent, found.faults) == (3, 0, [])
    assert await exported(filled) == body


@pytest.mark.parametrize(
    ("name", "typed", "fact", "value"),
    [
        ("목표", "세 건", None, None),
        ("목표", "7", "target", 7),
        ("목표", "", "target", None),
        ("고용 인원(관내)", "5명", "citizens", 5),
        ("예산(원)", "7000000", "budget", 7_000_000),
        ("예산(원)", "7백만원", "budget", 7_000_000),
        ("기간", "2022-04-01", "months", read_period("2022-04-01", TODAY)),
        ("추진계획", "관내 기업 채용행사 2회 개최", "text", "관내 기업 채용행사 2회 개최"),
        ("비고", "", "note", ""),
    ],
)
async def test_one_cell_changes_exactly_its_field(
    filled: Database, office: Office, name: str, typed: str, fact: str | None, value: Any
) -> None:
    rows = await rows_of(filled)
    rows[2][column(name)] = typed
    body, before = file_of(rows), await facts_of(filled, 1)
    if fact is None:
        with pytest.raises(errors.Refusal, match="H4: ‘세 건’"):
            await imported(filled, body, office.office)
        assert await facts_of(filled, 1) == before
        return
    found = await imported(filled, body, office.office)
    assert [(one.item, len(one.cells)) for one in found.alterations] == [(1, 1)]
    after = await facts_of(filled, 1)
    changed = {
        one for one in before.__dataclass_fields__ if getattr(before, one) != getattr(after, one)
    }
    assert changed == {fact}
    assert getattr(after, fact) == value
    async with filled.read() as session:
        lines = await audit.of_subject(session, "plan_item", 1)
    assert [line.action for line in lines] == [Verb.CREATE, Verb.CHANGE]
    again = await imported(filled, body, office.office)
    assert again.empty


async def test_new_rows_become_items_once_however_often_the_file_is_sent(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    rows[1][column(TEXT)] = "입주기업 채용 안내"  # the row of a department without items
    new = ["도로건설과", *[""] * 4, "새 도로공사 우선고용", *[""] * 10]
    body = file_of([*rows, new, new])
    twins = await all_new(filled, body, office.office)
    assert list(twins.rows) == [8]
    found = await imported(filled, body, office.office, twins)
    assert [(one.department, one.facts.text) for one in found.additions] == [
        ("기업지원과", "입주기업 채용 안내"),
        ("도로건설과", "새 도로공사 우선고용"),
        ("도로건설과", "새 도로공사 우선고용"),
    ]
    there = await exported(filled)
    again = await imported(filled, body, office.office)
    assert again.empty
    assert await exported(filled) == there


async def test_a_row_without_its_key_is_the_item_that_says_the_same_and_each_item_once(
    filled: Database, office: Office
) -> None:
    rows = without_keys(await rows_of(filled))
    body = file_of([*rows, rows[3]])
    asked = await all_new(filled, body, office.office)
    found = await imported(filled, body, office.office, asked)
    assert [one.facts.text for one in found.additions] == ["보통인부 우선고용 추진"]
    assert (found.unchanged, found.absent) == (3, 0)


async def test_an_outcome_typed_into_the_table_is_settled_once(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    rows[0][column("결과")] = "실적(안내문 배부)"
    rows[2][column("결과")] = "취소(예산 감액)"
    body = file_of(rows)
    assert len((await imported(filled, body, office.office)).settlements) == 2
    assert (await imported(filled, body, office.office)).empty
    rows[0][column("결과")] = "이월"
    with pytest.raises(errors.Refusal, match="N2: 이미 정한 결과"):
        await imported(filled, file_of(rows), office.office)


# -- what is at fault ----------------------------------------------------------------------------


async def test_one_bad_row_among_good_ones_saves_nothing_and_every_fault_is_named(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    rows[0][column(TEXT)] = "참여기업 5곳 발굴"
    rows[2][column("예산(원)")] = "약 5천만원"
    rows[3][column(TEXT)] = ""
    strange = ["없는과", *[""] * 4, "무엇", *[""] * 10]
    keyed = ["도로건설과", *[""] * 4, "무엇", *[""] * 9, "12-3"]
    twice = list(rows[0])
    before = await exported(filled)
    found = await compared(filled, file_of([*rows, strange, keyed, twice]), office.office)
    assert [fault.split(":")[0] for fault in found.faults] == ["K4", "F5", "A7", "P8", "P9"]
    with pytest.raises(errors.Refusal, match="어림수"):
        await imported(filled, file_of(rows), office.office)
    assert await exported(filled) == before


async def test_a_handed_in_plan_stays_as_it_is(filled: Database, office: Office) -> None:
    async with filled.begin() as session:
        plan = await plans.ensure(session, office.departments[2].id, HALF)
        await plans.submit(Act(session, await clerk(session, plan.department_id), NOW), plan)
    rows = await rows_of(filled)
    rows[2][column("목표")] = "9"
    found = await compared(filled, file_of(rows), office.office)
    assert [fault.split(":")[0] for fault in found.faults] == ["4행"]
    assert "이미 제출한" in found.faults[0]


async def test_figures_that_contradict_are_found_before_anything_is_saved(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    rows[2][column("고용 인원(관내)")] = "21"
    found = await compared(filled, file_of(rows), office.office)
    assert "고양시 몫" in found.faults[0]
    assert (await facts_of(filled, 1)).citizens == 12


async def test_a_comparison_leaves_no_trace(filled: Database, office: Office) -> None:
    rows = await rows_of(filled)
    rows[1][column(TEXT)] = "입주기업 채용 안내"
    rows[2][column("목표")] = "9"
    before = await exported(filled)
    async with filled.read() as session:
        trail = await recent(session)
    assert (await compared(filled, file_of(rows), office.office)).faults == []
    async with filled.read() as session:
        assert [one.seq for one in await recent(session)] == [one.seq for one in trail]
    assert await exported(filled) == before


async def test_who_edited_meanwhile_is_not_overwritten_but_other_rows_may_go_on(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    async with filled.begin() as session:
        await records.change(
            Act(session, office.admin, NOW),
            RecordKind.PLAN_ITEM,
            1,
            PlanItemFacts("도로공사 시민 우선고용"),
            expected_version=1,
        )
    untouched = list(map(list, rows))
    untouched[0][column("목표")] = "4"
    found = await imported(filled, file_of(untouched), office.office)
    assert [one.item for one in found.alterations] == [3]
    assert (await facts_of(filled, 1)).text == "도로공사 시민 우선고용"
    rows[2][column("목표")] = "9"
    found = await compared(filled, file_of(rows), office.office)
    assert [fault.split(":")[0] for fault in found.faults] == ["P4"]
    assert "다른 분이" in found.faults[0]


async def test_an_item_is_not_moved_to_another_department_nor_found_when_removed(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    rows[0][0] = "건축과"
    async with filled.begin() as session:
        await records.remove(Act(session, office.office, NOW), RecordKind.PLAN_ITEM, 2)
    found = await compared(filled, file_of(rows), office.office)
    assert [fault.split(":")[0] for fault in found.faults] == ["A2", "P5"]


async def test_a_department_is_known_by_its_former_name_too(
    filled: Database, office: Office
) -> None:
    body = await exported(filled)
    async with filled.begin() as session:
        await department_changes.rename(
            Act(session, office.office, NOW), office.departments[2].id, "도로과"
        )
    found = await compared(filled, body, office.office)
    assert (found.faults, found.empty) == ([], True)


async def test_a_persons_number_in_a_cell_is_refused(filled: Database, office: Office) -> None:
    rows = await rows_of(filled)
    rows[2][column("비고")] = "담당 010-0000-0000"
    found = await compared(filled, file_of(rows), office.office)
    assert "휴대전화번호" in found.faults[0]
    assert "0000" not in found.faults[0]


async def test_items_that_the_file_leaves_out_stay(filled: Database, office: Office) -> None:
    rows = await rows_of(filled)
    found = await imported(filled, file_of(rows[:2]), office.office)
    assert (found.empty, found.absent) == (True, 2)
    assert len(await rows_of(filled)) == len(rows)


@pytest.mark.parametrize("who", ["staff", "head", "viewer"])
async def test_nobody_but_the_office_may(filled: Database, office: Office, who: str) -> None:
    with pytest.raises(errors.Refusal):
        await compared(filled, await exported(filled), getattr(office, who))


def test_the_key_column_is_there_for_everybody_to_see() -> None:
    assert read(file_of([]))["columns"]["관리번호"] == "P"
