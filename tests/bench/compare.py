"""Both bots under the same load, taking turns, and what came of it as one table."""

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import USERS, Crowd
from tests.bench.measure import OURS, STOCK, Outcome, Peer, Plan, apart, middle, run

LONG = {
    "0 ms": Plan(latency=0.0, warm=2.0, window=6.0, updates=10_000),
    "50 ms": Plan(latency=0.05, warm=3.0, window=10.0),
}
SHORT = {
    "0 ms": Plan(latency=0.0, warm=1.0, window=5.0, updates=4_000),
    "50 ms": Plan(latency=0.05, warm=2.0, window=6.0),
}
HEAD = (
    "bot",
    "updates/s",
    "x stock",
    "p95 ms",
    "RSS MB",
    "start s",
    "CPU ms/update",
    "calls/update",
)

GOALS = ("goal", "wanted", "measured", "")

Found = dict[str, dict[Peer, Outcome]]


@dataclass(frozen=True)
class Goal:
    """A figure of this product under one plan, and the least or most that it should be."""

    name: str
    plan: str
    figure: Callable[[Outcome, Outcome], float]
    least: float = 0.0
    most: float = float("inf")

    def cells(self, peers: Mapping[Peer, Outcome]) -> tuple[str, ...]:
        """Its line of the table."""
        figure = self.figure(peers[OURS], peers[STOCK])
        wanted = f">= {self.least:g}" if self.least else f"<= {self.most:g}"
        met = self.least <= figure <= self.most
        return self.name, wanted, f"{figure:.2f}", "met" if met else "NOT MET"


WANTED = (
    Goal("x stock at 0 ms", "0 ms", lambda ours, stock: ours.rate / stock.rate, least=2),
    Goal("x stock at 50 ms", "50 ms", lambda ours, stock: ours.rate / stock.rate, least=30),
    Goal("start to first answer, s", "0 ms", lambda ours, _stock: ours.start, most=1.5),
    Goal("RSS after 10,000 updates, MB", "0 ms", lambda ours, _stock: ours.rss, most=120),
)


async def compare(
    plans: Mapping[str, Plan], runs: int, told: Callable[[str], object] = lambda _line: None
) -> Found:
    """The medians of each bot under each plan; every run is told as it ends."""
    cores = os.sched_getaffinity(0)
    crowd = Crowd()
    address = await crowd.server.start()
    os.sched_setaffinity(0, apart()[1])
    try:
        return {
            name: await _turns(crowd, address, plan, runs, told) for name, plan in plans.items()
        }
    finally:
        os.sched_setaffinity(0, cores)
        await crowd.server.stop()


async def _turns(
    crowd: Crowd, address: str, plan: Plan, runs: int, told: Callable[[str], object]
) -> dict[Peer, Outcome]:
    outcomes: dict[Peer, list[Outcome]] = {STOCK: [], OURS: []}
    for _ in range(runs):
        for peer, each in outcomes.items():
            with tempfile.TemporaryDirectory() as folder:
                each.append(await run(crowd, address, peer, plan, Path(folder)))
            told(f"{plan.latency * 1000:.0f} ms  {peer.name}: {each[-1].rate:.1f} updates/s\n")
    return {peer: middle(each) for peer, each in outcomes.items()}


def table(found: Found) -> str:
    """The figures as Markdown."""
    lines = [f"{USERS} people in a closed loop, a form of 8 steps; the bot on a core of its own"]
    for name, peers in found.items():
        lines += ["", f"Bot API calls take {name}:", "", _line(HEAD), "|" + " --- |" * len(HEAD)]
        lines += [_line(_cells(peer, one, peers[STOCK])) for peer, one in peers.items()]
    lines += ["", "Goals of this product:", "", _line(GOALS), "|" + " --- |" * len(GOALS)]
    lines += [_line(goal.cells(found[goal.plan])) for goal in WANTED]
    return "\n".join(lines)


def _cells(peer: Peer, one: Outcome, stock: Outcome) -> tuple[str, ...]:
    return (
        peer.name,
        f"{one.rate:,.1f}",
        f"{one.rate / stock.rate:.1f}",
        f"{one.p95 * 1000:,.0f}",
        f"{one.rss:.0f}",
        f"{one.start:.2f}",
        f"{one.cpu * 1000:.2f}",
        f"{one.calls:.2f}",
    )


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
