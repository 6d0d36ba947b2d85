"""The half-year report read from a file of any format, as an outline in JSON values."""

import re
from collections.abc import Iterable
from typing import Any

from bot.documents.reading import docx, guard, hwpx, text, xlsx
from bot.documents.reading.head import head_of
from bot.documents.reading.marks import Lines
from bot.documents.reading.marks import losses as losses_of_lines
from bot.documents.reading.money import money_of
from bot.documents.reading.pieces import Cell, Grid, Pieces
from bot.documents.report_paper import ADJUSTED
from storage.report.reading.outline import Outline, OutlineRow, to_json
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
LOST_TEXT = "표 밖의 글 {count}줄은 읽지 않았습니다."
ASIDE = "추진실적 표의 다른 열에 있는 글 {count}칸은 읽지 않았습니다."
LEADING = re.compile(r"^(?:[^\w(]|[ㅁㅇ]\s)+")
"""Marks before the title of a section."""
UNIT = re.compile(r"[(（\[]\s*단위[^()（）\[\]]*[)）\]]")
COLUMNS = ("구분", "추진실적및추진계획", "비고")
SECTIONS = {
    "".join(title.split()): title
    for title in (PROGRESS, *(one.label for kinds in (BudgetKind, LineSection) for one in kinds))
}


def read(_name: str, body: bytes) -> dict[str, Any]:
    """What the file says; raises Refusal with one sentence for a file that is no report.

    The name is not believed: what a file is follows from its bytes.
    """
    return to_json(outline_of(_pieces(body)))


def _pieces(body: bytes) -> Pieces:
    guard.refuse_other_kinds(body)
    if not body.startswith(guard.ZIP):
        return text.read(body)
    archive = guard.Archive(body)
    names = set(archive.names)
    if docx.BODY in names:
        return docx.read(archive)
    if "xl/workbook.xml" in names:
        return xlsx.read(archive, body)
    if any(hwpx.SECTION.fullmatch(name) for name in names):
        return hwpx.read(archive)
    raise Refusal(guard.NO_KIND)


def outline_of(pieces: Pieces) -> Outline:
    """The report in the pieces, in the form's own order of sections."""
    reading = _Report()
    for piece in _flat(pieces.found):
        reading.take(piece)
    found = reading.outline(pieces.losses)
    lines = [line for row in found.rows for line in row.lines] + list(found.problems)
    if not found.rows:
        raise Refusal(NO_PROGRESS)
    if len(lines) > MOST_LINES or any(len(line.text) > MOST_LETTERS for line in lines):
        raise Refusal(TOO_LONG)
    return found


def _flat(pieces: Iterable[str | Grid]) -> Iterable[str | Grid]:
    """A table of one column is running text."""
    for piece in pieces:
        if isinstance(piece, Grid) and len({cell.column for cell in piece.cells}) == 1:
            yield from (said for cell in piece.cells for said in cell.paragraphs if said.strip())
        else:
            yield piece


class _Row:
    def __init__(self, label: str) -> None:
        self.label = label
        self.lines = Lines()
        self.notes: list[str] = []

    def outline(self) -> OutlineRow:
        return OutlineRow(self.label, self.lines.found(), "\n".join(dict.fromkeys(self.notes)))


