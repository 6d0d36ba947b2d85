"""What may be relied on when Telegram refuses, stalls, moves or forgets."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.api import verdicts
from bot.pumps import patience
from storage.act import Act
from storage.database import execute
from storage.models.office import Officer
from storage.office import officers, posts
from storage.rules.terms import Role
from storage.traffic import inbox, leases, outbox
from storage.traffic.messages import Message
from tests.helpers.post import ONE, OTHER, Post
from tests.helpers.waiting import until

# -- waiting ---------------------------------------------------------------------------------


async def test_a_chat_told_to_wait_delays_nobody_else_and_loses_nothing(post: Post) -> None:
    post.fault("429", chat=ONE, retry_after=30)
    await post.put(ONE, "하나")
    await post.put(ONE, "둘")
    await until(lambda: post.waits(ONE), "the first chat waits")
    for number in range(20):
        await post.put(OTHER, f"다른 사람 {number}")
    await post.put(ONE, "셋")
    await until(lambda: post.shows(OTHER, 20), "the other chat is served")
    assert post.texts(ONE) == []
    post.advance(29)
    await post.put(OTHER, "또")
    await until(lambda: post.shows(OTHER, 21), "the other chat is served")
    assert post.texts(ONE) == []
    post.advance(2)
    await post.settled()
    assert post.texts(ONE) == ["하나", "둘", "셋"]


async def test_a_new_start_does_not_disturb_a_chat_that_was_told_to_wait(post: Post) -> None:
    post.fault("429", chat=ONE, retry_after=30)
    await post.put(ONE, "하나")
    await until(lambda: post.waits(ONE), "the chat waits")
    await post.stop()
    again = Post(post.simulator, str(post.db.engine.url))
    again.shift = post.shift
    await again.open()
    await again.put(ONE, "둘")
    await again.put(OTHER, "셋")
    await until(lambda: again.shows(OTHER, 1), "the other chat is served")
    assert again.texts(ONE) == []
    again.advance(31)
    await again.settled()
    assert again.texts(ONE) == ["하나", "둘"]
    await again.close()


async def test_a_refused_token_is_waited_for_without_a_storm_of_calls(post: Post) -> None:
    strikes = 1000
    post.fault("401", times=strikes)
    for number in range(10):
        await post.put(ONE, f"{number}")
    await until(lambda: refused_by(post, ONE), "the token was refused")
    post.advance(29)
    await post.put(OTHER, "나")
    await until(lambda: refused_by(post, OTHER), "the token was refused again")
    left = post.simulator.world.faults._orders[0].times
    assert strikes - left <= 4
    post.simulator.world.faults.clear()
    post.advance(31)
    await post.settled(pushing=1)
    assert post.texts(ONE) == [f"{number}" for number in range(10)]
    assert post.texts(OTHER) == ["나"]


async def refused_by(post: Post, chat: int) -> bool:
    return any(row.chat_id == chat and row.error for row in await post.rows())


@pytest.mark.long
async def test_a_hundred_and_twenty_people_are_told_within_a_minute(post: Post) -> None:
    """R13, with flood control like Telegram's: thirty messages a second in all."""
    post.simulator.world.flood.active = True
    people = [post.person(8000 + number) for number in range(120)]
    async with post.db.begin() as session:
        for person in people:
            await outbox.put(session, person, Message("살펴봐 주실 일"), now=post.clock())
    await post.settled(60)
    assert [len(post.texts(person)) for person in people] == [1] * 120
    assert set(await post.states()) == {"sent"}


async def test_what_a_dying_process_never_came_to_is_not_given_up_at_the_first_lost_answer(
    post: Post,
) -> None:
    """Mutant: the leases of dead processes counted as tries."""
    await post.stop()
    await post.put(ONE, "하나")
    async with post.db.begin() as session:
        await execute(session, update(leases.TABLE).values(attempts=20))
    post.fault("cut_after_accept", method="sendMessage")
    await post.open()
    await post.settled(pushing=5)
    assert await post.states() == ["sent"]
    assert post.texts(ONE) == ["하나", "하나"]  # the answer was lost: it stands there once more


# -- out of reach ----------------------------------------------------------------------------


async def test_who_has_blocked_the_bot_is_marked_and_not_tried_again(post: Post) -> None:
    await registered(post)
    async with await post.phone(ONE) as phone:
        await phone.block()
        await post.put(ONE, "하나")
        await post.put(OTHER, "둘")
        await post.settled()
    assert await post.states() == ["failed", "sent"]
    assert await reachable(post) == {ONE: False, OTHER: True}
    post.advance(3600)
    await post.put(OTHER, "셋")
    await post.settled()
    assert (await post.rows())[0].attempts == 1


@pytest.mark.long
async def test_who_writes_while_a_message_is_being_refused_stays_in_reach(post: Post) -> None:
    """Mutant: a 403 written down although the person has been heard from since."""
    await registered(post)
    async with await post.phone(ONE) as phone:
        await phone.block()
        post.simulator.world.faults.latency = 1.0  # long enough for a busy machine
        await post.put(ONE, "하나")
        await until(lambda: post.calling("sendMessage", 0), "the message is under way")
        async with post.db.begin() as session:
            meanwhile = post.clock() + timedelta(seconds=1)  # leased is not yet called
            await inbox.store(session, 1, [(1, ONE, "{}")], meanwhile)
        await post.settled()
    assert await post.states() == ["failed"]
    assert await reachable(post) == {ONE: True, OTHER: True}


