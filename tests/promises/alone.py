"""`python -m tests.promises.alone [MODULE]`: `bot run` in a process that somebody else watches.

For what has to stand around the whole process from its first moment: another clock, a tracer.
MODULE spoils the product first, as in the nursery.
"""

import importlib
import os
import sys
from asyncio.subprocess import Process, create_subprocess_exec
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.cli import __main__ as cli

ROOT = Path(__file__).parents[2]


async def start(
    environment: Mapping[str, str], log: Path, spoil: str = "", around: Sequence[str] = ()
) -> Process:
    """Starts a bot with these settings alone; `around` is the program that watches it."""
    keep = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    with log.open("ab") as told:
        return await create_subprocess_exec(
            *(*around, sys.executable, "-m", "tests.promises.alone", *([spoil] if spoil else [])),
            cwd=ROOT,
            env={**keep, **environment},
            stdout=told,
            stderr=told,
        )


def main() -> None:
    """The command itself."""
    for module in sys.argv[1:]:
        importlib.import_module(module).spoil()
    sys.argv = ["bot", "run"]
    cli.main()


if __name__ == "__main__":
    main()
