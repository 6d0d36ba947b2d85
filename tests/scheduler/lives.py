"""Years of forty departments: who hands in, forgets, travels, and what they were told.

The ledger here is kept from what the people do, never from the tables that the reminders read.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.reminders import snoozing
from scheduler.reminders.digest import Digest
from storage.act import Act
from storage.facts.kinds import kind_of
from storage.facts.shapes import EventFacts, FollowUpFacts, MouFacts, PlanItemFacts
from storage.models.office import Officer
from storage.office import deputies, officers
from storage.plans import plans
from storage.records import record_keeping, records
from storage.rules import errors
from storage.rules.clock import kst, kst_date
from storage.rules.date_grammar import read_period
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import ContactKind, EventKind, EventStatus, Role
from tests.helpers.holiday_table import is_open
from tests.scheduler.town import Town, at, kinds

SILENT = 8  # every eighth department never answers
AFTERNOON = time(15)


@dataclass
class Lives:
    """What the people have done so far, and what is expected of the reminders."""

    town: Town
    rng: random.Random
    missing: dict[tuple[str, int], date] = field(default_factory=dict)
    mous: dict[int, date] = field(default_factory=dict)  # number → last contact
    events: dict[int, date] = field(default_factory=dict)  # planned: number → its day
    told_of: dict[tuple[str, str, int], list[date]] = field(default_factory=dict)
    today: dict[int, Digest] = field(default_factory=dict)
    snoozed: set[int] = field(default_factory=set)
    again: Counter[object] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    messages: int = 0
    escalations: int = 0

    async def begin(self, day: date) -> None:
        """An agreement for each department, asked about every half year."""
        async with self.town.db.begin() as session:
            for place in range(len(self.town.departments)):
                facts = MouFacts(
                    title=f"{place}번 업무협약",
                    parties=("고양시", f"가나{place}상사"),
                    period=on(day),
                    cadence_months=6,
                )
                who = self.town.person(place)
                row = await records.add(Act(session, who, at(day)), facts)
                self.mous[row.id] = day

    async def live(self, day: date) -> None:
        """One day: the ticks, what people are told, and what they do about it."""
        if self.snoozed:
            self.note(await self.town.tick(day, time(9, 5)), day, time(9))
        self.note(await self.town.tick(day), day, time(9, 30))
        self.note(await self.town.tick(day, self.rng.choice(HOURS)), day, time(9, 30))
        self.town.told.clear()
        self.today = {who: one for who, one in self.today.items() if kst_date(one.at) == day}
        if is_open(day):
            self.expect(day)
            await self.act(day)

    def note(self, digests: list[Digest], day: date, earliest: time) -> None:
        """Holds each message against the house's promises."""
        self.messages += len(digests)
        for one in digests:
            here = kst(one.at)
            quiet = time(12) <= here.time() < time(13)
            if not is_open(day) or quiet or not earliest <= here.time() < time(18):
                self.wrong.append(f"told at {here}")
            self.again[one.officer_id, day, one.apart] += 1  # a request is a message of its own
            if not one.apart:
                self.today[one.officer_id] = one
            for key, rung in one.reminders:
                self.again[key, rung] += 1
                days = self.told_of.setdefault(key[:3], [])
                days.append(day)
                if key[0] == "escalation" and days.count(day) > 1:
                    self.wrong.append(f"{key} escalated {days.count(day)} times on {day}")
            self.escalations += kinds([one]).count("escalation")
        self.snoozed -= {one.officer_id for one in digests}

    def expect(self, day: date) -> None:
        """Every obligation that is a week overdue has been told."""
        for number, last in self.mous.items():
            due = date(last.year + (last.month > 6), (last.month + 5) % 12 + 1, min(last.day, 28))
            told = self.told_of.get(("mou_contact", "mou", number), [])
            if due + timedelta(days=14) < day and not any(last < one for one in told):
                self.wrong.append(f"agreement {number} silent since {last} on {day}")
        for number, ends in self.events.items():
            told = self.told_of.get(("event_result", "event", number), [])
            if ends + timedelta(days=14) < day and not any(ends < one for one in told):
                self.wrong.append(f"event {number} of {ends} never asked about by {day}")

    async def act(self, day: date) -> None:
        """Whatever people do on a working day, in the afternoon."""
        async with self.town.db.begin() as session:
            await self._plans(session, day)
            await self._contacts(session, day)
            await self._fairs(session, day)
            await self._absences(session, day)

    async def _plans(self, session: AsyncSession, day: date) -> None:
        half = HalfYear.of(day).next() if day.month in (6, 12) else HalfYear.of(day)
        if day.month not in (6, 7, 12) or (day.month == 12 and day.day < 2):
            return
        for place in range(len(self.town.departments)):
            key = (half.code, place)
            if key in self.missing or place % SILENT == 0 or self.rng.random() > 0.12:
                continue
            who = self.town.person(place)
            plan = await plans.ensure(session, who.department_id or 0, half)
            if self.rng.random() < 0.4:
                await plans.declare_none(Act(session, who, at(day, AFTERNOON)), plan)
            else:
                item = PlanItemFacts(text="관내 업체 채용 협의")
                await records.add(Act(session, who, at(day, AFTERNOON)), item, parent_id=plan.id)
                await plans.submit(Act(session, who, at(day, AFTERNOON)), plan)
            self.missing[key] = day

    async def _contacts(self, session: AsyncSession, day: date) -> None:
        for number in [one for one in self.mous if self.rng.random() < 0.004]:
            facts = FollowUpFacts(period=on(day), contact=ContactKind.CALL, text="이행 점검")
            who = self.town.person((number - 1) % len(self.town.departments))
            await records.add(Act(session, who, at(day, AFTERNOON)), facts, parent_id=number)
            self.mous[number] = day

    async def _fairs(self, session: AsyncSession, day: date) -> None:
        if self.rng.random() < 0.3:
            when = day + timedelta(days=self.rng.randint(3, 25))
            facts = EventFacts(
                kind=EventKind.JOB_FAIR,
                period=on(when),
                title="채용박람회",
                status=EventStatus.PLANNED,
            )
            who = self.town.person(self.rng.randrange(len(self.town.departments)))
            row = await records.add(Act(session, who, at(day, AFTERNOON)), facts)
            self.events[row.id] = when
        for number in [one for one, when in self.events.items() if when < day]:
            if self.rng.random() < 0.25:
                await self._held(session, number, day)
                del self.events[number]

    async def _held(self, session: AsyncSession, number: int, day: date) -> None:
        row = await record_keeping.get(session, kind_of(FAIR), number)
        assert row is not None
        done = EventFacts(kind=EventKind.JOB_FAIR, period=on(row.starts_on))
        owner = await officers.by_id(session, row.officer_id)
        assert owner is not None
        await records.change(
            Act(session, owner, at(day, AFTERNOON)),
            row.kind,
            number,
            done,
            expected_version=row.version,
        )

    async def _absences(self, session: AsyncSession, day: date) -> None:
        places = range(len(self.town.departments))
        if day.isoweekday() == 1:
            place = self.rng.choice(places)
            me, deputy = (self.town.person(place, one) for one in AWAY)
            days = (day, day + timedelta(days=4))
            await deputies.appoint(Act(session, me, at(day, AFTERNOON)), me.id, deputy.id, *days)
        if self.rng.random() < 0.1:
            who = self.town.person(self.rng.choice(places))
            reachable = self.rng.random() < 0.8
            await officers.set_reachable(session, who.telegram_id or 0, reachable)
        for who in self.rng.sample(list(self.town.people.values()), 3):
            await self._snooze(session, who, day)

    async def _snooze(self, session: AsyncSession, who: Officer, day: date) -> None:
        try:
            await snoozing.snooze(Act(session, who, at(day, AFTERNOON)), day)
        except errors.Refusal:
            return
        self.snoozed.add(who.id)
        for key, rung in self.today[who.id].reminders:
            if key[4] > day:  # what is due today or was before cannot be put off
                self.again[key, rung] -= 1


def on(day: date) -> Period:
    """That one day, as an officer types it."""
    return read_period(f"{day.year}.{day.month}.{day.day}.", day)


HOURS = (time(0, 30), time(8, 59), time(12, 30), time(14), time(17, 59), time(18), time(23))
AWAY = (Role.STAFF, Role.LEAD)
FAIR = EventFacts(kind=EventKind.JOB_FAIR, period=on(date(2025, 1, 2)))
