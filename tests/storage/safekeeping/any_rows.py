"""Rows of every table, with every kind of value and every reference filled, made by dice."""

from functools import cache
from random import Random
from typing import Any

from sqlalchemy import UniqueConstraint

from storage.models.all_tables import METADATA
from storage.safekeeping.rows import Row, Rows
from storage.safekeeping.shapes import Column, Table

WORDS = (
    "고양시청",
    "a\tb\\n",
    "'\"",
    "줄\n바꿈",
    "",
    "%s {0} ::",
    "ⓘ😀",
    "NULL",
    "\\N",
    "0",
    "1e5",
)
JSON = (
    "{}",
    "[]",
    "5",
    '"5"',
    "null",
    "1.50",
    '{"b": 1, "a": "한\\u0001글"}',
    '{"a":[1,2.0,true]}',
)


def fill(rows: Rows, tables: tuple[Table, ...], dice: Random, each: int = 4) -> None:
    """Adds rows to empty tables, those first that others refer to."""
    keys: dict[tuple[str, str], list[Any]] = {}
    for table in tables:
        made = [_row(table, dice, number, keys) for number in range(1, each + 1)]
        for at, column in enumerate(table.columns):
            keys[table.name, column.name] = [row[at] for row in made]
        rows.load(table, made)


@cache
def _once(table: str) -> set[str]:
    """The columns of which no two rows have the same values."""
    kept = METADATA.tables[table]
    rules = [one.columns for one in kept.constraints if isinstance(one, UniqueConstraint)]
    marks = [one.columns for one in kept.indexes if one.unique]
    return {str(column.name) for columns in (*rules, *marks) for column in columns}


def _row(table: Table, dice: Random, number: int, keys: dict[tuple[str, str], list[Any]]) -> Row:
    return [_value(table, column, dice, number, keys) for column in table.columns]


def _value(
    table: Table,
    column: Column,
    dice: Random,
    number: int,
    keys: dict[tuple[str, str], list[Any]],
) -> Any:
    told = METADATA.tables[table.name].columns[column.name]
    alone = column in table.key or column.name in _once(table.name)
    if told.nullable and dice.random() < 0.3:
        return None
    for key in told.foreign_keys:
        there = keys.get((key.column.table.name, key.column.name))
        if there:
            return there[number - 1] if alone else dice.choice(there)
    if column.kind == "whole":
        return number * 3 if alone else dice.choice((0, -1, 7, 2**31 - 1))
    if column.kind == "flag":
        return dice.choice((0, 1))
    if column.kind == "date":
        return f"20{number + 10:02}-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}"
    if column.kind == "time":
        micro = dice.choice(("000000", "000001", "123456", "999999"))
        return f"20{number + 10:02}-12-31T{dice.randint(10, 23)}:59:59.{micro}Z"
    if column.kind == "bytes":
        return dice.randbytes(dice.randint(0, 9)).hex()
    if column.kind == "json":
        return dice.choice(JSON)
    return f"{dice.choice(WORDS)}{number}" if alone else f"{dice.choice(WORDS)}#{number}"
