"""The comparison runs, and what it stands on holds; its figures are read, not asserted.

`python -m tests.bench` prints the long table. Every run checks that each form that was answered
as saved is one row, no more and no fewer.
"""

import pytest
import uvloop

from tests.bench import killed
from tests.bench.compare import SHORT, compare
from tests.bench.measure import OURS, STOCK

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_slow_answers_of_telegram_do_not_queue_up_behind_each_other() -> None:
    found = uvloop.run(compare(SHORT, runs=1))
    for peers in found.values():
        assert peers[OURS].rate > 0
        assert peers[STOCK].rate > 0
    slow = found["50 ms"]  # one call at a time would bring both to the same rate
    assert slow[OURS].rate >= 10 * slow[STOCK].rate


def test_whoever_was_in_a_form_when_the_bot_was_killed_gets_their_answer() -> None:
    assert uvloop.run(killed.lost(OURS)) == 0
