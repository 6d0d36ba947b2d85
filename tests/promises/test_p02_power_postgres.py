"""P2 on PostgreSQL: the power fails at the moment of an acknowledgement, and its log has it.

Bot and server run under one tracer, which notes what the server writes to its log and syncs, and
what the bot sends. At each acknowledgement a data folder is laid out as it was before the first
line, with the log as the disk has it at that moment: what was synced alone, and with some sectors
of what was on its way besides. The server itself recovers from it; every line acknowledged until
then must be there. What stands in its tables' files is never needed: a checkpoint was before.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg
from sqlalchemy.engine import URL, make_url

from bot.simulator.people.phone import Phone
from bot.simulator.server import Simulator
from tests.helpers.nursery import PATIENCE
from tests.helpers.waiting import until
from tests.promises import alone, power
from tests.promises.clerks import seat
from tests.promises.killing import LONG, Clerk
from tests.promises.promise import Trial, tries
from tests.promises.test_p02_power import SAVED, WHO, Cuts

TITLE = re.compile(r'title = "(.*?)"\t')
SHARED = Path("/dev/shm")
HASTY = "-c synchronous_commit=off"


@dataclass
class Server:
    """The server of this trial: where its data lie, who runs it, and its processes."""

    url: URL
    data: Path
    program: Path

    @classmethod
    def of(cls, url: str) -> "Server":
        """It must be one of this machine, as the suite starts it itself."""
        plain = make_url(url).set(drivername="postgresql")
        address = plain.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            asked = connection.execute("SELECT current_setting('data_directory')").fetchone()
            connection.execute("ALTER SYSTEM SET checkpoint_timeout = '1h'")
            connection.execute("ALTER SYSTEM SET max_wal_size = '4GB'")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CHECKPOINT")
        assert asked is not None
        data = Path(asked[0])
        return cls(plain, data, Path(f"/proc/{cls._head(data)}/exe").resolve())

    @staticmethod
    def _head(data: Path) -> int:
        return int((data / "postmaster.pid").read_text("utf-8").split()[0])

    @property
    def processes(self) -> list[int]:
        """The head and all that it has started."""
        head = self._head(self.data)
        return [head, *children(head)]

    def copied(self, to: Path) -> None:
        """Its data folder, as a disk would have it were nothing of it on its way."""
        subprocess.run(["cp", "-a", self.data, to], check=True)
        (to / "postmaster.pid").unlink()

    def owns(self, folder: Path) -> None:
        """Gives it what was written into a folder of it."""
        owner = self.data.stat()
        for path in folder.iterdir():
            os.chown(path, owner.st_uid, owner.st_gid)

    def recovered(self, data: Path) -> tuple[set[str], bool]:
        """The lines in a data folder once the server has recovered it; whether it could."""
        owner = data.stat()
        done = subprocess.run(
            [self.program, "--single", "-D", data, str(self.url.database)],
            input="SELECT title FROM problem\n",
            user=owner.st_uid,
            group=owner.st_gid,
            cwd=data,
            capture_output=True,
            text=True,
        )
        return set(TITLE.findall(done.stdout)), done.returncode == 0


def children(pid: int) -> list[int]:
    """What a process has started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def room() -> Iterator[Path]:
    """A folder whose files are in memory where the system has that; its owner may be anybody."""
    made = Path(tempfile.mkdtemp(prefix="cut-", dir=SHARED if SHARED.is_dir() else None))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made)


async def traced(
    trial: Trial, simulator: Simulator, server: Server, base: Path, options: str
) -> tuple[Path, list[str]]:
    """Lets a clerk save so many lines; returns the trace and the lines."""
    trace, log = trial.folder / "trace", trial.folder / "bot.log"
    env = trial.environment(simulator)
    if options:
        url = server.url.update_query_dict({"options": options})
        env["DATABASE_URL"] = url.render_as_string(hide_password=False)
    process = await alone.start(env, log, "", power.tracer(trace, server.processes))
    async with await Phone.connect(simulator.url, WHO) as phone:
        await until(lambda: polled(simulator), "it asks for updates", PATIENCE)
        server.copied(base)
        clerk = Clerk(phone, LONG)
        for _ in range(trial.size):
            await clerk.record()
    for bot in children(process.pid):
        os.kill(bot, signal.SIGTERM)
    process.terminate()  # the tracer would watch the server to its end
    await process.wait()
    return trace, clerk.typed


async def polled(simulator: Simulator) -> bool:
    """Whether the bot waits for updates."""
    return simulator.world.updates.polled


def looked_at(server: Server, trace: Path, lines: list[str], base: Path, cut: Path) -> Cuts:
    """Cuts the power at each acknowledgement."""
    disk = power.Disk.of_log(server.data / "pg_wal", base / "pg_wal")
    found, chance, told = Cuts(), Random(20210804), list[str]()
    for sent in disk.sends(trace):
        if SAVED not in sent:
            continue
        told += [line for line in lines if line.encode() in sent and line not in told]
        for chances in (None, chance):
            found.cuts += 1
            subprocess.run(["cp", "-a", base, cut], check=True)
            disk.cut(cut / "pg_wal", chances)
            server.owns(cut / "pg_wal")
            kept, whole = server.recovered(cut)
            found.early += [line for line in told if line not in kept]
            found.broken += [] if whole else [f"after {len(told)} lines"]
            shutil.rmtree(cut)
    found.acknowledged, found.syncs = len(told), disk.syncs
    return found


async def cut(trial: Trial, simulator: Simulator, options: str = "") -> Cuts:
    """The whole experiment; its counts are kept."""
    await seat(trial, simulator, [WHO])
    server = Server.of(trial.url)
    with room() as place:
        trace, lines = await traced(trial, simulator, server, place / "base", options)
        found = looked_at(server, trace, lines, place / "base", place / "cut")
    trace.unlink()
    trial.count(**found.counts())
    return found


@tries("P2", of="lines saved", postgres=(0, 100))
async def test_the_log_has_what_was_acknowledged_when_the_power_fails(
    trial: Trial, simulator: Simulator
) -> None:
    (await cut(trial, simulator)).hold(trial.size)


@tries("P2", of="lines saved", postgres=(0, 20), mutant="PostgreSQL with synchronous_commit=off")
async def test_a_server_that_does_not_wait_for_the_disk_is_found_out(
    trial: Trial, simulator: Simulator
) -> None:
    found = await cut(trial, simulator, HASTY)
    assert found.early != []
