"""Keyboards: what Telegram refuses is refused with its words."""

from typing import Any

import pytest

from bot.simulator.wire import markup
from bot.simulator.world.refusal import Refused


def button(**fields: Any) -> dict[str, Any]:
    return {"text": "단추", **fields}


def read(*rows: list[dict[str, Any]], private: bool = True) -> Any:
    return markup.read({"inline_keyboard": list(rows)}, private=private, strict=True)


@pytest.mark.parametrize(
    ("one", "refusal"),
    [
        (button(callback_data="가" * 22), "BUTTON_DATA_INVALID"),
        (button(callback_data=7), "BUTTON_DATA_INVALID"),
        (button(), "Text buttons are unallowed in the inline keyboard"),
        (button(callback_data=""), "Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "a"}, 'Can\'t find field "text"'),
        ({"text": " ", "callback_data": "a"}, "BUTTON_TEXT_INVALID"),
        (button(callback_data="a", url="https://a.kr"), "a button has one action"),
        (button(callback_data="a", colour="red"), "unknown button field colour"),
        (button(callback_data="a", style="red"), "invalid button style specified"),
        (button(url="그냥 글"), "Wrong HTTP URL"),
        (button(copy_text={"text": "가" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (button(web_app={"url": "http://a.kr"}), "Only HTTPS links are allowed"),
    ],
)
def test_buttons_that_telegram_refuses(one: dict[str, Any], refusal: str) -> None:
    with pytest.raises(Refused, match=refusal.replace("?", r"\?")):
        read([one])


def test_a_web_app_opens_in_private_chats_only() -> None:
    rows = [button(web_app={"url": "https://a.kr"})]
    assert read(rows)[0] is not None
    with pytest.raises(Refused, match="BUTTON_TYPE_INVALID"):
        read(rows, private=False)


def test_data_of_exactly_64_bytes_is_taken() -> None:
    inline, other = read([button(callback_data="a" * 64)])
    assert (inline["inline_keyboard"][0][0]["callback_data"], other) == ("a" * 64, None)


def test_at_most_eight_buttons_a_row_and_a_hundred_in_all() -> None:
    one = button(callback_data="a", style="success")
    assert read(*[[one] * 8] * 12, [one] * 4)[0] is not None
    with pytest.raises(Refused, match="reply markup is too long"):
        read(*[[one] * 8] * 12, [one] * 5)
    with pytest.raises(Refused, match="reply markup is too long"):
        read([one] * 9)


def test_an_empty_keyboard_is_none() -> None:
    assert read() == (None, None)
    assert read([]) == (None, None)


def test_contacts_are_asked_for_in_private_only() -> None:
    keyboard = {"keyboard": [[{"text": "번호", "request_contact": True}]]}
    assert markup.read(keyboard, private=True, strict=True)[1] is not None
    with pytest.raises(Refused, match="phone number can be requested in private chats only"):
        markup.read(keyboard, private=False, strict=True)
