"""What a guard is told: whether the bot hears, works, sends, keeps its time and can write.

Every question has its time limit, and none waits for the database in the event loop: not even for
one that is frozen, whose driver cannot be called off either.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.pumps.pulse import STUCK_SECONDS, UNHEARD_SECONDS, Pulse
from storage.database import OUT_OF_REACH, Database
from storage.rules.clock import Clock, Steady, steady
from storage.traffic import health, inbox

READ_SECONDS = 2.0
WRITE_SECONDS = 2.0
GOING_SECONDS = 0.2  # for a question that was called off and can go
WRITE_EVERY = 15.0
"""The test writes no oftener, however often somebody asks: each costs a sync of the disk."""

Seen = TypeVar("Seen")


@dataclass
class Health:
    """The parts of one process that can fall silent."""

    db: Database
    clock: Clock
    pulse: Pulse | None = None
    sends: bool = False  # whether this process sends what waits
    late_ticks: Callable[[], Sequence[str]] = tuple
    doubted: Callable[[], bool] = bool
    passed: Steady = steady
    _written: float | None = field(default=None, init=False)
    _left: "set[asyncio.Task[Any]]" = field(default_factory=set, init=False)

    async def look(self) -> tuple[bool, dict[str, Any]]:
        """Whether all is well, and what was seen: `reasons` names what is not."""
        late = list(self.late_ticks())
        reasons = [f"tick {name} is late" for name in late]
        said: dict[str, Any] = {"database": "ok", "late": late}
        try:
            said["waiting"], stuck = await self.within(READ_SECONDS, self._read)
            await self.within(WRITE_SECONDS, self._write)
        except (*OUT_OF_REACH, TimeoutError) as error:
            said["database"] = type(error).__name__
            reasons.append(f"the database cannot be used: {type(error).__name__}")
            stuck = False
        if stuck:
            reasons.append("nothing was sent for a while, though something waits")
        reasons += self._heard()
        if self.doubted():
            said["clock"] = "stepped, not believed yet"
        return not reasons, {**said, "reasons": reasons}

    async def within(self, seconds: float, ask: Callable[[], Coroutine[Any, Any, Seen]]) -> Seen:
        """What the database says, in time; else TimeoutError.

        A question that is stuck is called off and not waited for. While one hangs no other joins
        it: a guard asks for ever, and each would hold a connection.
        """
        if self._left:
            raise TimeoutError
        asked = asyncio.create_task(ask())
        try:
            done, _ = await asyncio.wait({asked}, timeout=seconds)
            if not done:
                asked.cancel()
                await asyncio.wait({asked}, timeout=GOING_SECONDS)
        finally:
            if not asked.done():
                asked.cancel()
                self._left.add(asked)
                asked.add_done_callback(self._forget)
        if not asked.done() or asked.cancelled():
            raise TimeoutError
        return asked.result()

    def _forget(self, asked: "asyncio.Task[Any]") -> None:
        """It has come to its end after all; how is told by the next look."""
        self._left.discard(asked)
        if not asked.cancelled():
            asked.exception()

    async def _read(self) -> tuple[int, bool]:
        async with self.db.read() as session:
            return await inbox.backlog(session), await self._stuck(session)

    def _heard(self) -> list[str]:
        if self.pulse is None:
            return []
        silent = round(self.pulse.silent())
        deaf = [f"nothing heard from Telegram for {silent} s"] if silent > UNHEARD_SECONDS else []
        return deaf + [f"{name}: {words}" for name, words in self.pulse.wrong.items()]

    async def _stuck(self, session: AsyncSession) -> bool:
        """Whether something has waited long to be sent, and nothing at all went out meanwhile."""
        if not self.sends or self.pulse is None or self.pulse.unsaid() < STUCK_SECONDS:
            return False
        return await health.stuck(session, self.clock(), STUCK_SECONDS)

    async def _write(self) -> None:
        """Writes one row, unless that was done just now or somebody of us is writing anyway.

        Raises what the database raises (a full disk, a lock held elsewhere), and TimeoutError.
        """
        fresh = self._written is not None and self.passed() - self._written < WRITE_EVERY
        if fresh or self.db.writing:
            return
        async with self.db.begin() as session:
            await health.write(session, self.clock())
        self._written = self.passed()
