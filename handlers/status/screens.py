"""The screens of `/status`: the office at a glance, its departments, one of them."""

from html import escape

from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.paging import Page, page_of
from handlers.status import behind, texts
from storage.answers import exceptions
from storage.report import half_written, status, wording_status
from storage.report.status_shapes import DepartmentStatus, Exceptions, Numbered
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear, far_from
from storage.rules.terms import RecordKind
from storage.traffic.messages import Button, Row, Screen, view

PAGE = 10


async def plans_half(context: OfficeContext, half: HalfYear) -> HalfYear:
    """While a half is being written, the plans that come in stand beside it."""
    return await half_written.plans_beside(context.session, half, context.today)


async def glance(context: OfficeContext, half: HalfYear) -> Screen:
    plans = await plans_half(context, half)
    facts = await status.half_status(context.session, half, context.now, plans)
    found = await exceptions.of(context.session, half, plans, context.today)
    near = [
        Button(one.short, view("st", "half", one.code))
        for one in (half.previous(), half.next())
        if not far_from(one, context.today)
    ]
    rows: list[Row] = [
        [*_all_of(found, half), behind.button(half)],
        [
            Button(texts.DEPARTMENTS, view("st", "deps", half.code, 0)),
            Button(texts.PICTURE, view("st", "pic", half.code)),
            Button(texts.QUOTA, view("quota", "show", half.code, 0)),
        ],
        [
            *near[:1],
            Button(texts.REFRESH, view("st", "half", half.code)),
            *near[1:],
        ],
    ]
    return Screen(texts.status_text(facts, found), rows)


def _all_of(found: Exceptions, half: HalfYear) -> list[Button]:
    """The button to every exception, where there are any."""
    count = sum(len(named) for _head, named in wording_status.exceptions(found))
    if not count:
        return []
    label = texts.ALL_EXCEPTIONS.format(count=count)
    return [Button(label, view("st", "exc", half.code, 0))]


def _codes(found: Exceptions, group: Numbered, plans: HalfYear, *back: int | str) -> list[str]:
    """What opens each of these: a department's page, an agreement, a contract."""
    if group is found.late or group is found.returned:
        return [view("st", "dep", plans.code, number, 0) for number, _name in group]
    kind = RecordKind.MOU if group is found.sleeping else RecordKind.CONTRACT
    return [record_code(kind, number, *back) for number, _name in group]


async def all_exceptions(context: OfficeContext, half: HalfYear, page: int) -> Screen:
    """Every exception of a half, each of which is opened by its number."""
    plans = await plans_half(context, half)
    found = await exceptions.of(context.session, half, plans, context.today)
    here = ("st", "exc", half.code, page)
    every = [
        (head, name, code)
        for head, named in wording_status.exceptions(found)
        for (_number, name), code in zip(named, _codes(found, named, plans, *here), strict=True)
    ]
    shown = page_of(every, page, PAGE)
    lines, last = [texts.exceptions_head(half, shown.mark)], ""
    for at, (head, name, _code) in enumerate(shown.items, shown.number * PAGE + 1):
        lines += [] if head == last else ["", f"<b>{head}</b>"]
        lines.append(texts.RECORD.format(at=at, title=escape(name)))
        last = head
    keys = numbered([code for _head, _name, code in shown.items], shown.number * PAGE + 1)
    back = [Button(texts.BACK, view("st", "half", half.code))]
    return Screen("\n".join(lines), [*keys, *shown.turning("st", "exc", half.code), back])


async def everyone(context: OfficeContext, half: HalfYear) -> list[DepartmentStatus]:
    """What each department did in the half, and where the plan stands that is due by then."""
    return await status.departments_status(context.session, half, await plans_half(context, half))


async def departments(context: OfficeContext, half: HalfYear, page: int) -> Screen:
    shown = page_of(await everyone(context, half), page, PAGE)
    first = shown.number * PAGE + 1
    lines = [texts.list_head(half, await plans_half(context, half), shown.mark), ""]
    lines += [escape(texts.department_line(at, one)) for at, one in enumerate(shown.items, first)]
    codes = [view("st", "dep", half.code, one.department_id, 0) for one in shown.items]
    back = [Button(texts.BACK, view("st", "half", half.code))]
    rows = [*numbered(codes, first), *shown.turning("st", "deps", half.code), back]
    return Screen("\n".join([*lines, "", texts.OPEN_DEPARTMENT]), rows)


async def department(context: OfficeContext, half: HalfYear, number: int, page: int) -> Screen:
    listed = await everyone(context, half)
    one = next((each for each in listed if each.department_id == number), None)
    if one is None:
        raise Gone
    hits = await status.department_records(
        context.session,
        number,
        half,
        limit=PAGE,
        offset=page * PAGE,
        viewer=context.officer,
    )
    first = page * PAGE + 1
    lines = [texts.department_head(one, half, await plans_half(context, half))]
    if hits.rows:
        titles = [
            texts.RECORD.format(at=at, title=escape(hit.title))
            for at, hit in enumerate(hits.rows, first)
        ]
        lines += ["", *titles, "", texts.OPEN_RECORD]
    else:
        lines += ["", texts.NO_RECORDS]
    here = ("st", "dep", half.code, number, page)
    codes = [record_code(hit.kind, hit.id, *here) for hit in hits.rows]
    pages = Page(hits.rows, page, max(1, -(-hits.total // PAGE)))
    place = next(at for at, each in enumerate(listed) if each.department_id == number)
    up = [Button(texts.UP, view("st", "deps", half.code, place // PAGE))]
    turning = pages.turning("st", "dep", half.code, number)
    rows = [*numbered(codes, first), *turning, [behind.button(half, number)], up]
    return Screen("\n".join(lines), rows)
