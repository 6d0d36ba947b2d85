"""What somebody wants to know, read from one typed line: which figures, of when, of whom. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, Target


class Want(StrEnum):
    """What kind of answer is wanted."""

    FIGURE = "figure"  # one sum
    COMPARE = "compare"  # the same sums of an earlier time beside it
    TREND = "trend"  # the same sum over five half-years
    LATEST = "latest"  # when it was last
    SHARE = "share"  # residents among the hired
    RATE = "rate"  # local firms among the subcontracts
    PLAN = "plan"  # where a department's plan stands
    LATE = "late"  # the departments that are late
    RESULTS = "results"  # the departments that have not confirmed their results
    MISSING = "missing"  # the departments that have not handed in
    ASLEEP = "asleep"  # agreements without a contact
    PERSON = "person"  # what somebody has recorded
    COMPANY = "company"  # all about a company
    DEPARTMENT = "department"  # all about a department
    STATUS = "status"  # the half-year at a glance, narrowed


class Topic(StrEnum):
    """What is counted; the value stands in codes of buttons and never changes."""

    EVENTS = "ev"
    PEOPLE = "pe"  # who came: 상담, 참여 and 교육 together, as /status has it
    RUNS = "ru"
    CONSULTATIONS = "co"
    VISITORS = "vi"
    ENROLLED = "en"
    FINISHED = "fi"
    INTERVIEWED = "iv"
    HIRED = "hi"
    RESIDENTS = "re"  # of the city, among the hired
    FIRMS = "fm"
    OPENINGS = "op"
    AGREEMENTS = "ag"
    CONTACTS = "ct"
    WORKS = "wk"
    LARGE = "lg"
    AMOUNT = "am"
    REQUESTS = "rq"


class Shift(StrEnum):
    """The earlier time with which something is compared."""

    YEAR = "year"
    HALF = "half"
    NONE = ""


@dataclass(frozen=True)
class When:
    """A time that is asked about, as it was named.

    `halves` where it is made of whole half-years: then what is reported in them counts, as in
    /status; else what lies within the days. `guessed`: the year was not said.
    """

    since: date
    until: date
    label: str
    halves: tuple[HalfYear, HalfYear] | None = None
    guessed: bool = False


@dataclass(frozen=True)
class Slice:
    """Whose figures, and of what: what is not said is not asked."""

    kind: EventKind | None = None
    target: Target | None = None
    department: int | None = None
    company: int | None = None
    words: str = ""  # of a place or a title, folded as records are searched
    ahead: bool = False  # what is planned, not what came of it
    own: int | None = None  # a kind of the office's own, of the built-in `kind`; its name is said

    @property
    def whole(self) -> bool:
        """Whether nothing narrows it."""
        return self == WHOLE


WHOLE = Slice()


@dataclass(frozen=True)
class Question:
    """A question that was plainly one.

    `unknown` is a department by a name that nobody knows; `typed` are the words of the slice as
    they were typed.
    """

    want: Want
    topics: tuple[Topic, ...] = ()
    when: When | None = None
    ever: bool = False  # of all that was ever recorded
    slice: Slice = WHOLE
    shift: Shift = Shift.NONE
    officer: int | None = None
    unknown: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Names:
    """The names that the office knows, each with its number; compared without spaces.

    `companies` are by their key (`names.company_key`); `own` is the department of who asks, `me`
    who that is. `kinds` are the office's own, by the words that mean them: the built-in kind and
    the number.
    """

    departments: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)
    companies: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, tuple[EventKind, int]] = field(default_factory=dict)
    own: int | None = None
    me: int | None = None
