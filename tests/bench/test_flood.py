"""A short flood against the strict server, on one process and on three; the long one is printed.

`python -m tests.bench flood` sends 3,000 notices and prints its figures.
"""

import pytest

from tests.bench.flood import Outcome, Plan, on_postgres, on_sqlite
from tests.bench.strict import GROUP_MOST, MOST, PENALTY, PERSON_AT_ONCE, Strict

pytestmark = pytest.mark.timeout(180)

SHORT = Plan(notices=240, latency=0.0, ask_every=1.0)


def holds(found: Outcome) -> None:
    """All were told once, hardly anything was refused, and who asked did not wait."""
    assert found.repeats == 0
    assert found.share_refused <= 0.01
    assert found.seconds <= 1.5 * found.ideal  # so short a flood has yet to find its step
    assert max(found.waits) < 1


@pytest.mark.slow
def test_a_flood_from_one_process_goes_as_fast_as_telegram_allows() -> None:
    holds(on_sqlite(SHORT))


@pytest.mark.slow
@pytest.mark.postgres
def test_a_flood_from_three_processes_goes_no_faster_than_from_one() -> None:
    holds(on_postgres(SHORT))


class Server:
    """A strict server whose seconds are counted by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.strict = Strict(lambda *_shown: None, ticking=lambda: self.now)

    def takes(self, chat: int, method: str = "sendMessage") -> bool:
        """Whether it takes one more call."""
        return not self.strict.refuses(method, {"chat_id": chat} if chat else {})


def test_the_server_refuses_all_of_a_bot_that_is_too_fast_for_a_while() -> None:
    """Else a flood without refusals would prove nothing; so below."""
    server = Server()
    assert [server.takes(chat) for chat in range(1, MOST + 2)] == [True] * MOST + [False]
    server.now = PENALTY - 0.1
    assert not server.takes(0, "setMyCommands")
    server.now = PENALTY
    assert server.takes(0, "setMyCommands")
    assert server.strict.refused == {"bot": 2}
    assert server.takes(0, "getUpdates")


def test_the_server_takes_a_burst_and_then_one_a_second_for_a_person() -> None:
    server = Server()
    methods = ("sendMessage", "editMessageText")
    burst = [server.takes(7, methods[at % 2]) for at in range(PERSON_AT_ONCE + 1)]
    assert burst == [True] * PERSON_AT_ONCE + [False]
    assert server.takes(7, "answerCallbackQuery")
    assert server.takes(8)
    server.now = 1.0
    assert [server.takes(7), server.takes(7)] == [True, False]
    assert server.strict.refused == {"person": 2}


def test_the_server_takes_twenty_a_minute_for_a_group() -> None:
    server = Server()
    taken = []
    for second in range(61):
        server.now = float(second)
        taken.append(server.takes(-7))
    assert taken == [True] * GROUP_MOST + [False] * (60 - GROUP_MOST) + [True]
    assert server.strict.refused == {"group": 60 - GROUP_MOST}
