"""Events of every kind, and their figures for sums."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

from storage.models.base import Record, Row, partial
from storage.rules.terms import RecordKind


class Event(Record, table=True):
    """An event, a job-bus run or stated total, a programme; dates are null when unknown."""

    kind: ClassVar[RecordKind] = RecordKind.EVENT

    event_kind: str = Field(index=True)
    starts_on: date | None = Field(default=None, index=True)
    ends_on: date | None = None
    precision: str
    status: str
    people: int | None = None  # who came, over the measures that count them; null when unknown
    runs: int | None = None  # of a job bus

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
    measure: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)
