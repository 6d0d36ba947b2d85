"""What may be relied on when very much is to be said at once: nobody waits for the others."""

import time

import pytest
from sqlalchemy import select

from bot.simulator.server import Simulator
from storage.database import execute
from storage.models.traffic import DUE, LEASED
from storage.rules import pacing
from storage.traffic import leases, outbox_batches
from storage.traffic.messages import Message
from tests.helpers.post import ONE, OTHER, Post
from tests.helpers.waiting import until

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the sender speaks no faster than it may."""
    monkeypatch.setattr(pacing, "MOST", pacing.RATED)


async def flood(post: Post, people: int) -> range:
    """A notice for each of so many people, written in one transaction as by a tick."""
    told = range(8000, 8000 + people)
    for person in told:
        post.person(person)
    messages = [(person, Message("마감 사흘 전입니다."), f"notice:{person}") for person in told]
    async with post.db.begin() as session:
        await outbox_batches.put_each(session, messages, now=post.clock())
    return told


async def test_whoever_asks_in_the_middle_of_a_flood_is_answered_within_a_second(
    post: Post,
) -> None:
    post.simulator.world.flood.active = True
    people = await flood(post, 60)
    await until(lambda: post.shows(people[5], 1), "the flood has begun")
    since = time.monotonic()
    for number in range(4):
        await post.put(ONE, f"답 {number}")
    await until(lambda: post.shows(ONE, 4), "the answers are there", 1)
    assert time.monotonic() - since < 1
    assert post.texts(people[-1]) == []
    await post.settled()
    assert [len(post.texts(person)) for person in people] == [1] * 60
    assert post.calls("sendMessage") == 64  # none was refused and sent again


async def test_a_refusal_of_the_whole_bot_stops_the_flood_once(post: Post) -> None:
    """Mutant: every row runs into the wall by itself."""
    post.fault("429", retry_after=2, times=1000)
    people = await flood(post, 40)
    await until(lambda: calls(post, 2), "two were refused")
    left = 1000 - post.simulator.world.faults._orders[0].times
    await until(lambda: rested(post), "they were put back")
    assert 1000 - post.simulator.world.faults._orders[0].times == left == 2
    post.simulator.world.faults.clear()
    post.advance(3)
    await post.settled(8)
    assert [len(post.texts(person)) for person in people] == [1] * 40


async def calls(post: Post, times: int) -> bool:
    orders = post.simulator.world.faults._orders
    return not orders or 1000 - orders[0].times >= times


async def rested(post: Post) -> bool:
    return sum("Flood" in row.error for row in await post.rows()) == 2


async def test_one_notice_is_under_way_at_a_time(post: Post) -> None:
    """A crash then repeats one at most. Mutant: as many as there are ways."""
    post.simulator.world.faults.latency = 0.02
    await flood(post, 20)
    seen = 0

    async def all_sent() -> bool:
        nonlocal seen
        states = await post.states()
        seen = max(seen, states.count(LEASED))
        return set(states) == {"sent"}

    await until(all_sent, "all were told")
    assert seen == 1


async def test_a_notice_that_hangs_holds_up_the_others_for_two_seconds_at_most(
    post: Post,
) -> None:
    post.fault("delay", chat=8000, delay_ms=4000)
    people = await flood(post, 3)
    await until(lambda: post.shows(people[2], 1), "the others are told", 3)
    assert post.texts(people[0]) == []


async def test_one_person_is_told_one_thing_a_second(post: Post) -> None:
    post.asked = False
    for number in range(3):
        await post.put(ONE, f"알림 {number}")
    since = time.monotonic()
    await until(lambda: post.shows(ONE, 3), "all three")
    assert time.monotonic() - since > 1.5
    post.asked = True
    for number in range(3):
        await post.put(OTHER, f"답 {number}")
    since = time.monotonic()
    await until(lambda: post.shows(OTHER, 3), "who waits is answered at once")
    assert time.monotonic() - since < 1


async def test_whoever_floods_the_bot_keeps_nobody_waiting(post: Post) -> None:
    """Mutant: the oldest answers go first, whosever they are."""
    post.simulator.world.flood.active = True
    for number in range(60):
        await post.put(ONE, f"답 {number}")
        await post.put(ONE, "", leases.ASIDE, tap=f"{number}")
    since = time.monotonic()
    for number in range(4):
        await post.put(OTHER, f"답 {number}")
    await until(lambda: post.shows(OTHER, 4), "who asks now and then is answered", 1)
    assert time.monotonic() - since < 1
    spent = post.calls("answerCallbackQuery")
    assert spent <= 7
    post.advance(10)  # what ends a spinner is worth nothing by now
    await until(lambda: no_spinners(post), "the spinners are over", 3)
    assert post.calls("answerCallbackQuery") <= spent + 3
    assert post.calls("sendMessage") == post.accepted("sendMessage")  # none ran into the wall


async def no_spinners(post: Post) -> bool:
    async with post.db.read() as session:
        asked = select(leases.TABLE.c.id).where(
            leases.TABLE.c.kind == leases.ASIDE, leases.TABLE.c.state == DUE
        )
        return (await execute(session, asked)).first() is None


@pytest.mark.postgres
async def test_several_processes_tell_a_group_no_more_than_one_may(
    simulator: Simulator, postgres_url: str
) -> None:
    """Mutant: each counts what it has said itself."""
    posts = [Post(simulator, postgres_url) for _ in range(3)]
    first = posts[0]
    first.person(ONE)
    group = (await first.backstage.group("과", [ONE]))["id"]
    for number in range(24):
        await first.put(group, f"{number}")
    for post in posts:
        await post.open()
    await until(lambda: first.shows(group, 20), "as many as it may", 10)
    for number in range(6):
        await posts[number % 3].put(ONE, f"답 {number}")
    await until(lambda: first.shows(ONE, 5), "a person, too", 10)
    assert len(first.texts(group)) == 20
    for post in posts:
        await post.close()


async def test_a_group_hears_no_more_than_it_may_in_a_minute(post: Post) -> None:
    group = (await post.backstage.group("과", [ONE]))["id"]
    for number in range(22):
        await post.put(group, f"{number}")
    await until(lambda: post.shows(group, 20), "as many as it may")
    await post.put(ONE, "곁에서")
    await until(lambda: post.shows(ONE, 1), "others are served")
    assert len(post.texts(group)) == 20
