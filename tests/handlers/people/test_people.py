"""`/people`: inviting, moving and letting go."""

import pytest

from handlers.people import texts
from storage.rules import invite_token
from storage.rules.errors import NotAllowed
from storage.rules.terms import Role
from storage.traffic import drafts
from tests.helpers.desk import TRAFFIC, TRAIL, Desk

ADMIN, OFFICE, STAFF, SENIOR, NEW = 11, 12, 22, 23, 33


async def staffed(desk: Desk) -> tuple[int, int]:
    """Two departments, an administrator, the office, a 담당 and a 주무팀장; the 담당's ids."""
    first = await desk.department("일자리정책과", 1)
    second = await desk.department("도로건설과", 2)
    await desk.hire(ADMIN, Role.ADMIN, first, name="관○○")
    await desk.hire(OFFICE, Role.OFFICE, first, name="총○○")
    await desk.hire(SENIOR, Role.SENIOR, second, name="주○○")
    return await desk.hire(STAFF, Role.STAFF, second, name="담○○"), second


async def test_the_list_puts_who_waits_first_and_then_the_offices_order(desk: Desk) -> None:
    _staff, second = await staffed(desk)
    await desk.hire(NEW, Role.STAFF, second, name="신○○", state="waiting")
    (heard,) = await desk.says(ADMIN, "/people")
    places = [heard.index(mark) for mark in ("신○○", "일자리정책과\n", "관○○", "담○○", "주○○")]
    assert places == sorted(places)
    assert "직원 5명" in heard


async def test_an_invitation_by_buttons_gives_a_link_and_its_picture(desk: Desk) -> None:
    await staffed(desk)
    await desk.says(ADMIN, "/people")
    for label in ("초대하기", "담당", "도로건설과", "3일", "이름 없이 만들기"):
        await desk.taps(ADMIN, label)
    (screen,) = [
        one for one in desk.screens[ADMIN].values() if "초대 링크를 만들었습니다" in one.text
    ]
    (copy,) = [key.copy for key in screen.keys if key.copy]
    assert copy in screen.text
    assert "2021. 7. 8. 10:00까지" in screen.text
    (picture,) = [one for one in desk.said if one.kind == "picture"]
    assert picture.payload["given"] == {"text": copy}
    await desk.says(NEW, "/start " + copy.rpartition("=")[2])
    joined = await desk.officer(NEW)
    assert joined is not None
    assert (joined.role, joined.state) == ("staff", "waiting")


async def test_a_link_that_was_sent_stands_nowhere_any_more(desk: Desk) -> None:
    await staffed(desk)
    await desk.says(ADMIN, "/people")
    for label in ("초대하기", "담당", "도로건설과", "3일", "이름 없이 만들기"):
        await desk.taps(ADMIN, label)
    (picture,) = [one for one in desk.said if one.kind == "picture"]
    token = picture.payload["given"]["text"].rpartition("=")[2]
    assert len(token) == invite_token.LETTERS
    await desk.says(NEW, "/start " + token)
    for label in ("초대하기", "팀장", "도로건설과", "7일", "이름 적기"):
        await desk.says(ADMIN, "/people") if label == "초대하기" else None
        await desk.taps(ADMIN, label)
    (heard,) = [said for said in await desk.replies(ADMIN, "신○○") if "?start=" in said]
    assert invite_token.FORM.search(heard)
    kept = repr(await desk.rows(but=()))
    assert not invite_token.FORM.search(kept)


async def test_an_invitation_can_carry_a_name(desk: Desk) -> None:
    await staffed(desk)
    await desk.says(ADMIN, "/people")
    for label in ("초대하기", "팀장", "도로건설과", "7일", "이름 적기"):
        await desk.taps(ADMIN, label)
    heard = await desk.replies(ADMIN, "신○○")
    assert "신○○ · 도로건설과 · 팀장" in heard[0]


