"""Groups: privacy, leaving, upgrading, pins, reactions, topics."""

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage


async def in_group(simulator: Simulator, officer: Phone, group: int) -> Phone:
    return await Phone.connect(simulator.url, officer.user, chat=group, timeout=2)


async def texts(client: Client) -> list[str]:
    updates = await client.call("getUpdates", offset=-100)
    return [u["message"]["text"] for u in updates if "text" in u.get("message", {})]


async def test_in_groups_the_bot_hears_only_what_is_meant_for_it(
    simulator: Simulator, client: Client, officer: Phone, backstage: Backstage
) -> None:
    group = (await backstage.group("과", [officer.user]))["id"]
    greeting = await client.call("sendMessage", chat_id=group, text="안녕하십니까")
    async with await in_group(simulator, officer, group) as phone:
        await phone.say("우리끼리 하는 말")
        await phone.say("/status")
        await phone.say("/status@other_bot")
        await phone.say("답", reply_to=greeting["message_id"])
        await phone.say("@quota_simulator_bot 현황")
        assert await texts(client) == ["/start", "/status", "답", "@quota_simulator_bot 현황"]
        await phone._act("bot", status="administrator")
        await phone.say("이제 들립니다")
    assert (await texts(client))[-1] == "이제 들립니다"


async def test_a_bot_that_left_or_was_removed_cannot_write(
    simulator: Simulator, client: Client, officer: Phone, backstage: Backstage
) -> None:
    group = (await backstage.group("과", [officer.user]))["id"]
    assert await client.call("leaveChat", chat_id=group) is True
    refusal = await client.refusal("sendMessage", chat_id=group, text="글")
    assert refusal == "Forbidden: bot is not a member of the group chat"
    async with await in_group(simulator, officer, group) as phone:
        await phone._act("bot", status="member")
        await client.call("sendMessage", chat_id=group, text="글")
        assert await phone.reads("글")
        await phone._act("bot", status="kicked")
    refusal = await client.refusal("sendMessage", chat_id=group, text="글")
    assert refusal == "Forbidden: bot was kicked from the group chat"
    changes = [
        u["my_chat_member"]
        for u in await client.call("getUpdates")
        if len(u) == 2 and "my_chat_member" in u
    ]
    assert [c["new_chat_member"]["status"] for c in changes] == [
        "member",
        "left",
        "member",
        "kicked",
    ]


async def test_an_upgraded_group_points_to_its_new_id(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    old = (await backstage.group("과", [officer.user]))["id"]
    new = (await backstage.upgrade(old))["id"]
    answer = await client.raw("sendMessage", chat_id=old, text="글")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new}
    assert str(new).startswith("-100")
    await client.call("sendMessage", chat_id=new, text="글")
    updates = [u["message"] for u in await client.call("getUpdates") if "message" in u]
    assert [m["migrate_to_chat_id"] for m in updates if "migrate_to_chat_id" in m] == [new]
    assert [m["migrate_from_chat_id"] for m in updates if "migrate_from_chat_id" in m] == [old]


async def test_pins_are_seen_on_the_phone(client: Client, officer: Phone) -> None:
    sent = await client.call("sendMessage", chat_id=officer.user, text="공지")
    place = {"chat_id": officer.user, "message_id": sent["message_id"]}
    await client.call("pinChatMessage", **place)
    chat = await client.call("getChat", chat_id=officer.user)
    assert chat["pinned_message"]["text"] == "공지"
    await officer.look()
    assert officer.last()["_pinned"] is True
    await client.call("unpinChatMessage", **place)
    refusal = await client.refusal("unpinChatMessage", **place)
    assert refusal == "Bad Request: message to unpin not found"
    refusal = await client.refusal("pinChatMessage", chat_id=officer.user, message_id=99)
    assert refusal == "Bad Request: message to pin not found"


async def test_a_bot_may_put_one_standard_reaction(client: Client, officer: Phone) -> None:
    number = await officer.say("저장해 주십시오")
    place = {"chat_id": officer.user, "message_id": number}
    good, bad = {"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "✅"}
    assert await client.call("setMessageReaction", **place, reaction=[good]) is True
    refusal = await client.refusal("setMessageReaction", **place, reaction=[bad])
    assert refusal == "Bad Request: REACTION_INVALID"
    refusal = await client.refusal("setMessageReaction", **place, reaction=[good, good])
    assert refusal == "Bad Request: REACTIONS_TOO_MANY"


async def test_a_deleted_topic_is_not_found(
    client: Client, officer: Phone, backstage: Backstage
) -> None:
    more = {"type": "supergroup", "forum": True, "bot": "administrator"}
    forum = (await backstage.group("담당", [officer.user], **more))["id"]
    topic = await client.call("createForumTopic", chat_id=forum, name="투자유치과")
    place = {"chat_id": forum, "message_thread_id": topic["message_thread_id"]}
    sent = await client.call("sendMessage", **place, text="계획")
    assert sent["is_topic_message"] is True
    await client.call("deleteForumTopic", **place)
    refusal = await client.refusal("sendMessage", **place, text="계획")
    assert refusal == "Bad Request: message thread not found"


async def test_who_is_in_a_chat(
    client: Client, officer: Phone, stranger: Phone, backstage: Backstage
) -> None:
    group = (await backstage.group("과", [officer.user, stranger.user]))["id"]
    await stranger._act("leave", chat=group)
    statuses = [
        (await client.call("getChatMember", chat_id=group, user_id=who))["status"]
        for who in (officer.user, stranger.user, 1)
    ]
    assert statuses == ["creator", "left", "member"]
    assert await client.call("getChatMemberCount", chat_id=group) == 2
    refusal = await client.refusal("getChatMember", chat_id=group, user_id=5)
    assert refusal == "Bad Request: user not found"
