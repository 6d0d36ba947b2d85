"""Works contracts, their subcontracts and their head-counts."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

from storage.models.base import Record, Row, UtcTime, coded
from storage.rules.listed_kinds import ListedState
from storage.rules.terms import RecordKind, Stage


class Contract(Record, table=True):
    """A works contract."""

    kind: ClassVar[RecordKind] = RecordKind.CONTRACT

    amount: int = Field(sa_type=BigInteger)
    notice_on: date = Field(index=True)  # 공고일: decides which rule counts
    stage: Stage = Field(sa_type=coded(Stage))
    large: bool = Field(index=True)  # 대규모공사 by the rule in force at its 공고일


class Subcontract(Record, table=True):
    """A subcontract, local or not."""

    kind: ClassVar[RecordKind] = RecordKind.SUBCONTRACT

    parent_id: int = Field(foreign_key="contract.id", index=True)
    amount: int = Field(sa_type=BigInteger)
    local: bool  # 관내: with a firm of the city


class HireReport(Record, table=True):
    """Residents among the workers of a contract on a day, as head-counts only: never added up."""

    __tablename__ = "hire_report"
    kind: ClassVar[RecordKind] = RecordKind.HIRE

    parent_id: int = Field(foreign_key="contract.id", index=True)
    residents: int  # of the city, among the workers
    workers: int  # all of them


class ListedContract(Row, table=True):
    """A contract of a list that should be covered and had no record; its department is asked
    until it has one or a reason why not."""

    __tablename__ = "listed_contract"

    id: int = Field(default=None, primary_key=True)
    department_id: int = Field(foreign_key="department.id", index=True)  # whose it would be
    title: str
    company: str
    amount: int = Field(sa_type=BigInteger)
    day: date  # of its notice, or where the list has none of the contract
    by_notice: bool  # which of the two
    rule: str  # that says that it is covered, in words
    mark: str = Field(unique=True)  # by which it is known again in another list
    state: ListedState = Field(default=ListedState.OPEN, sa_type=coded(ListedState))
    reason: str = ""  # why it needs no record
    officer_id: int = Field(foreign_key="officer.id")  # who took the list over
    listed_at: datetime = Field(sa_type=UtcTime)
    decided_by: int | None = Field(default=None, foreign_key="officer.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcTime)
