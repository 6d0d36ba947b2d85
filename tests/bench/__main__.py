"""`python -m tests.bench`: this product beside the stock way of writing such a bot, one table."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

import uvloop

from tests.bench.load import USERS, Crowd
from tests.bench.measure import OURS, STOCK, Outcome, Peer, Plan, apart, middle, run

RUNS = 3
PLANS = {
    "0 ms": Plan(latency=0.0, warm=2.0, window=6.0, updates=10_000),
    "50 ms": Plan(latency=0.05, warm=6.0, window=10.0),
}
HEAD = ("bot", "updates/s", "x stock", "p95 ms", "RSS MB", "start s", "calls/update")


async def compare(plans: dict[str, Plan], runs: int) -> dict[str, dict[Peer, Outcome]]:
    """The median of `runs` runs of each bot under each plan; the bots take turns."""
    os.sched_setaffinity(0, apart()[1])
    crowd = Crowd()
    address = await crowd.server.start()
    found: dict[str, dict[Peer, list[Outcome]]] = {}
    for name, plan in plans.items():
        found[name] = {STOCK: [], OURS: []}
        for _ in range(runs):
            for peer in (STOCK, OURS):
                with tempfile.TemporaryDirectory() as folder:
                    outcome = await run(crowd, address, peer, plan, Path(folder))
                found[name][peer].append(outcome)
                print(f"  {name} {peer.name}: {outcome}", file=sys.stderr)
    await crowd.server.stop()
    return {
        name: {peer: middle(each) for peer, each in peers.items()} for name, peers in found.items()
    }


def table(found: dict[str, dict[Peer, Outcome]]) -> str:
    """The figures as Markdown."""
    lines = [f"{USERS} people in a closed loop, a form of 8 steps; medians of {RUNS} runs", ""]
    for name, peers in found.items():
        lines += [f"Bot API answers in {name}", "", f"| {' | '.join(HEAD)} |"]
        lines += [f"|{' --- |' * len(HEAD)}"]
        stock = peers[STOCK].rate
        for peer, one in peers.items():
            cells = (
                peer.name,
                f"{one.rate:,.1f}",
                f"{one.rate / stock:.1f}",
                f"{one.p95 * 1000:,.0f}",
                f"{one.rss:.0f}",
                f"{one.start:.2f}",
                f"{one.calls:.2f}",
            )
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(uvloop.run(compare(PLANS, RUNS))))
