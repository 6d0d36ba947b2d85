"""`python -m tests.bench`: this product beside the stock way of writing such a bot, one table.

`python -m tests.bench flood [notices] [milliseconds a call]`: thousands of notices at once.
`python -m tests.bench killed`: who still gets an answer after a kill under load.
`python -m tests.bench pieces`: each piece that is not built as usual, beside the usual one.
"""

import asyncio
import sys
from collections.abc import Sequence
from itertools import count

import uvloop

from bot.cli.progress import Progress, shown
from tests.bench import killed, pieces
from tests.bench.compare import LONG, compare, table
from tests.bench.flood import Plan, floods

RUNS = 3
BOTS = 2


def measured(words: Sequence[str], line: Progress) -> str:
    """What was asked for, as a table; the line says how far it has come where that is known."""
    match words:
        case ["flood"]:
            return floods(Plan())
        case ["flood", notices]:
            return floods(Plan(int(notices)))
        case ["flood", notices, milliseconds]:
            return floods(Plan(int(notices), int(milliseconds) / 1000))
        case ["killed"]:
            return uvloop.run(killed.table())
        case ["pieces"]:
            return pieces.told(asyncio.run(pieces.lines(pieces.Size())))
    done, every = count(1), len(LONG) * RUNS * BOTS
    found = compare(LONG, RUNS, told=lambda _said: line.told(next(done), every))
    return table(uvloop.run(found))


if __name__ == "__main__":
    with shown("bench") as line:
        told = measured(sys.argv[1:], line)
    sys.stdout.write(told + "\n")
