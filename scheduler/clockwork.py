"""APScheduler as a clock with a memory: it calls the ticks, the truth stays in the tables.

No job store: a stored job is dropped when the process was down over its time or when its
function was renamed, and one error in the store stops the scheduler without a word.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.stepping import Stepping
from scheduler.tick import Tick
from scheduler.timetable import TICKS
from storage.database import OUT_OF_REACH, Database
from storage.office import lockdowns, setting_aside, wording_trouble
from storage.office.setting_aside import Aside
from storage.rules.aside import Raised
from storage.rules.clock import KST, Clock, Steady, steady, system_clock

log = structlog.get_logger("clock")


LATE_AFTER = 2
"""Intervals without a tick that was done, after which the health page turns red."""
LOOK_SECONDS = 5.0
"""How often the two clocks are compared."""
TOLD_AFTER = 3
"""Failures in a row of a whole tick after which the administrators hear of it."""


class Clockwork:
    """Runs the timetable; `last` tells when each tick was last done, for the health page.

    How long ago that was is asked of the steady clock: the one on the wall may be set back, and
    then nothing would be late for hours. A step of it arms all ticks anew, since APScheduler
    waits by the wall, and has them wait for a second look: what they end, open or call late on
    a wrong day nobody could take back.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        ticks: Sequence[Tick] = TICKS,
        passed: Steady = steady,
    ) -> None:
        self._db = db
        self._clock = clock
        self._ticks = ticks
        self._passed = passed
        self.last: dict[str, float] = {}
        self._failures: Counter[str] = Counter()
        self._doing: set[asyncio.Task[None]] = set()
        self._since: float | None = None
        self._stepping = Stepping(clock, passed)
        self._scheduler: AsyncIOScheduler | None = None
        self._waited = False

    @property
    def doubted(self) -> bool:
        """Whether the clock on the wall has just stepped, so that the ticks wait."""
        return self._stepping.doubted

    def late(self) -> list[str]:
        """Ticks not done within two of their intervals; none in a process without the clock."""
        if self._since is None:
            return []
        now, since = self._passed(), self._since
        return [
            tick.name
            for tick in self._ticks
            if now - self.last.get(tick.name, since) > LATE_AFTER * tick.every.total_seconds()
        ]

    def ages(self) -> dict[str, float]:
        """Seconds since each tick was last done, or since the start; none without the clock."""
        if self._since is None:
            return {}
        now, since = self._passed(), self._since
        return {tick.name: now - self.last.get(tick.name, since) for tick in self._ticks}

    async def run(self) -> None:
        """Keeps the clock going until cancelled."""
        scheduler = self._scheduler = AsyncIOScheduler(timezone=KST)
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
        self._since = self._passed()
        self._stepping = Stepping(self._clock, self._passed)
        try:
            while True:
                await asyncio.sleep(LOOK_SECONDS)
                self._look()
        finally:
            self._since = self._scheduler = None
            scheduler.shutdown(wait=False)
            await self._end_ticks()

    def _look(self) -> bool:
        """Compares the clocks; returns whether the one on the wall is in doubt.

        After a step, and when the doubt is over, every tick comes now and then in its interval.
        """
        step = self._stepping.look()
        doubted = self._stepping.doubted
        if step:
            log.error("the clock stepped", seconds=round(step), doubted=doubted)
        elif self._waited and not doubted:
            log.warning("the clock is believed again")
        if (step or self._waited != doubted) and self._scheduler is not None:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=system_clock())
        self._waited = doubted
        return doubted

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
            if not (self._look() or (tick.rests and await self._locked())):
                await tick.run(self._db, self._clock)
        except asyncio.CancelledError:
            log.info("tick taken back", tick=tick.name)  # APScheduler would call it a failure
            return
        except Exception as error:  # a tick that raises must never silence the clock
            log.error("tick failed", tick=tick.name, exc_info=error)
            await self._tell(tick, error)
            return
        finally:
            if task is not None:
                self._doing.discard(task)
        self.last[tick.name] = self._passed()
        if self._failures.pop(tick.name, 0):
            log.info("tick is well again", tick=tick.name)

    async def _tell(self, tick: Tick, error: Exception) -> None:
        """Tells the administrators once of a tick that fails as a whole again and again."""
        self._failures[tick.name] += 1
        if self._failures[tick.name] < TOLD_AFTER:
            return
        aside = Aside(tick.name, found=[Raised(wording_trouble.WHOLE, None, error)])
        try:
            async with self._db.begin() as session:
                await setting_aside.report(session, aside, self._clock())
        except OUT_OF_REACH as away:
            log.error("failing tick not told", tick=tick.name, reason=type(away).__name__)
