"""The columns of a 취합표 that came back: found by their names, read cell by cell, told by place.

White space in a heading does not count, and the unit in it does. Merged cells speak for all their
rows where they name something; what cannot be told is refused by the name of its cell. Pure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.documents.reading import table_head
from bot.documents.reading.table_head import HEAD_WITHIN, IN_UNIT, Grid, Head
from bot.documents.reading.workbook import Sheet
from storage.plans.wording_plan_form import COLUMNS as FORM_COLUMNS
from storage.plans.wording_plan_form import FORM
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

SPREAD = (DEPARTMENT, STATE, HEADING)
"""Columns in which a merged cell says the same of each of its rows."""
TWICE = "‘{name}’ 칸이 두 번 있습니다. 하나만 남겨 주십시오."
LACKING = (
    "취합표에 {names} 칸이 없습니다. 칸 이름을 원래대로 두어 다시 보내 주십시오. 첫 줄에 있는 다른"
    " 칸 이름: {others}"
)
NONE = "없음"
NO_UNIT = (
    "{cell}: ‘{name}’ 칸 이름에 단위가 없습니다. ‘예산(원)’이나 ‘예산(천원)’처럼 적어 다시 보내"
    " 주십시오."
)
OTHER_UNIT = (
    "{cell}: ‘{name}’의 단위를 알 수 없습니다. ‘예산(원)’이나 ‘예산(천원)’처럼 적어 다시 보내"
    " 주십시오."
)
MISSING = "파일에 없는 열은 그대로 둡니다: {columns}"
WHAT = "취합표"

_KEY = re.compile(rf"(?:{KEY}|열쇠|(?P<form>{FORM}))(?:\(수정금지\))?(?P<half>\d{{4}}-[12])")
"""Tables handed out before this column had its name call it 열쇠; 서식 is of one department."""
_BUDGET = re.compile(r"예산(?:[(（\[](?P<unit>[^()（）\[\]]*)[)）\]])?")
_BARE = re.compile(r"[\d,]+(?:\.\d+)?")
_COMPACT = {"".join(one.split()): one for one in COLUMNS}


@dataclass
class PlanHead(Head):
    """The header of a 취합표: the half it tells, the unit of its money."""

    half: HalfYear
    unit: str = "원"
    printed: str = BUDGET  # the heading of the money as it stands


def head_of(grid: Sequence[Sequence[str]]) -> PlanHead | None:
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
        head = PlanHead(at, columns, HalfYear.parse(keys[0]["half"]))
        head.framed = bool(keys[0]["form"])
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


def told(grid: Grid, head: PlanHead, seen: Sheet, others: Iterable[str]) -> dict[str, Any]:
    """The rows as JSON values, with a note on all that is not read or not seen.

    Raises Refusal for cells whose value nobody can tell.
    """
    body = grid[head.top + 1 :]
    table_head.spread(body, head, seen, SPREAD, (NUMBER,))
    rows = head.rows(body)
    table_head.refuse_untold(rows, head, seen, unread=(NUMBER,), dates=(MONTHS,))
    _in_won(rows, head)
    return {
        "half": head.half.code,
        "columns": dict(table_head.lettered(head)),
        "rows": rows,
        "hidden": [],
        "form": head.framed,
        "notes": [
            *table_head.hidden(rows, head, seen),
            *_notes(head),
            *table_head.stray(body, head),
            *table_head.other_sheets([] if head.framed else others),
        ],
    }


def _in_won(rows: Sequence[list[Any]], head: PlanHead) -> None:
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


def _notes(head: PlanHead) -> list[str]:
    said = []
    if head.unit and UNITS[head.unit] != 1:
        said.append(IN_UNIT.format(name=head.printed, unit=head.unit))
    said += table_head.foreign(head, WHAT)
    own = FORM_COLUMNS if head.framed else COLUMNS
    missing = [name for name in own if name not in (*head.columns, *TOLD)]
    return said + ([MISSING.format(columns=", ".join(missing))] if missing else [])
