"""From facts to columns: what lists, sums and searches need of a record beside its facts.

The facts are the record; every column here can be made anew from them and from the rows below
it. Nothing else writes these columns.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from storage.facts.kinds import KINDS, row_of
from storage.facts.likeness import fold
from storage.facts.shapes import Facts, from_json
from storage.models.base import Record
from storage.models.plan import Plan
from storage.models.record_tables import TABLES
from storage.rules.half_year import HalfYear
from storage.rules.period import Period, Precision, last_day
from storage.rules.quota import Judged
from storage.rules.terms import RecordKind, Term

QUIET_DAYS = 180
"""An agreement without a contact for so long is asleep, unless it names its own rhythm."""

PARENTS: dict[RecordKind, type[Any]] = {
    RecordKind.PLAN_ITEM: Plan,
    **{kind: TABLES[row.under] for kind, row in KINDS.items() if row.under},
}
"""The table that a row of this kind hangs on."""


def children_of(above: RecordKind) -> tuple[RecordKind, ...]:
    """The kinds that hang on records of this one; they go, and come back, with them."""
    return tuple(kind for kind in RecordKind if KINDS[kind].under is above)


def table_of(kind: RecordKind) -> type[Any]:
    """The table class of a kind."""
    return TABLES[kind]


def facts_of(row: Record) -> Facts:
    """What the record says, in its shape."""
    facts: Facts = from_json(KINDS[row.kind].facts, row.facts)
    return facts


def half_of(facts: Facts, parent_half: HalfYear | None) -> HalfYear | None:
    """The half-year in which the report counts the record; None when it has none.

    What its officer said stands before what its dates say.
    """
    return said_half(facts) or dated_half(facts, parent_half)


def said_half(facts: Facts) -> HalfYear | None:
    """The half into whose report its officer puts it, whatever its dates say."""
    said: HalfYear | None = getattr(facts, "reported_in", None)
    return said


def dated_half(facts: Facts, parent_half: HalfYear | None) -> HalfYear | None:
    """The half that its dates say, else that of what it hangs on."""
    return row_of(facts).half(facts) or parent_half


def columns(facts: Facts) -> dict[str, Any]:
    """The columns of the facts' own table, without those that its children decide."""
    return row_of(facts).columns(facts)


def sleeps_on(
    signed: date | None, contact: date | None, cadence_months: int | None
) -> date | None:
    """The end of an agreement's rhythm: its own number of months, else 180 days.

    It runs from the last contact or, before any, from the signing. None when neither is known:
    then it is over already.
    """
    last = max((day for day in (signed, contact) if day), default=None)
    if last is None:
        return None
    return _months_later(last, cadence_months) if cadence_months else last + _QUIET


_QUIET = timedelta(days=QUIET_DAYS)


def _months_later(day: date, months: int) -> date:
    """The same day so many months on; a shorter month gives its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, last_day(year, month + 1)))


def search_words(facts: Facts, title: str, half: HalfYear | None) -> str:
    """Everything that finds the record: its texts, its terms' labels, and its months.

    Spacing varies from officer to officer in Korean, so a word is found across spaces.

    Pieces stand on lines of their own; years and months stand as `@2021@` and `@2021.7@`.
    """
    pieces = [fold(piece) for piece in (title, *_texts(facts))]
    days = [f"@{mark}@" for mark in sorted(_marks(facts))]
    if half:
        days += [fold(half.label), f"@{half.year}@"]
    return "\n".join(dict.fromkeys(piece for piece in pieces + days if piece))


def _texts(value: Any) -> Iterator[str]:
    """Every text inside a shape, terms by their Korean word."""
    if isinstance(value, Term):
        yield value.label
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(
        value, Period | HalfYear | Judged
    ):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def _marks(facts: Facts) -> Iterator[str]:
    """The years and months that the record touches, at most ten years a span."""
    for one in fields(facts):
        value = getattr(facts, one.name)
        if isinstance(value, date):
            yield from (f"{value.year}", f"{value.year}.{value.month}")
        for span in value.spans if isinstance(value, Period) else ():
            first = span.start.year * 12 + span.start.month - 1
            last = span.end.year * 12 + span.end.month - 1
            for month in range(first, min(last, first + 120) + 1):
                yield f"{month // 12}"
                if span.precision in (Precision.DAY, Precision.MONTH):
                    yield f"{month // 12}.{month % 12 + 1}"
