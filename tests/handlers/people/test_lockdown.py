"""비상 잠금: everybody reads on, and nobody changes anything, until the server says otherwise."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.pumps.intake import keep
from handlers.chat import errors
from handlers.chat.access import Guarded
from handlers.install import all_handlers, install
from storage import audit
from storage.act import Act
from storage.models.traffic import Draft
from storage.office import invites, lockdowns, officers, role_grants, server_links
from storage.rules.errors import Locked
from storage.rules.permission import PROVE, READ, Action, may
from storage.rules.terms import Role
from storage.rules.trail import Verb
from storage.traffic import drafts, outbox
from storage.traffic.messages import Message
from tests.handlers.every_way import ASKER, asked_of, reached
from tests.helpers.desk import MONDAY, TRAFFIC, TRAIL, Desk
from tests.helpers.screens import BOT_ID
from tests.helpers.trail import recent

ADMIN, STAFF, NEW = 11, 22, 33
SAID = Locked(MONDAY).sentence


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot."""
    made = await Desk(sqlite_url, install).open()
    yield made
    await made.close()


async def staffed(desk: Desk) -> None:
    home = await desk.department("일자리정책과", 1)
    await desk.hire(ADMIN, Role.ADMIN, home, name="관○○")
    await desk.hire(STAFF, Role.STAFF, home, name="담○○")


async def begun(desk: Desk, who: int = STAFF) -> None:
    """Somebody is in the middle of a form."""
    await desk.says(who, "/event 일자리버스")
    await desk.says(who, "7/1")


async def kept(desk: Desk) -> tuple[object, int, object]:
    async with desk.db.read() as session:
        draft = await session.get(Draft, 1)
    assert draft is not None
    return draft.state, draft.revision, draft.answers


@pytest.mark.parametrize(
    "role",
    [
        Role.STAFF,
        *(pytest.param(one, marks=pytest.mark.long) for one in (Role.OFFICE, Role.ADMIN)),
    ],
)
async def test_every_handler_that_could_change_anything_is_refused_in_the_same_words(
    desk: Desk, role: Role
) -> None:
    handlers = all_handlers()
    home = await desk.department("일자리정책과", 1)
    await desk.hire(ASKER, role, home)
    await begun(desk, ASKER)
    await desk.ticks(lockdowns.begin)
    before = await desk.rows(but=(*TRAFFIC, *TRAIL))
    refused = 0
    for body in asked_of(desk, handlers):
        handler = reached(desk, handlers, body)
        heard = await desk.sends(ASKER, body)
        if handler is None:
            continue
        assert isinstance(handler.callback, Guarded)
        policy = handler.callback.policy
        if isinstance(policy, Action) and policy not in READ | PROVE and may(role, policy):
            assert heard == [SAID]
            refused += 1
    assert await desk.rows(but=(*TRAFFIC, *TRAIL)) == before
    assert refused > 30
    async with desk.db.read() as session:
        lines = await recent(session)
    assert {line.action for line in lines} <= {Verb.REFUSE, Verb.BEGIN}


async def test_the_words_say_what_since_when_and_whom_to_ask() -> None:
    assert SAID == (
        "비상 잠금 중이어서 지금은 조회(/status /find /todo /report)만 됩니다. 7. 5. 10:00에"
        " 잠갔습니다. 방금 하신 것은 저장하지 않았고, 쓰시던 입력은 그대로 남아 있습니다."
        " 문의는 총괄 부서에 전화로 해 주십시오."
    )
    assert len(SAID) <= 200  # what an alert over a tapped button holds


@pytest.mark.parametrize(
    "command", ["/status", "/find 쿠팡", "/todo", "/report", "/help", "/start"]
)
async def test_looking_goes_on(desk: Desk, command: str) -> None:
    await staffed(desk)
    await desk.ticks(lockdowns.begin)
    heard = await desk.says(STAFF, command)
    assert heard
    assert SAID not in heard


async def test_a_form_keeps_its_place_and_goes_on_where_it_stood(desk: Desk) -> None:
    await staffed(desk)
    await begun(desk)
    place = await kept(desk)
    await desk.ticks(lockdowns.begin)
    assert await desk.says(STAFF, "화정역 광장") == [SAID]
    assert await desk.taps(STAFF, "건너뛰기") == [SAID]
    assert await desk.says(STAFF, "/cancel") == [SAID]
    assert await kept(desk) == place
    await desk.ticks(lockdowns.end)
    await desk.says(STAFF, "화정역 광장")
    assert (await kept(desk))[1] == place[1] + 1


