"""Keeps sums of the ledger beside it: a question adds up days and departments, not records.

An index of the ledger, and no second home of any figure: what a record adds is made of its rows,
and each change of these moves the difference in the same transaction. What another row counts for
is in no sum. Made anew from the ledger by `fill`, and held against it by `differing`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.figures.asking import ITSELF, PEOPLE
from storage.models.figure import Figure, FigureSum
from storage.prepared import Prepared, dialect_of, insert_into
from storage.rules.figure_kinds import Counted

FIGURES, SUMS = Figure.__table__, FigureSum.__table__
CAME = "people"
"""All who came, as one measure: a record that tells of two of them is one record."""
HIRES = "hires"
"""Records that tell of any hired, of residents alone or of all; nothing is added up."""
KEY = tuple(SUMS.primary_key.columns.keys())
NUMBERS = ("value", "known", "beside")
AT_ONCE = 5_000

Row = Mapping[Any, Any]
Key = tuple[Any, ...]
Sums = Counter[tuple[Key, str]]
"""Each number of each sum; none of them zero where it was made by `minus`."""


def sums_of(rows: Iterable[Row]) -> Sums:
    """What all rows of one record add to which sums."""
    standing = [row for row in rows if row["instead_id"] is None]
    found: Sums = Counter()
    told: set[tuple[str, Any, bool]] = set()
    for row in standing:
        counted, measure = _is_counted(row, standing), row["measure"]
        _add(found, row, (measure.value, row["residents"]), row["value"], told, counted)
        if measure in PEOPLE:
            _add(found, row, (CAME, row["residents"]), row["value"], told, counted)
        if measure is Counted.HIRED:
            _add(found, row, (HIRES, False), 0, told, counted)
    return found


def sums_of_all(rows: Iterable[Row]) -> Sums:
    """The same of many records, the rows of each side by side."""
    found: Sums = Counter()
    for _record, some in groupby(rows, lambda row: (row["record_kind"], row["record_id"])):
        found.update(sums_of(some))
    return found


def minus(after: Sums, before: Sums) -> Sums:
    """What has to be added to make the one of the other."""
    made = Counter(after)
    made.subtract(before)
    return Counter({key: value for key, value in made.items() if value})


def _is_counted(row: Row, standing: Iterable[Row]) -> bool:
    """Whether its record is itself counted with that aim."""
    if (itself := ITSELF.get(row["record_kind"])) is None:
        return False
    measures, aim = itself
    return any(
        one["measure"] in measures and not one["residents"] and one["aim"] == (aim or row["aim"])
        for one in standing
    )


def _add(
    found: Sums,
    row: Row,
    what: tuple[str, bool],
    value: int,
    told: set[tuple[str, Any, bool]],
    counted: bool,
) -> None:
    """`told` knows what the record has told already: it is one record in each sum."""
    measure, residents = what
    fresh = (measure, row["aim"], residents) not in told
    told.add((measure, row["aim"], residents))
    for key in _keys(row, measure, residents):
        found[key, "value"] += value
        found[key, "known"] += int(fresh)
        found[key, "beside"] += int(fresh and counted)


def _keys(row: Row, measure: str, residents: bool) -> Iterator[Key]:
    """By departments over all days; by days over all departments."""
    half = "" if row["half"] is None else row["half"].code
    first = (measure, row["aim"].value, residents, half)
    last = (row["record_kind"].value, row["event_kind"].value if row["event_kind"] else "")
    yield (*first, "", "", row["department_id"], *last)
    if row["starts_on"] is not None:
        ends = row["ends_on"].isoformat() if row["ends_on"] is not None else ""
        yield (*first, row["starts_on"].isoformat(), ends, 0, *last)


# -- keeping them ------------------------------------------------------------------------------


async def move(session: AsyncSession, before: Iterable[Row], after: Iterable[Row]) -> None:
    """The rows of records have become others, in this transaction."""
    if more := minus(sums_of_all(after), sums_of_all(before)):
        await _moved(dialect_of(session)).each(session, list(_as_rows(more)))


@cache
def _moved(dialect: str) -> Prepared:
    made = insert_into(SUMS, dialect).values({name: bindparam(name) for name in (*KEY, *NUMBERS)})
    more = {name: SUMS.c[name] + made.excluded[name] for name in NUMBERS}
    return Prepared(made.on_conflict_do_update(index_elements=KEY, set_=more))


def fill(connection: Connection) -> None:
    """Makes all of them anew from the ledger."""
    connection.execute(delete(SUMS))
    rows = list(_as_rows(_of_ledger(connection)))
    for at in range(0, len(rows), AT_ONCE):
        connection.execute(insert(SUMS), rows[at : at + AT_ONCE])


def _of_ledger(connection: Connection) -> Sums:
    asked = select(FIGURES).order_by(FIGURES.c.record_kind, FIGURES.c.record_id)
    streamed = connection.execute(asked, execution_options={"yield_per": AT_ONCE})
    return sums_of_all(row._mapping for row in streamed)


def differing(connection: Connection) -> list[str]:
    """The keys of the sums that are not what the ledger makes, in words for the administrator."""
    there: Sums = Counter()
    for row in connection.execute(select(SUMS)):
        key = tuple(row[: len(KEY)])
        there.update({(key, name): getattr(row, name) for name in NUMBERS})
    return sorted({" ".join(map(str, key)) for key, _ in minus(there, _of_ledger(connection))})


def _as_rows(sums: Sums) -> Iterator[dict[str, Any]]:
    told: dict[Key, dict[str, int]] = {}
    for (key, name), number in sums.items():
        told.setdefault(key, dict.fromkeys(NUMBERS, 0))[name] = number
    for key, numbers in sorted(told.items()):
        yield {**dict(zip(KEY, key, strict=True)), **numbers}
