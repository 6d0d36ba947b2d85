"""A bot spoiled on purpose: a tick that raises is never called again, as a stored job would be.

APScheduler with a job store goes silent after one error in it, and says that it runs.
"""

from scheduler.clockwork import Clockwork
from scheduler.tick import Tick
from tests.promises.spoiled import ordered_clock


def spoil() -> None:
    """The ordered clock, which forgets what raised."""
    ordered_clock.spoil()
    whole = Clockwork.do

    async def do(self: Clockwork, tick: Tick) -> None:
        before = self._failures[tick.name]
        await whole(self, tick)
        if self._failures[tick.name] > before and self._scheduler is not None:
            self._scheduler.remove_job(tick.name)

    Clockwork.do = do  # type: ignore[method-assign]  # the point of this module
