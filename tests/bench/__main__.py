"""`python -m tests.bench`: what there is to measure, a line a section.

`python -m tests.bench NAME` measures one section and prints its tables; with `--keep` behind it
`docs/benchmarks.md` says so from now on. `python -m tests.bench --page` does both for every
section but the long ones, in less than twenty minutes on a quiet machine.
`python -m tests.bench flood NOTICES [MILLISECONDS A CALL]`: thousands of notices at once.
"""

import sys
from collections.abc import Sequence

from bot.cli.progress import Progress, shown
from tests.bench import page
from tests.bench.flood import Plan, floods
from tests.bench.page import Section
from tests.bench.sections import SECTIONS


def measured(section: Section, line: Progress, *, keep: bool) -> str:
    """The tables of a section; the line says what was done last."""
    tables = section.measure(line.part)
    if keep:
        page.keep(section, tables)
        page.PAGE.write_text(page.page(SECTIONS), "utf-8")
    return page.written(tables)


def done(words: Sequence[str], line: Progress) -> str:
    """What was asked for, in words."""
    match words:
        case []:
            return "\n".join(f"{one.name:12} {one.title}" for one in SECTIONS)
        case ["--page"]:
            short = [one for one in SECTIONS if not one.long]
            return "\n".join(measured(one, line, keep=True) for one in short)
        case ["flood", notices] if notices != "--keep":
            return floods(Plan(int(notices)))
        case ["flood", notices, milliseconds] if milliseconds != "--keep":
            return floods(Plan(int(notices), int(milliseconds) / 1000))
        case [name, *kept] if named := [one for one in SECTIONS if one.name == name]:
            return measured(named[0], line, keep=kept == ["--keep"])
    names = " · ".join(one.name for one in SECTIONS)
    sys.exit(f"python -m tests.bench NAME [--keep] | --page; NAME: {names}")


if __name__ == "__main__":
    with shown("bench") as line:
        told = done(sys.argv[1:], line)
    sys.stdout.write(told + "\n")
