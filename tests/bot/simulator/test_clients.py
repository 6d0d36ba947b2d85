"""A client that was not written here understands the simulator: python-telegram-bot."""

import asyncio
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReactionTypeEmoji,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from tests.bot.simulator.pictures import jpeg, size
from tests.helpers.backstage import Backstage

MARKUP = InlineKeyboardMarkup([[InlineKeyboardButton("저장", callback_data="save")]])


# python-telegram-bot -------------------------------------------------------------------


async def test_ptb_knows_itself(ptb: Bot) -> None:
    assert (ptb.id, ptb.username) == (1, "quota_simulator_bot")


async def test_ptb_sends_edits_answers_and_deletes(ptb: Bot, officer: Phone) -> None:
    sent = await ptb.send_message(
        officer.user,
        "<b>제목</b>",
        parse_mode="HTML",
        reply_markup=MARKUP,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.parse_entities() == {sent.entities[0]: "제목"}
    await officer.tap("저장", answered=False)
    query = (await ptb.get_updates())[-1].callback_query
    assert isinstance(query, CallbackQuery)
    assert isinstance(query.message, Message)
    assert (query.data, query.from_user.id) == ("save", officer.user)
    await query.answer("저장했습니다.", show_alert=True)
    await query.edit_message_text("끝")
    assert await officer.reads("끝") == "끝"
    assert officer.toast() == "저장했습니다."
    assert await sent.delete() is True


async def test_ptb_meets_its_own_errors(
    ptb: Bot,
    officer: Phone,
    stranger: Phone,
    backstage: Backstage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Without it the library warns that the type of retry_after will change.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    sent = await ptb.send_message(officer.user, "글")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("글")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await ptb.send_message(stranger.user, "글")
    group = (await backstage.group("과", [officer.user]))["id"]
    new = (await backstage.upgrade(group))["id"]
    with pytest.raises(ChatMigrated) as moved:
        await ptb.send_message(group, "글")
    assert moved.value.new_chat_id == new
    await backstage.fault("429", retry_after=9)
    with pytest.raises(RetryAfter) as later:
        await ptb.send_message(officer.user, "글")
    assert later.value.retry_after == timedelta(seconds=9)


async def test_ptb_sees_a_wrong_token_and_a_second_poller(simulator: Simulator, ptb: Bot) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("5:other", base_url=simulator.base_url):
            pass
    older = asyncio.create_task(ptb.get_updates(timeout=5))
    while not simulator.world.updates.polled:
        await ptb.get_me()
    async with Bot(simulator.token, base_url=simulator.base_url) as second:
        await second.get_updates(timeout=0)
    with pytest.raises(Conflict):
        await older


async def test_ptb_moves_files_both_ways(ptb: Bot, officer: Phone) -> None:
    await officer.photo(jpeg(400, 300), "현장")
    update = (await ptb.get_updates())[-1]
    assert update.message is not None
    file = await update.message.photo[-1].get_file()
    data = bytes(await file.download_as_bytearray())
    assert size(data) == ("JPEG", 400, 300)
    document = await ptb.send_document(
        officer.user, data, filename="반기 실적.hwpx", caption="보고"
    )
    assert document.document is not None
    assert document.document.file_name == "반기 실적.hwpx"
    album = await ptb.send_media_group(officer.user, [InputMediaPhoto(data)] * 2)
    assert len({message.media_group_id for message in album}) == 1
    sent = await ptb.send_photo(officer.user, jpeg())
    edited = await ptb.edit_message_media(
        InputMediaPhoto(jpeg(64, 64)), officer.user, sent.message_id
    )
    assert isinstance(edited, Message)
    assert edited.photo[-1].width == 64


async def test_ptb_sets_menus_pins_reacts_and_looks_around(ptb: Bot, officer: Phone) -> None:
    scope = BotCommandScopeChat(officer.user)
    await ptb.set_my_commands([BotCommand("status", "현황")], scope, language_code="ko")
    assert await officer.commands() == [{"command": "status", "description": "현황"}]
    sent = await ptb.send_message(officer.user, "공지")
    await sent.pin()
    await ptb.set_message_reaction(officer.user, sent.message_id, [ReactionTypeEmoji("👍")])
    chat = await ptb.get_chat(officer.user)
    assert chat.pinned_message == sent
    member = await ptb.get_chat_member(officer.user, officer.user)
    assert member.status == "member"
    await ptb.send_chat_action(officer.user, "typing")
    assert (await ptb.get_webhook_info()).url == ""
    assert (await ptb.forward_message(officer.user, officer.user, sent.message_id)).text == "공지"


async def test_ptb_reads_every_kind_of_update(
    ptb: Bot, officer: Phone, backstage: Backstage
) -> None:
    await officer.location(37.65, 126.83)
    await officer.contact()
    await officer.sticker()
    await officer.voice()
    await officer.poll("언제?", ["월", "화"])
    await officer.block()
    await officer.unblock()
    await officer.edit(await officer.say("글"), "고친 글")
    await backstage.upgrade((await backstage.group("과", [officer.user]))["id"])
    updates = await ptb.get_updates()
    assert len(updates) == 14
    assert all(isinstance(update, Update) and update.effective_chat for update in updates)


async def test_ptb_handlers_hear_commands_and_taps(simulator: Simulator, officer: Phone) -> None:
    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("환영합니다.", reply_markup=MARKUP)

    async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("예")

    app = (
        ApplicationBuilder()
        .token(simulator.token)
        .base_url(simulator.base_url)
        .updater(None)
        .job_queue(None)
        .build()
    )
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(pressed, "save"))
    async with app:
        offset = 0
        for _ in range(2):
            for update in await app.bot.get_updates(offset=offset, timeout=5):
                offset = update.update_id + 1
                await app.process_update(update)
            if not officer.toast() and not officer.buttons():
                await officer.reads("환영합니다.")
                await officer.tap("저장", answered=False)
    await officer.look()
    assert officer.toast() == "예"
