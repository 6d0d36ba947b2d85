"""Likely days that are still to come: some months from now, or the end of this half-year."""

from collections.abc import Callable, Sequence
from datetime import date

from handlers.forms import texts
from handlers.forms.fields import Aids, Answers, Chip
from storage.rules.adapter import adapter
from storage.rules.date_grammar import read_period
from storage.rules.deadline import plans_due_for
from storage.rules.half_year import HalfYear
from storage.rules.period import Period, add_months


def in_months(*distances: int) -> Callable[[Answers, Aids], Sequence[Chip]]:
    """Chips for days so many months ahead of the record's own date, or of today."""

    def suggest(answers: Answers, aids: Aids) -> Sequence[Chip]:
        begins = _begins(answers) or aids.today
        return [
            Chip(texts.DISTANCES[months], add_months(begins, months).isoformat())
            for months in distances
        ]

    return suggest


def until_half_end(_answers: Answers, aids: Aids) -> Sequence[Chip]:
    """The last days of this half-year and of the next."""
    now = HalfYear.of(aids.today)
    return [
        Chip(texts.HALF_END.format(half=half.short), half.end.isoformat())
        for half in (now, now.next())
    ]


def parts_of_due_half(_answers: Answers, aids: Aids) -> Sequence[Chip]:
    """The half-year whose plans are due by now, whole and by its quarters."""
    half = plans_due_for(aids.today)
    first, last = half.start.month, half.end.month
    spans = ((first, last), (first, first + 2), (last - 2, last))
    typed = [texts.MONTHS.format(year=half.year, first=one, last=other) for one, other in spans]
    return [
        Chip(one, adapter(Period).dump_python(read_period(one, aids.today), mode="json"))
        for one in typed
    ]


def _begins(answers: Answers) -> date | None:
    given = answers.get("period")
    return adapter(Period).validate_python(given).start if given is not None else None
