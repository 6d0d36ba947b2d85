"""Bot API methods about chats: who is in them, pins, reactions, topics, leaving."""

from __future__ import annotations

from typing import Any

from bot.simulator.wire.call import Call
from bot.simulator.world import limits
from bot.simulator.world.chats import Chat, World
from bot.simulator.world.refusal import Refused, bad

Json = dict[str, Any]
_RIGHTS_WORDS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats"
    " can_restrict_members can_promote_members can_change_info can_invite_users"
    " can_post_stories can_edit_stories can_delete_stories can_pin_messages"
    " can_send_welcome_messages"
)
RIGHTS = _RIGHTS_WORDS.split()
EMOJI = frozenset(
    "👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄"
) | {
    "❤",
    "❤️\u200d🔥",
    "❤\u200d🔥",
    "👨\u200d💻",
    "🆒",
    "💘",
    "🙉",
    "🦄",
    "😘",
    "💊",
    "😎",
    "👾",
    "😡",
}
TOPIC_COLOUR = 0x6FB9F0


def member(user: Json, status: str) -> Json:
    """A ChatMember object."""
    found: Json = {"user": user, "status": status}
    if status == "creator":
        found["is_anonymous"] = False
    elif status == "administrator":
        found |= dict.fromkeys(RIGHTS, True) | {"is_anonymous": False, "can_be_edited": False}
    elif status == "kicked":
        found["until_date"] = 0
    return found


def bot_moved(world: World, chat: Chat, status: str, by: Json) -> None:
    """Change the bot's standing in a chat and queue `my_chat_member`."""
    old, chat.bot_status = chat.bot_status, status
    content = {
        "chat": chat.face,
        "from": by,
        "date": int(world.clock.now()),
        "old_chat_member": member(world.bot, old),
        "new_chat_member": member(world.bot, status),
    }
    world.updates.put("my_chat_member", content, chat.id, limits.MESSAGE_UPDATE_SECONDS)


def get_chat(call: Call) -> Json:
    """`getChat`."""
    chat = call.chat()
    if chat.bot_status in {"left", "kicked"} and not chat.private:
        raise Refused(403, f"Forbidden: bot is not a member of the {chat.kind} chat")
    full = chat.face | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]]
    return full


def _people(call: Call) -> tuple[Chat, World]:
    chat = call.chat()
    if not chat.private and chat.bot_status in {"left", "kicked"}:
        raise Refused(403, f"Forbidden: bot is not a member of the {chat.kind} chat")
    return chat, call.world


def get_chat_member(call: Call) -> Json:
    """`getChatMember`."""
    chat, world = _people(call)
    user = call.integer("user_id")
    if user == world.bot["id"]:
        return member(world.bot, chat.bot_status)
    if user not in world.people:
        raise bad("user not found")
    return member(world.people[user], chat.members.get(user, "left"))


def get_chat_administrators(call: Call) -> list[Json]:
    """`getChatAdministrators`; bots are left out, as by default."""
    chat, world = _people(call)
    if chat.private:
        raise bad("there are no administrators in the private chat")
    return [
        member(world.people[who], status)
        for who, status in chat.members.items()
        if status in {"creator", "administrator"}
    ]


def get_chat_member_count(call: Call) -> int:
    """`getChatMemberCount`, the bot included."""
    chat, _ = _people(call)
    return len(chat.present()) + 1


def leave_chat(call: Call) -> bool:
    """`leaveChat`: groups only."""
    chat = call.writable()
    if chat.private:
        raise bad("chat not found")
    bot_moved(call.world, chat, "left", call.world.bot)
    return True


# Pins and reactions ----------------------------------------------------------------------


def _may_pin(chat: Chat) -> None:
    if chat.kind != "private" and chat.bot_status != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")


def pin_chat_message(call: Call) -> bool:
    """`pinChatMessage`."""
    chat = call.writable()
    number: int = call.message(chat, "message to pin")["message_id"]
    _may_pin(chat)
    if number in chat.pinned:
        chat.pinned.remove(number)
    chat.pinned.append(number)
    call.world.tell(chat, "pinned", message_id=number, pinned=True)
    return True


def unpin_chat_message(call: Call) -> bool:
    """`unpinChatMessage`: the named message, or the last pinned one."""
    chat = call.writable()
    _may_pin(chat)
    number = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    call.world.tell(chat, "pinned", message_id=number, pinned=False)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """`unpinAllChatMessages`."""
    chat = call.writable()
    _may_pin(chat)
    while chat.pinned:
        number = chat.pinned.pop()
        call.world.tell(chat, "pinned", message_id=number, pinned=False)
    return True


def set_message_reaction(call: Call) -> bool:
    """`setMessageReaction`: at most one standard emoji for a bot."""
    chat = call.writable()
    message = call.message(chat, "message to react")
    given = call.json("reaction", "reaction types") or []
    if not isinstance(given, list):
        raise bad("expected an Array of ReactionType")
    if len(given) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for one in given:
        if one.get("type") != "emoji" or one.get("emoji") not in EMOJI:
            raise bad("REACTION_INVALID")
    chat.reactions[message["message_id"]] = given
    call.world.tell(chat, "reaction", message_id=message["message_id"], reaction=given)
    return True


# Topics ----------------------------------------------------------------------------------


def _forum(call: Call) -> Chat:
    chat = call.writable()
    if not chat.face.get("is_forum"):
        raise bad("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise bad("not enough rights to create a topic")
    return chat


def create_forum_topic(call: Call) -> Json:
    """`createForumTopic`."""
    chat = _forum(call)
    name = call.text("name").strip()
    if not 1 <= limits.utf16(name) <= limits.TOPIC_NAME:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_INVALID")
    number = next(chat.numbers)
    chat.topics[number] = name
    return {"message_thread_id": number, "name": name, "icon_color": TOPIC_COLOUR}


def delete_forum_topic(call: Call) -> bool:
    """`deleteForumTopic` with all its messages."""
    chat = _forum(call)
    thread = call.integer("message_thread_id")
    if chat.topics.pop(thread, None) is None:
        raise bad("message thread not found")
    for number, message in list(chat.messages.items()):
        if message.get("message_thread_id") == thread:
            call.world.remove(chat, number)
    return True
