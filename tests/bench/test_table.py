"""The table of the bench says of each goal what was wanted, what came, and whether it is met."""

from dataclasses import replace

from tests.bench.compare import table
from tests.bench.measure import OURS, STOCK, Outcome

SLOW = Outcome(rate=10.0, p95=5.0, start=0.7, rss=54.0, calls=1.5, cpu=0.004)


def test_each_goal_stands_beside_its_figure_with_whether_it_is_met() -> None:
    ours = replace(SLOW, rate=25.0, start=1.5, rss=120.5)
    told = table({name: {STOCK: SLOW, OURS: ours} for name in ("0 ms", "50 ms")})
    assert "| x stock at 0 ms | >= 2 | 2.50 | met |" in told
    assert "| x stock at 50 ms | >= 30 | 2.50 | NOT MET |" in told
    assert "| start to first answer, s | <= 1.5 | 1.50 | met |" in told
    assert "| RSS after 10,000 updates, MB | <= 120 | 120.50 | NOT MET |" in told
