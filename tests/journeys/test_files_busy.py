"""A file that comes while the machine has no time is told as a wait, and read the next time."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from bot.renders import own_process
from handlers.upload import texts
from tests.helpers.frozen_readers import children, frozen
from tests.helpers.imported import SEED
from tests.journeys.test_files_in import CHIEF, TABLE, Empty, sends
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long


async def asked(town: Town, body: bytes, name: str, label: str) -> tuple[Hand, asyncio.Task[int]]:
    """Somebody who sent a file and said what it is for; its first reader gets no time.

    The second one, whose number comes too, waits until it is let go: the wait is told till then.
    """
    chief = await town.hand(CHIEF)
    await sends(chief, body, name)
    stopping = frozen(children())
    await chief.taps(label, "읽고 있습니다")
    await anext(stopping)
    return chief, asyncio.create_task(_next(stopping))


@pytest.mark.parametrize(
    ("body", "name", "label", "said"),
    [
        (SEED, "보고서.txt", "지난 반기 보고서로 읽기", "읽었습니다"),
        (TABLE.encode(), "부서.csv", "부서 목록으로 읽기", "3개 부서를 읽었습니다"),
    ],
    ids=["a report", "a list of departments"],
)
async def test_the_second_try_reads_it(
    empty_office: Empty,
    monkeypatch: pytest.MonkeyPatch,
    body: bytes,
    name: str,
    label: str,
    said: str,
) -> None:
    monkeypatch.setattr(own_process, "PATIENCE", 0.3)
    async with empty_office as town:
        chief, second = await asked(town, body, name, label)
        await chief.reads(f"지금 바빠 ‘{name}’ 파일을 아직 읽지 못했습니다. 한 번 더")
        os.kill(await second, signal.SIGCONT)
        await chief.reads(said)
        assert "복잡" not in chief.phone.transcript()


async def test_after_two_tries_it_is_said_and_the_file_is_let_go(
    empty_office: Empty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_process, "PATIENCE", 0.3)
    monkeypatch.setattr(own_process, "LONG_PATIENCE", 0.3)
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        await sends(chief, SEED, "보고서.txt")
        stopping = frozen(children())
        stopper = asyncio.create_task(_all(stopping))
        await chief.taps("지난 반기 보고서로 읽기", "아직 읽지 못했습니다")
        await chief.reads(texts.BUSY.format(name="보고서.txt"))
        stopper.cancel()
        assert await town.ask("SELECT state FROM upload") == [("closed",)]


async def _next(stopping: AsyncIterator[int]) -> int:
    return await anext(stopping)


async def _all(stopping: AsyncIterator[int]) -> None:
    async for _reader in stopping:
        pass
