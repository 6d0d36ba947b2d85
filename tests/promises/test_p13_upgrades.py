"""P13: older tables come up to this release with every row, or stay as they were.

The rows of an office are taken back to each older version and brought up again; then the process
that does so is killed at any instant. What became the ledger of figures is proved by the upgrade.
"""

import asyncio
import hashlib
import signal
import sys
from collections.abc import Mapping
from random import Random

import sqlalchemy as sa

from bot.demo import office as furniture
from bot.demo.running import MORNING
from storage import letter_pairs, migrate
from storage.act import Act
from storage.database import opened
from storage.office import officers, posts
from storage.records import records
from storage.rules.clock import steady
from tests.helpers.facts import agreement, bus, fair, works
from tests.promises.alone import ROOT
from tests.promises.promise import Trial, tries

Sums = Mapping[str, tuple[int, str]]


async def furnish(url: str) -> None:
    """The demo's people, and records of several kinds with their sums."""
    async with opened(url) as db, db.begin() as session:
        await furniture.settle(session, MORNING)
        (admin, *_others) = await posts.administrators(session)
        officer = await officers.by_id(session, admin.id)
        assert officer is not None
        for facts in (bus(), fair(), agreement(), works()):
            await records.add(Act(session, officer, MORNING), facts)


def versions() -> list[str]:
    """Every version of a release or on the way to one, oldest first, without the last."""
    return [one.revision for one in migrate._scripts().walk_revisions()][:0:-1]


def sums(url: str, columns: Mapping[str, list[str]] | None = None) -> Sums:
    """How many rows each table has, and the hash of what stands in them."""
    found: dict[str, tuple[int, str]] = {}
    with migrate._transaction(url) as connection:
        for name in _tables(connection):
            if columns is not None and name not in columns:
                continue
            there = [one["name"] for one in sa.inspect(connection).get_columns(name)]
            wanted = sorted(there if columns is None else {*there} & {*columns[name]})
            named = ", ".join(f'"{column}"' for column in wanted)
            asked = connection.exec_driver_sql(f'SELECT {named} FROM "{name}"')
            rows = sorted(repr(tuple(map(str, row))) for row in asked)
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def columns(url: str) -> dict[str, list[str]]:
    """The columns of every table as they are now."""
    with migrate._transaction(url) as connection:
        look = sa.inspect(connection)
        return {
            name: [one["name"] for one in look.get_columns(name)] for name in _tables(connection)
        }


def _tables(connection: sa.Connection) -> list[str]:
    names = sa.inspect(connection).get_table_names()
    return [one for one in names if one != migrate.VERSION_TABLE and not letter_pairs.own(one)]


def dangling(url: str) -> int:
    """References that lead nowhere; PostgreSQL has none by its own rules."""
    with migrate._transaction(url) as connection:
        if connection.dialect.name != "sqlite":
            return 0
        return len(connection.execute(sa.text("PRAGMA foreign_key_check")).fetchall())


@tries("P13", of="versions", sqlite=(2, 99), postgres=(1, 99), seconds=600)
async def test_every_older_office_comes_up_with_every_row(trial: Trial) -> None:
    await furnish(trial.url)
    whole, shape = sums(trial.url), columns(trial.url)
    older = versions()
    step = max(1, len(older) // trial.size)
    tried = older if trial.full else older[::step][: trial.size]
    lost: list[str] = []
    for version in reversed(tried):
        migrate.downgrade(trial.url, version)
        then, older_shape = sums(trial.url, shape), columns(trial.url)
        migrate.upgrade(trial.url)
        now = sums(trial.url, older_shape)  # of the columns that both versions have
        lost += [f"{version} {name}" for name in then if now.get(name) != then[name]]
        counts = {name: rows for name, (rows, _hash) in sums(trial.url).items()}
        lost += [f"{version} rows of {name}" for name in whole if counts[name] != whole[name][0]]
        lost += [f"{version} references"] * dangling(trial.url)
        lost += [f"{version} shape"] * bool(migrate.drift(trial.url))
    trial.count(versions=len(tried), tables=len(whole), lost=len(lost))
    assert lost == []


async def killed(trial: Trial, *words: str) -> list[str]:
    """What was found wrong after as many kills as the trial is large."""
    await furnish(trial.url)
    first, chance = versions()[0], Random(20210804)
    migrate.downgrade(trial.url, first)
    before = sums(trial.url)
    lasts = await upgraded(trial.url, *words)
    after, wrong, half, whole = sums(trial.url), list[str](), 0, 0
    for number in range(trial.size):
        if migrate.current(trial.url) != first:
            migrate.downgrade(trial.url, first)
        await upgraded(trial.url, *words, within=chance.uniform(0, lasts))
        at = migrate.current(trial.url)
        found = sums(trial.url)
        half, whole = half + (at == first), whole + (at == migrate.head())
        if found != {first: before, migrate.head(): after}.get(at or ""):
            wrong.append(f"{number}: {at}")
            break  # what is half one and half the other is no ground for the next
    trial.count(stayed_as_they_were=half, came_up_whole=whole, between=len(wrong))
    return wrong


async def upgraded(url: str, *words: str, within: float = 0) -> float:
    """Upgrades in a process of its own, killed after so many seconds; how long it took."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.promises.upgrading", url, *words),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    begun = steady()
    if within:
        await asyncio.sleep(within)
        process.send_signal(signal.SIGKILL) if process.returncode is None else None
    await process.wait()
    return steady() - begun


@tries("P13", of="kills", sqlite=(2, 50), postgres=(1, 50), seconds=300)
async def test_an_upgrade_that_is_killed_leaves_the_old_tables_or_the_new(trial: Trial) -> None:
    assert await killed(trial) == []


@tries(
    "P13",
    of="kills",
    sqlite=(4, 20),
    postgres=(0, 20),
    mutant="keeps each statement of an upgrade by itself",
    seconds=300,
)
async def test_an_upgrade_in_pieces_is_found_out(trial: Trial) -> None:
    assert await killed(trial, "--careless") != []
