"""The office as its tables have it, read once: what is due follows from these rows and a day.

Rows of many days may be read at once; what of them counts on a day is decided where matters are
made of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from typing import Any, NamedTuple

from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.ladder import Ladder
from storage.rules.people import Person
from storage.rules.period import Precision
from storage.rules.terms import PlanState, RecordKind, Role, Stage
from storage.rules.wording_owed import ResultsState
from storage.rules.workday import Calendar


class Absence(NamedTuple):
    """Somebody who is away from one day to another, and who stands in."""

    officer_id: int
    deputy_id: int
    starts_on: date
    ends_on: date


class PlanRow(NamedTuple):
    """A department's plan of a round."""

    plan_id: int | None  # None until it is begun
    department_id: int
    department: str
    state: PlanState
    step: Role | None
    items: int
    touched_on: date | None  # the last work on it or on one of its items
    opened_on: date | None = None  # of one that was opened again: since when it is asked for
    until_on: date | None = None  # and until when
    came_on: date | None = None  # the day it reached 총괄 by itself, and was not taken in there


class ResultsRow(NamedTuple):
    """Where a department stands with the results of the closing half."""

    department_id: int
    department: str
    state: ResultsState
    records: int
    opened_on: date | None = None  # of one that was asked once more: since when
    until_on: date | None = None  # and until when
    changed: int = 0  # records that are others than when it answered
    changed_on: date | None = None  # the day of the first of these changes


class OutcomeRow(NamedTuple):
    """A plan of the closing half with items of which nobody has said what became of them."""

    plan_id: int
    department_id: int
    department: str
    left: int
    settled_on: date | None  # the last day on which an outcome was said


@dataclass(frozen=True)
class RoundRow:
    """A round that runs, or will. ValueError for a half or a ladder that is none."""

    id: int
    half: HalfYear
    results_half: HalfYear
    request_on: date
    due_on: date
    draft_on: date
    panel_on: date
    final_on: date
    ladder: Ladder
    opened_on: date | None
    asked_on: date  # since when its departments have to know the due day
    letter: str = ""  # the letter that asked them, as it is quoted
    plans: Sequence[PlanRow] = ()
    outcomes: Sequence[OutcomeRow] = ()
    results: Sequence[ResultsRow] = ()

    def until(self, due_on: date) -> date:
        """The last day for rungs of what is due then; a plan opened again may be due later."""
        return max(self.final_on, due_on)


class Owned(NamedTuple):
    """What every record tells of itself here."""

    id: int
    department_id: int
    officer_id: int
    title: str
    created_at: datetime

    @property
    def created_on(self) -> date:
        """The day of its entry."""
        return kst_date(self.created_at)


class MouRow(NamedTuple):
    """An agreement with its rhythm and its end."""

    owned: Owned
    last_contact_on: date | None
    next_contact_on: date | None
    sleeps_on: date | None
    expires_on: date | None


class PromiseRow(NamedTuple):
    """A promise that is not kept yet."""

    owned: Owned
    due_on: date
    changed_at: datetime


class EventRow(NamedTuple):
    """An event that is planned."""

    owned: Owned
    starts_on: date
    ends_on: date | None
    precision: Precision
    changed_at: datetime


class ContractRow(NamedTuple):
    """A 대규모공사 with the head-counts that were written down for it."""

    owned: Owned
    changed_at: datetime
    stage: Stage
    facts: dict[str, Any]
    begun_at: datetime  # since when it is at its stage
    reported: Sequence[tuple[str | None, datetime]]  # the stage each names, and when


class QuestionRow(NamedTuple):
    """A question of the office about a record that waits for its answer."""

    id: int
    department_id: int  # of the record
    officer_id: int  # who was asked
    text: str
    asked_on: date


class UnrecordedRow(NamedTuple):
    """A department with contracts that should be covered and have neither record nor reason."""

    department_id: int
    contracts: int
    since: date  # the day on which the first of them was told


@dataclass(frozen=True)
class Office:
    """Everything that decides what waits for whom."""

    calendar: Calendar
    people: Sequence[Person]
    named: Mapping[int, int]  # departments and who hands in their plans
    absences: Sequence[Absence]
    departments: Mapping[int, str]
    rounds: Sequence[RoundRow] = ()
    records: Mapping[RecordKind, Sequence[Any]] = field(default_factory=dict)
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    """Of kinds for which the office has one of its own."""
    questions: Sequence[QuestionRow] = ()
    unrecorded: Sequence[UnrecordedRow] = ()

    def begun(self) -> "Office":
        """With a number for each plan that nobody has begun, as it would get one."""
        known = [one.plan_id or 0 for row in self.rounds for one in row.plans]
        numbers = count(max(known, default=0) + 1)
        rounds = []
        for row in self.rounds:
            plans = [one._replace(plan_id=one.plan_id or next(numbers)) for one in row.plans]
            rounds.append(replace(row, plans=plans))
        return replace(self, rounds=rounds)
