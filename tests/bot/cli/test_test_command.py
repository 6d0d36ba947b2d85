"""What `test` runs: the quick ones, and whatever is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import testing

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


@pytest.mark.long
def test_a_file_that_is_named_runs_whole_however_long_it_takes(tmp_path: Path) -> None:
    """Mutant: the choice of the quick ones held over what was asked for by its name."""
    (tmp_path / "test_some.py").write_text(SUITE)
    words = ("-p", "no:cacheprovider", "test_some.py")
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "test", *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert "5 passed" in done.stdout.splitlines()[-1], done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "all_of_it"),
    [
        ("tests/promises/test_p01_kills.py", True),
        ("-x tests/promises/test_p01_kills.py::test_one[a.b]", True),
        ("tests/storage tests/promises/test_p01_kills.py", True),
        ("tests/storage", False),
        ("-k kills --durations=5", False),
    ],
)
def test_only_what_is_named_is_spared_the_choice_of_the_quick_ones(
    words: str, all_of_it: bool
) -> None:
    assert (testing.quick(words.split()) == ()) is all_of_it
