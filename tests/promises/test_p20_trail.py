"""P20: whatever somebody does behind the trail's back, the trail or a head outside tells.

Each tampering is one of those that are known by name, or one of chance: a column of a line
changed, lines taken out, moved, doubled, written anew to the end with the right hashes.
"""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from storage import audit
from storage.database import Database
from storage.safekeeping import heads
from storage.tracing import verifying
from storage.tracing.verifying import Given
from tests.helpers.hand import Hand, Line, Way
from tests.helpers.tampered_chain import CHANGES, rewritten
from tests.helpers.tampering import WAYS
from tests.helpers.traced import Traced, traced
from tests.promises.promise import Trial, tries


class Back(Exception):
    """Takes a transaction of the experiment back."""


def one_changed(chance: Random) -> tuple[str, Way]:
    """A column of some line."""
    what = chance.choice(list(CHANGES))

    async def way(hand: Hand) -> None:
        seq = chance.randint(1, hand.was.end.seq)
        before = await hand.line(seq)
        await hand.run(f"UPDATE audit_entry SET {CHANGES[what]} WHERE seq = {seq}")
        if before == await hand.line(seq):  # it was so already
            await hand.run(f"UPDATE audit_entry SET reason = 'else' WHERE seq = {seq}")

    return f"changed: {what}", way


def some_taken_out(chance: Random) -> tuple[str, Way]:
    """One to four lines in a row."""

    async def way(hand: Hand) -> None:
        first = chance.randint(1, hand.was.end.seq)
        last = first + chance.randint(0, 3)
        await hand.run(f"DELETE FROM audit_entry WHERE seq BETWEEN {first} AND {last}")

    return "taken out", way


def two_exchanged(chance: Random) -> tuple[str, Way]:
    """Two lines in each other's place."""

    async def way(hand: Hand) -> None:
        one, other = chance.sample(range(1, hand.was.end.seq + 1), 2)
        for old, new in ((one, -1), (other, one), (-1, other)):
            await hand.run(f"UPDATE audit_entry SET seq = {new} WHERE seq = {old}")

    return "exchanged", way


def written_anew(chance: Random) -> tuple[str, Way]:
    """From some line to the end, with the right hashes: only a head outside knows."""

    async def way(hand: Hand) -> None:
        await rewritten(chance.randint(1, hand.was.end.seq))(hand)

    return "written anew", way


CHANCES: tuple[Callable[[Random], tuple[str, Way]], ...] = (
    one_changed,
    some_taken_out,
    two_exchanged,
    written_anew,
)


def tamperings(size: int) -> list[tuple[str, Way]]:
    """So many, half of them by name and half by chance, the same in every run."""
    chance = Random(size)
    named = [(name, way) for name, (way, _sort) in WAYS.items()]
    some = chance.sample(named, min(size // 2, len(named)))
    return [*some, *(chance.choice(CHANCES)(chance) for _ in range(size - len(some)))]


async def missed(trial: Trial, room: Path) -> list[str]:
    """The tamperings that nothing tells of."""
    db = Database(trial.url)
    was = await traced(db, trial.folder)
    given = Given((was.end,), heads.read(heads.place(was.folder)))
    async with db.read() as session:
        assert not (await verifying.verify(session, was.folder, given)).breaches
    unseen = [
        name
        for name, way in tamperings(trial.size)
        if not await _seen(db, was, way, room / "tampered", given)
    ]
    await db.close()
    trial.count(found=trial.size - len(unseen), missed=len(unseen), lines=was.end.seq)
    return unseen


async def _seen(db: Database, was: Traced, way: Way, folder: Path, given: Given) -> bool:
    """Whether it is told of; afterwards it never was."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(was.folder, folder)
    found: list[bool] = []
    with contextlib.suppress(Back):
        async with db.begin() as session:
            await way(Hand(session, folder, was))
            session.expire_all()
            found.append(bool((await verifying.verify(session, folder, given)).breaches))
            raise Back
    return found[0]


@tries("P20", of="tamperings", sqlite=(50, 400), postgres=(20, 400))
async def test_every_tampering_is_told(trial: Trial, tmp_path: Path) -> None:
    assert await missed(trial, tmp_path) == []


@tries(
    "P20",
    of="tamperings",
    sqlite=(30, 200),
    postgres=(0, 200),
    mutant="leaves what was done to what out of it",
)
async def test_a_hash_that_holds_less_is_found_out(
    trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = audit.canonical

    def less(entry: Any, seq: int | None) -> str:
        told = {name: getattr(entry, name) for name in ("seq", "previous", "hash", "at")}
        told |= dict.fromkeys(("officer_id", "action", "subject", "subject_id"), 0)
        return real(Line(told | dict.fromkeys(("before", "after", "reason"), "")), seq)

    monkeypatch.setattr(audit, "canonical", less)
    assert await missed(trial, tmp_path) != []
