"""The two money tables of the pledge, row by row, each row once."""

from contextlib import AbstractAsyncContextManager

import pytest

from storage.rules.terms import RecordKind
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

PLANNED, SECURED = "연도별 투자계획(사업비)", "연도별 확보(집행)액"


async def begin(hand: Hand, table: str) -> None:
    """A new row of a table; where the other one says 비예산, the table is not asked about."""
    await hand.says("/budget")
    await hand.taps("금액 적기")
    if "어느 표입니까?" in hand.seen:
        await hand.does(table)
    assert f"표: {table}" in hand.seen


async def row(hand: Hand, source: str, *amounts: str) -> None:
    """One source of the first table, with its first amounts; the rest is left empty."""
    await begin(hand, PLANNED)
    await hand.does("예산 있음", source, *amounts)
    while "보고서에 실릴 문장" not in hand.seen:
        await hand.taps("건너뛰기")


async def non_budget(hand: Hand, table: str) -> None:
    """One table costs nothing."""
    await begin(hand, table)
    await hand.does("비예산")
    await hand.taps("저장", "저장했습니다.")


async def test_amounts_are_added_up_in_millions(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        await row(hand, "국비", "120백만원", "1억 2천만원", "30,500천원")
        await hand.taps("저장", "저장했습니다.")
        shown = await hand.says("/budget")
        line = next(one for one in shown.splitlines() if "국비" in one)
        assert [part for part in ("120", "31", "271") if part not in line] == []
        (kept,) = await town.rows(RecordKind.BUDGET)
        assert sum(kept.facts["cells"].values()) == 270_500_000


async def test_the_same_source_has_one_row(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        await row(hand, "국비", "120백만원")
        await hand.taps("저장", "저장했습니다.")
        await row(hand, "국비", "50백만원")
        shown = await hand.taps("저장")
        assert "국비 행은 이미 있습니다." in shown
        assert len(await town.rows(RecordKind.BUDGET)) == 1
        await hand.taps("고치기")
        await hand.taps("재원")
        await hand.does("도비")
        await hand.taps("저장", "저장했습니다.")
        assert len(await town.rows(RecordKind.BUDGET)) == 2


async def test_a_pledge_without_money_says_so_in_each_table(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        for table in (PLANNED, SECURED):
            await non_budget(hand, table)
        shown = await hand.says("/budget")
        assert [line for line in shown.splitlines() if line.endswith(". 비예산")] == [
            "1. 비예산",
            "2. 비예산",
        ]


async def test_a_table_without_money_takes_amounts_only_once_its_word_is_changed(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        for table in (PLANNED, SECURED):
            await non_budget(hand, table)
        shown = await hand.says("/budget")
        assert "‘고치기’에서 ‘예산’을 바꿔 주십시오." in shown
        assert ["금액 적기"] not in hand.labels()
        await hand.opens(1)
        await hand.taps("고치기")
        await hand.taps("예산")
        await hand.does("예산 있음", "시비")
        await hand.taps("고치기")
        await hand.taps("기투자")
        await hand.does("10백만원")
        await hand.taps("저장", "고쳤습니다.")
        shown = await hand.says("/budget")
        assert "시비: 기투자 10, 계 10" in shown
        await row(hand, "도비", "20백만원")
        await hand.taps("저장", "저장했습니다.")
        assert len(await town.rows(RecordKind.BUDGET)) == 3


async def test_amounts_are_refused_where_the_word_stands(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        await row(hand, "시비", "10백만원")  # begun before a colleague writes the word
        colleague = await town.newcomer()
        await non_budget(colleague, PLANNED)
        shown = await hand.taps("저장")
        assert "비예산으로 적혀 있습니다." in shown
        assert len(await town.rows(RecordKind.BUDGET)) == 1


async def test_an_amount_already_written_is_changed_in_its_row(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        await row(hand, "시비", "10백만원")
        await hand.taps("저장", "저장했습니다.")
        await hand.says("/budget")
        await hand.opens(1)
        await hand.taps("고치기")
        await hand.taps("기투자")
        await hand.does("15백만원")
        await hand.taps("저장", "고쳤습니다.")
        (kept,) = await town.rows(RecordKind.BUDGET)
        assert kept.facts["cells"]["기투자"] == 15_000_000
