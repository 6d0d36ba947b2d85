"""The columns of a 취합표 that came back: found by their names, read cell by cell, told by place.

White space in a heading does not count, and the unit in it does. Merged cells speak for all their
rows where they name something; what cannot be told is refused by the name of its cell. Pure.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.documents.reading.workbook import ERROR, Sheet, letters, named
from storage.plans.wording_plan_table import (
    BUDGET,
    COLUMNS,
    DEPARTMENT,
    HEADING,
    KEY,
    MONTHS,
    NEEDED,
    NUMBER,
    STATE,
    TOLD,
)
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.money import UNITS

HEAD_WITHIN = 10  # rows that may stand above the header: a title, an empty line
SPREAD = (DEPARTMENT, STATE, HEADING)
"""Columns in which a merged cell says the same of each of its rows."""
TWICE = "‘{name}’ 칸이 두 번 있습니다. 하나만 남겨 주십시오."
LACKING = (
    "취합표에 {names} 칸이 없습니다. 칸 이름을 원래대로 두어 다시 보내 주십시오. 첫 줄에 있는 다른"
    " 칸 이름: {others}"
)
NONE = "없음"
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
NO_UNIT = (
    "{cell}: ‘{name}’ 칸 이름에 단위가 없습니다. ‘예산(원)’이나 ‘예산(천원)’처럼 적어 다시 보내"
    " 주십시오."
)
OTHER_UNIT = (
    "{cell}: ‘{name}’의 단위를 알 수 없습니다. ‘예산(원)’이나 ‘예산(천원)’처럼 적어 다시 보내"
    " 주십시오."
)
HIDDEN_ROWS = "숨긴 행 {count}개도 읽었습니다: {rows}"
HIDDEN_COLUMNS = "숨긴 열도 읽었습니다: {columns}"
OTHER_SHEETS = "다른 시트는 읽지 않았습니다: {names}"
FOREIGN = "취합표에 없는 열은 읽지 않았습니다: {columns}"
MISSING = "파일에 없는 열은 그대로 둡니다: {columns}"
STRAY = "칸 이름이 없는 열의 글은 읽지 않았습니다: {cells}"
IN_UNIT = "‘{name}’ 열은 {unit} 단위로 읽어 원으로 바꾸었습니다."

Grid = list[list[str]]
_KEY = re.compile(rf"(?:{KEY}|열쇠)(?:\(수정금지\))?(\d{{4}}-[12])")
"""Tables handed out before this column had its name call it 열쇠."""
_BUDGET = re.compile(r"예산(?:[(（\[](?P<unit>[^()（）\[\]]*)[)）\]])?")
_MONTH = re.compile(r"((?:19|20)\d\d)\.1")
_BARE = re.compile(r"[\d,]+(?:\.\d+)?")
_COMPACT = {"".join(one.split()): one for one in COLUMNS}


@dataclass
class Head:
    """The header: its row, the columns that it names, the half it tells, the unit of money."""

    top: int
    columns: dict[str, int]
    half: HalfYear
    unit: str = "원"
    printed: str = BUDGET  # the heading of the money as it stands
    foreign: dict[int, str] = field(default_factory=dict)
    plain: bool = False  # of a file of letters alone

    def cell(self, line: int, name: str) -> str:
        """The name of a cell by its row, from 1, and its column."""
        return f"{letters(self.columns[name])}{line}"


def head_of(grid: Sequence[Sequence[str]]) -> Head | None:
    """The header of a table; None where none of the first rows is one."""
    for at, row in enumerate(grid[:HEAD_WITHIN]):
        said = ["".join(cell.split()) for cell in row]
        keys = [found for one in said if (found := _KEY.fullmatch(one))]
        names = [_name(one) for one in said]
        lacking = [name for name in NEEDED if name not in names]
        if keys and lacking:
            others = [cell for cell, name in zip(row, names, strict=True) if name not in COLUMNS]
            raise Refusal(LACKING.format(names=_quoted(lacking), others=_quoted(others) or NONE))
        if lacking:
            continue
        for name in COLUMNS:
            if names.count(name) > 1:
                raise Refusal(TWICE.format(name=name))
        columns = {name: names.index(name) for name in COLUMNS if name in names}
        head = Head(at, columns, HalfYear.parse(keys[0][1]))
        if BUDGET in columns:
            head.printed = said[columns[BUDGET]]
            found = _BUDGET.fullmatch(head.printed)
            head.unit = (found["unit"] or "") if found else head.unit
        head.foreign = {
            n: cell for n, cell in enumerate(row) if cell.strip() and names[n] not in columns
        }
        return head
    return None


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"‘{' '.join(one.split())}’" for one in names if one.strip())


def _name(said: str) -> str:
    """The column that a heading names, without its white space; itself when it is none of ours."""
    if _KEY.fullmatch(said):
        return KEY
    if _BUDGET.fullmatch(said):
        return BUDGET
    return _COMPACT.get(said, said)


def told(grid: Grid, head: Head, seen: Sheet, others: Iterable[str]) -> dict[str, Any]:
    """The rows as JSON values, with a note on all that is not read or not seen.

    Raises Refusal for cells whose value nobody can tell.
    """
    body = grid[head.top + 1 :]
    _spread(body, head, seen)
    rows = []
    for line, row in enumerate(body, head.top + 2):
        cells = {name: row[at] if at < len(row) else "" for name, at in head.columns.items()}
        if any(cells.values()):
            rows.append([line, cells])
    _refuse_untold(rows, head, seen)
    _in_won(rows, head)
    return {
        "half": head.half.code,
        "columns": {name: letters(at) for name, at in head.columns.items()},
        "rows": rows,
        "hidden": [],
        "notes": [*_notes(body, rows, head, seen), *_other_sheets(others)],
    }


def _spread(body: Grid, head: Head, seen: Sheet) -> None:
    """A merged cell speaks for its rows where it names something; a figure's is refused."""
    names = {at: name for name, at in head.columns.items() if name != NUMBER}
    unclear = []
    for first, left, last, right in seen.merged:
        if first <= head.top:
            continue
        value = body[first - head.top - 1][left] if _inside(body, head, first, left) else ""
        within = [names[at] for at in range(left, right + 1) if at in names]
        if not value or not within:
            continue
        if left != right or within[0] not in SPREAD:
            unclear.append(f"{letters(left)}{first + 1}:{letters(right)}{last + 1}")
            continue
        for row in body[first - head.top - 1 : last - head.top]:
            row[left : left + 1] = [value]
    if unclear:
        raise Refusal(MERGED.format(cells=named(unclear)))


