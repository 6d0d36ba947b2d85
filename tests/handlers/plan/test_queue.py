"""The review as a queue: one act a department, the next one after each, and none done twice."""

import random
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from scheduler.reminders import run
from storage.act import Act
from storage.facts.shapes import PlanItemFacts
from storage.office import departments
from storage.plans import plans
from storage.records import records
from storage.rounds.closing import WAITING
from storage.rules.terms import PlanState, RecordKind, Role
from tests.handlers.round_office import HALF, OFFICE, item, opened, plan, state
from tests.helpers.desk import Desk
from tests.helpers.sizes import some

SECOND = 13  # another 총괄
PLAIN = PlanItemFacts(text="공공근로 인력 고양시민 우선 채용", target=12, unit="명")
BARE = PlanItemFacts(text="안내문 배부")
TWICE = (PLAIN, PLAIN)


async def handed_in(desk: Desk, name: str, *facts: PlanItemFacts, position: int = 9) -> int:
    """A department's plan of these items, handed in by its own 담당; returns its number."""
    async with desk.db.begin() as session:
        found = await departments.find_by_name(session, name)
    number = found.id if found else await desk.department(name, position)
    user = 1000 + number
    if await desk.officer(user) is None:
        await desk.hire(user, Role.STAFF, number, name="가○○")
    officer = await desk.officer(user)
    async with desk.db.begin() as session:
        act = Act(session, officer, desk.now)
        made = await plans.ensure(session, number, HALF)
        for one in facts:
            await records.add(act, one, parent_id=made.id)
        return (await plans.submit(act, made)).id


async def office(url: str) -> Desk:
    """An office in the middle of a round with two coordinators, and three plans handed in."""
    made = await opened(url)
    home = await made.officer(OFFICE)
    await made.hire(SECOND, Role.OFFICE, home.department_id if home else None, name="이○○")
    for at, name in enumerate(("가과", "나과", "다과"), 3):
        await handed_in(made, name, PLAIN, position=at)
    await made.taps_code(OFFICE, "v1:round:draw:1")  # both have their board
    return made


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await office(sqlite_url)
    yield made
    await made.close()


@pytest.fixture
async def either(url: str) -> AsyncIterator[Desk]:
    """On either database."""
    made = await office(url)
    yield made
    await made.close()


async def listed(desk: Desk, user: int = OFFICE) -> None:
    """The list of what waits, as the board opens it."""
    await desk.taps_code(user, "v1:round:waiting:1:0")


async def begun(desk: Desk, user: int = OFFICE) -> None:
    """The first plan of the queue."""
    await listed(desk, user)
    label = next(one for one in desk.labels(user) if one.startswith("하나씩 검토"))
    await desk.taps(user, label)


def card(desk: Desk, user: int = OFFICE) -> str:
    return desk.newest(user).text


async def test_each_act_brings_the_next_department_in_the_same_card(desk: Desk) -> None:
    await begun(desk)
    place = desk.newest(OFFICE).message_id
    assert "검토 1/3 · 가과 2022년 상반기 · 제출" in card(desk)
    assert desk.labels(OFFICE) == ["확정하고 다음", "한 칸 되묻기", "다음으로", "« 검토 목록"]
    await desk.taps(OFFICE, "확정하고 다음")
    assert card(desk).startswith("✔ 11. 15. 10:00 가과 확정\n\n검토 2/3 · 나과")
    await desk.taps(OFFICE, "다음으로")
    assert "검토 3/3 · 다과" in card(desk)
    await desk.taps(OFFICE, "확정")
    assert desk.newest(OFFICE).message_id == place
    told = "검토 마침 · 2022년 상반기\n\n확정 2개 부서: 가과, 다과\n남음 1개 부서: 나과"
    assert card(desk).endswith(told)
    desk.now += timedelta(minutes=1)
    await desk.taps(OFFICE, "남은 1개 부서 검토")
    assert "검토 1/1 · 나과" in card(desk)


async def test_the_morning_that_tells_of_new_plans_leads_to_the_queue(desk: Desk) -> None:
    desk.now += timedelta(days=1)
    await desk.ticks(run.remind)
    news = next(one for one in desk.screens[OFFICE].values() if "새로 답한 부서" in one.text)
    assert "v1:queue:now" in [key.code for key in news.keys]
    await desk.taps_code(OFFICE, "v1:queue:now", news.message_id)
    assert "3개 부서가 검토를 기다립니다." in card(desk)


async def test_a_question_of_a_remark_is_two_taps_and_the_next_plan_is_there(desk: Desk) -> None:
    await handed_in(desk, "라과", BARE, position=1)  # before the others in 직제순
    await begun(desk)
    assert "⚠ 살펴볼 점\n- 목표 수치가 하나도 없습니다." in card(desk)
    await desk.taps(OFFICE, "한 칸 되묻기")
    assert "사유: 목표 수치를 적어 주십시오." in card(desk)
    await desk.taps(OFFICE, "1번 목표 묻기")
    assert "✔ 11. 15. 10:00 라과 보완요청 · 가○○ 님께 ‘목표’ 한 가지만" in card(desk)
    assert "검토 2/4 · 가과" in card(desk)
    assert await state(desk, "라과") is PlanState.RETURNED


