"""`python -m tests.bench`: this product beside the stock way of writing such a bot, one table.

`python -m tests.bench flood [notices] [milliseconds a call]`: thousands of notices at once.
`python -m tests.bench killed`: who still gets an answer after a kill under load.
`python -m tests.bench pieces`: each piece that is not built as usual, beside the usual one.
"""

import asyncio
import sys

import uvloop

from tests.bench import killed, pieces
from tests.bench.compare import LONG, compare, table
from tests.bench.flood import Plan, floods

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["flood"]:
            told = floods(Plan())
        case ["flood", notices]:
            told = floods(Plan(int(notices)))
        case ["flood", notices, milliseconds]:
            told = floods(Plan(int(notices), int(milliseconds) / 1000))
        case ["killed"]:
            told = uvloop.run(killed.table())
        case ["pieces"]:
            told = pieces.told(asyncio.run(pieces.lines(pieces.Size())))
        case _:
            told = table(uvloop.run(compare(LONG, runs=3, told=sys.stderr.write)))
    sys.stdout.write(told + "\n")
