"""Which rows go out next, and how many at once: people first, at the pace Telegram allows.

Notices leave so that a crash repeats one of them at most: the next goes out once the mark of the
last is committed. Only where a whole queue would take minutes that way do several go side by side.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.models.traffic import Urgency
from storage.rules import pacing
from storage.rules.clock import Steady, steady
from storage.rules.pacing import ASIDE, Bucket
from storage.traffic import leases, paces

EVEN_SECONDS = 0.05  # from a notice's turn until it leaves beside others, however quick the commit
TURN_SECONDS = 0.01  # until another process has taken its rows
LOOKS = 3  # in one turn, for rows of other chats than those that are told enough
LATE_SECONDS = 0.05  # after its time that a call arrives; less changes nothing
ONE_BY_ONE_SECONDS = 30.0  # a queue that is through by then is sent one by one
LANES = 16  # notices under way at once, at most
STUCK_SECONDS = 2.0  # a call that takes longer holds up no other notice
SPARE_ROOM = 10  # calls that are left to results in any moment
QUICK = ("message", "card", leases.ASIDE)  # kinds that take no longer than their call
ANSWER_LIFE = timedelta(seconds=10)  # of a spinner
LOOK_SECONDS = 1.0  # between two looks at how long the queue is


@dataclass
class Turn:
    """One look at the outbox: in whose transaction, at what time, and what may still be taken."""

    session: AsyncSession
    now: datetime  # the database's
    bucket: Bucket
    at: float  # the bucket's
    room: int
    busy: list[int]
    quiet: list[int]  # chats whose spinners wait


class Turns:
    """Takes the rows that one process sends next."""

    def __init__(self, db: Database, ticking: Steady = steady) -> None:
        self.owner = token_hex(8)
        self.pause: float | None = None  # seconds until another look, where one is worth while
        self._own = Bucket() if db.is_sqlite else None  # else it is a row that all share
        self._ticking = ticking
        self._quickest = math.inf  # call of the last ones
        self._late: list[tuple[float, float]] = []  # what came late: when it should have, and did
        self._under_way: dict[int, float] = {}  # since when, of each notice
        self._taken: dict[int, float] = {}  # when each row became ours
        self._left: dict[int, float] = {}  # when each row that is on its way left
        self._seconds = 0.1  # what a notice takes, on the average of the last
        self._queue = 0  # the most that waited since bulk was last all sent
        self._looked = self._dropped = -math.inf
        self._beaten = ticking()
        self._refused: list[tuple[int, float, bool, float]] = []
        self._beside = 0
        self._at = 0.0  # when rows were last taken
        self._even = 0.0  # how long after that notices leave

    async def take(
        self, session: AsyncSession, now: datetime, *, room: int, busy: Collection[int]
    ) -> list[leases.Parcel]:
        """Leases what goes out now, at most `room`; `now` is the database's time."""
        await self._beat(session, now)
        ours = (self._own, self._ticking()) if self._own else await paces.turn(session)
        if ours is None:
            self.pause = TURN_SECONDS
            return []
        self._at = self._ticking()
        bucket, at = ours
        told = self._tell(bucket, at)
        turn = Turn(session, now, bucket, at, room, [*busy], [])
        found = [*await self._answers(turn), *await self._bulk(turn)]
        await self._wait_for_chats(turn)
        if bucket is not self._own and (told or found):
            await paces.keep(session, bucket)
        return found

    def lost(self, parcel: leases.Parcel) -> bool:
        """Whether this process stood still for so long that another may be sending it."""
        since = max(self._taken.get(parcel.id, self._beaten), self._beaten)
        return self._ticking() - since >= leases.LEASE.total_seconds()

    def began(self, parcel: leases.Parcel) -> None:
        """It is this process's to send from here on."""
        self._taken[parcel.id] = self._ticking()
        if parcel.urgency != Urgency.ANSWER:
            self._under_way[parcel.id] = self._ticking()

    def speaks(self, parcel: leases.Parcel) -> float:
        """It leaves in so many seconds."""
        now = self._ticking()
        waits = parcel.urgency == Urgency.ANSWER
        pause = 0.0 if waits else max(self._at + self._even - now, 0.0)
        self._left[parcel.id] = now + pause
        return pause

    def ended(self, parcel: leases.Parcel) -> None:
        """It was sent, refused or put back."""
        left = self._left.pop(parcel.id, None)
        taken = self._taken.pop(parcel.id, None)
        if left is not None and taken is not None and parcel.kind != "errand":
            self._arrived(parcel, taken, left)
        since = self._under_way.pop(parcel.id, None)
        if since is not None:
            self._seconds += (self._ticking() - since - self._seconds) / 8

    def _arrived(self, parcel: leases.Parcel, taken: float, left: float) -> None:
        """What was held up on its way may have come together with what left after it."""
        now = self._ticking()
        if parcel.kind in QUICK:
            ever = min(self._quickest, now - left)
            self._quickest = ever + (now - left - ever) / 64
        meant = taken + (0.0 if parcel.urgency == Urgency.ANSWER else self._even)
        if now - self._quickest - meant > LATE_SECONDS:
            self._late.append((meant, now - self._quickest))

    def refused(self, parcel: leases.Parcel, seconds: float) -> None:
        """Telegram wants to be left alone for so long: in this chat, or altogether."""
        waits = parcel.urgency == Urgency.ANSWER
        left = self._left.get(parcel.id, self._ticking())
        self._refused.append((parcel.chat_id, seconds, waits, left))

    def beside(self) -> None:
        """One more call was made than there are rows."""
        self._beside += 1

    def spare(self) -> bool:
        """Whether there is room for calls that are no results; where it is not this process's to
        know, there is."""
        return self._own is None or self._own.room(self._ticking()) > SPARE_ROOM

    async def _beat(self, session: AsyncSession, now: datetime) -> None:
        if self._ticking() - self._beaten >= leases.BEAT.total_seconds():
            await leases.beat(session, now, self.owner)
            self._beaten = self._ticking()

    def _tell(self, bucket: Bucket, at: float) -> bool:
        """Puts what has happened since the last turn into the bucket."""
        refused, self._refused = self._refused, []
        beside, self._beside = self._beside, 0
        late, self._late = self._late, []
        now = self._ticking()
        for meant, arrived in late:
            bucket.late(at - (now - meant), at - (now - arrived))
        for chat, seconds, waits, left in refused:
            bucket.refused(at, chat, seconds, waits=waits, ago=now - left)
        bucket.take(at, beside)
        return bool(refused or beside or late)

    async def _answers(self, turn: Turn) -> list[leases.Parcel]:
        most = min(turn.bucket.room(turn.at), turn.room)
        found, more = await self._claim(turn, most, waits=True)
        turn.bucket.take(turn.at, len(found))
        short = more and len(found) < turn.room  # of calls, not of hands
        self.pause = turn.bucket.next_room(turn.at) if short else None
        turn.room -= len(found)
        return found

    async def _wait_for_chats(self, turn: Turn) -> None:
        """Whoever was answered too much may be answered again soon; old spinners never."""
        soon = turn.bucket.next_chat(turn.at)
        if soon is None:
            return
        self.pause = soon if self.pause is None else min(self.pause, soon)
        if self._ticking() - self._dropped >= LOOK_SECONDS:
            self._dropped = self._ticking()
            await leases.drop_asides(turn.session, turn.now - ANSWER_LIFE)

    async def _bulk(self, turn: Turn) -> list[leases.Parcel]:
        free = min(self._lanes() - self._stirring(), turn.room)
        if free <= 0 or self.pause is not None:  # whoever ends, or waits, wakes us
            return []
        self._even = 0.0 if self._own and self._lanes() == 1 else EVEN_SECONDS
        then = turn.at + self._even
        most = min(turn.bucket.bulk_room(then), free)
        found, more = await self._claim(turn, most, waits=False)
        turn.bucket.take(then, len(found), bulk=len(found))
        if more:
            self.pause = turn.bucket.next_bulk(then)
            await self._look(turn.session)
        elif not self._under_way:
            self._queue = 0
        return found

    async def _claim(
        self, turn: Turn, most: int, *, waits: bool
    ) -> tuple[list[leases.Parcel], bool]:
        """Up to `most` rows that their chats have room for, and whether there may be more."""
        found: list[leases.Parcel] = []
        urgency = (Urgency.ANSWER, Urgency.ANSWER) if waits else (Urgency.NOTICE, Urgency.LATER)
        for _ in range(LOOKS):
            wanted = most - len(found)
            if wanted <= 0:
                break
            full = [*map(_chat_of, turn.bucket.full(turn.at, waits=waits))]
            rows = await leases.claim(
                turn.session,
                turn.now,
                most=wanted,
                busy=[*turn.busy, *(chat for chat, aside in full if not aside)],
                quiet=[chat for chat, aside in full if aside],
                owner=self.owner,
                first=urgency[0],
                last=urgency[1],
            )
            taken = [one for one in rows if self._has_room(turn, one, waits=waits)]
            found += taken
            turn.busy += [one.chat_id for one in taken if one.kind != leases.ASIDE]
            if len(taken) == len(rows):
                break
            await leases.untake(turn.session, {one.id for one in rows} - {one.id for one in taken})
        return found, most <= len(found)

    @staticmethod
    def _has_room(turn: Turn, parcel: leases.Parcel, *, waits: bool) -> bool:
        """Whether its chat has room for it, which it takes."""
        if parcel.chat_id == 0:  # no chat: a menu
            return True
        chat = f"{parcel.chat_id}{ASIDE if parcel.kind == leases.ASIDE else ''}"
        if not turn.bucket.may_tell(turn.at, chat, waits=waits):
            return False
        messages = max(len(parcel.payload.get("files", ())), 1)
        turn.bucket.told(turn.at, chat, messages, waits=waits)
        return True

    def _stirring(self) -> int:
        """Notices under way, but for those that hang."""
        now = self._ticking()
        return sum(now - since < STUCK_SECONDS for since in self._under_way.values())

    async def _look(self, session: AsyncSession) -> None:
        if self._ticking() - self._looked >= LOOK_SECONDS:
            self._looked = self._ticking()
            self._queue = max(self._queue, await leases.backlog(session, Urgency.NOTICE))

    def _lanes(self) -> int:
        """How many notices may be under way: one, unless the queue would take too long so."""
        if self._queue * self._seconds <= ONE_BY_ONE_SECONDS:
            return 1
        return min(math.ceil(pacing.BULK_RATE * self._seconds * 1.5), LANES)


def _chat_of(name: str) -> tuple[int, bool]:
    """The chat that a bucket knows by this name, and whether its spinners are meant."""
    return int(name.removesuffix(ASIDE)), name.endswith(ASIDE)
