"""`python -m tests.tables` writes `docs/tables.md` anew from the models.

A table's meaning is the docstring of its class; a column's is the comment behind it, or on the
lines above it. What the code says itself (type, what it points to, uniqueness) is read from it.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Integer, LargeBinary, Table
from sqlalchemy.sql.schema import Index, UniqueConstraint

from storage.models import base
from storage.models.all_tables import MODULES
from storage.models.base import Coded, CodedHalf, CodedReceipt, Record, Row, UtcTime
from storage.models.event import Event

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"

HEAD = """\
# The tables

Made by `python -m tests.tables` from the docstrings and comments in `storage/models/`.
To change it, change those and make it anew.

- Each table stands under its name in the database. `id` is a row's own number.
- "or nothing" is NULL: unknown, or not yet. It is never zero and never "no".
- A time is an instant in UTC, shown to officers in Korean time. A day is one of the Korean
  calendar. Money is whole won.
- A half-year is kept as its code, such as `2021-1`. What stands like `PlanState` is one of
  [the choices](#choices).
- "→" points to a row of that table, and the database holds it. `record_kind` with `record_id`
  points to a row of one of the tables of records: no database can hold that, the code does.
- A `version` counts changes, so that a screen which shows an older one writes nothing.
- What was taken away keeps its row, with the time in `removed_at`; lists and sums leave it out."""

WORDS: Sequence[tuple[type, str]] = (
    (CodedHalf, "half-year"),
    (CodedReceipt, "how it was heard of, as text"),
    (UtcTime, "time"),
    (Date, "day"),
    (Boolean, "yes or no"),
    (JSON, "JSON"),
    (LargeBinary, "bytes"),
    (Integer, "number"),
    (BigInteger, "number"),
)


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, "", *_every_record(), *_tables(), *_choices()])


def models(module: ModuleType) -> list[type[Row]]:
    """The tables of a module, in the order in which they stand there."""
    return [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Row) and each.__module__ == module.__name__
    ]


def comments(module: ModuleType, name: str) -> dict[str, str]:
    """What is said beside each column that a class declares: nothing, where nothing is."""
    source = Path(module.__file__ or "").read_text("utf-8")
    classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    body = next(node.body for node in classes if node.name == name)
    return {
        node.target.id: _beside(source.splitlines(), node)
        for node in body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and "ClassVar" not in ast.unparse(node.annotation)
    }


def kind_of(column: Column[Any]) -> str:
    """What a column holds, in words."""
    kind = column.type
    if column.foreign_keys:
        word = "→ " + ", ".join(f"`{key.column.table.name}`" for key in column.foreign_keys)
    elif isinstance(kind, Coded):
        word = f"`{kind.members.__name__}`"
    else:
        word = next((word for known, word in WORDS if isinstance(kind, known)), "text")
    return f"{word}, or nothing" if column.nullable else word


def _beside(lines: Sequence[str], node: ast.stmt) -> str:
    above: list[str] = []
    for line in reversed(lines[: node.lineno - 1]):
        if not line.strip().startswith("#"):
            break
        above.insert(0, line.strip(" #"))
    behind = re.search(r"  # (?!type:|noqa)(.+)$", lines[(node.end_lineno or node.lineno) - 1])
    return " ".join([*above, *([behind[1]] if behind else [])])


def _every_record() -> Iterator[str]:
    yield from ("## What every record has", "", _said(Record), "")
    yield from _columns(comments(base, Record.__name__), Event.__table__)
    yield ""


def _tables() -> Iterator[str]:
    for module in MODULES:
        yield from (f"## {_title(module)}", "")
        for model in models(module):
            yield from _told(module, model)


def _told(module: ModuleType, model: type[Row]) -> Iterator[str]:
    yield from (f"### `{model.__table__.name}`", "", _said(model), "")
    if issubclass(model, Record):
        yield from ("A record, with [what every record has](#what-every-record-has).", "")
    yield from _columns(comments(module, model.__name__), model.__table__)
    if once := _once(model.__table__):
        yield from ("", f"Never twice: {'; '.join(once)}.")
    yield ""


def _columns(told: Mapping[str, str], table: Table) -> Iterator[str]:
    """A row for each column of which something is said; the others in one line."""
    kinds = {name: kind_of(table.columns[name]) for name in told}
    said = {name: words for name, words in told.items() if words}
    if said:
        yield from ("| column | holds | meaning |", "| --- | --- | --- |")
    for name, words in said.items():
        yield f"| `{name}` | {kinds[name]} | {words.replace(' | ', ', ')} |"
    if plain := [name for name in told if name not in said and name != "id"]:
        besides = "Besides: " if said else "It holds: "
        yield from [""] if said else []
        yield besides + ", ".join(f"`{name}` ({kinds[name]})" for name in plain) + "."


def _once(table: Table) -> list[str]:
    """What the database keeps from standing there twice, beside the primary key."""
    bound = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    found = [_pair(each.columns) for each in bound]
    for index in (each for each in table.indexes if each.unique):
        found.append(_pair(index.columns) + _while(index))
    if len(table.primary_key.columns) > 1:
        found.append(_pair(table.primary_key.columns))
    return sorted(found)


def _pair(columns: Any) -> str:
    return " + ".join(f"`{column.name}`" for column in columns)


def _while(index: Index) -> str:
    return f" while `{index.info['where']}`" if "where" in index.info else ""


def _choices() -> Iterator[str]:
    kinds = {
        column.type.members
        for module in MODULES
        for model in models(module)
        for column in model.__table__.columns
        if isinstance(column.type, Coded)
    }
    yield from ("## Choices", "", "As stored, with the word that officers read.", "")
    yield from ("| choice | is | one of |", "| --- | --- | --- |")
    for kind in sorted(kinds, key=lambda each: each.__name__):
        told = ", ".join(_choice(member) for member in kind)
        yield f"| `{kind.__name__}` | {_said(kind)} | {told} |"
    yield ""


def _choice(member: StrEnum) -> str:
    label = getattr(member, "label", "")
    return f"`{member.value}` {label}".strip()


def _title(module: ModuleType) -> str:
    return _said(module).split(". ")[0].rstrip(".")


def _said(thing: object) -> str:
    """A docstring in one line."""
    return " ".join((thing.__doc__ or "").split())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
