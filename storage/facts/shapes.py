"""Facts as frozen shapes: what a form collects, a row keeps and a report line is made of.

Each class is the whole content of one record. Its JSON form (`to_json`) is what drafts, rows and
the audit trail hold, so one reading serves preview, edit, undo and report. Money is whole won,
rates are basis points, a missing figure is absent and never 0.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from storage.rules.adapter import adapter
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.quota import Judged
from storage.rules.tenure import OLDEST
from storage.rules.terms import (
    Beside,
    BudgetKind,
    CohortStyle,
    ContactKind,
    DatePlace,
    EventFormat,
    EventKind,
    EventStatus,
    HostRole,
    Measure,
    MouShape,
    ProblemKind,
    PromiseStatus,
    Source,
    Stage,
    WorksKind,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: level 1 is ○, 2 is -, 3 is · (the seed's three depths)."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Own:
    """A kind of event that the office has made, as it is called where the record is written.

    The built-in kind beside it says which sentence, questions and figures it has.
    """

    number: int  # of its setting
    name: str = ""
    heading: str = ""  # the ○ line where nobody chose one


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event, a job-bus run or a stated total of runs, a cohort programme, a rule change.

    `own` is the office's kind that it is of; that and `units` are written by whoever writes the
    record.
    """

    kind: EventKind
    period: Period
    half: HalfYear | None = None  # asked only when the period itself names no half-year
    heading: str = ""  # the ○ line; empty means the kind's usual heading
    title: str = ""
    role: HostRole | None = None
    companies: tuple[str, ...] = ()  # as printed, site in brackets
    round_no: int | None = None
    format: EventFormat | None = None
    target: str = ""
    places: tuple[str, ...] = ()
    job: str = ""
    components: tuple[str, ...] = ()
    description: str = ""
    counts: dict[Measure, int] = field(default_factory=dict)
    cohorts: tuple[int, ...] = ()
    cohort_total: int | None = None
    cohort_style: CohortStyle | None = None
    date_place: DatePlace | None = None  # None means the kind's usual place
    status: EventStatus = EventStatus.DONE
    note: str = ""
    agreement: int | None = None  # the agreement that it keeps, by its number
    reported_in: HalfYear | None = None  # whose report it is put into, whatever its dates say
    within: Beside | None = None  # how it stands to stated totals that cover its time
    holding: Beside | None = None  # how a stated total stands to what was entered in its time
    own: Own | None = None
    units: dict[Measure, str] = field(default_factory=dict)  # counting words the office has set


@dataclass(frozen=True, slots=True)
class MouFacts:
    """An agreement of n parties in printed order; the city may be absent (seed, 21.10.28.)."""

    title: str
    parties: tuple[str, ...]
    period: Period
    half: HalfYear | None = None
    purpose: str = ""
    effect: str = ""
    expires: date | None = None
    cadence_months: int | None = None
    heading: str = ""
    shape: MouShape | None = None
    note: str = ""
    reported_in: HalfYear | None = None  # whose report it is put into, whatever its dates say


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """What a party promised: a measure with a target and a due day, e.g. residents to hire."""

    text: str
    measure: str = ""
    target: int | None = None
    due: date | None = None
    status: PromiseStatus = PromiseStatus.OPEN
    delivered: int | None = None
    reported_in: HalfYear | None = None  # whose report it is put into, whatever its dates say
    unit: str = ""  # what target and delivered count, where the measure does not say it


