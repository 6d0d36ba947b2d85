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

EVEN_SECONDS = 0.1  # from a notice's turn until it leaves beside others, however quick the commit
AHEAD_SECONDS = 0.03  # before its time that a notice is taken: what is late to look loses none
BOOKED_SECONDS = EVEN_SECONDS + AHEAD_SECONDS  # before its time that anything is taken
ROUNDING = 1e-6
TURN_SECONDS = 0.01  # until another process has taken its rows
LOOKS = 3  # in one turn, for rows of other chats than those that are told enough
MOMENT_SECONDS = 0.003  # too few to be late
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
        self._meant: dict[int, float] = {}  # when each was to leave
        self._bulk_left = -math.inf  # when the last notice leaves
        self._left: dict[int, float] = {}  # when each row that is on its way left
        self._seconds = 0.1  # what a notice takes, on the average of the last
        self._queue = 0  # the most that waited since bulk was last all sent
        self._looked = self._dropped = -math.inf
        self._beaten = ticking()
        self._refused: list[tuple[int, float, bool, float]] = []
        self._beside = 0
        self._at = 0.0  # when rows were last taken
        self._even = self._soon = 0.0  # how long after that notices, and answers, leave

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
        turn = Turn(session, now, bucket, at, room, [*busy])
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
        self._meant[parcel.id] = self._at + (self._soon if _waits(parcel) else self._even)
        if parcel.urgency != Urgency.ANSWER:
            self._under_way[parcel.id] = self._ticking()

    def speaks(self, parcel: leases.Parcel) -> float:
        """It leaves in so many seconds; notices one by one, however many were held up here."""
        now = self._ticking()
        meant = self._meant.get(parcel.id, now)
        leaves = max(now, meant)
        if not _waits(parcel):
            leaves = max(leaves, self._bulk_left + 0.5 / pacing.BULK_RATE)
            self._bulk_left = leaves
        if leaves - meant > MOMENT_SECONDS:
            self._late.append((meant, leaves))
            self._meant[parcel.id] = leaves
        self._left[parcel.id] = leaves
        return leaves - now

    def ended(self, parcel: leases.Parcel) -> None:
        """It was sent, refused or put back."""
        left, meant = self._left.pop(parcel.id, None), self._meant.pop(parcel.id, None)
        self._taken.pop(parcel.id, None)
        if left is not None and meant is not None and parcel.kind != "errand":
            self._arrived(parcel, meant, left)
        since = self._under_way.pop(parcel.id, None)
        if since is not None:
            self._seconds += (self._ticking() - since - self._seconds) / 8

    def _arrived(self, parcel: leases.Parcel, meant: float, left: float) -> None:
        """What was held up on its way may have come together with what left after it."""
        now = self._ticking()
        if parcel.kind in QUICK:
            ever = min(self._quickest, now - left)
            self._quickest = ever + (now - left - ever) / 64
        if now - self._quickest - meant > LATE_SECONDS:
            self._late.append((meant, now - self._quickest))

    def refused(self, parcel: leases.Parcel, seconds: float) -> None:
        """Telegram wants to be left alone for so long: in this chat, or altogether."""
        waits = _waits(parcel)
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
        soon = turn.bucket.next_room(turn.at)
        self._soon = soon if soon <= BOOKED_SECONDS else 0.0
        then = turn.at + self._soon + ROUNDING
        most = min(turn.bucket.room(then), turn.room)
        found, more = await self._claim(turn, most, waits=True)
        turn.bucket.take(then, len(found))
        short = more and len(found) < turn.room  # of calls, not of hands
        later = turn.bucket.next_room(turn.at) - BOOKED_SECONDS
        self.pause = max(later, MOMENT_SECONDS) if short else None
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
        even = 0.0 if self._own and self._lanes() == 1 else EVEN_SECONDS
        ahead = self._bulk_left - self._ticking() + 0.5 / pacing.BULK_RATE
        turn.bucket.bulk_at = max(turn.bucket.bulk_at, turn.at + ahead)
        soon = turn.bucket.next_bulk(turn.at + even)
        self._even = even + (soon if soon <= AHEAD_SECONDS else 0.0)
        then = turn.at + self._even + ROUNDING
        most = min(turn.bucket.bulk_room(then), free)
        found, more = await self._claim(turn, most, waits=False)
        turn.bucket.take(then, len(found), bulk=len(found))
        if more:
            soon = turn.bucket.next_bulk(then) + then - turn.at - even
            self.pause = max(soon - AHEAD_SECONDS / 2, 0.0)
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


def _waits(parcel: leases.Parcel) -> bool:
    """Whether somebody waits for it."""
    return parcel.urgency == Urgency.ANSWER


def _chat_of(name: str) -> tuple[int, bool]:
    """The chat that a bucket knows by this name, and whether its spinners are meant."""
    return int(name.removesuffix(ASIDE)), name.endswith(ASIDE)
