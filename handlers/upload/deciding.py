"""What a table that came back leaves to be decided: screens and buttons, whatever it lists. Pure.

New rows that resemble what there is already, and what there is that the table lacks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from handlers.chat.buttons import numbered
from handlers.chat.paging import page_of
from handlers.upload import texts
from storage.records.returned_rows import Choice, Gone, Likely
from storage.rules.names import cut
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 10
MOST_SHOWN = 300  # letters of one text
MOST_CELL = 80


@dataclass(frozen=True)
class Deciding:
    """The screens of one sort of table: its view, what a row is of (항목, 기록), the choices."""

    view: str
    thing: str
    labels: Mapping[Choice, str]
    all_fix: str
    all_new: str

    def ways(self, likely: Sequence[Likely], gone: Sequence[Gone], number: int) -> list[Row]:
        """The buttons to what is to be decided, or was."""
        rows: list[Row] = []
        if likely:
            asked = asked_of(likely)
            words = texts.DECIDE if asked else texts.DECIDED
            label = words.format(count=asked or len(likely), thing=self.thing)
            to = view(self.view, "near", number, first(likely))
            rows.append([Button(label, to, style="primary" if asked else "")])
        if gone:
            label = texts.GONE.format(count=len(gone), thing=self.thing)
            rows.append([Button(label, view(self.view, "gone", number, 0))])
        return rows

    def likely(self, found: Sequence[Likely], number: int, page: int) -> Screen:
        """One new row beside what it resembles."""
        shown = page_of(found, page, 1)
        [one] = shown.items
        words = texts.LIKELY_HEAD if one.record else texts.LIKELY_TWICE
        head = words.format(
            line=one.line,
            department=escape(one.department),
            mark=shown.mark,
            thing=self.thing,
            text=escape(cut(one.text, MOST_SHOWN)),
            like=escape(cut(one.like, MOST_SHOWN)),
        )
        choices = [choice for choice in Choice if one.fixable or choice is not Choice.FIX]
        keys = [self._choice(one, choice, number) for choice in choices]
        rows: list[Row] = [keys]
        if asked_of(found) > 1:
            rows.append(
                [
                    Button(self.all_fix, view(self.view, "fixes", number)),
                    Button(self.all_new, view(self.view, "news", number)),
                ]
            )
        rows += [*shown.turning(self.view, "near", number), self._back(number)]
        lines = [head, *self._cells(one), "", texts.LIKELY_ASK]
        return Screen("\n".join(lines), rows)

    def _choice(self, one: Likely, choice: Choice, number: int) -> Button:
        label = self.labels[choice]
        chosen = texts.CHOSEN.format(label=label) if one.choice is choice else label
        return Button(chosen, view(self.view, choice.value, number, one.line))

    def _cells(self, one: Likely) -> list[str]:
        if not one.record:
            return []
        if not one.fixable:
            label = self.labels[Choice.FIX]
            return [texts.not_fixable(self.thing, label)]
        lines = [
            texts.LIKELY_CELL.format(
                label=label, before=escape(cell(before)), after=escape(cell(after))
            )
            for label, before, after in one.cells
        ]
        return lines or [texts.LIKELY_SAME]

    def gone(self, found: Sequence[Gone], number: int, page: int) -> Screen:
        """What the table lacks; a number takes one out, or leaves it in again."""
        shown = page_of(found, page, PER_PAGE)
        start = shown.number * PER_PAGE + 1
        lines = [
            texts.GONE_LINE.format(
                at=place,
                department=escape(one.department),
                text=escape(cut(one.text, MOST_CELL)),
                mark=texts.GONE_MARK if one.removed else "",
            )
            for place, one in enumerate(shown.items, start)
        ]
        codes = [view(self.view, "out", number, one.record, shown.number) for one in shown.items]
        head = texts.GONE_HEAD.format(mark=shown.mark, thing=self.thing)
        turning = shown.turning(self.view, "gone", number)
        rows = [*numbered(codes, start), *turning, self._back(number)]
        return Screen("\n".join([head, "", *lines]), rows)

    def _back(self, number: int) -> Row:
        return [Button(texts.BACK, view(self.view, "sum", number))]


def asked_of(found: Sequence[Likely]) -> int:
    """New rows about which nobody has decided yet."""
    return sum(one.choice is None for one in found)


def first(found: Sequence[Likely]) -> int:
    """The page of the first new row that nobody has decided about."""
    return next((at for at, one in enumerate(found) if one.choice is None), 0)


def cell(said: str, most: int = MOST_CELL) -> str:
    """A cell on one line."""
    return cut(" ".join(said.split()) or texts.EMPTY, most)
