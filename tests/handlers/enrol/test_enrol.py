"""The way in: one link, one person, once."""

from datetime import timedelta

from handlers.chat import errors
from handlers.chat.daily import DAILY, FOUR
from handlers.enrol import texts
from handlers.enrol.links import deep_link
from storage.act import Act
from storage.office import invites, server_links
from storage.rules.terms import Role
from tests.helpers.desk import Desk

ADMIN, NEW, OTHER = 11, 2**33 + 1, 44
USED = "이미 사용한 초대"


async def invited(desk: Desk, role: Role, *, needs_approval: bool = True, days: int = 1) -> str:
    """A token for the first department, which is made as well."""
    department = await desk.department("일자리정책과", 1)
    async with desk.db.begin() as session:
        return await invites.create(
            Act(session, None, desk.now), role, department, "홍○○", days, needs_approval
        )


async def test_the_first_administrator_comes_in_by_the_servers_link_alone(desk: Desk) -> None:
    async with desk.db.begin() as session:
        token = await server_links.first(session, desk.now)
    await desk.department("일자리정책과", 1)
    heard = await desk.says(NEW, f"/start {token}")
    assert "소속 부서를 골라 주십시오" in heard[0]
    admin = await desk.officer(NEW)
    assert admin is not None
    assert (admin.role, admin.state) == ("admin", "active")


async def test_the_servers_link_dies_after_24_hours(desk: Desk) -> None:
    async with desk.db.begin() as session:
        token = await server_links.first(session, desk.now)
    desk.now += timedelta(hours=24, seconds=1)
    heard = await desk.says(NEW, f"/start {token}")
    assert "기한이 지난 초대" in heard[0]
    assert await desk.officer(NEW) is None


async def test_a_newcomer_waits_until_an_administrator_approves(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    token = await invited(desk, Role.STAFF)
    heard = await desk.says(NEW, f"/start {token}")
    assert "등록을 신청했습니다" in heard[0]
    assert "홍○○ · 일자리정책과 · 담당 (미확인)" in desk.heard(ADMIN)[-1]
    await desk.taps(ADMIN, "승인")
    assert "등록이 승인되었습니다" in desk.heard(NEW)[-1]
    greeting = await desk.taps(NEW, "맞습니다")
    assert "안녕하십니까, 홍○○ 님." in greeting[0]
    assert desk.labels(NEW) == ["행사 기록", "추진계획", "할 일", "기록 찾기"]


async def test_a_declined_newcomer_stays_out(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    token = await invited(desk, Role.STAFF)
    await desk.says(NEW, f"/start {token}")
    await desk.taps(ADMIN, "거절")
    assert desk.heard(NEW)[-1] == texts.DECLINED
    assert await desk.says(NEW, "/people") == [errors.STRANGER]


async def test_two_administrators_decide_once(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    await desk.hire(OTHER, Role.ADMIN)
    token = await invited(desk, Role.STAFF)
    await desk.says(NEW, f"/start {token}")
    await desk.taps(ADMIN, "승인")
    heard = await desk.taps(OTHER, "거절")
    assert "다른 분이 먼저 처리" in heard[0]
    kept = await desk.officer(NEW)
    assert kept is not None
    assert kept.state == "active"


async def test_an_invite_lets_in_one_person_only(desk: Desk) -> None:
    token = await invited(desk, Role.STAFF)
    await desk.says(NEW, f"/start {token}")
    heard = await desk.says(OTHER, f"/start {token}")
    assert USED in heard[0]
    assert await desk.officer(OTHER) is None


async def test_five_wrong_invites_lock_a_guesser_out(desk: Desk) -> None:
    token = await invited(desk, Role.STAFF)
    for guess in range(5):
        heard = await desk.says(NEW, f"/start wrong{guess}")
        assert "쓸 수 없는 초대" in heard[0]
    heard = await desk.says(NEW, f"/start {token}")
    assert "내일 다시" in heard[0]
    assert await desk.officer(NEW) is None


async def test_an_officer_who_opens_an_invite_uses_nothing_up(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    token = await invited(desk, Role.STAFF)
    heard = await desk.says(ADMIN, f"/start {token}")
    assert "안녕하십니까" in heard[0]
    await desk.says(NEW, f"/start {token}")
    assert await desk.officer(NEW) is not None


async def test_a_wrong_department_is_told_to_the_administrators(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    token = await invited(desk, Role.STAFF, needs_approval=False)
    await desk.says(NEW, f"/start {token}")
    assert await desk.taps(NEW, "다릅니다") == [texts.WRONG_TOLD]
    assert "소속이 다르다고" in desk.heard(ADMIN)[-1]
    await desk.taps(ADMIN, "홍○○")
    assert "소속 바꾸기" in desk.labels(ADMIN)


async def test_every_role_is_greeted_with_what_it_may_do(desk: Desk) -> None:
    await desk.department("일자리정책과")
    for number, role in enumerate(Role, start=100):
        await desk.hire(number, role)
        heard = await desk.says(number, "/start")
        assert role.label in heard[0]
        four = [key.code for key in desk.newest(number).keys if key.code.startswith("v1:do:")]
        assert four == [f"v1:do:{name}" for name in DAILY[role].most[:FOUR]]


async def test_a_name_that_poses_as_an_office_is_shown_with_its_true_post(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    async with desk.db.begin() as session:
        token = await invites.create(Act(session, None, desk.now), Role.VIEWER, None, "", 1)
    message = desk.message(NEW, f"/start {token}")
    message["from"] |= {"first_name": "<b>관리자\u202e</b>", "last_name": "승인"}
    await desk.sends(NEW, {"message": message})
    assert "<b>관리자</b> 승인 · 소속 없음 · 열람 (미확인)" in desk.heard(ADMIN)[-1]


def test_the_link_fits_what_telegram_takes() -> None:
    link = deep_link("goyang_quota_bot", "A" * 43)
    assert link == "https://t.me/goyang_quota_bot?start=" + "A" * 43
