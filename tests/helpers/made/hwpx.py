"""A made report as HWPX, its XML written by hand as Hangul writes it."""

from collections.abc import Iterable
from html import escape

from tests.helpers.hostile import zipped
from tests.helpers.made.shapes import (
    Block,
    Box,
    Cell,
    Composed,
    Deleted,
    Hidden,
    Memo,
    Note,
    Paper,
    Para,
    Run,
    Said,
    Sign,
    Small,
    Table,
)

HEAD = "http://www.hancom.co.kr/hwpml/2011/head"
SECTION = "http://www.hancom.co.kr/hwpml/2011/section"
PARAGRAPH = "http://www.hancom.co.kr/hwpml/2011/paragraph"
SPACES = f'xmlns:hs="{SECTION}" xmlns:hp="{PARAGRAPH}"'
CHAPTER = "Contents/section0.xml"


def hwpx(paper: Paper) -> bytes:
    """The file."""
    looks = _Looks()
    ends = _end("header", paper.header) + _end("footer", paper.footer)
    first = f"<hp:p><hp:run>{ends}</hp:run></hp:p>" if ends else ""
    body = first + _blocks(paper.blocks, looks)
    return zipped(
        {
            "mimetype": "application/hwp+zip",
            "Contents/header.xml": looks.header(),
            CHAPTER: f"<hs:sec {SPACES}>{body}</hs:sec>",
        }
    )


class _Looks:
    """The paragraph properties that a file needs, by their automatic marks."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], int] = {}

    def number(self, auto: tuple[str, int] | None) -> int:
        """0 for a paragraph without one."""
        return self._known.setdefault(auto, len(self._known) + 1) if auto else 0

    def header(self) -> str:
        """All of them, with their signs."""
        signs = "".join(
            f'<hh:bullet id="{at}" char="{escape(sign)}"/>'
            for (sign, _depth), at in self._known.items()
        )
        looks = "".join(
            f'<hh:paraPr id="{at}"><hh:heading type="BULLET" idRef="{at}" level="{depth}"/>'
            "</hh:paraPr>"
            for (_sign, depth), at in self._known.items()
        )
        return (
            f'<hh:head xmlns:hh="{HEAD}"><hh:refList><hh:bullets>{signs}</hh:bullets>'
            f'<hh:paraProperties><hh:paraPr id="0"/>{looks}</hh:paraProperties></hh:refList>'
            "</hh:head>"
        )


def _blocks(blocks: Iterable[Block], looks: _Looks) -> str:
    made = ""
    for block in blocks:
        if isinstance(block, Table):
            made += f"<hp:p><hp:run>{_table(block, looks)}</hp:run></hp:p>"
        else:
            inside = "".join(_run(one, looks) for one in block.runs)
            number = looks.number(block.auto)
            made += f'<hp:p paraPrIDRef="{number}"><hp:run>{inside}</hp:run></hp:p>'
    return made


def _run(run: Run, looks: _Looks) -> str:
    match run:
        case Said(text) | Sign(text):
            return f"<hp:t>{escape(text)}</hp:t>"
        case Note(text):
            return f"<hp:ctrl><hp:footNote number='1'>{_list(text)}</hp:footNote></hp:ctrl>"
        case Memo(text):
            return f'<hp:ctrl><hp:fieldBegin type="MEMO">{_list(text)}</hp:fieldBegin></hp:ctrl>'
        case Hidden(text):
            return f"<hp:ctrl><hp:hiddenComment>{_list(text)}</hp:hiddenComment></hp:ctrl>"
        case Small(text, above):
            return (
                f"<hp:dutmal><hp:mainText>{escape(text)}</hp:mainText>"
                f"<hp:subText>{escape(above)}</hp:subText></hp:dutmal>"
            )
        case Deleted(text):
            return f'<hp:t><hp:deleteBegin Id="1"/>{escape(text)}<hp:deleteEnd Id="1"/></hp:t>'
        case Composed(text):
            return f'<hp:compose circleType="CHAR" composeText="{escape(text)}"/>'
        case Box(paragraphs):
            inside = _blocks(paragraphs, looks)
            inside = f"<hp:drawText><hp:subList>{inside}</hp:subList></hp:drawText>"
            return f"<hp:rect>{inside}</hp:rect>"


def _list(text: str) -> str:
    return f"<hp:subList><hp:p><hp:run><hp:t>{escape(text)}</hp:t></hp:run></hp:p></hp:subList>"


def _end(kind: str, text: str) -> str:
    return f"<hp:ctrl><hp:{kind}>{_list(text)}</hp:{kind}></hp:ctrl>" if text else ""


def _table(block: Table, looks: _Looks) -> str:
    high, wide = block.size
    rows = ""
    for at in range(high):
        cells = "".join(_cell(one, looks) for one in block.row(at))
        rows += f"<hp:tr>{cells}</hp:tr>"
    caption = f"<hp:caption>{_list(block.caption)}</hp:caption>" if block.caption else ""
    return f'<hp:tbl rowCnt="{high}" colCnt="{wide}">{caption}{rows}</hp:tbl>'


def _cell(cell: Cell, looks: _Looks) -> str:
    inside = _blocks(cell.blocks or (Para(),), looks)
    return (
        f"<hp:tc><hp:subList>{inside}</hp:subList>"
        f'<hp:cellAddr colAddr="{cell.column}" rowAddr="{cell.row}"/>'
        f'<hp:cellSpan colSpan="{cell.columns}" rowSpan="{cell.rows}"/></hp:tc>'
    )
