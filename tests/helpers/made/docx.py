"""A made report as DOCX, its XML written by hand as Word writes it."""

from collections.abc import Iterable
from html import escape

from tests.helpers.hostile import MAIN, zipped
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
    Run,
    Said,
    Sign,
    Small,
    Table,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml"'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
PARTS = ("numbering", "footnotes", "comments", "header", "footer")


def docx(paper: Paper) -> bytes:
    """The file, with a part for each kind of words that stand beside the body."""
    made = _Made()
    body = made.blocks(paper.blocks)
    ends = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>'
        for kind, text in (("header", paper.header), ("footer", paper.footer))
        if text
    )
    parts = {
        "document": f"<w:body>{body}<w:sectPr>{ends}</w:sectPr></w:body>",
        "numbering": made.numbering(),
        "footnotes": _words("footnote", made.notes),
        "comments": _words("comment", made.memos),
        "header": _said(paper.header),
        "footer": _said(paper.footer),
    }
    roots = {"header": "hdr", "footer": "ftr"}
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _links([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _links([(name, f"{name}.xml") for name in PARTS]),
    }
    for name, inside in parts.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {SPACES}>{inside}</w:{root}>"
    return zipped(files)


def _types() -> str:
    named = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{KIND.format(name)}"/>'
        for name in PARTS
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>{named}</Types>'
    )


def _links(targets: Iterable[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{where}"/>'
        for kind, where in targets
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def _words(kind: str, found: list[str]) -> str:
    return "".join(
        f'<w:{kind} w:id="{at}">{_said(text)}</w:{kind}>' for at, text in enumerate(found, 1)
    )


def _said(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _plain(text: str, look: str = "", kind: str = "t") -> str:
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:{kind} xml:space="preserve">{escape(text)}</w:{kind}></w:r>'


class _Made:
    """The body being made, with what it needs beside it."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.memos: list[str] = []
        self._lists: dict[tuple[str, int], int] = {}

    def numbering(self) -> str:
        """A list for each automatic mark."""
        kinds = "".join(
            f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="{depth}">'
            f'<w:numFmt w:val="bullet"/><w:lvlText w:val="{escape(sign)}"/></w:lvl>'
            "</w:abstractNum>"
            for (sign, depth), at in self._lists.items()
        )
        return kinds + "".join(
            f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>'
            for at in self._lists.values()
        )

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Paragraphs and tables."""
        made = ""
        for block in blocks:
            if isinstance(block, Table):
                made += _said(block.caption) if block.caption else ""
                made += self._table(block)
                continue
            look = ""
            if block.auto:
                number = self._lists.setdefault(block.auto, len(self._lists) + 1)
                look = (
                    f'<w:pPr><w:numPr><w:ilvl w:val="{block.auto[1]}"/>'
                    f'<w:numId w:val="{number}"/></w:numPr></w:pPr>'
                )
            made += f"<w:p>{look}{''.join(map(self._run, block.runs))}</w:p>"
        return made

    def _run(self, run: Run) -> str:
        match run:
            case Said(text) | Sign(text) | Composed(text):
                return _plain(text)
            case Note(text):
                self.notes.append(text)
                return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
            case Memo(text):
                self.memos.append(text)
                return f'<w:r><w:commentReference w:id="{len(self.memos)}"/></w:r>'
            case Hidden(text):
                return _plain(text, "<w:vanish/>")
            case Small(text, above):
                above, base = _plain(above), _plain(text)
                inside = f"<w:rt>{above}</w:rt><w:rubyBase>{base}</w:rubyBase>"
                return f"<w:r><w:ruby>{inside}</w:ruby></w:r>"
            case Deleted(text):
                return f"<w:del w:id='1'>{_plain(text, kind='delText')}</w:del>"
            case Box(paragraphs):
                inside = f"<w:txbxContent>{self.blocks(paragraphs)}</w:txbxContent>"
                shape = f"<v:shape><v:textbox>{inside}</v:textbox></v:shape>"
                return f"<w:r><w:pict>{shape}</w:pict></w:r>"

    def _table(self, block: Table) -> str:
        high, wide = block.size
        taken: dict[tuple[int, int], Cell] = {
            (one.row + down, one.column): one for one in block.cells for down in range(one.rows)
        }
        rows = ""
        for at in range(high):
            cells, column = "", 0
            while column < wide:
                cell = taken.get((at, column))
                cells += self._cell(cell, goes_on=cell is not None and cell.row < at)
                column += cell.columns if cell else 1
            rows += f"<w:tr>{cells}</w:tr>"
        columns = "<w:gridCol/>" * wide
        return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"

    def _cell(self, cell: Cell | None, *, goes_on: bool) -> str:
        if cell is None:
            return "<w:tc><w:p/></w:tc>"
        look = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        if cell.rows > 1:
            look += "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
        inside = "" if goes_on else self.blocks(cell.blocks)
        ending = "" if inside.endswith("</w:p>") else "<w:p/>"
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside}{ending}</w:tc>"
