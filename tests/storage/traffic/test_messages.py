"""What is said is a value: kept as its own JSON, and read back as it was."""

from typing import Any

import orjson
import pytest

from storage.database import Database
from storage.traffic import leases, messages, outbox
from storage.traffic.messages import (
    Album,
    Button,
    Call,
    Card,
    Document,
    Errand,
    Message,
    Order,
    Outgoing,
    Picture,
    Strip,
    TapAnswer,
)
from tests.helpers.offices import NOW

KEYS = [[Button("예", "v1:round:now", "success"), Button("누리집", url="https://example.org")]]
EVERY: list[Outgoing] = [
    Message("글", KEYS),
    Card("card:1", "카드", KEYS, 7, fresh=True, hint="예: 3명"),
    Picture("board", {"round": 1}, "현황", "file:1"),
    Document("report", {"half": "2021-2"}),
    Album([{"media": "photo", "file_id": "f", "mark": "u", "caption": "글"}]),
    Errand("read", {"upload": 3}),
    TapAnswer("42", "저장했습니다.", alert=True),
    Strip(7),
    Call(Order.PIN, {"message_id": 7}),
]


def test_every_kind_is_among_those_that_are_read() -> None:
    assert {type(one) for one in EVERY} == set(messages.KINDS.values())


@pytest.mark.parametrize("what", EVERY, ids=lambda what: what.kind)
async def test_what_was_put_comes_back_as_it_was(db: Database, what: Outgoing) -> None:
    async with db.begin() as session:
        await outbox.put(session, 5, what, now=NOW)
        (parcel,) = await leases.claim(session, NOW, most=1)
    assert messages.read(parcel.kind, parcel.payload) == what
    assert parcel.card == getattr(what, "key", None)


@pytest.mark.parametrize("what", EVERY, ids=lambda what: what.kind)
def test_a_row_of_an_earlier_release_lacks_what_was_added_since(what: Outgoing) -> None:
    """What has a default need not stand in the row."""
    needed = {"text", "key", "render", "given", "errand", "tap", "message_id", "act", "files"}
    stored: dict[str, Any] = orjson.loads(orjson.dumps(what))
    short = {name: value for name, value in stored.items() if name in needed}
    assert type(messages.read(what.kind, short)) is type(what)


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("fax", {"text": "글"}),
        ("message", {}),
        ("message", {"text": "글", "colour": "red"}),
        ("call", {"act": "dance"}),
    ],
)
def test_what_is_no_value_of_ours_is_not_read(kind: str, stored: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        messages.read(kind, stored)


def test_a_code_longer_than_a_button_holds_is_no_button() -> None:
    assert Button("가", "v" * 64).code
    with pytest.raises(ValueError, match="64"):
        Button("가", "v" * 65)


@pytest.mark.parametrize("rows", [[[Button("가", "v1")] * 9], [[Button("가", "v1")]] * 101])
def test_more_buttons_than_telegram_takes_are_refused_where_they_are_made(
    rows: list[list[Button]],
) -> None:
    for made in (lambda: Message("글", rows), lambda: Card("card:1", "글", rows)):
        with pytest.raises(ValueError, match="buttons"):
            made()
