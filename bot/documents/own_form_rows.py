"""Rows of a table that stand in a form once and in the report as often as it needs them.

Whatever stands beside the fields goes along: pictures, fields, tables in cells. A cell that is
merged over the rows and beyond them grows; one that is merged into them keeps its place.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from bot.documents.hwpx import HH_PARAGRAPH as HP

IDS = ("id", "instid", "instId", "fieldid")
REFERS = ("beginIDRef", "subjectIDRef")
NOBODYS = ("0", "2147483648", "4294967295")
"""Numbers that 한글 gives to many at once."""
ONCE = ("bookmark",)
"""What may stand in a file once."""


def cells_of(table: Any) -> list[Any]:
    """The cells of a table itself, not those of tables inside it."""
    return [cell for row in table.findall(f"{HP}tr") for cell in row.findall(f"{HP}tc")]


def table_of(cell: Any) -> Any:
    """The table that a cell stands in."""
    return cell.getparent().getparent()


def place(cell: Any) -> tuple[int, int]:
    """Row and column, from 0."""
    address = cell.find(f"{HP}cellAddr")
    return int(address.get("rowAddr")), int(address.get("colAddr"))


def spans(cell: Any) -> tuple[int, int]:
    """How many rows and columns a cell takes."""
    span = cell.find(f"{HP}cellSpan")
    return int(span.get("rowSpan") or 1), int(span.get("colSpan") or 1)


def rows_of(cell: Any) -> tuple[int, int]:
    """The first and the last row that it takes."""
    top, high = place(cell)[0], spans(cell)[0]
    return top, top + high - 1


def repeat(table: Any, top: int, bottom: int, times: int, emptied: Callable[[Any], None]) -> None:
    """The rows from `top` to `bottom` stand `times` times; `emptied` takes a cell's contents.

    A cell merged into the rows from above or out of them below stands once; where it would
    stand in the others there is an empty one of its looks.
    """
    high = bottom - top + 1
    added = high * (times - 1)
    if not added:
        return
    fresh = _Fresh(table)
    rows = table.findall(f"{HP}tr")
    low = _heights(table, top, bottom) * (times - 1)
    out: dict[int, list[Any]] = {at: [] for at in range(len(rows) + added)}
    for cell in cells_of(table):
        first, last = rows_of(cell)
        if top <= first and last <= bottom:
            copies = [cell, *(fresh.copy(cell) for _ in range(times - 1))]
            for at, one in enumerate(copies):
                _put(out, one, first + at * high)
        elif first <= top and last >= bottom:
            _grow(cell, added)
            out[first].append(cell)
        elif first < top <= last:
            out[first].append(cell)
            for at in range(1, times):
                _put(out, _blank(fresh.copy(cell), last - top + 1, emptied), top + at * high)
        elif top < first <= bottom:
            for at in range(times - 1):
                blank = _blank(fresh.copy(cell), bottom - first + 1, emptied)
                _put(out, blank, first + at * high)
            _put(out, cell, first + added)
        else:
            _put(out, cell, first + added * (first > bottom))
    copies = [[deepcopy(row) for row in rows[top : bottom + 1]] for _ in range(times - 1)]
    between = [row for block in copies for row in block]
    _rebuild(table, [*rows[: bottom + 1], *between, *rows[bottom + 1 :]], out)
    _adjust(table, (top, bottom), added, low)


def _put(out: dict[int, list[Any]], cell: Any, row: int) -> None:
    cell.find(f"{HP}cellAddr").set("rowAddr", str(row))
    out[row].append(cell)


def _grow(cell: Any, added: int) -> None:
    span = cell.find(f"{HP}cellSpan")
    span.set("rowSpan", str(int(span.get("rowSpan") or 1) + added))


def _blank(cell: Any, high: int, emptied: Callable[[Any], None]) -> Any:
    cell.find(f"{HP}cellSpan").set("rowSpan", str(high))
    cell.set("name", "")
    emptied(cell)
    return cell


def _heights(table: Any, top: int, bottom: int) -> int:
    """How high these rows are drawn, by the cells of a single row."""
    highest = dict.fromkeys(range(top, bottom + 1), 0)
    for cell in cells_of(table):
        first, last = rows_of(cell)
        if first == last and first in highest:
            size = int(cell.find(f"{HP}cellSz").get("height") or 0)
            highest[first] = max(highest[first], size)
    return sum(highest.values())


def _rebuild(table: Any, rows: Sequence[Any], out: dict[int, list[Any]]) -> None:
    """The rows instead of those of the table, each with its cells."""
    olds = table.findall(f"{HP}tr")
    at = table.index(olds[0])
    for row in olds:
        table.remove(row)
    for number, row in enumerate(rows):
        for cell in row.findall(f"{HP}tc"):
            row.remove(cell)
        row.extend(sorted(out[number], key=lambda cell: place(cell)[1]))
        table.insert(at + number, row)
    table.set("rowCnt", str(len(rows)))


def _adjust(table: Any, block: tuple[int, int], added: int, low: int) -> None:
    """What a table says of its rows elsewhere: its height, and the zones of its cells."""
    size = table.find(f"{HP}sz")
    if size is not None:
        size.set("height", str(int(size.get("height") or 0) + low))
    for zone in table.iterfind(f"{HP}cellzoneList/{HP}cellzone"):
        for name, edge in (("startRowAddr", block[1] + 1), ("endRowAddr", block[0])):
            if int(zone.get(name) or 0) >= edge:
                zone.set(name, str(int(zone.get(name)) + added))


class _Fresh:
    """Copies whose numbers nothing else in the file has."""

    def __init__(self, inside: Any) -> None:
        root = inside.getroottree().getroot()
        self._next = max((int(one) for one in _numbers(root)), default=0) % (2**31 - 1)

    def copy(self, cell: Any) -> Any:
        """A cell with all that stands in it, bookmarks apart."""
        made = deepcopy(cell)
        known: dict[str, str] = {}
        for one in [each for each in made.iter() if _kind(each) in ONCE]:
            holder = one.getparent()
            holder.remove(one)
            if _kind(holder) == "ctrl" and not len(holder):
                holder.getparent().remove(holder)
        for one in made.iter():
            for name in IDS:
                old = one.get(name)
                if old and old.isdigit() and old not in NOBODYS:
                    one.set(name, known.setdefault(old, self._number()))
        for one in made.iter():
            for name in REFERS:
                if one.get(name) in known:
                    one.set(name, known[one.get(name)])
        return made

    def _number(self) -> str:
        self._next += 1
        return str(self._next)


def _numbers(root: Any) -> Iterator[str]:
    for one in root.iter():
        for name in IDS:
            if (said := one.get(name)) and said.isdigit() and said not in NOBODYS:
                yield said


def _kind(one: Any) -> str:
    return str(one.tag).rpartition("}")[2]
