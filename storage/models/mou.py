"""Agreements, what was promised in them, and how they were followed up."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from storage.models.base import Record, coded
from storage.rules.period import Precision
from storage.rules.terms import PromiseStatus, RecordKind


class Mou(Record, table=True):
    """An agreement of n parties; `last_contact_on` moves with each follow-up."""

    kind: ClassVar[RecordKind] = RecordKind.MOU

    signed_on: date | None = Field(default=None, index=True)  # first day of what is known
    precision: Precision = Field(sa_type=coded(Precision))  # how exactly that is known
    expires_on: date | None = Field(default=None, index=True)  # its last day
    cadence_months: int | None = None  # how often it wants a contact; else 180 days
    last_contact_on: date | None = Field(default=None, index=True)
    next_contact_on: date | None = Field(default=None, index=True)  # as the last one set it
    # From this day on it counts as asleep, unless it has ended or a later contact is agreed;
    # nothing where no contact is known: asleep already.
    sleeps_on: date | None = Field(default=None, index=True)


class MouPromise(Record, table=True):
    """A promise of an agreement with its target and due day."""

    __tablename__ = "mou_promise"
    kind: ClassVar[RecordKind] = RecordKind.PROMISE

    parent_id: int = Field(foreign_key="mou.id", index=True)
    due_on: date | None = Field(default=None, index=True)
    status: PromiseStatus = Field(sa_type=coded(PromiseStatus))
    target: int | None = None  # in the unit that its facts name
    delivered: int | None = None  # of the target, until now


class FollowUp(Record, table=True):
    """A contact about an agreement: outcome and next date."""

    __tablename__ = "follow_up"
    kind: ClassVar[RecordKind] = RecordKind.FOLLOW_UP

    parent_id: int = Field(foreign_key="mou.id", index=True)
    happened_on: date | None = Field(default=None, index=True)
    next_on: date | None = None  # when to ask again
