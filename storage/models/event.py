"""Events of every kind."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from storage.models.base import Record, coded
from storage.rules.period import Precision
from storage.rules.terms import EventKind, EventStatus, RecordKind


class Event(Record, table=True):
    """An event, a job-bus run or stated total, a programme; dates are null when unknown."""

    kind: ClassVar[RecordKind] = RecordKind.EVENT

    event_kind: EventKind = Field(index=True, sa_type=coded(EventKind))
    starts_on: date | None = Field(default=None, index=True)  # first day of what is known
    ends_on: date | None = None  # last day of what is known
    precision: Precision = Field(sa_type=coded(Precision))  # how exactly the dates are known
    status: EventStatus = Field(sa_type=coded(EventStatus))
    own_kind: int | None = Field(default=None, index=True)  # the setting of the office's kind
    agreement_id: int | None = Field(default=None, foreign_key="mou.id", index=True)  # it keeps