def _inside(body: Grid, head: Head, row: int, column: int) -> bool:
    at = row - head.top - 1
    return at < len(body) and column < len(body[at])


def _refuse_untold(
    rows: Sequence[tuple[int, Mapping[str, str]] | list[Any]], head: Head, seen: Sheet
) -> None:
    """Errors and formulas in columns that are read; a number of an item is never read."""
    ours = {letters(at) for name, at in head.columns.items() if name != NUMBER}

    def read(place: str) -> bool:
        column = place.rstrip("0123456789")
        return column in ours and int(place[len(column) :]) > head.top

    errors = {place: said for place, said in seen.errors.items() if read(place)}
    for line, cells in rows:
        for name, said in cells.items():
            if name != NUMBER and ERROR.fullmatch(said.strip()):
                errors.setdefault(head.cell(line, name), said.strip())
    if errors:
        cells = [f"{place} ‘{said}’" for place, said in errors.items()]
        raise Refusal(ERRORS.format(cells=named(cells)))
    unshown = [place for place in seen.unshown if read(place)]
    if unshown:
        raise Refusal(UNSHOWN.format(cells=named(unshown)))
    _refuse_two_ways(rows, head, seen)
    formulas = [place for place in seen.formulas if read(place)]
    if formulas:
        raise Refusal(FORMULA.format(cells=named(formulas)))


def _refuse_two_ways(
    rows: Sequence[tuple[int, Mapping[str, str]] | list[Any]], head: Head, seen: Sheet
) -> None:
    """A number among the months that may be two of them; a CSV keeps no other trace of it."""
    if MONTHS not in head.columns:
        return
    for line, cells in rows:
        place, said = head.cell(line, MONTHS), cells[MONTHS].strip()
        ways = seen.two_ways.get(place)
        if ways is None and head.plain and (found := _MONTH.fullmatch(said)):
            ways = f"{found[1]}.1.", f"{found[1]}.10."
        if ways:
            told = TWO_WAYS.format(cell=place, said=said, first=ways[0], second=ways[1])
            raise Refusal(told)


def _in_won(rows: Sequence[list[Any]], head: Head) -> None:
    """Bare figures of the money get the unit of their column; one that is none is refused."""
    if BUDGET not in head.columns:
        return
    cell = head.cell(head.top + 1, BUDGET)
    if head.unit and head.unit not in UNITS:
        raise Refusal(OTHER_UNIT.format(cell=cell, name=head.printed))
    for _line, cells in rows:
        bare = _BARE.fullmatch(cells[BUDGET].strip())
        if bare is not None and not head.unit:
            raise Refusal(NO_UNIT.format(cell=cell, name=head.printed))
        if bare is not None and UNITS[head.unit] != 1:
            cells[BUDGET] = f"{bare[0]}{head.unit}"


def _notes(body: Grid, rows: Sequence[list[Any]], head: Head, seen: Sheet) -> list[str]:
    lines = {line for line, _cells in rows}
    hidden = [f"{row}행" for row in seen.hidden_rows if row in lines]
    said = [HIDDEN_ROWS.format(count=len(hidden), rows=named(hidden))] if hidden else []
    ours = {letters(at): name for name, at in head.columns.items()}
    columns = [f"{ours[one]}({one}열)" for one in seen.hidden_columns if one in ours]
    said += [HIDDEN_COLUMNS.format(columns=named(columns))] if columns else []
    if head.unit and UNITS[head.unit] != 1:
        said.append(IN_UNIT.format(name=head.printed, unit=head.unit))
    foreign = [f"{' '.join(name.split())}({letters(at)}열)" for at, name in head.foreign.items()]
    said += [FOREIGN.format(columns=named(foreign))] if foreign else []
    missing = [name for name in COLUMNS if name not in (*head.columns, *TOLD)]
    said += [MISSING.format(columns=named(missing))] if missing else []
    known = {*head.columns.values(), *head.foreign}
    stray = [
        f"{letters(at)}{line}"
        for line, row in enumerate(body, head.top + 2)
        for at, value in enumerate(row)
        if value and at not in known
    ]
    return [*said, STRAY.format(cells=named(stray))] if stray else said


def _other_sheets(others: Iterable[str]) -> list[str]:
    names = ", ".join(others)
    return [OTHER_SHEETS.format(names=names)] if names else []
