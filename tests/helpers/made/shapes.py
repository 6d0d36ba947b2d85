"""A made report as plain shapes: what stands in it, and which letters of it a reader owes.

`Said` are words of somebody: each letter of them has to come out of a reader or be told. `Sign` is
what only shows how the paper is built: marks, titles, headings, units and amounts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    """Words of the report."""

    text: str


@dataclass(frozen=True)
class Sign:
    """Visible, but no words: a mark, a title that is known, a unit, an amount."""

    text: str


@dataclass(frozen=True)
class Note:
    """A footnote."""

    text: str


@dataclass(frozen=True)
class Memo:
    """A comment beside the paper."""

    text: str


@dataclass(frozen=True)
class Small:
    """Words with small ones above them: 덧말, ruby."""

    text: str
    above: str


@dataclass(frozen=True)
class Hidden:
    """Words that nobody sees on paper."""

    text: str


@dataclass(frozen=True)
class Deleted:
    """Words struck out while changes were tracked."""

    text: str


@dataclass(frozen=True)
class Composed:
    """Letters drawn over each other (글자겹침); plain letters where a format has none."""

    text: str


@dataclass(frozen=True)
class Box:
    """A text box with its paragraphs."""

    paragraphs: tuple["Para", ...]


Run = Said | Sign | Note | Memo | Small | Hidden | Deleted | Composed | Box


@dataclass(frozen=True)
class Para:
    """A paragraph; `auto` is an automatic mark: its sign and how deep it stands, from 0."""

    runs: tuple[Run, ...] = ()
    auto: tuple[str, int] | None = None


@dataclass(frozen=True)
class Cell:
    """A cell at its upper left place."""

    row: int
    column: int
    blocks: tuple["Para | Table", ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Table:
    """A table; `caption` stands above it."""

    cells: tuple[Cell, ...]
    caption: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return (
            max(one.row + one.rows for one in self.cells),
            max(one.column + one.columns for one in self.cells),
        )

    def row(self, at: int) -> list[Cell]:
        """The cells that begin in a row, left to right."""
        return sorted((one for one in self.cells if one.row == at), key=lambda one: one.column)


Block = Para | Table


@dataclass(frozen=True)
class Paper:
    """A whole file."""

    blocks: tuple[Block, ...]
    header: str = ""
    footer: str = ""


PLAIN = frozenset({Said, Sign, Small, Composed})
"""What text that was copied out of a document still holds."""
CARRIED: dict[str, frozenset[type]] = {
    "hwpx": frozenset({*PLAIN, Note, Memo, Hidden, Deleted, Box}),
    "hwp": frozenset({*PLAIN, Note, Memo, Hidden, Box}),  # its body is what is left of changes
    "docx": frozenset({*PLAIN, Note, Memo, Hidden, Deleted, Box}),
    "xlsx": frozenset({*PLAIN, Memo}),
    "txt": PLAIN,
}
"""What each format holds; a writer leaves the others out."""
FURNISHED = frozenset({"hwpx", "hwp", "docx"})
"""Formats with heads of pages, tables in tables and small letters."""
EDGED = FURNISHED | {"xlsx"}
"""Formats that print words above and below each page."""


@dataclass
class Owed:
    """The letters that a reader owes, as one string."""

    said: list[str] = field(default_factory=list)

    def letters(self) -> Counter[str]:
        """Each with how often."""
        return letters(*self.said)


def letters(*texts: str) -> Counter[str]:
    """The visible letters of texts, each with how often: all signs but spaces."""
    return Counter(sign for text in texts for sign in text if not sign.isspace())


def owed(paper: Paper, form: str) -> Counter[str]:
    """The letters of all words that a file of this format holds, those not seen on paper too."""
    found = Owed(list(_words(paper.blocks, form)))
    if form in EDGED:
        found.said += [paper.header, paper.footer]
    return found.letters()


def _words(blocks: Iterable[Block], form: str) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Para):
            yield from _of_paragraph(block, form)
            continue
        for cell in block.cells:
            inside = cell.blocks if form in FURNISHED else paragraphs(cell)
            yield from _words(inside, form)


def _of_paragraph(block: Para, form: str) -> Iterator[str]:
    for run in block.runs:
        if type(run) not in CARRIED[form] or isinstance(run, Sign):
            continue
        if isinstance(run, Box):
            yield from _words(run.paragraphs, form)
        elif isinstance(run, Small):
            yield run.text + (run.above if form in FURNISHED else "")
        else:
            yield run.text


def paragraphs(cell: Cell) -> list[Para]:
    """The paragraphs of a cell, without those of tables in it."""
    return [one for one in cell.blocks if isinstance(one, Para)]
