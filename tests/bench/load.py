"""People in a closed loop: each waits for the next screen, then taps or types at once."""

import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.bench.server import Json, Server

USERS = 64
FIRST_USER = 1_000_000
DAYS = 1400  # further back, the product would ask whether the year is right
SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후"
STEPS = ("command", "tap", "tap", "tap", "day", "title", "figure", "tap")
"""A form of eight steps: command, three choices, a date, words, a number, confirm."""


class Crowd:
    """All the people of a run; counts what was answered, and how long each answer took."""

    def __init__(self, users: int = USERS) -> None:
        self.server = Server(self._shown)
        self.waits: list[float] = []
        self.answered = 0
        self.saved = 0
        self._users = users
        self._steps: dict[int, int] = {}
        self._stops: dict[int, int] = {}
        self._resting: dict[int, tuple[int, Json]] = {}
        self._since: dict[int, float] = {}
        self._updates = 0
        self._chance = Random(1)
        self._today = datetime.now(UTC).date()
        self._open = False
        self._wrong = ""

    # -- a run -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Everybody sends the command, goes on to a step of their own, and waits there.

        So the steps are mixed from the first second of the measurement, however slow the bot.
        """
        self._open = True
        self._stops = {FIRST_USER + at: at % len(STEPS) for at in range(self._users)}
        self.answered = self.saved = 0
        for user in self._stops:
            self._steps[user] = 0
            self._act(user, 0, {})

    @property
    def placed(self) -> bool:
        """Whether all have reached their step."""
        return len(self._resting) == self._users

    def go(self) -> None:
        """From here on everybody acts as soon as they see the next screen."""
        resting, self._resting = self._resting, {}
        self._stops = {}
        for user, (message, markup) in resting.items():
            self._act(user, message, markup)

    def hold(self) -> None:
        """Nobody sends anything more."""
        self._open = False

    @property
    def quiet(self) -> bool:
        """Whether every update has had its answer."""
        return not self._since

    @property
    def unanswered(self) -> int:
        """How many wait for the answer to what they sent."""
        return len(self._since)

    def check(self) -> None:
        """Raises AssertionError when a bot showed a screen that nobody can go on from."""
        assert not self._wrong, self._wrong

    # -- one person ------------------------------------------------------------------------

    def _shown(self, user: int, message: int, markup: Json) -> None:
        since = self._since.pop(user, None)
        if since is None:
            return  # something said beside the form
        self.waits.append(time.perf_counter() - since)
        self.answered += 1
        step = self._steps[user] + 1
        if step == len(STEPS):
            self.saved += 1
            step = 0
        self._steps[user] = step
        if self._stops.get(user) == step:
            self._resting[user] = (message, markup)
        elif self._open:
            self._act(user, message, markup)

    def _act(self, user: int, message: int, markup: Json) -> None:
        person = {"id": user, "is_bot": False, "first_name": "사람", "language_code": "ko"}
        doing = STEPS[self._steps[user]]
        self._updates += 1
        update: Json = {"update_id": self._updates}
        if doing == "tap":
            rows = markup.get("inline_keyboard")
            if not rows:
                self._wrong = f"no button at step {self._steps[user]} of {user}"
                return
            update["callback_query"] = {
                "id": str(self._updates),
                "from": person,
                "chat_instance": "1",
                "data": rows[0][0]["callback_data"],
                "message": self._message(user, message, "이전 화면") | {"reply_markup": markup},
            }
        else:
            update["message"] = self._message(user, self.server.next_message(), self._words(doing))
            update["message"]["from"] = person
            if doing == "command":
                update["message"]["entities"] = [{"type": "bot_command", "offset": 0, "length": 6}]
        self._since[user] = time.perf_counter()
        self.server.push(update)

    def _words(self, doing: str) -> str:
        """No two forms tell of the same event, or the product would ask whether they do."""
        if doing == "day":
            return f"{self._today - timedelta(days=self._updates * 37 % DAYS):%Y.%m.%d}"
        if doing == "title":
            return "".join(self._chance.choices(SYLLABLES, k=10))
        return "/event" if doing == "command" else "120"

    @staticmethod
    def _message(user: int, number: int, text: str) -> dict[str, Any]:
        return {
            "message_id": number,
            "date": 1_600_000_000,
            "chat": {"id": user, "type": "private", "first_name": "사람"},
            "text": text,
        }
