"""`python -m tests.bench.paper`: what each format of the report costs, beside its bare library.

Every figure is from a fresh process, the two ways taking turns, and the median of the runs; so
the ratios hold on a busy machine too. The last table is the whole way of 2,000 events, from the
database to the file, as a tap on /report makes it.
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.renders import own_process
from bot.renders import report as papers
from storage import migrate
from storage.act import Act
from storage.database import Database
from storage.records import records
from storage.report.formats import Format
from storage.report.report_shapes import to_json
from storage.rules.half_year import HalfYear
from tests.helpers.facts import fair
from tests.helpers.offices import NOW, seat

RUNS = 3
SIZES = {"the real report": 0, "with 1,000 more bullets": 1_000}
EVENTS = 2_000
ENOUGH = datetime(2021, 12, 31, tzinfo=UTC)
HALF = HalfYear(2021, 2)

Cost = dict[str, float]


def cost(way: str, form: str, bullets: int) -> Cost:
    """One build in a process of its own."""
    words = [sys.executable, "-m", "tests.bench.paper_job", way, form, str(bullets)]
    told: Cost = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    return told


def middle(costs: list[Cost]) -> Cost:
    """The median of each figure."""
    return {name: median(one[name] for one in costs) for name in costs[0]}


def compared(bullets: int) -> list[str]:
    """A line a format: ours, and how many times the bare library's."""
    lines = []
    for form in Format:
        turns = [(cost("bare", form, bullets), cost("ours", form, bullets)) for _ in range(RUNS)]
        bare, ours = (middle([turn[at] for turn in turns]) for at in (0, 1))
        lines.append(
            f"| {form} | {ours['first']:.2f} | x {ours['first'] / bare['first']:.1f} "
            f"| {ours['second']:.2f} | {ours['mb']:.0f} | x {ours['mb'] / bare['mb']:.1f} "
            f"| {ours['bytes'] / 1024:.0f} |"
        )
    return lines


async def filled(url: str) -> None:
    """An office with many events of one half."""
    db = Database(url)
    async with db.begin() as session:
        office = await seat(session)
        for at in range(EVENTS):
            await records.add(Act(session, office.staff, NOW), fair(title=f"{at}번째 박람회"))
    await db.close()


async def whole_way(url: str) -> list[str]:
    """A line a format: seconds from the database to the bytes, peak MB of the child so far.

    The peak is never told below what this process itself holds when the child is begun.
    """
    lines = []
    for form in ("xlsx", "docx", "hwpx", "pdf"):  # by hunger, since only the peak can be read
        begun = time.perf_counter()
        report = (await papers.draft(url, HALF, ENOUGH)).report
        read = time.perf_counter()
        body = await own_process.made("report", {"report": to_json(report), "format": form})
        done = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        lines.append(
            f"| {form} | {read - begun:.2f} | {done - begun:.2f} | {peak:.0f} "
            f"| {len(body) / 1024:.0f} |"
        )
    return lines


def main() -> None:
    """Prints the tables."""
    for name, bullets in SIZES.items():
        told = [
            f"\n{name}; x is this product : its bare library",
            "| format | first s | | second s | MB | | KiB |",
            "| --- " * 7 + "|",
            *compared(bullets),
        ]
        sys.stdout.write("\n".join(told) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'office.db'}"
        migrate.upgrade(url)
        asyncio.run(filled(url))
        told = [
            f"\n{EVENTS:,} events, from the database to the file",
            "| format | records read s | done s | peak MB | KiB |",
            "| --- " * 5 + "|",
            *asyncio.run(whole_way(url)),
        ]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main()
