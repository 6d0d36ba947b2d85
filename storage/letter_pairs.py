"""The index of the search: which records hold which two letters side by side.

Words of two letters are words here (쿠팡, 고양), so the letters are taken by two; what holds all
pairs of a word may hold the word, and is looked at. The databases keep the index themselves, each
with what it has for it: SQLite an FTS5 table that triggers fill, PostgreSQL a GIN index over a
function. So no writer can forget it, a restore fills it as it writes, and both are asked alike.
Measured beside a table of pairs: docs/decisions/0036-search-by-pairs-of-letters.md.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Table,
    Text,
    cast,
    column,
    func,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.engine import Connection

from storage.models.record_tables import TABLES
from storage.rules.terms import RecordKind

NAME = "search_pairs"
FUNCTION = "letter_pairs"
SPAN = 1 << 40
"""So many numbers the records of a kind may have, one kind's behind another's."""
_FOUND = table(NAME, column("rowid"), column(NAME))

Pairs = Sequence[Sequence[str]]
"""Of each of these one pair at least."""


def pairs_of(word: str) -> Pairs:
    """The pairs of a word; nothing where it is a single letter, which no index helps to find."""
    return [[word[at : at + 2]] for at in range(len(word) - 1)]


def holding(kind: RecordKind, pairs: Pairs, dialect: str) -> Any:
    """The numbers of the records of a kind that hold these pairs, as a statement."""
    if dialect == "sqlite":
        first = _first(kind)
        return select(_FOUND.c.rowid - first).where(
            _FOUND.c[NAME].op("MATCH")(_match([pairs])),
            _FOUND.c.rowid.between(first, first + SPAN - 1),
        )
    rows: Table = TABLES[kind].__table__.alias()
    return select(rows.c.id).where(*_arrays(rows, pairs))


def anywhere(texts: Sequence[Pairs], kinds: Sequence[RecordKind], dialect: str) -> list[Any]:
    """The records of some kinds, at least, that hold the pairs of one of these, as statements.

    Each gives numbers that `placed` tells apart.
    """
    if dialect == "sqlite":
        return [select(_FOUND.c.rowid).where(_FOUND.c[NAME].op("MATCH")(_match(texts)))]
    held = (
        select(cast(rows.c.id, BigInteger) + _first(kind)).where(*_arrays(rows, pairs))
        for kind in kinds
        for rows in (TABLES[kind].__table__.alias(),)
        for pairs in texts
    )
    return [union_all(*held)]


def placed(number: int) -> tuple[RecordKind, int]:
    """Which record a number of `anywhere` is."""
    return _PLACES[number // SPAN], number % SPAN


def _match(texts: Sequence[Pairs]) -> str:
    """In the words of FTS5."""
    told = []
    for pairs in texts:
        some = (" OR ".join(f'"{_token(pair)}"' for pair in one) for one in pairs)
        told.append(" AND ".join(f"({one})" for one in some))
    return " OR ".join(f"({one})" for one in told)


def _token(pair: str) -> str:
    """Letters and digits, of which the index makes one word whatever the pair is."""
    return pair.encode().hex()


def _arrays(rows: Any, pairs: Pairs) -> Iterator[ColumnElement[bool]]:
    held = getattr(func, FUNCTION)(rows.c.search)
    if every := [some[0] for some in pairs if len(some) == 1]:
        yield held.op("@>")(_array(every))
    for some in pairs:
        if len(some) > 1:
            yield held.op("&&")(_array(some))


def _array(pairs: Sequence[str]) -> Any:
    return cast(list(pairs), ARRAY(Text))


def _first(kind: RecordKind) -> int:
    """Where the numbers of a kind begin: by its name, so that a kind more moves none."""
    return (crc32(kind.value.encode()) & 0xFFFF) * SPAN


_PLACES = {_first(kind) // SPAN: kind for kind in RecordKind}
if len(_PLACES) != len(RecordKind):
    raise RuntimeError("two kinds of record begin at the same number: call one of them otherwise")


# -- keeping it --------------------------------------------------------------------------------


def own(name: str) -> bool:
    """Whether a table is a part of the index, and none of ours."""
    return name == NAME or name.startswith(f"{NAME}_")


def ensure(connection: Connection) -> None:
    """Makes what is missing of the index, over all tables of records that there are."""
    if connection.dialect.name == "sqlite":
        _ensure_sqlite(connection)
    else:
        _ensure_postgres(connection)


def drop(connection: Connection) -> None:
    """Takes the index away."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"DROP FUNCTION IF EXISTS {FUNCTION} CASCADE"))
        return
    for name in _triggers(connection):
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text(f"DROP TABLE IF EXISTS {NAME}"))


