"""총괄 gets the 취합표, works on it, sends it back, and sees before saving, over real HTTP."""

import io
from contextlib import AbstractAsyncContextManager
from typing import Any

import openpyxl
import pytest

from bot.demo.texts import PEOPLE
from storage.plans import plan_table
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

CHIEF, STAFF = PEOPLE[2][0], PEOPLE[0][0]
HALF = HalfYear(2022, 1)
AS_TABLE = "취합표·서식으로 읽기"

Full = AbstractAsyncContextManager[Town]


async def received(hand: Hand) -> bytes:
    """The table as it comes from the card of the report."""
    await hand.says("/report", "고용할당제 보고서")
    await hand.taps("더 보기 »", "무엇을 하시겠습니까?")
    await hand.taps("취합표", "추진계획 취합표")
    sent = hand.phone.last()["document"]
    assert sent["file_name"] == "2022-1_고용할당제_취합표.xlsx"
    return await hand.phone.file(sent["file_id"])


def worked_on(body: bytes, **cells: Any) -> bytes:
    """The table after somebody typed into these cells."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    for place, value in cells.items():
        book.active[place] = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def line_of(body: bytes, words: str) -> int:
    """The row in which these words stand."""
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    cells = (cell for row in sheet.rows for cell in row)
    return next(int(cell.row) for cell in cells if words in str(cell.value or ""))


async def sends(hand: Hand, body: bytes, wait: str) -> str:
    """Sends a table and has it read."""
    await hand.phone.document(body, "취합표.xlsx")
    await hand.reads("파일을 받았습니다.")
    return await hand.taps(AS_TABLE, wait)


async def rows(town: Town) -> list[list[str]]:
    async with town.office.db.read() as session:
        return await plan_table.rows(session, HALF)


async def test_a_table_comes_back_is_shown_and_saved_after_a_tap(full_office: Full) -> None:
    async with full_office as town:
        chief = await town.hand(CHIEF)
        body = await received(chief)
        before = await rows(town)
        mine = line_of(body, "물품 우선구매 협조요청")
        alone = line_of(body, "주택과")
        cells = {f"H{mine}": 3, f"K{mine}": 5_000_000, f"F{alone}": "공동주택 건설 시 우선고용"}
        back = worked_on(body, **cells)
        shown = await sends(chief, back, "새 항목 1 · 바뀐 항목 1")
        assert f"{mine}행 일자리정책과 목표: (빈칸) → 3" in shown
        assert f"{mine}행 일자리정책과 예산(원): (빈칸) → 5,000,000" in shown
        assert "주택과 새 항목: 공동주택 건설 시 우선고용" in shown
        assert await rows(town) == before
        await chief.taps("저장", "취합표를 저장했습니다.")
        changed = [row for row in await rows(town) if row not in before]
        assert [(row[0], row[5], row[7], row[10]) for row in changed][-2:] != []
        assert {row[0] for row in changed} == {"일자리정책과", "주택과"}
        shown = await sends(chief, back, "바뀐 것이 없어")
        assert "새 항목 0 · 바뀐 항목 0" in shown


async def test_a_fault_names_its_cell_and_nothing_is_saved(full_office: Full) -> None:
    async with full_office as town:
        chief = await town.hand(CHIEF)
        body = await received(chief)
        before = await rows(town)
        mine = line_of(body, "물품 우선구매 협조요청")
        back = worked_on(body, **{f"H{mine}": "약 세 건", f"F{mine}": "다른 글"})
        shown = await sends(chief, back, "아무것도 저장하지 않았습니다")
        assert f"H{mine}: ‘약 세 건’" in shown
        assert await rows(town) == before
        shown = await sends(chief, worked_on(body, **{f"H{mine}": "=1+2"}), "수식이")
        assert f"H{mine}" in shown


async def test_the_table_is_for_the_office_alone(full_office: Full) -> None:
    async with full_office as town:
        chief, staff = await town.hand(CHIEF), await town.hand(STAFF)
        body = await received(chief)
        await staff.phone.document(body, "취합표.xlsx")
        await staff.reads("파일을 받았습니다.")
        assert AS_TABLE not in str(staff.labels())
        _message, code = chief.code("취합표")
        message = staff.phone.last()["message_id"]
        assert "권한이 없습니다" in await staff.phone.tap_old(message, code)
        assert len(await town.rows(RecordKind.PLAN_ITEM)) == len(
            [row for row in await rows(town) if row[5]]
        )


async def test_what_is_typed_beside_items_is_taken_or_told_before_saving(
    full_office: Full,
) -> None:
    async with full_office as town:
        chief = await town.hand(CHIEF)
        body = await received(chief)
        none, other = line_of(body, "주택과"), line_of(body, "예산담당관")
        cells = {f"F{none}": "해당 사항 없음", f"B{other}": "확인중", "ZZ5": "x", "Q1": "담당자"}
        shown = await sends(chief, worked_on(body, **cells), "해당없음 1")
        assert f"{none}행 주택과 상태: 미제출 → 해당없음" in shown
        assert f"B{other} ‘확인중’(지금 미제출)" in shown
        assert "ZZ5" in shown
        assert "담당자(Q열)" in shown
        assert "'저장'" not in str(chief.labels())
        await chief.taps("접수 근거 적기", "어떻게 접수하셨습니까?")
        shown = await chief.says("공문 주택과-31", "해당없음 1")
        assert "미제출 → 해당없음 (접수 근거 공문 주택과-31)" in shown
        await chief.taps("저장", "취합표를 저장했습니다.")
        [row] = [row for row in await rows(town) if row[0] == "주택과"]
        assert (row[1], row[5]) == ("해당없음", "")
        many = {f"B{line}": "확인중" for line in range(2, 40)}
        await sends(chief, worked_on(body, **many), "살펴보실 것")
        seen = await chief.taps("모두 보기", "1/")
        while "다음 ›" in str(chief.labels()):
            seen += await chief.taps("다음 ›", "쪽")
        assert "B2 ‘확인중’" in seen
        assert "B39 ‘확인중’" in seen
        await chief.taps("« 요약", "바뀐 것이 없어")
        shown = await sends(chief, worked_on(body, G8="#N/A"), "오류 값이")
        assert "G8 ‘#N/A’" in shown


async def test_what_resembles_an_item_or_was_taken_out_is_decided_before_saving(
    full_office: Full,
) -> None:
    async with full_office as town:
        chief = await town.hand(CHIEF)
        body = await received(chief)
        before = await rows(town)
        mine, gone = line_of(body, "물품 우선구매 협조요청"), line_of(body, "채용행사, 박람회 등")
        book = openpyxl.load_workbook(io.BytesIO(body))
        words = book.active[f"F{mine}"].value
        book.active[f"P{mine}"] = None
        book.active[f"F{mine}"] = f"{words} 강화"
        book.active.delete_rows(gone)
        kept = io.BytesIO()
        book.save(kept)
        shown = await sends(chief, kept.getvalue(), "비슷한 항목이 이미 있는 새 행 1건")
        assert "표에 없는 항목 2건" in shown
        assert "'저장'" not in str(chief.labels())
        shown = await chief.taps("비슷한 항목 정하기", "이미 있는 항목")
        assert f"추진계획: {words} → {words} 강화" in shown
        assert await rows(town) == before
        await chief.taps("고침", "바뀐 항목 1")
        shown = await chief.taps("표에 없는 항목", "그대로 두는 것이 기본")
        assert "채용행사, 박람회 등" in shown
        assert "지움" not in await chief.taps("« 요약", "바뀐 항목 1")
        await chief.taps("표에 없는 항목")
        await chief.taps("1번", "— 지움")
        await chief.taps("« 요약", "지움 1")
        await chief.taps("저장", "항목 1건을 지우고 저장합니다.")
        assert await rows(town) == before
        await chief.taps("예, 지우고", "취합표를 저장했습니다.")
        after = await rows(town)
        assert len(after) == len(before) - 1
        assert f"{words} 강화" in [row[5] for row in after if row not in before]
