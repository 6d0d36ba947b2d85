"""Who approves sees apart who was invited, whose account came, and by whom; nothing poses."""

from datetime import timedelta

import pytest

from handlers.people import texts
from storage.act import Act
from storage.office import invites, lockdowns, role_grants, server_links, wording_entry
from storage.rules.terms import Role
from tests.helpers.administrators import (
    FRIEND,
    NEW,
    OFFICE,
    SECOND,
    THIEF,
    THIRD,
    gives,
    number_of,
    post_of,
    staffed,
)
from tests.helpers.desk import Desk

pytestmark = pytest.mark.long

OPENED_BY_ANOTHER = {"first_name": "최○○ · 관리자", "username": "somebody_else"}


async def came(
    desk: Desk, account: dict[str, str], role: Role = Role.STAFF, name: str = "김철○"
) -> None:
    """The thief invites, and somebody with that account opens the link."""
    asker = await desk.officer(THIEF)
    assert asker is not None
    async with desk.db.begin() as session:
        token = await invites.create(
            Act(session, asker, desk.now), role, asker.department_id, name, 1
        )
    message = desk.message(NEW, f"/start {token}")
    message["from"] |= account
    await desk.sends(NEW, {"message": message})


async def test_an_invite_opened_by_somebody_else_is_noticed(desk: Desk) -> None:
    await staffed(desk, THIEF)
    await came(desk, OPENED_BY_ANOTHER)
    assert desk.newest(THIEF).text == (
        "등록 신청이 1건 있습니다.\n"
        "김철○ · 일자리정책과 · 담당 (미확인)\n"
        "초대한 이름: 김철○\n"
        "텔레그램 이름: “최○○ · 관리자”\n"
        "텔레그램 아이디: @somebody_else\n"
        "텔레그램 번호 끝 4자리: 33\n"
        "초대한 사람: 갑○○\n"
        f"{wording_entry.DIFFERS}"
    )


