"""Who gets in, and what those hear who do not."""

import pytest
from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from handlers.chat import errors, help
from handlers.chat.access import (
    Guarded,
    Handler,
    check_commands,
    check_policies,
    command,
    guarded,
    require,
    tap,
)
from handlers.chat.context import OfficeContext
from handlers.install import all_handlers
from storage.models.traffic import Inbox
from storage.office import officers
from storage.rules.errors import NotAllowed, Refusal
from storage.rules.permission import Action
from storage.rules.terms import Role
from tests.helpers.desk import Desk, only
from tests.helpers.screens import person

ADMIN, STAFF, NOBODY = 11, 22, 2**40 + 7
GROUP = -1001


async def nothing(update: Update, context: OfficeContext) -> None:
    """A callback that does nothing."""


def in_group(desk: Desk, user: int, words: str) -> dict[str, object]:
    chat = {"id": GROUP, "type": "supergroup", "title": "담당자 모임"}
    return desk.message(user, words) | {"chat": chat}


def joined(by: int, status: str = "member", chat_type: str = "supergroup") -> dict[str, object]:
    bot = {"id": 7000000000, "is_bot": True, "first_name": "고용할당제"}
    chat = {"id": GROUP if chat_type != "private" else by, "type": chat_type, "title": "모임"}
    gone = {"user": bot, "status": "left"}
    new: dict[str, object] = {"user": bot, "status": status}
    if status == "kicked":
        new["until_date"] = 0
    return {
        "my_chat_member": {
            "chat": chat,
            "from": person(by),
            "date": 1625450400,
            "old_chat_member": gone,
            "new_chat_member": new,
        }
    }


async def test_a_stranger_hears_one_neutral_sentence_a_day(desk: Desk) -> None:
    assert await desk.says(NOBODY, "/people") == [errors.STRANGER]
    assert await desk.says(NOBODY, "안녕하세요") == []
    assert await desk.says(NOBODY, "/start") == []
    desk.now = desk.now.replace(day=6)
    assert await desk.says(NOBODY, "/people") == [errors.STRANGER]


