"""Events of every kind."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field, Index

from storage.models.base import Record, coded, partial
from storage.rules.period import Precision
from storage.rules.terms import EventKind, EventStatus, RecordKind


class Event(Record, table=True):
    """An event, a job-bus run or stated total, a programme; dates are null when unknown."""

    kind: ClassVar[RecordKind] = RecordKind.EVENT

    event_kind: EventKind = Field(sa_type=coded(EventKind))
    starts_on: date | None = Field(default=None, index=True)  # first day of what is known
    ends_on: date | None = None  # last day of what is known
    precision: Precision = Field(sa_type=coded(Precision))  # how exactly the dates are known
    status: EventStatus = Field(sa_type=coded(EventStatus))
    own_kind: int | None = Field(default=None, index=True)  # the setting of the office's kind
    agreement_id: int | None = Field(default=None, foreign_key="mou.id", index=True)  # it keeps

    __table_args__ = (
        # What may be one and the same lies near in time, or its time is known roughly.
        Index("ix_event_kind_day", "event_kind", "starts_on"),
        Index("ix_event_rough", "half", "precision", "event_kind"),
        # A page of a list begins with the newest.
        Index("ix_event_newest", "half", "starts_on"),
        Index("ix_event_of_department", "department_id", "half", "removed_at", "starts_on"),
        Index("ix_event_of_officer", "officer_id", "half", "removed_at", "starts_on"),
        # What is still to come is few, however long the history is.
        partial("ix_event_planned", "starts_on", where="status = 'planned'"),
    )
