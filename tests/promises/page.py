"""The page of the promises, made of the counts that are kept beside this file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.promises import kept
from tests.promises.promise import WORDS

PAGE = Path(__file__).parents[2] / "docs" / "promises.md"
HEAD = """\
# What the bot promises, and how often it was tried

Made by `python -m tests.promises` from the counts in `tests/promises/counts/`, which
`python3 -m bot test --promises` writes. More words go to pytest: one promise alone is
`python3 -m bot test --promises -k p01`. A short size of each experiment runs with
every `python3 -m bot test --all`. The state is Git's name of the product that was tried; the
seconds are those of a machine that did other work besides.

Each experiment drives real processes over real HTTP against the simulator, on SQLite as it is run
and on a PostgreSQL with fsync. A *mutant* is the same experiment on a bot that was spoiled on
purpose: an experiment that does not find it out would prove nothing. Where nothing went wrong in
n tries, it goes wrong less often than 3 times in n (95 %). "Delivered" means that Telegram took
the call: what is done in the database is done exactly once, what is said on a phone at least once.
"""

HEADS = "| experiment | on | size | counted | result | day | state |"


def page() -> str:
    """The whole page."""
    runs = kept.all_kept()
    return "\n".join([HEAD, *(part for name in WORDS for part in _promise(name, runs))])


def _promise(name: str, runs: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    yield from (f"## {name}", "", WORDS[name], "")
    if name not in runs:
        yield from ("Not tried in full size yet.", "")
        return
    commands = sorted({run["command"] for run in runs[name] if run.get("command")})
    yield from (part for command in commands for part in (f"`{command}`", ""))
    yield from (HEADS, "| --- " * 7 + "|")
    yield from (_row(run) for run in runs[name])
    yield ""
    machines = sorted({run["machine"].partition(";")[0] for run in runs[name] if "machine" in run})
    yield from (part for one in machines for part in (f"On {one}.", ""))


def _row(run: Mapping[str, Any]) -> str:
    spoilt = f"mutant: {run['mutant']}" if run["mutant"] else run["name"]
    size = f"{kept.figure(run['size'])} {run['of']}"
    counts = ", ".join(
        f"{kept.figure(value)} {kept.words(name)}" for name, value in run["counts"].items()
    )
    on = {"sqlite": "SQLite", "postgres": "PostgreSQL"}[run["database"]]
    result = f"{kept.verdict(run)} ({run['seconds']:,.0f} s)"
    state = run.get("commit", "")
    return f"| {spoilt} | {on} | {size} | {counts} | {result} | {run['day']} | {state} |"
