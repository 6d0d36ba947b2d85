"""What this process has done since its start: a line of the log each, and sums for the figures.

A line names an update by its number alone: not who sent it, nor a word of what they wrote. What
was sent because of an update carries the same number, in whichever process it was sent.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog

from bot.pumps.reach import Reach
from bot.renders.rendered import Render, Rendered
from handlers.chat.help import COMMANDS
from storage.rules.clock import Steady, steady
from storage.rules.spent import Spent
from storage.traffic import inbox, leases

DONE, AGAIN, ASIDE, READING = "done", "again", "set_aside", "reading"
"""What became of an update: also tried again later, and begun anew once something is read."""
SENT = "sent"
UNREADABLE = "unreadable"
KNOWN = frozenset(f"/{command.name}" for command in COMMANDS)
BODIES = ("text", "photo", "document", "video", "voice", "location", "contact", "sticker")

log = structlog.get_logger("traffic")


@dataclass
class Tally:
    """Counts and lines of one process."""

    passed: Steady = steady
    updates: Counter[str] = field(default_factory=Counter)
    sends: Counter[str] = field(default_factory=Counter)
    working: Spent = field(default_factory=Spent)
    waiting: Spent = field(default_factory=Spent)
    """From coming in until its turn: what a person waits before anything is done for them."""
    sending: Spent = field(default_factory=Spent)
    reach: Reach = field(default_factory=Reach)
    rendering: defaultdict[str, Spent] = field(default_factory=lambda: defaultdict(Spent))

    def update(self, head: inbox.Waiting, outcome: str, seconds: float, waited: float) -> None:
        """An update was worked on, and what became of it is committed."""
        self.updates[outcome] += 1
        self.working.add(seconds)
        self.waiting.add(waited)
        log.info(
            "update",
            update_id=head.update_id,
            what=purpose(head.raw),
            outcome=outcome,
            ms=round(seconds * 1000),
            waited_ms=round(waited * 1000),
        )

    def send(self, parcel: leases.Parcel, verdict: object, began: float) -> None:
        """Something was sent, or what Telegram said instead: a verdict, or the message's id."""
        said = SENT if verdict is None or isinstance(verdict, int) else _name(verdict)
        seconds = self.passed() - began
        self.sends[said] += 1
        self.sending.add(seconds)
        log.info(
            "send",
            update_id=parcel.cause,
            row=parcel.id,
            what=parcel.payload.get("render") or parcel.kind,
            verdict=said,
            ms=round(seconds * 1000),
            attempt=parcel.attempts,
        )

    def timed(self, renders: Mapping[str, Render]) -> dict[str, Render]:
        """The same renders, each of which says how long it took; one that raises counts too."""
        return {name: self._timed(name, render) for name, render in renders.items()}

    def _timed(self, name: str, render: Render) -> Render:
        async def rendered(db: Any, given: Mapping[str, Any]) -> Rendered:
            began = self.passed()
            try:
                return await render(db, given)
            finally:
                self.rendering[name].add(self.passed() - began)

        return rendered


def _name(verdict: object) -> str:
    return type(verdict).__name__.lower()


def purpose(raw: str) -> str:
    """What an update is, in our words alone: a kind, a command that there is, a code's head."""
    try:
        update: Any = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return UNREADABLE
    if not isinstance(update, Mapping):
        return UNREADABLE
    kind = next((name for name in update if name != "update_id"), "nothing")
    body = update.get(kind)
    if not isinstance(body, Mapping):
        return kind
    if kind == "callback_query":
        code = inbox.CODE.match(str(body.get("data", "")))
        return f"tap {code[0]}" if code else "tap"
    words = body.get("text")
    command = words.partition(" ")[0].partition("@")[0] if isinstance(words, str) else ""
    if command in KNOWN:
        return f"{kind} {command}"
    return " ".join([kind, *[name for name in BODIES if name in body][:1]])
