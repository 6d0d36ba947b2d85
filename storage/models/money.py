"""The two money tables, and the lines of 문제점 및 개선대책."""

from typing import ClassVar

from sqlmodel import Field

from storage.models.base import CodedHalf, Record, coded, partial
from storage.rules.half_year import HalfYear
from storage.rules.terms import BudgetKind, RecordKind, Source


class BudgetRow(Record, table=True):
    """One source of one money table of a term of office, or the 비예산 statement of that table."""

    __tablename__ = "budget_row"
    kind: ClassVar[RecordKind] = RecordKind.BUDGET

    tenure: HalfYear = Field(sa_type=CodedHalf)  # the first half of the term
    budget_table: BudgetKind = Field(index=True, sa_type=coded(BudgetKind))
    source: Source | None = Field(default=None, sa_type=coded(Source))  # nothing for 비예산
    non_budget: bool = False  # 비예산: the table says that the pledge costs nothing

    __table_args__ = (
        partial(
            "uq_budget_row_source",
            "tenure",
            "budget_table",
            "source",
            unique=True,
            where="removed_at IS NULL",
        ),
        partial(
            "uq_budget_row_non_budget",
            "tenure",
            "budget_table",
            unique=True,
            where="removed_at IS NULL AND non_budget",
        ),
    )


class Problem(Record, table=True):
    """A line of problems and measures, in printed order."""

    kind: ClassVar[RecordKind] = RecordKind.PROBLEM

    position: int  # in print, from the top
