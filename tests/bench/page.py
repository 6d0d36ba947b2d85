"""The page of the benchmarks: what each section measured last, on what machine, by what command.

A section is a function that returns tables. What it found is kept as JSON in `tests/bench/kept/`,
with the day and the machine, and `docs/benchmarks.md` is made of what is kept: `python -m
tests.bench --page` measures every section anew but the long ones, `python -m tests.bench NAME
--keep` one. A new section is a row in `tests/bench/sections.py`.
"""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import orjson

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
KEPT = Path(__file__).parent / "kept"
NOT_YET = "Not measured yet."

HEAD = """\
# Benchmarks

이 쪽은 `python -m tests.bench --page` 로 다시 만듭니다. 표마다 잰 날과 기계, 명령이 적혀 있습니다.

Made by `python -m tests.bench --page`; each table names its day, its machine and the command that
measures it again. A figure is the median of its runs, with the least and the most of them in
brackets. Figures of two machines are not to be compared: what counts is the ratio of lines within
one table, which were measured in turn. What takes too long for the one command says so."""

Told = Callable[[str], object]
"""Hears a line when a part of a measurement is done."""


@dataclass(frozen=True)
class Table:
    """Lines of figures under a head, with a sentence above where one is needed."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


@dataclass(frozen=True)
class Section:
    """What is measured under one heading; `long` is measured by its own command alone."""

    name: str
    title: str
    about: str
    measure: Callable[[Told], Sequence[Table]]
    long: bool = False

    @property
    def command(self) -> str:
        """What measures it again."""
        return f"python -m tests.bench {self.name}"

    @property
    def kept(self) -> Path:
        """Where it is kept what was found."""
        return KEPT / f"{self.name}.json"


def keep(section: Section, tables: Sequence[Table]) -> None:
    """Keeps what a section has found just now, here."""
    told = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": machine(),
        "tables": [asdict(table) for table in tables],
    }
    KEPT.mkdir(exist_ok=True)
    section.kept.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")


def page(sections: Sequence[Section]) -> str:
    """The whole page, of what is kept."""
    return "\n".join([HEAD, *(line for one in sections for line in _section(one))]) + "\n"


def written(tables: Sequence[Table]) -> str:
    """Tables as Markdown."""
    return "\n".join(line for table in tables for line in _table(table))


def spread(figures: Sequence[float], form: str = ",.1f") -> str:
    """The median of some runs, with the least and the most of them."""
    least, most = min(figures), max(figures)
    return f"{median(figures):{form}} [{least:{form}}-{most:{form}}]"


def goal(
    name: str, figure: float, *, least: float | None = None, most: float | None = None
) -> Sequence[str]:
    """A line of a table of goals: what was wanted, what came, and whether it is met."""
    wanted = f"≥ {least:g}" if least is not None else f"≤ {most:g}"
    met = figure >= least if least is not None else most is not None and figure <= most
    return name, wanted, f"{figure:,.2f}", "met" if met else "**not met**"


GOALS = ("goal", "wanted", "measured", "")


def machine() -> str:
    """What it is measured on, and how busy that is."""
    told = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((one.partition(":")[2].strip() for one in told if "model name" in one), "")
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    named = f"{cores} cores{f' of {model}' if model else ''}, {memory:.0f} GiB"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{named}, {platform.system()}, {python}; load {os.getloadavg()[0]:.1f} at the end"


def _section(section: Section) -> list[str]:
    lines = ["", f"## {section.title}", "", section.about, ""]
    if not section.kept.is_file():
        return [*lines, f"{NOT_YET} `{section.command}`"]
    told = orjson.loads(section.kept.read_bytes())
    apart = " (by this command only)" if section.long else ""
    lines.append(f"`{section.command}`{apart}, {told['day']}, {told['machine']}.")
    return [*lines, *(line for one in told["tables"] for line in _table(Table(**one)))]


def _table(table: Table) -> list[str]:
    note = ["", table.note] if table.note else []
    lines = [table.head, ["---"] * len(table.head), *table.rows]
    return [*note, "", *(f"| {' | '.join(cells)} |" for cells in lines)]
