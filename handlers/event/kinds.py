"""Which question belongs to which kind of event: read from its row, and what answers change."""

from collections.abc import Callable

from handlers.forms.fields import Answers
from storage.facts.event_kinds import EVENT_ROWS, EventRow, Together
from storage.rules.adapter import adapter
from storage.rules.period import Period, Precision
from storage.rules.terms import EventStatus, HostRole, Measure


def row_of(answers: Answers) -> EventRow | None:
    """What is known of the kind that was chosen; None before one was."""
    kind = answers.get("kind")
    return EVENT_ROWS[kind] if kind else None


def has(one: str | Measure) -> Callable[[Answers], bool]:
    """For a `when`: an event of this kind has this fact or figure."""

    def belongs(answers: Answers) -> bool:
        row = row_of(answers)
        return row is not None and one in row.has

    return belongs


def asks(one: str | Measure) -> Callable[[Answers], bool]:
    """For an `asked`: an event of this kind is asked for it at once."""

    def asked(answers: Answers) -> bool:
        row = row_of(answers)
        if row is None:
            return False
        own = (answers.get("own") or {}).get("asks")
        if isinstance(one, Measure) and own is not None:
            return one in own
        return one in (row.figures_asked if isinstance(one, Measure) else row.asks)

    return asked


def hosted(answers: Answers) -> bool:
    """A hiring event that the city held."""
    return has("role")(answers) and answers.get("role") == HostRole.HOST


def supported(answers: Answers) -> bool:
    """A hiring event that a company held with the city's help."""
    return has("role")(answers) and answers.get("role") == HostRole.SUPPORT


def ahead(answers: Answers) -> bool:
    """Its officer has said that it is still to come: nothing of it has been counted."""
    return answers.get("status") == EventStatus.PLANNED


def one_day(answers: Answers) -> bool:
    """The date is a single day: one run, not a stated total."""
    period = answers.get("period")
    if period is None:
        return False
    read = adapter(Period).validate_python(period)
    return read.precision is Precision.DAY and read.start == read.end


def one_run(answers: Answers) -> int | None:
    """A run logged for a day counts once unless another figure is given."""
    row = row_of(answers)
    return 1 if row is not None and row.day_is_run and one_day(answers) else None


def several_runs(answers: Answers) -> bool:
    """How often is asked, but for a day of the bus, which is one run of it."""
    row = row_of(answers)
    single = row is not None and row.together is Together.RUNS and one_day(answers)
    return asks(Measure.RUNS)(answers) and not single


def bus_total(answers: Answers) -> bool:
    """Several runs of the bus as one figure."""
    runs = answers.get("counts.runs", one_run(answers))
    return has("holding")(answers) and runs != 1 and (runs is not None or not one_day(answers))
