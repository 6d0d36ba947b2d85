"""What stands behind a figure of /status: its records, their sum, and those that lack it."""

from html import escape
from typing import Any

from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.paging import Page
from handlers.status import texts
from storage.figures import sums
from storage.figures.asking import Asked
from storage.office import departments
from storage.report.status_figures import Shown, asked_of
from storage.rules.half_year import HalfYear
from storage.traffic.messages import Button, Screen, view

PAGE = 8
WHOLE = 0
"""In place of the number of a department: all of them."""


def button(half: HalfYear, department: int = WHOLE) -> Button:
    """Opens the figures."""
    return Button(texts.BEHIND, view("st", "why", half.code, department))


async def figures(context: OfficeContext, half: HalfYear, department: int) -> Screen:
    """The figures of the office or of one department, each of which can be opened."""
    found = {
        one: await sums.total(context.session, _asked(one, half, department)) for one in Shown
    }
    known = [shown for shown, one in found.items() if one.value is not None or one.records]
    lines = [texts.figure_line(at, one, found[one]) for at, one in enumerate(known, 1)]
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


async def rows(
    context: OfficeContext, half: HalfYear, department: int, shown: Shown, page: int
) -> Screen:
    """A page of the records that make a figure, and behind them of those that lack it."""
    session, asked = context.session, _asked(shown, half, department)
    at = page * PAGE
    made = await sums.rows(session, asked, PAGE, at)
    room = PAGE - len(made.rows)
    lacking = await sums.lacking(session, asked, room, max(at - made.count, 0))
    shown_page = Page(made.rows, page, max(1, -(-(made.count + lacking.count) // PAGE)))
    head = texts.rows_head(shown, half, await _whose(context, department), shown_page.mark)
    whole = await sums.total(session, asked)
    lines = [head, ""]
    lines += [texts.contribution(at, one, shown) for at, one in enumerate(made.rows, at + 1)]
    lines.append(texts.summed(shown, whole, made.count))
    if lacking.count:
        lines += ["", texts.LACKING.format(count=lacking.count)]
        after = at + len(made.rows) + 1
        lines += [texts.without(at, one) for at, one in enumerate(lacking.rows, after)]
    here: tuple[Any, ...] = ("st", "rows", half.code, department, shown, page)
    codes = [record_code(one.kind, one.number, *here) for one in (*made.rows, *lacking.rows)]
    back = [Button(texts.OTHER_FIGURES, view("st", "why", half.code, department))]
    turning = shown_page.turning(*here[:-1])
    return Screen("\n".join(lines), [*numbered(codes, at + 1), *turning, back])


def _asked(shown: Shown, half: HalfYear, department: int) -> Asked:
    return asked_of(shown, half, **({"department": department} if department else {}))


async def _whose(context: OfficeContext, department: int) -> str:
    if not department:
        return texts.OF_WHOLE
    return await departments.name_of(context.session, department)
