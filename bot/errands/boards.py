"""The errand "board": boards that changed without a tap are drawn anew, as they are then."""

from collections.abc import Mapping
from typing import Any

from handlers.round import board
from scheduler.looking import look
from storage.database import Database
from storage.rules.clock import Clock


class Redrawing:
    """Draws the boards of the half in `given`, or of every open round."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def __call__(self, db: Database, given: Mapping[str, Any]) -> None:
        """One transaction; the boards themselves go out with the next rows."""
        now = self._clock()
        async with look(db, "board", now) as (session, aside):
            await board.refresh(session, now, given["half"], aside)
