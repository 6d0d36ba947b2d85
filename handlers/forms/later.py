"""Likely days that are still to come: some months from now, or the end of this half-year."""

from collections.abc import Callable, Sequence
from datetime import date

from handlers.forms import texts
from handlers.forms.dated import PERIOD
from handlers.forms.fields import Aids, Answers, Chip
from storage.rules.half_year import HalfYear
from storage.rules.period import add_months


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


def _begins(answers: Answers) -> date | None:
    given = answers.get("period")
    return PERIOD.validate_python(given).start if given is not None else None
