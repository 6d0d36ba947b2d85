"""What the experiments counted: printed at the end of a run, and kept by one in full size."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from storage.rules.clock import kst_date, system_clock
from tests.bench.page import machine
from tests.promises.promise import Trial

PROPERTY = "promise"
FOLDER, ROOT = Path(__file__).parent / "counts", Path(__file__).parents[2]
SIZES = ("short", "full", "seconds")  # of the declaration; what counts is the size that was run


def told(trial: Trial) -> dict[str, Any]:
    """One run of one experiment, as it is kept."""
    one = {name: value for name, value in asdict(trial.experiment).items() if name not in SIZES}
    return {**one, "size": trial.size, "counts": trial.counts}


def reported(terminal: Any) -> Iterator[dict[str, Any]]:
    """Every experiment of a run that came to its end, well or not."""
    for outcome in ("passed", "failed"):
        for report in terminal.getreports(outcome):
            for name, run in getattr(report, "user_properties", ()):
                if name == PROPERTY and report.when == "call":
                    seconds = round(report.duration, 1)
                    yield {**run, "holds": outcome == "passed", "seconds": seconds, **_where(run)}


def _where(run: Mapping[str, Any]) -> dict[str, str]:
    """When, on what and of which state of the product; and how it is tried again."""
    named = f"p{int(run['promise'][1:]):02}"
    return {
        "day": str(kst_date(system_clock())),
        "machine": machine(),
        "commit": _commit(),
        "command": f"python3 -m bot test --promises -k {named}",
    }


@cache
def _commit() -> str:
    """The state of the product as Git names it; empty where there is no Git."""
    number = _git("rev-parse", "--short=8", "HEAD")
    changed = _git("status", "--porcelain", "bot", "handlers", "scheduler", "storage")
    return f"{number} with changes" if changed else number


def _git(*words: str) -> str:
    with suppress(OSError):
        done = subprocess.run(("git", *words), cwd=ROOT, capture_output=True, text=True)
        return done.stdout.strip()
    return ""


def line(run: Mapping[str, Any]) -> str:
    """One run in one line."""
    counts = ", ".join(f"{figure(value)} {words(name)}" for name, value in run["counts"].items())
    head = f"{run['promise']} {run['database']}, {run['size']} {run['of']}"
    spoilt = f", spoiled ({run['mutant']})" if run["mutant"] else ""
    return f"{head}{spoilt}: {counts} - {verdict(run)}, {run['seconds']} s"


def verdict(run: Mapping[str, Any]) -> str:
    """What came out, in a word or two."""
    if run["mutant"]:
        return "caught" if run["holds"] else "NOT CAUGHT"
    return "holds" if run["holds"] else "DOES NOT HOLD"


def words(name: str) -> str:
    """A count's name as it is read aloud."""
    return name.replace("_", " ")


def figure(value: Any) -> str:
    """A count as it is read."""
    return f"{value:,}" if isinstance(value, int) else str(value)


def keep(runs: list[dict[str, Any]]) -> None:
    """Puts each run in the place of the last one of the same experiment."""
    for promise in {run["promise"] for run in runs}:
        path = FOLDER / f"{promise}.json"
        old = json.loads(path.read_text("utf-8")) if path.exists() else []
        found = {_key(run): run for run in [*old, *runs] if run["promise"] == promise}
        made = json.dumps(sorted(found.values(), key=_key), ensure_ascii=False, indent=1)
        path.write_text(made + "\n", "utf-8")


def all_kept() -> dict[str, list[dict[str, Any]]]:
    """Every run that is kept, by its promise."""
    paths = FOLDER.glob("P*.json")
    return {path.stem: json.loads(path.read_text("utf-8")) for path in paths}


def _key(run: Mapping[str, Any]) -> tuple[bool, str, str]:
    return bool(run["mutant"]), run["name"], run["database"]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Prints what the experiments of this run counted, one line each."""
    runs = sorted(reported(terminalreporter), key=lambda run: int(run["promise"][1:]))
    if not runs:
        return
    terminalreporter.section("promises")
    for run in runs:
        terminalreporter.write_line(line(run))
    if config.option.full_size:
        keep(runs)
