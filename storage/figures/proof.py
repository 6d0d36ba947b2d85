"""Proves that a ledger just filled counts what was counted before, half by half.

The sums of before are taken by the migration from the columns that it drops; the others here, from
columns of the records that nobody made of the ledger. What differs is named and stops the change.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

Sums = Mapping[tuple[str, str | None], int]
"""What was counted, by its name and its half."""

_RECORDS = "SELECT '{0}', half, count(*) FROM {1} WHERE removed_at IS NULL GROUP BY half"
_COLUMN = (
    "SELECT '{0}', half, sum({2}) FROM {1} "
    "WHERE removed_at IS NULL AND {2} IS NOT NULL GROUP BY half"
)
_ALONE = (
    _RECORDS.format("agreements", "mou"),
    _RECORDS.format("contacts", "follow_up"),
    _RECORDS.format("promises", "mou_promise"),
    _RECORDS.format("works", "contract"),
    _RECORDS.format("items", "plan_item"),
    _RECORDS.format("requests", "incentive"),
    _COLUMN.format("promised", "mou_promise", "target"),
    _COLUMN.format("delivered", "mou_promise", "delivered"),
    _COLUMN.format("contracted", "contract", "amount"),
    _COLUMN.format("workers", "hire_report", "workers"),
    _COLUMN.format("residents", "hire_report", "residents"),
    _COLUMN.format("citizens", "plan_item", "citizens"),
    _COLUMN.format("budget", "plan_item", "budget"),
    "SELECT 'large_works', half, count(*) FROM contract "
    "WHERE removed_at IS NULL AND large GROUP BY half",
)
_LEDGER = "SELECT '{0}', half, sum(value) FROM figure WHERE {1} GROUP BY half"
_WRITTEN = tuple(
    _LEDGER.format(name, f"record_kind = '{kind}' AND measure = '{measure}' {more}")
    for name, kind, measure, more in (
        ("agreements", "mou", "agreements", ""),
        ("contacts", "follow_up", "contacts", ""),
        ("promises", "promise", "promises", "AND aim = 'planned'"),
        ("works", "contract", "works", ""),
        ("items", "plan_item", "items", ""),
        ("requests", "incentive", "requests", ""),
        ("promised", "promise", "delivery", "AND aim = 'planned'"),
        ("delivered", "promise", "delivery", "AND aim = 'achieved'"),
        ("contracted", "contract", "contracted", ""),
        ("workers", "hire", "workers", "AND NOT residents"),
        ("residents", "hire", "workers", "AND residents"),
        ("citizens", "plan_item", "hired", "AND residents AND aim = 'planned'"),
        ("budget", "plan_item", "budget", ""),
        ("large_works", "contract", "large_works", ""),
    )
)
_EVENTS = (
    "SELECT 'event ' || aim || ' ' || CASE WHEN residents THEN 'residents' ELSE measure END, "
    "half, sum(value) FROM figure "
    "WHERE record_kind = 'event' AND measure NOT IN ('events', 'buses') "
    "GROUP BY aim, measure, residents, half",
    "SELECT 'people ' || aim, half, sum(value) FROM figure WHERE record_kind = 'event' "
    "AND measure IN ('consultations', 'visitors', 'enrolled') AND NOT residents "
    "GROUP BY aim, half",
    "SELECT 'subcontracted', c.half, sum(f.value) FROM figure AS f "
    "JOIN contract AS c ON c.id = f.parent_id "
    "WHERE f.measure = 'subcontracted' GROUP BY c.half",
    "SELECT 'local', c.half, sum(f.value) FROM figure AS f "
    "JOIN contract AS c ON c.id = f.parent_id "
    "WHERE f.measure = 'local_subcontracted' GROUP BY c.half",
)
"""What the columns said that are no more; the migration named its sums in the same words."""


def differences(connection: Connection, before: Sums) -> Iterator[str]:
    """Each sum that the ledger does not reach or goes beyond, in words for the administrator."""
    wanted = {**before, **_sums(connection, _ALONE)}
    there = _sums(connection, (*_WRITTEN, *_EVENTS))
    for key in sorted(wanted.keys() | there.keys(), key=str):
        if (was := wanted.get(key, 0)) != (now := there.get(key, 0)):
            yield f"{key[0]} of {key[1]}: {was} before, {now} in the ledger"


def _sums(connection: Connection, asked: tuple[str, ...]) -> Sums:
    found: dict[tuple[str, str | None], int] = {}
    for one in asked:
        rows: Any = connection.execute(text(one))
        found |= {(name, half): int(value) for name, half, value in rows}
    return found
