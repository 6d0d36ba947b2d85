"""접수 근거: read as offices write it, kept as it is shown, and read back as it was."""

from datetime import date

import pytest

from storage.rules.errors import Refusal
from storage.rules.wording_receipt import Receipt, Way, read_receipt

TODAY = date(2026, 12, 21)
LETTER = Receipt(Way.LETTER, "도로건설과-1234")
DATED = Receipt(Way.LETTER, "도로건설과-1234", date(2026, 11, 16))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("공문 도로건설과-1234", "공문 도로건설과-1234"),
        ("공문(도로건설과-1234)", "공문 도로건설과-1234"),
        ("공문 도로건설과-1234호", "공문 도로건설과-1234"),
        ("공문 도로건설과-1234(2026. 11. 16.)호", "공문 도로건설과-1234(2026. 11. 16.)"),
        ("공문 도로건설과-12-3", "공문 도로건설과-12-3"),
        ("전화", "전화"),
        ("유선 통화함", "전화 통화함"),
        ("이메일(12.20.)", "메일 12.20."),
        ("방문 2026-12-1(화)", "방문(2026. 12. 1.)"),
    ],
)
def test_the_ways_of_hearing_are_read_as_offices_write_them(said: str, kept: str) -> None:
    assert str(read_receipt(said)) == kept
    assert read_receipt(kept) == read_receipt(said)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("공문 도로건설과-1234", LETTER),
        ("공문 도로건설과-1234(11.16.)", DATED),
        ("공문 도로건설과-1234호, 2026. 11. 16.(월)", DATED),
        ("전화", Receipt(Way.CALL, on=TODAY)),
        ("전화 12/1 홍○○ 주무관", Receipt(Way.CALL, "홍○○ 주무관", date(2026, 12, 1))),
        ("이메일(12.20.)", Receipt(Way.MAIL, on=date(2026, 12, 20))),
    ],
)
def test_in_chat_a_day_may_lack_its_year_and_what_tells_none_came_today(
    said: str, read: Receipt
) -> None:
    assert read_receipt(said, TODAY) == read
    assert read_receipt(str(read)) == read


@pytest.mark.parametrize("said", ["전화 12. 22.", "공문 도로건설과-1(2027. 1. 2.)"])
def test_nothing_has_come_on_a_day_to_come(said: str) -> None:
    with pytest.raises(Refusal, match="오늘보다 뒤"):
        read_receipt(said, TODAY)


@pytest.mark.parametrize(
    "said", ["", "공문", "공문 받음", "들었음", "1234", "공문서류", "010-0000-0000"]
)
def test_what_is_no_receipt_is_asked_back(said: str) -> None:
    for today in (None, TODAY):
        with pytest.raises(Refusal, match="공문 도로건설과-1234"):
            read_receipt(said, today)
