"""`python -m tests.bench`: this product beside the stock way of writing such a bot, one table."""

import sys

import uvloop

from tests.bench.compare import LONG, compare, table

if __name__ == "__main__":
    found = uvloop.run(compare(LONG, runs=3, told=sys.stderr.write))
    sys.stdout.write(table(found) + "\n")
