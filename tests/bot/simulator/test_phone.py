"""The phone as tests use it: taps, waits, the screen, the transcript, what is impossible."""

import asyncio

import pytest

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage

KEYS = {
    "inline_keyboard": [
        [{"text": "저장", "callback_data": "save"}, {"text": "저장 안 함", "callback_data": "no"}],
        [{"text": "고양시 누리집", "url": "https://www.goyang.go.kr"}],
    ]
}


async def echo(client: Client, count: int) -> None:
    """A tiny bot: repeats texts, answers taps and marks the card."""
    offset = 0
    while count > 0:
        for update in await client.call("getUpdates", offset=offset, timeout=10):
            offset = update["update_id"] + 1
            count -= 1
            if "message" in update:
                message = update["message"]
                text = f"들은 말: {message.get('text', '그림')}"
                chat = message["chat"]["id"]
                await client.call("sendMessage", chat_id=chat, text=text, reply_markup=KEYS)
            elif "callback_query" in update:
                tap = update["callback_query"]
                card = tap["message"]
                place = {"chat_id": card["chat"]["id"], "message_id": card["message_id"]}
                await client.call(
                    "answerCallbackQuery", callback_query_id=tap["id"], text="저장했습니다."
                )
                await client.call("editMessageText", **place, text=f"끝: {tap['data']}")


async def test_a_person_writes_taps_and_reads(client: Client, officer: Phone) -> None:
    bot = asyncio.create_task(echo(client, 2))
    assert await officer.reads("/start") == "들은 말: /start"
    assert officer.buttons() == [["저장", "저장 안 함"], ["고양시 누리집"]]
    assert officer.screen() == "들은 말: /start\n[저장] [저장 안 함]\n[고양시 누리집]"
    assert await officer.tap("저장") == "저장했습니다."
    assert await officer.reads("끝: save") == "끝: save"
    assert (officer.toast(), officer.buttons()) == ("저장했습니다.", [])
    await bot


async def test_an_exact_label_goes_before_one_that_contains_it(
    client: Client, officer: Phone
) -> None:
    bot = asyncio.create_task(echo(client, 2))
    await officer.tap("안 함")
    await officer.reads("끝: no")
    await bot


async def test_only_what_came_after_the_last_act_is_read(client: Client, officer: Phone) -> None:
    await client.call("sendMessage", chat_id=officer.user, text="옛 글")
    assert await officer.reads("옛 글")
    await officer.say("다음")
    with pytest.raises(AssertionError, match="the bot did not write '옛 글'"):
        await officer.reads("옛 글", timeout=0.01)


async def test_a_late_wait_shows_the_transcript(client: Client, officer: Phone) -> None:
    await client.call(
        "sendMessage", chat_id=officer.user, text="무엇을\n할까요?", reply_markup=KEYS
    )
    with pytest.raises(AssertionError) as late:
        await officer.tap("없는 단추", timeout=0.01)
    assert str(late.value).splitlines() == [
        "no button '없는 단추'",
        "--- transcript ---",
        "나: /start",
        "봇: 무엇을",
        "    할까요?",
        "    [저장] [저장 안 함]",
        "    [고양시 누리집]",
    ]


async def test_a_link_is_no_button_for_the_bot(client: Client, officer: Phone) -> None:
    await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=KEYS)
    with pytest.raises(AssertionError, match="not one that the bot hears"):
        await officer.tap("누리집")


async def test_an_old_or_made_up_button_needs_force(client: Client, officer: Phone) -> None:
    sent = await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=KEYS)
    number = sent["message_id"]
    with pytest.raises(AssertionError, match="no such button on this message"):
        await officer._act("tap", message_id=number, data="old")
    await officer.tap_old(number, "old", answered=False)
    await officer.forge("made-up", answered=False)
    taps = [u["callback_query"] for u in (await client.call("getUpdates"))[1:]]
    assert [tap["data"] for tap in taps] == ["old", "made-up"]
    assert {tap["message"]["message_id"] for tap in taps} == {number}


