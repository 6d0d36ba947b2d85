"""Out: sends what the outbox holds, one at a time to a chat, many chats side by side.

Woken by the commit. Answers are sorted by name: gone (never again), moved (new chat id), wait
(the chat is parked), retry (never left), ill (Telegram's own trouble), ambiguous (may have
arrived: once more). Whatever must be sent again parks its chat, so nothing overtakes it there.
Exactly-once holds for the database; a message may repeat after a crash, a card's edit does not.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace
from datetime import datetime
from html import escape
from typing import Any

import structlog
from telegram.error import BadRequest, TelegramError

from bot.api import former, verdicts
from bot.api.calls import Action, Caller
from bot.logs import reason
from bot.pumps import outcomes, texts, unsent
from bot.pumps.patience import MOST_ATTEMPTS, Patience
from bot.pumps.tally import Tally
from bot.pumps.turns import ANSWER_LIFE, Turns
from bot.pumps.underway import Underway
from bot.renders.evidence import Kept, nothing_kept
from bot.renders.rendered import Errand, Render, Withheld
from storage.database import OUT_OF_REACH, Database, time_of
from storage.models.traffic import Urgency
from storage.rules.clock import Clock
from storage.rules.errors import Refusal
from storage.rules.trail import Verb
from storage.traffic import leases, messages, outbox

AT_ONCE = 128  # a tap takes two, its spinner and its card; as many as the transport has ways
PAUSE_SECONDS = 1.0
GATHER_SECONDS = 0.005  # a commit of its own for each message sent would cost more than sending
DRAIN_SECONDS = 5.0

HOLDS = (verdicts.Wait, verdicts.Retry, verdicts.Ill, verdicts.Ambiguous, verdicts.Moved)
"""Verdicts after which nothing else may be said in the chat before this one is."""

log = structlog.get_logger("delivery")


class Delivery:
    """The sending pump."""

    def __init__(
        self,
        caller: Caller,
        db: Database,
        clock: Clock,
        renders: Mapping[str, Render],
        errands: Mapping[str, Errand] | None = None,
        evidence: Kept = nothing_kept,
        underway: Underway | None = None,
        tally: Tally | None = None,
    ) -> None:
        self._caller = caller
        self._db = db
        self._clock = clock
        self._renders = renders
        self._errands = errands or {}
        self._evidence = evidence
        self._woken = asyncio.Event()
        self._turns = Turns(db)
        self._underway = underway or Underway(caller, db)
        self._underway.spare = self._turns.spare
        self._busy: set[int] = set()
        self._patience = Patience()
        self._tally = tally or Tally()
        self._stopping = False
        self._sent: list[tuple[int, int | None]] = []
        self._settled: list[outcomes.Settle] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._waking: asyncio.TimerHandle | None = None
        db.on_commit("outbox", self._woken.set)
        caller.beside = self._turns.beside

    async def run(self) -> None:
        """Sends until cancelled, then lets what is in flight finish."""
        self._stopping = False
        with suppress(*OUT_OF_REACH):
            await self._underway.clear()
        try:
            while True:
                try:
                    await self._whole_round()
                    self._tally.reach.back()
                except OUT_OF_REACH as error:
                    self._tally.reach.away(error)
                    await asyncio.sleep(PAUSE_SECONDS)
                    continue
                await self._wait()
        finally:
            await self.drain()

    async def drain(self) -> None:
        """Lets sends in flight finish, ends late ones, and writes down what became of them."""
        self._stopping = True
        try:
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS)
        finally:
            late = list(self._tasks)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        async with self._db.begin() as session:
            now = await time_of(session, self._clock)
            await self._write(session, len(self._sent), len(self._settled), now)

    def _wake_soon(self) -> None:
        """Something was sent: it is written down together with what ends in the next moment."""
        if self._waking is None:
            self._waking = asyncio.get_running_loop().call_later(GATHER_SECONDS, self._wake)

    def _wake(self) -> None:
        self._waking = None
        self._woken.set()

    def _look(self) -> None:
        """A round sees all that has happened so far: nobody need wake us for it once more."""
        self._woken.clear()
        if self._waking is not None:
            self._waking.cancel()
            self._waking = None

    async def _wait(self) -> None:
        pause = self._turns.pause
        try:
            async with asyncio.timeout(
                PAUSE_SECONDS if pause is None else min(pause, PAUSE_SECONDS)
            ):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _whole_round(self) -> None:
        """A round that is cancelled ends first: rows that it has leased would lie with nobody."""
        ending = asyncio.ensure_future(self._round())
        try:
            await asyncio.shield(ending)
        except asyncio.CancelledError:
            await asyncio.wait([ending])
            raise

    async def _round(self) -> bool:
        """Writes what was settled and leases what is due, in one transaction."""
        async with self._db.begin() as session:
            self._look()
            now = await time_of(session, self._clock)
            # All that was sent while we waited for the lock, lest it be taken for due again.
            room = AT_ONCE - len(self._tasks)
            sent, settled = len(self._sent), len(self._settled)
            await self._write(session, sent, settled, now)
            parcels = await self._turns.take(session, now, room=room, busy=self._busy)
        del self._sent[:sent], self._settled[:settled]  # only now is it written for good
        by_chat: dict[int, list[leases.Parcel]] = {}
        for parcel in parcels:
            self._turns.began(parcel)
            if parcel.kind == leases.ASIDE:
                self._start(self._quick(parcel))
            else:
                by_chat.setdefault(parcel.chat_id, []).append(parcel)
        for chat, rows in by_chat.items():
            self._busy.add(chat)
            self._start(self._chat(chat, rows))
        return bool(sent or settled or parcels)

    async def _write(self, session: Any, sent: int, settled: int, now: datetime) -> None:
        await outbox.sent(session, self._sent[:sent], self._turns.owner)
        for settle in self._settled[:settled]:
            await settle(session, outcomes.Now(self._turns.owner, now))

    def _start(self, sending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(sending)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quick(self, parcel: leases.Parcel) -> None:
        """Ends a spinner, in nobody's way."""
        await self._send(parcel)
        self._wake_soon()

    async def _chat(self, chat: int, parcels: list[leases.Parcel]) -> None:
        """Sends one chat's parcels in order."""
        try:
            await self._in_order(parcels)
        finally:
            self._busy.discard(chat)
            self._wake_soon()

    async def _in_order(self, parcels: list[leases.Parcel]) -> None:
        places: dict[str, int] = {}
        for at, parcel in enumerate(parcels):
            if self._stopping:
                self._put_back(parcels[at:])
                return
            message = places.get(parcel.card or "", parcel.card_message)
            verdict = await self._send(parcel, message)
            if isinstance(verdict, int) and parcel.card:
                places[parcel.card] = verdict
            if isinstance(verdict, HOLDS):
                self._put_back(parcels[at + 1 :])
                return

    def _put_back(self, parcels: list[leases.Parcel]) -> None:
        for parcel in parcels:
            self._turns.ended(parcel)
            self._settled.append(outcomes.Later(parcel.id, 0.0, "", tried=False))

    async def _send(
        self, parcel: leases.Parcel, card_message: int | None = None
    ) -> int | verdicts.Verdict | None:
        if await self._too_late(parcel):
            self._turns.ended(parcel)
            return None
        began, left = self._clock(), self._tally.passed()
        try:
            message = await self._sent_as(parcel, card_message)
        except Exception as error:  # a broken picture must not stop the others
            verdict = self._verdict(parcel, error)
            self._tally.send(parcel, verdict, left)
            self._judge(parcel, verdict, error, began)
            return verdict
        finally:
            self._turns.ended(parcel)
        self._patience.arrived(parcel.chat_id)
        self._tally.send(parcel, message, left)
        self._wake_soon()  # not at the end of the chat: a crash would repeat all of it
        return message

    async def _too_late(self, parcel: leases.Parcel) -> bool:
        """Waits for the parcel's moment; whether it has passed, or the parcel to another."""
        pause = self._turns.speaks(parcel)
        if pause:
            await asyncio.sleep(pause)
        if parcel.kind == leases.ASIDE and self._clock() - parcel.created_at > ANSWER_LIFE:
            self._sent.append((parcel.id, None))
            return True
        return self._turns.lost(parcel)

    def _verdict(self, parcel: leases.Parcel, error: Exception) -> verdicts.Verdict:
        if isinstance(error, TelegramError):
            return verdicts.sort(error)
        if isinstance(error, Withheld):
            self._settled.append(outcomes.Handed(parcel, Verb.WITHHOLD, self._clock()))
        if isinstance(error, Withheld | Refusal):  # lost its right, or is gone: it stays so
            return verdicts.Refused()
        log.error("parcel failed", row=parcel.id, kind=parcel.kind, exc_info=error)
        return verdicts.Broken()

    async def _sent_as(self, parcel: leases.Parcel, card_message: int | None) -> int | None:
        what = former.read(parcel)
        if isinstance(what, messages.Errand):
            async with self._shown(parcel, "typing"):
                await self._errands[what.errand](self._db, what.given)
            self._sent.append((parcel.id, None))
            return None
        if isinstance(what, messages.Picture | messages.Document):
            return await self._file(parcel, what)
        if isinstance(what, messages.Album):
            return await self._album(parcel, what)
        message = await self._caller.send(parcel.chat_id, what, card_message)
        self._sent.append((parcel.id, message))
        if parcel.kind == "card" and parcel.card and message not in (None, card_message):
            self._settled.append(
                outcomes.Placed(parcel.card, parcel.chat_id, message, card_message)
            )
        return message

    async def _album(self, parcel: leases.Parcel, what: messages.Album) -> int | None:
        """Evidence as Telegram holds it, else what is kept of it here; what is lost is said."""
        try:
            message = await self._caller.album(parcel.chat_id, what)
        except BadRequest:
            marks = [one["mark"] for one in what.files]
            kept = await self._evidence(self._db, marks)
            if not kept:
                raise
            message = await self._caller.album(parcel.chat_id, what, kept)
            if len(kept) < len(set(marks)):
                self._settled.append(outcomes.Short(parcel, unsent.sentence(parcel)))
        self._sent.append((parcel.id, message))
        return message

    async def _file(
        self, parcel: leases.Parcel, what: messages.Picture | messages.Document
    ) -> int | None:
        action: Action = "upload_photo" if parcel.kind == "picture" else "upload_document"
        async with self._shown(parcel, action, texts.underway(what.render, parcel.kind)):
            made = await self._renders[what.render](self._db, what.given)
            notes = (what.caption, made.note and f"※ {escape(made.note)}")
            noted = replace(what, caption="\n".join(words for words in notes if words))
            file = (made.name, made.body)
            message = await self._caller.send(parcel.chat_id, noted, None, file)
        self._sent.append((parcel.id, message))
        self._settled.append(outcomes.Handed(parcel, Verb.HAND_OUT, self._clock()))
        if made.lacks:
            self._settled.append(outcomes.Incomplete(parcel, made.lacks))
        return message

    def _shown(
        self, parcel: leases.Parcel, action: Action, line: str = ""
    ) -> AbstractAsyncContextManager[None]:
        """That it is under way, where somebody waits for it."""
        waits = parcel.urgency == Urgency.ANSWER
        return self._underway.shown(parcel.chat_id if waits else 0, action, line)

    def _judge(
        self, parcel: leases.Parcel, verdict: verdicts.Verdict, error: Exception, began: datetime
    ) -> None:
        why = reason(error)
        if isinstance(verdict, verdicts.Fine):
            self._sent.append((parcel.id, parcel.card_message))
        elif isinstance(verdict, verdicts.Moved):
            self._settled.append(outcomes.Moved(parcel.chat_id, verdict.chat_id))
            self._settled.append(outcomes.Later(parcel.id, 0.0, why, tried=False))
        elif isinstance(verdict, verdicts.Gone):
            log.warning("chat out of reach", row=parcel.id, reason=why)
            self._settled.append(outcomes.GaveUp(parcel, why))
            self._settled.append(outcomes.Unreachable(parcel.chat_id, began))
        elif isinstance(verdict, verdicts.Refused) or self._patience.over(parcel, verdict):
            log.error("given up", row=parcel.id, kind=parcel.kind, reason=why)
            self._settled.append(outcomes.given_up(parcel, verdict, error, why))
        else:
            self._put_off(parcel, verdict, why)

    def _put_off(self, parcel: leases.Parcel, verdict: verdicts.Verdict, why: str) -> None:
        seconds = self._patience.pause(parcel, verdict)
        if isinstance(verdict, verdicts.Wait):
            self._turns.refused(parcel, seconds)
        tried = type(verdict) in MOST_ATTEMPTS
        holds = isinstance(verdict, HOLDS) and parcel.kind != leases.ASIDE
        self._settled.append(outcomes.Later(parcel.id, seconds, why, tried=tried, holds=holds))
