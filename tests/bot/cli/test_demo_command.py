"""What the terminal says while the demo starts, and what --help says of its ways to be opened."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "bot.cli", "demo"]
LASTED = re.compile(r"  \S.* … \d+\.\d초")


@pytest.mark.long
def test_the_start_says_at_once_what_it_does_and_then_how_long_each_step_lasted() -> None:
    began = time.monotonic()
    with subprocess.Popen(
        [*COMMAND, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as demo:
        assert demo.stdout is not None
        lines = [demo.stdout.readline()]
        first = time.monotonic() - began
        while "http://127.0.0.1" not in lines[-1]:
            assert lines[-1], "".join(lines)
            lines.append(demo.stdout.readline())
        whole = time.monotonic() - began
        os.killpg(demo.pid, signal.SIGINT)
        assert "껐습니다." in demo.stdout.read()
    assert "체험판을 켭니다" in lines[0]
    assert first < whole / 3, (first, whole)
    assert len([one for one in lines if LASTED.fullmatch(one.rstrip())]) == 6, lines


def test_help_names_where_it_listens_and_that_it_can_open_the_browser() -> None:
    shown = subprocess.run(
        [*COMMAND, "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    for option in ("--host", "--open", "--port", "--play", "--picture"):
        assert option in shown.stdout