async def test_the_second_administrator_and_the_asker_see_the_same(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    await came(desk, OPENED_BY_ANOTHER, Role.OFFICE)
    for told in (desk.newest(SECOND).text, desk.heard(THIEF)[-1]):
        for line in ("초대한 이름: 김철○", "“최○○ · 관리자”", "@somebody_else", "끝 4자리: 33"):
            assert line in told


async def test_the_persons_card_shows_it_while_they_wait_and_forgets_it_then(desk: Desk) -> None:
    await staffed(desk, THIEF)
    await came(desk, OPENED_BY_ANOTHER)
    await desk.says(THIEF, "/people")
    await desk.picks(THIEF, "김철○ ·")
    assert "@somebody_else" in desk.newest(THIEF).text
    await desk.taps(THIEF, texts.APPROVE)
    assert "@somebody_else" not in desk.newest(THIEF).text
    kept = await desk.officer(NEW)
    assert kept is not None
    assert "somebody_else" not in str(kept.settings)


async def test_who_is_who_they_should_be_raises_no_alarm(desk: Desk) -> None:
    await staffed(desk, THIEF)
    await came(desk, {"first_name": "김철○(일자리정책과)", "username": "kim"})
    assert wording_entry.DIFFERS not in desk.newest(THIEF).text


async def test_an_invite_without_a_name_says_that_nobody_knows_who_came(desk: Desk) -> None:
    await staffed(desk, THIEF)
    await came(desk, OPENED_BY_ANOTHER, name="")
    shown = desk.newest(THIEF).text
    assert "최○○ 관리자 · 일자리정책과 · 담당 (미확인)" in shown
    assert "초대한 이름 적지 않음" in shown
    assert shown.endswith(wording_entry.UNNAMED_WARNING)


@pytest.mark.parametrize(
    ("first_name", "shown"),
    [
        ("최○○”\n초대한 이름  김철○", "“최○○' 초대한 이름 김철○”"),
        ("최○○\u2028\u202e자리관\u2066", "“최○○ 자리관”"),
        ("\u3164\u200b\u2800", "“”"),
        ("가" * 200, f"“{'가' * 39}…”"),
        ("홍○○ 010-1234-5678", "“홍○○ [휴대전화번호]”"),
        ("<b>관리자</b>", "“<b>관리자</b>”"),
    ],
)
async def test_no_name_leaves_its_line_or_its_quotes(
    desk: Desk, first_name: str, shown: str
) -> None:
    await staffed(desk, THIEF)
    await came(desk, {"first_name": first_name, "username": "a\n<b>관리자"})
    lines = desk.newest(THIEF).text.splitlines()
    assert f"텔레그램 이름: {shown}" in lines
    assert "텔레그램 아이디: 없음" in lines
    assert len(lines) == 8


async def test_a_person_of_the_office_is_known_by_number_and_day(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    desk.now += timedelta(days=1)
    await gives(desk, THIEF, FRIEND, Role.ADMIN)
    told = desk.newest(SECOND).text
    assert "텔레그램 번호 끝 4자리: 22" in told
    assert "등록한 날 2021. 7. 5.(월)" in told


async def test_a_name_that_was_changed_of_late_poses_as_nobody(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    await desk.says(THIEF, f"/people 이름 {await number_of(desk, FRIEND)} 병○○")
    await gives(desk, THIEF, FRIEND, Role.ADMIN)
    told = desk.newest(SECOND).text
    assert "2021. 7. 5.(월) 이름 바뀜 · 앞의 이름 담○○" in told
    assert "요청한 사람: 갑○○ · 일자리정책과 · 관리자 · 번호 끝 11" in told
    desk.now += timedelta(days=60)
    await desk.ticks(role_grants.settle)
    await gives(desk, THIEF, FRIEND, Role.ADMIN)
    assert "이름 바뀜" not in desk.newest(SECOND).text


async def test_an_administrator_who_takes_another_name_is_told_to_the_others(desk: Desk) -> None:
    await staffed(desk, THIEF, SECOND)
    await desk.says(THIEF, f"/people 이름 {await number_of(desk, THIEF)} 을○○")
    assert "이름이 바뀌었습니다. 앞의 이름 갑○○" in desk.heard(SECOND)[-1]
    assert "을○○ · 일자리정책과 · 관리자\n바꾼 사람: 을○○" in desk.heard(SECOND)[-1]


async def test_a_recovered_administrator_is_seen_by_all_and_waits_for_the_server(
    desk: Desk,
) -> None:
    await staffed(desk, SECOND, THIRD)
    async with desk.db.begin() as session:
        made = await server_links.recover(session, desk.now)
    message = desk.message(FRIEND, f"/start {made.token}")
    message["from"] |= OPENED_BY_ANOTHER
    (heard,) = await desk.sends(FRIEND, {"message": message})
    assert "담○○ · 일자리정책과 · 관리자" in heard
    assert "비상 잠금 중이어서" in heard
    for one in (SECOND, THIRD, OFFICE):
        told = desk.heard(one)[-1]
        assert "서버의 링크로 관리자가 등록되었습니다.\n담○○ · 일자리정책과 · 관리자" in told
        assert "“최○○ · 관리자”\n텔레그램 아이디: @somebody_else" in told
    assert await post_of(desk, FRIEND) == ("admin", "active")
    (refused,) = await gives(desk, FRIEND, SECOND, Role.STAFF)
    assert refused.startswith("비상 잠금 중")
    await desk.ticks(lockdowns.end)
    assert "관리자" in (await desk.says(FRIEND, "/start"))[0]


async def test_an_officers_own_invite_is_still_used_up_by_nobody_of_the_office(
    desk: Desk,
) -> None:
    await staffed(desk, THIEF)
    asker = await desk.officer(THIEF)
    async with desk.db.begin() as session:
        token = await invites.create(Act(session, asker, desk.now), Role.ADMIN, None, "", 1)
    assert "안녕하십니까" in (await desk.says(FRIEND, f"/start {token}"))[0]
    assert await post_of(desk, FRIEND) == ("staff", "active")