async def test_a_reason_that_is_typed_without_a_reply_goes_on_with_the_queue(desk: Desk) -> None:
    await begun(desk)
    await desk.taps(OFFICE, "한 칸 되묻기")
    await desk.taps(OFFICE, "시기")
    await desk.says(OFFICE, "언제 하는지 적어 주십시오.")
    assert "가과 보완요청" in card(desk)
    assert "검토 2/3 · 나과" in card(desk)
    assert await state(desk, "가과") is PlanState.RETURNED


async def test_what_was_just_confirmed_is_taken_back_by_one_tap(desk: Desk) -> None:
    await begun(desk)
    await desk.taps(OFFICE, "확정하고 다음")
    await desk.taps(OFFICE, "방금 확정 되돌리기")
    assert card(desk).startswith("✔ 11. 15. 10:00 가과 확정 되돌림\n\n검토 1/3 · 가과")
    assert await state(desk, "가과") is PlanState.SUBMITTED
    heard = desk.heard(1000 + 3)
    assert "확정을 되돌렸습니다" in heard[-1]
    assert "확정되었습니다" in heard[-2]


async def test_two_coordinators_never_confirm_one_plan_twice_nor_lose_one(either: Desk) -> None:
    desk = either
    await begun(desk)
    await begun(desk, SECOND)
    await desk.taps(OFFICE, "확정하고 다음")
    await desk.taps(SECOND, "확정하고 다음")
    assert card(desk, SECOND).startswith(
        "가과: 다른 분이 먼저 처리했습니다(확정).\n\n검토 1/2 · 나과"
    )
    await desk.taps(SECOND, "확정하고 다음")
    await desk.taps(OFFICE, "확정하고 다음")
    await desk.taps(OFFICE, "확정")
    assert "확정 2개 부서: 가과, 다과" in card(desk)
    for name in ("가과", "나과", "다과"):
        assert await state(desk, name) is PlanState.CONFIRMED
    told = [one for user in (1003, 1004, 1005) for one in desk.heard(user) if "확정되었" in one]
    assert len(told) == 3


async def test_a_plan_that_changed_under_the_card_is_shown_again_and_not_confirmed(
    desk: Desk,
) -> None:
    await begun(desk)
    officer = await desk.officer(1003)
    async with desk.db.begin() as session:
        act = Act(session, officer, desk.now)
        written = await plans.by_id(session, 1)
        assert written is not None
        await plans.submit(act, await plans.reopen(act, written))
    await desk.taps(OFFICE, "확정하고 다음")
    assert await state(desk, "가과") is PlanState.SUBMITTED
    assert "검토 1/3 · 가과" in card(desk)
    await desk.taps(OFFICE, "확정하고 다음")
    assert await state(desk, "가과") is PlanState.CONFIRMED


async def test_what_changed_since_it_was_sent_back_stands_before_the_items(either: Desk) -> None:
    desk = either
    await begun(desk)
    await desk.taps(OFFICE, "한 칸 되묻기")
    await desk.taps(OFFICE, "목표")
    await desk.says(OFFICE, "맞는지 확인해 주십시오.")
    officer = await desk.officer(1003)
    async with desk.db.begin() as session:
        act = Act(session, officer, desk.now)
        kept = PlanItemFacts(text=PLAIN.text, target=12, unit="명", note="하반기 이월")
        row = await records.change(act, RecordKind.PLAN_ITEM, 1, kept, expected_version=1)
        assert row is not None
    await desk.says(1003, "20")
    await desk.taps_code(OFFICE, "v1:queue:see:1:1")
    assert "보완한 칸 1개를 확인해 주십시오." in card_of(desk)
    assert "보완요청 뒤 바뀐 것\n- 1번 비고: ‘없음’ → ‘하반기 이월’" in card_of(desk)
    assert "보완완료 1번 · 목표: ‘12명’ → ‘20명’" in card_of(desk)
    assert (await item(desk, 1)).target == 20


def card_of(desk: Desk) -> str:
    """What stands on the message on which `taps_code` taps."""
    return desk.screens[OFFICE][1].text


# -- many at once --------------------------------------------------------------------------------


