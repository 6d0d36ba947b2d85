"""The half-year report read from a file of any format, as an outline in JSON values."""

from typing import Any

from rapidfuzz import fuzz

from bot.documents.reading import docx, hwpx, kinds, losses, text, xlsx
from bot.documents.reading.flow import flowing
from bot.documents.reading.head import UNREAD, head_of
from bot.documents.reading.kinds import Kind
from bot.documents.reading.losses import Loss
from bot.documents.reading.marks import Lines
from bot.documents.reading.money import is_money, money_of
from bot.documents.reading.pieces import Cell, Grid, Pieces
from bot.documents.reading.sections import hinted, says_non_budget, says_unit, title_mark, title_of
from bot.documents.report_paper import ADJUSTED
from storage.facts.pledge import Head
from storage.report.reading.outline import Outline, OutlineRow, to_json
from storage.report.report_shapes import MoneyTable
from storage.rules.errors import Refusal
from storage.rules.money import stated_unit
from storage.rules.names import clean_text
from storage.rules.terms import PROGRESS, BudgetKind, LineSection

MOST_LINES, MOST_LETTERS = 500, 300
NO_PROGRESS = (
    "‘추진실적 및 향후 추진계획’ 표를 찾지 못했습니다. 반기 보고서가 맞는지 확인하고 다시 보내"
    " 주십시오."
)
TOO_LONG = (
    f"보고서가 너무 깁니다. {MOST_LINES:,}줄, 한 줄에 {MOST_LETTERS}자까지 읽습니다. 보고서만"
    " 담아 다시 저장하여 보내 주십시오."
)
LABELS, NOTES = ("구분", "시기", "기간"), ("비고",)
CONTENT = "추진실적및추진계획"
LIKE = 70
"""How like the name of its column has to be, of 100, or 추진실적 stands in it."""
OTHER = "다른 제목"
"""The section of a title that is none of the form's."""


def read(_name: str, body: bytes) -> dict[str, Any]:
    """What the file says; raises Refusal with one sentence for a file that is no report.

    The name is not believed: what a file is follows from its bytes.
    """
    return to_json(outline_of(pieces_of(body)))


def pieces_of(body: bytes) -> Pieces:
    """The pieces of a file of any format; raises Refusal for what is none."""
    file = kinds.opened(body, kinds.REPORT)
    if file.hwp is not None:
        return file.hwp.pieces()
    if file.archive is None:
        return text.read(body)
    if file.kind is Kind.XLSX:
        return xlsx.read(file.archive, body)
    if file.kind is Kind.DOCX:
        return docx.read(file.archive)
    return hwpx.read(file.archive)


def outline_of(pieces: Pieces) -> Outline:
    """The report in the pieces, in the form's own order of sections."""
    return outline_and_losses(pieces)[0]


def outline_and_losses(pieces: Pieces) -> tuple[Outline, list[Loss | str]]:
    """The report, and one by one what of the file is not in it."""
    reading = _Report()
    for piece in flowing(pieces.found):
        reading.take(piece)
    found, left = reading.outline(pieces.losses)
    lines = [line for row in found.rows for line in row.lines] + list(found.problems)
    if not found.rows:
        raise Refusal(NO_PROGRESS)
    if len(lines) > MOST_LINES or any(len(line.text) > MOST_LETTERS for line in lines):
        raise Refusal(TOO_LONG)
    return found, left


class _Row:
    def __init__(self, label: str) -> None:
        self.label = label
        self.lines = Lines()
        self.notes: list[str] = []

    def outline(self, told: list[Loss | str]) -> OutlineRow:
        lines, guessed = self.lines.read(self.label)
        told += guessed
        return OutlineRow(self.label, lines, "\n".join(self.notes))


