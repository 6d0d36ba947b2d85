"""Units of money tables: read into whole won, or the table is refused by the unit's name."""

from collections.abc import Mapping

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
