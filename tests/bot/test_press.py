"""Pictures and papers come from a process of their own, which may fail without the bot."""

import pytest

from bot import press
from bot.documents import qr


async def test_a_picture_is_made_in_a_process_of_its_own() -> None:
    given = {"text": "https://t.me/quota_bot?start=abc"}
    assert await press.made("qr", given) == qr.render(given)


async def test_a_job_that_fails_says_why_and_hurts_nobody() -> None:
    with pytest.raises(press.PressFault, match="KeyError"):
        await press.made("no such job", {})


async def test_a_job_that_takes_too_long_is_ended() -> None:
    with pytest.raises(press.PressFault, match="not done"):
        await press.made("qr", {"text": "x"}, seconds=0.001)
