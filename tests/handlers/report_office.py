"""An office with two results near the end of a half, for the tests of the report's chat half."""

from datetime import UTC, datetime
from typing import Any

from bot.renders import report as papers
from storage.act import Act
from storage.records import records
from storage.rules.half_year import HalfYear
from storage.rules.terms import Role
from tests.handlers import round_office
from tests.handlers.round_office import OFFICE, STAFF
from tests.helpers.desk import Desk
from tests.helpers.facts import bus, fair

HALF = HalfYear(2021, 2)
READER = 41
LATER = datetime(2021, 12, 1, 1, 0, 0, 123456, tzinfo=UTC)  # a clock is never even


async def opened(url: str) -> Desk:
    """The whole bot near the end of 2021 하반기, a reader, 일자리버스 39회 and 쿠팡채용박람회."""
    made = await round_office.opened(url)
    made.now = LATER
    await made.hire(READER, Role.VIEWER, None, name="열○○")
    await write(made, bus(runs=39))
    await write(made, fair())
    await round_office.say_results(made, STAFF, round_office.ROADS)
    return made


async def write(desk: Desk, facts: Any) -> int:
    """A record of 담당, written without the form; returns its number."""
    async with desk.db.begin() as session:
        actor = await desk.officer(STAFF)
        assert actor is not None
        row = await records.add(Act(session, actor, desk.now), facts)
        return int(row.id)


def files(desk: Desk, user: int, kind: str = "document") -> list[dict[str, Any]]:
    """What delivery was asked to render for this person."""
    said = [one for one in desk.said if one.chat_id == user and one.kind == kind]
    return [one.payload for one in said]


async def at_lines(desk: Desk, user: int = OFFICE, row: str = "추진실적 (21. 7월~12월") -> str:
    """Opens the list of lines of the block whose label holds `row`; returns its words."""
    await desk.says(user, "/report")
    await desk.taps(user, "더 보기 »")
    heard = (await desk.taps(user, "줄 고치기"))[-1]
    found = next(line for line in heard.splitlines() if row in line)
    return (await desk.taps(user, f"{found.partition('.')[0]}번"))[-1]


async def at_line(desk: Desk, words: str) -> str:
    """Opens the line that holds these words; returns its card."""
    heard = await at_lines(desk)
    found = next(line for line in heard.splitlines() if words in line)
    return (await desk.taps(OFFICE, f"{found.partition('.')[0]}번"))[-1]


async def draft(desk: Desk) -> list[str]:
    """The lines that a paper would print now."""
    given = {"half": HALF.code, "version": None, "at": desk.now.isoformat()}
    officer = await desk.officer(OFFICE)
    assert officer is not None
    async with desk.db.read() as session:
        report = await papers.asked_for(session, given | {"officer": officer.id})
    return [line.text for row in report.rows for line in row.lines]


async def demote(desk: Desk, user: int, role: Role) -> None:
    """Gives a person another role behind the bot's back."""
    async with desk.db.begin() as session:
        officer = await desk.officer(user)
        assert officer is not None
        officer.role = role
        session.add(officer)
