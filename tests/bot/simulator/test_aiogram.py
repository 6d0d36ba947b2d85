"""A second client that was not written here understands the simulator: aiogram, a strict one."""

from collections.abc import AsyncIterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from tests.bot.simulator.pictures import jpeg
from tests.helpers.backstage import Backstage

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def aiogram() -> ModuleType:
    """Loaded only where it is used: its models take five seconds to come into being."""
    import_module("aiogram.client.session.aiohttp")
    import_module("aiogram.client.telegram")
    return import_module("aiogram")


@pytest.fixture
async def foreign(simulator: Simulator, aiogram: ModuleType) -> AsyncIterator[Any]:
    """Its bot, whose pydantic models refuse what is not as the Bot API says."""
    api = aiogram.client.telegram.TelegramAPIServer.from_base(simulator.url)
    session = aiogram.client.session.aiohttp.AiohttpSession(api=api)
    async with aiogram.Bot(simulator.token, session=session) as bot:
        yield bot


async def test_aiogram_reads_what_people_and_methods_make(
    foreign: Any, aiogram: ModuleType, officer: Phone, stranger: Phone, backstage: Backstage
) -> None:
    assert (await foreign.me()).username == "quota_simulator_bot"
    await officer.album([jpeg(), jpeg(1000, 500)], "현장 /photo")
    await officer.poll("언제?", ["월"])
    group = (await backstage.group("과", [officer.user], bot="administrator"))["id"]
    updates = await foreign.get_updates()
    assert [update.event_type for update in updates] == [
        *["message"] * 4,
        "my_chat_member",
        "message",
    ]
    file = aiogram.types.BufferedInputFile("글".encode(), "계획.hwpx")
    sent = await foreign.send_document(
        officer.user, file, caption="<i>계획</i>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert sent.document.file_name == "계획.hwpx"
    media = [aiogram.types.InputMediaDocument(media=sent.document.file_id) for _ in range(2)]
    assert len(await foreign.send_media_group(officer.user, media)) == 2
    assert (await foreign.get_chat(group)).title == "과"
    assert [m.status for m in await foreign.get_chat_administrators(group)] == ["creator"]
    with pytest.raises(aiogram.exceptions.TelegramForbiddenError):
        await foreign.send_message(stranger.user, "글")
    with pytest.raises(aiogram.exceptions.TelegramBadRequest, match="can't parse entities"):
        await foreign.send_message(officer.user, "<b>글", parse_mode="HTML")
