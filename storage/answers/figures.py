"""Answers that are sums: one figure, two times side by side, five half-years."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.answers import slices
from storage.answers.shapes import Compared, Figure, Series
from storage.answers.slices import EVENT
from storage.database import execute
from storage.facts.question import wording_time as times
from storage.facts.question.asked import Shift, Slice, Topic, When
from storage.figures.asking import TABLE, Asked
from storage.figures.sums import NOTHING, By, Contribution, Sum, by, is_placed, rows, total
from storage.rules.half_year import HalfYear
from storage.rules.period import add_months

SHOWN_HALVES = 5
MONTHS = {Shift.YEAR: 12, Shift.HALF: 6}


async def figure(session: AsyncSession, topic: Topic, one: Slice, when: When | None) -> Figure:
    """A sum with what it is of."""
    asked = slices.asked_of(topic, one, when)
    found = await total(session, asked)
    beside = slices.beside(asked)
    across = (await total(session, beside)).known if beside is not None else 0
    return Figure(topic, one, when, _count(topic, found), across)


def _count(topic: Topic, found: Sum) -> Sum:
    """Of what counts the records themselves nothing means none."""
    return Sum(0, 0, 0) if topic in slices.ITSELF and found.value is None else found


async def compared(
    session: AsyncSession,
    asked: Sequence[tuple[Topic, Slice]],
    when: When,
    shift: Shift,
    today: date,
) -> list[Compared]:
    """Each sum beside that of the earlier time: up to the same day of it while this one runs."""
    found = [await _pair(session, topic, one, when, shift, today) for topic, one in asked]
    known = [
        each
        for each in found
        if each.now.found.value is not None or each.before.found.value is not None
    ]
    return known or found[:1]


async def _pair(
    session: AsyncSession, topic: Topic, one: Slice, when: When, shift: Shift, today: date
) -> Compared:
    months = MONTHS[shift]
    runs = when.since <= today < when.until
    before = times.earlier(when, months)
    if not runs:
        then = await figure(session, topic, one, before)
        return Compared(await figure(session, topic, one, when), then, like=True)
    day = add_months(today, -months)
    now = await figure(session, topic, one, when)
    whole = slices.asked_of(topic, one, before)
    if not await is_placed(session, whole, day):
        return Compared(now, await figure(session, topic, one, before), like=False)
    part = await total(session, replace(whole, until=day))
    until = When(before.since, day, before.label)
    return Compared(now, Figure(topic, one, until, _count(topic, part)), like=True)


async def series(
    session: AsyncSession, topic: Topic, one: Slice, last: HalfYear, today: date
) -> Series:
    """The sum of each of five half-years up to `last`."""
    halves = [last]
    while len(halves) < SHOWN_HALVES:
        halves.insert(0, halves[0].previous())
    asked = replace(slices.asked_of(topic, one, None), first=halves[0], last=last)
    found = await by(session, asked, By.HALF)
    sums = tuple(_count(topic, found.get(half, NOTHING)) for half in halves)
    now = HalfYear.of(today)
    return Series(topic, one, tuple(halves), sums, now if now in halves else None)


async def latest(session: AsyncSession, asked: Asked) -> Contribution | None:
    """The last of the records whose day is known."""
    dated = replace(asked, where=(*asked.where, TABLE.c.starts_on.is_not(None)))
    count = (await total(session, dated)).known
    found = (await rows(session, dated, 1, max(count - 1, 0))).rows
    return found[0] if found else None


async def has_words(session: AsyncSession, words: str) -> bool:
    """Whether any living event was ever recorded under these words."""
    await session.flush()
    found = select(EVENT.c.id).where(
        EVENT.c.removed_at.is_(None), EVENT.c.search.contains(words, autoescape=True)
    )
    return (await execute(session, found.limit(1))).first() is not None
