"""Checks of reply_markup: what Telegram refuses is refused, what it keeps is kept."""

from __future__ import annotations

import re
from typing import Any

from bot.simulator.world import limits
from bot.simulator.world.refusal import bad

Json = dict[str, Any]

ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_ACTIONS = frozenset(ACTIONS)
_BUTTON = frozenset({"text", "style", "icon_custom_emoji_id"}) | _ACTIONS
STYLES = frozenset({"", "default", "primary", "danger", "success"})
_URL = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?$|tg://\S+$")
_PLACEHOLDER = 64


def inline_keyboard(rows: Any, *, private: bool, strict: bool) -> Json | None:
    """Check the rows of an inline keyboard; None when it holds no button."""
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    total = 0
    for row in rows:
        total += len(row)
        if len(row) > limits.BUTTONS_IN_ROW:
            raise bad("reply markup is too long")
        for button in row:
            _check_button(button, private=private, strict=strict)
    if total > limits.BUTTONS:
        raise bad("reply markup is too long")
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_button(button: Any, *, private: bool, strict: bool) -> None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if text is None:
        raise bad("can't parse inline keyboard button: Can't find field \"text\"")
    if not isinstance(text, str):
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    actions = [name for name in button if name in _ACTIONS]
    data = button.get("callback_data")
    if not actions or (data == "" and len(actions) == 1):
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if not text.strip():
        raise bad("BUTTON_TEXT_INVALID")
    if data is not None and (
        not isinstance(data, str) or len(data.encode()) > limits.CALLBACK_DATA_BYTES
    ):
        raise bad("BUTTON_DATA_INVALID")
    if len(button) > 2 or data is None:
        _check_rare(button, actions, private=private, strict=strict)


def _check_rare(button: Json, actions: list[str], *, private: bool, strict: bool) -> None:
    if strict and len(actions) != 1:
        raise bad(f"simulator: a button has one action, not {' and '.join(actions)}")
    if strict and (unknown := set(button) - _BUTTON):
        raise bad(f"simulator: unknown button field {min(unknown)}")
    if str(button.get("style", "")).lower() not in STYLES:
        raise bad("can't parse inline keyboard button: invalid button style specified")
    url = button.get("url")
    if url is not None and not _URL.match(str(url)):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if "web_app" in button:
        if not private:
            raise bad("BUTTON_TYPE_INVALID")
        if not str(button["web_app"].get("url", "")).startswith("https://"):
            raise bad(
                f"inline keyboard button Web App URL '{button['web_app'].get('url')}'"
                " is invalid: Only HTTPS links are allowed"
            )
    if "copy_text" in button:
        copied = button["copy_text"].get("text", "")
        if not 1 <= limits.utf16(copied) <= limits.COPY_TEXT:
            raise bad("BUTTON_COPY_TEXT_INVALID")


def _reply_keyboard(markup: Json, *, private: bool) -> Json | None:
    rows = markup["keyboard"]
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad('field "keyboard" must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        text = button if isinstance(button, str) else button.get("text")
        if not isinstance(text, str) or not text.strip():
            raise bad("can't parse keyboard button: Can't find field \"text\"")
        asks = isinstance(button, dict) and (
            button.get("request_contact") or button.get("request_location")
        )
        if asks and not private:
            what = "phone number" if button.get("request_contact") else "location"
            raise bad(f"{what} can be requested in private chats only")
    if not any(rows):
        return None
    objects = [[{"text": b} if isinstance(b, str) else b for b in row] for row in rows if row]
    return {**markup, "keyboard": objects}


def read(markup: Any, *, private: bool, strict: bool) -> tuple[Json | None, Json | None]:
    """Split a reply_markup into (inline keyboard, other markup); raises Telegram's refusals."""
    if markup is None:
        return None, None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if len(str(markup.get("input_field_placeholder", ""))) > _PLACEHOLDER:
        raise bad("INPUT_FIELD_PLACEHOLDER_TOO_LONG")
    if "inline_keyboard" in markup:
        return inline_keyboard(markup["inline_keyboard"], private=private, strict=strict), None
    if "keyboard" in markup:
        return None, _reply_keyboard(markup, private=private)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return None, markup
    if strict and markup:
        raise bad("simulator: unknown kind of reply_markup")
    return None, None
