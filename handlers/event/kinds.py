"""Which question belongs to which kind of event: the conditions that the form's rows name."""

from collections.abc import Callable

from handlers.forms.fields import Answers
from storage.rules.adapter import adapter
from storage.rules.dates import Period, Precision
from storage.rules.terms import EventKind, EventStatus, HostRole

K = EventKind


def of_kind(*kinds: EventKind) -> Callable[[Answers], bool]:
    """For a `when` or `asked`: the event is of one of these kinds."""
    return lambda answers: answers.get("kind") in kinds


def hosted(answers: Answers) -> bool:
    """A hiring event that the city held."""
    return answers.get("role") == HostRole.HOST


def supported(answers: Answers) -> bool:
    """A hiring event that a company held with the city's help."""
    return of_kind(K.HIRING_EVENT)(answers) and answers.get("role") == HostRole.SUPPORT


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
    """A bus run logged for a day counts once unless another figure is given."""
    return 1 if one_day(answers) and of_kind(K.JOB_BUS, K.JOB_TOUR)(answers) else None


def bus_total(answers: Answers) -> bool:
    """Several runs of the bus as one figure."""
    runs = answers.get("counts.runs", one_run(answers))
    return of_kind(K.JOB_BUS)(answers) and runs != 1 and (runs is not None or not one_day(answers))


MET = of_kind(K.JOB_FAIR, K.HIRING_EVENT, K.CONFERENCE, K.OUTREACH, K.ONLINE_BRIEFING)
