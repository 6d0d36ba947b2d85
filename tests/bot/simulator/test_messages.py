"""Sending, editing, deleting and answering, with Telegram's refusals."""

import pytest

from bot.simulator.people.phone import Phone
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage

KEYS = {"inline_keyboard": [[{"text": "저장", "callback_data": "save"}]]}


async def test_a_person_who_never_wrote_cannot_be_written_to(
    client: Client, stranger: Phone
) -> None:
    refusal = await client.refusal("sendMessage", chat_id=stranger.user, text="글")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"
    assert (await client.raw("sendMessage", chat_id=stranger.user, text="글"))["status"] == 403


async def test_a_person_who_blocked_the_bot_cannot_be_written_to(
    client: Client, officer: Phone
) -> None:
    await officer.block()
    refusal = await client.refusal("sendMessage", chat_id=officer.user, text="글")
    assert refusal == "Forbidden: bot was blocked by the user"
    await officer.unblock()
    await client.call("sendMessage", chat_id=officer.user, text="글")


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"chat_id": 99}, "chat not found"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "가" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "가" * 12_000}, "text is too long"),
        ({"text": "글", "parse_mode": "XML"}, "unsupported parse_mode"),
        (
            {"text": "글", "reply_parameters": {"message_id": 77}},
            "message to be replied not found",
        ),
        ({"text": "글", "message_thread_id": 5}, "message thread not found"),
        ({"text": "글", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "글", "reply_markup": []}, "object expected as reply markup"),
    ],
)
async def test_messages_that_telegram_refuses(
    client: Client, officer: Phone, params: dict[str, object], refusal: str
) -> None:
    given = {"chat_id": officer.user, "text": "글"} | params
    assert await client.refusal("sendMessage", **given) == f"Bad Request: {refusal}"


async def test_a_text_of_exactly_the_limit_is_taken(client: Client, officer: Phone) -> None:
    sent = await client.call("sendMessage", chat_id=officer.user, text="😀" * 2048)
    assert len(sent["text"]) == 2048


async def test_an_edit_replaces_text_and_buttons_together(client: Client, officer: Phone) -> None:
    sent = await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=KEYS)
    place = {"chat_id": officer.user, "message_id": sent["message_id"]}
    edited = await client.call("editMessageText", **place, text="새 글")
    assert (edited["text"], "reply_markup" in edited) == ("새 글", False)
    assert edited["edit_date"] >= sent["date"]


async def test_an_edit_without_a_change_is_refused(client: Client, officer: Phone) -> None:
    sent = await client.call(
        "sendMessage", chat_id=officer.user, text="<b>글</b>", parse_mode="HTML", reply_markup=KEYS
    )
    place = {"chat_id": officer.user, "message_id": sent["message_id"]}
    same = {"text": "<b>글</b>", "parse_mode": "HTML", "reply_markup": KEYS}
    assert "message is not modified" in await client.refusal("editMessageText", **place, **same)
    refusal = await client.refusal("editMessageReplyMarkup", **place, reply_markup=KEYS)
    assert "message is not modified" in refusal


async def test_what_cannot_be_edited(client: Client, officer: Phone) -> None:
    mine = await officer.say("내 글")
    keyboard = {"keyboard": [[{"text": "현황"}]]}
    sent = await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=keyboard)
    cases = [
        (999, "message to edit not found"),
        (mine, "message can't be edited"),
        (sent["message_id"], "message can't be edited"),
    ]
    for number, why in cases:
        place = {"chat_id": officer.user, "message_id": number}
        refusal = await client.refusal("editMessageText", **place, text="새 글")
        assert refusal == f"Bad Request: {why}"


async def test_a_reply_keyboard_is_shown_and_not_echoed(client: Client, officer: Phone) -> None:
    keyboard = {"keyboard": [["현황", "입력"]], "resize_keyboard": True}
    sent = await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=keyboard)
    assert "reply_markup" not in sent
    await officer.look()
    assert officer.keys() == [["현황", "입력"]]
    gone = {"remove_keyboard": True}
    await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=gone)
    await officer.look()
    assert officer.keys() == []


async def test_a_message_is_deleted_within_48_hours_only(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    sent = [
        await client.call("sendMessage", chat_id=officer.user, text=text) for text in ("가", "나")
    ]
    first, second = ({"chat_id": officer.user, "message_id": one["message_id"]} for one in sent)
    assert await client.call("deleteMessage", **first) is True
    refusal = await client.refusal("deleteMessage", **first)
    assert refusal == "Bad Request: message to delete not found"
    await backstage.advance(48 * 3600)
    refusal = await client.refusal("deleteMessage", **second)
    assert refusal == "Bad Request: message can't be deleted for everyone"


async def test_a_tap_can_be_answered_for_150_seconds(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=KEYS)
    for wait in (149, 151):
        await officer.tap("저장", answered=False)
        update = (await client.call("getUpdates"))[-1]
        await backstage.advance(wait)
        answer = {"callback_query_id": update["callback_query"]["id"]}
        if wait == 149:
            assert await client.call("answerCallbackQuery", **answer) is True
        else:
            refusal = await client.refusal("answerCallbackQuery", **answer)
            assert refusal.startswith("Bad Request: query is too old and response timeout")
    refusal = await client.refusal("answerCallbackQuery", callback_query_id="5")
    assert refusal.endswith("or query ID is invalid")


async def test_the_text_of_an_answer_has_at_most_200_characters(
    client: Client, officer: Phone
) -> None:
    await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=KEYS)
    await officer.tap("저장", answered=False)
    tap = (await client.call("getUpdates"))[-1]["callback_query"]["id"]
    long = {"callback_query_id": tap, "text": "가" * 201}
    assert await client.refusal("answerCallbackQuery", **long) == "Bad Request: MESSAGE_TOO_LONG"
    await client.call("answerCallbackQuery", callback_query_id=tap, text="가" * 200)
    await officer.look()
    assert officer.toast() == "가" * 200


async def test_a_forwarded_message_names_its_author_and_a_copy_does_not(
    client: Client, officer: Phone
) -> None:
    number = await officer.say("전달할 글")
    place = {"chat_id": officer.user, "from_chat_id": officer.user, "message_id": number}
    forwarded = await client.call("forwardMessage", **place)
    assert forwarded["forward_origin"]["sender_user"]["id"] == officer.user
    copy = await client.call("copyMessage", **place)
    await officer.look()
    assert officer.last()["message_id"] == copy["message_id"]
    assert (officer.screen(), "forward_origin" in officer.last()) == ("전달할 글", False)