async def test_a_tap_on_a_deleted_message_shows_it_inaccessible(
    client: Client, officer: Phone
) -> None:
    sent = await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=KEYS)
    number = sent["message_id"]
    await client.call("deleteMessage", chat_id=officer.user, message_id=number)
    await officer.tap_old(number, "save", answered=False)
    message = (await client.call("getUpdates"))[-1]["callback_query"]["message"]
    assert (message["date"], message["message_id"]) == (0, number)


async def test_a_reply_keyboard_is_tapped_by_its_words(client: Client, officer: Phone) -> None:
    keyboard = {"keyboard": [["현황"], [{"text": "번호 보내기", "request_contact": True}]]}
    await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=keyboard)
    await officer.tap("현황")
    await officer.tap("번호")
    said, shared = [u["message"] for u in (await client.call("getUpdates"))[1:]]
    assert said["text"] == "현황"
    assert shared["contact"]["user_id"] == officer.user


async def test_a_contact_of_another_carries_no_own_id(client: Client, officer: Phone) -> None:
    await officer.contact(user_id=0, first_name="다른 이")
    await officer.contact(user_id=5)
    contacts = [u["message"]["contact"] for u in (await client.call("getUpdates"))[1:]]
    assert [contact.get("user_id") for contact in contacts] == [None, 5]


async def test_a_long_text_is_split_like_a_phone_does(client: Client, officer: Phone) -> None:
    await officer.say("가" * 4000 + "\n" + "나" * 4000)
    texts = [u["message"]["text"] for u in (await client.call("getUpdates"))[1:]]
    assert texts == ["가" * 4000, "나" * 4000]


async def test_an_own_message_is_edited_and_deleted(client: Client, officer: Phone) -> None:
    number = await officer.say("7/3 쿠팡")
    await officer.edit(number, "7/4 쿠팡")
    updates = await client.call("getUpdates")
    assert updates[-1]["edited_message"]["text"] == "7/4 쿠팡"
    await officer.delete(number)
    await officer.look()
    assert [message["text"] for message in officer.messages()] == ["/start"]


async def test_who_blocked_the_bot_must_unblock_before_writing(
    client: Client, officer: Phone
) -> None:
    await officer.block()
    with pytest.raises(AssertionError, match="unblock the bot first"):
        await officer.say("글")
    await officer.unblock()
    await officer.say("글")
    changes = [
        u["my_chat_member"]
        for u in await client.call("getUpdates")
        if len(u) == 2 and "my_chat_member" in u
    ]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]


async def test_two_people_see_only_their_own_chats(
    client: Client, officer: Phone, stranger: Phone
) -> None:
    await client.call("sendMessage", chat_id=officer.user, text="담당자에게만")
    await officer.reads("담당자에게만")
    await stranger.look()
    assert stranger.transcript() == "(대화 없음)"


async def test_in_a_group_all_members_see_the_bot(
    simulator: Simulator,
    client: Client,
    officer: Phone,
    stranger: Phone,
    backstage: Backstage,
) -> None:
    group = (await backstage.group("과", [officer.user, stranger.user]))["id"]
    await client.call("sendMessage", chat_id=group, text="회의")
    for user in (officer.user, stranger.user):
        async with await Phone.connect(simulator.url, user, chat=group) as phone:
            assert phone.screen() == "회의"


async def test_a_phone_taken_later_knows_the_history(
    simulator: Simulator, client: Client, officer: Phone
) -> None:
    await client.call("sendMessage", chat_id=officer.user, text="글", reply_markup=KEYS)
    async with await Phone.connect(simulator.url, officer.user) as again:
        assert again.screen().startswith("글\n[저장]")
        assert again.last()["_from_bot"] is True


async def test_a_deep_link_comes_as_start_with_its_payload(
    client: Client, stranger: Phone
) -> None:
    await stranger.say("/start invite_abc-123")
    message = (await client.call("getUpdates"))[-1]["message"]
    assert message["text"] == "/start invite_abc-123"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_person_who_does_not_exist_has_no_phone(simulator: Simulator) -> None:
    with pytest.raises(AssertionError, match="no such person"):
        await Phone.connect(simulator.url, 5)
