"""The office's own form: an HWPX whose cells and fields bear names, filled with the report.

What is filled keeps the form's looks: lines take the marks and styles of the sample lines in their
cell, and the rows of a period are repeated for each. What bears no name stays as it was.
"""

import base64
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hwpx.document import HwpxDocument
from hwpx.errors import HwpxError
from hwpx.opc.package import HwpxPackageError

from bot.documents import album, hwpx, own_form_money, own_form_sample
from bot.documents.hwpx import HH_PARAGRAPH as HP
from bot.documents.hwpx import UNITS_PER_MM
from bot.documents.letter_widths import width
from bot.documents.own_form_cells import Samples, bullets, emptied, text_of, texts
from bot.documents.own_form_file import opened_archive, refuse_macros
from bot.documents.own_form_header import Header
from bot.documents.own_form_names import (
    CELLS_ONLY,
    CONTENT,
    KNOWN,
    MONEY,
    NOTE,
    OF_LINES,
    PERIOD,
    SIGNED,
    heads,
    lacking,
    lost,
    plain,
    refuse_without_needed,
    unknown,
    values,
)
from bot.documents.own_form_rows import cells_of, place, repeat, rows_of, table_of
from bot.documents.reading import automatic
from bot.documents.report_paper import label_lines, printed
from storage.report.report_shapes import Report, ReportRow, from_json
from storage.rules.errors import Refusal
from storage.rules.names import clean_text, cut, josa
from storage.rules.terms import NOTHING

LEAST = 8  # points of the smallest letters that a form is filled with
BESIDE = 3.7  # millimetres of a cell beside its text, as 한글 has it
FIRST_WORDS = 28  # letters of a value in a preview
FAULTS = (HwpxError, HwpxPackageError, ValueError, LookupError)
"""What the library raises for a file that it cannot open, change or save."""
ROW_OF = (PERIOD, CONTENT, NOTE)

NOT_CELLS = (
    "다음 이름은 누름틀이 아니라 표의 칸에 있어야 합니다: {names}\n"
    "한글에서 ‘셀 속성 → 필드 이름’에 적어 다시 보내 주십시오."
)
NOT_ONE_ROW = "‘기간’과 ‘내용’은 같은 표의 같은 줄에 있어야 합니다. 그 줄이 기간마다 되풀이됩니다."
TWICE = (
    "{name} {count}칸에 있습니다. 그 줄이 기간마다 되풀이되니 한 줄에만 적어 주십시오. 나머지"
    " 칸에서는 이름을 지워 주십시오."
)
NO_END = (
    "‘{name}’ 누름틀의 끝을 찾지 못해 채울 수 없습니다. 한글에서 그 누름틀을 지우고 다시 넣어"
    " 주십시오."
)
NOT_OPENED = (
    "한글이 저장한 HWPX의 짜임이 아니어서 열지 못했습니다. 한글에서 그 파일을 열어 ‘다른 이름으로"
    " 저장하기’로 HWPX 문서(.hwpx)를 골라 저장한 뒤 다시 보내 주십시오."
)
NOT_FILLED = (
    "이 서식은 채워 보니 온전한 문서가 되지 않았습니다. 한글에서 새 문서로 다시 저장하여 보내"
    " 주십시오."
)


def checked(_name: str, body: bytes, report: dict[str, Any] | None = None) -> dict[str, Any]:
    """Which names were `found`, are `lacking`, are `unknown` (with the nearest known one), what
    each field gets (`values`: name, first words, lines), and what finds no place (`lost`).

    The form is filled once with the report, else a small one, so that what is kept can be filled.
    Raises Refusal when it will not do.
    """
    form = _Form(body)
    names = form.names
    refuse_without_needed(names)
    before = form.issues()
    said = from_json(report) if report is not None else own_form_sample.report()
    try:
        form.fill(said)
        after = _Form(form.bytes()).issues()
    except FAULTS as error:
        raise Refusal(NOT_FILLED) from error
    if after - before:
        raise Refusal(NOT_FILLED)
    told = values(said)
    found = [name for name in KNOWN if name in names]
    return {
        "found": found,
        "lacking": lacking(names),
        "unknown": unknown(names),
        "values": [(name, _first(name, told[name]), len(told[name])) for name in found],
        "lost": lost(names, said),
    }


def left_out(_name: str, body: bytes, report: dict[str, Any]) -> list[tuple[str, int]]:
    """What the report says and the form has no place for: names, and how many lines of each."""
    return lost(_Form(body).names, from_json(report))


