"""What waited in the outbox when the bot was renewed goes out as it was meant."""

from dataclasses import replace
from typing import Any

import orjson
import pytest
from sqlalchemy import insert

from bot.api import former, messages
from storage.models.traffic import Urgency
from storage.traffic.leases import TABLE, Parcel
from storage.traffic.messages import (
    Button,
    Call,
    Card,
    Document,
    Errand,
    Message,
    Order,
    Outgoing,
    Strip,
    TapAnswer,
)
from storage.traffic.outbox import row_of
from tests.helpers.offices import NOW
from tests.helpers.post import ONE, Post

KEYS = {
    "inline_keyboard": [
        [
            {"text": "확인", "style": "success", "callback_data": "v1:round:now"},
            {"text": "열기", "url": "https://example.org"},
            {"text": "복사", "copy_text": {"text": "링크"}},
        ]
    ]
}
BUTTONS = [
    [
        Button("확인", "v1:round:now", "success"),
        Button("열기", url="https://example.org"),
        Button("복사", copy="링크"),
    ]
]
PLAIN = {"text": "<b>글</b>", "parse_mode": "HTML"}
QUIET = PLAIN | {"link_preview_options": {"is_disabled": True}}
ASKS = {"force_reply": True, "input_field_placeholder": "예: 3명"}

FORMER: list[tuple[str, dict[str, Any], Outgoing]] = [
    ("message", PLAIN, Message("<b>글</b>")),
    ("message", QUIET | {"reply_markup": KEYS}, Message("<b>글</b>", BUTTONS)),
    ("card", QUIET | {"reply_markup": KEYS, "fresh": False}, Card("c:1", "<b>글</b>", BUTTONS)),
    ("card", QUIET | {"message_id": 7}, Card("c:1", "<b>글</b>", message_id=7)),
    (
        "card",
        QUIET | {"reply_markup": ASKS, "fresh": True},
        Card("c:1", "<b>글</b>", fresh=True, hint="예: 3명"),
    ),
    ("answer", {"callback_query_id": "42"}, TapAnswer("42")),
    (
        "answer",
        {"callback_query_id": "42", "text": "끝", "show_alert": True},
        TapAnswer("42", "끝", alert=True),
    ),
    ("strip", {"message_id": 7}, Strip(7)),
    (
        "document",
        {"render": "report", "given": {"half": "2021-2"}, "caption": "보고서"},
        Document("report", {"half": "2021-2"}, "보고서"),
    ),
    ("errand", {"errand": "board", "given": {"half": None}}, Errand("board", {"half": None})),
]
CALLED = [
    ("pinChatMessage", {"chat_id": ONE, "message_id": 7, "disable_notification": True}),
    ("unpinChatMessage", {"chat_id": ONE, "message_id": 7}),
    ("deleteMessage", {"chat_id": ONE, "message_id": 7}),
    ("leaveChat", {"chat_id": ONE}),
    ("sendPhoto", {"chat_id": ONE, "photo": "a", "caption": "사진"}),
    ("sendDocument", {"chat_id": ONE, "document": "a", "caption": "표"}),
    ("setMyCommands", {"commands": []}),
    (
        "setMyCommands",
        {
            "commands": [{"command": "todo", "description": "할 일"}],
            "scope": {"type": "chat", "chat_id": 5},
            "language_code": "en",
        },
    ),
    ("setMyDescription", {"description": "소개", "language_code": "en"}),
    ("setMyShortDescription", {"short_description": "짧게"}),
    ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
]


def parcel(kind: str, payload: dict[str, Any]) -> Parcel:
    return Parcel(1, ONE, kind, payload, "c:1" if kind == "card" else None, 0, 1, NOW)


@pytest.mark.parametrize(("kind", "payload", "meant"), FORMER)
def test_a_former_row_is_the_value_that_was_meant(
    kind: str, payload: dict[str, Any], meant: Outgoing
) -> None:
    read = former.read(parcel(kind, payload))
    assert (read.kind, orjson.dumps(read)) == (meant.kind, orjson.dumps(meant))


@pytest.mark.parametrize(("method", "fields"), CALLED)
def test_a_former_call_is_made_as_it_was_written(method: str, fields: dict[str, Any]) -> None:
    row = parcel("call", {"method": method, "fields": fields})
    call = former.read(row)
    assert isinstance(call, Call)
    assert former.act_of(row) is call.act
    made, given = messages.silent(call, ONE)
    assert (made, {name: one for name, one in given.items() if one is not None}) == (
        method,
        fields,
    )


def test_a_row_of_this_release_is_read_as_it_is() -> None:
    for what in (Card("c:1", "글", BUTTONS), Call(Order.PIN, {"message_id": 7})):
        kept = orjson.loads(orjson.dumps(what))
        row = replace(parcel(what.kind, kept), card="c:1")
        assert former.read(row) == what
        assert former.act_of(row) == getattr(what, "act", None)


@pytest.mark.long
async def test_what_waited_before_the_bot_was_renewed_is_on_the_screen_after(post: Post) -> None:
    """Mutant: only rows of this release are read."""
    chat = post.person(ONE)
    row = row_of(chat, Message(""), None, Urgency.NOTICE, post.clock())
    card = {"text": "카드", "parse_mode": "HTML", "reply_markup": KEYS, "fresh": False}
    async with post.db.begin() as session:
        await session.exec(insert(TABLE).values(row | {"payload": PLAIN}))
        await session.exec(
            insert(TABLE).values(row | {"kind": "card", "payload": card, "card": "c:1"})
        )
    await post.settled()
    assert post.texts(ONE) == ["글", "카드"]
    (pinned,) = [
        one for one in post.simulator.world.chats[ONE].messages.values() if one["text"] == "카드"
    ]
    assert pinned["reply_markup"] == KEYS
