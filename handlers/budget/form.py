"""One source of one money table: seven columns, each may be left empty."""

from handlers.forms.fields import Answers, Choice, Flag, Money
from handlers.forms.form import Form
from storage.rules.terms import BUDGET_COLUMNS, BudgetKind, RecordKind, Source


def costs_money(answers: Answers) -> bool:
    """The table holds amounts, not the word 비예산."""
    return answers.get("non_budget") is False


BUDGET = Form(
    kind=RecordKind.BUDGET,
    version=1,
    title="사업비",
    fields=(
        Choice(
            name="table",
            label="표",
            ask="어느 표입니까?",
            options=[(kind, kind.label) for kind in BudgetKind],
        ),
        Flag(
            name="non_budget",
            label="예산",
            ask="예산이 드는 사업입니까?",
            yes="비예산",
            no="예산 있음",
        ),
        Choice(
            name="source",
            label="재원",
            ask="어느 재원입니까?",
            options=[(source.value, source.label) for source in Source],
            when=costs_money,
        ),
        *(
            Money(
                name=f"cells.{column}",
                label=column,
                ask=f"{column} 칸의 금액은 얼마입니까?",
                hint="120백만원, 1억 2천만원. 없으면 건너뛰십시오.",
                when=costs_money,
                needed=False,
            )
            for column in BUDGET_COLUMNS
        ),
    ),
)
