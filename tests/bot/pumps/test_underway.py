"""What takes long shows it: an action, then one line, which goes when the result has come."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.pumps import texts, underway
from bot.pumps.worker import _private_chat
from bot.renders.rendered import Rendered
from storage.database import Database
from storage.traffic import cards, inbox
from tests.helpers.offices import NOW
from tests.helpers.post import ONE, Post
from tests.helpers.waiting import until

LINE = texts.UNDERWAY["document"]
ACTIONS = "sendChatAction"


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes a second elsewhere takes none here."""
    monkeypatch.setattr(underway, "ACTION_SECONDS", 0.01)
    monkeypatch.setattr(underway, "LINE_SECONDS", 0.02)
    monkeypatch.setattr(underway, "REPEAT_SECONDS", 0.03)


class Slow:
    """A paper that is made when a test says so."""

    def __init__(self, post: Post) -> None:
        self.ready = asyncio.Event()
        self.fails = False
        post.delivery._renders = {**post.delivery._renders, "slow": self}

    async def __call__(self, _db: Database, _given: Mapping[str, Any]) -> Rendered:
        await self.ready.wait()
        if self.fails:
            raise OSError("no such font")
        return Rendered("보고서.pdf", b"%PDF")


@pytest.fixture
def slow(post: Post) -> Iterator[Slow]:
    made = Slow(post)
    yield made
    made.ready.set()


async def stands(post: Post, lines: int) -> None:
    """Until the chat shows so many lines."""

    async def look() -> bool:
        return post.texts(ONE).count(LINE) == lines

    await until(look, f"{lines} lines")


async def noted(post: Post) -> dict[int, int]:
    async with post.db.read() as session:
        return await cards.lines(session)


async def test_a_paper_that_takes_long_has_one_line_that_goes_when_it_has_come(
    post: Post, slow: Slow
) -> None:
    await post.put(ONE, "보고서", "document", render="slow", given={})
    await stands(post, 1)

    async def acted() -> bool:
        return post.accepted(ACTIONS) >= 3

    await until(acted, "the action again and again")
    assert post.texts(ONE) == [LINE]
    slow.ready.set()
    await post.settled()
    assert post.texts(ONE) == ["보고서"]
    assert await noted(post) == {}


async def test_what_is_made_at_once_is_said_nothing_of(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(underway, "ACTION_SECONDS", 60.0)
    await post.put(ONE, "현황", "picture", render="square", given={})
    await post.settled()
    assert post.calls(ACTIONS) == 0
    assert post.texts(ONE) == ["현황"]


async def test_for_what_nobody_waits_for_nothing_is_said(post: Post, slow: Slow) -> None:
    post.asked = False
    await post.put(ONE, "보고서", "document", render="slow", given={})

    async def under_way() -> bool:
        return "leased" in await post.states()

    await until(under_way, "it is being made")
    slow.ready.set()
    await post.settled()
    assert post.calls(ACTIONS) == 0
    assert LINE not in post.texts(ONE)


async def test_a_line_goes_when_the_paper_cannot_be_made(post: Post, slow: Slow) -> None:
    slow.fails = True
    await post.put(ONE, "보고서", "document", render="slow", given={})
    await stands(post, 1)
    slow.ready.set()
    await post.settled(pushing=5)
    await stands(post, 0)
    assert await noted(post) == {}


@pytest.mark.long
async def test_after_a_new_start_the_line_is_taken_over_and_never_said_twice(
    post: Post, slow: Slow
) -> None:
    await post.put(ONE, "보고서", "document", render="slow", given={})
    await stands(post, 1)
    await post.stop()
    assert post.texts(ONE) == [LINE]
    other = Post(post.simulator, post.db.url)
    again = Slow(other)
    other.advance(60)
    await other.open()
    before = post.calls(ACTIONS)

    async def acted() -> bool:
        return post.calls(ACTIONS) > before + 1

    await until(acted, "it is made again")
    assert post.texts(ONE) == [LINE]
    again.ready.set()
    await other.settled()
    assert post.texts(ONE) == ["보고서"]
    assert await noted(other) == {}
    await other.close()


async def test_a_line_whose_number_nobody_noted_before_a_crash_is_not_said_again(
    post: Post, slow: Slow
) -> None:
    async with post.db.begin() as session:
        await cards.place(session, cards.line_key(ONE), ONE, 0)
    await post.put(ONE, "보고서", "document", render="slow", given={})

    async def acted() -> bool:
        return post.accepted(ACTIONS) >= 3

    await until(acted, "the action again and again")
    assert post.texts(ONE) == []
    slow.ready.set()
    await post.settled()
    assert await noted(post) == {}


async def test_a_line_whose_work_is_over_goes_with_the_next_start(post: Post) -> None:
    await post.put(ONE, LINE)
    await post.settled()
    (row,) = await post.rows()
    await post.stop()
    async with post.db.begin() as session:
        await cards.place(session, cards.line_key(ONE), ONE, row.message_id or 0)
    await post.open()
    await stands(post, 0)
    assert await noted(post) == {}


async def test_no_more_of_it_leaves_than_results_leave_room_for(post: Post, slow: Slow) -> None:
    asked: list[bool] = []

    def spare() -> bool:
        asked.append(False)
        return False

    post.delivery._underway.spare = spare
    await post.put(ONE, "보고서", "document", render="slow", given={})

    async def often() -> bool:
        return len(asked) > 2

    await until(often, "it asks for room")
    slow.ready.set()
    await post.settled()
    assert post.calls(ACTIONS) == 0
    assert post.texts(ONE) == ["보고서"]


@pytest.mark.parametrize(
    ("raw", "chat"),
    [
        ('{"message": {"chat": {"id": 7}}}', 7),
        ('{"callback_query": {"message": {"chat": {"id": 7}}}}', 7),
        ('{"message": {"chat": {"id": -7}}}', None),
        ('{"callback_query": {"inline_message_id": "1"}}', None),
        ('{"my_chat_member": {"chat": {"id": 7}}}', None),
    ],
)
def test_a_long_reading_is_shown_in_the_senders_own_chat_alone(raw: str, chat: int | None) -> None:
    head = inbox.Waiting(id=1, update_id=1, raw=raw, lane=7, attempts=0, received_at=NOW)
    assert _private_chat(head) == chat
