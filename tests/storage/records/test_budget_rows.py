"""A row of money: an amount in a column of its term, or 비예산; one of each source and term."""

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import BudgetFacts
from storage.records import records
from storage.rules.errors import Impossible, Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import BudgetKind, Source
from tests.helpers.offices import NOW, Office

PLAN, CITY = BudgetKind.PLAN, Source.CITY
LATER = HalfYear(2026, 2)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (BudgetFacts(PLAN, CITY), "금액을 하나는 적어 주십시오. 예산이 들지 않으면 ‘비예산’을"),
        (BudgetFacts(PLAN, CITY, cells={"'27": 1}), "‘'27’ 칸은 민선 7기(2018. 7. ~ 2022. 6.)의"),
        (BudgetFacts(PLAN, CITY, cells={"'19": 1}, tenure=LATER), "칸: 기투자, '26.7., '27,"),
    ],
)
async def test_a_row_without_an_amount_of_its_term_is_not_kept(
    db: Database, office: Office, facts: BudgetFacts, told: str
) -> None:
    async with db.begin() as session:
        with pytest.raises(Impossible) as refused:
            await records.add(Act(session, office.staff, NOW), facts)
    assert told in refused.value.sentence


async def test_each_term_has_its_own_row_of_a_source_and_its_own_word(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        await records.add(act, BudgetFacts(PLAN, CITY, cells={"'19": 1}))
        await records.add(act, BudgetFacts(PLAN, CITY, cells={"'27": 1}, tenure=LATER))
        other = HalfYear(2022, 2)
        await records.add(act, BudgetFacts(PLAN, non_budget=True, tenure=other))
        with pytest.raises(Refusal, match="시비 행은 이미 있습니다"):
            await records.add(act, BudgetFacts(PLAN, CITY, cells={"'28": 1}, tenure=LATER))
        with pytest.raises(Refusal, match="비예산으로 적혀 있습니다"):
            await records.add(act, BudgetFacts(PLAN, CITY, cells={"'23": 1}, tenure=other))
