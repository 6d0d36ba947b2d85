"""The one outline of every paper: what all formats print, said without any format.

A writer (`hwpx.py`, `docx.py`, `xlsx.py`, `pdf.py`) turns a `Paper` into bytes: pure, no clock,
same input = same bytes. Lengths are millimetres.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Look(StrEnum):
    """What a paragraph is; each writer has one style for each."""

    CODE = "code"  # 1-4-3, in the head
    TITLE = "title"  # the pledge in the head, the name of a letter
    NAME = "name"  # shaded label cells: 소관부서, 구 분
    PLAIN = "plain"  # text of a cell, centred
    SECTION = "section"  # □
    CIRCLE = "circle"  # ○
    DASH = "dash"  # -
    DOT = "dot"  # ·
    UNIT = "unit"  # (단위 : 백만원), small and right, above its table
    REMARK = "remark"  # the same below it
    FIGURE = "figure"  # money, right
    BODY = "body"  # running text of a letter
    CAPTION = "caption"  # below a picture


GOTHIC = (Look.CODE, Look.TITLE, Look.NAME, Look.SECTION)
"""Set in the gothic; all others in the myeongjo."""

SIZES = {
    **{Look.CODE: 18, Look.TITLE: 20, Look.SECTION: 16},
    **{Look.DOT: 10, Look.CAPTION: 10, Look.UNIT: 9, Look.REMARK: 9},
}
SIZE = 11
"""Points, unless a paragraph has its own."""

INSET = 1.5
"""Millimetres beside the text of a cell, unless the table has its own."""

TITLE_HEIGHT = 10.0
"""The least height of the row that holds the pledge; other rows are as high as their text."""

PNG = b"\x89PNG"
"""How a PNG begins; every other picture of a paper is a JPEG."""

MARKS = {Look.SECTION: "□ ", Look.CIRCLE: "○ ", Look.DASH: "- ", Look.DOT: "· "}
"""The mark that each writer prints before the text; the text itself never holds it."""


EM, HALF_EM = 3.9, 1.75
"""A syllable, and a figure, dot or space, of running text."""
WIDE_FROM = 0x2000
STEP = EM
"""A level of a letter stands two spaces, that is one syllable, inside the one above it
(행정업무의 운영 및 혁신에 관한 규정 시행규칙 제2조)."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `indent` counts steps of a letter's levels, `mark` is their 1. 가. 1) 가).

    `fresh`: begins a new page. `size`: points, where they are not those of its look.
    `whole`: fits on one line of its cell, and stays there. `heads`: a heading, whatever its look.
    """

    text: str
    look: Look = Look.BODY
    indent: int = 0
    fresh: bool = False
    mark: str = ""  # of a letter, its spaces included; the lines below start under the text
    size: int = 0
    whole: bool = False
    heads: bool = False

    @property
    def headed(self) -> bool:
        """Whether it stands in the contents of its paper."""
        return self.heads or self.look is Look.SECTION

    @property
    def points(self) -> int:
        """The size in which it is set."""
        return self.size or SIZES.get(self.look, SIZE)

    @property
    def leads(self) -> str:
        """What is printed before the text."""
        return self.mark or MARKS.get(self.look, "")

    @property
    def hang(self) -> float:
        """How wide the mark of a letter is."""
        return sum(EM if ord(sign) > WIDE_FROM else HALF_EM for sign in self.mark)


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG with its caption; `width` in mm as printed, `size` in its own points."""

    image: bytes
    caption: str
    width: float
    size: tuple[int, int] = (4, 3)

    @property
    def height(self) -> float:
        """Millimetres as printed."""
        return self.width * self.size[1] / self.size[0]


@dataclass(frozen=True)
class Cell:
    """One cell at its upper left place; rows and columns are what it spans.

    `joined`: no line is drawn between it and the cell above, `joins`: and the one below.
    """

    row: int
    column: int
    paragraphs: tuple[Paragraph, ...] = ()
    rows: int = 1
    columns: int = 1
    shaded: bool = False
    top: bool = False  # text at the upper edge; else in the middle
    picture: Picture | None = None  # above the paragraphs, which are its caption
    joined: bool = False
    joins: bool = False

    @property
    def titled(self) -> bool:
        """Whether its row is the one that holds the pledge."""
        return any(one.look is Look.TITLE for one in self.paragraphs)


@dataclass(frozen=True)
class Table:
    """A ruled table; its cells tile rows x len(widths). Header rows repeat on each page.

    `whole`: short, and never cut by the end of a page; with `whole_rows` only between rows.
    `least`: millimetres of each row, where it is to be taller than what stands in it.
    `sums`: row and column of the figure that sums up all others, those of its row and column.
    """

    widths: tuple[float, ...]
    rows: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    whole: bool = False
    whole_rows: bool = False
    inset: float = INSET
    least: tuple[float, ...] = ()
    sums: tuple[int, int] | None = None


Block = Paragraph | Table | Picture


@dataclass(frozen=True)
class Paper:
    """A whole paper: A4 upright, margins 20 left and right, 25 above, page number below."""

    title: str
    made_at: datetime
    blocks: tuple[Block, ...]
    numbered: bool = True
