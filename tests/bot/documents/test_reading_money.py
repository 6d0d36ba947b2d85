"""Units of money tables: read into whole won, or the table is refused by the unit's name."""

from collections.abc import Mapping, Sequence

import pytest

from storage.rules.terms import Source
from tests.helpers.imported import outline_of
from tests.helpers.sheets_in import (
    MONEY_HEADS,
    MONEY_TITLE,
    hwpx,
    money_rows,
    money_text,
    p,
    progress,
    run,
    table,
)

YEAR = "‘20"
Amounts = Mapping[str, Mapping[str, str]]


def city(amount: str) -> Amounts:
    return {"계": {YEAR: amount, "계": amount}, "시비": {YEAR: amount, "계": amount}}


def won(body: bytes) -> int | None:
    """What the city gives in the one year; None where no table was read."""
    [*tables] = outline_of(body).money
    return tables[0].cells.get(Source.CITY, {}).get("'20") if tables else None


def told(body: bytes) -> str:
    return "\n".join(outline_of(body).losses)


@pytest.mark.parametrize(
    ("unit", "amount", "wanted"),
    [
        ("(단위: 천원)", "50,000", 50_000_000),
        ("(단위 : 백만원)", "50", 50_000_000),
        ("(단위 : 백만 원)", "50", 50_000_000),
        ("[단위:원]", "50,000,000", 50_000_000),
        ("단위: 억원", "0.5", 50_000_000),
        ("(단위: 만원)", "5,000", 50_000_000),
        ("(단위: 백만원, 명)", "50", 50_000_000),
        ("(단위: 천원)", "50백만원", 50_000_000),
    ],
)
def test_amounts_become_whole_won(unit: str, amount: str, wanted: int) -> None:
    body = money_text(unit, city(amount))
    assert won(body) == wanted
    if "백만" not in unit:
        assert "단위로 읽어 원으로 바꾸었습니다" in told(body)


def test_a_table_in_thousand_won_of_hwpx() -> None:
    rows = [[p(cell) for cell in row] for row in money_rows(city("50,000"), MONEY_HEADS)]
    whole = progress(p("○ 버스")) + p(MONEY_TITLE) + p("(단위: 천원)") + table(*rows)
    assert won(hwpx(whole)) == 50_000_000


def test_the_unit_may_stand_in_the_table_its_head_or_the_title() -> None:
    heads = ["구 분(천원)", *MONEY_HEADS[1:]]
    assert won(money_text("", city("50,000"), heads)) == 50_000_000
    year = [one if one != YEAR else f"{YEAR}(천원)" for one in MONEY_HEADS]
    assert won(money_text("", {"시비": {f"{YEAR}(천원)": "50,000"}}, year)) == 50_000_000
    body = (
        money_text("", city("50,000")).decode().replace(MONEY_TITLE, f"{MONEY_TITLE} (단위: 천원)")
    )
    assert won(body.encode()) == 50_000_000


@pytest.mark.parametrize("unit", ["(단위: 천달러)", "(단위: 명)", "(단위: %)", "(단위: 원, 천원)"])
def test_an_unknown_unit_is_refused_by_name(unit: str) -> None:
    body = money_text(unit, city("50"))
    assert won(body) is None
    assert f"단위가 ‘{unit[5:-1].replace(' ', '')}’" in told(body)


def test_no_unit_and_two_units_are_refused() -> None:
    assert won(money_text("", city("50"))) is None
    assert "단위가 적혀 있지 않아" in told(money_text("", city("50")))
    heads = ["구 분(천원)", *MONEY_HEADS[1:]]
    assert "백만원, 천원" in told(money_text("(단위: 백만원)", city("50"), heads))


def test_a_stroke_is_an_empty_cell_and_a_row_of_no_source_is_named() -> None:
    body = money_text("(단위: 백만원)", {"시비": {YEAR: "50", "‘21": "-"}, "기금": {YEAR: "7"}})
    assert won(body) == 50_000_000
    assert "‘-’" not in told(body)
    assert "‘기금’ 줄: 이 봇의 표에 없는 줄 1개를 읽지 않았습니다: ‘기금 | 7’" in told(body)


def spanned(*rows: Sequence[tuple[str, int]], unit: str = "(단위: 백만원)") -> bytes:
    """A money table of HWPX: words of each cell and how many columns it spans."""
    lines = ""
    for at, row in enumerate(rows):
        column, cells = 0, ""
        for said, wide in row:
            cells += (
                f"<hp:tc><hp:subList>{p(said)}</hp:subList>"
                f'<hp:cellAddr colAddr="{column}" rowAddr="{at}"/>'
                f'<hp:cellSpan colSpan="{wide}" rowSpan="1"/></hp:tc>'
            )
            column += wide
        lines += f"<hp:tr>{cells}</hp:tr>"
    made = run(f"<hp:tbl>{lines}</hp:tbl>")
    return hwpx(progress(p("○ 버스")) + p(MONEY_TITLE) + p(unit) + made)


