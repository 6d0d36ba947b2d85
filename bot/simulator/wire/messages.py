"""Bot API methods that send, edit, copy and delete messages."""

from __future__ import annotations

from typing import Any

from bot.simulator.wire.call import Call
from bot.simulator.world import limits
from bot.simulator.world.chats import Chat, World
from bot.simulator.world.refusal import bad

Json = dict[str, Any]
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the"
    " same as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_ACTIONS_WORDS = (
    "typing upload_photo record_video upload_video record_voice upload_voice"
    " record_audio upload_audio upload_document choose_sticker find_location"
    " record_video_note upload_video_note cancel"
)
ACTIONS = frozenset(_ACTIONS_WORDS.split())
CONTENT = ("text", "photo", "document", "voice", "sticker", "contact", "location", "poll")
COPIED = (*CONTENT, "entities", "caption", "caption_entities", "link_preview_options")


def text_content(call: Call, *, edit: bool = False) -> Json:
    """The checked `text` of a call with its entities."""
    text, entities = call.formatted("text", "entities")
    if not text:
        raise bad("message text is empty")
    if limits.utf16(text) > limits.TEXT:
        raise bad("MESSAGE_TOO_LONG" if edit else "message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if options := call.json("link_preview_options"):
        content["link_preview_options"] = options
    return content


def caption_content(call: Call) -> Json:
    """The checked `caption` of a call with its entities; empty when there is none."""
    text, entities = call.formatted("caption", "caption_entities")
    return captioned(text, entities)


def captioned(text: str, entities: list[Json]) -> Json:
    """Caption fields of a message; raises 400 when it is too long."""
    if not text:
        return {}
    if limits.utf16(text) > limits.CAPTION:
        raise bad("message caption is too long")
    content: Json = {"caption": text}
    if entities:
        content["caption_entities"] = entities
    return content


def _reply(call: Call, chat: Chat) -> Json:
    """The fields that reply_parameters and message_thread_id add to a message."""
    fields: Json = {}
    if "message_thread_id" in call.params:
        thread = call.integer("message_thread_id")
        if thread not in chat.topics:
            raise bad("message thread not found")
        fields |= {"message_thread_id": thread, "is_topic_message": True}
    if "reply_parameters" in call.params:
        parameters = call.json("reply_parameters")
        if not isinstance(parameters, dict):
            raise bad("object expected as reply parameters")
        target = chat.messages.get(int(parameters.get("message_id", 0)))
        if target is not None:
            fields["reply_to_message"] = bare(target)
        elif not parameters.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
    return fields


def bare(message: Json) -> Json:
    """A message as it stands inside another one: without its own reply."""
    return {k: v for k, v in message.items() if k != "reply_to_message"}


def post(call: Call, chat: Chat, content: Json, *, markup: bool = True) -> Json:
    """Send `content` from the bot into `chat` and return the new Message."""
    world = call.world
    inline, other = call.markup(chat) if markup else (None, None)
    if world.flood.active:
        world.flood.check(chat.id)
    message: Json = {
        "message_id": next(chat.numbers),
        "from": world.bot,
        "chat": chat.face,
        "date": int(world.clock.now()),
    }
    if "reply_parameters" in call.params or "message_thread_id" in call.params:
        message |= _reply(call, chat)
    message |= content
    if call.flag("protect_content"):
        message["has_protected_content"] = True
    if inline is not None:
        message["reply_markup"] = inline
    return world.store(chat, message, other)


def send_message(call: Call) -> Json:
    """`sendMessage`."""
    chat = call.writable()
    return post(call, chat, text_content(call))


def send_chat_action(call: Call) -> bool:
    """`sendChatAction`."""
    chat = call.writable()
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    call.world.tell(chat, "typing", action=action)
    return True


# Edits ---------------------------------------------------------------------------------


def editable(call: Call) -> tuple[Chat, Json]:
    """The chat and the bot's own message that a call may edit."""
    if "inline_message_id" in call.params:
        raise bad("simulator: inline messages are not simulated")
    chat = call.writable()
    message = call.message(chat, "message to edit")
    if message.get("from") is not call.world.bot or "forward_origin" in message:
        raise bad("message can't be edited")
    if message["message_id"] in chat.keyboards:
        raise bad("message can't be edited")
    return chat, message


def change(call: Call, chat: Chat, message: Json, fields: Json, drop: tuple[str, ...]) -> Json:
    """Put `fields` in the place of `drop` in a message; raises 400 when nothing changes."""
    world = call.world
    if all(message.get(name) == fields.get(name) for name in drop):
        raise bad(NOT_MODIFIED)
    if world.flood.active:
        world.flood.check(chat.id)
    edited = {k: v for k, v in message.items() if k not in drop}
    edited["edit_date"] = int(world.clock.now())
    edited |= fields
    return world.replace(chat, edited)


def edit_message_text(call: Call) -> Json:
    """`editMessageText`."""
    chat, message = editable(call)
    fields = text_content(call, edit=True)
    inline = call.inline_markup(chat)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    if inline is not None:
        fields["reply_markup"] = inline
    drop = ("text", "entities", "link_preview_options", "reply_markup")
    return change(call, chat, message, fields, drop)


def edit_message_caption(call: Call) -> Json:
    """`editMessageCaption`."""
    chat, message = editable(call)
    fields = caption_content(call)
    inline = call.inline_markup(chat)
    if not any(kind in message for kind in ("photo", "document", "voice")):
        raise bad("there is no caption in the message to edit")
    if inline is not None:
        fields["reply_markup"] = inline
    return change(call, chat, message, fields, ("caption", "caption_entities", "reply_markup"))


def edit_message_reply_markup(call: Call) -> Json:
    """`editMessageReplyMarkup`."""
    chat, message = editable(call)
    inline = call.inline_markup(chat)
    fields = {} if inline is None else {"reply_markup": inline}
    return change(call, chat, message, fields, ("reply_markup",))


# Deleting, forwarding, copying -----------------------------------------------------------


def _deletable(world: World, chat: Chat, message: Json) -> bool:
    fresh = world.clock.now() - message["date"] < limits.DELETE_SECONDS
    own = message.get("from") is world.bot
    return fresh and (own or chat.private or chat.bot_status == "administrator")


def delete_message(call: Call) -> bool:
    """`deleteMessage`: within 48 hours, own messages or those of a private chat."""
    chat = call.writable()
    message = call.message(chat, "message to delete")
    if not _deletable(call.world, chat, message):
        raise bad("message can't be deleted for everyone")
    call.world.remove(chat, message["message_id"])
    return True


def delete_messages(call: Call) -> bool:
    """`deleteMessages`: what cannot be deleted is passed over."""
    chat = call.writable()
    numbers = call.json("message_ids")
    if not isinstance(numbers, list) or not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > limits.IDS_AT_ONCE:
        raise bad("too many message identifiers specified")
    for number in numbers:
        message = chat.messages.get(int(number))
        if message is not None and _deletable(call.world, chat, message):
            call.world.remove(chat, int(number))
    return True


def forward_message(call: Call) -> Json:
    """`forwardMessage`."""
    chat = call.writable()
    source = call.message(call.chat("from_chat_id"), "message to forward")
    if source.get("has_protected_content"):
        raise bad("message can't be forwarded")
    content = {name: source[name] for name in COPIED if name in source}
    content["forward_origin"] = source.get("forward_origin") or {
        "type": "user",
        "date": source["date"],
        "sender_user": source["from"],
    }
    return post(call, chat, content, markup=False)


def copy_message(call: Call) -> Json:
    """`copyMessage`: a new message with the same content, a given caption in its place."""
    chat = call.writable()
    source = call.message(call.chat("from_chat_id"), "message to copy")
    content = {name: source[name] for name in COPIED if name in source}
    if "caption" in call.params:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= caption_content(call)
    return {"message_id": post(call, chat, content)["message_id"]}


# Taps ----------------------------------------------------------------------------------


def answer_callback_query(call: Call) -> bool:
    """`answerCallbackQuery`: within the life of the tap, text of at most 200 characters."""
    world = call.world
    tap = world.taps.get(call.text("callback_query_id"))
    if tap is None or world.clock.now() - tap["at"] > limits.TAP_SECONDS:
        raise bad(TOO_OLD)
    text = call.text("text")
    if limits.utf16(text) > limits.ANSWER_TEXT:
        raise bad("MESSAGE_TOO_LONG")
    if tap["answered"]:
        return True
    tap["answered"] = True
    world.tell(
        tap["chat"],
        "answer",
        tap["user"],
        callback_id=call.text("callback_query_id"),
        text=text,
        show_alert=call.flag("show_alert"),
        url=call.text("url"),
    )
    return True
