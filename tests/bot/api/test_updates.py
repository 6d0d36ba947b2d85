"""What comes is read as the library reads it, but for the words of our own messages."""

from typing import Any

import pytest
from telegram import Bot, Update

from bot.api.updates import Reader

PERSON = {"id": 7, "is_bot": False, "first_name": "홍○○", "language_code": "ko"}
PRIVATE = {"id": 7, "type": "private", "first_name": "홍○○"}
GROUP = {"id": -5, "type": "supergroup", "title": "일자리정책과", "is_forum": True}
PLACE = {"message_id": 3, "date": 1_600_000_000, "chat": PRIVATE}
COMMAND = {"type": "bot_command", "offset": 0, "length": 6}
TAP = {"id": "9", "from": PERSON, "chat_instance": "1", "data": "f1:1:2:c:0"}

MESSAGES: list[dict[str, Any]] = [
    {"from": PERSON, "text": "2021.7.3."},
    {"from": PERSON, "text": "/event", "entities": [COMMAND]},
    {"from": PERSON, "chat": GROUP, "text": "/event@other_bot", "entities": [COMMAND]},
    {"from": PERSON, "text": "다시", "reply_to_message": PLACE | {"text": "무엇입니까?"}},
    {"from": PERSON, "chat": GROUP, "text": "말", "sender_chat": GROUP},
    {
        "from": PERSON,
        "text": "옮긴 말",
        "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "나"},
    },
    {"from": PERSON, "chat": GROUP | {"photo": {"small_file_id": "a"}}, "text": "말"},
    {"chat": {"id": -6, "type": "channel", "title": "알림"}, "text": "사람 없이"},
    {"from": PERSON, "location": {"latitude": 37.6, "longitude": 126.8}},
    {"from": PERSON},
]


@pytest.fixture
def reader(bot: Bot) -> Reader:
    return Reader(bot)


@pytest.fixture
def bot() -> Bot:
    return Bot("1:none")


@pytest.mark.parametrize("told", MESSAGES)
@pytest.mark.parametrize("kind", ["message", "edited_message", "channel_post"])
def test_a_message_tells_what_the_library_reads_of_it(
    reader: Reader, bot: Bot, kind: str, told: dict[str, Any]
) -> None:
    raw = {"update_id": 1, kind: PLACE | told}
    for _ in range(2):  # people and chats that were met before are the same
        read = reader.update(raw)
        meant = Update.de_json(raw, bot)
        assert read.to_dict() == meant.to_dict()
        assert read.effective_message is not None
        assert read.effective_message.get_bot() is bot
        assert (read.effective_user, read.effective_chat) == (
            meant.effective_user,
            meant.effective_chat,
        )


def test_a_tap_tells_who_and_where_and_what(reader: Reader, bot: Bot) -> None:
    raw = {"update_id": 1, "callback_query": TAP | {"message": PLACE | {"text": "이전 화면"}}}
    read, meant = reader.update(raw), Update.de_json(raw, bot)
    for query in (read.callback_query, meant.callback_query):
        assert query is not None
        assert (query.id, query.data, query.from_user.id) == ("9", TAP["data"], 7)
        assert query.message is not None
        assert (query.message.message_id, query.message.chat.id) == (3, 7)
    assert (read.effective_user, read.effective_chat) == (
        meant.effective_user,
        meant.effective_chat,
    )
    assert read.effective_message is None


def test_whoever_has_another_name_is_not_taken_for_who_they_were(reader: Reader) -> None:
    named = [PERSON | {"first_name": name} for name in ("하나", "둘")]
    found = [
        reader.update({"update_id": 1, "message": PLACE | {"from": one, "text": "말"}})
        for one in named
    ]
    assert [one.effective_user and one.effective_user.first_name for one in found] == [
        "하나",
        "둘",
    ]


@pytest.mark.parametrize("raw", [{"message": {}}, {"update_id": 1, "message": {"text": 1}}])
def test_what_is_no_update_raises_as_it_does_in_the_library(
    reader: Reader, bot: Bot, raw: dict[str, Any]
) -> None:
    with pytest.raises((KeyError, TypeError)):
        Update.de_json(raw, bot)
    with pytest.raises((KeyError, TypeError)):
        reader.update(raw)
