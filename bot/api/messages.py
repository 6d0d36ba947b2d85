"""What is to be said, in Telegram's words: nothing above knows its methods and their JSON."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.api.cutting import cut
from storage.traffic.messages import (
    Button,
    Call,
    Card,
    Document,
    Message,
    Order,
    Picture,
    Row,
    Strip,
    TapAnswer,
)

Fields = dict[str, Any]
Given = Mapping[str, Any]
MOST_ALERT = 200  # letters of words over the screen
MOST_HINT = 64  # letters greyed in the reply field


def worded(said: Message | Card) -> Fields:
    """Words and buttons, for sending and for editing."""
    fields: Fields = {
        "text": cut(said.text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if isinstance(said, Message) and said.quiet:
        fields["disable_notification"] = True
    if isinstance(said, Card) and said.hint:
        hint = said.hint[:MOST_HINT]
        fields["reply_markup"] = {"force_reply": True, "input_field_placeholder": hint}
    elif drawn := keyboard(said.rows):
        fields["reply_markup"] = drawn
    return fields


def captioned(file: Picture | Document) -> tuple[str, str, Fields]:
    """The method that sends a file, the part of the form that holds it, and the rest."""
    method, part = (
        ("sendPhoto", "photo") if isinstance(file, Picture) else ("sendDocument", "document")
    )
    return method, part, {"caption": file.caption or None, "parse_mode": "HTML"}


def album(files: Sequence[Mapping[str, str]], sources: Sequence[str]) -> tuple[str, Fields]:
    """The method and the fields that show these files, each from its source.

    A source is Telegram's own id of a file, or `attach://` and the part of the form that holds it.
    """
    if len(files) == 1:
        media = files[0]["media"]
        fields = {media: sources[0], "caption": files[0]["caption"] or None}
        return "sendPhoto" if media == "photo" else "sendDocument", fields
    shown = [
        {"type": one["media"], "media": source, "caption": one["caption"]}
        for one, source in zip(files, sources, strict=True)
    ]
    return "sendMediaGroup", {"media": shown}


def silent(done: TapAnswer | Strip | Call, chat: int) -> tuple[str, Fields]:
    """The method and the fields of what becomes no message of words."""
    if isinstance(done, Call):
        return CALLS[done.act](done.given, chat)
    if isinstance(done, Strip):
        return "editMessageReplyMarkup", {"chat_id": chat, "message_id": done.message_id}
    fields: Fields = {"callback_query_id": done.tap}
    if done.text:
        fields |= {"text": done.text[:MOST_ALERT], "show_alert": done.alert}
    return "answerCallbackQuery", fields


def keyboard(rows: Sequence[Row]) -> Fields | None:
    """Buttons as Telegram's JSON; None without any."""
    drawn = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": drawn} if drawn else None


def _button(button: Button) -> Fields:
    drawn: Fields = {"text": button.label}
    if button.style:
        drawn["style"] = button.style
    if button.url:
        drawn["url"] = button.url
    elif button.copy:
        drawn["copy_text"] = {"text": button.copy}
    else:
        drawn["callback_data"] = button.code
    return drawn


def _on_message(method: str, **more: Any) -> Callable[[Given, int], tuple[str, Fields]]:
    def made(given: Given, chat: int) -> tuple[str, Fields]:
        return method, {"chat_id": chat, "message_id": given["message_id"], **more}

    return made


def _shown(given: Given, chat: int) -> tuple[str, Fields]:
    photo = given["media"] == "photo"
    fields = {"chat_id": chat, given["media"]: given["file_id"], "caption": given["caption"]}
    return "sendPhoto" if photo else "sendDocument", fields


def _commands(given: Given, _chat: int) -> tuple[str, Fields]:
    lines = [{"command": name, "description": words} for name, words in given["lines"]]
    scope = {"type": "chat", "chat_id": given["person"]} if given.get("person") else None
    fields = {"commands": lines, "scope": scope, "language_code": given.get("language") or None}
    return "setMyCommands", fields


def _about(given: Given, _chat: int) -> tuple[str, Fields]:
    fields = {"description": given["text"], "language_code": given.get("language") or None}
    return "setMyDescription", fields


CALLS: Mapping[Order, Callable[[Given, int], tuple[str, Fields]]] = {
    Order.PIN: _on_message("pinChatMessage", disable_notification=True),
    Order.UNPIN: _on_message("unpinChatMessage"),
    Order.ERASE: _on_message("deleteMessage"),
    Order.LEAVE: lambda _given, chat: ("leaveChat", {"chat_id": chat}),
    Order.SHOW: _shown,
    Order.COMMANDS: _commands,
    Order.ABOUT: _about,
    Order.SHORT_ABOUT: lambda given, _chat: (
        "setMyShortDescription",
        {"short_description": given["text"]},
    ),
    Order.MENU_BUTTON: lambda _given, _chat: (
        "setChatMenuButton",
        {"menu_button": {"type": "commands"}},
    ),
}
