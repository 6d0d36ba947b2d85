"""Offices at work: any acts on any records, in any order; the same seed does the same."""

import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import savepoint
from storage.facts.shapes import (
    EventFacts,
    Facts,
    FollowUpFacts,
    HireFacts,
    IncentiveFacts,
    MouFacts,
    PlanItemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.plans import department_merge, plans
from storage.records import record_keeping, records
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import (
    Beside,
    ContactKind,
    EventKind,
    EventStatus,
    Measure,
    PromiseStatus,
    RecordKind,
)
from tests.helpers.facts import agreement, fair, when, works
from tests.helpers.offices import NOW, Office

HALVES = (HalfYear(2021, 1), HalfYear(2021, 2), HalfYear(2022, 1))
FIRMS = ("쿠팡", "(주)가나건설", "다라전기", "코레일테크")


class Life:
    """What happens in an office; `records` are all that ever were."""

    def __init__(self, session: AsyncSession, office: Office, seed: int) -> None:
        self.session, self.office = session, office
        self.dice = random.Random(seed)
        self.records: list[tuple[RecordKind, int]] = []
        self._now = NOW
        self._homes = [one.id for one in office.departments[:2]]

    async def lives(self, steps: int) -> None:
        """So many acts."""
        for _ in range(steps):
            await self.step()

    async def step(self) -> None:
        """One act; one that is refused, as two of them may contradict, changes nothing."""
        self._now += timedelta(minutes=self.dice.choice((1, 3, 20)))
        with suppress(Refusal):
            async with savepoint(self.session):
                await self._one_act()

    async def _one_act(self) -> None:
        does = self.dice.random()
        if does < 0.5 or not self.records:
            await self._add()
        elif does < 0.97:
            await self._again(*self.dice.choice(self.records))
        elif len(self._homes) > 1:
            into, old = self._homes
            await department_merge.merge(self._act(), old, into)
            self._homes = [into]

    async def _again(self, kind: RecordKind, number: int) -> None:
        row = await record_keeping.get(self.session, kind, number)
        assert row is not None
        does = self.dice.random()
        if does < 0.25:
            await records.undo(self._act(), kind, number)
        elif row.removed_at is not None:
            await records.restore(self._act(), kind, number)
        elif does < 0.45:
            await records.remove(self._act(), kind, number)
        else:
            made: Any = CHANGED[kind](self.dice)
            await records.change(self._act(), kind, number, made, expected_version=row.version)

    def _act(self) -> Act:
        return Act(self.session, self.office.office, self._now)

    async def _add(self) -> None:
        parent, facts = await self._told()
        home = self.dice.choice(self._homes)
        row = await records.add(self._act(), facts, department_id=home, parent_id=parent)
        self.records.append((row.kind, row.id))

    async def _told(self) -> tuple[int | None, Facts]:
        dice = self.dice
        roll = dice.random()
        sites = [number for kind, number in self.records if kind is RecordKind.CONTRACT]
        mous = [number for kind, number in self.records if kind is RecordKind.MOU]
        if roll < 0.2 and sites:
            return dice.choice(sites), dice.choice((heads, subcontract))(dice)
        if roll < 0.3 and mous:
            return dice.choice(mous), dice.choice((promise, contact))(dice)
        if roll < 0.4:
            plan = await plans.ensure(self.session, self._homes[0], dice.choice(HALVES))
            return plan.id, item(dice)
        made = dice.choice((bus, bus, bus, event, event, signed, site, request))(dice)
        if isinstance(made, EventFacts) and mous and roll < 0.6:
            made = replace(made, agreement=dice.choice(mous))
        return None, made


def _maybe(dice: random.Random, value: int) -> int | None:
    return value if dice.random() < 0.7 else None


def _counts(dice: random.Random, *measures: Measure) -> dict[Measure, int]:
    rolled = {one: _maybe(dice, dice.randint(0, 90)) for one in measures}
    return {one: value for one, value in rolled.items() if value is not None}


def _day(dice: random.Random) -> Period:
    half = dice.choice(HALVES)
    month = half.start.month + dice.randint(0, 5)
    return when(f"{half.year}.{month}.{dice.randint(1, 28)}.")


def bus(dice: random.Random) -> EventFacts:
    """A single run, a stated total, or one of no known date, with or without an answer."""
    half = dice.choice(HALVES)
    first, last = sorted(half.start.month + dice.randint(0, 5) for _ in range(2))
    period, runs = dice.choice(
        (
            (_day(dice), _maybe(dice, 1)),
            (when(f"{half.year}.{first}.~{last}."), _maybe(dice, dice.randint(1, 40))),
            (Period(()), dice.randint(1, 3)),
        )
    )
    counts = _counts(dice, Measure.CONSULTATIONS, Measure.VISITORS)
    return EventFacts(
        EventKind.JOB_BUS,
        period,
        half=None if period.known else half,
        title=dice.choice(("", "", "심야버스")),
        counts=counts if runs is None else {Measure.RUNS: runs, **counts},
        status=dice.choice((EventStatus.DONE,) * 4 + (EventStatus.PLANNED,)),
        within=dice.choice((None, None, *Beside)),
        holding=dice.choice((None, None, *Beside)),
    )


def event(dice: random.Random) -> EventFacts:
    """Any other event, of no, one or two companies."""
    kind = dice.choice([one for one in EventKind if one is not EventKind.JOB_BUS])
    return fair(
        kind=kind,
        period=_day(dice),
        title=f"행사 {dice.randint(1, 9)}",
        companies=tuple(dice.sample(FIRMS, dice.randint(0, 2))),
        target=dice.choice(("", "청년")),
        counts=_counts(dice, *dice.sample(list(Measure), 4)),
        status=dice.choice((EventStatus.DONE, EventStatus.DONE, *EventStatus)),
    )


def signed(dice: random.Random) -> MouFacts:
    """An agreement, of the city with one or two."""
    parties = ("고양시", *dice.sample(FIRMS, dice.randint(1, 2)))
    return agreement(parties=parties, period=_day(dice))


def promise(dice: random.Random) -> PromiseFacts:
    """A promise with or without a due day, a target, anything delivered."""
    due = _day(dice).start if dice.random() < 0.7 else None
    return PromiseFacts(
        "시민 채용",
        dice.choice(("명", "회")),
        _maybe(dice, dice.randint(1, 30)),
        due,
        dice.choice(list(PromiseStatus)),
        _maybe(dice, dice.randint(0, 30)),
    )


def contact(dice: random.Random) -> FollowUpFacts:
    """A contact about an agreement."""
    return FollowUpFacts(_day(dice), ContactKind.CALL, "채용 논의", "하반기 채용")


def site(dice: random.Random) -> Facts:
    """A works contract, large or not."""
    day = _day(dice).start
    amount = dice.choice((90_000_000, 250_000_000, 4_000_000_000))
    return works(company=dice.choice(FIRMS), notice_on=day, amount=amount)


def subcontract(dice: random.Random) -> SubcontractFacts:
    """A subcontract, local or not."""
    return SubcontractFacts(
        dice.choice(FIRMS), dice.randint(1, 30) * 1_000_000, dice.random() < 0.5
    )


def heads(dice: random.Random) -> HireFacts:
    """A head-count of a site."""
    workers = dice.randint(0, 90)
    return HireFacts(_day(dice), dice.randint(0, workers), workers)


def item(dice: random.Random) -> PlanItemFacts:
    """An item of a plan."""
    return PlanItemFacts(
        f"항목 {dice.randint(1, 99)}",
        measure=dice.choice(("", "회")),
        target=_maybe(dice, dice.randint(1, 20)),
        citizens=_maybe(dice, dice.randint(0, 9)),
        out_of=_maybe(dice, dice.randint(9, 30)),
        budget=_maybe(dice, dice.randint(1, 9) * 1_000_000),
    )


def request(dice: random.Random) -> IncentiveFacts:
    """A request to buy, sent or not."""
    day = _day(dice).start
    assert day is not None
    told = IncentiveFacts(dice.choice(FIRMS), ("전 부서",), "상자", day)
    return replace(told, document_no=dice.choice(("", "고양시-1")))


CHANGED = {
    RecordKind.EVENT: lambda dice: dice.choice((bus, event))(dice),
    RecordKind.MOU: signed,
    RecordKind.PROMISE: promise,
    RecordKind.FOLLOW_UP: contact,
    RecordKind.CONTRACT: site,
    RecordKind.SUBCONTRACT: subcontract,
    RecordKind.HIRE: heads,
    RecordKind.PLAN_ITEM: item,
    RecordKind.INCENTIVE: request,
}
"""Other facts for a record of a kind; an event may become another kind of event."""
