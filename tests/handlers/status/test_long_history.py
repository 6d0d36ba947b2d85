"""Where the history is long its figures are read beside the loop, and read the same."""

from collections.abc import AsyncIterator
from threading import current_thread, main_thread

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.figures import sums
from storage.figures.asking import Asked
from storage.figures.sums import Sum
from storage.records import long_history
from tests.handlers.report_office import opened, write
from tests.handlers.round_office import OFFICE
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement, bus, fair, when, works


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office with some records of each sort."""
    made = await opened(sqlite_url)
    for facts in (fair(period=when("2021.8.3.")), bus("2021.9.1.", 3, 25), agreement(), works()):
        await write(made, facts)
    yield made
    await made.close()


async def _seen(desk: Desk) -> list[str]:
    said = [*await desk.says(OFFICE, "/status 2021 하반기")]
    said += await desk.taps(OFFICE, "근거 보기")
    said += await desk.taps(OFFICE, "1번")
    said += await desk.says(OFFICE, "/status 쿠팡풀필먼트유한회사")
    said += await desk.says(OFFICE, "/status 2021년 8월")
    said += await desk.taps(OFFICE, "1번")
    said += await desk.says(OFFICE, "/find 코레일테크")
    return [*said, *await desk.says(OFFICE, "/find 박람회")]


async def test_a_long_history_reads_as_a_short_one_and_never_on_the_loop(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    short, on_loop, total = await _seen(desk), [], sums.total

    async def watched(session: AsyncSession, asked: Asked) -> Sum:
        on_loop.append(current_thread() is main_thread())
        return await total(session, asked)

    monkeypatch.setattr(long_history, "LONG", -1)
    monkeypatch.setattr("storage.report.status.total", watched)
    monkeypatch.setattr("storage.answers.figures.total", watched)
    assert await _seen(desk) == short
    assert len(on_loop) > 20
    assert not any(on_loop)
