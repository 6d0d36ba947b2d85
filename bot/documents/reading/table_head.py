"""The header of a table that came back, and what of its body cannot be told: by cells. Pure.

Merged cells speak for all their rows where they name something; what cannot be told is refused by
the name of its cell, whatever sort of table it is.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.documents.reading.workbook import ERROR, Sheet, letters, named
from storage.rules.errors import Refusal

HEAD_WITHIN = 10  # rows that may stand above the header: a title, an empty line
FORMULA = "{cells}: 수식이 들어 있습니다. ‘값 붙여넣기’로 값만 남겨 다시 보내 주십시오."
ERRORS = (
    "{cells}: 오류 값이 들어 있습니다. 그 칸을 바른 값으로 고치거나 비워서 다시 보내 주십시오."
)
UNSHOWN = (
    "{cells}: 화면에 보이는 값과 저장된 값이 달라 어느 쪽인지 알 수 없습니다. 표시 형식을"
    " ‘일반’으로 바꾸고 값을 확인하여 다시 보내 주십시오."
)
TWO_WAYS = (
    "{cell}: 숫자 ‘{said}’만으로는 ‘{first}’인지 ‘{second}’인지 알 수 없습니다. 그렇게 끝에 점을"
    " 찍어 다시 적어 보내 주십시오."
)
MERGED = (
    "{cells}: 합쳐진 칸입니다. 어느 행의 값인지 알 수 없으니 칸 합치기를 풀고 행마다 적어 다시"
    " 보내 주십시오."
)
HIDDEN_ROWS = "숨긴 행 {count}개도 읽었습니다: {rows}"
HIDDEN_COLUMNS = "숨긴 열도 읽었습니다: {columns}"
OTHER_SHEETS = "다른 시트는 읽지 않았습니다: {names}"
FOREIGN = "{what}에 없는 열은 읽지 않았습니다: {columns}"
STRAY = "칸 이름이 없는 열의 글은 읽지 않았습니다: {cells}"
IN_UNIT = "‘{name}’ 열은 {unit} 단위로 읽어 원으로 바꾸었습니다."

Grid = list[list[str]]
Row = list[Any]
"""Its line, counted from 1, and its cells by column."""
_MONTH = re.compile(r"((?:19|20)\d\d)\.1")


@dataclass
class Head:
    """The header: its row, and the columns that it names."""

    top: int
    columns: dict[str, int]
    foreign: dict[int, str] = field(default_factory=dict, kw_only=True)
    plain: bool = field(default=False, kw_only=True)  # of a file of letters alone
    framed: bool = field(default=False, kw_only=True)  # a form: what stands around it is ours

    def cell(self, line: int, name: str) -> str:
        """The name of a cell by its row, from 1, and its column."""
        return f"{letters(self.columns[name])}{line}"

    def rows(self, body: Grid) -> list[Row]:
        """The rows below it that say anything in its columns."""
        rows: list[Row] = []
        for line, row in enumerate(body, self.top + 2):
            cells = {name: row[at] if at < len(row) else "" for name, at in self.columns.items()}
            if any(cells.values()):
                rows.append([line, cells])
        return rows


def spread(
    body: Grid, head: Head, seen: Sheet, names: Collection[str], unread: Collection[str] = ()
) -> None:
    """A merged cell of these columns speaks for its rows; that of a figure is refused."""
    read = {at: name for name, at in head.columns.items() if name not in unread}
    unclear = []
    for first, left, last, right in seen.merged:
        if first <= head.top:
            continue
        value = body[first - head.top - 1][left] if _inside(body, head, first, left) else ""
        within = [read[at] for at in range(left, right + 1) if at in read]
        if not value or not within:
            continue
        if left != right or within[0] not in names:
            unclear.append(f"{letters(left)}{first + 1}:{letters(right)}{last + 1}")
            continue
        for row in body[first - head.top - 1 : last - head.top]:
            row[left : left + 1] = [value]
    if unclear:
        raise Refusal(MERGED.format(cells=named(unclear)))


def _inside(body: Grid, head: Head, row: int, column: int) -> bool:
    at = row - head.top - 1
    return at < len(body) and column < len(body[at])


def refuse_untold(
    rows: Sequence[Row],
    head: Head,
    seen: Sheet,
    *,
    unread: Collection[str] = (),
    dates: Collection[str] = (),
    left: Collection[int] = (),
) -> None:
    """Errors and formulas in columns that are read, and days that may be two of them.

    `left` are lines that are not read.
    """
    ours = {letters(at) for name, at in head.columns.items() if name not in unread}

    def read(place: str) -> bool:
        column = place.rstrip("0123456789")
        line = int(place[len(column) :])
        return column in ours and line > head.top and line not in left

    errors = {place: said for place, said in seen.errors.items() if read(place)}
    for line, cells in rows:
        for name, said in cells.items():
            if name not in unread and ERROR.fullmatch(said.strip()):
                errors.setdefault(head.cell(line, name), said.strip())
    if errors:
        cells = [f"{place} ‘{said}’" for place, said in errors.items()]
        raise Refusal(ERRORS.format(cells=named(cells)))
    unshown = [place for place in seen.unshown if read(place)]
    if unshown:
        raise Refusal(UNSHOWN.format(cells=named(unshown)))
    for name in dates:
        _refuse_two_ways(rows, head, seen, name)
    formulas = [place for place in seen.formulas if read(place)]
    if formulas:
        raise Refusal(FORMULA.format(cells=named(formulas)))


def _refuse_two_ways(rows: Sequence[Row], head: Head, seen: Sheet, name: str) -> None:
    """A number among the days that may be two of them; a CSV keeps no other trace of it."""
    if name not in head.columns:
        return
    for line, cells in rows:
        place, said = head.cell(line, name), cells[name].strip()
        ways = seen.two_ways.get(place)
        if ways is None and head.plain and (found := _MONTH.fullmatch(said)):
            ways = f"{found[1]}.1.", f"{found[1]}.10."
        if ways:
            told = TWO_WAYS.format(cell=place, said=said, first=ways[0], second=ways[1])
            raise Refusal(told)


def hidden(rows: Sequence[Row], head: Head, seen: Sheet, but: Collection[str] = ()) -> list[str]:
    """What nobody sees on the screen and was read all the same."""
    lines = {line for line, _cells in rows}
    found = [f"{row}행" for row in seen.hidden_rows if row in lines]
    said = [HIDDEN_ROWS.format(count=len(found), rows=named(found))] if found else []
    ours = {letters(at): name for name, at in head.columns.items() if name not in but}
    columns = [f"{ours[one]}({one}열)" for one in seen.hidden_columns if one in ours]
    return said + ([HIDDEN_COLUMNS.format(columns=named(columns))] if columns else [])


def foreign(head: Head, what: str) -> list[str]:
    """The columns of which nobody knows what they are."""
    names = [f"{' '.join(name.split())}({letters(at)}열)" for at, name in head.foreign.items()]
    return [FOREIGN.format(what=what, columns=named(names))] if names else []


def stray(body: Grid, head: Head) -> list[str]:
    """Words in columns without a heading."""
    known = {*head.columns.values(), *head.foreign}
    found = [
        f"{letters(at)}{line}"
        for line, row in enumerate(body, head.top + 2)
        for at, value in enumerate(row)
        if value and at not in known
    ]
    return [STRAY.format(cells=named(found))] if found else []


def other_sheets(others: Iterable[str]) -> list[str]:
    """The sheets that are shown and not read."""
    names = ", ".join(others)
    return [OTHER_SHEETS.format(names=names)] if names else []


def lettered(head: Head) -> Mapping[str, str]:
    """The letter of each column, by which faults name their cells."""
    return {name: letters(at) for name, at in head.columns.items()}
