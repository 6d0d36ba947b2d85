"""A tick: a name, when it comes, and what it does. It carries no data; all data are rows."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from storage.database import Database
from storage.rules.clock import Clock

Run = Callable[[Database, Clock], Awaitable[None]]


@dataclass(frozen=True)
class Tick:
    """Something done again and again; a missed tick loses nothing, the next one finds the rows."""

    name: str
    every: timedelta
    run: Run
    rests: bool = False  # while the office is locked, as if the bot were down