class _Report:
    """The report as far as it was read."""

    def __init__(self) -> None:
        self._section = ""
        self._sections: list[str] = []
        self._head: Grid | None = None
        self._rows: list[_Row] = []
        self._columns: tuple[int, int, int] | None = None
        self._headers = 0
        self._money: dict[BudgetKind, Grid] = {}
        self._units: dict[BudgetKind, str] = {}
        self._problems = Lines()
        self._lost = 0
        self._aside = 0  # cells of the progress table beside its columns

    def take(self, piece: str | Grid) -> None:
        """Puts one piece where it belongs."""
        if isinstance(piece, str):
            self._text(clean_text(piece))
        elif self._section == PROGRESS or (not self._section and _is_progress(piece)):
            self._section = self._section or PROGRESS
            self._progress(piece)
        elif not self._section:
            self._head = self._head or piece
        elif (kind := _kind(self._section)) is not None:
            if kind in self._money:
                self._lost += sum(bool(cell.text) for cell in piece.cells)
            self._money.setdefault(kind, piece)
        elif self._section == LineSection.PROBLEMS.label:
            for cell in piece.cells:
                for said in cell.paragraphs:
                    self._text(clean_text(said))
        else:
            self._lost += len(piece.cells)

    def _text(self, said: str) -> None:
        title = _title(said)
        if title is not None:
            self._section = title
            self._sections.append(title)
            self._unit_said(said)
        elif self._section == LineSection.PROBLEMS.label:
            self._problems.take(said)
        elif self._section == PROGRESS:
            self._running(said)
        elif self._section and said != ADJUSTED and not self._unit_said(said):
            self._lost += bool(said)

    def _unit_said(self, said: str) -> bool:
        """Whether a line says the unit of the money table that follows."""
        kind, unit = _kind(self._section), stated_unit(said)
        if kind is None or unit is None:
            return False
        self._units.setdefault(kind, unit)
        return True

    def _running(self, said: str) -> None:
        """A report without a table: a row's label stands on a line of its own."""
        if ("추진실적" in said or "추진계획" in said) and not Lines.marked(said):
            self._row(said.strip("[]【】<>〈〉 "))
            return
        if not said:
            return
        if self._rows:
            self._rows[-1].lines.take(said)
        else:
            self._lost += 1

    def _row(self, label: str) -> _Row:
        """The row of that label; a row that goes on on the next page is one row."""
        if not self._rows or (label and self._rows[-1].label != label):
            self._rows.append(_Row(label))
        return self._rows[-1]

    def _progress(self, grid: Grid) -> None:
        for row in grid.rows():
            columns = _columns(row)
            if columns is not None:
                self._columns = columns
                self._headers += 1
                continue
            ours = self._columns or (0, 1, 2)
            label, content, note = (row.get(at) for at in ours)
            self._aside += sum(at not in ours for at in row)
            if not (label or content):
                continue
            if label is None and not self._rows:
                self._lost += 1
                continue
            kept = self._row(label.text if label else "")
            for said in content.paragraphs if content else ():
                kept.lines.take(clean_text(said))
            if note:
                kept.notes.append("\n".join(note.paragraphs))

    def outline(self, losses: list[str]) -> Outline:
        """All of it."""
        head, unread = head_of(self._head)
        tables = [
            money_of(kind, grid, self._units.get(kind)) for kind, grid in self._money.items()
        ]
        told = [*losses, *unread, *(one for _, unread in tables for one in unread)]
        told += [LOST_TEXT.format(count=self._lost)] if self._lost else []
        told += [ASIDE.format(count=self._aside)] if self._aside else []
        told += losses_of_lines((*(row.lines for row in self._rows), self._problems))
        return Outline(
            rows=tuple(row.outline() for row in self._rows),
            head=head,
            money=tuple(table for table, _ in tables if table is not None),
            problems=self._problems.found(),
            sections=len(self._sections),
            losses=tuple(dict.fromkeys(told)),
            paged=self._headers > 1,
        )


def _title(said: str) -> str | None:
    """The section whose title a line is, with or without its marks and a unit behind it."""
    bare = UNIT.sub("", LEADING.sub("", said))
    return SECTIONS.get("".join(bare.split()))


def _kind(section: str) -> BudgetKind | None:
    return next((kind for kind in BudgetKind if kind.label == section), None)


def _is_progress(grid: Grid) -> bool:
    return any(_columns(row) is not None for row in grid.rows())


def _columns(row: dict[int, Cell]) -> tuple[int, int, int] | None:
    """Where label, lines and note stand, if this row names them."""
    named = {"".join(cell.text.split()): at for at, cell in row.items()}
    if COLUMNS[0] not in named or COLUMNS[1] not in named:
        return None
    return named[COLUMNS[0]], named[COLUMNS[1]], named.get(COLUMNS[2], -1)
