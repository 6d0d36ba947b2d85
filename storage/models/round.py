"""The half-year that runs itself: rounds, who answers for what, returns, outcomes, reminders."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, true
from sqlmodel import Field, Index, UniqueConstraint

from storage.models.base import CodedHalf, CodedReceipt, Row, UtcTime, coded, partial
from storage.rules.half_year import HalfYear
from storage.rules.terms import (
    OutcomeKind,
    RecordKind,
    ReminderState,
    ReturnState,
    Role,
    RoundState,
)
from storage.rules.wording_receipt import Receipt


class CollectionRound(Row, table=True):
    """One 취합: the plans of `half` and the results of `results_half`, the half before it."""

    __tablename__ = "collection_round"

    id: int = Field(default=None, primary_key=True)
    half: HalfYear = Field(unique=True, sa_type=CodedHalf)  # of the plans
    results_half: HalfYear = Field(sa_type=CodedHalf)
    request_on: date  # it opens and asks the departments
    due_on: date  # departments hand in until then
    draft_on: date  # the report as a draft
    panel_on: date  # it goes to the pledge's panel
    final_on: date  # its figures are final
    # Whether departments are asked for their results as well: not those begun before it was so.
    results_asked: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    provisional: bool = False  # 하반기: figures to the panel are 잠정, those of final_on 확정
    state: RoundState = Field(default=RoundState.PLANNED, index=True, sa_type=coded(RoundState))
    ladder: list[int] = Field(sa_type=JSON)  # working days from the due day, negative before it
    last_nudge_on: date | None = None  # 미제출만 독려 goes out once a day
    opened_at: datetime | None = Field(default=None, sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    close_reason: str = ""
    # 문서번호 and 시행일 of the letter that asked the departments, noted once it was signed.
    letter: Receipt | None = Field(
        default=None,
        nullable=False,
        sa_type=CodedReceipt,
        sa_column_kwargs={"server_default": ""},
    )
    version: int = 1


class HolidayOverride(Row, table=True):
    """A day on which the office differs from the public calendar."""

    __tablename__ = "holiday_override"

    day: date = Field(primary_key=True)
    works: bool  # True: worked although the calendar rests; False: a day off of its own
    name: str


class AcceptedYear(Row, table=True):
    """The public holidays of a year as the office lives by them, whatever the package says."""

    __tablename__ = "accepted_year"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    days: dict[str, str] = Field(sa_type=JSON)  # "2027-05-01" and its name
    package: str  # the release that these days were last compared with


class CalendarChange(Row, table=True):
    """A day ahead on which the package has come to differ; the accepted calendar stays in force.

    `works` is what the package says: True for a day that is no holiday any more. `kept_at` is
    when the office decided to leave its own calendar as it is.
    """

    __tablename__ = "calendar_change"

    day: date = Field(primary_key=True)
    works: bool
    name: str
    found_at: datetime = Field(sa_type=UtcTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcTime)  # 총괄 and 관리자 were asked
    kept_at: datetime | None = Field(default=None, sa_type=UtcTime)
    kept_by: int | None = Field(default=None, foreign_key="officer.id")


class PlanDuty(Row, table=True):
    """The person who hands in a department's plan; without a row the first 담당 does."""

    __tablename__ = "plan_duty"

    department_id: int = Field(primary_key=True, foreign_key="department.id")
    officer_id: int = Field(foreign_key="officer.id", index=True)


class Deputy(Row, table=True):
    """대결: who stands in for an absent person, first and last day included."""

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="officer.id", index=True)  # who is away
    deputy_id: int = Field(foreign_key="officer.id", index=True)  # who stands in
    starts_on: date
    ends_on: date


class PlanReopening(Row, table=True):
    """A plan that was opened again: why, and until when it stays open.

    `confirmed`: it was 확정 before and is again when its time is over; otherwise its round was
    closed, and it stays as it then is.
    """

    __tablename__ = "plan_reopening"

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    reason: str
    until_on: date  # that day included
    by: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    confirmed: bool = Field(default=True, sa_column_kwargs={"server_default": true()})


class PlanReturn(Row, table=True):
    """보완요청 of one field of one item: the question, and the value before and after."""

    __tablename__ = "plan_return"

    id: int = Field(default=None, primary_key=True)
    plan_item_id: int = Field(foreign_key="plan_item.id", index=True)
    field: str  # of PlanItemFacts
    reason: str
    # The role whose 내부확인 asked; nothing for 총괄.
    step: Role | None = Field(default=None, sa_type=coded(Role))
    asked_by: int = Field(foreign_key="officer.id")
    asked_at: datetime = Field(sa_type=UtcTime)
    old: dict[str, Any] | None = Field(default=None, sa_type=JSON)  # {"value": as in the facts}
    new: dict[str, Any] | None = Field(default=None, sa_type=JSON)  # the answer, likewise
    answered_by: int | None = Field(default=None, foreign_key="officer.id")
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    state: ReturnState = Field(default=ReturnState.OPEN, sa_type=coded(ReturnState))

    __table_args__ = (
        partial(
            "uq_plan_return_open", "plan_item_id", "field", unique=True, where="state = 'open'"
        ),
    )


class PlanOutcome(Row, table=True):
    """What became of a plan item at the end of its half: 실적, 이월 or 취소."""

    __tablename__ = "plan_outcome"

    id: int = Field(default=None, primary_key=True)
    plan_item_id: int = Field(foreign_key="plan_item.id", unique=True)
    outcome: OutcomeKind = Field(default=OutcomeKind.DONE, sa_type=coded(OutcomeKind))
    reason: str = ""  # of 취소; of 실적 without a record a sentence
    # 이월: the item of the next half that it went on as.
    carried_to: int | None = Field(default=None, foreign_key="plan_item.id")
    achieved: int | None = None  # of 실적: of the item's target, in its unit
    workers: int | None = None  # of 실적: all who were hired
    residents: int | None = None  # of 실적: residents of the city among them
    by: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcTime)


class PlanResult(Row, table=True):
    """A record that is the 실적 of a plan item; an item may have several, a record too."""

    __tablename__ = "plan_result"

    plan_item_id: int = Field(primary_key=True, foreign_key="plan_item.id")
    record_kind: RecordKind = Field(primary_key=True, sa_type=coded(RecordKind))
    record_id: int = Field(primary_key=True)
    by: int = Field(foreign_key="officer.id")
    at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (Index("ix_plan_result_record", "record_kind", "record_id"),)


class Reminder(Row, table=True):
    """A rung of the ladder that has come: the unique key is what makes twice impossible.

    `officer_id` is who answers for the matter; `told_id` is who was told (a deputy, perhaps).
    """

    id: int = Field(default=None, primary_key=True)
    kind: str  # a name of scheduler/kinds.py
    subject: str  # what it is about: a kind of record, plan, round, officer or a kind of reminder
    subject_id: int
    officer_id: int = Field(foreign_key="officer.id")
    due_on: date  # of the matter
    rung: int  # days from the due day, negative before it
    state: ReminderState = Field(default=ReminderState.PLANNED, sa_type=coded(ReminderState))
    late: bool = False  # an earlier rung, or this one, was missed while the bot was down
    snoozed_until: datetime | None = Field(default=None, sa_type=UtcTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    told_id: int | None = Field(default=None, foreign_key="officer.id")
    planned_at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (
        UniqueConstraint("kind", "subject", "subject_id", "officer_id", "rung", "due_on"),
        partial("ix_reminder_planned", "officer_id", where="state = 'planned'"),
        Index("ix_reminder_due", "due_on"),
        Index("ix_reminder_told", "told_id", "sent_at"),
    )
