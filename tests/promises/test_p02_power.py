"""P2: the power fails at the moment of an acknowledgement, and the disk has its words.

The bot runs under a tracer, which notes what it writes, syncs and sends. At each acknowledgement
the disk of that moment is laid out twice: with what was synced alone, and with some sectors of
what was on its way besides. Both must open whole and hold every line acknowledged until then.
"""

import os
import signal
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from tests.promises import alone, power
from tests.promises.clerks import seat
from tests.promises.killing import LONG, Clerk
from tests.promises.promise import Trial, tries

WHO = 6001
SAVED = "저장했습니다".encode()


@dataclass
class Cuts:
    """What was found on the disks of all moments."""

    acknowledged: int = 0
    syncs: int = 0
    cuts: int = 0
    early: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """In numbers."""
        return {
            "acknowledged": self.acknowledged,
            "syncs": self.syncs,
            "cuts": self.cuts,
            "not_whole": len(self.broken),
            "acknowledged_too_early": len(set(self.early)),
        }

    def hold(self, size: int) -> None:
        """Raises AssertionError unless each of so many lines was on the disk when it was said."""
        assert self.broken == []
        assert self.early == []
        assert self.acknowledged == size


async def traced(trial: Trial, simulator: Simulator, trace: Path, spoil: str) -> list[str]:
    """Lets a clerk save so many lines with a bot under the tracer; returns the lines."""
    log = trial.folder / "bot.log"
    env = trial.environment(simulator)
    process = await alone.start(env, log, spoil, power.tracer(trace))
    async with await Phone.connect(simulator.url, WHO) as phone:
        clerk = Clerk(phone, LONG)
        for _ in range(trial.size):
            await clerk.record()
    (bot,) = _children(process.pid)
    os.kill(bot, signal.SIGTERM)
    assert await process.wait() == 0, log.read_text("utf-8")
    return clerk.typed


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def looked_at(disk: power.Disk, trace: Path, lines: list[str], folder: Path) -> Cuts:
    """Cuts the power at each acknowledgement."""
    found, chance, told = Cuts(), Random(20210804), list[str]()
    for sent in disk.sends(trace):
        if SAVED not in sent:
            continue
        told += [line for line in lines if line.encode() in sent and line not in told]
        for chances in (None, chance):
            found.cuts += 1
            kept, whole = _opened(disk.cut(folder, chances))
            found.early += [line for line in told if line not in kept]
            found.broken += [] if whole else [f"after {len(told)} lines"]
    found.acknowledged, found.syncs = len(told), disk.syncs
    return found


def _opened(path: Path) -> tuple[set[str], bool]:
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        whole = database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return {title for (title,) in database.execute("SELECT title FROM problem")}, whole


async def cut(trial: Trial, simulator: Simulator, spoil: str = "") -> Cuts:
    """The whole experiment; its counts are kept."""
    await seat(trial, simulator, [WHO])
    disk = power.Disk.of(Path(trial.url.removeprefix("sqlite:///")))
    trace, folder = trial.folder / "trace", trial.folder / "cut"
    folder.mkdir()
    lines = await traced(trial, simulator, trace, spoil)
    found = looked_at(disk, trace, lines, folder)
    trace.unlink()
    trial.count(**found.counts())
    return found


@tries("P2", of="lines saved", sqlite=(5, 120))
async def test_the_disk_has_what_was_acknowledged_when_the_power_fails(
    trial: Trial, simulator: Simulator
) -> None:
    (await cut(trial, simulator)).hold(trial.size)


@tries("P2", of="lines saved", sqlite=(3, 20), mutant="SQLite with synchronous=NORMAL")
async def test_a_bot_that_does_not_wait_for_the_disk_is_found_out(
    trial: Trial, simulator: Simulator
) -> None:
    found = await cut(trial, simulator, "tests.promises.spoiled.hasty_disk")
    assert found.early != []
