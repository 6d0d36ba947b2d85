"""What the product promises beside the stock way of writing such a bot, on the same machine.

Only ratios within one run mean anything; `python -m tests.bench` prints the long table. Every
run also checks that each form that was answered as saved is one row, no more and no fewer.
"""

import pytest
import uvloop

from tests.bench.compare import SHORT, Found, compare
from tests.bench.measure import OURS, STOCK

START_SECONDS = 2.0  # a quiet machine needs 1.5: nearly all of it is the import of libraries
MEMORY_MB = 140

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def found() -> Found:
    """One short comparison for all tests here."""
    return uvloop.run(compare(SHORT, runs=1))


def test_it_does_twice_the_work_of_a_stock_bot_when_answers_come_at_once(found: Found) -> None:
    peers = found["0 ms"]
    assert peers[OURS].rate >= 2 * peers[STOCK].rate


def test_it_does_thirty_times_the_work_when_an_answer_takes_50_ms(found: Found) -> None:
    peers = found["50 ms"]
    assert peers[OURS].rate >= 30 * peers[STOCK].rate


def test_the_first_answer_comes_within_two_seconds_of_the_start(found: Found) -> None:
    assert min(peers[OURS].start for peers in found.values()) <= START_SECONDS


def test_its_memory_stays_small_after_thousands_of_updates(found: Found) -> None:
    assert max(peers[OURS].rss for peers in found.values()) <= MEMORY_MB
