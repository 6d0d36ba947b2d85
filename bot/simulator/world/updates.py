"""The bot's queue of updates: retention, confirmation by offset, and the long poll.

Rules follow the Bot API server's source: taps are kept 150 s and everything else a day,
`allowed_updates` sticks, and of two pollers the older is told 409.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

import orjson

from bot.simulator.world import limits
from bot.simulator.world.clock import Clock
from bot.simulator.world.refusal import Refused

OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_KNOWN_WORDS = (
    "message edited_message channel_post edited_channel_post business_connection"
    " business_message edited_business_message deleted_business_messages"
    " message_reaction message_reaction_count inline_query chosen_inline_result"
    " callback_query shipping_query pre_checkout_query purchased_paid_media poll"
    " poll_answer my_chat_member chat_member chat_join_request chat_boost"
    " removed_chat_boost"
)
KNOWN = frozenset(_KNOWN_WORDS.split())
TERMINATED = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot"
    " instance is running"
)
HOOKED = "Conflict: terminated by setWebhook request"
ANSWER_BYTES = 1 << 22
FIRST_ID = 700_000_001


class Update(NamedTuple):
    """One queued update as the bytes that will be sent, with its delivery queue."""

    number: int
    expires: float
    lane: int
    body: bytes


class UpdateQueue:
    """Updates that the bot has not confirmed yet."""

    def __init__(self, clock: Clock):
        self.clock = clock
        self.pending: dict[int, Update] = {}
        self.allowed = KNOWN - OFF_BY_DEFAULT
        self.listed: list[str] = []
        self.on_put: Callable[[Update], None] | None = None
        self.duplicate = 0
        self.swap = 0
        self.mixed: Callable[[list[Update]], list[Update]] = list  # what else may come of a batch
        self.forgotten: list[Update] = []  # by Telegram itself: their time was over first
        self._held: tuple[str, Any, int, float] | None = None
        self._again: list[Update] = []
        self._doubled: set[int] = set()
        self._next = FIRST_ID
        self._waiting: asyncio.Future[str] | None = None

    # Putting ---------------------------------------------------------------------------

    def put(self, kind: str, content: Any, lane: int, life: float) -> None:
        """Queue an update of `kind` that lives `life` seconds; unwanted kinds are dropped."""
        if kind not in self.allowed:
            return
        if self.swap and self._held is None:
            self.swap -= 1
            self._held = (kind, content, lane, life)
            return
        self._append(kind, content, lane, life)
        if self._held is not None:
            held, self._held = self._held, None
            self._append(*held)

    def _append(self, kind: str, content: Any, lane: int, life: float) -> None:
        number = self._next
        self._next = number + 1
        body = orjson.dumps({"update_id": number, kind: content})
        update = Update(number, self.clock.now() + life, lane, body)
        if self.duplicate:
            self.duplicate -= 1
            self._doubled.add(number)
        self._announce(update)

    def put_raw(self, content: Any) -> None:
        """Queue any JSON at all as an update; an `update_id` of its own is kept."""
        expires = self.clock.now() + limits.MESSAGE_UPDATE_SECONDS
        if isinstance(content, dict) and "update_id" not in content:
            number, self._next = self._next, self._next + 1
            content = {"update_id": number, **content}
            self._announce(Update(number, expires, 0, orjson.dumps(content)))
            return
        update = Update(0, expires, 0, orjson.dumps(content))
        if self.on_put is not None:
            self.on_put(update)
        else:
            self._again.append(update)
            self.wake()

    def _announce(self, update: Update) -> None:
        self.pending[update.number] = update
        if self.on_put is not None:
            self.on_put(update)
            if update.number in self._doubled:
                self.on_put(update)
        else:
            self.wake()

    # Taking ----------------------------------------------------------------------------

    def allow(self, kinds: list[str] | None) -> None:
        """Remember the wanted kinds; None leaves them, an empty list means the default."""
        if kinds is None:
            return
        known = [kind for kind in kinds if kind in KNOWN]
        self.listed = known
        self.allowed = frozenset(known) if known else KNOWN - OFF_BY_DEFAULT

    def confirm(self, offset: int) -> None:
        """Forget everything below `offset`; a negative one keeps only the last updates."""
        if offset < 0:
            for number in list(self.pending)[:offset]:
                del self.pending[number]
            return
        for number in list(self.pending) if offset > self._next else self._below(offset):
            update = self.pending.pop(number)
            if number in self._doubled:
                self._doubled.discard(number)
                self._again.append(update)

    def _below(self, offset: int) -> list[int]:
        below: list[int] = []
        for number in self.pending:
            if number >= offset:
                break
            below.append(number)
        return below

    def drop_expired(self) -> None:
        """Forget updates that Telegram would have forgotten by now."""
        now = self.clock.now()
        for number in [n for n, update in self.pending.items() if update.expires <= now]:
            self.forgotten.append(self.pending.pop(number))

    def clear(self) -> None:
        """Forget everything (drop_pending_updates)."""
        self.pending.clear()

    def batch(self, limit: int) -> list[orjson.Fragment]:
        """The next updates in order, at most `limit` and about 4 MiB."""
        now = self.clock.now()
        taken = [*self._again]
        self._again.clear()
        room = ANSWER_BYTES
        stale: list[int] = []
        for number, update in self.pending.items():
            if update.expires <= now:
                stale.append(number)
                continue
            room -= len(update.body) + 50
            if len(taken) >= limit or room <= 0:
                break
            taken.append(update)
        for number in stale:
            self.forgotten.append(self.pending.pop(number))
        return [orjson.Fragment(update.body) for update in self.mixed(taken)]

    async def wait(self, seconds: float) -> None:
        """Wait for an update; raise 409 when another poller or a webhook comes."""
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            conflict = await asyncio.wait_for(self._waiting, seconds)
            if conflict:
                raise Refused(409, conflict)
        except TimeoutError:
            return

    @property
    def polled(self) -> bool:
        """True while a poller waits."""
        return self._waiting is not None and not self._waiting.done()

    def terminate(self, conflict: str = TERMINATED) -> None:
        """Tell the waiting poller, if any, what has come in its place."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(conflict)

    def wake(self) -> None:
        """End the waiting long poll now."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result("")
