"""APScheduler as a clock with a memory: it calls the ticks, the truth stays in the tables.

No job store: a stored job is dropped when the process was down over its time or when its
function was renamed, and one error in the store stops the scheduler without a word.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.ticks import Tick
from scheduler.timetable import TICKS
from storage.database import Database
from storage.queries.office import lockdowns
from storage.rules.clock import KST, Clock, system_clock

log = structlog.get_logger("clock")


LATE_AFTER = 2
"""Intervals without a tick that was done, after which the health page turns red."""


class Clockwork:
    """Runs the timetable; `last` tells when each tick was last done, for the health page."""

    def __init__(self, db: Database, clock: Clock, ticks: Sequence[Tick] = TICKS) -> None:
        self._db = db
        self._clock = clock
        self._ticks = ticks
        self.last: dict[str, datetime] = {}
        self._doing: set[asyncio.Task[None]] = set()
        self._since: datetime | None = None

    def late(self) -> list[str]:
        """Ticks not done within two of their intervals; none in a process without the clock."""
        if self._since is None:
            return []
        now, since = self._clock(), self._since
        return [
            tick.name
            for tick in self._ticks
            if now - self.last.get(tick.name, since) > LATE_AFTER * tick.every
        ]

    async def run(self) -> None:
        """Keeps the clock going until cancelled."""
        scheduler = AsyncIOScheduler(timezone=KST)
        for tick in self._ticks:
            scheduler.add_job(
                self.do,
                IntervalTrigger(seconds=int(tick.every.total_seconds()), timezone=KST),
                args=[tick],
                id=tick.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
                next_run_time=system_clock(),  # from an older day it counts every run
            )
        scheduler.start()
        self._since = self._clock()
        try:
            await asyncio.Event().wait()
        finally:
            self._since = None
            scheduler.shutdown(wait=False)
            await self._end_ticks()

    async def _end_ticks(self) -> None:
        """Ticks under way are taken back, before anybody closes the database under them."""
        await asyncio.sleep(0)  # the shutdown itself is only now carried out by the loop
        for task in self._doing:
            task.cancel()
        await asyncio.gather(*self._doing, return_exceptions=True)

    async def _locked(self) -> bool:
        async with self._db.read() as session:
            return await lockdowns.since(session) is not None

    async def do(self, tick: Tick) -> None:
        """One tick; an error is logged and the next one comes as if nothing had been."""
        task = asyncio.current_task()
        if task is not None:
            self._doing.add(task)
        try:
            if not (tick.rests and await self._locked()):
                await tick.run(self._db, self._clock)
        except asyncio.CancelledError:
            log.info("tick taken back", tick=tick.name)  # APScheduler would call it a failure
            return
        except Exception as error:  # a tick that raises must never silence the clock
            log.error("tick failed", tick=tick.name, exc_info=error)
            return
        finally:
            if task is not None:
                self._doing.discard(task)
        self.last[tick.name] = self._clock()
