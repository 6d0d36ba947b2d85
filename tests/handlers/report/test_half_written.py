"""Which half comes first in January: the one whose report is still being written."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from handlers.install import install
from storage.act import Act
from storage.report import claim_settling, report_claims, report_versions
from storage.report.half_written import half_written
from storage.rounds import rounds
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from tests.handlers.report_office import HALF, opened, write
from tests.handlers.round_office import OFFICE
from tests.helpers.desk import Desk
from tests.helpers.facts import fair, when

pytestmark = pytest.mark.long  # the quick suite stays quick

HALVES = ("2021년 하반기", "2022년 상반기")
THIRD = datetime(2022, 1, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office on 3 January with results of 2021 하반기."""
    made = await opened(sqlite_url)
    made.now = THIRD
    yield made
    await made.close()


async def _first(desk: Desk) -> tuple[str, ...]:
    """The half that each command opens with."""
    seen = []
    for command in ("/report", "/status", "/incentive"):
        said = (await desk.says(OFFICE, command))[-1]
        seen.append(min(HALVES, key=lambda half: (said + half).index(half)))
    return tuple(seen)


async def _written(desk: Desk) -> HalfYear:
    async with desk.db.read() as session:
        return await half_written(session, kst_date(desk.now))


async def test_until_it_is_closed_the_last_half_comes_first_and_this_one_is_a_tap_away(
    desk: Desk,
) -> None:
    assert await _first(desk) == ("2021년 하반기",) * 3
    await desk.says(OFFICE, "/status")
    assert "2022년 상반기 추진계획" in desk.newest(OFFICE).text, "the plans that come in now"
    shown = (await desk.taps(OFFICE, "2022 상반기"))[-1]
    assert "2022년 상반기 고용할당제 현황" in shown
    assert not {"▼", "▲"} & set(shown), "three days are not compared with a whole half"
    await desk.says(OFFICE, "/report")
    await desk.taps(OFFICE, "더 보기 »")
    assert "2022년 상반기" in (await desk.taps(OFFICE, "2022 상반기 ▶"))[-1]


@pytest.mark.long
async def test_once_it_is_closed_this_half_comes_first(desk: Desk) -> None:
    async with desk.db.begin() as session:
        officer = await desk.officer(OFFICE)
        assert officer is not None
        act = Act(session, officer, desk.now)
        for one in await report_claims.claims(session, HALF):
            await claim_settling.accept(act, HALF, [one.key], "확인")
        await report_versions.confirm(act, HALF)
    assert await _first(desk) == ("2022년 상반기",) * 3


async def test_an_office_that_has_nothing_to_write_opens_with_this_half(sqlite_url: str) -> None:
    desk = await Desk(sqlite_url, install).open()
    desk.now = THIRD
    assert await _written(desk) == HalfYear(2022, 1)
    await desk.close()


@pytest.mark.long
async def test_a_half_that_was_never_closed_gives_way_when_the_next_is_closed_itself(
    desk: Desk,
) -> None:
    """By its round, whose days the office may have moved, or by the usual day of one."""
    await write(desk, fair(period=when("2022.5.3.")))
    desk.now = datetime(2022, 5, 30, 1, 0, tzinfo=UTC)
    assert await _written(desk) == HALF
    desk.now += timedelta(days=2)
    assert await _written(desk) == HalfYear(2022, 1)
    async with desk.db.begin() as session:
        await rounds.ensure_rounds(session, kst_date(desk.now), desk.now)
    desk.now -= timedelta(days=2)
    assert await _written(desk) == HalfYear(2022, 1)
