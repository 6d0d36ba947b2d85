"""관리자 and 총괄 are given by two administrators, as long as there are two."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from handlers.install import install
from handlers.people import texts
from storage import audit
from storage.models.office import Officer
from storage.office import officers, role_grants
from storage.office import texts as storage_texts
from storage.rules.errors import NotAllowed
from storage.rules.terms import Role
from tests.helpers.desk import Desk
from tests.helpers.trail import recent

ASKER, SECOND, THIRD, OFFICE, STAFF, NEW = 11, 12, 13, 14, 22, 33


async def staffed(desk: Desk, *administrators: int) -> int:
    """A department, the asker, further administrators, 총괄 and a 담당; returns the 담당's id."""
    home = await desk.department("일자리정책과", 1)
    names = {ASKER: "갑○○", SECOND: "을○○", THIRD: "병○○"}
    for one in (ASKER, *administrators):
        await desk.hire(one, Role.ADMIN, home, name=names[one])
    await desk.hire(OFFICE, Role.OFFICE, home, name="총○○")
    return await desk.hire(STAFF, Role.STAFF, home, name="담○○")


async def asked(desk: Desk, label: str = "관리자", who: int = ASKER) -> None:
    """Somebody asks by taps that the 담당 gets a powerful role."""
    await desk.says(who, "/people")
    await desk.picks(who, "담○○ · 담당")
    await desk.taps(who, "역할 바꾸기")
    await desk.taps(who, label)


async def role_of(desk: Desk, who: int) -> tuple[str, str]:
    found = await desk.officer(who)
    assert found is not None
    return found.role, found.state


async def trail(desk: Desk) -> list[tuple[str, str]]:
    async with desk.db.read() as session:
        assert await audit.verify(session) is None
        lines = await recent(session)
    return [(one.subject, one.action) for one in reversed(lines)]


def last(desk: Desk, who: int) -> str:
    return desk.heard(who)[-1]


async def test_a_powerful_role_comes_only_with_the_tap_of_a_second_administrator(
    desk: Desk,
) -> None:
    await staffed(desk, SECOND)
    await asked(desk)
    assert texts.DONE_ASKED in desk.newest(ASKER).text
    assert await role_of(desk, STAFF) == ("staff", "active")
    assert desk.heard(STAFF) == []
    card = desk.newest(SECOND).text
    for told in (
        "담○○ · 일자리정책과",
        "담당 → 관리자",
        "요청한 사람: 갑○○ · 일자리정책과 · 관리자",
        "2021. 7. 8.(목)까지",
    ):
        assert told in card
    await desk.taps(SECOND, "승인")
    assert await role_of(desk, STAFF) == ("admin", "active")
    assert "담○○ · 일자리정책과 · 관리자" in last(desk, STAFF)
    assert last(desk, ASKER) == "을○○ 님이 승인했습니다. 담○○ 님은 이제 관리자입니다."
    assert "역할 승인 요청 · 승인함" in desk.newest(SECOND).text
    assert desk.labels(SECOND) == []
    assert await trail(desk) == [
        ("role_grant", "create"),
        ("officer", "change"),
        ("role_grant", "approved"),
    ]


async def test_the_first_answer_wins_and_every_card_tells_it(desk: Desk) -> None:
    await staffed(desk, SECOND, THIRD)
    await asked(desk, "총괄")
    (code,) = [key.code for key in desk.newest(THIRD).keys if key.label == "승인"]
    await desk.taps(SECOND, "거절")
    assert "거절함" in desk.newest(THIRD).text
    assert "처리: 을○○ 7. 5. 10:00" in desk.newest(THIRD).text
    assert desk.labels(THIRD) == []
    assert await desk.taps_code(THIRD, code) == [storage_texts.GRANT_SETTLED]
    assert await role_of(desk, STAFF) == ("staff", "active")
    assert last(desk, ASKER) == "을○○ 님이 담○○ 님의 총괄 역할을 거절했습니다."


async def test_neither_the_asker_nor_who_is_no_administrator_may_answer(desk: Desk) -> None:
    await staffed(desk, SECOND)
    await asked(desk, "총괄")
    for act in ("agree", "refuse"):
        assert await desk.taps_code(ASKER, f"v1:people:{act}:1") == [storage_texts.GRANT_OWN]
        for other in (OFFICE, STAFF):
            assert await desk.taps_code(other, f"v1:people:{act}:1") == [NotAllowed.default]
    assert await desk.taps_code(SECOND, "v1:people:take:1") == [storage_texts.GRANT_OTHERS]
    assert await role_of(desk, STAFF) == ("staff", "active")


async def test_the_list_shows_what_waits_and_the_asker_takes_it_back(desk: Desk) -> None:
    await staffed(desk, SECOND)
    await asked(desk)
    (listed,) = await desk.says(ASKER, "/people")
    assert "담○○ · 담당 → 관리자 · 요청 갑○○ · 7. 8.까지" in listed
    await desk.picks(ASKER, "담○○ · 담당")
    assert texts.AGREE not in desk.labels(ASKER)
    await desk.taps(ASKER, texts.WITHDRAW)
    assert texts.DONE_WITHDRAWN in desk.newest(ASKER).text
    assert "요청을 거둠" in desk.newest(SECOND).text
    assert desk.labels(SECOND) == []
    (listed,) = await desk.says(ASKER, "/people")
    assert "승인 대기" not in listed


