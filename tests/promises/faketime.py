"""Another clock for a whole process: started at any moment, or set under it while it runs."""

from datetime import datetime
from pathlib import Path

from bot.simulator.server import Simulator
from storage.rules.clock import system_clock
from tests.journeys.faked import LIBRARIES


def _around() -> dict[str, str]:
    assert LIBRARIES, "Debian's faketime is missing: apt install faketime"
    return {
        "TZ": "UTC",
        "LD_PRELOAD": str(LIBRARIES[0]),
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def starting(simulator: Simulator, moment: datetime) -> dict[str, str]:
    """The settings of a process for which it is this moment (UTC) when it begins.

    The simulator's clock is set to the same moment.
    """
    simulator.world.clock.advance(moment.timestamp() - simulator.world.clock.now())
    return {**_around(), "FAKETIME": f"@{moment:%Y-%m-%d %H:%M:%S}"}


class Wall:
    """The clock on the wall of a process that goes on while it is set."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "faketime"

    def set(self, moment: datetime) -> None:
        """From now on it is this moment (UTC), and goes on from there."""
        apart = (moment - system_clock()).total_seconds()
        new = self._file.with_suffix(".new")
        new.write_text(f"{apart:+.0f}")
        new.rename(self._file)  # at once: the process never reads a half

    def settings(self) -> dict[str, str]:
        """Of the process that hangs it up; `set` it before."""
        more = {"FAKETIME_TIMESTAMP_FILE": str(self._file), "FAKETIME_NO_CACHE": "1"}
        return {**_around(), **more}
