"""Lists of Word that no paragraph names itself: by styles, levels, overrides and tables."""

import pytest

from tests.helpers import hostile
from tests.helpers.imported import outline_of
from tests.helpers.sheets_in import HEADS, LABEL

SPACE = f'xmlns:w="{hostile.W}"'
LEVEL = '<w:lvl w:ilvl="{}">{}<w:numFmt w:val="bullet"/><w:lvlText w:val="{}"/></w:lvl>'
NUMBER = '<w:num w:numId="{0}"><w:abstractNumId w:val="{1}"/>{2}</w:num>'
STYLE = (
    '<w:style w:type="{}" w:styleId="{}" {}><w:basedOn w:val="{}"/>'
    "<w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>"
)


def listed(number: str = "", depth: str = "") -> str:
    """What settings say of a list."""
    at = f'<w:ilvl w:val="{depth}"/>' if depth else ""
    return (
        f'<w:numPr>{at}<w:numId w:val="{number}"/></w:numPr>'
        if number
        else f"<w:numPr>{at}</w:numPr>"
    )


def numbering() -> str:
    levels = LEVEL.format(0, "", "○") + LEVEL.format(1, '<w:pStyle w:val="Item"/>', "-")
    levels += LEVEL.format(2, "", "·")
    over = f'<w:lvlOverride w:ilvl="0">{LEVEL.format(0, "", "·")}</w:lvlOverride>'
    linked = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Listed"/></w:abstractNum>'
    return (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{linked}'
        + NUMBER.format(1, 1, "")
        + NUMBER.format(2, 1, over)
        + NUMBER.format(3, 2, "")
    )


STYLES = "".join(
    (
        STYLE.format("paragraph", "Item", "", "Base", "", ""),
        STYLE.format("paragraph", "Base", "", "", listed("1"), ""),
        STYLE.format("paragraph", "Deep", "", "Base", listed(depth="2"), ""),
        STYLE.format("paragraph", "Off", "", "Base", listed("0"), ""),
        STYLE.format("numbering", "Listed", "", "", listed("1"), ""),
        STYLE.format("table", "Table", "", "", listed("1", "1"), ""),
        STYLE.format("character", "Unseen", "", "", "", "<w:vanish/>"),
    )
)


def file(settings: str, *, table: str = "", look: str = "", styles: str = STYLES) -> bytes:
    """A report with one paragraph of these settings below a line with a typed mark."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    line = (
        "<w:p><w:r><w:t>○ 버스 운영</w:t></w:r></w:p>"
        f"<w:p><w:pPr>{settings}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t>39회 운영</w:t></w:r></w:p>"
    )
    about = f'<w:tblPr><w:tblStyle w:val="{table}"/></w:tblPr>' if table else ""
    head = "".join(cell.format(one) for one in HEADS)
    row = f"{cell.format(LABEL)}<w:tc>{line}</w:tc><w:tc><w:p/></w:tc>"
    body = f"<w:body><w:tbl>{about}<w:tr>{head}</w:tr><w:tr>{row}</w:tr></w:tbl></w:body>"
    return hostile.zipped(
        {
            hostile.TYPES: f'<Types><Default ContentType="{hostile.MAIN}"/></Types>',
            hostile.DOCUMENT: f"<w:document {SPACE}>{body}</w:document>",
            "word/numbering.xml": f"<w:numbering {SPACE}>{numbering()}</w:numbering>",
            "word/styles.xml": f"<w:styles {SPACE}>{styles}</w:styles>",
        }
    )


def lines(body: bytes) -> list[tuple[int, str]]:
    [row] = outline_of(body).rows
    return [(line.level, line.text) for line in row.lines]


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        (listed("1"), 1),
        (listed("1", "1"), 2),
        (listed("2"), 3),  # the list puts another sign in the place of its first
        (listed("3", "1"), 2),  # its levels are those of a style
        ('<w:pStyle w:val="Base"/>', 1),
        ('<w:pStyle w:val="Item"/>', 2),  # the level names the style
        ('<w:pStyle w:val="Deep"/>', 3),  # the style names the level
        (f'<w:pStyle w:val="Off"/>{listed("1", "2")}', 3),
    ],
)
def test_a_paragraph_of_a_list_is_a_line_of_its_level(settings: str, level: int) -> None:
    assert lines(file(settings)) == [(1, "버스 운영"), (level, "39회 운영")]


@pytest.mark.parametrize(
    "settings", ["", '<w:pStyle w:val="Off"/>', f'<w:pStyle w:val="Base"/>{listed("0")}']
)
def test_a_list_that_was_switched_off_makes_no_line(settings: str) -> None:
    assert lines(file(settings)) == [(1, "버스 운영 39회 운영")]


def test_the_style_of_a_table_and_that_of_every_paragraph_may_be_a_list() -> None:
    assert lines(file("", table="Table")) == [(1, "버스 운영"), (2, "39회 운영")]
    usual = STYLES.replace('w:styleId="Deep" ', 'w:styleId="Deep" w:default="1"')
    assert lines(file("", styles=usual)) == [(1, "버스 운영"), (3, "39회 운영")]


def test_words_that_a_style_hides_are_told() -> None:
    body = file("", look='<w:rStyle w:val="Unseen"/>')
    assert lines(body) == [(1, "버스 운영")]
    assert "숨긴 글 1곳을 읽지 않았습니다: ‘39회 운영’" in "\n".join(outline_of(body).losses)