async def registered(post: Post) -> None:
    async with post.db.begin() as session:
        for number in (ONE, OTHER):
            await officers.add(
                Act(session, None, post.clock()),
                telegram_id=number,
                name="홍○○",
                role=Role.OFFICE,
                department_id=None,
            )


async def reachable(post: Post) -> dict[int | None, bool]:
    async with post.db.read() as session:
        people: list[Officer] = list(await posts.people(session))
        return {person.telegram_id: person.reachable for person in people}


async def test_a_group_that_moved_is_written_to_at_its_new_place(post: Post) -> None:
    group = (await post.backstage.group("과", [ONE]))["id"]
    await post.put(group, "카드", "card", "card:group")
    await post.settled()
    new = (await post.backstage.upgrade(group))["id"]
    await post.put(group, "하나")
    await post.put(group, "둘")
    await post.put(group, "새 카드", "card", "card:group")
    await post.settled(pushing=0.1)
    assert post.texts(new) == ["하나", "둘", "새 카드"]
    assert {row.chat_id for row in (await post.rows())[1:]} == {new}
    await post.put(new, "더 새 카드", "card", "card:group")
    await post.settled()
    assert post.texts(new) == ["하나", "둘", "더 새 카드"]


# -- the network -----------------------------------------------------------------------------


async def test_an_answer_that_was_cut_off_makes_at_most_one_repeat(post: Post) -> None:
    post.fault("cut_after_accept", method="sendMessage")
    await post.put(ONE, "하나")
    await post.put(ONE, "둘")
    await post.settled(pushing=0.1)
    assert post.texts(ONE) == ["하나", "하나", "둘"]
    assert await post.states() == ["sent", "sent"]


async def test_a_card_whose_answer_was_cut_off_is_never_there_twice(post: Post) -> None:
    await post.draw(ONE, "1/3")
    await post.settled()
    post.fault("cut_after_accept", method="editMessageText")
    await post.draw(ONE, "2/3")
    await post.settled(pushing=0.1)
    assert post.texts(ONE) == ["2/3"]
    await post.draw(ONE, "3/3")
    await post.settled()
    assert post.texts(ONE) == ["3/3"]


async def test_a_read_timeout_is_ambiguous_too(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.api.transport.READ_SECONDS", 0.05)
    post.fault("delay", delay_ms=200, method="sendMessage")
    await post.put(ONE, "하나")
    await post.settled(pushing=0.1)
    assert post.texts(ONE) in (["하나"], ["하나", "하나"])
    assert await post.states() == ["sent"]


async def test_an_unanswered_message_is_not_repeated_for_ever(post: Post) -> None:
    post.fault("cut_after_accept", method="sendMessage", chat=ONE, times=1000)
    await post.put(ONE, "하나")
    await post.put(OTHER, "둘")
    await post.settled(pushing=10)
    most = patience.MOST_ATTEMPTS[verdicts.Ambiguous]
    assert post.texts(ONE) == ["하나"] * most
    assert post.texts(OTHER) == ["둘"]
    assert await post.states() == ["failed", "sent"]


async def test_what_never_left_is_sent_once_the_network_is_back_however_late(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = post.delivery._caller._address
    post.delivery._caller._address = home.replace(str(post.simulator.port), "1")
    await post.put(ONE, "하나")
    await post.put(ONE, "둘")
    tries: set[object] = set()

    async def tried_often() -> bool:
        post.advance(61)
        tries.update(await post.put_back())
        return len(tries) > 3 * patience.MOST_ATTEMPTS[verdicts.Ambiguous]

    await until(tried_often, "many tries")
    post.delivery._caller._address = home
    await post.settled(pushing=10)
    assert post.texts(ONE) == ["하나", "둘"]
    assert [row.attempts for row in await post.rows()] == [1, 1]


@pytest.mark.parametrize("kind", ["500", pytest.param("502html", marks=pytest.mark.long)])
async def test_trouble_at_telegram_is_survived(post: Post, kind: str) -> None:
    failures = 12  # more than an ambiguous call is granted
    post.fault(kind, times=failures, chat=ONE)
    await post.put(ONE, "하나")
    await post.put(ONE, "둘")
    await post.put(OTHER, "셋")
    await post.settled(pushing=5)
    assert post.texts(ONE)[-2:] == ["하나", "둘"]
    assert len(post.texts(ONE)) <= 2 + failures
    assert post.texts(OTHER) == ["셋"]
    assert set(await post.states()) == {"sent"}


@pytest.mark.long
async def test_order_in_a_chat_is_kept_through_every_kind_of_trouble(post: Post) -> None:
    for kind in ("500", "cut_before", "429", "cut_after_accept", "502html", "401") * 3:
        post.fault(kind, chat=ONE)
        await post.put(ONE, f"{len(await post.rows()):03}")
    for _ in range(12):
        await post.put(ONE, f"{len(await post.rows()):03}")
    await post.settled(pushing=5)
    said = post.texts(ONE)
    assert said == sorted(said)
    assert sorted(set(said)) == [f"{number:03}" for number in range(30)]
    assert len(said) <= 30 + 6  # only the six that were accepted and then cut off may repeat
