"""One bad thing costs nobody else a word: it is set aside, told to the administrators once."""

import inspect
from datetime import date, time, timedelta
from functools import partial
from typing import cast

import pytest
from sqlalchemy import text
from sqlmodel import select

from scheduler.clockwork import TOLD_AFTER, Clockwork
from scheduler.tick import Tick
from scheduler.ticks import calendar, deadlines, upkeep
from scheduler.ticks.reminders import remind
from scheduler.timetable import TICKS
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import ContractFacts, EventFacts
from storage.models.office import Officer, RoleGrant
from storage.models.round import AcceptedYear, CollectionRound
from storage.models.traffic import Outbox
from storage.models.watch import Trouble
from storage.office import role_grants, wording_trouble
from storage.plans import plans
from storage.records import records
from storage.rounds import rounds
from storage.rules.clock import Clock
from storage.rules.date_grammar import read_period
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, EventStatus, Role, Stage, WorksKind
from storage.traffic import cards
from tests.scheduler.conftest import SINCE
from tests.scheduler.town import Town, at

REQUEST = date(2026, 6, 1)
HALF = HalfYear(2026, 2)
ADMIN = 999
SPOILED = "자동 작업 ‘알림’에서 {}건을 처리하지 못해 따로 두었습니다."


async def administrator(town: Town) -> Officer:
    """Somebody who is to hear of it."""
    who = Officer(telegram_id=ADMIN, name="홍○○", role=Role.ADMIN, created_at=at(SINCE))
    async with town.db.begin() as session:
        session.add(who)
    return who


async def run(town: Town, statement: str) -> None:
    """Writes past our own code, as a wrong hand or a wrong disk does."""
    async with town.db.begin() as session:
        await session.exec(text(statement))  # type: ignore[call-overload]  # plain SQL


async def told(town: Town, chat: int) -> list[str]:
    return [row.payload["text"] for row in await town.outbox() if row.chat_id == chat]


async def reminded(town: Town, day: date, clock: time = time(9, 30)) -> None:
    await remind(town.db, partial(at, day, clock))


async def filled(town: Town) -> None:
    """A round that runs, an event to report in each department."""
    async with town.db.begin() as session:
        await rounds.ensure_rounds(session, REQUEST, at(REQUEST))
        for place in range(3):
            await plans.ensure(session, town.departments[place].id, HALF)
            fair = EventFacts(
                kind=EventKind.JOB_FAIR,
                period=read_period("2026.5.29.", REQUEST),
                title=f"채용박람회 {place}",
                status=EventStatus.PLANNED,
            )
            actor = town.person(place)
            await records.add(Act(session, actor, at(date(2026, 5, 1))), fair)
        works = ContractFacts(
            title="하천 정비공사",
            company="(주)가나건설",
            amount=500_000_000,
            notice_on=date(2026, 5, 1),
            works=WorksKind.GENERAL,
            stage=Stage.START,
        )
        await records.add(Act(session, town.person(0), at(date(2026, 5, 1))), works)


BROKEN = {
    "a round of no half": (
        "INSERT INTO collection_round (half, results_half, request_on, due_on, draft_on, panel_on,"
        " final_on, provisional, state, ladder, opened_at, close_reason, version) SELECT '2026-9',"
        " results_half, request_on, due_on, draft_on, panel_on, final_on, provisional, state,"
        " ladder, opened_at, close_reason, version FROM collection_round"
    ),
    "a plan in no state": "UPDATE plan SET state = 'odd' WHERE department_id = 1",
    "a person of no role": "UPDATE officer SET role = 'boss' WHERE name = '홍001'",
    "a contract at no stage": "UPDATE contract SET stage = 'odd'",
}


@pytest.mark.parametrize("statement", BROKEN.values(), ids=BROKEN.keys())
async def test_a_matter_that_raises_is_set_aside_and_the_others_are_told(
    either_town: Town, statement: str
) -> None:
    """In the very tick; the administrators hear of it once, not every two minutes."""
    town = either_town
    await administrator(town)
    await filled(town)
    await run(town, statement)
    for minute in (30, 32, 34):
        await reminded(town, REQUEST, time(9, minute))
    for place in (1, 2):
        asked, words = await told(town, town.person(place).telegram_id or 0)
        assert f"채용박람회 {place}" in words
        assert "추진계획" in asked
    (notice,) = await told(town, ADMIN)
    assert SPOILED.format(1) in notice
    await reminded(town, REQUEST + timedelta(days=1))
    assert len(await told(town, ADMIN)) == 1


@pytest.mark.parametrize("column", ["starts_on", "changed_at", "created_at"])
async def test_a_row_that_nobody_can_read_is_set_aside_by_itself(town: Town, column: str) -> None:
    """SQLite keeps any text as a date; mutant: the rows of a kind fall with one of them."""
    await administrator(town)
    await filled(town)
    await run(town, f"UPDATE event SET {column} = '0000' WHERE id = 1")
    await reminded(town, REQUEST)
    assert "채용박람회 1" in (await told(town, town.person(1).telegram_id or 0))[1]
    assert "행사 1번" in (await told(town, ADMIN))[0]


