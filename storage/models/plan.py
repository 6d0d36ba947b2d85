"""부서별 고용할당제 추진계획: a department's plan for a half-year, and its items."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, UniqueConstraint

from storage.models.base import CodedHalf, CodedReceipt, Record, Row, UtcTime, coded
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, RecordKind, Role
from storage.rules.wording_owed import ResultsState
from storage.rules.wording_receipt import Receipt


class Plan(Row, table=True):
    """What one department hands in for one half-year; silence is never counted as none."""

    id: int = Field(default=None, primary_key=True)
    department_id: int = Field(foreign_key="department.id", index=True)
    half: HalfYear = Field(index=True, sa_type=CodedHalf)
    state: PlanState = Field(default=PlanState.NOT_SUBMITTED, sa_type=coded(PlanState))
    # The role whose 내부확인 it waits for, or whose question it answers.
    step: Role | None = Field(default=None, sa_type=coded(Role))
    # The state in which it reaches 총괄 once the steps are passed.
    becomes: PlanState | None = Field(default=None, sa_type=coded(PlanState))
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime)  # it reached 총괄
    submitted_by: int | None = Field(default=None, foreign_key="officer.id")
    # How the office heard of it, where it did not come by the bot: 공문 도로건설과-1234.
    receipt: Receipt | None = Field(
        default=None,
        nullable=False,
        sa_type=CodedReceipt,
        sa_column_kwargs={"server_default": ""},
    )
    # Who of 총괄 took it in on behalf of the department; none where the department handed it in.
    received_by: int | None = Field(default=None, foreign_key="officer.id")
    version: int = 1

    __table_args__ = (UniqueConstraint("department_id", "half"),)


class PlanItem(Record, table=True):
    """One item of a plan."""

    __tablename__ = "plan_item"
    kind: ClassVar[RecordKind] = RecordKind.PLAN_ITEM

    parent_id: int = Field(foreign_key="plan.id", index=True)
    position: int  # in print, from the top
    citizens: int | None = None  # residents to be hired
    budget: int | None = Field(default=None, sa_type=BigInteger)  # whole won


class ResultsAnswer(Row, table=True):
    """What a department said of the results that it logged in a half: all there, or none.

    Without a row it has said nothing. Whether its records are still those that it said it of is
    seen by `seen`.
    """

    __tablename__ = "results_answer"

    id: int = Field(default=None, primary_key=True)
    department_id: int = Field(foreign_key="department.id")
    half: HalfYear = Field(index=True, sa_type=CodedHalf)
    state: ResultsState = Field(default=ResultsState.WAITING, sa_type=coded(ResultsState))
    # The records that it was said of: {"event:12": [version, a mark of the facts]}.
    seen: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    first_at: datetime | None = Field(default=None, sa_type=UtcTime)  # what lateness goes by
    answered_at: datetime | None = Field(default=None, sa_type=UtcTime)
    answered_by: int | None = Field(default=None, foreign_key="officer.id")
    # How the office heard of it, where it did not come by the bot: 공문 도로건설과-1234.
    receipt: Receipt | None = Field(default=None, nullable=False, sa_type=CodedReceipt)
    # Opened again after it was locked, by 총괄 with a reason: since when, and up to which day.
    reopened_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reopened_until: date | None = None
    version: int = 1

    __table_args__ = (UniqueConstraint("department_id", "half"),)