async def test_all_without_remarks_are_confirmed_together_and_the_others_named(desk: Desk) -> None:
    await handed_in(desk, "라과", *TWICE, position=6)
    await listed(desk)
    assert "⚠ 살펴볼 점이 있는 1개 부서\n- 라과: 2번이 1번과 같은 내용입니다." in card(desk)
    await desk.taps(OFFICE, "3개 부서 한꺼번에 확정")
    assert card(desk).startswith(
        "2022년 상반기 추진계획 3개 부서를 확정합니다.\n가과, 나과, 다과\n\n"
        "확정하지 않는 1개 부서\n- 라과: 2번이 1번과 같은 내용입니다."
    )
    await desk.taps(OFFICE, "예")
    assert "3개 부서 확정: 가과, 나과, 다과" in card(desk)
    assert await state(desk, "라과") is PlanState.SUBMITTED
    await desk.taps(OFFICE, "되돌리기")
    assert "3개 부서의 확정을 되돌렸습니다: 가과, 나과, 다과" in card(desk)
    assert await state(desk, "나과") is PlanState.SUBMITTED


async def test_what_was_touched_since_is_named_when_many_are_taken_back(either: Desk) -> None:
    desk = either
    await listed(desk)
    await desk.taps(OFFICE, "3개 부서 한꺼번에 확정")
    await desk.taps(OFFICE, "예")
    await desk.taps_code(SECOND, "v1:review:unlock:2")
    await desk.says(SECOND, "예산 변경")
    await desk.taps(OFFICE, "되돌리기")
    assert "2개 부서의 확정을 되돌렸습니다: 가과, 다과" in card(desk)
    assert "되돌리지 못한 1개 부서\n- 나과: 그 사이 추진계획이 다시 바뀌어" in card(desk)
    assert await state(desk, "나과") is PlanState.DRAFTING


async def test_some_are_chosen_and_one_that_changed_meanwhile_is_asked_anew(desk: Desk) -> None:
    await handed_in(desk, "라과", *TWICE, position=6)
    await listed(desk)
    await desk.taps(OFFICE, "골라서 확정")
    assert "4개 가운데 0개" in card(desk)
    for label in ("가과", "⚠ 라과", "나과", "✓ 나과"):
        await desk.taps(OFFICE, label)
    assert "✓ ⚠ 라과" in desk.labels(OFFICE)
    await desk.taps(OFFICE, "고른 2개")
    assert "⚠ 라과: 2번이 1번과 같은 내용입니다." in card(desk)
    version = (await plan(desk, "가과")).version
    await desk.taps_code(SECOND, f"v1:queue:ok:1:{version}:1")
    await desk.taps(OFFICE, "예")
    assert "추진계획 1개 부서를 확정합니다.\n라과" in card(desk)
    await desk.taps(OFFICE, "예")
    assert await state(desk, "라과") is PlanState.CONFIRMED
    assert await state(desk, "나과") is PlanState.SUBMITTED


@pytest.mark.long
@pytest.mark.parametrize("seed", some(range(5), of=4))
async def test_two_go_through_any_office_and_each_plan_is_settled_once(
    sqlite_url: str, seed: int
) -> None:
    """Of 1 to 60 departments, by any mixture of acts of two people: each plan is confirmed or
    asked about once, nothing is left in the queue, and the end tells what was done."""
    rng = random.Random(seed)
    desk = await opened(sqlite_url)
    home = await desk.officer(OFFICE)
    await desk.hire(SECOND, Role.OFFICE, home.department_id if home else None, name="이○○")
    count = (1, 2, 7, 21, 60)[seed]
    for at in range(count):
        facts = rng.choice([(PLAIN,), (PLAIN, PLAIN), (BARE,), (PLAIN, BARE)])
        await handed_in(desk, f"{at:02}과", *facts, position=at)
    people = (OFFICE, SECOND)
    for _ in range(count * 4):
        user = rng.choice(people)
        labels = desk.labels(user) if desk.screens.get(user) else []
        known = [one for one in labels if re.match(r"확정|다음으로|예|\d+번 \S+ 묻기|한 칸", one)]
        if known and rng.random() < 0.95:
            await desk.taps(user, rng.choice(known))
            continue
        await listed(desk, user)
        start = [
            one for one in desk.labels(user) if re.match(r"하나씩|\d+개 부서 한꺼번에|\d\d과", one)
        ]
        if not start:
            break
        await desk.taps(user, rng.choice(start))
    async with desk.db.read() as session:
        found = await plans.states(session, HALF)
    told = [one for one in desk.said if "추진계획이 확정되었습니다" in one.text]
    back = [one for one in desk.said if "확정을 되돌렸습니다" in one.text and one.chat_id > 1000]
    confirmed = [one for one in found if one.state is PlanState.CONFIRMED]
    assert len(told) - len(back) == len(confirmed)
    asked = [one for one in desk.said if "보완요청" in one.text and one.chat_id > 1000]
    returned = [one for one in found if one.state is PlanState.RETURNED]
    assert len({one.chat_id for one in asked}) == len(returned)
    assert len(confirmed) + len(returned) + sum(one.state in WAITING for one in found) == count
    await desk.close()