async def test_a_draft_gets_back_the_time_of_the_lock(desk: Desk) -> None:
    await staffed(desk)
    await begun(desk)
    await desk.ticks(lockdowns.begin)
    desk.now += timedelta(days=40)
    await desk.ticks(lockdowns.end)
    async with desk.db.read() as session:
        (draft,) = await drafts.unfinished(session, STAFF)
    assert draft.changed_at == desk.now


async def test_another_process_knows_of_it_with_its_next_update(
    desk: Desk, sqlite_url: str
) -> None:
    await staffed(desk)
    other = await Desk(sqlite_url, install).open()
    await other.says(STAFF, "/help")
    await desk.ticks(lockdowns.begin)
    assert await other.says(STAFF, "/event") == [SAID]
    await desk.ticks(lockdowns.end)
    assert await other.says(STAFF, "/event") != [SAID]
    await other.close()


async def test_several_people_of_one_round_are_all_refused(desk: Desk) -> None:
    await staffed(desk)
    await desk.ticks(lockdowns.begin)
    first = {"update_id": 10**6, "message": desk.message(ADMIN, "/people")}
    await keep(desk.db, BOT_ID, [first], desk.clock)  # waits, and is worked on with the next
    assert await desk.says(STAFF, "/event") == [SAID]
    assert desk.heard(ADMIN)[-1] == SAID


async def test_open_invites_and_open_requests_fall_and_the_servers_link_works(
    desk: Desk,
) -> None:
    await staffed(desk)
    await desk.hire(44, Role.ADMIN, name="부○○")
    staff = await desk.officer(STAFF)
    assert staff is not None
    async with desk.db.begin() as session:
        admin = await officers.by_telegram(session, ADMIN)
        token = await invites.create(Act(session, admin, desk.now), Role.STAFF, None, "", 7)
    await desk.taps_code(ADMIN, f"v1:people:role:{staff.id}:admin")
    assert "승인" in desk.labels(44)
    desk.now += timedelta(minutes=1)
    await desk.ticks(lockdowns.begin)
    assert any("역할 승인 요청 · 무효" in one.text for one in desk.screens[44].values())
    assert desk.heard(44)[-1] == desk.heard(ADMIN)[-1]
    async with desk.db.read() as session:
        assert await role_grants.pending(session) == []
    assert "기한이 지난 초대" in (await desk.says(NEW, f"/start {token}"))[0]
    async with desk.db.begin() as session:
        made = await server_links.recover(session, desk.now)
    await desk.says(NEW, f"/start {made.token}")
    entered = await desk.officer(NEW)
    assert entered is not None
    assert (entered.role, entered.state) == ("admin", "active")


async def test_a_revoked_account_is_silent_at_once(desk: Desk) -> None:
    await staffed(desk)
    await begun(desk, ADMIN)
    async with desk.db.begin() as session:
        await outbox.put(session, ADMIN, Message("비밀"), now=desk.now)
        await lockdowns.begin(session, desk.now)
        assert await lockdowns.revoke(session, ADMIN, desk.now) == "관○○"
    heard = len(desk.heard(ADMIN))
    assert await desk.says(ADMIN, "/status") == [errors.STRANGER]
    assert await desk.says(ADMIN, "/people") == []
    assert len(desk.heard(ADMIN)) == heard + 1
    assert await kept(desk)
    async with desk.db.read() as session:
        assert await audit.verify(session) is None
        lines = [(one.subject, one.action, one.officer_id) for one in await recent(session)]
    assert lines == [("officer", "remove", None), ("lockdown", "begin", None)]


async def test_begin_and_end_are_told_once_and_stand_in_the_trail(desk: Desk) -> None:
    await staffed(desk)
    for act in (lockdowns.begin, lockdowns.begin, lockdowns.end, lockdowns.end):
        await desk.ticks(act)
    told = [words.partition("\n")[0] for words in desk.heard(ADMIN)]
    assert told == ["비상 잠금", "비상 잠금 해제"]
    async with desk.db.read() as session:
        lines = [(one.subject, one.action) for one in await recent(session)]
    assert lines == [("lockdown", "end"), ("lockdown", "begin")]
