"""Five years of a city on rows alone: 44 departments, people who come, go, forget and are away.

What people do is kept here; what they are told comes from the planner, hour by hour. `said`
holds every message, with the obligations as they stood when it was written.
"""

import random
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from scheduler.due import waiting
from scheduler.due.matters import Key, Scene
from scheduler.due.rows import (
    Absence,
    EventRow,
    MouRow,
    Office,
    OutcomeRow,
    Owned,
    PlanRow,
    RoundRow,
)
from scheduler.kinds import KINDS
from scheduler.reminders import planner
from scheduler.reminders.digest import Digest, may_snooze
from scheduler.reminders.planner import Memory
from storage.rules.clock import KST
from storage.rules.deadline import default_dates
from storage.rules.half_year import HalfYear
from storage.rules.hours import Hours
from storage.rules.ladder import DEFAULT_OFFSETS, plan_ladder, tomorrow_at
from storage.rules.people import ACTIVE, Person
from storage.rules.period import Precision
from storage.rules.terms import PlanState, RecordKind, ReminderState, Role
from storage.rules.workday import Calendar

SIZE, EMPTY = 44, 20
"""Departments, and how many of them never came to the bot."""
SILENT = 6  # of those with people every sixth never answers
AD_HOC = {date(2025, 1, 27): False, date(2026, 6, 17): False, date(2028, 12, 6): False}
HOURS = (Hours(), Hours(), Hours(), Hours(time(9)), Hours(time(16)), Hours(time(11), (1, 3, 5)))
TICKS = (time(9), time(9, 30), time(11), time(12, 30), time(16), time(18, 30))
OFFICE = 1


def at(day: date, clock: time) -> datetime:
    """That moment in Korea, as UTC."""
    return datetime.combine(day, clock, KST).astimezone(UTC)


class Said(NamedTuple):
    """A message, and what was open when it was written."""

    digest: Digest
    scene: Scene
    open_now: frozenset[tuple[str, int]]


class PutOff(NamedTuple):
    """A rung that somebody wants to hear again, and when that is."""

    who: int
    key: Key
    rung: int
    until: datetime
    day: date