async def test_a_second_administrator_may_answer_from_the_persons_card_too(desk: Desk) -> None:
    await staffed(desk, SECOND)
    await asked(desk)
    await desk.says(SECOND, "/people")
    await desk.picks(SECOND, "담○○ · 담당")
    await desk.taps(SECOND, texts.AGREE)
    assert "역할: 관리자" in desk.newest(SECOND).text
    assert texts.AGREE not in desk.labels(SECOND)
    assert await role_of(desk, STAFF) == ("admin", "active")


async def test_one_person_is_asked_for_once_at_a_time(desk: Desk) -> None:
    number = await staffed(desk, SECOND)
    await asked(desk)
    heard = await desk.taps_code(ASKER, f"v1:people:role:{number}:office")
    assert heard == [storage_texts.GRANT_WAITS]


async def test_a_request_falls_with_the_one_who_made_it(desk: Desk) -> None:
    await staffed(desk, SECOND, THIRD)
    await asked(desk)
    asker = await desk.officer(ASKER)
    assert asker is not None
    await desk.taps_code(ASKER, f"v1:people:gone:{asker.id}")
    await desk.agrees(ASKER)
    assert any("역할 승인 요청 · 무효" in one.text for one in desk.screens[SECOND].values())
    assert await desk.taps_code(SECOND, "v1:people:agree:1") == [storage_texts.GRANT_SETTLED]
    assert await role_of(desk, STAFF) == ("staff", "active")


@pytest.mark.parametrize(
    ("who", "values"),
    [
        (ASKER, {"state": "removed"}),
        (ASKER, {"role": "office"}),
        (STAFF, {"state": "removed"}),
        (STAFF, {"role": "viewer"}),
    ],
)
async def test_whether_a_request_stands_is_asked_again_at_the_answer(
    desk: Desk, who: int, values: dict[str, str]
) -> None:
    await staffed(desk, SECOND)
    await asked(desk)
    async with desk.db.begin() as session:
        await session.exec(update(Officer).where(col(Officer.telegram_id) == who).values(values))
    before = await role_of(desk, STAFF)
    await desk.taps(SECOND, "승인")
    assert "역할 승인 요청 · 무효" in desk.newest(SECOND).text
    assert await role_of(desk, STAFF) == before


async def test_a_request_lasts_three_working_days_and_its_end_is_told(desk: Desk) -> None:
    await staffed(desk, SECOND)
    await asked(desk)
    desk.now += timedelta(days=3)
    await desk.ticks(role_grants.settle)
    assert "승인" in desk.labels(SECOND)
    desk.now += timedelta(days=1)
    for _tick in range(2):
        await desk.ticks(role_grants.settle)
    told = [words for words in desk.heard(ASKER) if "기한 안에 승인되지 않아" in words]
    assert len(told) == 1
    assert "기한이 지남" in desk.newest(SECOND).text
    assert await desk.taps_code(SECOND, "v1:people:agree:1") == [storage_texts.GRANT_SETTLED]


async def test_a_tap_after_the_last_day_gives_nothing_though_the_clock_stood_still(
    desk: Desk,
) -> None:
    await staffed(desk, SECOND)
    await asked(desk)
    desk.now += timedelta(days=4)
    await desk.taps(SECOND, "승인")
    assert "기한이 지남" in desk.newest(SECOND).text
    assert await role_of(desk, STAFF) == ("staff", "active")


async def test_the_only_administrator_gives_power_alone_and_it_is_told(desk: Desk) -> None:
    await staffed(desk)
    await asked(desk)
    assert await role_of(desk, STAFF) == ("admin", "active")
    assert "담○○ · 일자리정책과 · 관리자" in last(desk, STAFF)


async def test_who_cannot_be_reached_is_no_second_administrator(desk: Desk) -> None:
    await staffed(desk, SECOND)
    async with desk.db.begin() as session:
        await officers.set_reachable(session, SECOND, reachable=False)
    await asked(desk, "총괄")
    assert await role_of(desk, STAFF) == ("office", "active")
    assert "바꾼 사람: 갑○○" in last(desk, SECOND)


async def test_the_office_asks_an_administrator_for_another_of_its_own(desk: Desk) -> None:
    await staffed(desk)
    await asked(desk, "총괄", who=OFFICE)
    assert await role_of(desk, STAFF) == ("staff", "active")
    await desk.taps(ASKER, "승인")
    assert await role_of(desk, STAFF) == ("office", "active")


