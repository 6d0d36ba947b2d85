"""People who fill in the event form: in a closed loop, or so many steps a second by the clock.

In a closed loop each waits for the next screen, then taps or types at once. By the clock a step
is due at its moment whether the bot is ready or not, and the wait counts from that moment: a bot
that falls behind shows it.
"""

import asyncio
import time
from collections import deque
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.bench import script
from tests.bench.server import Json, Server

USERS = 64
FIRST_USER = 1_000_000
DAYS = 1400  # further back, the product would ask whether the year is right
SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후"
STEPS = ("", *(field.taps or field.name for field in script.FIELDS), script.SAVE)
"""What is done at each step: the command, the label of a key that is tapped, or the name of a
field whose answer is typed."""


class Crowd:
    """All the people of a run; counts what was answered, and how long each answer took."""

    def __init__(self, users: int = USERS) -> None:
        self.server = Server(self._shown)
        self.waits: list[float] = []
        self.own: list[float] = []  # of each wait what the network did not take
        self.answered = 0
        self.saved = 0
        self._users = users
        self._steps: dict[int, int] = {}
        self._stops: dict[int, int] = {}
        self._resting: dict[int, tuple[int, Json]] = {}
        self._since: dict[int, tuple[float, int]] = {}  # and by which update
        self._tapped: dict[int, int] = {}
        self._ready: deque[tuple[int, int, Json]] = deque()
        self._due: deque[float] = deque()
        self._updates = 0
        self._chance = Random(1)
        self._today = datetime.now(UTC).date()
        self._open = False
        self._clocked = False
        self._wrong = ""
        self._awaited = (0, asyncio.Event())

    # -- a run -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Everybody sends the command, goes on to a step of their own, and waits there.

        So the steps are mixed from the first second of the measurement, however slow the bot.
        """
        self._open, self._clocked = True, False
        self._ready.clear()
        self._due.clear()
        self._stops = {FIRST_USER + at: at % len(STEPS) for at in range(self._users)}
        self.answered = self.saved = 0
        for user in self._stops:
            self._steps[user] = 0
            self._act(user, 0, {}, time.perf_counter())

    @property
    def placed(self) -> bool:
        """Whether all have reached their step."""
        return len(self._resting) == self._users

    def go(self) -> None:
        """From here on everybody acts as soon as they see the next screen."""
        resting, self._resting = self._resting, {}
        self._stops = {}
        for user, (message, markup) in resting.items():
            self._act(user, message, markup, time.perf_counter())

    async def clocked(self, rate: float, seconds: float) -> None:
        """So many steps a second, for so long; each by whoever has had their screen longest."""
        resting, self._resting = self._resting, {}
        self._stops, self._clocked = {}, True
        self._ready.extend((user, *shown) for user, shown in resting.items())
        begun = time.perf_counter()
        for at in range(int(rate * seconds)):
            due = begun + at / rate
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            self._due.append(due)
            self._step_due()

    def says(self, user: int, words: str) -> None:
        """A command of somebody beside the crowd; nobody waits for its answer."""
        self._updates += 1
        message = self._message(user, self.server.next_message(), words)
        person = {"id": user, "is_bot": False, "first_name": "사람", "language_code": "ko"}
        marked = [{"type": "bot_command", "offset": 0, "length": len(words)}]
        told = message | {"from": person, "entities": marked}
        self.server.push({"update_id": self._updates, "message": told})

    def hold(self) -> None:
        """Nobody sends anything more."""
        self._open = False
        self._due.clear()

    async def reached(self, answered: int) -> None:
        """Returns when so many were answered."""
        self._awaited = (answered, asyncio.Event())
        await self._awaited[1].wait()

    @property
    def quiet(self) -> bool:
        """Whether every update has had its answer."""
        return not self._since

    @property
    def unanswered(self) -> int:
        """How many wait for the answer to what they sent."""
        return len(self._since)

    @property
    def behind(self) -> int:
        """How many steps are due that nobody can take, since all wait for a screen."""
        return len(self._due)

    def check(self) -> None:
        """Raises AssertionError when a bot showed a screen that nobody can go on from."""
        assert not self._wrong, self._wrong

    # -- one person ------------------------------------------------------------------------

    def _shown(self, user: int, message: int, markup: Json) -> None:
        if not markup and message != self._tapped.get(user):
            return  # a line that says that something is being read
        waiting = self._since.pop(user, None)
        if waiting is None:
            return  # something said beside the form
        since, update = waiting
        self.waits.append(time.perf_counter() - since)
        self.own.append(self.waits[-1] - self.server.ways(update))
        self.answered += 1
        if self.answered >= self._awaited[0]:
            self._awaited[1].set()
        step = self._steps[user] + 1
        if step == len(STEPS):
            self.saved += 1
            step = 0
        self._steps[user] = step
        if self._stops.get(user) == step:
            self._resting[user] = (message, markup)
        elif self._clocked and self._open:
            self._ready.append((user, message, markup))
            self._step_due()
        elif self._open:
            self._act(user, message, markup, time.perf_counter())

    def _step_due(self) -> None:
        while self._due and self._ready:
            self._act(*self._ready.popleft(), self._due.popleft())

    def _act(self, user: int, message: int, markup: Json, since: float) -> None:
        person = {"id": user, "is_bot": False, "first_name": "사람", "language_code": "ko"}
        doing = STEPS[self._steps[user]]
        self._tapped[user] = message
        self._updates += 1
        update: Json = {"update_id": self._updates}
        if doing and doing not in script.TYPED:
            code = _key(markup, doing)
            if not code:
                self._wrong = f"no key {doing} at step {self._steps[user]} of {user}: {markup}"
                return
            update["callback_query"] = {
                "id": str(self._updates),
                "from": person,
                "chat_instance": "1",
                "data": code,
                "message": self._message(user, message, "이전 화면") | {"reply_markup": markup},
            }
        else:
            update["message"] = self._message(user, self.server.next_message(), self._words(doing))
            update["message"]["from"] = person
            if not doing:
                update["message"]["entities"] = [
                    {"type": "bot_command", "offset": 0, "length": len(script.COMMAND)}
                ]
        self._since[user] = since, self._updates
        self.server.push(update)

    def _words(self, doing: str) -> str:
        """No two forms tell of the same event, or the product would ask whether they do."""
        if doing == "period":
            return f"{self._today - timedelta(days=self._updates * 37 % DAYS):%Y.%m.%d}"
        if doing == "title":
            return "".join(self._chance.choices(SYLLABLES, k=7)) + "박람회"  # a noun, as asked for
        return f"참여 {self._updates % 900 + 100}" if doing else script.COMMAND

    @staticmethod
    def _message(user: int, number: int, text: str) -> dict[str, Any]:
        return {
            "message_id": number,
            "date": 1_600_000_000,
            "chat": {"id": user, "type": "private", "first_name": "사람"},
            "text": text,
        }


def _key(markup: Json, label: str) -> str:
    """The code behind the key that bears this label, whatever sign stands before it."""
    keys = [key for row in markup.get("inline_keyboard") or () for key in row]
    found = [key["callback_data"] for key in keys if key["text"].endswith(label)]
    return str(found[0]) if found else ""
