"""What an import would put in another's place, in words: old and new, sums with their unit."""

import pytest

from handlers.imports.changes import changes
from handlers.imports.differences import differing
from storage.report.importing.import_known import Known
from storage.report.reading.outline import Outline, OutlineRow
from storage.report.reading.proposal import Choices, propose
from storage.report.report_shapes import MoneyTable
from storage.rules.tenure import OLDEST
from storage.rules.terms import BudgetKind, Source


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("(2021.7.~12.) 39회 운영", "(2021.7.~12.) 40회 운영", "39회 → 40회"),
        ("(2020. 7.) 물류직 지원", "(2020. 8.) 물류직 지원", "(2020. 7.) → (2020. 8.)"),
        ("", "수료생 취업 연계", "(없음) → 수료생 취업 연계"),
        ("가 나", "가 나 다", "(없음) → 다"),
        ("가 나 다", "라 마 바", "가 나 다 → 라 마 바"),
    ],
)
def test_only_the_words_that_differ_are_shown(old: str, new: str, said: str) -> None:
    assert differing(old, new) == said


def test_sums_are_shown_with_their_unit_and_never_rounded() -> None:
    def table(won: int) -> MoneyTable:
        return MoneyTable(BudgetKind.PLAN, False, {Source.CITY: {"'20": won}})

    row = OutlineRow("2021년도 하반기 추진실적")
    proposal = propose(Outline((row,), money=(table(50_400_000),)), Choices())
    there = Known(({},), frozenset(), money={OLDEST: (table(120_000_000),)})
    [said] = changes(proposal, there)
    assert "시비 '20 120백만원 → 시비 '20 50,400,000원" in said
