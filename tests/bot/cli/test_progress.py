"""Long work in the terminal shows one line that ends with it, and none where nobody looks."""

import io
import os
import pty
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.cli import progress

PATIENCE = 5.0


@contextmanager
def terminal(slow: float = 0.0) -> Iterator[int]:
    """Standard error is a terminal; what is drawn there can be read from the other end."""
    outside, inside = pty.openpty()
    with pytest.MonkeyPatch.context() as patch, os.fdopen(inside, "w", encoding="utf-8") as told:
        patch.setattr(sys, "stderr", told)
        patch.setattr(progress, "SLOW_SECONDS", slow)
        yield outside
    os.close(outside)


def reads(outside: int, wanted: str) -> str:
    """What was drawn, up to the words."""
    seen = b""
    while wanted not in seen.decode(errors="ignore"):
        ready, _, _ = select.select([outside], [], [], PATIENCE)
        assert ready, seen.decode(errors="ignore")
        seen += os.read(outside, 4096)
    return seen.decode(errors="ignore")


def test_the_line_says_how_far_it_is_and_goes_with_the_work() -> None:
    with terminal() as outside:
        with progress.shown("증빙 파일 담기") as line:
            assert "증빙 파일 담기 … 0초" in reads(outside, "초")
            line.told(3, 12)
            drawn = reads(outside, "25%")
            assert "██████░░░" in drawn
            assert "\n" not in drawn
        assert reads(outside, progress.WIPE).endswith(progress.WIPE)


def fails(outside: int) -> None:
    """Work that is shown and ends badly."""
    with progress.shown("백업"):
        reads(outside, "백업")
        raise RuntimeError


def test_the_line_goes_when_the_work_fails() -> None:
    with terminal() as outside:
        with pytest.raises(RuntimeError):
            fails(outside)
        assert reads(outside, progress.WIPE).endswith(progress.WIPE)


def test_nothing_is_written_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setattr(sys, "stderr", told)
    monkeypatch.setattr(progress, "SLOW_SECONDS", 0.0)
    with progress.shown("백업") as line:
        line.told(1, 2)
    assert told.getvalue() == ""


def test_what_is_done_at_once_shows_no_line() -> None:
    with terminal(slow=60.0) as outside:
        with progress.shown("백업"):
            pass
        sys.stderr.write("끝")
        sys.stderr.flush()
        assert reads(outside, "끝") == "끝"
