"""One writer in a fresh process: `python -m tests.bench.paper_job WAY FORM BULLETS` tells JSON.

WAY is `ours`, or `bare`: the same texts through the same library by the shortest program that
its documentation suggests, without a look, a span or a page number.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from bot.documents.outline import Paper
from bot.documents.report_paper import paper
from tests.helpers.printed_report import bullets, report

Writer = Callable[[Paper], bytes]
WAYS = {"ours": "bot.documents", "bare": "tests.bench.bare"}


def peak() -> float:
    """MB that this process held at most; getrusage would tell of its parent as well."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise LookupError("no VmHWM")


def main(way: str, form: str, count: int) -> None:
    """Builds twice and tells seconds, MB and bytes."""
    said = paper(report(*bullets(count)))
    begun = time.perf_counter()
    write: Writer = import_module(f"{WAYS[way]}.{form}").render
    imported = time.perf_counter()
    write(said)
    first = time.perf_counter()
    body = write(said)
    second = time.perf_counter()
    told = {
        "first": first - begun,
        "second": second - first,
        "import": imported - begun,
        "mb": peak(),
        "bytes": len(body),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
