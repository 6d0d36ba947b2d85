"""The comparison runs, and what it stands on holds; its figures are read, not asserted.

`python -m tests.bench peers` prints the long tables. Every run checks that each form that was
answered as saved is one row, no more and no fewer.
"""

import pytest
import uvloop

from tests.bench import killed
from tests.bench.compare import SHORT, compare
from tests.bench.measure import OURS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_slow_answers_of_telegram_do_not_queue_up_behind_each_other() -> None:
    found = uvloop.run(compare(SHORT, 1, [OURS]))
    (slow,) = found["50 ms"][OURS]
    one_by_one = 1 / (slow.calls * 0.05)  # what a bot comes to that waits for each call
    assert slow.rate >= 5 * one_by_one


def test_whoever_was_in_a_form_when_the_bot_was_killed_gets_their_answer() -> None:
    assert uvloop.run(killed.lost(OURS)) == 0
