"""What the clock would be on APScheduler's own job store: the mutant of P5 and P19.

Its jobs are rows of the scheduler's table. A job missed for more than a second is deleted without
being run, and one error while a job is put back ends every later wake-up, while `running` stays
true.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

came: "list[str]" = []
"""The names of the jobs that ran."""


async def run(name: str) -> None:
    """A job: only its coming is noted."""
    came.append(name)


@contextmanager
def clock(url: str) -> Iterator[AsyncIOScheduler]:
    """A scheduler as its manual makes one, on the jobs kept in this database."""
    came.clear()
    store = SQLAlchemyJobStore(url=url)
    scheduler = AsyncIOScheduler(jobstores={"default": store}, jobstore_retry_interval=1)
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)
        store.engine.dispose()


async def keep(url: str, dues: "dict[str, datetime]") -> None:
    """Stores one job for each due time and ends: the process goes down before any is due."""
    with clock(url) as scheduler:
        scheduler.pause()
        for name, due in dues.items():
            scheduler.add_job(run, "date", run_date=due, args=[name], id=name)
        await asyncio.sleep(0)
