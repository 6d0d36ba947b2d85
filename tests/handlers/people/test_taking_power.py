"""An administrator is lowered or removed by two, and the last but one only after a day's wait."""

from datetime import timedelta

import pytest

from handlers.chat import errors
from handlers.people import texts
from storage.office import lockdowns, officers, role_grants
from storage.office import texts as storage_texts
from storage.rules.terms import Role
from storage.transfers import wording_transfer
from tests.helpers.administrators import (
    FOURTH,
    FRIEND,
    NEW,
    OFFICE,
    SECOND,
    THIEF,
    THIRD,
    administrators_of,
    gives,
    number_of,
    post_of,
    removes,
    staffed,
)
from tests.helpers.desk import Desk

pytestmark = pytest.mark.long

HONEST = (SECOND, THIRD, FOURTH)
DAY = timedelta(days=1)
NO_LONGER = [errors.STRANGER]


async def test_a_stolen_account_among_four_neither_removes_nor_lets_in_anybody_alone(
    desk: Desk,
) -> None:
    await staffed(desk, THIEF, *HONEST)
    await gives(desk, THIEF, FRIEND, Role.ADMIN)
    await desk.taps_code(THIEF, "v1:people:take:1")
    for other in HONEST:
        await removes(desk, THIEF, other)
    await gives(desk, THIEF, FRIEND, Role.ADMIN)
    assert await administrators_of(desk) == [THIEF, *HONEST]
    assert await post_of(desk, FRIEND) == ("staff", "active")
    for other in HONEST:
        told = [one.text for one in desk.screens[other].values()]
        assert any("관리자 → 등록 해제" in words and "본인에 대한 요청" in words for words in told)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMIN])
async def test_lowering_an_administrator_waits_for_another_one(desk: Desk, role: Role) -> None:
    await staffed(desk, THIEF, SECOND, THIRD)
    await gives(desk, THIEF, SECOND, role)
    assert texts.DONE_ASKED in desk.newest(THIEF).text
    assert await post_of(desk, SECOND) == ("admin", "active")
    assert "본인에 대한 요청입니다" in desk.newest(SECOND).text
    assert desk.labels(SECOND) == []
    assert f"관리자 → {role.label}" in desk.newest(THIRD).text
    await desk.taps(THIRD, "승인")
    assert await post_of(desk, SECOND) == (role.value, "active")
    assert f"을○○ · 일자리정책과 · {role.label}" in desk.heard(SECOND)[-1]
    assert f"을○○ 님은 이제 {role.label}입니다." in desk.heard(THIEF)[-1]


async def test_a_removal_is_done_with_the_tap_of_a_second_administrator(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND, THIRD)
    await desk.says(THIEF, "/people")
    await desk.picks(THIEF, "을○○ · 관리자")
    await desk.taps(THIEF, "등록 해제")
    assert "다른 관리자의 승인이 필요합니다" in desk.newest(THIEF).text
    await desk.taps(THIEF, "요청합니다")
    assert "을○○ · 관리자 → 등록 해제" in desk.newest(THIEF).text
    assert await desk.says(SECOND, "/people") != NO_LONGER
    await desk.taps(THIRD, "승인")
    assert "등록 해제 승인 요청 · 승인함" in desk.newest(THIRD).text
    assert await administrators_of(desk) == [THIEF, THIRD]
    assert desk.heard(SECOND)[-1] == texts.REMOVED_NOTICE
    assert "병○○ 님이 승인했습니다. 을○○ 님의 등록을 해제했습니다." in desk.heard(THIEF)
    assert await desk.says(SECOND, "/people") == NO_LONGER


async def test_the_one_concerned_is_no_judge_where_there_is_another(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND, THIRD)
    await removes(desk, THIRD, THIEF)
    for act in ("agree", "refuse"):
        heard = await desk.taps_code(THIEF, f"v1:people:{act}:1")
        assert heard == [storage_texts.GRANT_CONCERNED]
    await desk.taps(SECOND, "승인")
    assert await administrators_of(desk) == [SECOND, THIRD]


