"""Bots as processes of their own, a few milliseconds each.

One process imports the product once and forks a child for each bot, which then runs the very
command `bot run` with an environment of its own. It is killed, signalled and waited for like any
other process; only the seconds of importing are saved. `python -m tests.helpers.nursery` is that
one process: it reads orders as JSON lines, and tells of births and deaths the same way.
"""

import asyncio
import importlib
import json
import os
import select
import signal
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Self

from bot import running
from bot.cli import __main__ as cli
from storage.rules import pacing

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


class Child:
    """One bot process."""

    def __init__(self, pid: int, log: Path) -> None:
        self.pid = pid
        self._log = log
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def alive(self) -> bool:
        """Whether it has not ended yet."""
        return not self.ended.done()

    def send(self, number: int) -> None:
        """Sends a signal; one that has ended is left alone."""
        if self.alive:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def end(self, number: int = signal.SIGTERM) -> int:
        """Sends a signal and waits; returns the exit code, negative for a deadly signal."""
        self.send(number)
        return await self.code()

    async def code(self) -> int:
        """The exit code, once it has ended."""
        async with asyncio.timeout(PATIENCE):
            return await asyncio.shield(self.ended)

    def log(self) -> str:
        """What it has printed."""
        return self._log.read_text("utf-8")


class Nursery:
    """The process that forks, seen from the test."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self._process = process
        self._folder = folder
        self._children: dict[int, Child] = {}
        self._births: asyncio.Queue[Child] = asyncio.Queue()
        self._ordering = asyncio.Lock()
        self._log = folder
        self._reading = asyncio.create_task(self._read())
        self._made = 0

    @classmethod
    @asynccontextmanager
    async def opened(cls, folder: Path) -> AsyncIterator[Self]:
        """A nursery with its logs in `folder`; all its bots end with it."""
        keep = {
            name: value
            for name, value in os.environ.items()
            if name in ("PATH", "HOME", "LANG") or name.startswith("PYTHON")
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.helpers.nursery",
            cwd=ROOT,
            env=keep,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        nursery = cls(process, folder)
        try:
            yield nursery
        finally:
            await nursery._close()

    async def start(self, environment: Mapping[str, str], patch: str = "") -> Child:
        """Starts `bot run`; `patch` names a module of the tests that spoils it first."""
        assert self._process.stdin is not None
        async with self._ordering, asyncio.timeout(PATIENCE):
            self._made += 1
            self._log = self._folder / f"bot-{self._made}.log"
            self._log.touch()
            order = {"env": dict(environment), "log": str(self._log), "patch": patch}
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            return await self._births.get()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            if "born" in told:
                child = self._children[told["born"]] = Child(told["born"], self._log)
                await self._births.put(child)
            else:
                self._children.pop(told["dead"]).ended.set_result(told["code"])

    async def _close(self) -> None:
        for child in list(self._children.values()):
            await child.end(signal.SIGKILL)
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._reading


def _tell(**what: int) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _run(order: dict[str, Any]) -> None:
    """In the child: the command, with its own environment, folder and log."""
    code = running.CRASHED
    try:
        os.environ.update(order["env"])
        os.chdir(order["env"]["DATA_DIR"])
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for stream in (1, 2):
            os.dup2(log, stream)
        pacing.SHARE = 0  # the phones of tests are quicker than people
        if order["patch"]:
            importlib.import_module(order["patch"]).spoil()
        sys.argv = ["bot", "run"]
        cli.main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else running.CRASHED
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _serve() -> None:
    """Forks at each order until there are no more orders."""
    assert threading.active_count() == 1, "a fork would lose threads"
    read, write = os.pipe()
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    orders = sys.stdin.buffer
    while True:
        ready, _, _ = select.select([orders, read], [], [])
        if read in ready:
            os.read(read, 4096)
        if orders in ready:
            line = orders.readline()
            if not line:
                return
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _run(json.loads(line))
            _tell(born=pid)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            _tell(dead=pid, code=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    _serve()
