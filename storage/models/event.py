"""Events of every kind, and their figures for sums."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

from storage.models.base import Record, Row, coded, partial
from storage.rules.period import Precision
from storage.rules.terms import EventKind, EventStatus, Measure, RecordKind


class Event(Record, table=True):
    """An event, a job-bus run or stated total, a programme; dates are null when unknown."""

    kind: ClassVar[RecordKind] = RecordKind.EVENT

    event_kind: EventKind = Field(index=True, sa_type=coded(EventKind))
    starts_on: date | None = Field(default=None, index=True)  # first day of what is known
    ends_on: date | None = None  # last day of what is known
    precision: Precision = Field(sa_type=coded(Precision))  # how exactly the dates are known
    status: EventStatus = Field(sa_type=coded(EventStatus))
    people: int | None = None  # who came, over the measures that count them; nothing when unknown
    runs: int | None = None  # of a job bus
    agreement_id: int | None = Field(default=None, foreign_key="mou.id", index=True)  # it keeps

    # Holds every column that the sums of /status need, so that they never touch the rows.
    __table_args__ = (
        partial(
            "ix_event_status",
            "half",
            "event_kind",
            "status",
            "department_id",
            "people",
            "runs",
            where="removed_at IS NULL",
        ),
    )


class EventCount(Row, table=True):
    """One figure of an event in its own unit; no row means unknown, which is not zero."""

    __tablename__ = "event_count"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    measure: Measure = Field(primary_key=True, sa_type=coded(Measure))
    value: int = Field(sa_type=BigInteger)  # 0 was counted as none
