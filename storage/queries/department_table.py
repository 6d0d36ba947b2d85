"""The table by which an office changes its departments, as text: reading it, row by row."""

import csv
from dataclasses import dataclass
from io import StringIO

from storage.queries import texts
from storage.rules import errors
from storage.rules.names import clean_text

SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    line: int
    position: int
    name: str
    former: str


def name_key(name: str) -> str:
    """A department's name as it is compared."""
    return "".join(clean_text(name).split())


def decode(data: bytes) -> str:
    """The text of a CSV file as Korean offices save it. Refusal for any other encoding."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise errors.Refusal(texts.TABLE_UNREADABLE)


def parse(text: str) -> tuple[list[Row], list[str]]:
    """The rows of the table, and one Korean sentence for each row that cannot be read.

    Refusal when the table is empty or lacks a column.
    """
    lines = text.lstrip("\ufeff").splitlines()
    if not any(line.strip() for line in lines):
        raise errors.Refusal(texts.TABLE_EMPTY)
    separator = max(SEPARATORS, key=lines[0].count)
    table = list(csv.reader(StringIO("\n".join(lines)), delimiter=separator))
    heading = [name_key(cell) for cell in table[0]]
    if not {texts.ORDER_COLUMN, texts.NAME_COLUMN} <= set(heading):
        raise errors.Refusal(texts.heading_missing())
    rows: list[Row] = []
    faults: list[str] = []
    for line, cells in enumerate(table[1:], start=2):
        told = dict(zip(heading, map(clean_text, cells), strict=False))
        if not any(told.values()):
            continue
        fault = _fault(line, told)
        if fault:
            faults.append(fault)
            continue
        former = told.get(texts.FORMER_COLUMN, "")
        rows.append(Row(line, int(told[texts.ORDER_COLUMN]), told[texts.NAME_COLUMN], former))
    return rows, faults + _twice(rows)


def _fault(line: int, told: dict[str, str]) -> str:
    order = told.get(texts.ORDER_COLUMN, "")
    if not (order.isascii() and order.isdigit() and len(order) <= 6):
        return texts.row_order(line, order)
    return "" if told.get(texts.NAME_COLUMN) else texts.row_name(line)


def _twice(rows: list[Row]) -> list[str]:
    faults: list[str] = []
    first: dict[str, int] = {}
    for row in rows:
        for name in filter(None, (row.name, row.former)):
            seen = first.setdefault(name_key(name), row.line)
            if seen != row.line:
                faults.append(texts.row_twice(row.line, name, seen))
    return faults
