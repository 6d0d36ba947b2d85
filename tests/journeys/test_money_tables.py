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


async def row(hand: Hand, source: str, amounts: str) -> None:
    """One source of the first table, with its amounts; what is not named is left empty."""
    await begin(hand, PLANNED)
    await hand.does("예산 있음", source, amounts)
    assert "보고서에 실릴 문장" in hand.seen


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
        await row(hand, "국비", "기투자 120백만원, '18.7. 1억 2천만원, '19 30,500천원")
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
        await row(hand, "국비", "기투자 120백만원")
        await hand.taps("저장", "저장했습니다.")
        await row(hand, "국비", "기투자 50백만원")
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
        await hand.does("예산 있음", "시비", "기투자 10백만원")
        await hand.taps("저장", "고쳤습니다.")
        shown = await hand.says("/budget")
        assert "시비: 기투자 10, 계 10" in shown
        await row(hand, "도비", "기투자 20백만원")
        await hand.taps("저장", "저장했습니다.")
        assert len(await town.rows(RecordKind.BUDGET)) == 3


async def test_amounts_are_refused_where_the_word_stands(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        await row(hand, "시비", "기투자 10백만원")  # begun before a colleague writes the word
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
        await row(hand, "시비", "기투자 10백만원")
        await hand.taps("저장", "저장했습니다.")
        await hand.says("/budget")
        await hand.opens(1)
        await hand.taps("고치기")
        await hand.taps("금액")
        await hand.does("기투자 15백만원")
        await hand.taps("저장", "고쳤습니다.")
        (kept,) = await town.rows(RecordKind.BUDGET)
        assert kept.facts["cells"]["기투자"] == 15_000_000


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("건너뛰기", "금액을 하나는 적어 주십시오. 예산이 들지 않으면 ‘비예산’을 고르십시오."),
        ("120백만원", "어느 칸의 금액인지 알 수 없습니다."),
        ("'27 120백만원", "‘'27’ 칸은 이 임기의 표에 없습니다."),
        ("'19 10백만원, '19 20백만원", "‘'19’ 칸이 두 번 적혀 있습니다."),
        ("'19 120", "단위가 없어"),
    ],
)
async def test_a_row_without_an_amount_of_its_term_is_asked_again(
    empty_office: AbstractAsyncContextManager[Town], said: str, told: str
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        await begin(hand, PLANNED)
        await hand.does("예산 있음", "국비", said)
        assert told in hand.seen
        assert "보고서에 실릴 문장" not in hand.seen
        await hand.does("'19 30백만원")
        await hand.taps("저장", "저장했습니다.")
        (kept,) = await town.rows(RecordKind.BUDGET)
        assert kept.facts["cells"] == {"'19": 30_000_000}


async def test_only_the_columns_that_are_named_change_and_the_last_amount_stays(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        await row(hand, "시비", "'19 10백만원, '20 20백만원")
        await hand.taps("저장", "저장했습니다.")
        await hand.says("/budget")
        await hand.opens(1)
        await hand.taps("고치기")
        await hand.taps("금액")
        await hand.does("기투자 5백만원, '19 없음")
        await hand.taps("고치기")
        await hand.taps("금액")
        await hand.does("기투자 없음, '20 -")
        assert "금액을 하나는 적어 주십시오." in hand.seen
        await hand.taps("요약으로")
        await hand.taps("저장", "고쳤습니다.")
        (kept,) = await town.rows(RecordKind.BUDGET)
        assert list(kept.facts["cells"].items()) == [("기투자", 5_000_000), ("'20", 20_000_000)]


async def test_each_term_has_tables_of_its_own(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer()
        await row(hand, "시비", "'19 10백만원")
        await hand.taps("저장", "저장했습니다.")
        shown = await hand.says("/budget 2022 하반기")
        assert "민선 8기(2022. 7. ~ 2026. 6.)" in shown
        assert "칸: 기투자, '22.7., '23, '24, '25, '26.6., 임기후" in shown
        assert "시비" not in shown
        await hand.taps("금액 적기")
        await hand.does(PLANNED, "예산 있음", "시비", "'23 7백만원")
        await hand.taps("저장", "저장했습니다.")
        assert "시비: '23 7, 계 7" in await hand.says("/budget 2022 하반기")
        shown = await hand.taps("◀ 민선 7기")
        assert "시비: '19 10, 계 10" in shown
        assert "'23" not in shown