def _ensure_sqlite(connection: Connection) -> None:
    there = _triggers(connection)
    wanted = dict(_wanted(_names(connection)))
    if all(there.get(name) == told for name, told in wanted.items()):
        return
    drop(connection)
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {NAME} USING "
        "fts5(pairs, content='', columnsize=0, detail=none, tokenize='ascii')"
    )
    for told in wanted.values():
        connection.exec_driver_sql(told)
    for kind in _kinds(connection):
        name = TABLES[kind].__tablename__
        connection.exec_driver_sql(
            f"INSERT INTO {NAME} (rowid, pairs) "
            f"SELECT {name}.id + {_first(kind)}, {_PAIRS.format(row=name)} FROM {name}"
        )


_PAIRS = (
    "(SELECT group_concat(DISTINCT hex(substr({row}.search, key + 1, 2))) FROM json_each("
    "'[0' || replace(hex(zeroblob(max(length({row}.search) - 2, 0))), '00', ',0') || ']'))"
)
"""The pairs of a row; the array counts its letters."""


def _wanted(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The triggers by their names."""
    for kind, held in TABLES.items():
        table_name, first = held.__tablename__, _first(kind)
        if table_name not in names:
            continue
        put = (
            f"INSERT INTO {NAME} (rowid, pairs) "
            f"VALUES (new.id + {first}, {_PAIRS.format(row='new')});"
        )
        take = (
            f"INSERT INTO {NAME} ({NAME}, rowid, pairs) "
            f"VALUES ('delete', old.id + {first}, {_PAIRS.format(row='old')});"
        )
        other = "UPDATE OF id, search ON {} WHEN old.id != new.id OR old.search != new.search"
        for what, when, do in (
            ("put", f"INSERT ON {table_name}", put),
            ("changed", other.format(table_name), f"{take} {put}"),
            ("gone", f"DELETE ON {table_name}", take),
        ):
            name = f"{NAME}_{table_name}_{what}"
            yield name, f"CREATE TRIGGER {name} AFTER {when} BEGIN {do} END"


def _triggers(connection: Connection) -> dict[str, str]:
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE :name"
    return {name: told for name, told in connection.execute(text(asked), {"name": f"{NAME}_%"})}


def _ensure_postgres(connection: Connection) -> None:
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {FUNCTION}(text) RETURNS text[] "
        "LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ "
        "SELECT coalesce(array_agg(DISTINCT substr($1, n, 2)), '{}') "
        "FROM generate_series(1, length($1) - 1) AS n $$"
    )
    for kind in _kinds(connection):
        name = TABLES[kind].__tablename__
        connection.exec_driver_sql(
            f"CREATE INDEX IF NOT EXISTS {NAME}_{name} ON {name} USING gin ({FUNCTION}(search))"
        )


def _kinds(connection: Connection) -> list[RecordKind]:
    names = _names(connection)
    return [kind for kind, held in TABLES.items() if held.__tablename__ in names]


def _names(connection: Connection) -> list[str]:
    return [name for name in connection.dialect.get_table_names(connection) if not own(name)]
