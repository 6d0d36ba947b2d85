"""A fresh simulator for each test, a bot's plain HTTP client and a person's phone."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator, serve
from tests.bot.simulator.client import Client
from tests.helpers.backstage import Backstage


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with await serve() as running:
        yield running


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession(simulator.url) as session:
        yield Client(session, simulator.token)


@pytest.fixture
async def stranger(simulator: Simulator) -> AsyncIterator[Phone]:
    """A person who has not written to the bot."""
    async with await Phone.connect(simulator.url, 7001, first_name="낯선이", timeout=2) as phone:
        yield phone


@pytest.fixture
async def officer(simulator: Simulator) -> AsyncIterator[Phone]:
    """A person who has pressed START."""
    async with await Phone.connect(simulator.url, 7002, first_name="홍○○", timeout=2) as phone:
        await phone.say("/start")
        yield phone


@pytest.fixture
def backstage(simulator: Simulator) -> Backstage:
    return Backstage(simulator.url)


@pytest.fixture
async def ptb(simulator: Simulator) -> AsyncIterator[Bot]:
    """python-telegram-bot as it is installed, over real HTTP."""
    bot = Bot(simulator.token, base_url=simulator.base_url, base_file_url=simulator.base_file_url)
    async with bot:
        yield bot
