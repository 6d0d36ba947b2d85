"""The page of the benchmarks says what is kept of them, and of each goal whether it is met."""

from dataclasses import replace

from tests.bench import page
from tests.bench.compare import PEERS, tables
from tests.bench.measure import AIOGRAM, OURS, STOCK, Outcome
from tests.bench.sections import SECTIONS

SLOW = Outcome(rate=10.0, waits=[0.1, 0.2, 5.0], rss=54.0, calls=1.5, cpu=0.004)


def test_the_page_is_made_of_what_is_kept() -> None:
    assert page.PAGE.read_text("utf-8") == page.page(SECTIONS), (
        "python -m tests.bench NAME --keep measures and writes it"
    )


def test_every_measurement_that_is_kept_has_its_section() -> None:
    assert {one.stem for one in page.KEPT.glob("*.json")} <= {one.name for one in SECTIONS}


def test_each_goal_stands_beside_its_figure_with_whether_it_is_met() -> None:
    runs = {peer: [SLOW] for peer in PEERS}
    runs |= {STOCK: [SLOW, SLOW], AIOGRAM: [SLOW, SLOW]}
    runs |= {OURS: [replace(SLOW, rate=31.0), replace(SLOW, rate=33.0)]}
    runs = {peer: each * (2 // len(each)) for peer, each in runs.items()}
    told = page.written(tables({name: runs for name in ("0 ms", "50 ms")}))
    assert "| x stock at 0 ms | ≥ 3 | 3.20 | met |" in told
    assert "| x stock at 50 ms | ≥ 40 | 3.20 | **not met** |" in told
    assert "| this product | 32 [31-33] | 3.20 [3.10-3.30] |" in told


def test_a_wait_is_the_one_that_so_many_of_a_hundred_did_not_pass() -> None:
    one = replace(SLOW, waits=[at / 1000 for at in range(1, 101)])
    assert (one.wait(50), one.wait(99), one.wait(100)) == (51, 100, 100)
