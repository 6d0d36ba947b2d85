"""A department that is not on the bot sends its form by mail; 총괄 forwards it, over real HTTP."""

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

import pytest

from bot.demo.texts import PEOPLE
from bot.documents import plan_form as papers
from storage.office import departments
from storage.plans import plan_form, plans
from storage.plans.plan_form_shapes import Form
from storage.rules.adapter import adapter
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState
from tests.journeys.town import Town

pytestmark = pytest.mark.long

CHIEF = PEOPLE[2][0]
HALF, NAME = HalfYear(2022, 1), "주택과"
AS_TABLE = "취합표·서식으로 읽기"
ITEM = (
    "",
    "공동주택 관리인력 고양시민 우선 채용",
    "채용 인원",
    "5명",
    "5",
    "8",
    "",
    "2022.1.~6.",
    "",
    "",
)

Full = AbstractAsyncContextManager[Town]


def filled(ending: str) -> bytes:
    """The plain form with one item, and without the name of its department."""
    plain = plan_form.plain(HALF, None)
    form = Form(HALF, None, "", (ITEM, *plain.rows[1:]))
    told = adapter(Form).dump_python(form, mode="json")
    at = datetime(2021, 12, 1, tzinfo=UTC).isoformat()
    return papers.written({"form": told, "format": ending, "at": at})


async def test_a_form_that_came_by_mail_is_taken_in_whole(full_office: Full) -> None:
    async with full_office as town:
        chief = await town.hand(CHIEF)
        await chief.phone.document(filled("hwpx"), "추진계획_주택과.hwpx")
        await chief.reads("파일을 받았습니다.")
        asked = await chief.taps(AS_TABLE, "어느 부서의 서식입니까?")
        assert "어느 부서의 서식인지 적혀 있지 않습니다." in asked
        read = await chief.taps(NAME, "제출 서식을 읽었습니다.")
        assert "새 항목 1" in read
        await chief.taps("접수 근거 적기", "어떻게 접수하셨습니까?")
        ready = await chief.says(
            "공문 주택과-31(12. 15.)", "이 부서가 낸 것으로 접수하시겠습니까?"
        )
        assert f"{NAME} 2022년 상반기 제출 서식" in ready
        done = await chief.taps("대리 접수", "대리 접수 · 제출")
        assert f"{NAME} (공문 주택과-31(2021. 12. 15.))" in done
        async with town.office.db.read() as session:
            found = await departments.find_by_name(session, NAME)
            assert found is not None
            plan = await plans.find(session, found.id, HALF)
            assert plan is not None
            (item,) = await plans.items(session, plan.id)
        assert (plan.state, item.title) == (PlanState.SUBMITTED, ITEM[1])
        assert plan.received_by is not None