@pytest.mark.parametrize(
    "code", ["handok:{one}:{to}", "handat:{one}:{to}:out:0", "handon:{one}:{to}:out:0:next"]
)
async def test_an_account_is_not_closed_by_handing_over_its_work(desk: Desk, code: str) -> None:
    await staffed(desk, THIEF, SECOND, THIRD)
    one, to = await number_of(desk, SECOND), await number_of(desk, FRIEND)
    heard = await desk.taps_code(THIEF, f"v1:people:{code.format(one=one, to=to)}")
    assert heard == [wording_transfer.ADMIN]
    assert await administrators_of(desk) == [THIEF, SECOND, THIRD]


async def test_to_step_down_and_to_go_need_nobody(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND, THIRD)
    await gives(desk, SECOND, SECOND, Role.STAFF)
    await removes(desk, THIRD, THIRD)
    assert await administrators_of(desk) == [THIEF]
    assert "해제한 사람: 병○○" in desk.heard(THIEF)[-1]


async def test_the_office_takes_no_power_from_an_administrator(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    assert await removes(desk, OFFICE, SECOND) == [texts.ONLY_ADMIN]
    assert await gives(desk, OFFICE, SECOND, Role.STAFF) == [texts.ONLY_ADMIN]


# -- from two down to one -----------------------------------------------------------------------


async def test_of_two_the_one_concerned_is_told_at_once_and_may_block_it(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    await removes(desk, THIEF, SECOND)
    assert "2021. 7. 6.(화) 10:00까지 본인이 막지 않으면" in desk.newest(THIEF).text
    assert await desk.says(SECOND, "/people") != NO_LONGER
    card = next(one for one in desk.screens[SECOND].values() if "본인에 대한" in one.text)
    assert [key.label for key in card.keys] == ["동의", "막기"]
    assert "관리자 두 분 사이의 요청입니다" in desk.heard(OFFICE)[-1]
    await desk.taps(SECOND, "막기")
    assert desk.heard(THIEF)[-1] == "을○○ 님이 을○○ 님의 등록 해제를 거절했습니다."
    desk.now += 2 * DAY
    assert await desk.taps_code(THIEF, "v1:people:do:1") == [storage_texts.GRANT_SETTLED]
    assert await administrators_of(desk) == [THIEF, SECOND]


@pytest.mark.parametrize("role", [None, Role.OFFICE, Role.VIEWER])
async def test_of_two_it_is_done_a_working_day_later_and_not_before(
    desk: Desk, role: Role | None
) -> None:
    await staffed(desk, THIEF, SECOND)
    await (removes(desk, THIEF, SECOND) if role is None else gives(desk, THIEF, SECOND, role))
    desk.now += DAY - timedelta(seconds=1)
    await desk.ticks(role_grants.settle)
    (early,) = await desk.taps_code(THIEF, "v1:people:do:1")
    assert early.startswith("아직 하실 수 없습니다. 2021. 7. 6.(화) 10:00까지")
    assert await administrators_of(desk) == [THIEF, SECOND]
    desk.now += timedelta(seconds=1)
    for _tick in range(2):
        await desk.ticks(role_grants.settle)
    told = [words for words in desk.heard(THIEF) if "이의 없이 하루가 지났습니다" in words]
    assert len(told) == 1
    await desk.taps(THIEF, "지금 바꾸기")
    assert await administrators_of(desk) == [THIEF]
    assert await post_of(desk, SECOND) == (
        ("admin", "removed") if role is None else (role.value, "active")
    )


async def test_the_one_concerned_may_object_until_it_is_done(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    await removes(desk, THIEF, SECOND)
    desk.now += DAY
    for _tick in range(2):
        await desk.ticks(role_grants.settle)
    assert sum("지금도 막으실 수 있습니다" in words for words in desk.heard(SECOND)) == 1
    await desk.taps(SECOND, "막기")
    assert await desk.taps_code(THIEF, "v1:people:do:1") == [storage_texts.GRANT_SETTLED]
    assert await administrators_of(desk) == [THIEF, SECOND]


async def test_a_wait_begun_before_a_weekend_ends_after_it(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    desk.now += 4 * DAY  # Friday
    await removes(desk, THIEF, SECOND)
    assert "2021. 7. 12.(월) 10:00까지" in desk.newest(THIEF).text


async def test_only_the_asker_carries_it_out_and_only_what_had_to_wait(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    await removes(desk, THIEF, SECOND)
    desk.now += DAY
    assert await desk.taps_code(SECOND, "v1:people:do:1") == [storage_texts.GRANT_OWN]
    await desk.taps_code(THIEF, "v1:people:take:1")
    await desk.hire(THIRD, Role.ADMIN, name="병○○")
    await removes(desk, THIEF, SECOND)
    desk.now += DAY
    assert await desk.taps_code(THIEF, "v1:people:do:2") == [storage_texts.GRANT_OWN]
    assert await administrators_of(desk) == [THIEF, SECOND, THIRD]


async def test_what_waited_falls_once_somebody_else_can_be_asked(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    await desk.hire(THIRD, Role.ADMIN, name="병○○")
    async with desk.db.begin() as session:
        await officers.set_reachable(session, THIRD, reachable=False)
    await removes(desk, THIEF, SECOND)
    desk.now += DAY
    await desk.says(THIRD, "/people")  # within reach again
    await desk.taps_code(THIEF, "v1:people:do:1")
    assert any(texts.DONE_FALLEN in words for words in desk.heard(THIEF))
    assert await administrators_of(desk) == [THIEF, SECOND, THIRD]


async def test_who_agrees_to_their_own_going_goes_at_once(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    await removes(desk, THIEF, SECOND)
    await desk.taps(SECOND, "동의")
    assert await administrators_of(desk) == [THIEF]


@pytest.mark.parametrize("end", ["asker steps down", "asker goes", "lock", "late"])
async def test_whether_it_still_stands_is_asked_again(desk: Desk, end: str) -> None:
    await staffed(desk, THIEF, SECOND)
    await removes(desk, THIEF, SECOND)
    desk.now += DAY
    if end == "asker steps down":
        await gives(desk, THIEF, THIEF, Role.OFFICE)
    elif end == "asker goes":
        await removes(desk, THIEF, THIEF)
    elif end == "lock":
        await desk.ticks(lockdowns.begin)
        await desk.ticks(lockdowns.end)
    else:
        desk.now += 4 * DAY
        await desk.ticks(role_grants.settle)
    await desk.taps_code(THIEF, "v1:people:do:1")
    assert SECOND in await administrators_of(desk)
    assert "동의" not in desk.labels(SECOND)


async def test_the_list_and_the_persons_card_show_what_waits(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND, THIRD)
    await removes(desk, THIEF, SECOND)
    (listed,) = await desk.says(THIRD, "/people")
    assert "을○○ · 관리자 → 등록 해제 · 요청 갑○○" in listed
    await desk.picks(THIRD, "을○○ · 관리자")
    assert {texts.AGREE, texts.REFUSE} <= set(desk.labels(THIRD))
    await desk.says(SECOND, "/people")
    await desk.picks(SECOND, "을○○ · 관리자")
    assert {texts.AGREE, texts.REFUSE}.isdisjoint(desk.labels(SECOND))


async def test_who_comes_back_finds_their_old_invites_void(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND, THIRD)
    await desk.taps_code(SECOND, "v1:people:make:viewer:0:7")
    (made,) = [one for one in desk.said if one.kind == "picture"]
    await gives(desk, SECOND, SECOND, Role.STAFF)
    await gives(desk, THIEF, SECOND, Role.ADMIN)
    await desk.taps(THIRD, "승인")
    token = made.payload["given"]["text"].rpartition("=")[2]
    assert "기한이 지난 초대" in (await desk.says(NEW, f"/start {token}"))[0]


async def test_who_is_renamed_hears_it(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    await desk.says(THIEF, f"/people 이름 {await number_of(desk, FRIEND)} 을○○ · 관리자")
    assert desk.heard(FRIEND)[-1].endswith("을○○ 관리자 · 일자리정책과 · 담당")
