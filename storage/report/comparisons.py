"""A figure beside the same figure of earlier halves: like is compared with like.

A half that is over is compared whole with whole. One that runs is compared up to the same day;
where some records of the earlier half cannot be placed before or after that day, a stated total
or one that names no more than its half, the whole of it is told and nothing is compared.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.figures.asking import Asked
from storage.figures.sums import is_placed, total
from storage.report.status_figures import Shown, asked_of
from storage.report.status_shapes import Earlier
from storage.rules.half_year import HalfYear
from storage.rules.period import add_months

MONTHS = 6
COMPARED = (Shown.EVENTS, Shown.PEOPLE, Shown.RUNS)
"""Figures beside which earlier halves stand."""
COUNTS_RECORDS = (Shown.EVENTS,)
"""Figures of which nothing means none: they count the records themselves."""


async def earlier(
    session: AsyncSession, shown: Shown, half: HalfYear, today: date, now: int | None
) -> tuple[Earlier, ...]:
    """What `now`, the figure of this half, is compared with on this day, the last half first."""
    if now is None or half.start > today:
        return ()
    found = [
        await _of(session, shown, before, same_day(half, before, today), now, last=last)
        for last, before in halves_before(half)
    ]
    return tuple(one for one in found if one is not None)


def halves_before(half: HalfYear) -> Iterator[tuple[bool, HalfYear]]:
    """The last half, and the same half of the year before."""
    yield True, half.previous()
    yield False, half.previous().previous()


def same_day(half: HalfYear, before: HalfYear, today: date) -> date:
    """The day of an earlier half on which this one stands; the last one where it is over."""
    if today >= half.end:
        return before.end
    halves = (half.year - before.year) * 2 + half.half - before.half
    return add_months(today, -MONTHS * halves)


async def part_of(session: AsyncSession, shown: Shown, before: HalfYear, day: date) -> Asked:
    """What of an earlier half stands beside this one: up to that day of it, or all of it."""
    asked = asked_of(shown, before)
    if day == before.end or not await is_placed(session, asked, day):
        return asked
    return replace(asked, until=day)


async def _of(
    session: AsyncSession, shown: Shown, before: HalfYear, day: date, now: int, *, last: bool
) -> Earlier | None:
    whole = (await total(session, asked_of(shown, before))).value
    if whole is None:
        return None
    part = await part_of(session, shown, before, day)
    if part.until is None:
        return Earlier(last, whole, over=now - whole if day == before.end else None)
    value = (await total(session, part)).value
    if value is None and shown in COUNTS_RECORDS:
        value = 0
    return None if value is None else Earlier(last, value, same_days=True, over=now - value)
