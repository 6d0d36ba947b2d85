"""PostgreSQL databases that go from test to test, emptied between: a new one costs ten times that.

One goes on only if nobody can tell it from a new one. Whatever changed a table, left one large,
had it analysed or still holds a connection costs the next test a new copy, as ever.
"""

import psycopg
from psycopg import Connection, sql

SHAPED_BY = {
    "pg_attrdef": "oid",
    "pg_attribute": "attrelid",
    "pg_class": "oid",
    "pg_constraint": "oid",
    "pg_extension": "oid",
    "pg_index": "indexrelid",
    "pg_namespace": "oid",
    "pg_proc": "oid",
    "pg_statistic": "starelid",
    "pg_trigger": "oid",
    "pg_type": "oid",
}
"""Where each catalogue numbers what the migrations made; statistics are of what tests wrote."""
OWN = 16384  # PostgreSQL's own things have lower numbers
GROWN = 4 << 20  # bytes more than an empty one: rows that were removed still take their place
SHAPE = " UNION ALL ".join(
    f"SELECT '{name}', md5(string_agg({number} || ':' || xmin, ',' ORDER BY ctid))"
    f" FROM {name} WHERE {number} >= {OWN}"
    for name, number in SHAPED_BY.items()
)
VACUUMED = f"""SELECT '', string_agg(reltuples::text, ',' ORDER BY oid) FROM pg_class
WHERE oid >= {OWN}"""
SIZE = f"SELECT sum(pg_relation_size(oid)) FROM pg_class WHERE oid >= {OWN}"
OTHERS = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
TABLES = """SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY oid"""
COUNTED = """SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
FROM pg_sequences WHERE last_value IS NOT NULL"""


class Emptied:
    """How an empty database looks, and the way back to it."""

    def __init__(self, address: str) -> None:
        """Looks at one that is empty."""
        with psycopg.connect(address, autocommit=True) as there:
            self.shape, self.size = _shape(there), _size(there)
            names = [name for (name,) in there.execute(TABLES)]
            self.rows = {name: rows for name in names if (rows := _rows(there, name))}
            self.tables = names

    def again(self, address: str) -> bool:
        """Empties that one; returns whether it is now as a new one is."""
        with psycopg.connect(address, autocommit=True) as there:
            others = there.execute(OTHERS).fetchone()
            if others != (0,) or _shape(there) != self.shape:
                return False
            if _size(there) > self.size + GROWN:
                return False
            with there.transaction():
                there.execute("SET LOCAL session_replication_role = replica")  # in any order
                for name in self._with_rows(there):
                    there.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
                for name, rows in self.rows.items():
                    _put(there, name, rows)
                there.execute(COUNTED)
        return True

    def _with_rows(self, there: Connection) -> list[str]:
        asked = [
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(
                sql.Literal(name), sql.Identifier(name)
            )
            for name in self.tables
        ]
        return [name for (name,) in there.execute(sql.SQL(" UNION ALL ").join(asked))]


def _shape(there: Connection) -> list[tuple[object, ...]]:
    return there.execute(f"{SHAPE} UNION ALL {VACUUMED}".encode()).fetchall()


def _size(there: Connection) -> int:
    (found,) = there.execute(SIZE).fetchone() or (0,)
    return int(found)


def _rows(there: Connection, table: str) -> list[bytes]:
    statement = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with there.cursor().copy(statement) as copied:
        return [bytes(part) for part in copied]


def _put(there: Connection, table: str, rows: list[bytes]) -> None:
    statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
    with there.cursor().copy(statement) as copied:
        for part in rows:
            copied.write(part)
