"""What stands in the head of the report: the pledge of each term of office, and who answers."""

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field

from storage.models.base import CodedHalf, Row
from storage.rules.half_year import HalfYear


class Pledge(Row, table=True):
    """The pledge as one term of office has it; a term without a row goes on with the last."""

    id: int = Field(default=None, primary_key=True)
    tenure: HalfYear = Field(unique=True, sa_type=CodedHalf)  # the first half of the term
    code: str  # of the city's list of pledges: 1-4-3
    title: str
    # Of the money tables, left to right, without the sum; empty for the usual ones of the term.
    columns: list[str] = Field(default_factory=list, sa_type=JSON)
    version: int = 1


class Responsible(Row, table=True):
    """Who answers for the pledge from a day on, until the day of the next row."""

    id: int = Field(default=None, primary_key=True)
    begins_on: date | None = Field(default=None, unique=True)  # nothing: nobody knows since when
    department: str  # as printed
    people: list[dict[str, str]] = Field(sa_type=JSON)  # position, name, phone; in printed order
