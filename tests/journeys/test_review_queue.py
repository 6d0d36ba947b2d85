"""40 plans, five with something to look at, reviewed over real HTTP; the taps are counted."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.demo.texts import OFFICE as HOME
from storage.act import Act
from storage.facts.shapes import PlanItemFacts
from storage.office import departments, officers
from storage.plans import behalf, plans
from storage.records import records
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, Role
from storage.rules.wording_receipt import Receipt, Way
from tests.journeys.test_half_year_round import OFFICE, june
from tests.journeys.town import Town

pytestmark = pytest.mark.long

HALF = HalfYear(2022, 2)
PLANS, ODD, MOST_TAPS = 40, 5, 12


async def handed_in(town: Town) -> None:
    """40 departments have handed in, five of them the same item twice."""
    async with town.office.db.begin() as session:
        office = await officers.by_telegram(session, OFFICE)
        act = Act(session, office, town.clock())
        for at, one in enumerate((await departments.ordered(session))[:PLANS]):
            plan = await plans.ensure(session, one.id, HALF)
            for _ in range(2 if at % (PLANS // ODD) == 0 else 1):
                facts = PlanItemFacts(text="공공근로 인력 고용", target=12, unit="명")
                await records.add(act, facts, parent_id=plan.id)
            await behalf.take_in(act, one.id, HALF, Receipt(Way.CALL), none=False)


async def states(town: Town) -> list[PlanState]:
    """Of every plan of the round."""
    async with town.office.db.read() as session:
        return [one.state for one in await plans.states(session, HALF) if one.items]


async def test_forty_departments_are_confirmed_in_twelve_taps(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        office = await town.hand(OFFICE)
        other = await town.newcomer(Role.OFFICE, HOME, "박○○")
        await june(town, office)
        await handed_in(town)
        await office.says("/round", "검토할 계획 40개 부서")
        office.begins()

        await office.taps("검토하기", "살펴볼 점이 있는 5개 부서")
        await office.taps("35개 부서 한꺼번에 확정", "확정하지 않는 5개 부서")
        await office.taps("예", "한 번 더 확인합니다.")
        await office.taps("예, 35건 모두", "35개 부서 확정")
        assert (await states(town)).count(PlanState.CONFIRMED) == PLANS - ODD
        await office.taps("남은 5개 부서 검토", "검토 1/5")
        for at in range(2, ODD + 1):
            await office.taps("확정하고 다음", f"검토 {at}/5")
        await office.taps("확정", "검토할 추진계획이 남지 않았습니다.")
        assert office.acts <= MOST_TAPS
        assert set(await states(town)) == {PlanState.CONFIRMED}

        await office.taps("방금 확정 되돌리기", "확정 되돌림")
        await other.says("/round", "검토할 계획 1개 부서")
        await other.taps("검토하기", "1개 부서가 검토를 기다립니다.")