def filled(given: Mapping[str, Any]) -> bytes:
    """The form of `given`, filled with its report and followed by its album, if any."""
    form = _Form(base64.b64decode(given["form"]))
    form.fill(from_json(given["report"]))
    if given.get("album"):
        hwpx.append(form.file, album.blocks(given["album"]))
    return form.bytes()


def sample(_given: Mapping[str, Any]) -> bytes:
    """The built-in form with every name in its cells, to begin from."""
    return own_form_sample.form()


def _first(name: str, lines: Sequence[str]) -> str:
    """The first words that a field gets."""
    words = lines[0] if lines else NOTHING if name in OF_LINES else ""
    return cut(words, FIRST_WORDS)


class _Form:
    """One form, opened; the only place where the library opens a file that somebody sent."""

    def __init__(self, body: bytes) -> None:
        archive = opened_archive(body)
        refuse_macros(archive)
        try:
            self.file = HwpxDocument.open(io.BytesIO(body))
        except FAULTS as error:
            raise Refusal(NOT_OPENED) from error
        self._header = Header(self.file, automatic.of_hwpx(archive))
        for cell in self._every("tc"):
            _adopt(cell)

    @property
    def names(self) -> set[str]:
        """Every name of a cell, a field or a text box, as it is known."""
        others: list[Any] = [*self.file.fields.all, *self.file.fields.text_boxes]
        named = {plain(one.name) for one in others} | {name for name, _ in self._cells()}
        return named - {""}

    def issues(self) -> set[str]:
        """What the schema has against the file, wherever it stands."""
        return {one.message for one in self.file.validate().issues}

    def bytes(self) -> bytes:
        """The file as it is now."""
        for section in self.file.sections:
            section.mark_dirty()
        try:
            made: bytes = self.file.to_bytes()
        except FAULTS as error:
            raise Refusal(NOT_FILLED) from error
        return made

    def fill(self, report: Report) -> None:
        """Everything that has a name; raises Refusal before anything is written in vain."""
        row = self._row()
        self._refuse_fields()
        told = heads(report)
        self._fields(told)
        beside = Samples(row[CONTENT], self._header)
        for name, cell in list(self._cells()):
            if name in told:
                texts(cell, told[name])
            elif name in OF_LINES:
                lines = printed(report.lines_of(OF_LINES[name]))
                bullets(cell, lines, Samples(cell, self._header, beside))
            elif name in MONEY:
                money = next(one for one in report.money if one.kind is MONEY[name])
                own_form_money.fill(cell, name, money, self._header)
        self._people()
        self._periods(row, report.rows or (ReportRow(""),))

    def _every(self, kind: str) -> list[Any]:
        sections: list[Any] = [one.element for one in self.file.sections]
        return [one for section in sections for one in section.iter(f"{HP}{kind}")]

    def _cells(self) -> Iterator[tuple[str, Any]]:
        for cell in self._every("tc"):
            if name := plain(cell.get("name") or ""):
                yield name, cell

    def _row(self) -> dict[str, Any]:
        """The cells of a period's row, by name."""
        found: dict[str, Any] = {}
        for wanted in ROW_OF:
            cells = [cell for name, cell in self._cells() if name == wanted]
            if len(cells) > 1:
                raise Refusal(TWICE.format(name=josa(f"‘{wanted}’", "이/가"), count=len(cells)))
            if cells:
                found[wanted] = cells[0]
        if PERIOD in found and CONTENT in found:
            (first, last), (top, bottom) = rows_of(found[PERIOD]), rows_of(found[CONTENT])
            same = table_of(found[PERIOD]) is table_of(found[CONTENT])
            if not same or first > bottom or top > last:
                raise Refusal(NOT_ONE_ROW)
        return found

    def _refuse_fields(self) -> None:
        fields = [one for one in self.file.fields.all if plain(one.name) in KNOWN]
        boxes = [plain(one.name) for one in self.file.fields.text_boxes]
        wrong = [name for one in fields if (name := plain(one.name)) in CELLS_ONLY]
        wrong += [name for name in boxes if name in CELLS_ONLY]
        if wrong:
            raise Refusal(NOT_CELLS.format(names=", ".join(wrong)))
        for one in fields:
            if not one.has_end:
                raise Refusal(NO_END.format(name=one.name))

    def _fields(self, told: Mapping[str, Sequence[str]]) -> None:
        for at, field in enumerate(self.file.fields.all):
            if (name := plain(field.name)) in told:
                self.file.fields.fill(", ".join(told[name]), field_index=at)
        for box in self.file.fields.text_boxes:
            if (name := plain(box.name)) in told:
                box.text = ", ".join(told[name])

    def _people(self) -> None:
        """Posts, names and telephones of one size, small enough for all to stay on their lines."""
        cells = [cell for name, cell in self._cells() if name in SIGNED]
        runs = [run for cell in cells for run in cell.iterfind(f"{HP}subList/{HP}p/{HP}run")]
        if not runs:
            return
        largest = min(self._header.points(run.get("charPrIDRef")) for run in runs)
        sizes = range(largest, LEAST, -1)
        size = next((one for one in sizes if all(_fits(cell, one) for cell in cells)), LEAST)
        for cell in cells:
            hwpx.keep_on_line(cell)
        for run in runs if size < largest else ():
            run.set("charPrIDRef", self._header.sized(run.get("charPrIDRef"), size))

    def _periods(self, cells: Mapping[str, Any], rows: Sequence[ReportRow]) -> None:
        """The row of 기간 and 내용 once for each row of the report."""
        table, samples = table_of(cells[CONTENT]), Samples(cells[CONTENT], self._header)
        places = [rows_of(cells[name]) for name in (PERIOD, CONTENT)]
        top, bottom = min(first for first, _ in places), max(last for _, last in places)
        _let_run_over_pages(table)
        repeat(table, top, bottom, len(rows), emptied)
        high = bottom - top + 1
        by_place = {place(cell): cell for cell in cells_of(table)}
        for (line, _), cell in by_place.items():
            copied = bottom < line < top + high * len(rows)
            if copied and plain(cell.get("name") or "") in OF_LINES:
                texts(cell, [])  # said once
        for at, row in enumerate(rows):
            own = {
                name: by_place[first[0] + at * high, first[1]]
                for name, cell in cells.items()
                if (first := place(cell)) and (name != NOTE or _inside(cell, top, bottom))
            }
            texts(own[PERIOD], label_lines(row.label))
            bullets(own[CONTENT], printed(row.lines), samples)
            if NOTE in own:
                texts(own[NOTE], row.note.split("\n"))
        if NOTE in cells and not _inside(cells[NOTE], top, bottom):
            notes = [line for row in rows if row.note for line in row.note.split("\n")]
            texts(cells[NOTE], notes)