@dataclass(frozen=True, slots=True)
class Delivered:
    """How much of a promise was delivered by a contact, and where the promise stood before."""

    promise: int  # its number
    text: str  # what is counted, as it was called then: 시민 채용 인원
    now: int
    target: int | None = None
    unit: str = ""
    kept: bool = False  # it was said that the promise is kept with that
    before: int | None = None
    was: PromiseStatus = PromiseStatus.OPEN


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """One contact about an agreement: its outcome and the next date, not a mere reminder."""

    period: Period
    contact: ContactKind
    text: str
    result: str = ""
    next_on: date | None = None
    delivered: tuple[Delivered, ...] = ()  # of its promises, as far as it was asked
    reported_in: HalfYear | None = None  # whose report it is put into, whatever its dates say


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A works contract; whether it is 대규모공사 follows from the rule in force at `notice_on`.

    `judged` are the rules of that day where the office has others than the built-in ones: it is
    written by whoever writes the record, so that what it becomes follows from itself alone.
    """

    title: str
    company: str
    amount: int
    notice_on: date
    works: WorksKind
    stage: Stage
    begins: date | None = None
    ends: date | None = None
    shortfall: str = ""
    note: str = ""
    reported_in: HalfYear | None = None  # whose report it is put into, whatever its dates say
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class SubcontractFacts:
    """A subcontract of a contract, local (관내) or not."""

    company: str
    amount: int
    local: bool
    work: str = ""


@dataclass(frozen=True, slots=True)
class HireFacts:
    """Head-counts of workers on a contract: residents of the city among all; no names ever."""

    period: Period
    residents: int
    workers: int
    stage: Stage | None = None
    reported_in: HalfYear | None = None  # whose report it is put into, whatever its dates say


@dataclass(frozen=True, slots=True)
class PlanItemFacts:
    """One item of a department's 고용할당제 추진계획 for a half-year."""

    text: str
    heading: str = ""
    measure: str = ""
    target: int | None = None
    citizens: int | None = None
    out_of: int | None = None
    budget: int | None = None
    months: Period | None = None
    note: str = ""
    unit: str = ""  # what the target counts, where the measure does not say it


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a plan item in figures, as its department says; what is unknown is None."""

    achieved: int | None = None  # of its target, in the unit of that
    workers: int | None = None  # all who were hired
    residents: int | None = None  # residents of the city among them

    @property
    def known(self) -> bool:
        """Whether anything was counted."""
        return (self.achieved, self.workers, self.residents) != (None, None, None)


@dataclass(frozen=True, slots=True)
class BudgetFacts:
    """One row of a money table, or the statement that the pledge costs nothing (비예산)."""

    table: BudgetKind
    source: Source | None = None  # None with non_budget=True
    non_budget: bool = False
    cells: dict[str, int] = field(default_factory=dict)  # column of its term -> won
    tenure: HalfYear = OLDEST.first  # the first half of its term of office


@dataclass(frozen=True, slots=True)
class ProblemFacts:
    """A line of 문제점 및 개선대책."""

    text: str
    kind: ProblemKind = ProblemKind.MEASURE
    half: HalfYear | None = None


@dataclass(frozen=True, slots=True)
class IncentiveFacts:
    """물품 우선구매 협조요청 for a chosen company; a draft until 온나라 has given its number."""

    company: str
    recipients: tuple[str, ...]  # departments or bodies, as they stand in the letter
    goods: str
    asked_on: date
    reason: str = ""
    document_no: str = ""  # 문서번호
    attachments: tuple[str, ...] = ()
    note: str = ""
    reported_in: HalfYear | None = None  # whose report it is put into, whatever its dates say


Facts = (
    EventFacts
    | MouFacts
    | PromiseFacts
    | FollowUpFacts
    | ContractFacts
    | SubcontractFacts
    | HireFacts
    | PlanItemFacts
    | BudgetFacts
    | ProblemFacts
    | IncentiveFacts
)


F = TypeVar("F", bound=Facts)


def to_json(facts: Facts) -> dict[str, Any]:
    """The facts as plain JSON values, absent figures left out as null or empty."""
    dumped: dict[str, Any] = adapter(type(facts)).dump_python(facts, mode="json")
    return dumped


def from_json(shape: type[F], data: dict[str, Any]) -> F:
    """Facts of `shape` from JSON values; keys that the shape does not know are ignored.

    Raises pydantic.ValidationError when a needed value is missing or of another kind.
    """
    known = {name: data[name] for name in shape.__dataclass_fields__ if name in data}
    made: F = adapter(shape).validate_python(known)
    return made
