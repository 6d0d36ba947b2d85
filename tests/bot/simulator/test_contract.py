"""What the simulator says obeys the published description of the Bot API."""

from typing import Any

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from bot.simulator.wire.methods import METHODS, Waiting
from bot.simulator.wire.parameters import METHODS as PARAMETERS
from bot.simulator.wire.webhook import Webhook
from tests.bot.simulator.client import Client
from tests.bot.simulator.contract import CONTRACT, faults
from tests.bot.simulator.pictures import jpeg
from tests.helpers.backstage import Backstage

# A newer server takes rich messages; ours answers as one that does not know them.
NOT_SIMULATED = {"editMessageText": {"rich_message"}}


def test_every_method_takes_exactly_the_published_parameters() -> None:
    for method, published in CONTRACT["methods"].items():
        names = {*published["required"], *published["optional"]}
        names -= NOT_SIMULATED.get(method, set())
        assert (method, sorted(PARAMETERS[method].split())) == (method, sorted(names))


def test_every_method_with_parameters_is_there(simulator: Simulator) -> None:
    waiting = Waiting(Webhook(simulator.world.updates)).table
    assert sorted([*METHODS, *waiting]) == sorted(name.lower() for name in PARAMETERS)
    assert sorted(CONTRACT["methods"]) == sorted(PARAMETERS)


async def test_updates_of_all_kinds_obey_the_contract(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "저장", "callback_data": "a"}]]}
    card = await client.call(
        "sendMessage", chat_id=officer.user, text="카드", reply_markup=keyboard
    )
    await officer.tap("저장", answered=False)
    await client.call("deleteMessage", chat_id=officer.user, message_id=card["message_id"])
    await officer.tap_old(card["message_id"], "a", answered=False)
    first = await officer.say("https://example.org 보기 #태그 @someone", reply_to=1)
    await officer.edit(first, "고친 글 /status")
    await officer.photo(jpeg(), "사진 /설명")
    await officer.album([jpeg(), jpeg(2000, 900)])
    await officer.document("가나".encode(), "계획.hwpx")
    await officer.contact()
    await officer.location(37.65, 126.83)
    await officer.sticker()
    await officer.voice()
    await officer.poll("언제?", ["월", "화"])
    await officer.block()
    await officer.unblock()
    group = await backstage.group("일자리정책과", [officer.user])
    await backstage.upgrade(group["id"])
    updates = await client.call("getUpdates")
    assert faults(updates, "Array of Update") == []
    kinds = {kind for update in updates for kind in update}
    assert kinds >= {"message", "edited_message", "callback_query", "my_chat_member"}
    assert len(updates) > 15


async def test_answers_of_all_methods_obey_the_contract(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    me = officer.user
    photo_id = (await client.call("getUpdates"))[0]["message"]["message_id"]
    await officer.photo(jpeg())
    photo = officer_file(await client.call("getUpdates"), "photo")
    sent = await client.call("sendMessage", chat_id=me, text="<b>굵게</b>", parse_mode="HTML")
    number = sent["message_id"]
    forum = await backstage.group("담당", [me], type="supergroup", forum=True, bot="administrator")
    media = [{"type": "photo", "media": photo}] * 2
    button = {"inline_keyboard": [[{"text": "복사", "copy_text": {"text": "글"}}]]}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("getMe", {}),
        (
            "sendMessage",
            {"chat_id": me, "text": "글", "reply_parameters": {"message_id": photo_id}},
        ),
        ("sendMessage", {"chat_id": me, "text": "글", "reply_markup": button}),
        ("sendPhoto", {"chat_id": me, "photo": photo, "caption": "설명"}),
        ("sendMediaGroup", {"chat_id": me, "media": media}),
        ("editMessageText", {"chat_id": me, "message_id": number, "text": "새 글"}),
        ("editMessageReplyMarkup", {"chat_id": me, "message_id": number, "reply_markup": button}),
        ("forwardMessage", {"chat_id": me, "from_chat_id": me, "message_id": number}),
        ("copyMessage", {"chat_id": me, "from_chat_id": me, "message_id": number}),
        ("pinChatMessage", {"chat_id": me, "message_id": number}),
        ("setMessageReaction", {"chat_id": me, "message_id": number, "reaction": []}),
        ("getChat", {"chat_id": me}),
        ("getChat", {"chat_id": forum["id"]}),
        ("createForumTopic", {"chat_id": forum["id"], "name": "투자유치과"}),
        ("getChatMember", {"chat_id": forum["id"], "user_id": me}),
        ("getChatMember", {"chat_id": forum["id"], "user_id": 1}),
        ("getChatAdministrators", {"chat_id": forum["id"]}),
        ("getChatMemberCount", {"chat_id": forum["id"]}),
        ("getFile", {"file_id": photo}),
        ("setMyCommands", {"commands": [{"command": "status", "description": "현황"}]}),
        ("getMyCommands", {}),
        ("getChatMenuButton", {"chat_id": me}),
        ("getMyName", {}),
        ("getMyDescription", {}),
        ("getMyShortDescription", {}),
        ("getWebhookInfo", {}),
        ("sendChatAction", {"chat_id": me, "action": "typing"}),
        ("deleteMessages", {"chat_id": me, "message_ids": [number]}),
    ]
    for method, params in calls:
        result = await client.call(method, **params)
        returns = CONTRACT["methods"][method]["returns"]
        found = min((faults(result, kind) for kind in returns), key=len)
        assert (method, found) == (method, [])


def officer_file(updates: list[dict[str, Any]], kind: str) -> str:
    """The file_id of the last picture that came in."""
    return str(updates[-1]["message"][kind][-1]["file_id"])
