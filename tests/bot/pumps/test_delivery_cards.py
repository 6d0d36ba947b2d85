"""What may be relied on of cards, words, pictures and spinners on their way out."""

from typing import Any

import pytest

from bot.api import verdicts
from bot.pumps import patience
from storage.traffic import cards
from tests.helpers.post import ONE, OTHER, Post
from tests.helpers.waiting import until

SENDING = ("sendMessage", "editMessageText")


async def test_a_card_drawn_the_same_twice_is_no_failure(post: Post) -> None:
    await post.draw(ONE, "같은 카드")
    await post.settled()
    await post.draw(ONE, "같은 카드")
    await post.settled()
    assert post.texts(ONE) == ["같은 카드"]
    assert await post.states() == ["sent", "sent"]


async def test_a_card_that_its_reader_deleted_is_drawn_anew(post: Post) -> None:
    await post.draw(ONE, "1/3")
    await post.settled()
    async with await post.phone(ONE) as phone:
        await phone.look()
        await phone.delete(phone.last()["message_id"])
    await post.draw(ONE, "2/3")
    await post.settled()
    await post.draw(ONE, "3/3")
    await post.settled()
    assert post.texts(ONE) == ["3/3"]


async def test_a_card_below_takes_the_place_of_the_old_one(post: Post) -> None:
    await post.draw(ONE, "1/3")
    await post.settled()
    post.fault("500", method="deleteMessage")
    await post.draw(ONE, "2/3", fresh=True)
    await post.settled()
    assert post.texts(ONE).count("2/3") == 1
    await post.draw(ONE, "3/3", fresh=True)
    await post.settled()
    assert post.texts(ONE)[-1] == "3/3"
    assert "2/3" not in post.texts(ONE)


@pytest.mark.parametrize("kind", ["message", "card", "picture"])
async def test_broken_markup_arrives_as_plain_words(post: Post, kind: str) -> None:
    render: dict[str, Any] = {"render": "square", "given": {}} if kind == "picture" else {}
    await post.put(ONE, "<b>쿠팡 &amp; 코레일", kind, **render)
    await post.settled()
    assert post.texts(ONE) == ["쿠팡 & 코레일"]


async def test_broken_markup_in_an_edit_arrives_as_plain_words(post: Post) -> None:
    await post.draw(ONE, "1/2")
    await post.settled()
    await post.draw(ONE, "<i>2/2")
    await post.settled()
    assert post.texts(ONE) == ["2/2"]


async def test_a_burst_of_edits_costs_two_calls_and_ends_with_the_last(post: Post) -> None:
    await post.draw(ONE, "0")
    await post.settled()
    before = post.calls(*SENDING)
    post.simulator.world.faults.latency = 0.1
    for number in range(1, 11):
        await post.draw(ONE, f"{number}")
    await post.settled()
    assert post.texts(ONE) == ["10"]
    assert post.calls(*SENDING) - before <= 2


async def test_a_card_put_back_never_overwrites_a_newer_one(post: Post) -> None:
    await post.draw(ONE, "1")
    await post.settled()
    post.simulator.world.faults.latency = 0.05
    post.fault("500", method="editMessageText", times=2)
    await post.draw(ONE, "2")
    await until(lambda: post.calling("editMessageText", 0), "the edit is under way")
    await post.draw(ONE, "3")
    await post.settled(pushing=0.5)
    assert post.texts(ONE) == ["3"]
    assert await post.states() == ["sent", "superseded", "sent"]


@pytest.mark.long
async def test_a_message_made_the_card_while_it_was_on_its_way_stays_the_card(post: Post) -> None:
    """Mutant: the place of a sent card written down without asking whose place it takes."""
    await post.put(ONE, "누른 화면")
    await post.settled()
    pressed = (await post.rows())[0].message_id or 0
    post.simulator.world.faults.latency = 0.5
    await post.draw(ONE, "1/2")
    await until(lambda: post.calling("sendMessage", 1), "the card is under way")
    async with post.db.begin() as session:
        await cards.place(session, f"card:{ONE}", ONE, pressed)
    await post.settled()
    await post.draw(ONE, "2/2")
    await post.settled()
    assert post.texts(ONE) == ["2/2", "1/2"]


# -- files and spinners ----------------------------------------------------------------------


@pytest.mark.long
async def test_a_picture_that_cannot_be_made_stops_nobody(post: Post) -> None:
    await post.put(ONE, "그림", "picture", render="broken", given={})
    await post.put(ONE, "표", "document", render="unknown", given={})
    await post.put(ONE, "하나")
    await post.put(OTHER, "둘")
    await post.put(OTHER, "좋은 그림", "picture", render="square", given={})
    await until(lambda: post.shows(OTHER, 2), "the others are served")
    await until(lambda: post.shows(ONE, 1), "so are the words in the same chat")
    await post.settled(pushing=5)
    assert (await post.states())[:5] == ["failed", "failed", "sent", "sent", "sent"]
    most = patience.MOST_ATTEMPTS[verdicts.Broken]
    assert [row.attempts for row in (await post.rows())[:2]] == [most, most]


async def test_a_picture_of_megabytes_is_sent_as_quietly_as_a_small_one(post: Post) -> None:
    await post.put(ONE, "큰 그림", "picture", render="square", given={"side": 800})
    await post.settled()
    assert await post.states() == ["sent"]


async def test_the_end_of_a_spinner_waits_for_nobody_and_is_not_sent_too_late(post: Post) -> None:
    post.fault("429", chat=ONE, retry_after=3600)
    await post.put(ONE, "하나")
    await until(lambda: post.waits(ONE), "the chat waits")
    before = post.calls("answerCallbackQuery")
    await post.put(ONE, "", "answer", tap="1")
    await until(lambda: asked(post, before + 1), "the spinner ends")
    await post.stop()
    await post.put(ONE, "", "answer", tap="2")
    post.advance(11)
    await post.open()

    async def both_settled() -> bool:
        return (await post.states())[1:] == ["sent", "sent"]

    await until(both_settled, "both spinners settled")
    assert post.calls("answerCallbackQuery") == before + 1


async def asked(post: Post, times: int) -> bool:
    return post.calls("answerCallbackQuery") == times


@pytest.mark.parametrize("kind", ["message", "card"])
async def test_words_longer_than_a_message_arrive_as_far_as_they_fit_and_say_so(
    post: Post, kind: str
) -> None:
    lines = [f"<b>{at}</b> 고양시민 우선고용 추진 &amp; 안내" for at in range(300)]
    await post.put(ONE, "\n".join(lines), kind)
    await post.settled()
    (said,) = post.texts(ONE)
    *kept, last = said.split("\n")
    assert kept == [f"{at} 고양시민 우선고용 추진 & 안내" for at in range(len(kept))]
    assert last == f"… 외 {300 - len(kept)}줄은 길어서 싣지 못했습니다."
    assert len(kept) > 150
