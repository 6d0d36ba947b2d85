"""A chat as plain text: what tests read and what a failed wait shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.simulator.people import texts

Json = dict[str, Any]


def words(message: Json) -> str:
    """What a person reads in a message: text or caption, and what is attached."""
    parts: list[str] = []
    if "photo" in message:
        parts.append(f"({texts.PHOTO})")
    if document := message.get("document"):
        parts.append(f"({texts.DOCUMENT} {document['file_name']})")
    if "voice" in message:
        parts.append(f"({texts.VOICE})")
    if sticker := message.get("sticker"):
        parts.append(f"({texts.STICKER} {sticker.get('emoji', '')})")
    if contact := message.get("contact"):
        parts.append(f"({texts.CONTACT} {contact['first_name']} {contact['phone_number']})")
    if place := message.get("location"):
        parts.append(f"({texts.LOCATION} {place['latitude']}, {place['longitude']})")
    if poll := message.get("poll"):
        parts.append(f"({texts.POLL} {poll['question']})")
    body = message.get("text") or message.get("caption")
    return "\n".join([*parts, body] if body else parts)


def labels(message: Json) -> list[list[str]]:
    """Labels of the inline buttons, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [[button["text"] for button in row] for row in rows]


def card(message: Json) -> str:
    """A message with its buttons in [brackets], one row a line."""
    keyboard = message.get("_keyboard", {}).get("keyboard", [])
    rows = labels(message) + [[button["text"] for button in row] for row in keyboard]
    return "\n".join([words(message), *(" ".join(f"[{label}]" for label in row) for row in rows)])


def transcript(messages: Iterable[Json], user: int) -> str:
    """The whole chat, oldest first, each message after its speaker."""
    lines: list[str] = []
    for message in messages:
        sender = message.get("from", {})
        speaker = texts.ME if sender.get("id") == user else sender.get("first_name", "")
        if message.get("_from_bot"):
            speaker = texts.BOT
        mark = f" {texts.EDITED}" if "edit_date" in message else ""
        body = card(message).replace("\n", "\n    ")
        lines.append(f"{speaker}{mark}: {body}")
    return "\n".join(lines) or texts.NOTHING
