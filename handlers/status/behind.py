"""What stands behind a figure of /status: its records, their sum, and those that lack it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.paging import Page
from handlers.status import texts
from storage.figures import sums
from storage.figures.asking import Asked
from storage.figures.sums import Contributions, Sum
from storage.office import departments
from storage.records import long_history
from storage.report import comparisons
from storage.report.status_figures import Shown, asked_of
from storage.report.status_shapes import Earlier
from storage.rules.half_year import HalfYear
from storage.traffic.messages import Button, Row, Screen, view

PAGE = 8
WHOLE = 0
"""In place of the number of a department: all of them."""


def button(half: HalfYear, department: int = WHOLE) -> Button:
    """Opens the figures."""
    return Button(texts.BEHIND, view("st", "why", half.code, department))


async def _sums(half: HalfYear, department: int, session: AsyncSession) -> dict[Shown, Sum]:
    return {one: await sums.total(session, _asked(one, half, department)) for one in Shown}


async def figures(context: OfficeContext, half: HalfYear, department: int) -> Screen:
    """The figures of the office or of one department, each of which can be opened."""
    found = await long_history.read(
        context.session, ("figures", half.code, department), partial(_sums, half, department)
    )
    known = [shown for shown, one in found.items() if one.value is not None or one.records]
    beside = {} if department else await _earlier(context, half, found)
    lines = [
        texts.figure_line(at, one, found[one], beside.get(one, ()))
        for at, one in enumerate(known, 1)
    ]
    codes = [view("st", "rows", half.code, department, one, 0) for one in known]
    head = texts.FIGURES_HEAD.format(
        half=half.label, whose=escape(await _whose(context, department))
    )
    hint = texts.CHOOSE_FIGURE if known else texts.NO_SUM
    back = (
        Button(texts.TO_DEPARTMENT, view("st", "dep", half.code, department, 0))
        if department
        else Button(texts.BACK, view("st", "half", half.code))
    )
    return Screen("\n".join([head, "", *lines, "", hint]), [*numbered(codes), [back]])


async def _earlier(
    context: OfficeContext, half: HalfYear, found: Mapping[Shown, Sum]
) -> dict[Shown, tuple[Earlier, ...]]:
    """What the compared figures of the office were in the halves before."""
    return {
        one: await comparisons.earlier(context.session, one, half, context.today, found[one].value)
        for one in comparisons.COMPARED
    }


async def rows(
    context: OfficeContext, half: HalfYear, department: int, shown: Shown, page: int
) -> Screen:
    """A page of the records that make a figure, and behind them of those that lack it."""
    whose = await _whose(context, department)
    asked = _asked(shown, half, department)
    here: tuple[Any, ...] = ("st", "rows", half.code, department, shown)
    head = partial(texts.rows_head, name_of(shown), half.label, whose)
    compared = shown in comparisons.COMPARED and not department
    earlier = [
        Button(texts.EARLIER[last], view("st", "then", half.code, shown, at, 0))
        for at, (last, _) in enumerate(comparisons.halves_before(half), 1)
        if compared and half.start <= context.today
    ]
    back = Button(texts.OTHER_FIGURES, view("st", "why", half.code, department))
    opened = Opened(asked, texts.FIGURE_NAMES[shown][1], head, here)
    return await opened_page(context, opened, page, [earlier, [back]])


async def then(
    context: OfficeContext, half: HalfYear, shown: Shown, which: int, page: int
) -> Screen:
    """The same of an earlier half, with which this one is compared: 1 the last, 2 a year ago."""
    _last, before = tuple(comparisons.halves_before(half))[which - 1]
    day = comparisons.same_day(half, before, context.today)
    asked = await comparisons.part_of(context.session, shown, before, day)
    label = before.label if asked.until is None else texts.until(before, day)
    head = partial(texts.rows_head, name_of(shown), label, texts.OF_WHOLE)
    here: tuple[Any, ...] = ("st", "then", half.code, shown, which)
    code = view("st", "rows", half.code, WHOLE, shown, 0)
    back = Button(texts.BACK_TO_HALF.format(half=half.short), code)
    opened = Opened(asked, texts.FIGURE_NAMES[shown][1], head, here)
    return await opened_page(context, opened, page, [[back]])


def name_of(shown: Shown) -> str:
    """What a figure is called."""
    return texts.FIGURE_NAMES[shown][0]


@dataclass(frozen=True)
class Opened:
    """A question that is opened to its records; `here` is the code of its screen but the page.

    `last` where what tells more of the question stands behind the page in its code.
    """

    asked: Asked
    unit: str
    head: Callable[[str], str]
    here: tuple[Any, ...]
    last: tuple[Any, ...] = ()


async def _opened(
    asked: Asked, at: int, session: AsyncSession
) -> tuple[Contributions, Contributions, Sum]:
    made = await sums.rows(session, asked, PAGE, at)
    room = PAGE - len(made.rows)
    lacking = await sums.lacking(session, asked, room, max(at - made.count, 0))
    return made, lacking, await sums.total(session, asked)


async def opened_page(context: OfficeContext, one: Opened, page: int, keys: list[Row]) -> Screen:
    """A page of the records that make a figure, their sum, and those that lack it."""
    at, key = page * PAGE, ("opened", one.here, one.last, page)
    made, lacking, whole = await long_history.read(
        context.session, key, partial(_opened, one.asked, at)
    )
    shown_page = Page(made.rows, page, max(1, -(-(made.count + lacking.count) // PAGE)))
    lines = [one.head(shown_page.mark), ""]
    lines += [texts.contribution(n, each, one.unit) for n, each in enumerate(made.rows, at + 1)]
    lines.append(texts.summed(one.unit, whole, made.count))
    if lacking.count:
        lines += ["", texts.LACKING.format(count=lacking.count)]
        after = at + len(made.rows) + 1
        lines += [texts.without(n, each) for n, each in enumerate(lacking.rows, after)]
    records = (*made.rows, *lacking.rows)
    codes = [record_code(each.kind, each.number, *one.here, page, *one.last) for each in records]
    turning = shown_page.turning(*one.here, last=one.last)
    return Screen("\n".join(lines), [*numbered(codes, at + 1), *turning, *filter(None, keys)])


def _asked(shown: Shown, half: HalfYear, department: int) -> Asked:
    return asked_of(shown, half, **({"department": department} if department else {}))


async def _whose(context: OfficeContext, department: int) -> str:
    if not department:
        return texts.OF_WHOLE
    return await departments.name_of(context.session, department)
