"""부서별 고용할당제 추진계획: a department's plan for a half-year, and its items."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field, UniqueConstraint

from storage.models.base import Record, Row, UtcTime
from storage.rules.terms import PlanState, RecordKind


class Plan(Row, table=True):
    """What one department hands in for one half-year; silence is never counted as none."""

    id: int | None = Field(default=None, primary_key=True)
    department_id: int = Field(foreign_key="department.id", index=True)
    half: str = Field(index=True)
    state: str = Field(default=PlanState.NOT_SUBMITTED.value)
    step: str | None = None  # the role whose 내부확인 it waits for, or whose question it answers
    becomes: str | None = None  # the state in which it reaches 총괄 once the steps are passed
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    submitted_by: int | None = Field(default=None, foreign_key="officer.id")
    version: int = 1

    __table_args__ = (UniqueConstraint("department_id", "half"),)


class PlanItem(Record, table=True):
    """One item of a plan."""

    __tablename__ = "plan_item"
    kind: ClassVar[RecordKind] = RecordKind.PLAN_ITEM

    parent_id: int = Field(foreign_key="plan.id", index=True)
    position: int
    citizens: int | None = None
    budget: int | None = Field(default=None, sa_type=BigInteger)
