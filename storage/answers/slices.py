"""From what is asked to the rows of the ledger that answer it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from storage.facts.event_kinds import AS_PATTERN
from storage.facts.kinds import KINDS
from storage.facts.question.asked import Slice, Topic, When
from storage.figures.asking import PEOPLE, TABLE, Asked
from storage.models.company import RecordCompany
from storage.models.event import Event
from storage.models.record_tables import TABLES
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.terms import EventKind, RecordKind, Target, of_each

LINKS = RecordCompany.__table__
EVENT = Event.__table__


@dataclass(frozen=True)
class Counts:
    """What a topic adds up, of records of which kind, and of residents alone or of all."""

    measures: tuple[Counted, ...]
    of: RecordKind = RecordKind.EVENT
    residents: bool = False


TOPICS: Mapping[Topic, Counts] = of_each(
    Topic,
    {
        Topic.EVENTS: Counts((Counted.EVENTS,)),
        Topic.PEOPLE: Counts(PEOPLE),
        Topic.RUNS: Counts((Counted.RUNS,)),
        Topic.CONSULTATIONS: Counts((Counted.CONSULTATIONS,)),
        Topic.VISITORS: Counts((Counted.VISITORS,)),
        Topic.ENROLLED: Counts((Counted.ENROLLED,)),
        Topic.FINISHED: Counts((Counted.FINISHED,)),
        Topic.INTERVIEWED: Counts((Counted.INTERVIEWED,)),
        Topic.HIRED: Counts((Counted.HIRED,)),
        Topic.RESIDENTS: Counts((Counted.HIRED,), residents=True),
        Topic.FIRMS: Counts((Counted.COMPANIES,)),
        Topic.OPENINGS: Counts((Counted.OPENINGS,)),
        Topic.AGREEMENTS: Counts((Counted.AGREEMENTS,), RecordKind.MOU),
        Topic.CONTACTS: Counts((Counted.CONTACTS,), RecordKind.FOLLOW_UP),
        Topic.WORKS: Counts((Counted.WORKS,), RecordKind.CONTRACT),
        Topic.LARGE: Counts((Counted.LARGE_WORKS,), RecordKind.CONTRACT),
        Topic.AMOUNT: Counts((Counted.CONTRACTED,), RecordKind.CONTRACT),
        Topic.REQUESTS: Counts((Counted.REQUESTS,), RecordKind.INCENTIVE),
    },
)
LONGEST = 400
"""Days that something may last which is told to reach over a time that is asked about."""
ITSELF = frozenset(
    {Topic.EVENTS, Topic.AGREEMENTS, Topic.CONTACTS, Topic.WORKS, Topic.LARGE, Topic.REQUESTS}
)
"""Topics that count the records themselves: of these nothing means none."""


def asked_of(topic: Topic, one: Slice, when: When | None) -> Asked:
    """The rows that this topic adds up; without a time all there ever were."""
    counts = TOPICS[topic]
    asked = Asked(
        measures=counts.measures,
        aim=Aim.PLANNED if one.ahead else Aim.ACHIEVED,
        residents=counts.residents,
        records=(counts.of,),
        kinds=(one.kind,) if one.kind and counts.of is RecordKind.EVENT else (),
        department=one.department,
        where=tuple(_narrow(one, counts.of)),
        by_number=one.company is not None,
    )
    if when is None:
        return asked
    if when.halves is not None:
        return replace(asked, first=when.halves[0], last=when.halves[1])
    return replace(asked, since=when.since, until=when.until)


def beside(asked: Asked) -> Asked | None:
    """The rows that touch these days and are not in the sum; None where halves are asked."""
    if asked.since is None or asked.until is None:
        return None
    column = TABLE.c
    first = asked.since - timedelta(days=LONGEST)
    touches = and_(column.starts_on.between(first, asked.until), column.ends_on >= asked.since)
    across = or_(column.starts_on < asked.since, column.ends_on > asked.until)
    return replace(asked, since=None, until=None, where=(*asked.where, touches, across))


def _narrow(one: Slice, kind: RecordKind) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if one.company is not None:
        found.append(_names(one.company, kind))
    if one.words:
        found.append(_tells(one.words, kind))
    if one.target is not None:
        found.append(_for(one.target))
    if kind is RecordKind.EVENT and one.kind in AS_PATTERN:
        found.append(_of_kind(one.own))
    return found


def _names(company: int, kind: RecordKind) -> ColumnElement[bool]:
    """The record names the company under any of its spellings, or what it hangs on does."""
    above = KINDS[kind].under
    number = TABLE.c.record_id if above is None else TABLE.c.parent_id
    named = select(LINKS.c.record_id).where(
        LINKS.c.company_id == company, LINKS.c.record_kind == (above or kind)
    )
    return number.in_(named)


def _of_kind(own: int | None) -> ColumnElement[bool]:
    """The event is of that kind of the office's own, or of none."""
    mine = EVENT.c.own_kind.is_not(None) if own is None else EVENT.c.own_kind == own
    found = exists().where(EVENT.c.id == TABLE.c.record_id, mine)
    return ~found if own is None else found


def _tells(words: str, kind: RecordKind) -> ColumnElement[bool]:
    """The words stand in the record, as /find would find them."""
    table = TABLES[kind].__table__
    return exists().where(
        table.c.id == TABLE.c.record_id, table.c.search.contains(words, autoescape=True)
    )


def _for(target: Target) -> ColumnElement[bool]:
    """The record says that it was for them, or, where it says nothing, its name does."""
    said = TABLE.c.target
    named = exists().where(
        EVENT.c.id == TABLE.c.record_id,
        TABLE.c.record_kind == RecordKind.EVENT,
        EVENT.c.title.contains(target.label),
    )
    mine = said.contains(target.label) | (said == target.value)
    return mine | and_(said.in_(("", Target.ALL.value, Target.ALL.label)), named)


def kind_topics(kind: EventKind | None) -> tuple[Topic, ...]:
    """What is told of a kind where nothing was named: how often, and who came."""
    if kind is None:
        return (Topic.EVENTS, Topic.PEOPLE, Topic.HIRED)
    if kind is EventKind.JOB_BUS:
        return (Topic.RUNS, Topic.CONSULTATIONS)
    if kind is EventKind.JOB_TOUR:
        return (Topic.RUNS, Topic.FIRMS, Topic.PEOPLE)
    return (Topic.EVENTS, Topic.PEOPLE, Topic.HIRED)


def over(when: When | None, today: date) -> bool:
    """Whether the time lies wholly behind."""
    return when is not None and when.until < today
