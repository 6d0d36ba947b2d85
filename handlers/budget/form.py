"""One source of one money table of a term of office: an amount in one column at least."""

from handlers.budget import texts
from handlers.budget.amounts import Amounts, Term
from handlers.forms.fields import Answers, Choice, Flag
from handlers.forms.form import Form
from storage.rules.terms import BudgetKind, RecordKind, Source


def costs_money(answers: Answers) -> bool:
    """The table holds amounts, not the word 비예산."""
    return answers.get("non_budget") is False


BUDGET = Form(
    kind=RecordKind.BUDGET,
    version=2,
    decides=("non_budget",),
    title="사업비",
    fields=(
        Term(
            name="tenure",
            label="임기",
            ask="어느 임기의 사업비입니까?",
            hint="9기, 2022 상반기",
        ),
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
        Amounts(
            name="cells",
            label="금액",
            ask="어느 칸에 얼마입니까? 칸: {columns}",
            hint="{one} 120백만원, {other} 1억 2천만원. 없는 칸은 적지 않습니다.",
            when=costs_money,
            lacking=texts.NO_AMOUNT,
        ),
    ),
)
