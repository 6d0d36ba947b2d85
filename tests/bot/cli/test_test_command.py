"""What `test` runs: the quick ones, and whatever is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SUITE = """
import pytest

def test_quick(): ...
@pytest.mark.slow
def test_slow(): ...
@pytest.mark.long
def test_long(): ...
@pytest.mark.browser
def test_browser(): ...
@pytest.mark.postgres
def test_postgres(): ...
"""


@pytest.mark.parametrize(
    ("words", "ran"),
    [
        ("test_some.py", "5 passed"),
        ("test_some.py::test_slow", "1 passed"),
        (".", "1 passed, 4 deselected"),
    ],
)
def test_a_file_or_a_test_that_is_named_runs_however_long_it_takes(
    tmp_path: Path, words: str, ran: str
) -> None:
    """Mutant: the choice of the quick ones held over what was asked for by its name."""
    (tmp_path / "test_some.py").write_text(SUITE)
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "test", "-p", "no:cacheprovider", *words.split()],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert ran in done.stdout.splitlines()[-1], done.stdout + done.stderr
