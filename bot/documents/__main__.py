"""One job of the press: JSON from standard input, the picture or paper to standard output."""

import json
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

JOBS = {
    "qr": "qr:render",
    "status": "status_picture:drawn",
    "report": "report_files:written",
    "report_page": "report_files:first_page",
}
"""Module and function by job; only the module that is needed is loaded."""


def done(job: str, given: Mapping[str, Any]) -> bytes:
    """The bytes of a job; KeyError when nobody knows it."""
    module, _, name = JOBS[job].partition(":")
    work: Callable[[Mapping[str, Any]], bytes] = getattr(
        import_module(f"bot.documents.{module}"), name
    )
    return work(given)


if __name__ == "__main__":
    sys.stdout.buffer.write(done(sys.argv[1], json.load(sys.stdin)))