def _inside(cell: Any, top: int, bottom: int) -> bool:
    first, last = rows_of(cell)
    return top <= first and last <= bottom


def _let_run_over_pages(table: Any) -> None:
    """A table set as a letter, or one that is not to be parted, could not; nor what holds it."""
    for one in (table, *table.iterancestors(f"{HP}tbl")):
        one.set("pageBreak", "CELL")
        for position in one.findall(f"{HP}pos"):
            position.set("treatAsChar", "0")


def _fits(cell: Any, size: int) -> bool:
    room = int(cell.find(f"{HP}cellSz").get("width") or 0) / UNITS_PER_MM - BESIDE
    lines = cell.iterfind(f"{HP}subList/{HP}p")
    return all(width(clean_text(text_of(line)), size) <= room for line in lines)


def _adopt(cell: Any) -> None:
    """A 누름틀 that is all of a cell names the cell: many know no other way to name one."""
    if plain(cell.get("name") or "") in KNOWN:
        inside = cell.iter(f"{HP}fieldBegin")
        for one in [each for each in inside if plain(each.get("name") or "") in KNOWN]:
            one.set("name", "")  # the cell's own text, which is replaced
        return
    begins = [
        one for one in cell.iter(f"{HP}fieldBegin") if next(one.iterancestors(f"{HP}tc")) is cell
    ]
    if len(begins) == 1 and plain(begins[0].get("name") or "") in CELLS_ONLY and _alone(cell):
        cell.set("name", plain(begins[0].get("name")))
        begins[0].set("name", "")


def _alone(cell: Any) -> bool:
    """Whether nothing is said beside the one field of a cell."""
    inside = False
    for one in cell.iter(f"{HP}fieldBegin", f"{HP}fieldEnd", f"{HP}t"):
        if one.tag != f"{HP}t":
            inside = one.tag == f"{HP}fieldBegin"
        elif not inside and "".join(one.itertext()).strip():
            return False
    return True
