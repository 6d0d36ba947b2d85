"""The columns of a register that came, of our own or of another office: found by their headings.

Ours say by the heading of the key what they are. Any other list is known by what its headings
name; what was taken as what is told first, and what nobody knows is named and left out. Pure.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.documents.reading import table_head
from bot.documents.reading.table_head import HEAD_WITHIN, IN_UNIT, Grid, Head
from bot.documents.reading.workbook import Sheet, named
from storage.facts.registers.columns import Column, Look, Register
from storage.facts.registers.wording_registers import (
    DEPARTMENT,
    DEPARTMENTS_ALSO,
    KEY,
    NUMBER,
    NUMBERS_ALSO,
    REGISTERS,
)
from storage.facts.registers.wording_scopes import Scope, read_heading
from storage.rules.errors import Refusal
from storage.rules.money import BARE_FROM, UNITS, stated_unit

TWICE = "‘{name}’ 칸이 두 번 있습니다. 하나만 남겨 주십시오."
LACKING = (
    "대장에 {names} 칸이 없습니다. 칸 이름을 원래대로 두어 다시 보내 주십시오. 대장은 /registers"
    " 에서 새로 받으실 수 있습니다."
)
NO_UNIT = (
    "{cell}: ‘{name}’ 칸에 작은 수 ‘{said}’가 있는데 단위가 적혀 있지 않습니다. 칸 이름을"
    " ‘계약 금액(원)’이나 ‘계약 금액(천원)’처럼 적어 다시 보내 주십시오."
)
OTHER_UNIT = (
    "{cell}: ‘{name}’의 단위를 알 수 없습니다. ‘계약 금액(원)’이나 ‘계약 금액(천원)’처럼 적어"
    " 다시 보내 주십시오."
)
AS_WON = "‘{name}’ 열에는 단위가 없어 원으로 읽었습니다."
TOTALS = "합계 행은 읽지 않았습니다: {rows}"
MISSING = "파일에 없는 열은 그대로 둡니다: {columns}"
WHAT = "대장"

UNREAD = (NUMBER,)
_TOTAL = re.compile(r"[(（\[]?(?:총?합계|소계|총계|누계|계)[)）\]]?(?:[:：].*)?")
_BRACKETS = re.compile(r"[(（\[<].*?[)）\]>]")
_BARE = re.compile(r"[\d,]+(?:\.\d+)?")
_TOTAL_WITHIN = 3  # columns in which a row says that it is one of sums


@dataclass
class RegisterHead(Head):
    """The header of a register; `scope` is known of our own alone."""

    register: Register
    scope: Scope | None = None
    printed: dict[str, str] = field(default_factory=dict)  # our heading -> as it stands
    above: Sequence[Sequence[str]] = ()  # the rows above it, which may tell a unit


def head_of(grid: Grid) -> RegisterHead | None:
    """The header of a register, ours first; None where none of the first rows is one."""
    first = grid[:HEAD_WITHIN]
    for at, row in enumerate(first):
        for place, cell in enumerate(row):
            scope = read_heading(cell)
            if scope is not None:
                return _own(at, row, place, scope, grid)
    found = [head for at, row in enumerate(first) if (head := _foreign(at, row, grid)) is not None]
    return max(found, key=lambda one: len(one.columns), default=None)


def _own(at: int, row: Sequence[str], place: int, scope: Scope, grid: Grid) -> RegisterHead:
    register = REGISTERS[scope.kind]
    known = {_tight(one): one for one in (NUMBER, DEPARTMENT, *_headings(register))}
    columns: dict[str, int] = {KEY: place}
    other: dict[int, str] = {}
    for where, cell in enumerate(row):
        name = known.get(_tight(cell)) or _money_again(register, cell)
        if where == place or not cell.strip():
            continue
        if name is None:
            other[where] = cell
        elif name in columns:
            raise Refusal(TWICE.format(name=name))
        else:
            columns[name] = where
    if len(columns) < 2:
        raise Refusal(LACKING.format(names=f"‘{DEPARTMENT}’"))
    printed = {name: row[where] for name, where in columns.items()}
    return RegisterHead(at, columns, register, scope, printed, grid[:at], foreign=other)


def _money_again(register: Register, cell: str) -> str | None:
    """A column of money whose unit somebody changed in its heading."""
    wanted = _bare(cell)
    for heading, column in register.read.items():
        if column.money and _bare(heading) == wanted:
            return heading
    return None


def _headings(register: Register) -> Iterable[str]:
    return (one.heading for one in register.columns)


def _foreign(at: int, row: Sequence[str], grid: Grid) -> RegisterHead | None:
    """The register that most of these headings belong to, if they tell enough of one."""
    best: RegisterHead | None = None
    for register in REGISTERS.values():
        columns = _matched(register, row)
        held = {register.read[one].fact for one in columns if one in register.read}
        if not all(held & {*group} for group in register.signs):
            continue
        if best is None or len(columns) > len(best.columns):
            best = _head(at, row, register, columns, grid)
    return best


def _head(
    at: int, row: Sequence[str], register: Register, columns: dict[str, int], grid: Grid
) -> RegisterHead:
    taken = {*columns.values()}
    other = {n: cell for n, cell in enumerate(row) if cell.strip() and n not in taken}
    printed = {name: row[where] for name, where in columns.items()}
    return RegisterHead(at, columns, register, None, printed, grid[:at], foreign=other)


def _matched(register: Register, row: Sequence[str]) -> dict[str, int]:
    """Where our headings stand in a row: by our own words first, then by others'."""
    cells = [(n, _tight(cell), _bare(cell)) for n, cell in enumerate(row) if cell.strip()]
    taken: dict[str, int] = {}
    wanted = [
        (NUMBER, (NUMBER, *NUMBERS_ALSO)),
        (DEPARTMENT, (DEPARTMENT, *DEPARTMENTS_ALSO)),
        *(
            (one.heading, (one.heading, *one.also))
            for one in (*register.read.values(), *register.extra)
        ),
    ]
    for name, words in wanted:
        for word in words:
            found = next(
                (
                    n
                    for n, tight, bare in cells
                    if n not in taken.values() and (tight == _tight(word) or bare == _bare(word))
                ),
                None,
            )
            if found is not None:
                taken[name] = found
                break
    return taken