def single(*said: str) -> list[tuple[str, int]]:
    return [(one, 1) for one in said]


SPLIT = [("구 분", 1), ("계", 1), ("‘20", 1), ("‘22.6.", 3)]


@pytest.mark.parametrize("at", range(3))
def test_an_amount_in_any_cell_below_a_joined_heading_is_of_that_heading(at: int) -> None:
    below = ["", "", ""]
    below[at] = "7"
    body = spanned(SPLIT, single("시비", "57", "50", *below))
    [table] = outline_of(body).money
    assert table.cells == {Source.CITY: {"'20": 50_000_000, "'22.6.": 7_000_000}}
    assert table.columns == ("'20", "'22.6.")
    assert ("나뉜 칸의 금액 1개를 그 위의 이름으로 읽었습니다: ‘7’" in told(body)) is bool(at)


def test_two_amounts_below_one_heading_are_both_told_and_neither_is_read() -> None:
    body = spanned(SPLIT, single("시비", "50", "50", "7", "", "9"))
    [table] = outline_of(body).money
    assert table.cells == {Source.CITY: {"'20": 50_000_000}}
    assert (
        "시비 줄 '22.6. 칸: 한 칸 아래에 금액이 둘 이상이라 2칸을 읽지 않았습니다: ‘7’, ‘9’"
        in told(body)
    )


def test_years_may_stand_in_a_second_row_of_the_heading() -> None:
    body = spanned(
        [("재원별", 1), ("계", 1), ("연도별 사업비", 3)],
        single("", "", "2022.7.~12.", "2023년", "2024. 10."),
        single("시비", "66", "50", "7", "9"),
    )
    [table] = outline_of(body).money
    assert table.columns == ("'22.7.~12.", "'23", "'24.10.")
    assert list(table.cells[Source.CITY].values()) == [50_000_000, 7_000_000, 9_000_000]


@pytest.mark.parametrize(
    ("unit", "amount", "wanted"),
    [("(단위: 억원)", "1.25", 125_000_000), ("(단위: 천원)", "1 250", 1_250_000)],
)
def test_amounts_with_points_and_spaces(unit: str, amount: str, wanted: int) -> None:
    [table] = outline_of(spanned(single("구분", "‘20"), single("시비", amount), unit=unit)).money
    assert table.cells == {Source.CITY: {"'20": wanted}}


def test_a_row_of_sums_that_does_not_add_up_is_told_by_its_column() -> None:
    heads = single("구분", "계", "‘20", "‘21")
    rows = [
        single("계", "60", "51", "9"),
        single("국비", "10", "10", ""),
        single("시비", "49", "40", "9"),
    ]
    body = spanned(heads, *rows)
    assert "'20 칸 계는 51백만원인데 더하면 50백만원입니다" in told(body)
    assert "계는 60백만원인데 더하면 59백만원입니다" in told(body)
    assert "'21 칸" not in told(body)


def test_every_cell_of_a_table_that_is_not_read_is_told() -> None:
    body = spanned(single("구분", "계", "‘20"), single("시비", "50", "50"), unit="(단위: 천달러)")
    assert "사업비 표의 줄 1개를 읽지 않았습니다: ‘시비 | 50 | 50’" in told(body)
    other = spanned(single("이름", "값"), single("시비", "50"))
    assert "‘이름 | 값’, ‘시비 | 50’" in told(other)


def test_the_pledge_beside_the_amounts_is_told_where_it_is_another() -> None:
    heads = single("공약사업명", "구분", "‘20")
    body = spanned(heads, single("다른 사업", "시비", "50"))
    assert "‘다른 사업’" in told(body)


@pytest.mark.parametrize(
    ("head", "asked"), [("2022.1", True), ("2022.1.", False), ("2022.10", False)]
)
def test_a_heading_that_may_be_another_month_is_asked_about(head: str, *, asked: bool) -> None:
    body = spanned(single("구분", head), single("시비", "50"))
    [table] = outline_of(body).money
    assert list(table.cells[Source.CITY]) == ["'22.10." if head.endswith("0") else "'22.1."]
    assert ("‘2022.1’을 1월로 읽었습니다. 10월이면" in told(body)) is asked
