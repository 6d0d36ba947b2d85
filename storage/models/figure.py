"""The ledger: every counted thing of a living record as a row of its own."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field, Index, UniqueConstraint

from storage.models.base import CodedHalf, Row, coded, partial
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, RecordKind


class Figure(Row, table=True):
    """One figure of a living record, written with it; no row means unknown, which is not zero.

    `storage/figures/` writes these rows and adds them up; nothing else does either.
    """

    id: int = Field(default=None, primary_key=True)
    record_kind: RecordKind = Field(sa_type=coded(RecordKind))
    record_id: int
    event_kind: EventKind | None = Field(default=None, sa_type=coded(EventKind))  # of an event
    # What the record hangs on: a contract, agreement or plan; of an event, the agreement it keeps.
    parent_id: int | None = None
    # In whose report it counts; nothing where neither it nor its parent says so.
    half: HalfYear | None = Field(default=None, sa_type=CodedHalf)
    starts_on: date | None = None  # first day of the time that it tells of, as far as known
    ends_on: date | None = None  # last day of that time
    department_id: int = Field(foreign_key="department.id")
    # Whose it is, where the record names one company alone besides the city.
    company_id: int | None = Field(default=None, foreign_key="company.id", index=True)
    target: str = ""  # for whom it was, as the record says it: 청년
    measure: Counted = Field(sa_type=coded(Counted))
    aim: Aim = Field(default=Aim.ACHIEVED, sa_type=coded(Aim))
    residents: bool = False  # of the city's residents among them alone
    value: int = Field(sa_type=BigInteger)  # 0 was counted as none
    unit: str = ""  # the counting word, where the measure has none of its own
    # The record of the same kind whose figure stands in its place in every sum: the stated total
    # that it is part of, or the later head-count of its site.
    instead_id: int | None = None

    # The second holds what the sums of /status need, so that they never touch the rows.
    __table_args__ = (
        UniqueConstraint("record_kind", "record_id", "measure", "aim", "residents"),
        Index(
            "ix_figure_sum",
            "half",
            "measure",
            "aim",
            "residents",
            "instead_id",
            "event_kind",
            "starts_on",
            "ends_on",
            "department_id",
            "value",
            "record_id",
            "record_kind",
        ),
        # The same of days and months.
        Index(
            "ix_figure_days",
            "measure",
            "starts_on",
            "ends_on",
            "aim",
            "residents",
            "instead_id",
            "event_kind",
            "department_id",
            "value",
            "record_id",
            "record_kind",
            "half",
        ),
        Index("ix_figure_parent", "parent_id", "record_kind"),
        # A number that somebody looks for.
        Index("ix_figure_value", "value", "record_kind", "record_id"),
        # What another row counts for is little.
        partial("ix_figure_instead", "measure", "starts_on", where="instead_id IS NOT NULL"),
    )


class FigureSum(Row, table=True):
    """Rows of the ledger that stand for themselves, added up: an index of it, written with it.

    Nothing but `storage/figures/kept_sums.py` writes it and `asking_sums.py` beside it reads it.
    Each row is added up twice: by departments over all days, and by days over all departments.
    """

    __tablename__ = "figure_sum"

    measure: str = Field(primary_key=True)  # as in the ledger; "people" for all who came
    aim: str = Field(primary_key=True)
    residents: bool = Field(primary_key=True)
    half: str = Field(primary_key=True)  # its code; empty for none
    starts_on: str = Field(primary_key=True)  # as 2021-08-04; empty over all days
    ends_on: str = Field(primary_key=True)
    department_id: int = Field(primary_key=True)  # 0 over all departments
    record_kind: str = Field(primary_key=True)
    event_kind: str = Field(primary_key=True)  # empty for what is no event
    value: int = Field(sa_type=BigInteger)
    known: int = Field(sa_type=BigInteger)  # records that tell it
    beside: int = Field(sa_type=BigInteger)  # of these the ones that are themselves counted

    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_with_rowid": False}
