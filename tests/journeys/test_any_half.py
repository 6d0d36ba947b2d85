"""Any office, any half-year: what was entered by chat is what every screen and paper tells.

A seed makes an office that nobody here knows, with other names, years, departments and words, and
enters its half-year at the desk: the real handlers, fed with Telegram's own JSON. What is true of
it is kept beside it (`tests/helpers/strangers/truth.py`), and every invariant compares with that.

Many more seeds at once: `python -m tests.any_half 300`.
"""

import shutil
from pathlib import Path

import pytest

from tests.helpers.sizes import some
from tests.helpers.strangers.half_lived import faults

KEPT = {
    19: "a total without its number of runs, which its single runs tell",
    28: "a job tour below the line of the bus",
    8: "a line that goes from below one that reads otherwise",
    7: "something of an open promise was delivered",
    80: "a line that leaves another which goes as well",
}
"""Seeds that once came out wrong, each with why."""
SMALL = 3  # entries of the one office in the quick suite
READ_BACK = (7, 14, 19)
"""Seeds whose files are read in all four formats: that costs more than the half-year itself."""
LONG = (*sorted({*range(3), *KEPT, *READ_BACK}), *sorted({*range(3, 20)} - {*KEPT, *READ_BACK}))
TRIED = len({*range(3), *KEPT, *READ_BACK})  # at the gate; the others are more of the same


def office(folder: Path, template: Path) -> str:
    """An empty database of this test's own."""
    path = folder / "office.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


@pytest.mark.long
async def test_a_small_office_tells_what_was_entered(tmp_path: Path, migrated_file: Path) -> None:
    assert await faults(office(tmp_path, migrated_file), 3, steps=SMALL) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", some(LONG, of=TRIED))
async def test_what_was_entered_is_what_is_told(
    tmp_path: Path, migrated_file: Path, seed: int
) -> None:
    url = office(tmp_path, migrated_file)
    assert await faults(url, seed, papers=seed in READ_BACK) == []
