"""`python3 -m bot rehearse`: the calendar that `/rehearse` shows, and not a row is left of it."""

from datetime import date

import pytest
from sqlalchemy import text

from bot.cli import rehearse
from bot.cli.exits import BAD_REQUEST, UNAVAILABLE
from handlers.reminder import rehearsal as screen
from storage.rules.clock import kst_date
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from tests.helpers.command import commanded
from tests.helpers.offices import seated
from tests.scheduler.town import Town, at, build

pytestmark = pytest.mark.long

BEFORE = date(2026, 5, 18)
HALF = HalfYear(2026, 2)


async def rows(town: Town) -> list[int]:
    async with town.db.read() as session:
        connection = await session.connection()
        tables = ("collection_round", "reminder", "outbox", "audit_entry", "plan")
        counts = [f"SELECT count(*) FROM {table}" for table in tables]
        return [(await connection.execute(text(one))).scalar_one() for one in counts]


async def test_the_run_sends_what_the_command_printed_and_nothing_is_left(
    sqlite_url: str,
) -> None:
    """Mutant: a calendar that is printed without looking at the deputy or at the days off."""
    town = await build(sqlite_url, 3, at(date(2026, 1, 5)))
    before = await rows(town)
    printed = (await rehearse.calendar(sqlite_url, HALF, at(BEFORE))).splitlines()
    assert await rows(town) == before
    run = await town.days(BEFORE, date(2026, 7, 4))
    names = {one.id: one.name for one in (town.office, *town.people.values())}
    days = sorted({kst_date(one.at) for one in run})
    assert [line for line in printed if line.endswith("명")] == [
        f"{show_day(day)} 09:30 · {sum(kst_date(one.at) == day for one in run)}명" for day in days
    ]
    told = [line for line in printed if line.startswith("  ")]
    assert told == [
        f"  {names[one.officer_id]}: {' / '.join(screen._matters(one.text))}" for one in run
    ]
    assert printed[0] == "예행 연습 2026년 하반기"
    await town.db.close()


@pytest.fixture
async def office_url(sqlite_url: str) -> str:
    async with seated(sqlite_url):
        return sqlite_url


def test_the_present_round_is_printed_when_no_half_is_named(
    monkeypatch: pytest.MonkeyPatch, office_url: str
) -> None:
    result = commanded(monkeypatch, office_url, "rehearse")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("예행 연습 2")
    assert "실제로 보내지 않습니다." in result.output


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("작년", "‘작년’은 반기로 읽지 못했습니다. 반기를 적어 주십시오. 예: 2021 하반기"),
        ("1999-1", "1999년 상반기 추진계획의 취합 일정이 아직 없습니다."),
    ],
)
def test_a_half_without_a_round_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, office_url: str, word: str, said: str
) -> None:
    result = commanded(monkeypatch, office_url, "rehearse", "--half", word)
    assert (result.exit_code, result.output.strip()) == (BAD_REQUEST, said)


def test_without_an_office_it_says_what_to_do_first(
    monkeypatch: pytest.MonkeyPatch, empty_sqlite: str
) -> None:
    result = commanded(monkeypatch, empty_sqlite, "rehearse")
    assert result.exit_code == UNAVAILABLE
    assert "python3 -m bot init" in result.output


@pytest.fixture
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('none') / 'empty.db'}"