def _tight(said: str) -> str:
    return "".join(said.split())


def _bare(said: str) -> str:
    """A heading without its white space and without what stands in brackets."""
    return _BRACKETS.sub("", _tight(said))


def told(grid: Grid, head: RegisterHead, seen: Sheet, others: Iterable[str]) -> dict[str, Any]:
    """The rows as JSON values, with a note on all that is not read or not seen.

    Raises Refusal for cells whose value nobody can tell.
    """
    body = grid[head.top + 1 :]
    register = head.register
    unread = {*UNREAD, *(one.heading for one in register.columns if not one.fact)}
    names = [one for one in head.columns if not _is_figure(register, one)]
    table_head.spread(body, head, seen, names, unread)
    rows, sums = _parted(head.rows(body), body, head)
    dates = [one.heading for one in register.read.values() if one.fact == register.when]
    table_head.refuse_untold(rows, head, seen, unread=unread, dates=dates, left=sums)
    notes = _in_won(rows, head)
    kept = [
        [line, {name: said for name, said in cells.items() if name not in unread}]
        for line, cells in rows
    ]
    kept = [row for row in kept if any(said.strip() for said in row[1].values())]
    folded = {one.heading for one in register.columns if head.scope and (one.folded or one.rare)}
    return {
        "kind": register.kind.value,
        "heading": head.scope.heading if head.scope else "",
        "columns": dict(table_head.lettered(head)),
        "printed": head.printed,
        "rows": kept,
        "hidden": [],
        "notes": [
            *([TOTALS.format(rows=named(f"{line}행" for line in sums))] if sums else []),
            *table_head.hidden(rows, head, seen, folded),
            *notes,
            *table_head.foreign(head, WHAT),
            *_missing(head),
            *table_head.stray(body, head),
            *table_head.other_sheets(others),
        ],
    }


def _is_figure(register: Register, heading: str) -> bool:
    column: Column | None = register.read.get(heading)
    return column is not None and column.look is Look.FIGURE


def _parted(rows: list[Any], body: Grid, head: Head) -> tuple[list[Any], list[int]]:
    """The rows of records, and the lines of those that only add them up."""
    sums = [
        line
        for line, _cells in rows
        if any(
            _TOTAL.fullmatch(_tight(cell))
            for cell in [one for one in body[line - head.top - 2] if one.strip()][:_TOTAL_WITHIN]
        )
    ]
    return [row for row in rows if row[0] not in sums], sums


def _in_won(rows: Sequence[Any], head: RegisterHead) -> list[str]:
    """Bare figures of money get the unit of their column, of its heading or above the table."""
    notes: list[str] = []
    for heading, column in head.register.read.items():
        if not column.money or heading not in head.columns:
            continue
        printed = " ".join(head.printed[heading].split())
        unit = stated_unit(printed) or _unit_above(head.above)
        cell = head.cell(head.top + 1, heading)
        if unit is not None and unit not in UNITS:
            raise Refusal(OTHER_UNIT.format(cell=cell, name=printed))
        bare = [(line, cells) for line, cells in rows if _BARE.fullmatch(cells[heading].strip())]
        if unit is None and bare:
            _refuse_small(bare, head, heading, printed)
            notes.append(AS_WON.format(name=printed))
        if unit is not None and UNITS[unit] != 1:
            for _line, cells in bare:
                cells[heading] = f"{cells[heading].strip()}{unit}"
            notes.append(IN_UNIT.format(name=printed, unit=unit))
    return notes


def _refuse_small(bare: Collection[Any], head: RegisterHead, heading: str, printed: str) -> None:
    """A small figure without a unit is more likely one of 천원 or 백만원."""
    for line, cells in bare:
        said = cells[heading].strip()
        if 0 < float(said.replace(",", "")) < BARE_FROM:
            place = head.cell(line, heading)
            raise Refusal(NO_UNIT.format(cell=place, name=printed, said=said))


def _unit_above(rows: Sequence[Sequence[str]]) -> str | None:
    """(단위: 천원) in a line above the table."""
    for row in rows:
        for cell in row:
            unit = stated_unit(cell) if cell.strip() else None
            if unit in UNITS:
                return unit
    return None


def _missing(head: RegisterHead) -> list[str]:
    """Columns of ours that somebody took out."""
    if head.scope is None:
        return []
    missing = [one for one in head.register.read if one not in head.columns]
    return [MISSING.format(columns=", ".join(missing))] if missing else []
