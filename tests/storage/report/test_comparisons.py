"""Like is compared with like: a running half with the same days, a finished one whole."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import EventFacts
from storage.records import records
from storage.report import status
from storage.report.comparisons import halves_before, same_day
from storage.report.status_shapes import Earlier
from storage.rules.clock import KST
from storage.rules.half_year import HalfYear
from storage.rules.period import Period, Precision, Span
from storage.rules.terms import EventKind, Measure
from tests.helpers.facts import when
from tests.helpers.offices import NOW, Office

SHARED = [HealthCheck.function_scoped_fixture]  # each example is rolled back
FIRST, LAST = date(2020, 7, 1), date(2021, 12, 31)
DAYS = (LAST - FIRST).days
HALF = HalfYear(2021, 2)


def lecture(period: Period, people: int | None = None, half: HalfYear | None = None) -> EventFacts:
    """An event of some day or none."""
    counts = {} if people is None else {Measure.VISITORS: people}
    return EventFacts(EventKind.THEME_LECTURE, period, half=half, title="특강", counts=counts)


def on(day: date) -> Period:
    """That single day."""
    return Period((Span(day, day, Precision.DAY),))


@pytest.mark.parametrize(
    ("today", "last", "year_ago"),
    [
        (date(2021, 7, 6), date(2021, 1, 6), date(2020, 7, 6)),
        (date(2021, 8, 31), date(2021, 2, 28), date(2020, 8, 31)),
        (date(2021, 12, 31), date(2021, 6, 30), date(2020, 12, 31)),
        (date(2022, 4, 1), date(2021, 6, 30), date(2020, 12, 31)),
    ],
)
def test_the_same_day_of_an_earlier_half(today: date, last: date, year_ago: date) -> None:
    befores = [before for _last, before in halves_before(HALF)]
    assert [same_day(HALF, before, today) for before in befores] == [last, year_ago]


@pytest.mark.long
@given(
    held=st.lists(
        st.tuples(st.integers(0, DAYS), st.none() | st.integers(0, 90)), min_size=1, max_size=9
    ),
    today=st.integers((HALF.start - FIRST).days, DAYS + 60),
)
@settings(max_examples=12, deadline=None, suppress_health_check=SHARED)
async def test_comparisons_are_the_sums_of_the_same_days_by_hand(
    db: Database, office: Office, held: list[tuple[int, int | None]], today: int
) -> None:
    day = FIRST + timedelta(days=today)
    events = [(FIRST + timedelta(days=at), people) for at, people in held]
    async with db.begin() as session:
        for at, people in events:
            await records.add(Act(session, office.staff, NOW), lecture(on(at), people))
        now = datetime(day.year, day.month, day.day, 18, tzinfo=KST)
        facts = await status.half_status(session, HALF, now)
        await session.rollback()
    events_by_hand, people_by_hand = [], []
    for last, before in halves_before(HALF):
        until = same_day(HALF, before, day)
        running = until != before.end
        told = [people for at, people in events if at in before]
        so_far = [people for at, people in events if at in before and at <= until]
        if told:
            over = facts.events - len(so_far)
            events_by_hand.append(Earlier(last, len(so_far), running, over))
        known = [people for people in so_far if people is not None]
        if known and facts.people_met is not None:
            over = facts.people_met - sum(known)
            people_by_hand.append(Earlier(last, sum(known), running, over))
    assert facts.events_earlier == tuple(events_by_hand)
    assert facts.people_earlier == tuple(people_by_hand)


async def test_what_names_no_day_makes_the_whole_half_be_told_without_a_comparison(
    db: Database, office: Office
) -> None:
    """A month that reaches beyond the day, and one of which only the half is known."""
    undated = lecture(Period(()), 5, half=HalfYear(2020, 2))
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        await records.add(act, lecture(when("2021.2."), 30))
        await records.add(act, lecture(when("2021.1.5."), 7))
        await records.add(act, undated)
        await records.add(act, lecture(when("2021.7.5."), 9))
        facts = await status.half_status(session, HALF, NOW)
        assert facts.people_earlier == (Earlier(True, 37), Earlier(False, 5))
        later = replace(undated, period=when("2020.7.20."), half=None)
        await records.add(act, later)
        finished = await status.half_status(session, HALF, NOW + timedelta(days=200))
    assert finished.people_earlier == (
        Earlier(True, 37, over=-28),
        Earlier(False, 10, over=-1),
    )
