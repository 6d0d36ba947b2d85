"""What people do: write, tap, send pictures, block; each act becomes an update for the bot."""

from __future__ import annotations

from typing import Any

from bot.simulator.wire.entities import detect
from bot.simulator.wire.messages import bare
from bot.simulator.wire.rooms import bot_moved
from bot.simulator.world import limits
from bot.simulator.world.chats import Chat, World
from bot.simulator.world.limits import MESSAGE_UPDATE_SECONDS, TAP_SECONDS, utf16
from bot.simulator.world.shelf import Stored

Json = dict[str, Any]
# The Bot API server keeps taps of a user in a delivery queue apart from all chats.
TAP_LANES = 3 << 33


class Impossible(Exception):
    """A person cannot do this on a phone; the text says why."""


def _chat(world: World, user: int, chat_id: int) -> Chat:
    chat = world.chats.get(chat_id)
    if user not in world.people or chat is None:
        raise Impossible("no such person or chat")
    if user not in chat.present():
        raise Impossible("this person is not in the chat")
    return chat


def _heard(world: World, chat: Chat, message: Json) -> bool:
    """Whether the bot is told: everything in private, in groups what privacy mode lets through."""
    if chat.private or chat.bot_status == "administrator":
        return True
    if chat.bot_status != "member":
        return False
    text = message.get("text") or message.get("caption") or ""
    name = f"@{world.bot['username']}"
    if text.startswith("/"):
        command = text.split(maxsplit=1)[0]
        return "@" not in command or command.endswith(name)
    reply = message.get("reply_to_message")
    return name in text or (reply is not None and reply.get("from") is world.bot)


def say(world: World, user: int, chat_id: int, content: Json, reply_to: int = 0) -> Json:
    """Put a message of a person into a chat and queue the update; returns the Message."""
    chat = _chat(world, user, chat_id)
    if chat.private:
        if chat.bot_status == "kicked":
            raise Impossible("unblock the bot first")
        chat.started = True
    elif chat.migrated_to:
        raise Impossible("the group was upgraded to a supergroup")
    message: Json = {
        "message_id": next(chat.numbers),
        "from": world.people[user],
        "chat": chat.face,
        "date": int(world.clock.now()),
    }
    if reply_to:
        if reply_to not in chat.messages:
            raise Impossible("no message to reply to")
        message["reply_to_message"] = bare(chat.messages[reply_to])
    message |= content
    world.store(chat, message)
    if _heard(world, chat, message):
        world.updates.put("message", message, chat.id, MESSAGE_UPDATE_SECONDS)
    return message


def split(text: str) -> list[str]:
    """A long text in pieces of at most 4096 UTF-16 units, cut at line ends where possible."""
    pieces: list[str] = []
    while utf16(text) > limits.TEXT:
        cut = limits.TEXT
        while utf16(text[:cut]) > limits.TEXT:
            cut -= 1
        line = text.rfind("\n", 0, cut)
        cut = line if line > cut // 2 else cut
        pieces.append(text[:cut].strip())
        text = text[cut:].lstrip()
    return [*pieces, text]


def text_content(text: str, name: str = "text", entities: str = "entities") -> Json:
    """Fields of a text that a person typed, with what Telegram finds in it."""
    found = detect(text, [])
    return {name: text, entities: found} if found else {name: text}


def write(world: World, user: int, chat_id: int, text: str, reply_to: int = 0) -> Json:
    """Send a typed text; a long one becomes several messages, the last one is returned."""
    text = text.strip()
    if not text:
        raise Impossible("nothing to send")
    for piece in split(text):
        message = say(world, user, chat_id, text_content(piece), reply_to)
    return message


def correct(world: World, user: int, chat_id: int, number: int, text: str) -> Json:
    """Edit an own message within 48 hours; queues `edited_message`."""
    chat = _chat(world, user, chat_id)
    old = chat.messages.get(number)
    if old is None or old.get("from", {}).get("id") != user:
        raise Impossible("only an own message can be edited")
    if world.clock.now() - old["date"] > limits.DELETE_SECONDS or "forward_origin" in old:
        raise Impossible("this message cannot be edited any more")
    name, entities = ("text", "entities") if "text" in old else ("caption", "caption_entities")
    message = {k: v for k, v in old.items() if k not in {name, entities}}
    message["edit_date"] = int(world.clock.now())
    message |= text_content(text.strip(), name, entities)
    world.replace(chat, message)
    if _heard(world, chat, message):
        world.updates.put("edited_message", message, chat.id, MESSAGE_UPDATE_SECONDS)
    return message