@dataclass
class City:
    """Its people and obligations today, and what was said so far."""

    rng: random.Random
    people: dict[int, Person] = field(default_factory=dict)
    away: list[Absence] = field(default_factory=list)
    rounds: dict[int, RoundRow] = field(default_factory=dict)
    mous: dict[int, MouRow] = field(default_factory=dict)
    events: dict[int, EventRow] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    said: list[Said] = field(default_factory=list)
    naps: random.Random = field(default_factory=lambda: random.Random(3))
    put_off: list[PutOff] = field(default_factory=list)
    foreseen: list[tuple[list[object], list[object]]] = field(default_factory=list)
    heads: Counter[tuple[int, HalfYear]] = field(default_factory=Counter)
    calendar: Calendar = field(default_factory=lambda: Calendar(AD_HOC))
    number: int = 1000

    # -- the office as it is read -----------------------------------------------------------

    def office(self) -> Office:
        """Its rows today."""
        return Office(
            calendar=self.calendar,
            people=list(self.people.values()),
            named={},
            absences=self.away,
            departments={number: _name(number) for number in range(1, SIZE + 1)},
            rounds=list(self.rounds.values()),
            records={
                RecordKind.MOU: list(self.mous.values()),
                RecordKind.EVENT: list(self.events.values()),
            },
        )

    def open_now(self) -> frozenset[tuple[str, int]]:
        """What waits, by this ledger: plans not handed in, events without a result, agreements."""
        plans = {
            ("plan", one.plan_id or 0)
            for row in self.rounds.values()
            for one in row.plans
            if one.state is PlanState.NOT_SUBMITTED
        }
        return frozenset(
            plans | {("event", one) for one in self.events} | {("mou", one) for one in self.mous}
        )

    # -- a day ------------------------------------------------------------------------------

    def day(self, today: date, *, quiet: bool) -> None:
        """The ticks of a day, and, unless it is quiet, what people do in the evening."""
        self.open_rounds(today)
        scene = Scene(self.office(), today)
        found = waiting.matters(scene)
        self.memory.had = set()
        for clock in TICKS:
            done = planner.look(scene, found, self.memory, at(today, clock))
            had = self.memory.had | {one.officer_id for one in done.digests if not one.apart}
            self.memory.next_day(done)
            self.memory.had = had
            still = self.open_now()
            self.said += [Said(one, scene, still) for one in done.digests]
        for who in self.people:
            self.heads[who, HalfYear.of(today)] += 1
        if not quiet and self.calendar.is_workday(today):
            self._put_off(scene)
            self._act(today)

    def rehearse(self, first: date, days: int) -> list[object]:
        """What a rehearsal on the eve of these days foresees, if nobody does anything."""
        memory, told = deepcopy(self.memory), []
        for ahead in range(days):
            day = first + timedelta(days=ahead)
            if not self.calendar.is_workday(day):
                continue
            scene = Scene(self.office(), day)
            memory.had = set()
            done = planner.look(
                scene, waiting.matters(scene), memory, at(day, time(9)), whole_day=True
            )
            told += [named(one) for one in sorted(done.digests, key=lambda one: one.at)]
            memory.next_day(done)
        return told

    # -- what people do ---------------------------------------------------------------------

    def open_rounds(self, today: date) -> None:
        """The round whose request day has come; the one before it is closed."""
        for number, row in self.rounds.items():
            if row.opened_on and row.final_on + timedelta(days=5) < today:
                self.rounds[number] = replace(row, opened_on=None, outcomes=())
        half = HalfYear.of(today)
        dates = default_dates(half)
        if dates.request_on <= today and all(
            one.half != half.next() for one in self.rounds.values()
        ):
            number = max(self.rounds, default=0) + 1
            plans = [
                PlanRow(
                    number * 100 + place,
                    place,
                    _name(place),
                    PlanState.NOT_SUBMITTED,
                    None,
                    0,
                    None,
                )
                for place in range(1, SIZE + 1)
            ]
            last = self.rounds.get(number - 1)
            left = [
                OutcomeRow(one.plan_id or 0, one.department_id, one.department, 2, None)
                for one in (last.plans if last else ())
                if one.state is PlanState.CONFIRMED
            ]
            self.rounds = (
                {} if last is None else {number - 1: replace(last, opened_on=None, plans=())}
            )
            self.rounds[number] = RoundRow(
                id=number,
                half=half.next(),
                results_half=half,
                **{name: getattr(dates, name) for name in dates.__dataclass_fields__},
                ladder=plan_ladder(DEFAULT_OFFSETS),
                opened_on=today,
                asked_on=today,
                plans=plans,
                outcomes=left,
            )

    def _put_off(self, scene: Scene) -> None:
        """Every seventh message is told again tomorrow, as far as its matters may wait."""
        again = list(self.memory.planned)
        for said in self.said[-len(self.people) * 2 :]:
            one, today = said.digest, scene.today
            if said.scene is not scene or one.apart or self.naps.random() > 1 / 7:
                continue
            until = tomorrow_at(self.people[one.officer_id].hours.again, today, self.calendar)
            for row in one.rows:
                if may_snooze(KINDS.named(row.kind), row.due_on, today, self.calendar):
                    told = row.told(one.officer_id, one.at)._replace(snoozed_until=until)
                    again.append(told.become(ReminderState.PLANNED))
                    self.put_off.append(PutOff(one.officer_id, *row.name, until, today))
        self.memory.planned = again

    def _act(self, today: date) -> None:
        self._answer(today)
        self._keep(today)
        self._move(today)

    def _answer(self, today: date) -> None:
        """Departments hand in, 총괄 confirms what it has looked at."""
        for number, row in self.rounds.items():
            if row.opened_on is None:
                continue
            plans = [self._plan(one, today) for one in row.plans]
            left = [one for one in row.outcomes if not self._busy(one.department_id, 0.1)]
            self.rounds[number] = replace(row, plans=plans, outcomes=left)

    def _plan(self, one: PlanRow, today: date) -> PlanRow:
        if one.state is PlanState.NOT_SUBMITTED and self._busy(one.department_id, 0.08):
            return one._replace(
                state=PlanState.SUBMITTED, items=2, touched_on=today, came_on=today
            )
        if one.state is PlanState.SUBMITTED and self.rng.random() < 0.3:
            return one._replace(state=PlanState.CONFIRMED, touched_on=today)
        return one

    def _busy(self, department: int, chance: float) -> bool:
        staffed = any(one.department_id == department for one in self.people.values())
        return staffed and department % SILENT != 0 and self.rng.random() < chance

    def _keep(self, today: date) -> None:
        """Events are planned and told of, agreements made and followed."""
        if self.rng.random() < 0.25:
            who = self.rng.choice(self._staff())
            day = today + timedelta(days=self.rng.randint(2, 20))
            row = EventRow(self._owned(who, today), day, None, Precision.DAY, at(today, time(15)))
            self.events[row.owned.id] = row
        over = [number for number, row in self.events.items() if row.starts_on < today]
        for number in over:
            if self.rng.random() < 0.12:
                del self.events[number]
        if self.rng.random() < 0.02:
            who = self.rng.choice(self._staff())
            owned = self._owned(who, today)
            self.mous[owned.id] = MouRow(owned, None, None, today + timedelta(days=90), None)
        for number, mou in self.mous.items():
            if self.rng.random() < 0.008:
                quiet = today + timedelta(days=180)
                self.mous[number] = mou._replace(last_contact_on=today, sleeps_on=quiet)

    def _move(self, today: date) -> None:
        """Absences, people who cannot be reached, and on 1 January and 1 July transfers."""
        self.away = [one for one in self.away if one.ends_on >= today]
        if today.isoweekday() == 1:
            me, other = self.rng.sample(self._staff(), 2)
            self.away.append(
                Absence(me.id, other.id, today + timedelta(days=1), today + timedelta(days=4))
            )
        if self.rng.random() < 0.06:
            who = self.rng.choice([one for one in self._staff() if one.role is Role.STAFF])
            self.people[who.id] = who._replace(reachable=self.rng.random() < 0.7)
        if (today.month, today.day // 8) in ((1, 0), (7, 0)) and self.rng.random() < 0.5:
            who = self.rng.choice(self._staff())
            del self.people[who.id]
            self.away = [one for one in self.away if who.id not in (one.officer_id, one.deputy_id)]
            self.hire(who.role, who.department_id or 0)

    # -- people -----------------------------------------------------------------------------

    def hire(self, role: Role, department: int) -> None:
        """Somebody new."""
        self.number += 1
        own = self.rng.choice(HOURS) if role is not Role.OFFICE else Hours()
        one = Person(self.number, self.number, "홍○○", role, department, ACTIVE, True, own)
        self.people[one.id] = one

    def _staff(self) -> list[Person]:
        return [one for one in self.people.values() if one.role is not Role.OFFICE]

    def _owned(self, who: Person, today: date) -> Owned:
        self.number += 1
        return Owned(
            self.number, who.department_id or 0, who.id, f"{self.number}번", at(today, time(15))
        )


def _name(number: int) -> str:
    return f"{number}번과"


def named(one: Digest) -> object:
    """What a message is, to be laid beside another."""
    return (one.at, one.officer_id, one.text, one.reminders)


def founded(seed: int) -> City:
    """The city on its first day: those of its departments that come have three people each."""
    city = City(random.Random(seed))
    city.hire(Role.OFFICE, OFFICE)
    for department in range(1, SIZE - EMPTY + 1):
        for role in (Role.STAFF, Role.LEAD, Role.HEAD):
            city.hire(role, department)
    return city


def years(seed: int, first: date, last: date) -> City:
    """So many years of it; each quarter has ten days on which nobody does anything, foreseen."""
    city, day = founded(seed), first
    while day <= last:
        quiet = day.day == 1 and day.month in (3, 6, 9, 12)
        if quiet:
            city.open_rounds(day)
            before, expected = len(city.said), city.rehearse(day, 10)
            for ahead in range(10):
                city.day(day + timedelta(days=ahead), quiet=True)
            told = [named(one.digest) for one in city.said[before:]]
            city.foreseen.append((expected, told))
            day += timedelta(days=9)
        else:
            city.day(day, quiet=False)
        day += timedelta(days=1)
    return city
