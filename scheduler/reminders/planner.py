"""What a look at the office leads to: which rungs have come, who is told what, what is dropped.

Pure: what is due and what was told before go in, what becomes of each reminder comes out. The
run writes it (`run.py`), the rehearsal goes on from it to the next day (`rehearsal.py`). It may
be done at any time and any number of times: the truth is the records, and the memory, not the
clock, keeps anything from being told twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from scheduler import kinds
from scheduler.due import escalations, unreachable
from scheduler.due.matters import Key, Matter, Scene
from scheduler.reminders import digest
from scheduler.reminders.digest import Digest, Remembered
from storage.rules.clock import KST, kst_date
from storage.rules.ladder import SEND_TO, Rung, sends_at
from storage.rules.people import Person
from storage.rules.terms import ReminderState

Book = dict[tuple[Key, int], Remembered]
"""Reminders by their key and rung, oldest first."""


@dataclass
class Memory:
    """What was told before, as far as it decides what is told now."""

    heads: dict[Key, int] = field(default_factory=dict)
    """The newest rung of every chain, whoever answered for it; dropped rungs do not count."""
    planned: Sequence[Remembered] = ()  # came and was not told yet, oldest first
    levels: dict[tuple[str, int, date], dict[int, date]] = field(default_factory=dict)
    """When each level of each escalation was told: by kind, number and start of its clock."""
    missed: Sequence[Remembered] = ()  # that the office hears, or heard, of who is cut off
    had: set[int] = field(default_factory=set)  # who had a digest today

    def climbed(self, key: Key, rung: int) -> None:
        """A rung has come, in the chain of whoever answers and in that of the one who does."""
        for chain in (key, (*key[:3], 0, key[4])):
            self.heads[chain] = max(rung, self.heads.get(chain, rung))

    def escalated(self, one: Remembered) -> None:
        """A level of the line above was told."""
        days = self.levels.setdefault((one.subject, one.subject_id, one.due_on), {})
        if one.sent_at is not None:
            day = kst_date(one.sent_at)
            days[one.rung] = max(day, days.get(one.rung, day))

    def next_day(self, done: "Look") -> None:
        """Goes on to a day on which nobody had a digest yet."""
        missed: Book = {one.name: one for one in self.missed}
        for one in done.changed:
            if one.state is not ReminderState.CANCELLED:
                self.climbed(one.key, one.rung)
            if one.kind == kinds.ESCALATION.name and one.state is ReminderState.SENT:
                self.escalated(one)
            if one.kind == kinds.UNREACHABLE.name:
                missed[one.name] = one
        self.missed = [one for one in missed.values() if one.lives]
        self.planned = done.left
        self.had = set()


@dataclass(frozen=True)
class Look:
    """What a look leads to."""

    changed: Sequence[Remembered]  # reminders that are new, or have become something else
    left: Sequence[Remembered]  # those that are still to be told
    digests: Sequence[Digest]


def days(scene: Scene, found: Iterable[Matter]) -> set[date]:
    """The days by which the memory of these matters is asked for: when they are due, and since
    when nobody did anything about them."""
    made = {scene.today}
    for one in found:
        with scene.aside.each(one.subject, one.subject_id):
            if scene.is_told(one) and scene.newest(one) is not None:
                made |= {one.due_on, escalations.silent_since(scene, one) or one.due_on}
    return made


def look(
    scene: Scene,
    found: Sequence[Matter],
    memory: Memory,
    now: datetime,
    *,
    whole_day: bool = False,
) -> Look:
    """Plans the rungs that have come and tells everybody theirs, once a day at most.

    Nothing on days off, before somebody's hour (09:30 where they chose none), over lunch or after
    18:00. With `whole_day` everybody of the day is told, each at their hour, none before `now`.
    A matter or a person that raises is left out and put into `scene.aside`.
    """
    book: Book = {one.name: one for one in memory.planned}
    before = dict(book)
    over = unreachable.settled(scene, {one.subject_id for one in memory.missed})
    for one in memory.missed:
        if one.subject_id in over:
            book[one.name] = one.become(ReminderState.SUPERSEDED)
    fresh = [one for one in found if scene.is_told(one)]
    every = _with_those_above(scene, fresh, memory, over)
    _plan(scene, every, memory, book, now)
    open_now = {one.key: one for one in every}
    digests = _tell(scene, memory, book, open_now, Clock(now, whole_day))
    changed = [one for name, one in book.items() if before.get(name) != one]
    return Look(changed, [one for one in book.values() if one.waits], digests)


def _with_those_above(
    scene: Scene, found: Sequence[Matter], memory: Memory, over: set[int]
) -> list[Matter]:
    """The matters, what the line above is told of them, and who of their people is cut off."""
    every = [*found, *escalations.of_matters(scene, found, memory.levels)]
    since = {one.subject_id: one.due_on for one in memory.missed if one.subject_id not in over}
    with scene.aside.each("unreachable"):
        every += unreachable.of_matters(scene, every, since)
    return every


def _plan(
    scene: Scene, every: Iterable[Matter], memory: Memory, book: Book, now: datetime
) -> None:
    """Writes the newest rung of each matter that lies behind what was told of it before."""
    for one in every:
        with scene.aside.each(one.subject, one.subject_id):
            after = memory.heads.get(one.chain)
            rung = _rung(scene, one, None)
            if rung and after is not None:
                rung = _rung(scene, one, after) if after < rung.number else None
            if rung:
                new = Remembered(*one.key, rung.number, ReminderState.PLANNED, rung.late, now)
                book[new.name] = new


def _rung(scene: Scene, matter: Matter, after: int | None) -> Rung | None:
    """The newest rung that has come, later than `after`; an escalation has come with its level."""
    if matter.level:
        return Rung(matter.level, scene.today, late=False)
    return scene.newest(matter, after)


@dataclass(frozen=True)
class Clock:
    """The moment of a look, or the rest of a day that is foreseen."""

    now: datetime
    whole_day: bool

    @property
    def latest(self) -> datetime:
        """The last moment that is looked at."""
        end = datetime.combine(kst_date(self.now), SEND_TO, KST) - timedelta(minutes=1)
        return max(end, self.now) if self.whole_day else self.now

    def told_at(self, start: time) -> datetime:
        """When somebody is told whose day begins then."""
        own = datetime.combine(kst_date(self.now), start, KST).astimezone(UTC)
        return own if self.whole_day else self.now


def _tell(
    scene: Scene, memory: Memory, book: Book, open_now: dict[Key, Matter], clock: Clock
) -> list[Digest]:
    """Each person's digest, unless it is too early for them or they had one today, and the
    notices that are their own.

    What nobody needs any more is dropped; of each chain only the newest rung is told.
    """
    by_person: dict[int, list[Remembered]] = defaultdict(list)
    for one in _newest(book, open_now, clock.latest):
        who = scene.told(one.officer_id)
        if who is not None:
            by_person[who.id].append(one)
    told: list[Digest] = []
    for number, rows in by_person.items():
        with scene.aside.each("officer", number):
            who = scene.by_id[number]
            apart = [one for one in rows if open_now[one.key].kind.apart]
            work = [one for one in rows if one not in apart]
            made = [] if number in memory.had else [_digest(scene, who, work, open_now, clock)]
            made = [*_apart(scene, who, apart, open_now, clock), *made]
            for each in filter(None, made):
                told.append(each)
                book.update({one.name: one.told(number, each.at) for one in each.rows})
    return told


def _apart(
    scene: Scene,
    who: Person,
    rows: Sequence[Remembered],
    open_now: dict[Key, Matter],
    clock: Clock,
) -> Iterator[Digest]:
    at = clock.told_at(who.hours.start)
    for one in rows if _may(scene, clock, at, who.hours.start) else ():
        with scene.aside.each(one.subject, one.subject_id):
            yield digest.compose_apart(scene, who, one, open_now[one.key], at)


def _digest(
    scene: Scene,
    who: Person,
    rows: Sequence[Remembered],
    open_now: dict[Key, Matter],
    clock: Clock,
) -> Digest | None:
    """One digest at their hour; on a day that is not theirs what they asked for, and what would
    be late by the next that is."""
    start = who.hours.again if any(one.snoozed_until for one in rows) else who.hours.start
    at = clock.told_at(start)
    if not _may(scene, clock, at, start):
        return None
    if not who.hours.wants(scene.today):
        later = who.hours.next_day(scene.today, scene.calendar)
        rows = [
            one
            for one in rows
            if one.snoozed_until or scene.today <= scene.day_of(open_now[one.key]) < later
        ]
    return digest.compose(scene, who, rows, open_now, at) if rows else None


def _may(scene: Scene, clock: Clock, at: datetime, start: time) -> bool:
    ahead = not clock.whole_day or at >= clock.now
    return ahead and sends_at(at, scene.calendar, start)


def _newest(book: Book, open_now: dict[Key, Matter], now: datetime) -> list[Remembered]:
    """The newest rung of each open chain, the others set aside; none of one that is snoozed."""
    chains: dict[Key, list[Remembered]] = defaultdict(list)
    for one in [row for row in book.values() if row.waits]:
        if one.key in open_now:
            chains[one.key].append(one)
        else:
            book[one.name] = one.become(ReminderState.CANCELLED)
    waiting = []
    for rows in chains.values():
        puts_off = [one.snoozed_until for one in rows if one.snoozed_until]
        if puts_off and max(puts_off) > now:
            continue
        *older, newest = sorted(rows, key=lambda one: one.rung)
        book.update({one.name: one.become(ReminderState.SUPERSEDED) for one in older})
        if puts_off and newest.snoozed_until is None:
            newest = book[newest.name] = newest._replace(snoozed_until=puts_off[0])
        waiting.append(newest)
    return waiting
