"""Works contracts, their subcontracts and their head-counts."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

from storage.models.base import Record, coded
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
