"""What the report leaves out, and the three sums: entered, printed, left out."""

from collections.abc import Iterator
from html import escape

from telegram import Update

from handlers.chat.access import Handler, tap
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.paging import page_of
from handlers.chat.taps import Tap, taken
from handlers.report import texts, views
from handlers.report.taps import half_in, word_in
from storage.facts.tally import Record
from storage.report import report_account, wording_left
from storage.report.left_out import Account, LeftOut, ThreeSums
from storage.report.wording_left import NOT_RESULTS, Left
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 15
MOST_NAMED = 8


def handlers() -> list[Handler]:
    """The buttons."""
    return [tap(Action.MAKE_REPORT, views.LEFT, pressed)]


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any of these buttons."""
    await taken(STEPS, update, context)


async def account_of(context: OfficeContext, half: HalfYear) -> Account:
    """The account of this half as of today. Raises NotRead."""
    return await report_account.of_half(context.session, half, context.today)


async def left_shown(one: Tap) -> Screen:
    """`list:<half>:<page>`: what is not printed, by reason."""
    half = half_in(one)
    found = await account_of(one.context, half)
    return left_list(half, found, one.number(1))


async def sums_shown(one: Tap) -> Screen:
    """`sums:<half>`: the three sums, each with the button that opens it."""
    half = half_in(one)
    return sums_card(half, await account_of(one.context, half))


async def sum_shown(one: Tap) -> Screen:
    """`sum:<half>:<figure>:<page>`: the records of one figure, those left out first."""
    half, name = half_in(one), word_in(one, 1)
    found = await account_of(one.context, half)
    for each in found.sums:
        if each.figure.name == name:
            return sum_list(half, found, each, one.number(2))
    raise BadCode


def left_list(half: HalfYear, found: Account, number: int) -> Screen:
    """One page of what is not printed, under its reasons."""
    shown = page_of(found.left, number, PER_PAGE)
    first = shown.number * PER_PAGE + 1
    head = texts.LEFT_HEAD.format(half=half.label, count=len(found.left), mark=shown.mark)
    lines = [head, *_by_reason(list(shown.items), first)]
    lines.append(f"\n{texts.OPEN_RECORD}" if found.left else texts.NOTHING_LEFT)
    here = (views.LEFT, "list", half.code, shown.number)
    codes = [record_code(*one.record, *here) for one in shown.items]
    turning = shown.turning(views.LEFT, "list", half.code)
    return Screen(
        "\n".join(lines), [*numbered(codes, first), *turning, [_to_sums(half)], _back(half)]
    )


def _by_reason(items: list[LeftOut], first: int) -> Iterator[str]:
    told: Left | None = None
    for at, one in enumerate(items, first):
        if one.why is not told:
            told = one.why
            yield ""
            yield heading(told)
        yield texts.LEFT_LINE.format(at=at, title=escape(one.title), figures=_figures(one))


def heading(why: Left) -> str:
    """A reason with what changes it; what is no result (yet) is no fault."""
    label = texts.NO_RESULT.format(label=why.label) if why in NOT_RESULTS else why.label
    return texts.LEFT_REASON.format(label=label, way=f": {why.way}" if why.way else "")


def _figures(one: LeftOut) -> str:
    told = ", ".join(wording_left.figure(name, value) for name, value in one.figures)
    return texts.LEFT_FIGURES.format(figures=told) if told else ""


def sums_card(half: HalfYear, found: Account) -> Screen:
    """The three sums side by side."""
    lines = [texts.SUMS_HEAD.format(half=half.label), *_sums(found, texts.SUM_NUMBERED)]
    codes = [view(views.LEFT, "sum", half.code, one.figure.name, 0) for one in found.sums]
    return Screen("\n".join(lines), [*numbered(codes), [_to_list(half)], _back(half)])


def _sums(found: Account, line: str) -> list[str]:
    """One line a figure: 2. 상담 108명 = 83명 + 25명."""
    if not found.sums:
        return [texts.NO_SUMS]
    lines = [texts.SUMS_RULE]
    for at, one in enumerate(found.sums, 1):
        said = wording_left.three_sums(one.figure.name, one.whole, one.on_paper, one.left)
        lines.append(line.format(at=at, said=f"<b>{said}</b>" if one.left else said))
        if not one.agrees:
            lines.append(texts.SUM_DIFFERS.format(read=one.read))
    return lines


def sum_list(half: HalfYear, found: Account, one: ThreeSums, number: int) -> Screen:
    """The records behind a figure, those that are left out first."""
    why = {left.record: left.why for left in found.left}
    records = sorted(one.entered, key=lambda record: record in one.printed)
    shown = page_of(records, number, PER_PAGE)
    first = shown.number * PER_PAGE + 1
    name = one.figure.name
    said = wording_left.three_sums(name, one.whole, one.on_paper, one.left)
    lines = [
        texts.SUM_HEAD.format(half=half.label, said=said, mark=shown.mark),
        texts.SUMS_RULE,
        "",
    ]
    for at, record in enumerate(shown.items, first):
        title = escape(found.titles.get(record, ""))
        told = wording_left.figure(name, one.entered[record])
        lines.append(texts.SUM_RECORD.format(at=at, title=title, figure=told))
        if record not in one.printed:
            lines.append(texts.SUM_NOT_PRINTED.format(why=_label(why, record)))
    here = (views.LEFT, "sum", half.code, name, shown.number)
    codes = [record_code(*record, *here) for record in shown.items]
    turning = shown.turning(views.LEFT, "sum", half.code, name)
    back = [_to_sums(half), *views.to_card(half)]
    return Screen("\n".join(lines), [*numbered(codes, first), *turning, back])


def _label(why: dict[Record, Left], record: Record) -> str:
    return why[record].label if record in why else Left.NO_LINE.label


def before_confirming(found: Account) -> list[str]:
    """What the question before 확정 says: the three sums, and what stays out by name."""
    lines = ["", *_sums(found, texts.SUM_LINE)]
    if found.left:
        lines += ["", texts.LEFT_NAMED.format(count=len(found.left))]
        lines += [
            texts.LEFT_SHORT.format(title=escape(one.title), why=one.why.label)
            for one in found.left[:MOST_NAMED]
        ]
        rest = len(found.left) - MOST_NAMED
        lines += [texts.LEFT_MORE.format(count=rest)] if rest > 0 else []
    return lines


def ways(half: HalfYear, found: Account) -> list[Row]:
    """The buttons to both lists, where there is something to see."""
    label = texts.LEFT_COUNTED.format(count=len(found.left))
    return [[_to_list(half, label), _to_sums(half)]]


def _to_list(half: HalfYear, label: str = texts.LEFT) -> Button:
    return Button(label, view(views.LEFT, "list", half.code, 0))


def _to_sums(half: HalfYear) -> Button:
    return Button(texts.SUMS, view(views.LEFT, "sums", half.code))


def _back(half: HalfYear) -> Row:
    claims = Button(texts.CLAIMS, view(views.KEEPING, "claims", half.code, 0))
    return [claims, *views.to_card(half)]


STEPS = {"list": left_shown, "sums": sums_shown, "sum": sum_shown}
