"""What chosen companies get, and what a deed of theirs weighs."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from storage.models.base import Record, Row, coded
from storage.rules.incentive import Merit
from storage.rules.terms import RecordKind


class Incentive(Record, table=True):
    """A request to buy from a chosen company (물품 우선구매 협조요청)."""

    kind: ClassVar[RecordKind] = RecordKind.INCENTIVE

    asked_on: date = Field(index=True)
    numbered: bool = False  # 온나라 has given its number, so it was sent


class IncentivePoint(Row, table=True):
    """What one deed of a kind weighs, where the office has changed the usual weight."""

    __tablename__ = "incentive_point"

    merit: Merit = Field(primary_key=True, sa_type=coded(Merit))
    points: int  # for each deed; a merit without a row has its usual weight
    version: int = 1
