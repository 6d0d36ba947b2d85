"""Settles which rows of the ledger stand for others, whenever a record of their group changes.

A run of the job bus may be part of a stated total; a head-count gives way to the next one of its
site. The rules stand in `bus_totals` and `making`; here they are asked and written down.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts.shapes import EventFacts, from_json
from storage.figures import kept_sums
from storage.figures.bus_totals import Run, Standing, standings
from storage.figures.making import COLUMNS, Key, later_count, stated_elsewhere
from storage.models.event import Event
from storage.models.figure import Figure
from storage.prepared import Prepared
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

TABLE = Figure.__table__
EVENT = Event.__table__
_BUS = and_(
    TABLE.c.record_kind == RecordKind.EVENT,
    TABLE.c.measure == Counted.BUSES,
    TABLE.c.aim == Aim.ACHIEVED,
)
_RUNS = TABLE.alias("runs")
_ONE = and_(
    _RUNS.c.record_kind == RecordKind.EVENT,
    _RUNS.c.record_id == TABLE.c.record_id,
    _RUNS.c.measure == Counted.RUNS,
    _RUNS.c.aim == Aim.ACHIEVED,
    _RUNS.c.value == 1,
)
"""A single run counts one run; whatever else took place is a stated total."""
_HEADS = Prepared(
    select(TABLE.c.record_id, TABLE.c.ends_on, TABLE.c.instead_id).where(
        TABLE.c.parent_id == bindparam("parent"),
        TABLE.c.record_kind == RecordKind.HIRE,
        TABLE.c.measure == Counted.WORKERS,
        TABLE.c.residents.is_(False),
    )
)
_HAD = Prepared(
    select(*(TABLE.c[name] for name in COLUMNS)).where(
        TABLE.c.record_kind == bindparam("kind"), TABLE.c.record_id == bindparam("number")
    )
)
Rows = Iterable[Mapping[str, Any]]


async def buses(session: AsyncSession, before: Rows, after: Rows) -> None:
    """A run of the bus was written: `before` and `after` are its rows.

    A single run stands for nothing else, so it alone is looked at; with a total all of its half.
    """
    was, now = _bus(before), _bus(after)
    whole = {one[1] for one in (was, now) if one is not None and not one[2]}
    for half in whole:
        await _set(session, standings(await runs_of(session, half)))
    if now is not None and now[1] not in whole:
        number, half, _ = now
        found = standings(await runs_of(session, half, totals_and=number))
        await _set(session, [one for one in found if one.record[1] == number])


async def rows_of_one(session: AsyncSession, one: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a record, given by its `kind` and `number`."""
    return [dict(zip(COLUMNS, row, strict=True)) for row in await _HAD.rows(session, one)]


async def runs_of(
    session: AsyncSession, half: HalfYear | None, *, totals_and: int | None = None
) -> list[Run]:
    """The runs of a half that took place, as entered; or its totals alone and one other."""
    asked = (
        select(TABLE.c.record_id, EVENT.c.facts)
        .join(EVENT, EVENT.c.id == TABLE.c.record_id)
        .where(_BUS, TABLE.c.half == half)
        .order_by(EVENT.c.created_at, EVENT.c.id)
    )
    if totals_and is not None:
        other = TABLE.c.record_id == totals_and
        asked = asked.outerjoin(_RUNS, _ONE).where(_RUNS.c.id.is_(None) | other)
    return [
        Run((RecordKind.EVENT, number), half, from_json(EventFacts, facts))
        for number, facts in await execute(session, asked)
    ]


async def heads(session: AsyncSession, site: int) -> None:
    """A head-count of this contract was written or taken away."""
    found = await _HEADS.rows(session, {"parent": site})
    known = {number: instead for number, _, instead in found}
    for number, instead in later_count((number, day) for number, day, _ in found).items():
        if known[number] != instead:
            await _put(session, RecordKind.HIRE, number, None, instead)


def _bus(rows: Rows) -> tuple[int, HalfYear | None, bool] | None:
    """The number and half of a run that took place, and whether it is a single one."""
    told = {row["measure"]: row for row in rows if row["aim"] == Aim.ACHIEVED}
    itself, runs = told.get(Counted.BUSES), told.get(Counted.RUNS)
    if itself is None:
        return None
    return itself["record_id"], itself["half"], runs is not None and runs["value"] == 1


async def _set(session: AsyncSession, found: Iterable[Standing]) -> None:
    """Writes down where these stand, as far as it is not written so already."""
    wanted = {one.record[1]: stated_elsewhere(one) for one in found}
    asked = select(
        TABLE.c.record_id, TABLE.c.measure, TABLE.c.residents, TABLE.c.instead_id
    ).where(
        TABLE.c.record_kind == RecordKind.EVENT,
        TABLE.c.aim == Aim.ACHIEVED,
        TABLE.c.record_id.in_(wanted),
    )
    for number, measure, residents, instead in (await execute(session, asked)).all():
        key: Key = (measure, residents)
        now = wanted[number].get(key)
        if now != instead:
            await _put(session, RecordKind.EVENT, number, key, now)


async def _put(
    session: AsyncSession, kind: RecordKind, number: int, key: Key | None, instead: int | None
) -> None:
    before = await rows_of_one(session, {"kind": kind, "number": number})
    which = [TABLE.c.record_kind == kind, TABLE.c.record_id == number]
    if key is not None:
        which += [TABLE.c.measure == key[0], TABLE.c.residents == key[1]]
    await execute(session, update(TABLE).where(*which).values(instead_id=instead))
    after = [
        {**row, "instead_id": instead}
        if key in (None, (row["measure"], row["residents"]))
        else row
        for row in before
    ]
    await kept_sums.move(session, before, after)
