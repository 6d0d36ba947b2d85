"""One job of the press: JSON from standard input, the outcome to standard output."""

import json
import os
import resource
import sys
from base64 import b64decode
from collections.abc import Callable, Mapping
from importlib import import_module
from math import ceil
from typing import Any

from bot.documents import confined
from storage.rules.errors import Refusal

READ_BYTES = 512 << 20
DRAW_BYTES = 1 << 30  # a PDF of 2,000 lines and 60 photos takes 450 MB, one of 10,000 takes 704
DRAW_SECONDS = 60  # of work; that PDF takes 2

JOBS = {
    "qr": "qr:render",
    "status": "status_picture:drawn",
    "board": "board_picture:drawn",
    "quota": "quota_picture:drawn",
    "trend": "trend_picture:drawn",
    "report": "report_files:written",
    "report_page": "report_files:first_page",
    "form_sample": "own_form:sample",
    "letter": "letter_paper:written",
    "handover": "handover_paper:written",
    "plan_table": "plan_table_sheet:written",
    "plan_form": "plan_form:written",
    "register": "register_sheet:written",
    "register_text": "register_text:written",
    "invite_sheet": "invite_sheet:written",
}
"""Module and function by job; only the module that is needed is loaded."""

READS: dict[str, str] = {
    "photo": "photos:cleaned",
    "stripped": "stripping:stripped",
    "own_form": "own_form:checked",
    "own_form_left": "own_form:left_out",
    "import": "reading.report:read",
    "plan_table_file": "plan_table_reader:read",
    "register_file": "register_reader:read",
    "formats": "reading.formats:loaded",
    "text_file": "reading.kinds:only_text",
    "roster_file": "roster_reader:read",
}
"""The same for jobs that read a file of a person: `function(name, body) -> JSON values`; what
else a job reads by comes by name."""


def done(job: str, given: Mapping[str, Any]) -> bytes:
    """The bytes of a job; KeyError when nobody knows it."""
    if job in READS:
        return _read(READS[job], given)
    _limit(DRAW_BYTES, DRAW_SECONDS)
    work: Callable[[Mapping[str, Any]], bytes] = _found(JOBS[job])
    return work(given)


def _read(place: str, given: Mapping[str, Any]) -> bytes:
    """What a file says, or why it is refused; it gets no more than its share of the machine.

    After `seconds` of work it ends by itself, whether somebody still waits for it or not.
    """
    _limit(READ_BYTES, ceil(given["seconds"]))
    work: Callable[..., Any] = _found(place)
    try:
        more = given.get("more", {})
        told = {"read": work(given["name"], b64decode(given["body"]), **more)}
    except Refusal as refusal:
        told = {"refused": refusal.sentence}
    return json.dumps(told, ensure_ascii=True).encode()


def _limit(memory: int, seconds: int) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (OSError, ValueError):  # macOS has no such limit
        confined.tell("memory", sys.platform)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # SIGXCPU, then SIGKILL


def _found(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f"bot.documents.{module}"), name)


if __name__ == "__main__":
    confined.enter()
    try:
        sys.stdout.buffer.write(done(sys.argv[1], json.load(sys.stdin)))
    except MemoryError:  # to say so in words would take what is not there
        os._exit(confined.OUT_OF_MEMORY)
