"""Rows of the outbox as they were kept before messages were values: in Telegram's own JSON.

Those that wait when the bot is renewed are sent as they were meant.
"""

from collections.abc import Mapping
from typing import Any

from storage.traffic import messages
from storage.traffic.leases import Parcel
from storage.traffic.messages import Button, Call, Card, Message, Order, Outgoing, Row, TapAnswer

Given = dict[str, Any]

ACTS: Mapping[str, Order] = {
    "pinChatMessage": Order.PIN,
    "unpinChatMessage": Order.UNPIN,
    "deleteMessage": Order.ERASE,
    "leaveChat": Order.LEAVE,
    "sendPhoto": Order.SHOW,
    "sendDocument": Order.SHOW,
    "setMyCommands": Order.COMMANDS,
    "setMyDescription": Order.ABOUT,
    "setMyShortDescription": Order.SHORT_ABOUT,
    "setChatMenuButton": Order.MENU_BUTTON,
}


def read(parcel: Parcel) -> Outgoing:
    """What a row says, whichever release wrote it; raises what `messages.read` does."""
    told = parcel.payload
    if "parse_mode" in told and parcel.kind == Message.kind:
        return Message(told["text"], _rows(told))
    if "parse_mode" in told and parcel.kind == Card.kind:
        return _card(told, parcel.card or "")
    if "callback_query_id" in told:
        return TapAnswer(
            told["callback_query_id"], told.get("text", ""), told.get("show_alert", False)
        )
    if "method" in told:
        return _call(ACTS[told["method"]], told["fields"])
    return messages.read(parcel.kind, told)


def act_of(parcel: Parcel) -> Order | None:
    """What a row does that is a call."""
    told = parcel.payload
    return ACTS.get(told["method"]) if "method" in told else told.get("act")


def _card(told: Given, key: str) -> Card:
    asks = (told.get("reply_markup") or {}).get("input_field_placeholder", "")
    fresh = told.get("fresh", False)
    return Card(key, told["text"], _rows(told), told.get("message_id"), fresh=fresh, hint=asks)


def _rows(told: Given) -> list[Row]:
    drawn = (told.get("reply_markup") or {}).get("inline_keyboard", [])
    return [[_button(one) for one in row] for row in drawn]


def _button(one: Given) -> Button:
    return Button(
        one["text"],
        one.get("callback_data", ""),
        one.get("style", ""),
        one.get("url", ""),
        one.get("copy_text", {}).get("text", ""),
    )


def _call(act: Order, fields: Given) -> Call:
    if act is Order.SHOW:
        media = "photo" if "photo" in fields else "document"
        given = {"media": media, "file_id": fields[media], "caption": fields.get("caption", "")}
    elif act is Order.COMMANDS:
        lines = [[one["command"], one["description"]] for one in fields["commands"]]
        given = {"lines": lines, "person": fields.get("scope", {}).get("chat_id")}
    else:
        text = fields.get("description") or fields.get("short_description") or ""
        given = {"text": text, "message_id": fields.get("message_id")}
    return Call(act, given | {"language": fields.get("language_code", "")})
