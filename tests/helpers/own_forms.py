"""Own forms as officers may draw them, each made of a seed: names in any cells, cells merged any
way, and pictures, tables and fields beside what is filled."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hwpx.document import HwpxDocument
from lxml import etree

from bot.documents.hwpx import HH_HEAD
from tests.helpers.photographs import photograph
from tests.helpers.read_back import parts

HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
SECTION = "Contents/section0.xml"
SIGNS = (("○", "-", "·"), ("ㅇ", "▸", "*"), ("□", "○", "-"), ("▶", "·", "*"), ("❍", "▪", "◦"))
SINGLE = ("과제코드", "반기", "소관부서", "직위", "성명", "연락처", "문제점", "담당자 연락처")


@dataclass
class Drawn:
    """A form: its bytes, its signs by level, its own words with the rows that they stand in."""

    body: bytes = b""
    signs: tuple[str, ...] = ()
    block: tuple[int, int] = (0, 0)
    words: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    """Where each stands: first and last row in the table of 내용, None elsewhere."""


def drawn(seed: int) -> Drawn:
    """The form of that seed."""
    dice, form = Random(seed), Drawn()
    file = HwpxDocument.new()
    for at in range(dice.randrange(3)):
        _word(form, file.add_paragraph(""), f"머리글{at}", None)
    file.fields.add("과제명", prompt="적을 곳", paragraph=file.add_paragraph("과제: "))
    holder: Any = file
    if dice.random() < 0.3:
        holder = file.add_table(1, 1).cell(0, 0)
    _rows(dice, file, holder, form)
    for at in range(dice.randrange(3)):
        _word(form, file.add_paragraph(""), f"꼬리글{at}", None)
    for header in file.parts.headers:
        lists: list[Any] = list(header.element.iter(f"{HH_HEAD}binDataList"))
        for found in lists:
            found.getparent().remove(found)
            header.mark_dirty()
    for section in file.sections:
        section.mark_dirty()
    form.body = bytes(file.to_bytes())
    return form


def _rows(dice: Random, file: Any, holder: Any, form: Drawn) -> None:
    """The table of 기간 and 내용, every other cell with a word of its own."""
    table = holder.add_table(dice.randint(3, 7), dice.randint(3, 6))
    for _ in range(dice.randrange(7)):
        _merge(dice, table)
    cells = list({id(one.element): one for one in _cells(table)}.values())
    dice.shuffle(cells)
    period, content = _pair(cells)
    form.block = (min(_top(period), _top(content)), max(_bottom(period), _bottom(content)))
    rest = [one for one in cells if one not in (period, content)]
    names = ["비고", *dice.sample(SINGLE, k=dice.randrange(len(SINGLE)))]
    for one in (period, content):
        one.field_name = "기간" if one is period else "내용"
    form.signs = dice.choice(SIGNS)
    letters = [file.styles.ensure_run(size=11 + at, bold=at == 0) for at in range(3)]
    content.paragraphs[0].text = f"{form.signs[0]} 제목"
    content.paragraphs[0].char_pr_id_ref = letters[0]
    for at in (1, 2):
        content.add_paragraph(f"  {form.signs[at]} 아래", char_pr_id_ref=letters[at])
    for at, one in enumerate(rest):
        if names and dice.random() < 0.5:
            one.field_name = names.pop()
            one.paragraphs[0].text = "견본"
        else:
            _beside(dice, file, one, form, at)


def _beside(dice: Random, file: Any, cell: Any, form: Drawn, at: int) -> None:
    """A cell that is no field: a word, and what else may stand in one."""
    where = (_top(cell), _bottom(cell))
    line = cell.paragraphs[0]
    _word(form, line, f"고정{at:02}", where)
    kind = dice.randrange(8)
    if kind == 0:
        item = str(file.media.add_image(photograph(40, 30), "jpg"))
        line.add_picture(item, width=2000, height=1500)
    elif kind == 1:
        inner = cell.add_table(2, 2)
        _word(form, inner.cell(0, 0).paragraphs[0], f"안쪽{at:02}", where)
    elif kind == 2:
        file.fields.add("부제", prompt="누름틀", paragraph=line)
    elif kind == 3:
        run = line.element.find(f"{HP}run")
        ctrl = run.makeelement(f"{HP}ctrl", {})
        ctrl.append(ctrl.makeelement(f"{HP}bookmark", {"name": f"책갈피{at}"}))
        run.append(ctrl)


def _word(form: Drawn, line: Any, word: str, where: tuple[int, int] | None) -> None:
    line.text = word
    form.words[word] = where


def _merge(dice: Random, table: Any) -> None:
    """Some cells become one where that leaves every row and column a cell of its own."""
    top, left = dice.randrange(table.row_count), dice.randrange(table.column_count)
    bottom = min(top + dice.randrange(3), table.row_count - 1)
    right = min(left + dice.randrange(2), table.column_count - 1)
    inside = [one for one in _cells(table) if _within(one, top, left, bottom, right)]
    covered = sum(one.span[0] * one.span[1] for one in {id(i.element): i for i in inside}.values())
    if covered == (bottom - top + 1) * (right - left + 1) and right - left + 1 < (
        table.column_count - 1
    ):
        table.merge_cells(top, left, bottom, right)


def _within(cell: Any, top: int, left: int, bottom: int, right: int) -> bool:
    (row, column), (high, wide) = cell.address, cell.span
    return bool(
        top <= row and row + high - 1 <= bottom and left <= column and column + wide - 1 <= right
    )


def _pair(cells: list[Any]) -> tuple[Any, Any]:
    """Two cells that share a row."""
    for one in cells:
        for other in cells:
            if other is not one and _top(one) <= _bottom(other) and _top(other) <= _bottom(one):
                return one, other
    raise LookupError("no two cells in a row")


def _cells(table: Any) -> Iterator[Any]:
    for row in table.rows:
        yield from row.cells


def _top(cell: Any) -> int:
    return int(cell.address[0])


def _bottom(cell: Any) -> int:
    return int(cell.address[0] + cell.span[0] - 1)


def lines_of(body: bytes, name: str) -> list[list[str]]:
    """The lines of each cell of that name, in the order of the file."""
    section = etree.fromstring(parts(body)[SECTION])
    cells = [cell for cell in section.iter(f"{HP}tc") if cell.get("name") == name]
    return [
        ["".join(line.itertext(f"{HP}t")) for line in cell.iterfind(f"{HP}subList/{HP}p")]
        for cell in cells
    ]
