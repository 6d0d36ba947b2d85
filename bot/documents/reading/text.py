"""Plain text as pieces: what was copied out of a document, with or without its list markup.

Lines with tabs are rows of a table, as a clipboard writes them. Inside a cell the whole text may
stand on one line, its bullets parted by tags or by spaces.
"""

import codecs
import html
import re

from bot.documents.reading import losses
from bot.documents.reading.guard import TOO_BIG
from bot.documents.reading.marks import BULLETS, CIRCLES, DASHES, DOTS
from bot.documents.reading.pieces import Cell, Grid, Pieces
from bot.documents.reading.sections import title_of
from storage.rules.errors import Refusal

MOST_LETTERS = 2_000_000
TAG = re.compile(r"</?(?:p|ul|ol|li|br|div|span|b|strong|table|tbody|tr|td|th)\b[^<>]*>", re.I)
BULLET = re.compile(rf"(?:(?<=\s)|^)(?=[{re.escape(CIRCLES + DASHES + DOTS + BULLETS)}] )")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(body: bytes) -> Pieces:
    """Raises Refusal for a text that is too long."""
    text = decoded(body) or ""
    if len(text) > MOST_LETTERS:
        raise Refusal(TOO_BIG)
    pieces = Pieces()
    rows: list[list[str]] = []
    for line in text.splitlines():
        if len(rows) > 1 and len(rows[-1]) < len(rows[-2]) and _goes_on(rows, line):
            continue
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        _close(rows, pieces)
        pieces.found += [said for part in TAG.split(line) if (said := html.unescape(part).strip())]
    _close(rows, pieces)
    return pieces


def _goes_on(rows: list[list[str]], line: str) -> bool:
    """Whether a line goes on with a row that broke off: a cell of several lines was copied."""
    first, *others = line.split("\t")
    if len(rows[-1]) + len(others) > len(rows[-2]) or title_of(line) is not None:
        return False
    rows[-1][-1] += f"\n{first}"
    rows[-1] += others
    return True


def decoded(body: bytes) -> str | None:
    """The text that these bytes are; None where they are none."""
    text = _in_code(body)
    return None if text is None or CONTROL.search(text) else text


def _in_code(body: bytes) -> str | None:
    for bom, code in BOMS:
        if body.startswith(bom):
            return body.decode(code, "replace")
    for code in ("utf-8", "cp949"):
        try:
            return body.decode(code)
        except UnicodeDecodeError:
            continue
    return None


def _close(rows: list[list[str]], pieces: Pieces) -> None:
    if rows:
        cells = [
            Cell(at, column, tuple(_lines(text)))
            for at, row in enumerate(rows)
            for column, text in enumerate(row)
        ]
        number = sum(isinstance(one, Grid) for one in pieces.found) + 1
        pieces.found.append(Grid(tuple(cells), losses.TABLE.format(number=number)))
    rows.clear()


def _lines(text: str) -> list[str]:
    """The single lines of a cell: tags end a line, and among tags so does a bullet."""
    parts = TAG.split(text)
    if len(parts) == 1:
        whole = html.unescape(_unquoted(text)).replace("\xa0", " ")
        return [line.strip() for line in whole.split("\n") if line.strip()]
    said = []
    for part in parts:
        plain = html.unescape(part).replace("\xa0", " ")
        said += [line.strip() for line in BULLET.split(plain) if line.strip()]
    return said


def _unquoted(text: str) -> str:
    """A cell of several lines without the quotation marks that a spreadsheet copies around it."""
    said = text.strip()
    if "\n" in said and len(said) > 1 and said[0] == said[-1] == '"':
        return said[1:-1].replace('""', '"')
    return text
