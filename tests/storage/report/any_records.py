"""Records of every kind that prints, close enough to each other that lines meet, sum and part."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

from storage.facts.shapes import (
    EventFacts,
    Facts,
    FollowUpFacts,
    HireFacts,
    IncentiveFacts,
    MouFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.facts.wording_headings import LARGE_COMPANIES, SUPPORT
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import (
    Beside,
    ContactKind,
    EventKind,
    EventStatus,
    HostRole,
    Measure,
    PromiseStatus,
    RecordKind,
)
from tests.helpers.facts import agreement, fair, when, works

HALVES = (HalfYear(2021, 1), HalfYear(2021, 2))
COMPANIES = ("(주)가나", "(주)다라", "바사상사")
TITLES = ("", "", "상반기 채용", "야간")


def maybe(dice: random.Random, *measures: Measure) -> dict[Measure, int]:
    """Some of these figures: what was not counted is not there."""
    return {one: dice.randint(0, 90) for one in measures if dice.random() < 0.7}


def day(dice: random.Random) -> Period:
    """A day, a month or some months of 2021, or no date at all."""
    month = dice.randint(1, 12)
    texts = (f"2021.{month}.{dice.randint(1, 28)}.", f"2021.{month}.", f"2021.{month}.~12.")
    return when(dice.choice(texts)) if dice.random() < 0.9 else Period(())


def event(dice: random.Random) -> EventFacts:
    """An event of any kind, half of them runs of the bus."""
    kind = EventKind.JOB_BUS if dice.random() < 0.4 else dice.choice(list(EventKind))
    period = day(dice)
    half = None if period.known else dice.choice((*HALVES, None))
    made = EventFacts(
        kind,
        period,
        half=half,
        title=dice.choice(TITLES),
        counts=maybe(dice, Measure.VISITORS, Measure.HIRED),
        status=dice.choice((EventStatus.DONE,) * 5 + tuple(EventStatus)),
    )
    if kind is EventKind.JOB_BUS:
        counts = maybe(dice, Measure.CONSULTATIONS) | {
            Measure.RUNS: dice.choice((1, 1, dice.randint(2, 40)))
        }
        said = dice.choice((None, None, *Beside))
        return replace(made, counts=counts, within=said, title=dice.choice(("", "", "심야버스")))
    if kind in (EventKind.HIRING_EVENT, EventKind.MEETING):
        heading = dice.choice(("", SUPPORT, LARGE_COMPANIES))
        made = replace(made, companies=(dice.choice(COMPANIES),), heading=heading)
        return replace(made, role=dice.choice((None, *HostRole)))
    if kind is EventKind.PROGRAMME:
        cohorts = tuple(sorted(dice.sample(range(1, 5), dice.randint(1, 2))))
        return replace(made, title=dice.choice(("경비짱", "나 알기")), cohorts=cohorts)
    return made if kind is not EventKind.JOB_FAIR else fair(period=period, half=half)


def by_itself(dice: random.Random) -> Facts:
    """A record that hangs on nothing."""
    roll = dice.random()
    if roll < 0.65:
        return event(dice)
    if roll < 0.8:
        purpose = dice.choice(("", "지역 일자리 창출"))
        return agreement(
            parties=("고양시", dice.choice(COMPANIES)), period=day(dice), purpose=purpose
        )
    if roll < 0.9:
        return works(
            notice_on=date(2021, dice.randint(1, 12), 2), shortfall=dice.choice(("", "인력난"))
        )
    number = dice.choice(("", "일자리정책과-1"))
    asked = date(2021, dice.randint(1, 12), 5)
    return IncentiveFacts(dice.choice(COMPANIES), ("전 부서",), "상자", asked, document_no=number)


def below(dice: random.Random, above: RecordKind) -> Facts:
    """A record that hangs on an agreement or on a contract."""
    if above is RecordKind.CONTRACT:
        if dice.random() < 0.5:
            return SubcontractFacts("(주)바", dice.randint(1, 90) * 1_000_000, dice.random() < 0.5)
        workers = dice.randint(1, 90)
        return HireFacts(when(f"2021.{dice.randint(1, 12)}."), dice.randint(0, workers), workers)
    if dice.random() < 0.5:
        return FollowUpFacts(day(dice), ContactKind.CALL, "하반기 채용", result="협의함")
    due = date(2021, dice.randint(1, 12), 20)
    status = dice.choice(list(PromiseStatus))
    return PromiseFacts("시민 채용", "채용", 30, due, status, delivered=dice.choice((None, 12)))


def changed(dice: random.Random, facts: Facts) -> Facts:
    """The same kind of record with other facts."""
    if isinstance(facts, EventFacts):
        return replace(event(dice), kind=facts.kind) if dice.random() < 0.5 else event(dice)
    if isinstance(facts, MouFacts):
        return replace(facts, title=dice.choice(("업무협약", "채용 협약")), period=day(dice))
    made: Any = facts
    while type(made) is not type(facts) or made == facts:
        made = by_itself(dice) if dice.random() < 0.5 else below(dice, dice.choice(PARENTS))
    done: Facts = made
    return done


PARENTS = (RecordKind.MOU, RecordKind.CONTRACT)
