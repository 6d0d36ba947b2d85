"""Numbers of persons, made up for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.personal_data import find_personal_data, redact, redacted, was_hidden

RESIDENT, MOBILE = "주민등록번호", "휴대전화번호"

FOUND = [
    ("900101-1234567", RESIDENT),
    ("9001011234567", RESIDENT),
    ("900101 - 1234567", RESIDENT),
    ("900101 1234567", RESIDENT),
    ("９００１０１－１２３４５６７", RESIDENT),
    ("9 0 0 1 0 1 - 1 2 3 4 5 6 7", RESIDENT),
    ("900101\u200b-1234567", RESIDENT),
    ("900101-1******", RESIDENT),
    ("900101-5234567", RESIDENT),
    ("홍○○(900101-1234567) 참여", RESIDENT),
    ("010-0000-0000", MOBILE),
    ("01000000000", MOBILE),
    ("010 0000 0000", MOBILE),
    ("010.0000.0000", MOBILE),
    ("０１０－００００－００００", MOBILE),
    ("010–0000–0000", MOBILE),
    ("0 1 0 0 0 0 0 0 0 0 0", MOBILE),
    ("(010) 0000-0000", MOBILE),
    ("+82 10-0000-0000", MOBILE),
    ("011-000-0000", MOBILE),
    ("공일공-영영영영-영영영영", MOBILE),
    ("연락처:010-0000-0000입니다", MOBILE),
    ("여권번호 M00000000", "여권번호"),
    ("면허번호 11-00-000000-00", "운전면허번호"),
    ("계좌 000-000-000000", "계좌번호"),
    ("0000-0000-0000-0000", "카드번호"),
]

PASSED = [
    *("2021-08-04", "20210804", "210804", "2021.7.3.~2021.7.5.", "1-4-3", "01.08.2021.01.09."),
    *("031-000-0000", "031-0000-0000", "02-000-0000", "1588-0000", "0101-2345"),
    *("120,000,000원", "150000000", "1234567890123456원", "90010112345670원"),
    *("20210804-001", "제2021-010호", "R21BK00123456-000", "20210804123-00", "M12345678"),
    *("2018 2019 2020 2021", "1234-5678-9012-3456", "계좌이체 2021-08-04", "계좌 1200000000원"),
    *("청년 10명, 20명", "2021.7.~12. 39회", "-1001234567890", ""),
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_a_personal_number_is_found_however_it_is_written(text: str, kind: str) -> None:
    assert find_personal_data(text) == kind


@pytest.mark.parametrize("text", PASSED)
def test_the_numbers_of_daily_work_pass(text: str) -> None:
    assert find_personal_data(text) is None
    assert redact(text) == text


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_redacting_leaves_nothing_to_find(text: str, kind: str) -> None:
    assert find_personal_data(redact(text)) is None
    assert f"[{kind}]" in redact(text)


def test_redacting_keeps_the_words_around() -> None:
    text = "참여자 900101-1234567, 전화 010-0000-0000 끝"
    assert redact(text) == "참여자 [주민등록번호], 전화 [휴대전화번호] 끝"


NUMBERS = st.sampled_from([text for text, _ in FOUND])


@given(st.lists(st.text() | NUMBERS, max_size=6).map(" ".join))
def test_redacted_text_is_free_of_personal_numbers(text: str) -> None:
    assert find_personal_data(redact(text)) is None


def test_whatever_was_read_from_a_file_is_cut_through_and_through() -> None:
    read = {"rows": [["담당 010-1234-5678", "목표 3"], {"비고": "hong@example.com"}], "count": 2}
    kept = redacted(read)
    assert kept == {
        "rows": [["담당 [휴대전화번호]", "목표 3"], {"비고": "[전자우편 주소]"}],
        "count": 2,
    }
    assert was_hidden(kept["rows"][0][0]) == "휴대전화번호"
    assert was_hidden("목표 [3]") is None
