"""How fast the bot may speak, whatever wants out at once."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import asdict

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.rules import pacing
from storage.rules.pacing import Bucket

STEP = 0.005


def played(seconds: float, answers: Callable[[float], int], *, bulk: bool) -> list[float]:
    """When calls leave while `answers` come in at each moment and notices always wait."""
    bucket, left, waiting, at = Bucket(), [], 0, 0.0
    while at < seconds:
        waiting += answers(at)
        people = min(bucket.room(at), waiting)
        waiting -= people
        bucket.take(at, people)
        notices = min(bucket.bulk_room(at), bucket.room(at)) if bulk and not waiting else 0
        bucket.take(at, notices, bulk=notices)
        left += [at] * (people + notices)
        at += STEP
    return left


def most_in_a_second(left: list[float]) -> int:
    """Of any second, wherever it begins."""
    return max(bisect_left(left, at + 1) - begin for begin, at in enumerate(left))


@pytest.mark.long
def test_three_thousand_notices_take_hardly_longer_than_they_must() -> None:
    left = played(110, lambda _at: 0, bulk=True)
    assert most_in_a_second(left) <= 30
    assert left[2999] <= 1.05 * 3000 / 30


@settings(max_examples=25)
@given(st.dictionaries(st.integers(0, 40), st.integers(1, 60), max_size=20))
def test_no_second_ever_sees_more_than_telegram_takes(bursts: dict[int, int]) -> None:
    moments = {round(at / 10, 3): many for at, many in bursts.items()}
    left = played(4.5, lambda at: moments.get(round(at, 3), 0), bulk=True)
    assert most_in_a_second(left) <= pacing.MOST


def test_twenty_answers_in_the_middle_of_a_flood_leave_within_a_second() -> None:
    asked = 3.0
    left = played(5, lambda at: 20 if round(at, 3) == asked else 0, bulk=True)
    assert sum(asked <= at < asked + 1 for at in left) >= 20


def test_what_nobody_competes_with_leaves_at_once() -> None:
    bucket = Bucket()
    assert bucket.room(5.0) == pacing.MOST
    bucket.take(5.0, pacing.MOST)
    assert bucket.room(5.0) == 0
    assert bucket.next_room(5.0) == pytest.approx(pacing.WINDOW)
    assert bucket.room(5.0 + pacing.WINDOW) == pacing.MOST


def test_one_chat_that_is_full_stops_nobody_else() -> None:
    bucket = Bucket()
    for at in (0.0, 1.0, 2.0):
        assert not bucket.refused(at, 7, 30, waits=False)
    assert bucket.bulk_room(3.0) > 0


def test_two_chats_refused_at_once_mean_the_bot_and_bulk_rests_once() -> None:
    bucket = Bucket()
    bucket.refused(0.0, 7, 5, waits=False)
    assert bucket.refused(0.1, 8, 5, waits=False)
    assert bucket.bulk_room(5.0) == 0
    assert bucket.bulk_room(5.2) > 0
    assert bucket.room(0.2) > 0  # who waits is given a try
    assert bucket.next_bulk(0.2) == pytest.approx(4.9)


def test_bulk_goes_slower_after_it_was_refused_and_finds_its_way_back() -> None:
    """Mutant: what ran into the wall runs into it again at the same pace."""
    bucket = Bucket()
    for at, chat in ((0.0, 7), (0.1, 8)):
        bucket.refused(at, chat, 5, waits=False)
    steps = []
    for at in (5.2, 60.0):
        bucket.take(at, 1, bulk=1)
        steps.append(bucket.bulk_at - at + pacing.BEHIND)
    assert steps[0] > 1.1 / pacing.BULK_RATE
    assert steps[1] == pytest.approx(1 / pacing.BULK_RATE)


def test_an_answer_refused_meanwhile_makes_everything_rest() -> None:
    bucket = Bucket()
    for at, chat, waits in ((0.0, 7, False), (0.1, 8, False), (0.2, 9, True)):
        bucket.refused(at, chat, 5, waits=waits)
    assert (bucket.room(4.9), bucket.bulk_room(4.9)) == (0, 0)
    assert bucket.room(5.3) > 0


def test_a_clock_that_is_set_back_silences_nobody() -> None:
    """Mutant: what lies ahead of the clock is believed."""
    late = 10_000.0
    bucket = Bucket()
    bucket.take(late, pacing.MOST, bulk=3)
    for chat in (7, 8, 9):
        bucket.refused(late + chat, chat, 60, waits=True, ago=-1)
    early = late - 7200
    assert bucket.room(early) == pacing.MOST
    assert bucket.next_bulk(early) < 2


def told(bucket: Bucket, at: float, chat: str, *, waits: bool = True) -> bool:
    """Whether a chat takes one more message then."""
    taken = bucket.may_tell(at, chat, waits=waits)
    if taken:
        bucket.told(at, chat, waits=waits)
    return taken


def test_one_person_takes_five_answers_at_once_and_then_one_a_second() -> None:
    bucket = Bucket()
    assert [told(bucket, 0.0, "7") for _ in range(6)] == [True] * 5 + [False]
    assert bucket.full(0.0, waits=True) == ["7"]
    later = bucket.next_chat(0.0)
    assert later is not None
    assert 1.0 < later < 1.05
    assert [told(bucket, later, "7"), told(bucket, later, "7")] == [True, False]
    assert told(bucket, later, "8")


def test_a_notice_waits_until_its_person_has_read_the_last_one() -> None:
    bucket = Bucket()
    assert [told(bucket, at, "7", waits=False) for at in (0.0, 0.5, 1.05)] == [True, False, True]
    assert told(bucket, 1.1, "7"), "an answer waits for no notice"


def test_a_group_takes_twenty_in_any_minute() -> None:
    bucket = Bucket()
    taken = [at for at in range(210) if told(bucket, float(at), "-7")]
    assert len(taken) == 4 * pacing.GROUP_MOST
    assert all(sum(at <= one < at + 60 for one in taken) <= 20 for at in taken)
    assert bucket.next_chat(210.0) is None


def test_what_came_late_leaves_less_room_until_it_is_over() -> None:
    """Mutant: what was held up counts as if it had come in time."""
    bucket = Bucket()
    for at in range(10):
        bucket.take(at / 100, 1)
    for at in range(10):
        bucket.late(at / 100, 0.9)
    assert bucket.room(1.5) == pacing.MOST - 10
    assert bucket.room(2.0) == pacing.MOST


def test_what_each_chat_was_told_survives_the_table() -> None:
    """On PostgreSQL the bucket is a row of JSON."""
    bucket = Bucket()
    for chat in ("7", "-8"):
        assert told(bucket, 5.0, chat)
    kept = Bucket(**orjson.loads(orjson.dumps(asdict(bucket))))
    assert kept == bucket
    assert kept.full(5.0, waits=False) == ["7"]


MOMENTS = st.floats(0, 1.5, allow_nan=False)


@settings(max_examples=50)
@given(st.lists(st.tuples(MOMENTS, MOMENTS, st.integers(1, 3))), st.lists(MOMENTS))
def test_what_came_late_moves_one_call_and_the_window_stays_in_order(
    late: list[tuple[float, float, int]], before: list[float]
) -> None:
    """Mutants: a call that was late is counted twice; what an older version kept is not sorted."""
    bucket = Bucket(left=[*before])
    for at, arrived, calls in late:
        bucket.take(at, calls)
        bucket.late(at, arrived)
    assert bucket.left == sorted(bucket.left)
    assert len(bucket.left) == len(before) + sum(calls for *_, calls in late)
    assert all(
        any(abs(one - arrived) < pacing.NEAR for one in bucket.left) for _, arrived, _ in late[-1:]
    )
