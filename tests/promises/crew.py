"""The processes of one bot: one on SQLite; on PostgreSQL a keeper of the wire beside workers."""

import signal
from dataclasses import dataclass, field

from sqlalchemy import text

from bot.simulator.server import Simulator
from storage.database import Database
from tests.helpers.nursery import PATIENCE, Child, Nursery
from tests.helpers.waiting import until
from tests.promises.promise import Trial

WIRE, WORK = "intake,delivery", "worker"
UNDER_WAY = """SELECT (SELECT count(*) FROM inbox WHERE state = 'new')
 + (SELECT count(*) FROM outbox WHERE state IN ('due', 'leased'))"""


@dataclass
class Crew:
    """Who works on this database just now; `spoil` names a module that spoils the workers."""

    trial: Trial
    simulator: Simulator
    nursery: Nursery
    spoil: str = ""
    keeper: Child | None = None
    workers: list[Child] = field(default_factory=list)
    killed: int = 0

    async def begins(self, workers: int = 1) -> None:
        """Everything is started; on SQLite there is one process for all of it."""
        if not self.trial.sqlite:
            self.keeper = await self._start("", WIRE, "keeper")
        for _ in range(1 if self.trial.sqlite else workers):
            await self.another()

    async def another(self) -> None:
        """One more process that works."""
        roles = "intake,worker,delivery" if self.trial.sqlite else WORK
        self.workers.append(await self._start(self.spoil, roles, "worker"))

    async def is_replaced(self) -> None:
        """The process that works is killed, and another takes its place."""
        await self.workers.pop().end(signal.SIGKILL)
        self.killed += 1
        await self.another()

    async def ends(self) -> None:
        """All end in peace."""
        for child in (*self.workers, *([self.keeper] if self.keeper else [])):
            await child.end()

    async def rests(self, database: Database) -> None:
        """Waits until there is nothing to work on and nothing to say."""

        async def quiet() -> bool:
            async with database.read() as session:
                connection = await session.connection()
                return bool((await connection.execute(text(UNDER_WAY))).scalar_one() == 0)

        await until(quiet, "nothing is under way", PATIENCE)

    async def _start(self, spoil: str, roles: str, name: str) -> Child:
        home = self.trial.folder
        if not self.trial.sqlite:
            home = home / name
            home.mkdir(mode=0o700, exist_ok=True)
        more = {"ROLES": roles, "DATA_DIR": str(home)}
        return await self.nursery.start(self.trial.environment(self.simulator, **more), spoil)
