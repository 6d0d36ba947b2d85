"""추진실적 확인: what a department said of its results stands with the records it said it of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.models.report import ReportBlock
from storage.plans import results_answers, results_lock, results_logged
from storage.plans.results_answers import OtherList
from storage.records import records
from storage.rounds import rounds
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, PlanState, RecordKind
from storage.rules.trail import Subject, Verb
from storage.rules.wording_owed import ResultsState, owed
from storage.rules.wording_receipt import Receipt, Way
from tests.helpers.facts import bus, fair
from tests.helpers.offices import Office

HALF = HalfYear(2021, 2)
CALL = Receipt(Way.CALL, on=date(2021, 11, 15))
OPENING = date(2021, 11, 15)
NOW = datetime(2021, 11, 15, 1, tzinfo=UTC)
WAITING, CONFIRMED = ResultsState.WAITING, ResultsState.CONFIRMED
NONE, CHANGED = ResultsState.NOT_APPLICABLE, ResultsState.CHANGED


async def _asked(session: AsyncSession) -> int:
    await rounds.ensure_rounds(session, OPENING, NOW)
    row = await results_lock.asking(session, HALF)
    assert row is not None
    return row.id


async def _state(session: AsyncSession, department: int) -> ResultsState:
    return (await results_answers.standing(session, department, HALF)).state


async def test_silence_is_not_none_and_none_is_only_said_where_nothing_is_logged(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.staff, NOW)
        assert await _state(session, office.home) is WAITING
        with pytest.raises(errors.Refusal, match="해당없음"):
            await results_answers.confirm(act, office.home, HALF)
        await results_answers.declare_none(act, office.home, HALF)
        assert await _state(session, office.home) is NONE
        await records.add(act, fair())
        assert await _state(session, office.home) is CHANGED
        with pytest.raises(errors.Refusal, match="1건"):
            await results_answers.declare_none(act, office.home, HALF)
        await results_answers.confirm(act, office.home, HALF)
        everybody = await results_answers.states(session, HALF)
    assert [one.state for one in everybody.values()] == [CONFIRMED, WAITING, WAITING, WAITING]


async def test_what_was_changed_back_is_as_it_was_confirmed(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.staff, NOW)
        row = await records.add(act, fair())
        await results_answers.confirm(act, office.home, HALF)
        await records.change(act, RecordKind.EVENT, row.id, fair(title="다른"), expected_version=1)
        assert await _state(session, office.home) is CHANGED
        await records.undo(act, RecordKind.EVENT, row.id)
        assert await _state(session, office.home) is CONFIRMED


async def test_nobody_agrees_to_a_list_that_is_not_the_one_on_the_screen(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.staff, NOW)
        await records.add(act, fair())
        shown = (await results_logged.marks(session, HALF))[office.home]
        await records.add(act, bus())
        with pytest.raises(OtherList):
            await results_answers.confirm(
                act, office.home, HALF, mark=results_logged.list_mark(shown)
            )
        assert await _state(session, office.home) is WAITING


async def test_when_it_first_came_outlives_what_is_taken_back(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.staff, NOW)
        row = await results_answers.declare_none(act, office.home, HALF)
        await results_answers.take_back(act, row.id)
        again = Act(session, office.staff, NOW + timedelta(days=40))
        await results_answers.declare_none(again, office.home, HALF)
        stands = await results_answers.standing(session, office.home, HALF)
        trail = await audit.of_subject(session, Subject.RESULTS, row.id)
    assert stands.first_at == NOW
    assert [one.action for one in trail] == [Verb.DECLARE_NONE, Verb.TAKE_BACK, Verb.DECLARE_NONE]


async def test_what_the_office_took_in_and_took_back_never_came(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.office, NOW)
        row = await results_answers.declare_none(act, office.home, HALF, receipt=CALL)
        assert (await results_answers.standing(session, office.home, HALF)).receipt == CALL
        await results_answers.take_back(act, row.id)
        stands = await results_answers.standing(session, office.home, HALF)
        trail = await audit.of_subject(session, Subject.RESULTS, row.id)
    assert (stands.first_at, stands.receipt, stands.state) == (None, None, WAITING)
    assert trail[0].reason == str(CALL)


async def test_the_day_of_the_first_change_stays_the_same_day(
    db: Database, office: Office
) -> None:
    """It is what they are asked once more by, so a second change must not ask a second time."""
    async with db.begin() as session:
        await _asked(session)
        await results_answers.declare_none(Act(session, office.staff, NOW), office.home, HALF)
        for days in (2, 5):
            later = NOW + timedelta(days=days)
            row = await records.add(Act(session, office.staff, later), fair(title=f"{days}"))
            stands = await results_answers.standing(session, office.home, HALF)
            assert await results_answers.changed_on(session, stands) == kst_date(
                NOW + timedelta(days=2)
            )
        assert row.id


async def test_once_the_report_is_final_nobody_is_asked_and_what_changes_is_late(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await _asked(session)
        act = Act(session, office.staff, NOW)
        await results_answers.declare_none(act, office.home, HALF)
        block = ReportBlock(
            kind=BlockKind.RESULT, label="하반기", position=1, first_half=HALF, last_half=HALF
        )
        block.frozen = []
        session.add(block)
        await session.flush()
        await records.add(act, fair())
        everybody = await results_answers.states(session, HALF)
        missed = ResultsState.MISSED
        assert [one.state for one in everybody.values()] == [NONE, missed, missed, missed]
        assert not any(owed(PlanState.CONFIRMED, one.state) for one in everybody.values())
        with pytest.raises(errors.Refusal, match="확정"):
            await results_answers.confirm(act, office.home, HALF)
        chief = Act(session, office.office, NOW + timedelta(hours=1))
        until = OPENING + timedelta(days=3)
        await results_answers.reopen(chief, office.home, HALF, reason="빠진 행사", until=until)
        assert await _state(session, office.home) is CHANGED
        again = Act(session, office.staff, NOW + timedelta(hours=2))
        await results_answers.confirm(again, office.home, HALF)
        assert await _state(session, office.home) is CONFIRMED


async def test_a_round_that_ran_before_asks_nobody(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await _asked(session)
        row = await results_lock.asking(session, HALF)
        assert row is not None
        row.results_asked = False
        await session.flush()
        with pytest.raises(errors.Refusal, match="취합"):
            await results_answers.declare_none(Act(session, office.staff, NOW), office.home, HALF)


async def test_another_department_says_nothing_for_this_one(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await _asked(session)
        for who in (office.other, office.viewer):
            with pytest.raises(errors.NotAllowed):
                await results_answers.declare_none(Act(session, who, NOW), office.home, HALF)