async def test_what_was_mended_and_breaks_again_is_told_again(town: Town) -> None:
    await administrator(town)
    await filled(town)
    await run(town, BROKEN["a plan in no state"])
    await reminded(town, REQUEST)
    await run(town, "UPDATE plan SET state = 'not_submitted' WHERE state = 'odd'")
    for day in (2, 3):
        await reminded(town, REQUEST + timedelta(days=day))
    async with town.db.read() as session:
        assert (await session.exec(text("SELECT * FROM trouble"))).all() == []  # type: ignore[call-overload]  # plain SQL
    await run(town, BROKEN["a plan in no state"])
    await reminded(town, date(2026, 6, 8))
    assert len([one for one in await told(town, ADMIN) if "따로 두었습니다" in one]) == 2


async def test_an_office_without_an_administrator_tells_the_first_who_comes(town: Town) -> None:
    await filled(town)
    await run(town, BROKEN["a plan in no state"])
    await reminded(town, REQUEST)
    await administrator(town)
    await reminded(town, REQUEST, time(9, 32))
    assert len(await told(town, ADMIN)) == 1


async def test_a_round_that_cannot_be_opened_keeps_no_other_closed(either_town: Town) -> None:
    town = either_town
    async with town.db.begin() as session:
        await rounds.ensure_rounds(session, date(2026, 3, 2), at(date(2026, 3, 2)))
    copied = BROKEN["a round of no half"].replace("'2026-9'", "'2025-2'")
    await run(town, copied)
    await run(town, "UPDATE collection_round SET ladder = '5' WHERE half = '2025-2'")
    await deadlines.keep_rounds(town.db, partial(at, REQUEST))
    async with town.db.read() as session:
        row = await session.get(CollectionRound, 1)
        assert row is not None
        assert row.state == "open"
        (aside,) = (await session.exec(select(Trouble))).all()
    assert (aside.tick, aside.subject, aside.number) == ("rounds", "round", 2)


async def test_a_request_that_cannot_be_settled_keeps_no_other_open(either_town: Town) -> None:
    town = either_town
    admin = await administrator(town)
    async with town.db.begin() as session:
        for place, role in enumerate((cast(Role, "boss"), Role.OFFICE)):
            grant = RoleGrant(
                officer_id=town.person(place).id,
                before=Role.STAFF,
                role=role,
                asked_by=admin.id,
                asked_at=at(SINCE),
                ends_on=REQUEST if role == "boss" else SINCE,
                told=[admin.id or 0],
            )
            session.add(grant)
            await session.flush()
            await cards.place(session, f"grant:{grant.id}:{admin.id}", ADMIN, 5)
    await deadlines.settle_grants(town.db, partial(at, REQUEST))
    async with town.db.read() as session:
        assert [one.role for one in await role_grants.pending(session)] == ["boss"]


async def test_a_year_that_cannot_be_compared_hides_no_other(either_town: Town) -> None:
    town = either_town
    async with town.db.begin() as session:
        session.add(AcceptedYear(year=2025, days={"never": "없는 날"}, package="old"))
        session.add(AcceptedYear(year=2026, days={}, package="old"))
    await calendar.watch_holidays(town.db, partial(at, REQUEST))
    assert any("공휴일" in words for words in await told(town, town.office.telegram_id or 0))


async def test_what_cannot_be_forgotten_keeps_nothing_else(town: Town) -> None:
    """SQLite alone: there a trigger is one line."""
    await run(
        town,
        "CREATE TRIGGER stuck BEFORE DELETE ON inbox"
        " BEGIN SELECT RAISE(ABORT, 'it cannot go'); END",
    )
    long_ago = "2020-01-01 00:00:00"
    await run(
        town,
        "INSERT INTO inbox (bot_id, update_id, lane, raw, state, attempts, received_at, error)"
        f" VALUES (1, 1, 1, '', 'done', 0, '{long_ago}', '')",
    )
    async with town.db.begin() as session:
        old = at(date(2020, 1, 1))
        session.add(
            Outbox(chat_id=1, kind="message", payload={}, state="sent", due_at=old, created_at=old)
        )
    await upkeep.forget_traffic(town.db, partial(at, REQUEST))
    async with town.db.read() as session:
        assert await session.get(Outbox, 1) is None
        assert await session.get(Trouble, "traffic:inbox::IntegrityError") is not None


async def test_a_tick_that_fails_as_a_whole_is_told_after_the_third_time(
    either_town: Town,
) -> None:
    """Mutant: it is logged every two minutes, and nobody reads the log."""
    town = either_town
    await administrator(town)

    async def fail(_db: Database, _clock: Clock) -> None:
        raise ValueError("not today")

    clockwork = Clockwork(town.db, partial(at, REQUEST))
    for times in range(1, 6):
        await clockwork.do(Tick("rounds", timedelta(minutes=10), fail))
        assert len(await told(town, ADMIN)) == (times >= TOLD_AFTER)
    assert "‘취합 일정’이 거듭 실패하고 있습니다." in (await told(town, ADMIN))[0]


@pytest.mark.parametrize("tick", TICKS, ids=lambda one: one.name)
def test_every_tick_looks_by_the_one_way_that_sets_aside(tick: Tick) -> None:
    """A transaction of its own would let one bad row silence all the others."""
    source = inspect.getsource(tick.run)
    assert "look(db, " in source
    assert ".begin()" not in source
    assert tick.name in wording_trouble.TICKS
