"""Which rows go out next, and how many at once: people first, at the pace Telegram allows.

Notices leave so that a crash repeats one of them at most: the next goes out once the mark of the
last is committed. Only where a whole queue would take minutes that way do several go side by side.
"""

import math
from collections import defaultdict, deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.models.traffic import Urgency
from storage.rules import pacing
from storage.rules.clock import Steady, steady
from storage.rules.pacing import Bucket
from storage.traffic import leases, paces

EVEN_SECONDS = 0.05  # from a notice's turn until it leaves beside others, however quick the commit
TURN_SECONDS = 0.01  # until another process has taken its rows
CHAT_SECONDS = 1.0  # between two notices to one person
GROUP_MOST, GROUP_SECONDS = 20, 60.0  # what a group may be told in a minute
ONE_BY_ONE_SECONDS = 30.0  # a queue that is through by then is sent one by one
LANES = 16  # notices under way at once, at most
STUCK_SECONDS = 2.0  # a call that takes longer holds up no other notice
SPARE_ROOM = 10  # calls that are left to results in any moment
LOOK_SECONDS = 1.0  # between two looks at how long the queue is


class Chats:
    """What each chat was told lately; who has had enough for the moment is left alone."""

    def __init__(self) -> None:
        self._told: dict[int, deque[float]] = defaultdict(deque)

    def told(self, at: float, parcel: leases.Parcel) -> None:
        """Notes a message; an answer in a private chat counts for nothing there."""
        if parcel.chat_id < 0 or (parcel.chat_id > 0 and parcel.urgency != Urgency.ANSWER):
            self._told[parcel.chat_id].append(at)

    def full(self, at: float) -> list[int]:
        """The chats to be left alone now."""
        for chat, times in list(self._told.items()):
            while times and not 0 <= at - times[0] < self._span(chat):
                times.popleft()
            if not times:
                del self._told[chat]
        return [
            chat
            for chat, times in self._told.items()
            if len(times) >= (GROUP_MOST if chat < 0 else 1)
        ]

    @staticmethod
    def _span(chat: int) -> float:
        return GROUP_SECONDS if chat < 0 else CHAT_SECONDS


@dataclass
class Turn:
    """One look at the outbox: in whose transaction, at what time, and what may still be taken."""

    session: AsyncSession
    now: datetime  # the database's
    bucket: Bucket
    at: float  # the bucket's
    room: int
    busy: list[int]


class Turns:
    """Takes the rows that one process sends next."""

    def __init__(self, db: Database, ticking: Steady = steady) -> None:
        self.owner = token_hex(8)
        self.pause: float | None = None  # seconds until another look, where one is worth while
        self._own = Bucket() if db.is_sqlite else None  # else it is a row that all share
        self._ticking = ticking
        self._chats = Chats()
        self._under_way: dict[int, float] = {}  # since when, of each notice
        self._taken: dict[int, float] = {}  # when each row became ours
        self._left: dict[int, float] = {}  # when each row that is on its way left
        self._seconds = 0.1  # what a notice takes, on the average of the last
        self._queue = 0  # the most that waited since bulk was last all sent
        self._looked = -math.inf
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
        turn = Turn(session, now, bucket, at, room, [*busy])
        told = self._tell(bucket, at)
        found = [*await self._answers(turn), *await self._bulk(turn)]
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
        """It leaves in so many seconds, and its chat has heard it."""
        now = self._ticking()
        self._chats.told(now, parcel)
        waits = parcel.urgency == Urgency.ANSWER
        pause = 0.0 if waits else max(self._at + self._even - now, 0.0)
        self._left[parcel.id] = now + pause
        return pause

    def enough(self, chat: int) -> bool:
        """Whether a group must be left alone now; asked before each thing that is said there."""
        return chat < 0 and chat in self._chats.full(self._ticking())

    def ended(self, parcel: leases.Parcel) -> None:
        """It was sent, refused or put back."""
        self._left.pop(parcel.id, None)
        self._taken.pop(parcel.id, None)
        since = self._under_way.pop(parcel.id, None)
        if since is not None:
            self._seconds += (self._ticking() - since - self._seconds) / 8

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
        for chat, seconds, waits, left in refused:
            bucket.refused(at, chat, seconds, waits=waits, ago=self._ticking() - left)
        bucket.take(at, beside)
        return bool(refused or beside)

    async def _answers(self, turn: Turn) -> list[leases.Parcel]:
        most = min(turn.bucket.room(turn.at), turn.room)
        groups = [chat for chat in self._chats.full(self._ticking()) if chat < 0]
        found = await self._claim(turn, most, groups, Urgency.ANSWER, Urgency.ANSWER)
        turn.bucket.take(turn.at, len(found))
        short = len(found) == most < turn.room  # of calls, not of hands
        self.pause = turn.bucket.next_room(turn.at) if short else None
        turn.room -= len(found)
        turn.busy += [one.chat_id for one in found]
        return found

    async def _bulk(self, turn: Turn) -> list[leases.Parcel]:
        free = min(self._lanes() - self._stirring(), turn.room)
        if free <= 0 or self.pause is not None:  # whoever ends, or waits, wakes us
            return []
        self._even = 0.0 if self._own and self._lanes() == 1 else EVEN_SECONDS
        then = turn.at + self._even
        most = min(turn.bucket.bulk_room(then), free)
        full = self._chats.full(self._ticking())
        found = await self._claim(turn, most, full, Urgency.NOTICE, Urgency.LATER)
        turn.bucket.take(then, len(found), bulk=len(found))
        if len(found) == most:
            self.pause = turn.bucket.next_bulk(then)
            await self._look(turn.session)
        elif not self._under_way:
            self._queue = 0
        return found

    async def _claim(
        self, turn: Turn, most: int, full: list[int], first: Urgency, last: Urgency
    ) -> list[leases.Parcel]:
        if most <= 0:
            return []
        busy = [*turn.busy, *full]
        return await leases.claim(
            turn.session,
            turn.now,
            most=most,
            busy=busy,
            owner=self.owner,
            first=first,
            last=last,
        )

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
