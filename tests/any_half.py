"""Many strangers' half-years at once: `python -m tests.any_half 300 [first seed]`.

Says of each seed that comes out wrong what is wrong with it, and ends with how many were lived.
"""

import asyncio
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from storage import migrate
from tests.helpers.strangers.half_lived import faults

PROCESSES = 2


def _lived(folder: Path, seed: int) -> list[str]:
    """What is wrong with the office of this seed, a failure of the clerk's included."""
    path = folder / f"{seed}.db"
    shutil.copyfile(folder / "template.db", path)
    try:
        return asyncio.run(faults(f"sqlite:///{path}", seed, papers=True))
    except Exception as error:
        return [f"seed {seed}: {type(error).__name__}: {error}"]
    finally:
        path.unlink()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(count: int, first: int) -> int:
    """Lives so many seeds; returns how many came out wrong."""
    begun, wrong = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(PROCESSES) as pool:
        folder = Path(name)
        migrate.upgrade(f"sqlite:///{folder / 'template.db'}")
        for found in pool.map(partial(_lived, folder), range(first, first + count)):
            wrong += bool(found)
            for words in found:
                _say(words)
    _say(f"{count} half-years in {time.monotonic() - begun:.0f} s, {wrong} of them wrong")
    return wrong


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    sys.exit(bool(main(numbers[0], numbers[1] if len(numbers) > 1 else 0)))
