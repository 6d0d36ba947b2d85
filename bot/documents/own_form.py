"""The office's own form: an HWPX whose cells and fields bear names, filled with the report.

What is filled keeps the form's looks: bullets take those of the sample lines ○, -, · that stand
in the cell, and the row of a period is repeated for each. What bears no name stays as it was.
"""

import base64
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any

from hwpx.document import HwpxDocument
from hwpx.errors import HwpxError

from bot.documents import album, hwpx, own_form_sample
from bot.documents.hwpx import HH_HEAD, UNITS_PER_MM
from bot.documents.letter_widths import width
from bot.documents.outline import SIZE
from bot.documents.reading.guard import Archive, refuse_other_kinds
from bot.documents.report_paper import NON_BUDGET, label_lines, money_rows, printed
from storage.report.report_shapes import MoneyTable, Report, ReportLine, from_json
from storage.rules.errors import Refusal
from storage.rules.names import clean_text
from storage.rules.tenure import column_named
from storage.rules.terms import BudgetKind, LineSection

PERIOD, CONTENT, NOTE = "기간", "내용", "비고"
PHONE = "연락처"
OF_LINES = {one.cell: one for one in LineSection}
NEEDED = ("과제명", PERIOD, CONTENT)
POSITIONS = ("과장", "팀장", "담당자")
SIGNED = (
    *("직위", "성명", PHONE),
    *(name for one in POSITIONS for name in (one, f"{one} {PHONE}")),
)
LEAST = 8  # points of the smallest letters that a form is filled with
BESIDE = 3.7  # millimetres of a cell beside its text, as 한글 has it
MONEY = {"투자계획": BudgetKind.PLAN, "확보액": BudgetKind.SECURED}
"""Names of the upper left cell of the figures: 계 in the row, 계 in the column."""
KNOWN = (
    *("과제코드", "과제명", "반기", "소관부서"),
    *SIGNED,
    *(PERIOD, CONTENT, NOTE, *OF_LINES, *MONEY),
)
CELLS_ONLY = (PERIOD, CONTENT, NOTE, *OF_LINES, *MONEY)
MARKS = {1: "○", 2: "-", 3: "·"}
MONEY_ROWS = 5

MISSING = (
    "서식에 꼭 있어야 할 이름이 없습니다: {missing}\n찾은 이름: {found}\n"
    "한글에서 표의 칸을 고르고 ‘셀 속성 → 필드 이름’에 적어 다시 보내 주십시오. 예: 내용"
)
NONE_FOUND = "없음"
NOT_CELLS = (
    "다음 이름은 누름틀이 아니라 표의 칸에 있어야 합니다: {names}\n"
    "한글에서 ‘셀 속성 → 필드 이름’에 적어 다시 보내 주십시오."
)
NOT_ONE_ROW = "‘기간’과 ‘내용’은 같은 표의 같은 줄에 있어야 합니다. 그 줄이 기간마다 되풀이됩니다."
NO_ROOM = "‘{name}’ 칸에서 아래로 5줄, 오른쪽으로 {wide}칸이 합쳐지지 않은 채 있어야 합니다."
NOT_FILLED = (
    "이 서식은 채워 보니 온전한 문서가 되지 않았습니다. 한글에서 새 문서로 다시 저장하여 보내"
    " 주십시오."
)


def checked(_name: str, body: bytes) -> dict[str, Any]:
    """Which names were `found`, are `lacking` and are `unknown`; Refusal when it will not do.

    The form is filled once for a trial, so that what is kept can be filled.
    """
    file = _opened(body)
    names = _names(file)
    found = [name for name in KNOWN if name in names]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        said = ", ".join(found) or NONE_FOUND
        raise Refusal(MISSING.format(missing=", ".join(missing), found=said))
    try:
        _fill(file, own_form_sample.report())
        whole = not HwpxDocument.open(io.BytesIO(file.to_bytes())).validate().issues
    except (HwpxError, ValueError, LookupError) as error:
        raise Refusal(NOT_FILLED) from error
    if not whole:
        raise Refusal(NOT_FILLED)
    return {
        "found": found,
        "lacking": [name for name in KNOWN if name not in names],
        "unknown": sorted(names - {*KNOWN}),
    }


