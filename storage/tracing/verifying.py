"""The whole look: the chain, the heads that left the office, the rows, versions and files."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.figures import filling, kept_sums
from storage.rules.trail import OF_RECORD
from storage.safekeeping import heads
from storage.safekeeping.heads import Head, Heads
from storage.safekeeping.telling import Told, untold
from storage.safekeeping.vault import Vault
from storage.tracing import chain, heads_held, kept, present
from storage.tracing.breach import Breach, Sort
from storage.tracing.chain import Line
from storage.tracing.heads_held import Went
from storage.tracing.kept import Seals
from storage.tracing.present import Gathered

Stage = Callable[[str], Callable[[int, int], None]]
"""Told which part begins, and given what is told how far it has come."""


def unstaged(_name: str) -> Callable[[int, int], None]:
    """Where nobody looks."""
    return lambda _done, _of_all: None


@dataclass(frozen=True)
class Given:
    """What somebody brings to hold the trail against: heads, and a copy of the file of heads."""

    heads: tuple[Head, ...] = ()
    copy: Heads | None = None


@dataclass(frozen=True)
class Found:
    """What the whole look found; sound when `breaches` is empty."""

    seq: int
    hash: str
    breaches: tuple[Breach, ...]
    heads: int = 0  # that left the office and stand in the chain
    rows: int = 0  # that were held against the trail
    versions: int = 0
    files: int = 0
    went: tuple[Went, ...] = field(default=())


async def verify(
    session: AsyncSession, folder: Path, given: Given | None = None, stage: Stage = unstaged
) -> Found:
    """Looks at all of it, once, in one snapshot. OSError where the file of heads is out of reach.

    To be run beside the event loop: it reads every line and every kept byte.
    """
    gathered, seals = Gathered(), Seals()

    def look(row: Line) -> None:
        gathered.look(row)
        seals.look(row)

    found = await of_chain(session, folder, given, look, stage("chain"))
    connection = await session.connection()
    breaches = [*found.breaches]
    breaches += await connection.run_sync(present.differing, gathered, stage("rows"))
    vault = Vault(folder)
    breaches += await connection.run_sync(kept.differing, seals, vault, stage("files"))
    breaches += await connection.run_sync(_figures)
    return replace(
        found,
        breaches=tuple(breaches),
        rows=len(gathered.left),
        versions=len(seals.versions),
        files=len(seals.files),
    )


async def of_chain(
    session: AsyncSession,
    folder: Path,
    given: Given | None = None,
    look: chain.Look | None = None,
    told: Told = untold,
) -> Found:
    """The chain and the heads that left the office alone: as long as the trail is."""
    given = given or Given()
    file = heads.read(heads.place(folder))
    noted = [one.head for one in file.notes]
    known = [*file.heads, *(given.copy.heads if given.copy else ())]
    known += [one for one in given.heads if one.seq]
    sought = [one for one in given.heads if not one.seq]
    words = [one.hash for one in sought]
    read = await chain.through(session, [*known, *noted], words, look, told)
    went = heads_held.restores(read.restores)
    breaches = [read.breach] if read.breach is not None else []
    if read.breach is None:  # a chain that broke has no hashes that could be held against heads
        every = heads_held.with_noted(read, file.notes, went)
        breaches += heads_held.missed(read, known, every)
        breaches += heads_held.unknown(read, sought, every)
    breaches += heads_held.of_file(file, given.copy, went)
    standing = [one for one in known if read.hashes.get(one.seq, "").startswith(one.hash)]
    return Found(
        read.seq, read.hash, tuple(breaches), heads=len([*standing, *read.found]), went=tuple(went)
    )


def _figures(connection: Connection) -> list[Breach]:
    """Records of which the ledger says something else than they do, and sums of it that differ."""
    try:
        found = filling.differing(connection)
    except filling.Unreadable as error:
        return [Breach(Sort.FIGURES, detail=str(error))]
    if found:  # and so do their sums
        return [
            Breach(Sort.FIGURES, subject=str(OF_RECORD[kind]), number=one) for kind, one in found
        ]
    return [Breach(Sort.FIGURES, detail=one) for one in kept_sums.differing(connection)]