async def test_a_stranger_changes_no_row_but_their_counter(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    before = await desk.rows()
    await desk.says(NOBODY, "/people")
    await desk.taps_code(NOBODY, "v1:people:gone:1")
    await desk.sends(NOBODY, {"message": desk.message(NOBODY, "") | {"photo": []}})
    file = {"file_id": "one", "file_unique_id": "one", "file_name": "보고서.hwpx", "file_size": 9}
    await desk.sends(NOBODY, {"message": desk.message(NOBODY, "") | {"document": file}})
    assert await desk.rows() == before
    assert [one for one in desk.said if one.kind == "errand"] == []  # nothing is fetched


async def test_an_inline_query_of_a_stranger_says_nothing(desk: Desk) -> None:
    query = {"id": "1", "from": person(NOBODY), "query": "쿠팡", "offset": ""}
    assert await desk.sends(NOBODY, {"inline_query": query}) == []
    assert desk.said == []


async def test_somebody_who_waits_is_told_to_wait(desk: Desk) -> None:
    await desk.hire(STAFF, Role.STAFF, state="waiting")
    assert await desk.says(STAFF, "/people") == [errors.WAITING]


async def test_somebody_removed_is_a_stranger(desk: Desk) -> None:
    await desk.hire(STAFF, Role.OFFICE, state="removed")
    assert await desk.says(STAFF, "/people") == [errors.STRANGER]


async def test_the_spinner_of_every_refused_tap_ends(desk: Desk) -> None:
    await desk.taps_code(NOBODY, "v1:people:list:0")
    assert desk.said[0].kind == "answer"


async def test_an_id_beyond_32_bits_is_known(desk: Desk) -> None:
    await desk.hire(NOBODY, Role.ADMIN)
    heard = await desk.says(NOBODY, "/people")
    assert "직원 1명" in heard[0]


async def test_a_role_without_the_right_hears_so(desk: Desk) -> None:
    await desk.hire(STAFF, Role.STAFF)
    assert await desk.says(STAFF, "/people") == [NotAllowed.default]


async def test_a_forwarded_command_has_no_role(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    origin = {"type": "hidden_user", "date": 1625450000, "sender_user_name": "누군가"}
    heard = await desk.says(ADMIN, "/people", forward_origin=origin)
    assert heard == [errors.FORWARDED]


@pytest.mark.parametrize(
    "mark",
    [
        {"via_bot": {"id": 5, "is_bot": True, "first_name": "다른 봇"}},
        {"sender_chat": {"id": -100, "type": "channel", "title": "채널"}},
        {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}},
    ],
)
async def test_bots_channels_and_anonymous_administrators_have_no_role(
    desk: Desk, mark: dict[str, object]
) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    assert await desk.says(ADMIN, "/people", **mark) == []


async def test_a_group_hears_the_way_to_the_private_chat_and_no_record(desk: Desk) -> None:
    await desk.hire(ADMIN, Role.ADMIN)
    await desk.sends(ADMIN, {"message": in_group(desk, ADMIN, "/people")})
    assert [one.text for one in desk.said] == [errors.PRIVATE_ONLY]
    await desk.sends(NOBODY, {"message": in_group(desk, NOBODY, "/people")})
    await desk.sends(ADMIN, {"message": in_group(desk, ADMIN, "잡담")})
    assert len(desk.said) == 1


@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_the_bot_leaves_a_group_to_which_a_stranger_added_it(
    desk: Desk, status: str
) -> None:
    change = joined(NOBODY)
    await desk.sends(NOBODY, change)
    assert [(one.chat_id, one.payload["act"]) for one in desk.said] == [(GROUP, "leave")]


async def test_the_bot_stays_in_a_group_of_its_own_people(desk: Desk) -> None:
    await desk.hire(STAFF, Role.STAFF)
    await desk.sends(STAFF, joined(STAFF))
    assert desk.said == []


async def test_who_blocks_the_bot_is_out_of_reach_until_they_come_back(desk: Desk) -> None:
    await desk.hire(STAFF, Role.STAFF)
    await desk.sends(STAFF, joined(STAFF, "kicked", "private"))
    blocked = await desk.officer(STAFF)
    assert blocked is not None
    assert blocked.reachable is False
    await desk.says(STAFF, "/start")
    back = await desk.officer(STAFF)
    assert back is not None
    assert back.reachable is True


async def test_what_a_refused_action_wrote_is_taken_back(sqlite_url: str) -> None:
    async def half_done(update: Update, context: OfficeContext) -> None:
        await officers.set_reachable(context.session, STAFF, reachable=False)
        await context.say(STAFF, "저장했습니다.")
        raise Refusal("할 수 없습니다.")

    handler = CommandHandler("try", guarded(Action.HELP, half_done))
    desk = await Desk(sqlite_url, only([handler])).open()
    await desk.hire(STAFF, Role.STAFF)
    assert await desk.says(STAFF, "/try") == ["할 수 없습니다."]
    kept = await desk.officer(STAFF)
    assert kept is not None
    assert kept.reachable is True
    await desk.close()


async def test_a_record_of_another_department_is_asked_about_again(sqlite_url: str) -> None:
    async def save(update: Update, context: OfficeContext) -> None:
        await require(context, Action.LOG_EVENT, int((context.args or ["0"])[0]))
        await context.say(STAFF, "저장했습니다.")

    handler = CommandHandler("save", guarded(Action.LOG_EVENT, save))
    desk = await Desk(sqlite_url, only([handler])).open()
    own, other = await desk.department("일자리정책과", 1), await desk.department("도로건설과", 2)
    await desk.hire(STAFF, Role.STAFF, own)
    assert await desk.says(STAFF, f"/save {own}") == ["저장했습니다."]
    assert await desk.says(STAFF, f"/save {other}") == [NotAllowed.default]
    await desk.close()


def test_a_handler_without_a_policy_stops_the_start() -> None:
    good = CommandHandler("good", guarded(Action.HELP, nothing))
    check_policies([good])
    with pytest.raises(ValueError, match="without a policy"):
        check_policies([good, MessageHandler(filters.ALL, nothing)])


async def test_an_update_that_fails_for_good_is_told_without_its_words(sqlite_url: str) -> None:
    async def broken(update: Update, context: OfficeContext) -> None:
        raise ZeroDivisionError("홍○○ 000-0000")

    handler = CommandHandler("break", guarded(Action.HELP, broken))
    desk = await Desk(sqlite_url, only([handler])).open()
    desk.may_fail = True
    await desk.hire(STAFF, Role.STAFF)
    await desk.hire(ADMIN, Role.ADMIN)
    assert await desk.says(STAFF, "/break") == [errors.SORRY]
    notice = desk.heard(ADMIN)[-1]
    assert "ZeroDivisionError" in notice
    assert "홍" not in notice
    async with desk.db.read() as session:
        kept = await session.get(Inbox, 1)
    assert kept is not None
    assert kept.state == "set_aside"
    await desk.close()


@pytest.mark.parametrize("refusal", [errors.BadCode, errors.NotYours, NotAllowed])
async def test_a_forged_tap_stands_in_the_trail_once_and_without_its_words(
    sqlite_url: str, refusal: type[Refusal]
) -> None:
    async def forged(update: Update, context: OfficeContext) -> None:
        context.officer.name = "바뀐 이름"  # taken back with the refusal, unlike the line
        raise refusal

    desk = await Desk(sqlite_url, only([tap(Action.HELP, "find", forged)])).open()
    number = await desk.hire(STAFF, Role.STAFF)
    await desk.taps_code(STAFF, "v1:find:0:010-0000-0000")
    assert await desk.suspicions() == [
        (number, {"policy": Action.HELP.value, "refusal": refusal.__name__})
    ]
    officer = await desk.officer(STAFF)
    assert officer is not None
    assert officer.name == "홍○○"
    await desk.close()


async def test_words_that_are_refused_and_roles_that_do_not_reach_are_no_suspicion(
    desk: Desk,
) -> None:
    await desk.hire(STAFF, Role.STAFF)
    await desk.says(STAFF, "/people")
    await desk.taps_code(STAFF, "v1:people:list:0")
    assert await desk.suspicions() == []


def test_a_command_takes_its_right_from_help_and_neither_goes_without_the_other() -> None:
    def policy(one: Handler) -> object:
        return one.callback.policy if isinstance(one.callback, Guarded) else None

    every = all_handlers()
    told = {line.name: line.action for line in help.COMMANDS}
    assert {name: policy(command(name, nothing)) for name in told} == told
    check_commands(every)
    with pytest.raises(ValueError, match="/rain has no line"):
        command("rain", nothing)
    with pytest.raises(ValueError, match="nobody does: todo"):
        check_commands(
            one
            for one in every
            if not (isinstance(one, CommandHandler) and "todo" in one.commands)
        )