async def test_a_person_gets_another_role_and_hears_it(desk: Desk) -> None:
    await staffed(desk)
    await desk.says(ADMIN, "/people")
    await desk.picks(ADMIN, "담○○ · 담당")
    await desk.taps(ADMIN, "역할 바꾸기")
    await desk.taps(ADMIN, "팀장")
    assert "담○○ · 도로건설과 · 팀장" in desk.heard(STAFF)[-1]
    changed = await desk.officer(STAFF)
    assert changed is not None
    assert changed.role == "lead"


async def test_a_person_gets_another_department(desk: Desk) -> None:
    await staffed(desk)
    await desk.says(OFFICE, "/people")
    await desk.picks(OFFICE, "담○○ · 담당")
    await desk.taps(OFFICE, "소속 바꾸기")
    await desk.taps(OFFICE, "일자리정책과")
    assert "담○○ · 일자리정책과 · 담당" in desk.heard(STAFF)[-1]


@pytest.mark.parametrize("by_reply", [True, False])
async def test_a_person_gets_another_name(desk: Desk, by_reply: bool) -> None:
    number, _second = await staffed(desk)
    if by_reply:
        await desk.taps_code(ADMIN, f"v1:people:name:{number}")
        heard = await desk.replies(ADMIN, "김○○")
    else:
        heard = await desk.says(ADMIN, f"/people 이름 {number} 김○○")
    assert "김○○" in heard[0]
    renamed = await desk.officer(STAFF)
    assert renamed is not None
    assert renamed.name == "김○○"


@pytest.mark.parametrize("number", ["0", "-1", "٣", "9999999999", "열둘"])
async def test_a_number_that_nobody_has_is_answered_by_an_example(desk: Desk, number: str) -> None:
    await staffed(desk)
    heard = await desk.says(ADMIN, f"/people 이름 {number} 담○○")
    assert "/people 이름 12 홍○○" in heard[0]


async def test_a_malformed_change_of_name_is_answered_by_an_example(desk: Desk) -> None:
    await staffed(desk)
    heard = await desk.says(ADMIN, "/people 이름 담○○")
    assert "/people 이름 12 홍○○" in heard[0]


async def test_who_is_removed_is_out_and_the_drafts_stay_with_the_department(desk: Desk) -> None:
    await staffed(desk)
    async with desk.db.begin() as session:
        await drafts.begin(
            session,
            chat_id=STAFF,
            user_id=STAFF,
            form="event",
            form_version=1,
            answers={"title": "쿠팡채용박람회"},
            now=desk.now,
        )
    await desk.says(ADMIN, "/people")
    await desk.picks(ADMIN, "담○○ · 담당")
    await desk.taps(ADMIN, "등록 해제")
    assert "쓰던 입력 1건" in desk.newest(ADMIN).text
    await desk.taps(ADMIN, "예")
    assert desk.heard(STAFF)[-1] == texts.REMOVED_NOTICE
    assert "입력 1건을 넘겨받으셨습니다" in desk.heard(SENIOR)[-1]
    async with desk.db.read() as session:
        assert len(await drafts.unfinished(session, SENIOR)) == 1
        assert await drafts.unfinished(session, STAFF) == []


async def test_who_may_only_read_from_now_on_leaves_the_drafts_to_a_colleague(
    desk: Desk,
) -> None:
    number, _second = await staffed(desk)
    async with desk.db.begin() as session:
        await drafts.begin(
            session,
            chat_id=STAFF,
            user_id=STAFF,
            form="event",
            form_version=1,
            answers={"title": "쿠팡채용박람회"},
            now=desk.now,
        )
    await desk.says(ADMIN, "/start")
    await desk.taps_code(ADMIN, f"v1:people:role:{number}:lead")
    async with desk.db.read() as session:
        assert len(await drafts.unfinished(session, STAFF)) == 1
    await desk.taps_code(ADMIN, f"v1:people:role:{number}:viewer")
    assert "입력 1건을 넘겨받으셨습니다" in desk.heard(SENIOR)[-1]
    async with desk.db.read() as session:
        (kept,) = await drafts.unfinished(session, SENIOR)
        assert kept.answers == {"title": "쿠팡채용박람회"}
        assert await drafts.unfinished(session, STAFF) == []