def filled(given: Mapping[str, Any]) -> bytes:
    """The form of `given`, filled with its report and followed by its album, if any."""
    file = _opened(base64.b64decode(given["form"]))
    _fill(file, from_json(given["report"]))
    if given.get("album"):
        hwpx.append(file, album.blocks(given["album"]))
    made: bytes = file.to_bytes()
    return made


def sample(_given: Mapping[str, Any]) -> bytes:
    """The built-in form with every name in its cells, to begin from."""
    return own_form_sample.form()


def _opened(body: bytes) -> HwpxDocument:
    refuse_other_kinds(body)
    archive = Archive(body)
    for name in archive.names:
        if name.endswith((".xml", ".hpf", ".rdf")):
            archive.xml(name)
    try:
        return HwpxDocument.open(io.BytesIO(body))
    except (HwpxError, ValueError, LookupError) as error:
        raise Refusal(NOT_FILLED) from error


def _names(file: HwpxDocument) -> set[str]:
    return {one.name for one in (*_fields(file), *_cells(file))}


def _fields(file: HwpxDocument) -> Sequence[Any]:
    return list(file.fields.all)


def _cells(file: HwpxDocument) -> Sequence[Any]:
    return list(file.fields.cells)


def _fill(file: HwpxDocument, report: Report) -> None:
    _refuse_unfit(file)
    texts = _head(report)
    for at, field in enumerate(_fields(file)):
        if field.name in texts:
            file.fields.fill(", ".join(texts[field.name]), field_index=at)
    for one in _cells(file):
        if one.name in texts:
            _write(one.cell, texts[one.name])
        elif one.name in OF_LINES:
            _bullets(one.cell, printed(report.lines_of(OF_LINES[one.name])))
        elif one.name in MONEY:
            money = next(table for table in report.money if table.kind is MONEY[one.name])
            _money(file, one, money)
    _people(file)
    _periods(file, report)
    for section in file.sections:
        section.mark_dirty()


def _head(report: Report) -> dict[str, list[str]]:
    head, people = report.head, report.head.people
    told = {
        "과제코드": [head.code],
        "과제명": [head.title],
        "반기": [report.half.label],
        "소관부서": [head.department],
        "직위": [one.position for one in people],
        "성명": [one.name for one in people],
        PHONE: [one.phone for one in people],
    }
    for position in POSITIONS:
        own = [one for one in people if one.position == position]
        told[position] = [one.name for one in own]
        told[f"{position} {PHONE}"] = [one.phone for one in own]
    return told


def _people(file: HwpxDocument) -> None:
    """Posts, names and telephones of one size, small enough for all to stay on their lines."""
    cells = [one.cell for one in _cells(file) if one.name in SIGNED]
    own = {line.char_pr_id_ref for cell in cells for line in cell.paragraphs}
    if not own:
        return
    largest = min(_size(file, one) for one in own)
    fits = (size for size in range(largest, LEAST, -1) if all(_fits(cell, size) for cell in cells))
    size = next(fits, LEAST)
    for cell in cells:
        hwpx.keep_on_line(cell.element)
        for line in cell.paragraphs if size < largest else ():
            ref = line.char_pr_id_ref
            line.char_pr_id_ref = file.styles.ensure_run(size=size, base_char_pr_id=ref)


def _size(file: HwpxDocument, letters: str | None) -> int:
    """Whole points of letters by their number."""
    every = (one for part in file.parts.headers for one in part.element.iter(f"{HH_HEAD}charPr"))
    found = next((one for one in every if one.get("id") == str(letters)), None)
    return int(found.get("height") or 100 * SIZE) // 100 if found is not None else SIZE


def _fits(cell: Any, size: int) -> bool:
    room = cell.width / UNITS_PER_MM - BESIDE
    return all(width(line.text, size) <= room for line in cell.paragraphs)


def _refuse_unfit(file: HwpxDocument) -> None:
    wrong = [one.name for one in _fields(file) if one.name in CELLS_ONLY]
    if wrong:
        raise Refusal(NOT_CELLS.format(names=", ".join(wrong)))
    cells = {one.name: one.cell for one in _cells(file)}
    if CONTENT in cells and PERIOD in cells:
        period, content = cells[PERIOD], cells[CONTENT]
        same = period.table.element is content.table.element
        if not same or period.address[0] != content.address[0]:
            raise Refusal(NOT_ONE_ROW)


