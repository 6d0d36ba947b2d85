"""Nothing is emptied before its notice has gone out, however long the bot was off."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from scheduler.ticks import texts, upkeep
from storage.act import Act
from storage.database import Database
from storage.models.office import Officer
from storage.models.traffic import DUE, EXPIRED, FAILED, OPEN, SENT, SUPERSEDED, Draft, Outbox
from storage.models.upload import READ, Upload
from storage.office import role_grants
from storage.rules import people
from storage.rules.terms import Role
from storage.traffic import cards, drafts
from tests.helpers.offices import Office

SINCE = datetime(2026, 3, 2, 1, tzinfo=UTC)
DAY = timedelta(days=1)


async def begun(db: Database, office: Office) -> int:
    """A form half filled by the 담당."""
    async with db.begin() as session:
        chat = office.staff.telegram_id or 0
        made = await drafts.begin(
            session,
            chat_id=chat,
            user_id=chat,
            form="event",
            form_version=1,
            answers={"place": "화정역"},
            now=SINCE,
        )
        return made.id


async def tick(db: Database, days: float) -> None:
    """The tick so many days after the last step."""
    await upkeep.settle_drafts(db, lambda: SINCE + timedelta(days=days))


async def settle(db: Database, state: str, chat: int | None = None) -> None:
    """What became of the messages that wait."""
    async with db.begin() as session:
        wanted = [col(Outbox.state) == DUE]
        if chat is not None:
            wanted.append(col(Outbox.chat_id) == chat)
        await session.exec(update(Outbox).where(*wanted).values(state=state))


async def state(db: Database, number: int) -> tuple[str, dict[str, str]]:
    async with db.read() as session:
        row = await session.get(Draft, number)
        assert row is not None
        return row.state, row.answers


async def said(db: Database, chat: int | None) -> list[str]:
    async with db.read() as session:
        rows = (await session.exec(select(Outbox).order_by(col(Outbox.id)))).all()
        return [row.payload["text"] for row in rows if row.chat_id == chat]


KEPT = (OPEN, {"place": "화정역"})


async def test_a_bot_that_was_off_for_two_months_first_gives_its_notice(
    db: Database, office: Office
) -> None:
    """Also the clock that ran ahead: what it says at once is only that it has run."""
    number = await begun(db, office)
    await tick(db, 60)
    assert await state(db, number) == KEPT
    for day in (63, 70):  # Telegram is away: the notice waits
        await tick(db, day)
        assert await state(db, number) == KEPT
    assert await said(db, office.staff.telegram_id) == [texts.draft_ends("")]
    await settle(db, SENT)
    for moment in (70.1, 72.9):
        await tick(db, moment)
        assert await state(db, number) == KEPT
    await tick(db, 73.2)
    assert await state(db, number) == (EXPIRED, {})
    assert await said(db, office.staff.telegram_id) == [texts.draft_ends("")]


async def test_a_notice_seen_by_a_clock_that_ran_ahead_does_not_count(
    db: Database, office: Office
) -> None:
    number = await begun(db, office)
    await tick(db, 28)
    await settle(db, SENT)
    await tick(db, 28 + 45)  # the wrong clock sees that it went out
    await tick(db, 30.5)
    await tick(db, 33.4)
    assert await state(db, number) == KEPT
    await tick(db, 33.6)
    assert (await state(db, number))[0] == EXPIRED


@pytest.mark.parametrize("cut_off", ["refused", "known", "removed"])
async def test_the_office_is_told_in_place_of_who_cannot_be(
    db: Database, office: Office, cut_off: str
) -> None:
    """Who is gone hears nothing any more; without anybody to tell, it is kept."""
    number = await begun(db, office)
    if cut_off == "refused":
        await tick(db, 27.5)
        await settle(db, FAILED)
    async with db.begin() as session:
        who = await session.get(Officer, office.staff.id)
        assert who is not None
        if cut_off == "removed":
            who.state = people.REMOVED
        else:
            who.reachable = False
        session.add(who)
    await tick(db, 31)
    assert await state(db, number) == KEPT
    (words,) = await said(db, office.office.telegram_id)
    assert "작성 중인 기록이" in words
    assert "화정역" not in words
    if cut_off != "refused":
        assert await said(db, office.staff.telegram_id) == []
    await settle(db, SENT)
    await tick(db, 32)
    await tick(db, 36)
    assert (await state(db, number))[0] == EXPIRED


async def test_a_notice_that_was_withdrawn_goes_out_after_all(
    db: Database, office: Office
) -> None:
    """A restored backup withdraws what was waiting: it may have been sent, nobody knows."""
    number = await begun(db, office)
    await tick(db, 28)
    await settle(db, SUPERSEDED)
    await tick(db, 32)
    assert await state(db, number) == KEPT
    await settle(db, SENT, office.staff.telegram_id)
    await tick(db, 33)
    await tick(db, 36.1)
    assert (await state(db, number))[0] == EXPIRED
    assert len(await said(db, office.staff.telegram_id)) == 1


async def test_what_was_read_from_a_file_ends_with_a_notice_too(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        row = Upload(
            officer_id=office.staff.id,
            chat_id=office.staff.telegram_id or 0,
            file_id="1",
            file_unique_id="1",
            file_name="취합표.xlsx",
            state=READ,
            found={"rows": [1]},
            created_at=SINCE,
        )
        session.add(row)
    await upkeep.forget_traffic(db, lambda: SINCE + 60 * DAY)
    await tick(db, 60)
    (words,) = await said(db, office.staff.telegram_id)
    assert "취합표.xlsx" in words
    await settle(db, SENT)
    await tick(db, 60.1)
    await tick(db, 62)
    async with db.read() as session:
        assert await session.get(Upload, row.id) is not None
    await tick(db, 63.2)
    async with db.read() as session:
        assert await session.get(Upload, row.id) is None


async def test_a_request_that_reached_nobody_does_not_run_out(
    db: Database, office: Office
) -> None:
    """The bot was off from the moment of asking; mutant: the last day alone decides."""
    async with db.begin() as session:
        grant = await role_grants.ask(
            Act(session, office.office, SINCE), office.staff, Role.OFFICE
        )
    for placed in (False, True):
        async with db.begin() as session:
            if placed:
                number = office.admin.id
                chat = office.admin.telegram_id or 0
                await cards.place(session, f"grant:{grant.id}:{number}", chat, 5)
            assert await role_grants.settle(session, SINCE + 14 * DAY) == placed