async def test_the_last_administrator_stays(desk: Desk) -> None:
    await staffed(desk)
    admin = await desk.officer(ADMIN)
    assert admin is not None
    for code in (f"v1:people:gone:{admin.id}", f"v1:people:role:{admin.id}:staff"):
        heard = await desk.taps_code(ADMIN, code)
        heard = await desk.agrees(ADMIN) or heard
        assert "관리자가 한 분뿐" in heard[0]


async def test_only_an_administrator_makes_or_unmakes_one(desk: Desk) -> None:
    number, _second = await staffed(desk)
    admin = await desk.officer(ADMIN)
    assert admin is not None
    before = await desk.rows(but=(*TRAFFIC, *TRAIL, "officer"))
    for code in (
        f"v1:people:role:{number}:admin",
        f"v1:people:gone:{admin.id}",
        "v1:people:make:admin:0:1",
    ):
        assert await desk.taps_code(OFFICE, code) == [texts.ONLY_ADMIN]
    assert await desk.rows(but=(*TRAFFIC, *TRAIL, "officer")) == before


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("v1:people:role:{office}:staff", "총○○ · 일자리정책과 · 담당\n바꾼 사람: 관○○"),
        ("v1:people:gone:{office}", "총○○ · 일자리정책과 · 총괄\n해제한 사람: 관○○"),
        ("v1:people:handok:{office}:{heir}", "총○○ · 일자리정책과 · 총괄\n해제한 사람: 관○○"),
    ],
)
async def test_who_loses_power_is_told_to_the_other_administrators(
    desk: Desk, code: str, told: str
) -> None:
    await staffed(desk)
    office = await desk.officer(OFFICE)
    assert office is not None
    heir = await desk.hire(44, Role.STAFF, office.department_id, name="후○○")
    await desk.hire(NEW, Role.ADMIN, name="부○○")
    await desk.taps_code(ADMIN, code.format(office=office.id, heir=heir))
    await desk.agrees(ADMIN)
    assert told in desk.heard(NEW)[-1]
    assert not any("바로 확인해 주십시오" in words for words in desk.heard(ADMIN))


@pytest.mark.parametrize(
    "code",
    [
        "v1:people",
        "v1:people:nothing:1",
        "v1:people:card:999",
        "v1:people:card:x",
        "v1:people:role:1:king",
        "v1:people:make:staff:0:1",
        "v1:people:make:staff:1:365",
        "v1:people:make:staff:99:1",
    ],
)
async def test_a_forged_code_does_nothing(desk: Desk, code: str) -> None:
    await staffed(desk)
    await desk.says(ADMIN, "/start")
    before = await desk.records()
    heard = await desk.taps_code(ADMIN, code)
    assert len(heard) == 1
    assert await desk.records() == before


async def test_a_person_demoted_between_two_taps_may_do_no_more(desk: Desk) -> None:
    number, _second = await staffed(desk)
    await desk.says(OFFICE, "/people")
    office = await desk.officer(OFFICE)
    assert office is not None
    await desk.taps_code(ADMIN, f"v1:people:role:{office.id}:staff")
    assert await desk.taps_code(OFFICE, f"v1:people:gone:{number}") == [NotAllowed.default]


async def test_a_long_list_turns_its_pages(desk: Desk) -> None:
    await staffed(desk)
    for extra in range(20):
        await desk.hire(500 + extra, Role.VIEWER, name=f"열람{extra}")
    (heard,) = await desk.says(ADMIN, "/people")
    assert "1/3쪽" in heard
    await desk.taps(ADMIN, "다음 ›")
    assert "2/3쪽" in desk.newest(ADMIN).text
    await desk.taps(ADMIN, "다음 ›")
    assert "3/3쪽" in desk.newest(ADMIN).text
    assert "다음 ›" not in desk.labels(ADMIN)
