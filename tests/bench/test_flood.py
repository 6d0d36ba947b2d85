"""A short flood against the strict server, on one process and on three; the long one is printed.

`python -m tests.bench flood` sends 3,000 notices and prints its figures.
"""

import pytest

from tests.bench.flood import Outcome, Plan, on_postgres, on_sqlite
from tests.bench.strict import MOST, Strict

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

SHORT = Plan(notices=240, latency=0.0, ask_every=1.0)


def holds(found: Outcome) -> None:
    """All were told once, hardly anything was refused, and who asked did not wait."""
    assert found.repeats == 0
    assert found.share_refused <= 0.01
    assert found.seconds <= 1.5 * found.ideal  # so short a flood has yet to find its step
    assert max(found.waits) < 1


def test_a_flood_from_one_process_goes_as_fast_as_telegram_allows() -> None:
    holds(on_sqlite(SHORT))


@pytest.mark.postgres
def test_a_flood_from_three_processes_goes_no_faster_than_from_one() -> None:
    holds(on_postgres(SHORT))


def test_the_server_refuses_what_comes_too_fast() -> None:
    """Else a flood without refusals would prove nothing."""
    server = Strict(lambda *_shown: None)
    refused = [bool(server.refuses("sendMessage")) for _ in range(MOST + 5)]
    assert refused == [False] * MOST + [True] * 5
    assert (server.refused, server.refuses("getUpdates")) == (5, 0)
