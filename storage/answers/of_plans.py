"""Answers about the departments' plans: who has handed in, who has not, who is late."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.answers import wording_offices as wording
from storage.answers.shapes import Answer
from storage.facts.question.asked import Question, Want
from storage.models.round import CollectionRound
from storage.office import departments
from storage.plans import plans
from storage.rounds import board, rounds
from storage.rounds.board_shapes import Board, BoardRow
from storage.rules.clock import kst_date
from storage.rules.deadline import plans_due_for
from storage.rules.names import similarity
from storage.rules.plan_counts import counted
from storage.rules.wording_owed import Paper

MOST_NEAR = 3
NEAR_FROM = 60
ANSWERED = plans.ARRIVED


async def answer(act: Act, asked: Question) -> Answer:
    """What is told of plans, of the round that a manager looks at today."""
    session, today = act.session, act.today
    if asked.unknown:
        return Answer(
            wording.unknown_department(asked.unknown, await _near(session, asked.unknown))
        )
    row = await _round(session, asked, act)
    if row is None or row.opened_at is None:
        half = row.half if row else plans_due_for(today)
        return Answer(wording.not_collected(half), half=half)
    whole = await board.whole(session, row, today)
    if asked.want is Want.RESULTS:
        return _results(whole, asked)
    if asked.want is Want.MISSING:
        return _missing(whole)
    if asked.want is Want.LATE:
        return _late(whole, today)
    return _state(whole, asked, act)


async def _round(session: AsyncSession, asked: Question, act: Act) -> CollectionRound | None:
    if asked.when is not None and asked.when.halves is not None:
        return await rounds.of_half(session, asked.when.halves[1])
    return await rounds.current(session, act.today)


def _results(whole: Board, asked: Question) -> Answer:
    """Who has not confirmed the results of the half that ends; one department, if it is named."""
    if whole.results_half is None:
        return Answer(wording.results_not_asked(whole.half.previous()), half=whole.half)
    number = asked.slice.department
    rows = [one for one in whole.rows if number in (None, one.department_id)]
    if number is not None and rows:
        text = wording.results_state(rows[0].department, whole.results_half, rows[0].results)
        return Answer(text, departments=_opened(rows), half=whole.half)
    rows = [one for one in rows if Paper.RESULTS in one.owed]
    names = [one.department for one in rows]
    text = wording.results_missing(whole.results_half, names, len(whole.rows))
    return Answer(text, departments=_opened(rows), half=whole.half)


def _missing(whole: Board) -> Answer:
    rows = [one for one in whole.rows if one.missing]
    text = wording.missing(whole.half, [one.department for one in rows], len(whole.rows))
    return Answer(text, departments=_opened(rows), half=whole.half)


def _late(whole: Board, today: date) -> Answer:
    rows = [one for one in whole.rows if Paper.PLAN in one.overdue]
    came = sum(one.came_late and not one.missing for one in whole.rows)
    names = [one.department for one in rows]
    text = wording.late(whole.half, names, whole.last_on, came, today)
    unsaid = [one for one in whole.rows if Paper.RESULTS in one.overdue]
    if unsaid and whole.results_half is not None:
        told = wording.results_late(whole.results_half, [one.department for one in unsaid])
        text = f"{text} {told}"
    every = [one for one in whole.rows if one.overdue]
    return Answer(text, departments=_opened(every), half=whole.half)


def _opened(rows: list[BoardRow]) -> tuple[tuple[int, str], ...]:
    return tuple((one.department_id, one.department) for one in rows)


def _state(whole: Board, asked: Question, act: Act) -> Answer:
    number = asked.slice.department
    if number is None:
        counts = counted(one.state for one in whole.rows)
        return Answer(wording.answered(whole.half, counts), half=whole.half)
    row = next((one for one in whole.rows if one.department_id == number), None)
    if row is None:
        return Answer(wording.no_own_department())
    came = row.submitted_at if row.state in ANSWERED else None
    day = kst_date(came) if came else None
    text = wording.plan_state(
        row.department, whole.half, row.standing, day, whole.last_on, act.today
    )
    return Answer(text, departments=_opened([row]), half=whole.half)


async def _near(session: AsyncSession, typed: str) -> list[str]:
    """The departments whose names are like this one."""
    names = [one.name for one in await departments.ordered(session)]
    scored = sorted(((similarity(typed, name), name) for name in names), reverse=True)
    return [name for score, name in scored[:MOST_NEAR] if score >= NEAR_FROM]
