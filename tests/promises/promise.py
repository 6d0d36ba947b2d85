"""What the bot promises, and how a promise is tried: an experiment in two sizes, and its mutant.

An experiment is a test with `@tries(...)` that takes a `Trial`. It runs in its short size with the
other tests, and in its full size by `python3 -m bot test --promises`. A mutant is the product
spoiled on purpose, inside the processes of the experiment alone: the same experiment has to find
it out. Whatever is counted is printed, and kept in `counts/` by a run in full size.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.simulator.server import Simulator

Test = TypeVar("Test", bound=Callable[..., Any])
SECONDS = 120.0  # that a short size may take before it is given up; whoever needs more says so
WORDS = {
    "P1": "What the bot says is saved is saved: nothing acknowledged is lost when the process is "
    "killed at any instant.",
    "P2": "Nor when the power fails: no acknowledgement leaves before the disk has its words.",
    "P3": "Each update takes effect once, in the order in which its person sent it.",
    "P4": "Each reminder arrives; a crash or a lost answer repeats one of them at most.",
    "P5": "What fell due while the bot was down, or its clock wrong, is told afterwards, once.",
    "P6": "A conversation goes on where it stood after a restart or in another process.",
    "P7": "A record, its line of the trail and what is to be said of it are written together or "
    "not at all.",
    "P8": "Of two who change the same thing at once, nobody's change is lost without a word.",
    "P9": "Nobody who is not registered, was removed or has no right to it sees or changes a "
    "record.",
    "P10": "Secrets never leave: not in logs, errors, figures, exports or backups.",
    "P11": "A hostile file does no harm.",
    "P12": "What is exported is inert and says what was written.",
    "P13": "An upgrade keeps every row.",
    "P14": "Several processes neither say things twice nor let anybody wait for one that is gone.",
    "P15": "The bot outlives its database: away, restarted, locked or full.",
    "P16": "A backup can be restored, and holds what was saved before it began.",
    "P17": "The answers are the same whatever time zone the server stands in.",
    "P18": "One person who floods the bot harms nobody else.",
    "P19": "The clock of the bot cannot stop without being noticed.",
    "P20": "The trail shows when it was tampered with.",
    "P21": "Personal data whose time is over are gone.",
}
"""Every promise by its number."""


@dataclass(frozen=True)
class Experiment:
    """One test on one kind of database: of which promise, how often, and spoiled by what."""

    promise: str
    name: str
    database: str
    of: str  # what its size counts: "kills"
    short: int
    full: int
    mutant: str  # in words; empty for the product as it is
    seconds: float

    def __str__(self) -> str:
        return self.database


@dataclass
class Trial:
    """An experiment under way: how large it is, on which database, and what it counts."""

    experiment: Experiment
    size: int
    full: bool
    url: str  # of a database of its own, with every table and no rows
    folder: Path  # an empty data folder of its own
    counts: dict[str, float | str] = field(default_factory=dict)

    @property
    def sqlite(self) -> bool:
        """Whether it is tried on SQLite."""
        return self.experiment.database == "sqlite"

    def count(self, **counts: float | str) -> None:
        """Keeps figures, under names that can be read aloud; call it before you assert."""
        self.counts.update(counts)

    def again(self, url: str, folder: Path) -> "Trial":
        """The same experiment once more, on another database; its counts are the same."""
        return replace(self, url=url, folder=folder)

    def environment(self, simulator: Simulator, **more: str) -> dict[str, str]:
        """The settings of a bot on this database, for `Nursery.start`."""
        return {
            "BOT_TOKEN": simulator.token,
            "BOT_API_URL": simulator.url,
            "DATABASE_URL": self.url,
            "DATA_DIR": str(self.folder),
            **more,
        }


def tries(
    promise: str,
    *,
    of: str,
    sqlite: tuple[int, int] | None = None,
    postgres: tuple[int, int] | None = None,
    mutant: str = "",
    alone: bool = False,
    seconds: float = SECONDS,
) -> Callable[[Test], Test]:
    """Makes a test an experiment of this promise, once for each database that has its sizes.

    Sizes are (short, full), counted in `of`; one whose short size is 0 waits for a full run.
    `mutant` says in words what is spoiled. `alone` is for what measures time: it shares the
    machine with no other test.
    """
    if promise not in WORDS:
        raise LookupError(f"no such promise: {promise}")

    def declared(test: Test) -> Test:
        name = test.__name__.removeprefix("test_").replace("_", " ")
        made = []
        for database, sizes in (("sqlite", sqlite), ("postgres", postgres)):
            if sizes is not None:
                one = Experiment(promise, name, database, of, *sizes, mutant, seconds)
                marks = [pytest.mark.slow if alone else pytest.mark.long]
                marks += [pytest.mark.postgres] if database == "postgres" else []
                marks += [] if one.short else [pytest.mark.more]
                made.append(pytest.param(one, marks=marks, id=database))
        wrapped: Test = pytest.mark.parametrize("trial", made, indirect=True)(test)
        return wrapped

    return declared