async def test_todo_leads_to_what_waits_for_an_answer(sqlite_url: str) -> None:
    whole = await Desk(sqlite_url, install).open()
    home = await whole.department("일자리정책과", 1)
    for who, role, name in ((ASKER, Role.ADMIN, "갑○○"), (SECOND, Role.ADMIN, "을○○")):
        await whole.hire(who, role, home, name=name)
    await whole.hire(STAFF, Role.STAFF, home, name="담○○")
    await whole.hire(NEW, Role.STAFF, home, name="신○○", state="waiting")
    await asked(whole)
    (mine,), (others,) = await whole.says(ASKER, "/todo"), await whole.says(SECOND, "/todo")
    assert "역할 승인 요청" not in mine
    assert "1. 승인을 기다리는 사람 1명\n2. 역할 승인 요청 · 담○○" in others
    await whole.taps(SECOND, "2번")
    assert texts.AGREE in whole.labels(SECOND)
    await whole.taps(ASKER, "1번")
    assert "신○○" in whole.newest(ASKER).text
    await whole.close()


async def test_todo_shows_a_request_to_those_alone_who_can_do_something(sqlite_url: str) -> None:
    whole = await Desk(sqlite_url, install).open()
    numbers = [
        await whole.hire(who, Role.ADMIN, name=name)
        for who, name in ((ASKER, "갑○○"), (SECOND, "을○○"))
    ]
    line = "을○○"
    await whole.taps_code(ASKER, f"v1:people:gone:{numbers[1]}")
    (mine,), (theirs,) = await whole.says(ASKER, "/todo"), await whole.says(SECOND, "/todo")
    assert line not in mine
    assert f"역할 승인 요청 · {line}" in theirs  # who may object
    whole.now += timedelta(days=1)
    (mine,) = await whole.says(ASKER, "/todo")
    assert f"이의 없이 기다림이 끝난 요청 · {line}" in mine
    await whole.taps_code(ASKER, "v1:people:take:1")
    await whole.hire(THIRD, Role.ADMIN, name="병○○")
    await whole.taps_code(ASKER, f"v1:people:gone:{numbers[1]}")
    (theirs,), (judge,) = await whole.says(SECOND, "/todo"), await whole.says(THIRD, "/todo")
    assert line not in theirs
    assert f"역할 승인 요청 · {line}" in judge
    await whole.close()


# -- by invite ----------------------------------------------------------------------------------


async def invited(desk: Desk, role: str = "office", who: int = ASKER) -> str:
    """The link that somebody makes; returns its token."""
    await desk.taps_code(who, f"v1:people:make:{role}:0:1")
    (made,) = [one for one in desk.said if one.kind == "picture"]
    return str(made.payload["given"]["text"].rpartition("=")[2])


async def test_a_powerful_newcomer_is_let_in_by_another_than_the_one_who_invited(
    desk: Desk,
) -> None:
    await staffed(desk, SECOND)
    await desk.says(NEW, f"/start {await invited(desk)}")
    newcomer = await desk.officer(NEW)
    assert newcomer is not None
    assert "결과를 알려 드립니다" in last(desk, ASKER)
    for act in ("yes", "no"):
        heard = await desk.taps_code(ASKER, f"v1:people:{act}:{newcomer.id}")
        assert heard == [storage_texts.GRANT_WAITS]
    assert "초대로 신청 (미확인) → 총괄" in desk.newest(SECOND).text
    await desk.taps(SECOND, "승인")
    assert await role_of(desk, NEW) == ("office", "active")
    assert "등록이 승인되었습니다" in last(desk, NEW)
    assert "이제 총괄입니다" in last(desk, ASKER)


@pytest.mark.parametrize("by", ["refused", "withdrawn", "late"])
async def test_a_powerful_newcomer_who_is_not_approved_stays_out_and_hears_it(
    desk: Desk, by: str
) -> None:
    await staffed(desk, SECOND)
    await desk.says(NEW, f"/start {await invited(desk, 'admin')}")
    if by == "refused":
        await desk.taps(SECOND, "거절")
    elif by == "withdrawn":
        newcomer = await desk.officer(NEW)
        assert newcomer is not None
        await desk.taps_code(ASKER, f"v1:people:card:{newcomer.id}")
        assert {"승인", "거절"}.isdisjoint(desk.labels(ASKER))
        await desk.taps(ASKER, texts.WITHDRAW)
    else:
        desk.now += timedelta(days=4)
        await desk.ticks(role_grants.settle)
    assert await role_of(desk, NEW) == ("admin", "removed")
    assert "승인되지 않았습니다" in last(desk, NEW)


async def test_the_only_administrator_lets_in_whom_they_invited(desk: Desk) -> None:
    await staffed(desk)
    await desk.says(NEW, f"/start {await invited(desk)}")
    await desk.taps(ASKER, "승인")
    assert await role_of(desk, NEW) == ("office", "active")


async def test_an_invite_dies_with_the_right_of_who_made_it(desk: Desk) -> None:
    await staffed(desk, SECOND)
    token = await invited(desk, "office")
    asker = await desk.officer(ASKER)
    assert asker is not None
    await desk.taps_code(ASKER, f"v1:people:gone:{asker.id}")
    await desk.agrees(ASKER)
    assert await desk.says(NEW, f"/start {token}") == [storage_texts.INVITER_GONE]
    assert await desk.officer(NEW) is None
