"""취합: a round opens by itself, stands on the board, is nudged, and is closed by 총괄."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.act import Act
from storage.models.round import CollectionRound
from storage.office.refusals import one_line, refuse_outside_office
from storage.office.setting_aside import STRICT, Aside
from storage.rounds import texts
from storage.rounds.closing import closing
from storage.rules import errors, ladder
from storage.rules.clock import kst_date
from storage.rules.deadline import RoundDates, default_dates
from storage.rules.half_year import HalfYear
from storage.rules.terms import RoundState
from storage.rules.trail import Subject, Verb
from storage.rules.wording_receipt import Receipt
from storage.settings import ladders

PLANS = "plan_due"
"""The kind of reminder whose ladder a new round begins with."""


class NotFinished(errors.Refusal):
    """Something of the round is still open: it is closed with a reason or not at all."""


async def ensure_rounds(
    session: AsyncSession, today: date, now: datetime, aside: Aside = STRICT
) -> list[CollectionRound]:
    """Makes the rounds that the calendar asks for and opens those whose request day has come.

    The first round of all is the one whose due day is still ahead; later none is left out, even
    after months of standstill. Returns the rounds opened by this call. Doing it again does
    nothing.
    """
    await audit.hold(session)
    session.add_all(await _lacking(session, today, today))
    opened: list[CollectionRound] = []
    come = await session.exec(
        select(CollectionRound.id)
        .where(
            col(CollectionRound.state) == RoundState.PLANNED,
            col(CollectionRound.request_on) <= today,
        )
        .order_by(col(CollectionRound.half))
    )
    for number in come.all():
        async with aside.step(session, Subject.ROUND, number):
            row = await session.get(CollectionRound, number, populate_existing=True)
            if row is not None:
                row.state, row.opened_at = RoundState.OPEN, now
                row.version += 1
                await session.flush()
                act = Act(session, None, now)
                await act.log(Subject.ROUND, row.id, Verb.OPEN, after=_told(row))
                opened.append(row)
    return opened


async def by_id(session: AsyncSession, round_id: int) -> CollectionRound | None:
    """A round by its number."""
    return await session.get(CollectionRound, round_id, populate_existing=True)


async def open_ones(session: AsyncSession) -> list[CollectionRound]:
    """The rounds that run, oldest first; as a rule one."""
    return await _in_state(session, RoundState.OPEN)


async def current(session: AsyncSession, today: date) -> CollectionRound | None:
    """The round to look at on `today`: the newest open one, else the next, else the last."""
    for state, newest in (
        (RoundState.OPEN, True),
        (RoundState.PLANNED, False),
        (RoundState.CLOSED, True),
    ):
        rows = await _in_state(session, state)
        if state is RoundState.PLANNED:
            rows = [row for row in rows if row.final_on >= today]
        if rows:
            return rows[-1 if newest else 0]
    return None


async def present(session: AsyncSession, today: date, now: datetime) -> CollectionRound:
    """As `current`, made when the calendar asks for one and none is there. Refusal without one."""
    row = await current(session, today)
    if row is None:
        await ensure_rounds(session, today, now)
        row = await current(session, today)
    if row is None:
        raise errors.Refusal(texts.NO_ROUND)
    return row


async def of_half(session: AsyncSession, half: HalfYear) -> CollectionRound | None:
    """The round that collects the plans of this half."""
    found = await session.exec(select(CollectionRound).where(col(CollectionRound.half) == half))
    return found.first()


def dates_of(row: CollectionRound) -> RoundDates:
    """The days of a round."""
    return RoundDates(row.request_on, row.due_on, row.draft_on, row.panel_on, row.final_on)


async def change_dates(
    act: Act,
    round_id: int,
    dates: RoundDates,
    *,
    expected_version: int,
    offsets: Sequence[int] | None = None,
) -> CollectionRound:
    """Other days, and another ladder (working days from the due day) if `offsets` are given.

    Refusal for days out of order, a due day put back into the past, a ladder that cannot be
    climbed or a closed round; Changed when somebody else changed the round after
    `expected_version` was read. Reminders follow at once: those of the old due day are dropped
    when the next tick comes.
    """
    row = await _held(act, round_id)
    if row.version != expected_version:
        raise errors.Changed
    if row.state == RoundState.CLOSED:
        raise errors.Refusal(texts.ROUND_CLOSED)
    _refuse_days(dates_of(row), dates, kst_date(act.now))
    before = _told(row)
    if offsets is not None:
        try:
            row.ladder = sorted(set(offsets))
            ladder.plan_ladder(row.ladder)
        except ValueError as wrong:
            raise errors.Refusal(texts.LADDER_WRONG) from wrong
    for name, day in asdict(dates).items():
        setattr(row, name, day)
    row.version += 1
    await act.session.flush()
    await act.log(Subject.ROUND, row.id, Verb.CHANGE, before=before, after=_told(row))
    return row


def may_move(row: CollectionRound, name: str, days: int, today: date) -> bool:
    """Whether one of its days may be moved so far, as `change_dates` will ask again."""
    before = dates_of(row)
    try:
        moved = {name: getattr(row, name) + timedelta(days=days)}
        _refuse_days(before, replace(before, **moved), today)
    except (errors.Refusal, OverflowError):
        return False
    return row.state != RoundState.CLOSED


def _refuse_days(before: RoundDates, after: RoundDates, today: date) -> None:
    """Days out of order, and a due day that would make everybody late overnight."""
    wrong = after.out_of_order
    if wrong is not None:
        raise errors.Refusal(texts.round_days(*wrong))
    if after.due_on < min(today, before.due_on):
        raise errors.Refusal(texts.ROUND_DUE_PAST)


async def note_letter(act: Act, round_id: int, letter: Receipt) -> CollectionRound:
    """The number and day that the request letter got when it was signed; corrected likewise."""
    row = await _held(act, round_id)
    before = {"letter": str(row.letter) if row.letter else ""}
    row.letter = letter
    row.version += 1
    await act.session.flush()
    after = {"letter": str(letter)}
    await act.log(Subject.ROUND, row.id, Verb.CHANGE, before=before, after=after)
    return row


async def close(act: Act, round_id: int, *, reason: str = "") -> CollectionRound:
    """마감. Refused while a plan is missing or unconfirmed or an old item has no outcome.

    With a reason it is closed all the same, and the reason is kept.
    """
    row = await _held(act, round_id)
    if row.state != RoundState.OPEN:
        raise errors.Refusal(texts.ROUND_NOT_OPEN)
    still = await closing(act.session, row)
    if not still.finished:
        if not reason.strip():
            raise NotFinished(texts.round_not_finished(still))
        row.close_reason = one_line(reason)
    row.state, row.closed_at = RoundState.CLOSED, act.now
    row.version += 1
    await act.session.flush()
    await act.log(Subject.ROUND, row.id, Verb.CLOSE, after=_told(row), reason=row.close_reason)
    return row


async def take_back_close(act: Act, round_id: int, version: int) -> CollectionRound:
    """The 마감 is undone: plans are taken in, reminders and the board go on as before.

    Refusal when the round is another one by now than the 마감 had left (`version`).
    """
    row = await _held(act, round_id)
    if row.state != RoundState.CLOSED or row.version != version:
        raise errors.Refusal(texts.ROUND_MOVED)
    reason = row.close_reason
    row.state, row.closed_at, row.close_reason = RoundState.OPEN, None, ""
    row.version += 1
    await act.session.flush()
    await act.log(Subject.ROUND, row.id, Verb.TAKE_BACK_CLOSE, after=_told(row), reason=reason)
    return row


async def foreseen(session: AsyncSession, today: date, until: date) -> list[CollectionRound]:
    """The rounds that `ensure_rounds` will make up to that day, numbered as they may be; no row
    of it is written."""
    number = (await session.exec(select(func.max(col(CollectionRound.id))))).one() or 0
    made = await _lacking(session, today, until)
    for place, row in enumerate(made, start=1):
        row.id = number + place
    return made


async def _lacking(session: AsyncSession, today: date, until: date) -> list[CollectionRound]:
    closing = await _next_closing(session, today)
    made: list[CollectionRound] = []
    if closing > HalfYear.of(until):
        return made  # as on most days
    own = (await ladders.of_office(session)).get(PLANS)
    offsets = own.offsets if own else ladder.DEFAULT_OFFSETS
    while closing <= HalfYear.of(until):
        made.append(_made(closing, offsets))
        closing = closing.next()
    return made


async def _next_closing(session: AsyncSession, today: date) -> HalfYear:
    """The first half-year without a round: after the last one, else the one still to be done."""
    newest = select(col(CollectionRound.half)).order_by(col(CollectionRound.half).desc()).limit(1)
    last = (await session.exec(newest)).first()
    if last is not None:
        return last
    half = HalfYear.of(today)
    return half if today <= default_dates(half).due_on else half.next()


def _made(closing: HalfYear, offsets: Sequence[int]) -> CollectionRound:
    return CollectionRound(
        half=closing.next(),
        results_half=closing,
        provisional=closing.half == 2,  # the panel meets before the half is over
        ladder=list(offsets),
        **asdict(default_dates(closing)),
    )


async def _in_state(session: AsyncSession, state: RoundState) -> list[CollectionRound]:
    found = await session.exec(
        select(CollectionRound)
        .where(col(CollectionRound.state) == state)
        .order_by(col(CollectionRound.half))
    )
    return list(found.all())


async def _held(act: Act, round_id: int) -> CollectionRound:
    await act.hold()
    refuse_outside_office(act.officer)
    row = await by_id(act.session, round_id)
    if row is None:
        raise errors.Refusal(texts.ROUND_MISSING)
    return row


def _told(row: CollectionRound) -> dict[str, Any]:
    days = {name: day.isoformat() for name, day in asdict(dates_of(row)).items()}
    return {"half": row.half.code, "state": row.state, "ladder": list(row.ladder), **days}
