"""Many are invited at once: by a list, until a day, with a sheet; taken back; let in together."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from storage.models.office import Invite
from storage.models.traffic import Outbox
from storage.office.wording_entry import same_name
from storage.rules import invite_token
from storage.rules.terms import Role
from tests.helpers.desk import Desk

ADMIN, OFFICE, SECOND, STAFF, NEW = 11, 12, 13, 22, 40
LIST = "부서,이름,역할\n도로건설과,홍○○,담당\n징수과,김○○,주무팀장\n징수과,,담당\n"


@pytest.fixture
async def office(desk: Desk) -> Desk:
    """Three departments, an administrator, a coordinator and one 담당."""
    first = await desk.department("일자리정책과", 1)
    await desk.department("징수과", 2)
    road = await desk.department("도로건설과", 3)
    await desk.hire(ADMIN, Role.ADMIN, first, name="관○○")
    await desk.hire(OFFICE, Role.OFFICE, first, name="총○○")
    await desk.hire(STAFF, Role.STAFF, road, name="담○○")
    return desk


async def pastes(desk: Desk, words: str, who: int = OFFICE) -> str:
    await desk.says(who, "/people")
    await desk.taps(who, "명단으로 초대")
    await desk.taps(who, "명단 보내기")
    return "\n".join(await desk.replies(who, words))


async def invites(desk: Desk, words: str = LIST, who: int = OFFICE) -> dict[str, str]:
    """Invites everybody of a list for a week; the token of each, by department and name."""
    before = len(desk.said)
    await pastes(desk, words, who)
    (week,) = [label for label in desk.labels(who) if label.startswith("7일")]
    await desk.taps(who, week)
    await desk.agrees(who)
    return await tokens(desk, before)


async def tokens(desk: Desk, before: int) -> dict[str, str]:
    sheets = [one for one in desk.said[before:] if one.payload.get("render") == "invite_sheet"]
    assert [one.payload["given"]["format"] for one in sheets] == ["pdf", "hwpx", "xlsx"]
    assert len({repr(one.payload["given"]["links"]) for one in sheets}) == 1
    links = dict(sheets[0].payload["given"]["links"])
    async with desk.db.read() as session:
        rows = {one.id: one for one in await session.exec(select(Invite))}
    return {f"{rows[number].name or '-'}": token for number, token in links.items()}


async def opens(desk: Desk, user: int, token: str, shown: str) -> list[str]:
    message = desk.message(user, f"/start {token}")
    message["from"] |= {"first_name": shown}
    return await desk.sends(user, {"message": message})


async def test_a_list_becomes_links_in_the_order_of_the_office(office: Desk) -> None:
    before = len(office.said)
    said = await pastes(office, LIST)
    assert "3명을 초대합니다." in said
    assert "담당 2 · 주무팀장 1" in said
    assert "이름 없는 초대장 1장" in said
    (week,) = [label for label in office.labels(OFFICE) if label.startswith("7일")]
    (asked,) = await office.taps(OFFICE, week)
    assert "2021. 7. 12.(월)까지" in asked
    await office.agrees(OFFICE)
    assert [*await tokens(office, before)] == ["김○○", "-", "홍○○"]  # 징수과 before 도로건설과
    async with office.db.read() as session:
        ends = {one.expires_at for one in await session.exec(select(Invite))}
    assert [f"{one:%Y-%m-%d %H:%M}" for one in ends] == ["2021-07-12 15:00"]  # midnight in Korea


async def test_no_link_of_a_sheet_stands_anywhere_once_it_was_sent(office: Desk) -> None:
    """Mutant: the files of the sheet are written as any other."""
    await invites(office)
    assert not invite_token.FORM.search(repr(await office.rows(but=())))
    async with office.db.read() as session:
        rows = [one for one in await session.exec(select(Outbox)) if one.kind == "document"]
    assert [one.payload for one in rows] == [{}, {}, {}]


async def test_nothing_of_a_list_is_taken_while_one_row_is_not_read(office: Desk) -> None:
    said = await pastes(office, LIST + "징수과,박○○,두목\n징수과,이○○,담당")
    assert "1줄을 읽지 못해 아직 아무도 초대하지 않았습니다" in said
    assert "5행: ‘두목’을 역할로 읽지 못했습니다" in said
    assert not [label for label in office.labels(OFFICE) if "일" in label and "(" in label]


async def test_who_is_not_invited_has_a_line_with_the_reason(office: Desk) -> None:
    said = await pastes(
        office,
        "부서,이름,역할\n도로건설과,담○○,담당\n징수과,김○○,담당\n징수과,김○○,팀장\n"
        "도로건설,이○○,담당\n징수과,박○○,관리자",
    )
    assert "1명을 초대합니다." in said
    assert "초대하지 않는 4줄" in said
    for line in (
        "2행 도로건설과 담○○: 이미 등록된 직원입니다(담당).",
        "4행 징수과 김○○: 3행과 같은 분이어서 한 번만 초대합니다.",
        "5행 ‘도로건설’: 부서 목록에 없습니다. ‘도로건설과’를 뜻하셨으면",
        "6행 징수과 박○○: 관리자는 관리자만 초대하실 수 있습니다.",
    ):
        assert line in said


async def test_departments_that_are_lacking_are_made_only_when_that_is_chosen(
    office: Desk,
) -> None:
    await pastes(office, "공원관리과 이○○ 담당\n징수과 김○○ 담당")
    (week,) = [label for label in office.labels(OFFICE) if label.startswith("7일")]
    (asked,) = await office.taps(OFFICE, week)
    assert "1명을 초대합니다." in asked
    (turned,) = await office.taps(OFFICE, "부서 목록에 없는 1개 부서를 만들어 초대")
    assert "2명을 초대합니다." in turned
    assert "새로 만드는 1개 부서: 공원관리과" in turned
    await office.agrees(OFFICE)
    await office.says(ADMIN, "/departments")
    assert "공원관리과" in office.labels(ADMIN)
    await office.taps(OFFICE, "되돌리기")
    await office.says(ADMIN, "/departments")
    assert "공원관리과 (사용 안 함)" in office.labels(ADMIN)


async def test_taking_back_ends_the_links_that_nobody_used(office: Desk) -> None:
    made = await invites(office)
    await opens(office, NEW, made["홍○○"], "홍○○")
    (said,) = await office.taps(OFFICE, "되돌리기")
    assert "아직 쓰지 않은 링크 2개는 이제 쓸 수 없습니다" in said
    (heard,) = await opens(office, NEW + 1, made["김○○"], "김○○")
    assert "기한이 지난 초대" in heard
    one = await office.officer(NEW)
    assert one is not None
    assert one.state == "waiting"


async def test_half_an_hour_later_nothing_is_taken_back(office: Desk) -> None:
    made = await invites(office)
    office.now += timedelta(minutes=31)
    await office.taps(OFFICE, "되돌리기")
    (heard,) = await opens(office, NEW, made["김○○"], "김○○")
    assert "등록을 신청했습니다" in heard


async def test_those_who_match_the_list_are_let_in_by_one_act(office: Desk) -> None:
    """Mutant: whoever waits is let in, whatever the account is called."""
    made = await invites(office)
    await opens(office, NEW, made["홍○○"], "홍○○ 주무관")
    await opens(office, NEW + 1, made["김○○"], "여행자")
    await opens(office, NEW + 2, made["-"], "박○○")
    for who in (OFFICE, ADMIN):
        assert "일치하는 1명 승인" in [
            key.label for screen in office.screens[who].values() for key in screen.keys
        ]
    (asked,) = await office.taps(OFFICE, "일치하는 1명 승인")
    assert "도로건설과 홍○○ · 담당" in asked
    assert "텔레그램 이름 “홍○○ 주무관”" in asked
    assert "2명은 그대로 둡니다" in asked
    await office.agrees(OFFICE)
    states = [(await office.officer(NEW + at)) for at in range(3)]
    assert [one.state for one in states if one] == ["active", "waiting", "waiting"]
    assert any("등록이 승인되었습니다" in said for said in office.heard(NEW))


async def test_who_says_to_be_the_one_of_the_list_may_be_let_in_too(office: Desk) -> None:
    made = await invites(office)
    (heard,) = await opens(office, NEW, made["김○○"], "여행자")
    assert "초대장에 적힌 이름은 김○○(징수과)인데" in heard
    await office.taps(NEW, "네, 김○○입니다")
    await opens(office, NEW + 1, made["홍○○"], "홍○○")
    (asked,) = await office.taps(OFFICE, "일치하는 1명 승인")
    assert "여행자" not in asked
    (turned,) = await office.taps(OFFICE, "본인이라고 답한 1명도 함께")
    assert "징수과 김○○ · 주무팀장" in turned
    await office.agrees(OFFICE)
    one = await office.officer(NEW)
    assert one is not None
    assert one.state == "active"


async def test_who_is_another_than_the_list_says_is_out_and_told_of(office: Desk) -> None:
    made = await invites(office)
    await opens(office, NEW, made["김○○"], "여행자")
    await office.taps(NEW, "아닙니다")
    one = await office.officer(NEW)
    assert one is not None
    assert one.state == "removed"
    for who in (OFFICE, ADMIN):
        assert any("본인이 아니라고 답하여" in said for said in office.heard(who))


async def test_letting_in_together_is_taken_back(office: Desk) -> None:
    made = await invites(office)
    await opens(office, NEW, made["홍○○"], "홍○○")
    await office.taps(OFFICE, "일치하는 1명 승인")
    await office.agrees(OFFICE)
    await office.taps(OFFICE, "되돌리기")
    one = await office.officer(NEW)
    assert one is not None
    assert one.state == "waiting"
    assert any("승인이 취소되어" in said for said in office.heard(NEW))
    await office.taps(OFFICE, "일치하는 1명 승인")


async def test_power_of_a_list_is_asked_for_as_ever(office: Desk) -> None:
    """Mutant: a match lets in whoever the list names, whatever role it gives."""
    await office.hire(SECOND, Role.ADMIN, 1, name="둘○○")
    made = await invites(office, "징수과,김○○,총괄\n징수과,홍○○,담당", ADMIN)
    await opens(office, NEW, made["김○○"], "김○○")
    assert "초대로 신청 (미확인) → 총괄" in office.newest(SECOND).text
    await opens(office, NEW + 1, made["홍○○"], "홍○○")
    (asked,) = await office.taps(ADMIN, "일치하는 1명 승인")
    assert "김○○ · 총괄" not in asked
    await office.agrees(ADMIN)
    one = await office.officer(NEW)
    assert one is not None
    assert one.state == "waiting"


async def test_the_glance_tells_who_came_who_waits_and_who_did_not(office: Desk) -> None:
    made = await invites(office)
    await opens(office, NEW, made["홍○○"], "홍○○")
    (said,) = await office.taps(OFFICE, "초대 현황")
    assert "들어옴 0 · 승인 대기 1 · 아직 2 (모두 3명)" in said
    assert "도로건설과: 홍○○ (이름 일치)" in said
    assert "징수과: 김○○, 담당 (이름 없음)" in said
    assert "링크는 2021. 7. 12.(월)까지" in said


async def test_a_second_sheet_is_for_those_who_did_not_come_and_ends_their_older_links(
    office: Desk,
) -> None:
    made = await invites(office)
    await opens(office, NEW, made["홍○○"], "홍○○")
    await office.taps(OFFICE, "초대 현황")
    before = len(office.said)
    (shown,) = await office.taps(OFFICE, "안 오신 2명 초대장 다시 만들기")
    assert "같은 분께 앞서 만든 링크 2개는 쓸 수 없게 됩니다" in shown
    (month,) = [label for label in office.labels(OFFICE) if label.startswith("30일")]
    await office.taps(OFFICE, month)
    await office.agrees(OFFICE)
    again = await tokens(office, before)
    assert sorted(again) == ["-", "김○○"]
    assert "기한이 지난" in (await opens(office, NEW + 1, made["김○○"], "김○○"))[0]
    assert "신청했습니다" in (await opens(office, NEW + 1, again["김○○"], "김○○"))[0]
    (said,) = await office.taps(OFFICE, "초대 현황")
    assert "들어옴 0 · 승인 대기 2 · 아직 1 (모두 3명)" in said


async def test_every_department_without_anybody_gets_a_card(office: Desk) -> None:
    await office.says(OFFICE, "/people")
    await office.taps(OFFICE, "명단으로 초대")
    (said,) = await office.taps(OFFICE, "사람 없는 1개 부서에 한 장씩")
    assert "징수과 (이름 없음) · 담당" in said


@pytest.mark.parametrize(
    ("words", "read"), [("8/31", "2021. 8. 31.(화)까지"), ("2021.12.31.", "까지의 날을 골라")]
)
async def test_another_day_is_typed_within_three_months(
    office: Desk, words: str, read: str
) -> None:
    await pastes(office, LIST)
    await office.taps(OFFICE, "다른 날 적기")
    (heard,) = await office.replies(OFFICE, words)
    assert re.search(re.escape(read), heard)


async def test_who_may_not_deal_with_people_invites_nobody(office: Desk) -> None:
    heard = await office.taps_code(STAFF, "v1:roster:ask")
    assert "권한이 없습니다" in " ".join(heard) or heard == []
    async with office.db.read() as session:
        assert [*await session.exec(select(Invite))] == []


async def test_a_lone_administrator_lets_power_in_by_its_own_card_alone(office: Desk) -> None:
    """Mutant: where nobody else can agree, power comes in with all the others."""
    made = await invites(office, "징수과,김○○,총괄\n징수과,홍○○,담당", ADMIN)
    await opens(office, NEW, made["김○○"], "김○○")
    await opens(office, NEW + 1, made["홍○○"], "홍○○")
    await office.taps(ADMIN, "일치하는 1명 승인")
    await office.agrees(ADMIN)
    one = await office.officer(NEW)
    assert one is not None
    assert one.state == "waiting"


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        ("홍○○", True),
        ("홍○○ 주무관", True),
        ("홍○○(도로건설과)", True),
        ("도로건설과 홍○○ 팀장", True),
        ("○○ 홍", True),
        ("여행자", False),
        ("김○○", False),
        ("여행자 초대한 이름 홍○○", False),
        ("", False),
    ],
)
def test_an_account_bears_the_name_of_the_list_beside_a_title_or_a_department(
    shown: str, same: bool
) -> None:
    assert same_name("홍○○", shown) is same