class _Report:
    """The report as far as it was read."""

    def __init__(self) -> None:
        self._closed = False  # behind a table: no line goes on with its rows
        self._section = ""
        self._sections: list[str] = []
        self._marks: set[str] = set()  # of titles
        self._above = ""  # the last line outside of tables
        self._unit = ""  # a line that says a unit, below no title of money
        self._heads: list[Grid] = []
        self._rows: list[_Row] = []
        self._columns: tuple[int, int, int] | None = None
        self._headers = 0
        self._money: dict[BudgetKind, Grid] = {}
        self._units: dict[BudgetKind, str] = {}
        self._free: list[str] = []  # lines that say that the pledge costs nothing
        self._problems = Lines()
        self._told: list[Loss | str] = []

    def take(self, piece: str | Grid) -> None:
        """Puts one piece where it belongs."""
        if isinstance(piece, str):
            self._lose_unit()
            self._text(clean_text(piece))
            return
        self._grid(piece)
        self._lose_unit()

    def _grid(self, piece: Grid) -> None:
        here = _kind(self._section)
        if _is_progress(piece):
            self._section = PROGRESS
            self._progress(piece)
        elif here is not None and here not in self._money:
            self._money[here] = piece
        elif is_money(piece):
            self._untitled(piece)
        elif not self._section:
            self._heads.append(piece)
        elif self._section == PROGRESS and self._goes_on(piece):
            self._progress(piece)
        elif self._section == LineSection.PROBLEMS.label:
            for cell in piece.cells:
                for at, said in enumerate(cell.paragraphs):
                    self._problems.take(clean_text(said), fresh=not at)
        else:
            self._other(piece)

    def _goes_on(self, grid: Grid) -> bool:
        """Whether a table without a head has no other columns than the one before it."""
        used = {at for row in grid.rows() for at in row}
        return used <= set(self._columns or (0, 1, 2))

    def _untitled(self, grid: Grid) -> None:
        """A money table below a line that is no title of the form, but may be like one."""
        open_ = [kind.label for kind in BudgetKind if kind not in self._money]
        kind = _kind(hinted(self._above, open_)) if self._above else None
        if kind is None:
            self._other(grid)
            return
        words = f"{self._above} → {kind.label}"
        self._told.append(Loss(losses.ABOVE, grid.name, words))
        self._section = kind.label
        self._sections.append(kind.label)
        self._money[kind] = grid
        if self._unit_said(self._unit):
            self._unit = ""

    def _other(self, grid: Grid) -> None:
        """A table that is none of the report's, row by row."""
        for line in grid.words.split("\n"):
            self._told.append(Loss(losses.OTHER_TABLE, grid.name, line))

    def _text(self, said: str) -> None:
        title = title_of(said)
        self._above = said if said.strip() and not says_unit(said) else self._above
        if title is not None:
            self._section = title.section
            self._sections.append(title.section)
            self._marks |= {title_mark(said)} - {""}
            self._unit_said(said)
            if not title.exact:
                self._told.append(Loss(losses.TITLE, "", f"{said} → {title.section}"))
        elif says_non_budget(said):
            self._free.append(said)
        elif says_unit(said):
            self._unit = "" if self._unit_said(said) else said
        elif title_mark(said) in self._marks:
            self._section = OTHER
            self._lose(said)
        elif self._section == LineSection.PROBLEMS.label:
            self._problems.take(said)
        elif self._section == PROGRESS:
            self._running(said)
        elif said != ADJUSTED:
            self._lose(said)

    def _lose_unit(self) -> None:
        self._lose(self._unit)
        self._unit = ""

    def _lose(self, said: str) -> None:
        if said.strip():
            place = "" if self._section == OTHER else losses.below(self._section)
            self._told.append(Loss(losses.OUT_OF_PLACE, place, said))

    def _unit_said(self, said: str) -> bool:
        """Whether a line says the unit of the money table that follows."""
        kind, unit = _kind(self._section), stated_unit(said)
        if kind is None or unit is None:
            return False
        self._units.setdefault(kind, unit)
        return True

    def _running(self, said: str) -> None:
        """A report without a table: a row's label stands on a line of its own."""
        if self._closed:
            self._lose(said)
        elif ("추진실적" in said or "추진계획" in said) and not Lines.marked(said):
            self._row(said.strip("[]【】<>〈〉 "))
        elif self._rows:
            self._rows[-1].lines.take(said)
        else:
            self._lose(said)

    def _row(self, label: str) -> _Row:
        """The row of that label; a row that goes on on the next page is one row."""
        if not self._rows or (label and self._rows[-1].label != label):
            self._rows.append(_Row(label))
        return self._rows[-1]

    def _progress(self, grid: Grid) -> None:
        self._closed = True
        for row in grid.rows():
            columns = _columns(row)
            if columns is not None:
                self._columns = columns
                self._headers += 1
            ours = self._columns or (0, 1, 2)
            label, content, note = (row.get(at) for at in ours)
            said = label.text if label else ""
            named = said or (self._rows[-1].label if self._rows else "")
            for at in sorted(set(row) - set(ours)):
                place = grid.place(row[at], "" if columns is not None else named)
                self._told.append(Loss(losses.ASIDE, place, row[at].text))
            if columns is not None or not (label or content or note):
                continue
            if label is None and not self._rows:
                self._told += [
                    Loss(losses.ASIDE, grid.place(one), one.text) for one in (content, note) if one
                ]
                continue
            kept = self._row(said)
            for line in content.paragraphs if content else ():
                kept.lines.take(clean_text(line))
            if note:
                self._note(kept, grid.place(note, named), "\n".join(note.paragraphs))

    def _note(self, kept: _Row, place: str, said: str) -> None:
        """비고 of a row; the same words again are told and not read twice."""
        if said in kept.notes:
            self._told.append(Loss(losses.REPEATED, place, said))
        else:
            kept.notes.append(said)

    def outline(self, before: list[Loss | str]) -> tuple[Outline, list[Loss | str]]:
        """All of it, and what was left behind; `before` is what the reader of the format lost."""
        told = [*before]
        head = self._head(told)
        tables = self._tables(head.title if head else "", told)
        told += self._told
        rows = tuple(row.outline(told) for row in self._rows)
        problems, guessed = self._problems.read(LineSection.PROBLEMS.label)
        told += guessed
        found = Outline(
            rows=rows,
            head=head,
            money=tables,
            problems=problems,
            sections=len(self._sections),
            losses=tuple(losses.told(told)),
            paged=self._headers > 1,
        )
        return found, told

    def _head(self, told: list[Loss | str]) -> Head | None:
        """The first table that is a head; the others above the report are told."""
        head = None
        for grid in self._heads:
            found = head_of(grid) if head is None else None
            if found is None:
                told += [
                    Loss(losses.OTHER_TABLE, grid.name, x) for x in grid.words.split("\n") if x
                ]
            else:
                head, left = found
                told += left
        if head is None:
            told.append(UNREAD)
        return head

    def _tables(self, title: str, told: list[Loss | str]) -> tuple[MoneyTable, ...]:
        """The money tables in the order of the form."""
        if self._free and not self._money:
            told += [Loss(losses.NON_BUDGET, "", said) for said in self._free]
            return tuple(MoneyTable(kind, non_budget=True) for kind in BudgetKind)
        told += [Loss(losses.OUT_OF_PLACE, "", said) for said in self._free]
        found = []
        for kind, grid in self._money.items():
            table, unread = money_of(kind, grid, self._units.get(kind), title)
            told += unread
            found += [table] if table is not None else []
        return tuple(found)


def _kind(section: str) -> BudgetKind | None:
    return next((kind for kind in BudgetKind if kind.label == section), None)


def _is_progress(grid: Grid) -> bool:
    return any(_columns(row) is not None for row in grid.rows())


def _columns(row: dict[int, Cell]) -> tuple[int, int, int] | None:
    """Where label, lines and note stand, if this row names them."""
    named = {"".join(cell.text.split()): at for at, cell in row.items()}
    label = next((at for name, at in named.items() if name in LABELS), None)
    content = next((at for name, at in named.items() if _names_content(name)), None)
    if label is None or content is None:
        return None
    return label, content, next((at for name, at in named.items() if name in NOTES), -1)


def _names_content(name: str) -> bool:
    return len(name) <= len(CONTENT) + 3 and (
        name.startswith("추진실적") or fuzz.ratio(name, CONTENT) >= LIKE
    )
