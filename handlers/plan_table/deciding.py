"""What a 취합표 that came back leaves to be decided: screens and buttons, pure.

New rows that resemble an item, items that the table lacks, and how the office heard of states.
"""

from html import escape

from handlers.chat.buttons import numbered
from handlers.chat.paging import page_of
from handlers.plan_table import texts
from storage.plans.plan_table_shapes import Comparison, Likely
from storage.records.returned_rows import Choice
from storage.rules.names import cut
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "table"
PER_PAGE = 10
MOST_SHOWN = 300  # letters of one text
MOST_CELL = 80
LABELS = {Choice.FIX: texts.FIX, Choice.NEW: texts.NEW, Choice.SKIP: texts.SKIP}


def ways(found: Comparison, number: int) -> list[Row]:
    """The buttons to what is to be decided, or was."""
    rows: list[Row] = []
    if found.likely:
        words = texts.DECIDE if found.asked else texts.DECIDED
        label = words.format(count=found.asked or len(found.likely))
        style = "primary" if found.asked else ""
        rows.append([Button(label, view(VIEW, "near", number, first(found)), style=style)])
    if found.without_receipt:
        rows.append([Button(texts.RECEIPT, view(VIEW, "how", number), style="primary")])
    if found.gone:
        label = texts.GONE.format(count=len(found.gone))
        rows.append([Button(label, view(VIEW, "gone", number, 0))])
    return rows


def first(found: Comparison) -> int:
    """The page of the first new row that nobody has decided about."""
    return next((at for at, one in enumerate(found.likely) if one.choice is None), 0)


def likely(found: Comparison, number: int, page: int) -> Screen:
    """One new row beside the item that it resembles."""
    shown = page_of(found.likely, page, 1)
    [one] = shown.items
    words = texts.LIKELY_HEAD if one.item else texts.LIKELY_TWICE
    head = words.format(
        line=one.line,
        department=escape(one.department),
        mark=shown.mark,
        text=escape(cut(one.text, MOST_SHOWN)),
        like=escape(cut(one.like, MOST_SHOWN)),
    )
    choices = [choice for choice in Choice if one.fixable or choice is not Choice.FIX]
    keys = [
        Button(
            texts.CHOSEN.format(label=LABELS[choice]) if one.choice is choice else LABELS[choice],
            view(VIEW, choice.value, number, one.line),
        )
        for choice in choices
    ]
    rows: list[Row] = [keys]
    if found.asked > 1:
        rows.append(
            [
                Button(texts.ALL_FIX, view(VIEW, "fixes", number)),
                Button(texts.ALL_NEW, view(VIEW, "news", number)),
            ]
        )
    rows += [*shown.turning(VIEW, "near", number), _back(number)]
    return Screen("\n".join([head, *_cells(one), "", texts.LIKELY_ASK]), rows)


def _cells(one: Likely) -> list[str]:
    if not one.item:
        return []
    if not one.fixable:
        return [texts.LIKELY_NAMED]
    lines = [
        texts.LIKELY_CELL.format(label=label, before=_cell(before), after=_cell(after))
        for label, before, after in one.cells
    ]
    return lines or [texts.LIKELY_SAME]


def _cell(said: str) -> str:
    return escape(cut(" ".join(said.split()) or texts.EMPTY, MOST_CELL))


def gone(found: Comparison, number: int, page: int) -> Screen:
    """The items that the table lacks; a number takes one out, or leaves it in again."""
    shown = page_of(found.gone, page, PER_PAGE)
    at = shown.number * PER_PAGE + 1
    lines = [
        texts.GONE_LINE.format(
            at=place,
            department=escape(one.department),
            text=escape(cut(one.text, MOST_CELL)),
            mark=texts.GONE_MARK if one.removed else "",
        )
        for place, one in enumerate(shown.items, at)
    ]
    codes = [view(VIEW, "out", number, one.item, shown.number) for one in shown.items]
    head = texts.GONE_HEAD.format(mark=shown.mark)
    rows = [*numbered(codes, at), *shown.turning(VIEW, "gone", number), _back(number)]
    return Screen("\n".join([head, "", *lines]), rows)


def _back(number: int) -> Row:
    return [Button(texts.BACK, view(VIEW, "sum", number))]
