"""Points for deeds: summed as shown, ties share a place, what was not counted is left out."""

from hypothesis import given
from hypothesis import strategies as st

from storage.rules.half_year import HalfYear
from storage.rules.incentive import MOST_HALVES, USUAL, Deeds, Merit, halves_until, ranked

COUNTS = st.dictionaries(st.sampled_from(Merit), st.integers(0, 99))
POINTS = st.fixed_dictionaries({merit: st.integers(0, 1000) for merit in Merit})


def test_equal_sums_share_a_rank_and_the_next_is_left_out() -> None:
    everyone = [
        Deeds(1, "다", {Merit.EVENT: 1}),
        Deeds(2, "가", {Merit.PROMISE: 1}),
        Deeds(3, "나", {Merit.CONTACT: 5}),
        Deeds(4, "라", {Merit.EVENT: 2, Merit.RESIDENT: 1}),
    ]
    assert [(one.rank, one.name, one.total) for one in ranked(everyone, USUAL)] == [
        (1, "라", 11),
        (2, "가", 10),
        (2, "나", 10),
        (4, "다", 5),
    ]


def test_what_was_counted_as_nothing_is_told_and_what_was_not_counted_is_not() -> None:
    (one,) = ranked([Deeds(1, "가", {Merit.PROMISE: 0}, {Merit.PROMISE: 2})], USUAL)
    assert [(part.merit, part.count, part.out_of) for part in one.parts] == [(Merit.PROMISE, 0, 2)]
    assert one.total == 0


@given(st.lists(COUNTS, max_size=8), POINTS)
def test_each_sum_is_that_of_its_parts_and_nobody_stands_above_a_better_one(
    counts: list[dict[Merit, int]], points: dict[Merit, int]
) -> None:
    found = ranked([Deeds(at, "가", one) for at, one in enumerate(counts)], points)
    assert len(found) == len(counts)
    for one in found:
        assert one.total == sum(part.points for part in one.parts)
        assert {part.merit: part.points for part in one.parts} == {
            merit: count * points[merit] for merit, count in counts[one.company_id].items()
        }
        assert one.rank == 1 + sum(other.total > one.total for other in found)


def test_halves_go_back_from_the_last_and_are_never_more_than_sense() -> None:
    assert [half.code for half in halves_until(HalfYear(2021, 2), 3)] == [
        "2020-2",
        "2021-1",
        "2021-2",
    ]
    assert len(halves_until(HalfYear(2021, 2), 999)) == MOST_HALVES
