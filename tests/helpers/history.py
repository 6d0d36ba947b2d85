"""Many years of an office in one stroke: as many events as wanted, spread over its half-years.

The rows are those that saving by hand would write (facts, columns, search words, figures), without
the trail, which no question about the records reads.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts import wording
from storage.facts.shapes import EventFacts, to_json
from storage.figures import kept_sums, making
from storage.figures.making import Place
from storage.models.event import Event
from storage.models.figure import Figure
from storage.records import record_projection as projection
from storage.rules.date_grammar import read_period
from storage.rules.terms import EventKind, EventStatus, HostRole, Measure
from tests.helpers.offices import NOW, Office

FIRST, LAST = date(2018, 7, 1), date(2021, 12, 31)
AT_ONCE = 500
COMPANIES = tuple(f"(주){a}{b}산업" for a in "가나다라마바사" for b in "아자차카타파하")
PLACES = ("화정역 광장", "킨텍스", "덕양구청", "일산동구청", "원흥역", "고양종합터미널")
KINDS = (
    *(EventKind.JOB_BUS,) * 5,
    *(EventKind.JOB_FAIR,) * 3,
    *(EventKind.HIRING_EVENT,) * 4,
    EventKind.OUTREACH,
    EventKind.PROGRAMME,
    EventKind.MEETING,
)


def told(count: int, first: date = FIRST, last: date = LAST) -> Iterator[EventFacts]:
    """That many events between two days, in the order of their days; the same at each call."""
    chance, days = Random(7), (last - first).days
    for at in range(count):
        yield _event(chance, at, first + timedelta(days=at * days // max(count - 1, 1)))


def _event(chance: Random, at: int, day: date) -> EventFacts:
    kind = chance.choice(KINDS)
    counts = {Measure.CONSULTATIONS: chance.randint(5, 60)}
    if kind is EventKind.JOB_BUS:
        counts[Measure.RUNS] = 1
    if kind in (EventKind.JOB_FAIR, EventKind.HIRING_EVENT):
        counts = {
            Measure.INTERVIEWED: chance.randint(20, 90),
            Measure.HIRED: chance.randint(1, 20),
        }
    company = chance.choice(COMPANIES)
    return EventFacts(
        kind=kind,
        period=read_period(f"{day:%Y.%m.%d.}", day),
        title="" if kind is EventKind.JOB_BUS else f"{company} {kind.label} {at}",
        role=HostRole.HOST,
        companies=() if kind is EventKind.JOB_BUS else (company,),
        places=(chance.choice(PLACES),),
        counts=counts,
        status=EventStatus.DONE,
    )


async def lived(session: AsyncSession, office: Office, count: int) -> None:
    """Writes that many events of the whole office, in slices."""
    number, events = 0, told(count)
    while some := list(islice(events, AT_ONCE)):
        rows, figures = [], []
        for facts in some:
            number += 1
            row = _row(number, facts, office)
            rows.append(row)
            place = Place(number, row["half"], row["department_id"])
            figures += making.rows_of(place, facts)
        await execute(session, insert(Event), rows)
        await execute(session, insert(Figure), figures)
    await (await session.connection()).run_sync(kept_sums.fill)


def _row(number: int, facts: EventFacts, office: Office) -> dict[str, Any]:
    half = projection.half_of(facts, None)
    title = wording.label(facts)
    return {
        "id": number,
        "facts": to_json(facts),
        "half": half,
        "department_id": office.departments[number % len(office.departments)].id,
        "officer_id": office.staff.id,
        "title": title,
        "search": projection.search_words(facts, title, half),
        "version": 1,
        "created_at": NOW,
        "changed_at": NOW,
        **projection.columns(facts),
    }