def has_button(message: Json, data: str) -> bool:
    """True when an inline button of the message carries `data`."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return any(button.get("callback_data") == data for row in rows for button in row)


def tap(world: World, user: int, chat_id: int, number: int, data: str, forged: bool) -> str:
    """Press an inline button; a forged tap needs no such button. Returns the callback id."""
    chat = _chat(world, user, chat_id)
    message = chat.messages.get(number)
    if not forged and (message is None or not has_button(message, data)):
        raise Impossible("no such button on this message")
    callback = world.serial()
    world.taps[callback] = {
        "chat": chat,
        "user": user,
        "at": world.clock.now(),
        "answered": False,
    }
    query = {
        "id": callback,
        "from": world.people[user],
        "message": message or {"chat": chat.face, "message_id": number, "date": 0},
        "chat_instance": chat.instance,
        "data": data,
    }
    world.updates.put("callback_query", query, user + TAP_LANES, TAP_SECONDS)
    return callback


def send_files(world: World, user: int, chat_id: int, files: list[Stored], caption: str) -> Json:
    """Send photos or documents; more than one makes an album with the caption on the first."""
    if not 1 <= len(files) <= limits.ALBUM[1]:
        raise Impossible("1 to 10 files can be sent at once")
    if utf16(caption) > limits.CAPTION:
        raise Impossible("the caption is too long")
    group = {"media_group_id": world.serial()} if len(files) > 1 else {}
    numbers: list[int] = []
    for index, stored in enumerate(files):
        content: Json = {stored.kind: stored.sizes if stored.kind == "photo" else stored.face}
        content |= group
        if caption and index == 0:
            content |= text_content(caption, "caption", "caption_entities")
        numbers.append(say(world, user, chat_id, content)["message_id"])
    return {"message_id": numbers[-1], "message_ids": numbers}


def delete(world: World, user: int, chat_id: int, number: int) -> None:
    """Delete a message for both sides; the bot is not told, as in Telegram."""
    chat = _chat(world, user, chat_id)
    message = chat.messages.get(number)
    if message is None or not (chat.private or message.get("from", {}).get("id") == user):
        raise Impossible("this message cannot be deleted")
    world.remove(chat, number)


def block(world: World, user: int, chat_id: int, on: bool) -> None:
    """Block or unblock the bot in the private chat; queues `my_chat_member`."""
    chat = _chat(world, user, chat_id)
    if not chat.private:
        raise Impossible("a bot is blocked in its private chat")
    status = "kicked" if on else "member"
    if chat.bot_status != status:
        chat.started = True
        bot_moved(world, chat, status, world.people[user])


# Groups --------------------------------------------------------------------------------


def _service(world: World, chat: Chat, by: int, content: Json) -> None:
    message: Json = {
        "message_id": next(chat.numbers),
        "from": world.people[by],
        "chat": chat.face,
        "date": int(world.clock.now()),
        **content,
    }
    world.store(chat, message)
    if chat.bot_status in {"member", "administrator"}:
        world.updates.put("message", message, chat.id, MESSAGE_UPDATE_SECONDS)


def move_bot(world: World, user: int, chat_id: int, status: str) -> None:
    """Add the bot to a group, promote, demote or remove it (member, administrator, kicked)."""
    chat = _chat(world, user, chat_id)
    if chat.private or status not in {"member", "administrator", "left", "kicked"}:
        raise Impossible("a bot is moved in groups: member, administrator, left or kicked")
    came = chat.bot_status in {"left", "kicked"} and status in {"member", "administrator"}
    bot_moved(world, chat, status, world.people[user])
    if came:
        _service(world, chat, user, {"new_chat_members": [world.bot]})


def join(world: World, user: int, chat_id: int, on: bool) -> None:
    """Let a person enter or leave a group."""
    chat = world.chats.get(chat_id)
    if chat is None or chat.private or user not in world.people:
        raise Impossible("no such person or group")
    if on:
        chat.members[user] = "member"
        _service(world, chat, user, {"new_chat_members": [world.people[user]]})
    else:
        chat.members[user] = "left"
        _service(world, chat, user, {"left_chat_member": world.people[user]})


def upgrade(world: World, chat_id: int) -> Chat:
    """Upgrade a group to a supergroup: a new id, and the old one refuses with a pointer."""
    old = world.chats.get(chat_id)
    if old is None or old.kind != "group" or old.migrated_to:
        raise Impossible("only a basic group can be upgraded")
    new = world.add_group(old.face["title"], [], kind="supergroup")
    new.members, new.bot_status = dict(old.members), old.bot_status
    owner = next(iter(old.members))
    _service(world, old, owner, {"migrate_to_chat_id": new.id})
    old.migrated_to = new.id
    _service(world, new, owner, {"migrate_from_chat_id": old.id})
    return new
