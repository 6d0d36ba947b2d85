"""How long a reader is waited for says nothing about its file: only its own work does."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.renders import own_process
from tests.helpers import hostile
from tests.helpers.frozen_readers import children, frozen
from tests.helpers.imported import SEED, seed_file

pytestmark = pytest.mark.long

BURNERS = 4
FILES = 6


@contextmanager
def burning(count: int) -> Iterator[None]:
    """So many processes that do nothing but work."""
    endless = [sys.executable, "-c", "while True: pass"]
    running = [subprocess.Popen(endless) for _ in range(count)]
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()


async def test_a_reader_that_gets_no_time_is_a_wait_and_its_file_is_read_the_next_time() -> None:
    stopping = frozen(children())
    reading = asyncio.create_task(own_process.read("import", "a.txt", SEED, patience=0.5))
    stopped = await anext(stopping)
    with pytest.raises(own_process.Busy, match="not done"):
        await reading
    assert stopped not in children()
    assert len((await own_process.read("import", "a.txt", SEED))["rows"]) == 4


async def test_a_file_that_takes_too_much_work_is_told_so_however_long_one_waits() -> None:
    with pytest.raises(own_process.TooComplex):
        await own_process.read("import", "a.docx", hostile.many_elements(), seconds=1, patience=50)


async def test_many_small_files_are_all_read_on_a_machine_that_is_busy() -> None:
    files = [seed_file(ending) for ending in ("hwpx", "txt")] * (FILES // 2)
    with burning(BURNERS):
        told = await asyncio.gather(*(own_process.read("import", "a", body) for body in files))
    assert [len(one["rows"]) for one in told] == [4] * FILES
