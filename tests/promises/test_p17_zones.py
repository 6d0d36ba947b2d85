"""P17: a server in any time zone foretells the same reminders.

Los Angeles is still in yesterday each Korean morning.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.promises.promise import Trial, tries

ROOT = Path(__file__).parents[2]
ZONES = ("UTC", "Asia/Seoul", "America/Los_Angeles")
MUTANT = "the day of the machine's own zone"


def foretold(trial: Trial, anew: Callable[[], Trial], spoil: str = "") -> list[str]:
    """What is printed in each zone."""
    printed = []
    for zone in ZONES:
        words = (anew().url, str(trial.size), *([spoil] if spoil else []))
        done = subprocess.run(
            [sys.executable, "-m", "tests.promises.zoned", *words],
            cwd=ROOT,
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        printed.append(done.stdout)
    trial.count(zones=len(ZONES), lines=len(printed[0].splitlines()), answers=len(set(printed)))
    return printed


@tries("P17", of="moments", sqlite=(2, 48), postgres=(0, 48))
def test_the_calendar_of_a_round_is_the_same_in_every_zone(
    trial: Trial, anew: Callable[[], Trial]
) -> None:
    printed = foretold(trial, anew)
    assert len(set(printed)) == 1
    assert printed[0].count("09:30") > 10


@tries("P17", of="moments", sqlite=(1, 48), postgres=(0, 48), mutant=MUTANT)
def test_a_bot_that_takes_the_day_of_its_server_is_found_out(
    trial: Trial, anew: Callable[[], Trial]
) -> None:
    spoil = "tests.promises.spoiled.local_days"
    assert len(set(foretold(trial, anew, spoil))) > 1
