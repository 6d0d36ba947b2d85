"""Lines of a file beside printed lines: equal, nearly equal, moved, or new."""

import pytest

from storage.report.reading.likeness import NEAR, Standing, likeness, partners
from storage.report.reading.units import Numbered

Pairs = dict[int, tuple[str, bool]]
BUS = ["1 일자리버스 운영", "2 (2021.7.~12.) 39회 운영"]
FIRM = ["1 기업 채용행사 지원", "2 가나유통", "3 (2021. 8.) 물류직 채용행사지원"]


def paired(new: list[str], old: list[str]) -> Pairs:
    """By the place of a new line, the old line it belongs to and whether it is only near."""
    lines = [Numbered(at, int(one[0]), one[2:]) for at, one in enumerate(new)]
    standing = [Standing(int(one[0]), one[2:], one[2:], f"k{at}") for at, one in enumerate(old)]
    found = partners(lines, standing)
    return {at: (one.standing.text, one.near) for at, one in sorted(found.items())}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(2021.7.~12.) 39회 운영", "(2021.7.~12.) 40회 운영"),
        ("(2021. 8. 4.) 업무협약 체결", "(2021. 10. 12.) 업무협약 체결"),
        ("쿠팡채용박람회(1차)", "쿠팡 채용박람회 (1차)"),
        ("채용박람회 개최", "채용박람회 개최 및 취업상담 120명"),
        ("코레일테크 업무협약", "코레일텍 업무협약"),
    ],
)
def test_other_figures_dates_or_letters_make_a_near_line(one: str, other: str) -> None:
    assert likeness(one, other) >= NEAR


def test_other_words_make_another_line() -> None:
    assert likeness("공사계약 특수조건 개정", "물품 우선구매 협조요청") < NEAR


def test_equal_lines_find_each_other_before_near_ones() -> None:
    old = ["1 박람회", "2 쿠팡채용박람회(1차)", "2 쿠팡채용박람회(2차)"]
    new = ["1 박람회", "2 쿠팡채용박람회(2차)", "2 쿠팡채용박람회(3차)", "2 쿠팡채용박람회(1차)"]
    assert paired(new, old) == {
        0: ("박람회", False),
        1: ("쿠팡채용박람회(2차)", False),
        3: ("쿠팡채용박람회(1차)", False),
    }


def test_a_changed_figure_is_near_its_own_line_only() -> None:
    new = [BUS[0], "2 (2021.7.~12.) 40회 운영", *FIRM]
    found = paired(new, [*BUS, *FIRM])
    assert found[1] == ("(2021.7.~12.) 39회 운영", True)
    assert [near for _, near in found.values()] == [False, True, False, False, False]


def test_a_renamed_heading_is_known_by_what_stands_below_it() -> None:
    new = ["1 고양시 버스", BUS[1], "1 기업 지원사업", *FIRM[1:]]
    found = paired(new, [*BUS, *FIRM])
    assert found[2] == (FIRM[0][2:], True)
    assert found[4] == (FIRM[2][2:], False)


def test_a_line_below_another_heading_has_moved() -> None:
    new = ["1 일자리버스 운영", "1 기업 채용행사 지원", BUS[1], *FIRM[1:]]
    lines = [Numbered(at, int(one[0]), one[2:]) for at, one in enumerate(new)]
    old = [Standing(int(one[0]), one[2:], one[2:]) for one in (*BUS, *FIRM)]
    moved = partners(lines, old)[2]
    assert (moved.near, moved.moved, moved.sure) == (True, True, False)


def test_two_that_are_equally_like_are_not_sure() -> None:
    old = ["1 버스", "2 (2021.8.) 3회 운영", "2 (2021.9.) 4회 운영"]
    lines = [Numbered(0, 1, "버스"), Numbered(1, 2, "(2021.10.) 5회 운영")]
    standing = [Standing(int(one[0]), one[2:], one[2:]) for one in old]
    assert not partners(lines, standing)[1].sure
