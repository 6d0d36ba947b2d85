"""Amounts in 백만원 beside their sums: what is printed adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.rounding import MILLION, Millions, in_millions, is_rounding_of, nearest

WON = st.one_of(
    st.integers(0, 3 * MILLION),
    st.integers(0, 10**13),
    st.integers(0, 400).map(lambda n: n * (MILLION // 4)),
    st.integers(0, 10**6).map(lambda n: n * MILLION),
)
TABLES = st.integers(1, 9).flatmap(
    lambda wide: st.lists(
        st.lists(st.none() | WON, min_size=wide, max_size=wide), min_size=1, max_size=5
    )
)


def exact(parts: list[list[int | None]]) -> list[list[int | None]]:
    """The same with the sums, in won."""
    rows = [[_sum(row), *row] for row in parts]
    return [[_sum(list(column)) for column in zip(*rows, strict=True)], *rows]


def _sum(amounts: list[int | None]) -> int | None:
    given_ones = [one for one in amounts if one is not None]
    return sum(given_ones) if given_ones else None


@given(TABLES)
def test_every_row_and_every_column_adds_up_to_its_printed_sum(
    parts: list[list[int | None]],
) -> None:
    printed = [[one or 0 for one in row] for row in in_millions(parts).rows]
    assert [row[0] for row in printed] == [sum(row[1:]) for row in printed]
    assert printed[0] == [sum(column) for column in zip(*printed[1:], strict=True)]


@given(TABLES)
def test_each_amount_is_one_of_the_two_millions_around_it(parts: list[list[int | None]]) -> None:
    for said, won in zip(in_millions(parts).rows, exact(parts), strict=True):
        for one, amount in zip(said, won, strict=True):
            assert (one is None) == (amount is None)
            assert one is None or abs(one * MILLION - (amount or 0)) < MILLION
            assert amount is None or amount % MILLION or one == amount // MILLION


@given(TABLES)
def test_it_is_said_exactly_when_an_amount_is_not_rounded_as_by_itself(
    parts: list[list[int | None]],
) -> None:
    made = in_millions(parts)
    alone = [[None if one is None else nearest(one) for one in row] for row in exact(parts)]
    assert made.adjusted == ([list(row) for row in made.rows] != alone)
    plain = [[one or 0 for one in row] for row in alone]
    adds_up = all(row[0] == sum(row[1:]) for row in plain)
    adds_up &= plain[0] == [sum(column) for column in zip(*plain[1:], strict=True)]
    assert made.adjusted != adds_up


@pytest.mark.parametrize(
    ("parts", "rows", "adjusted"),
    [
        (
            [[250_500_000], [500_000], [1_000]],
            ((251, 251), (250, 250), (1, 1), (0, 0)),
            True,
        ),
        (
            [[1_500_000, 1_500_000], [1_500_000, 1_500_000]],
            ((6, 3, 3), (3, 1, 2), (3, 2, 1)),
            True,
        ),
        ([[None, 5_000_000], [None, None]], ((5, None, 5), (5, None, 5), (None,) * 3), False),
        ([[1_400_000, 1_600_000]], ((3, 1, 2), (3, 1, 2)), False),
    ],
)
def test_the_sum_stays_true_and_as_few_amounts_as_possible_move(
    parts: list[list[int | None]], rows: tuple[tuple[int | None, ...], ...], adjusted: bool
) -> None:
    assert in_millions(parts) == Millions(rows, adjusted)


@given(TABLES)
def test_an_amount_read_from_print_is_known_for_the_finer_one(
    parts: list[list[int | None]],
) -> None:
    for said, won in zip(in_millions(parts).rows, exact(parts), strict=True):
        for one, amount in zip(said, won, strict=True):
            assert one is None or is_rounding_of(one * MILLION, amount or 0)


@pytest.mark.parametrize(
    ("printed", "known", "same"),
    [
        (251 * MILLION, 250_500_000, True),
        (250 * MILLION, 250_500_000, True),
        (252 * MILLION, 250_500_000, False),
        (251 * MILLION, 250 * MILLION, False),  # nothing was rounded there
        (250_400_000, 250_500_000, False),  # paper that is finer than a million
    ],
)
def test_a_finer_amount_is_another_one_only_when_a_whole_unit_lies_between(
    printed: int, known: int, same: bool
) -> None:
    assert is_rounding_of(printed, known) is same
