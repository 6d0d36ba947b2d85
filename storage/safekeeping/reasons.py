"""Why nothing was copied or put back, and what both databases tell of the office's people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage import schema
from storage.rules.standing import Post

Why = Literal[
    "missing",
    "foreign",
    "damaged",
    "newer",
    "crowded",
    "other database",
    "differs",
    "no room",
    "in use",
    "no tools",
    "failed",
    "out of reach",
]


class NotKept(Exception):
    """Why nothing was done, in one of the words that the command line knows a sentence for."""

    def __init__(self, why: Why, detail: str = "") -> None:
        self.why = why
        self.detail = detail
        super().__init__(f"{why}: {detail}" if detail else why)


@dataclass(frozen=True)
class Standing:
    """Who is who in an office, since when it is locked, and where its trail ends."""

    posts: Mapping[int, Post]
    locked_since: datetime | None
    end: tuple[int, str] | None = None  # number and hash of the last line


def refuse_version(found: str | None) -> None:
    """NotKept for data without a version of ours, or of one that this release does not know."""
    if not found:
        raise NotKept("foreign")
    if found > schema.known():
        raise NotKept("newer")
