"""Each value in Telegram's words, as the Bot API takes them."""

from typing import Any

import pytest

from bot.api import messages
from storage.traffic.messages import Button, Call, Card, Message, Order, Strip, TapAnswer

PERSON = 7001
PLAIN = {"text": "글", "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def test_words_are_html_and_open_no_preview() -> None:
    assert messages.worded(Message("글")) == PLAIN


def test_a_card_without_buttons_takes_those_of_the_message_that_it_edits() -> None:
    """Without a keyboard the edit removes the one that stands there."""
    assert messages.worded(Card("card:1", "글", [[]], 7)) == PLAIN


def test_a_button_does_one_thing() -> None:
    rows = [
        [Button("확인", "v1:round:now", "success")],
        [Button("열기", url="https://example.org"), Button("복사", copy="링크")],
    ]
    assert messages.worded(Message("글", rows))["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "확인", "style": "success", "callback_data": "v1:round:now"}],
            [
                {"text": "열기", "url": "https://example.org"},
                {"text": "복사", "copy_text": {"text": "링크"}},
            ],
        ]
    }


def test_a_question_opens_the_reply_with_its_hint_as_far_as_the_field_holds_it() -> None:
    asked = messages.worded(Card("ask:1", "글", fresh=True, hint="예" * 70))
    assert asked["reply_markup"] == {"force_reply": True, "input_field_placeholder": "예" * 64}


@pytest.mark.parametrize(
    ("done", "method", "fields"),
    [
        (TapAnswer("42"), "answerCallbackQuery", {"callback_query_id": "42"}),
        (
            TapAnswer("42", "가" * 300, alert=True),
            "answerCallbackQuery",
            {"callback_query_id": "42", "text": "가" * 200, "show_alert": True},
        ),
        (Strip(7), "editMessageReplyMarkup", {"chat_id": PERSON, "message_id": 7}),
        (
            Call(Order.PIN, {"message_id": 7}),
            "pinChatMessage",
            {"chat_id": PERSON, "message_id": 7, "disable_notification": True},
        ),
        (
            Call(Order.UNPIN, {"message_id": 7}),
            "unpinChatMessage",
            {"chat_id": PERSON, "message_id": 7},
        ),
        (
            Call(Order.ERASE, {"message_id": 7}),
            "deleteMessage",
            {"chat_id": PERSON, "message_id": 7},
        ),
        (Call(Order.LEAVE), "leaveChat", {"chat_id": PERSON}),
        (
            Call(Order.SHOW, {"media": "photo", "file_id": "a", "caption": "사진"}),
            "sendPhoto",
            {"chat_id": PERSON, "photo": "a", "caption": "사진"},
        ),
        (
            Call(Order.SHOW, {"media": "document", "file_id": "a", "caption": "표"}),
            "sendDocument",
            {"chat_id": PERSON, "document": "a", "caption": "표"},
        ),
        (
            Call(Order.COMMANDS, {"lines": [["todo", "할 일"]], "language": "en", "person": 5}),
            "setMyCommands",
            {
                "commands": [{"command": "todo", "description": "할 일"}],
                "scope": {"type": "chat", "chat_id": 5},
                "language_code": "en",
            },
        ),
        (
            Call(Order.ABOUT, {"text": "소개"}),
            "setMyDescription",
            {"description": "소개", "language_code": None},
        ),
        (
            Call(Order.SHORT_ABOUT, {"text": "짧게"}),
            "setMyShortDescription",
            {"short_description": "짧게"},
        ),
        (Call(Order.MENU_BUTTON), "setChatMenuButton", {"menu_button": {"type": "commands"}}),
    ],
)
def test_what_is_no_message_of_words(done: Any, method: str, fields: dict[str, Any]) -> None:
    assert messages.silent(done, PERSON) == (method, fields)


def test_every_act_has_its_method() -> None:
    assert set(messages.CALLS) == set(Order)