def _periods(file: HwpxDocument, report: Report) -> None:
    """The row of 기간 and 내용 once for each row of the report."""
    cells = {one.name: one.cell for one in _cells(file)}
    content = cells[CONTENT]
    table, first = content.table, content.address[0]
    table.set_treat_as_char(False)  # else it could not run over pages
    table.element.set("pageBreak", "CELL")
    if len(report.rows) > 1:
        table.insert_rows(first, len(report.rows) - 1)
    columns = {name: cells[name].address[1] for name in (PERIOD, CONTENT, NOTE) if name in cells}
    for at, row in enumerate(report.rows, first):
        _write(table.cell(at, columns[PERIOD]), label_lines(row.label))
        _bullets(table.cell(at, columns[CONTENT]), printed(row.lines))
        if NOTE in columns:
            _write(table.cell(at, columns[NOTE]), row.note.split("\n"))


def _money(file: HwpxDocument, one: Any, money: MoneyTable) -> None:
    """The figures, and above them the columns of the report's own term."""
    table, (top, left) = one.cell.table, one.cell.address
    heads = _heads(table, top - 1, left + 1)
    high, wide = MONEY_ROWS, max(len(money.columns), len(heads)) + 1
    no_room = NO_ROOM.format(name=one.name, wide=wide)
    if top + high > table.row_count or left + wide > table.column_count:
        raise Refusal(no_room)
    if heads and len(heads) < len(money.columns):
        raise Refusal(no_room)
    cells = [
        [table.cell(top + row, left + column) for column in range(wide)] for row in range(high)
    ]
    if any(cell.span != (1, 1) for row in cells for cell in row):
        raise Refusal(no_room)
    for head, name in zip_longest(heads, money.columns if heads else (), fillvalue=""):
        _write(head, [name])
    rows = [[]] * high if money.non_budget else money_rows(money)
    amounts = [[*row, *[""] * (wide - len(row))] for row in rows]
    for cell, amount in zip(chain(*cells), chain(*amounts), strict=True):
        _set(cell, [(amount, one.cell.paragraphs[0])])
        hwpx.keep_on_line(cell.element)
    if money.non_budget:
        merged = table.merge_cells(top, left, top + high - 1, left + wide - 1)
        _write(merged, [NON_BUDGET])
        file.styles.apply_paragraph_format(paragraphs=merged.paragraphs, alignment="CENTER")


def _heads(table: Any, row: int, column: int) -> list[Any]:
    """The cells that name the columns of a money table; none where the form names none."""
    found = []
    for at in range(column, table.column_count if row >= 0 else column):
        cell = table.cell(row, at)
        if column_named(" ".join(one.text for one in cell.paragraphs)) is None:
            break
        found.append(cell)
    return found


def _bullets(cell: Any, lines: Iterable[ReportLine]) -> None:
    """Each line in the looks of the sample line of its level, else of the cell's first."""
    looks = [(one.text.strip()[:1], one) for one in cell.paragraphs]
    samples = {level: next((p for m, p in looks if m == MARKS[level]), None) for level in MARKS}
    told = [
        (f"{MARKS[line.level]} {clean_text(line.text)}", samples[line.level]) for line in lines
    ]
    _set(cell, told)


def _write(cell: Any, texts: Iterable[str]) -> None:
    _set(cell, [(clean_text(text), None) for text in texts])


def _set(cell: Any, told: Sequence[tuple[str, Any]]) -> None:
    """The texts instead of what stands there, each as its sample, else as the first."""
    first, *others = cell.paragraphs
    own = first.para_pr_id_ref, first.char_pr_id_ref
    looks = [(one.para_pr_id_ref, one.char_pr_id_ref) if one else own for _text, one in told]
    for one in others:
        one.remove()
    first.text = told[0][0] if told else ""
    if looks:
        first.para_pr_id_ref, first.char_pr_id_ref = looks[0]
    for (text, _one), (paragraph, letters) in zip(told[1:], looks[1:], strict=True):
        cell.add_paragraph(text, para_pr_id_ref=paragraph, char_pr_id_ref=letters)
