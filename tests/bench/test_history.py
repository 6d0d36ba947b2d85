"""Ratios of one run: a report grows with its records only, and nobody waits for another's.

`python -m tests.bench.history` prints the figures themselves.
"""

import gc
import time

import pytest
import uvloop

from storage.report.composing import composed
from storage.report.composing_sums import Entry
from storage.rules.half_year import HalfYear
from tests.bench.history import measured
from tests.helpers.history import told

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SMALL, LARGE = 2_000, 16_000


def _seconds(count: int) -> float:
    entries = [
        Entry((("event", at),), facts, HalfYear(2021, 2))
        for at, facts in enumerate(told(count), start=1)
    ]
    gc.disable()  # as it is where the product composes: storage/long_reading.py
    try:
        begun = time.perf_counter()
        assert composed(entries)
        return time.perf_counter() - begun
    finally:
        gc.enable()


def test_composing_grows_with_the_records_and_no_faster() -> None:
    ratio = min(_seconds(LARGE) for _ in range(3)) / min(_seconds(SMALL) for _ in range(3))
    assert ratio < 2 * LARGE / SMALL  # in proportion it is 8, by the square 64


def test_others_wait_a_fraction_of_what_a_long_report_takes() -> None:
    found = uvloop.run(measured(10_000, ["/report 2021 하반기"]))
    (answer,) = found
    assert answer.worst < answer.screens[0] / 3  # on the loop, all of it
