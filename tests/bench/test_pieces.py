"""Pieces built another way than usual are measured; their figures are read, not asserted."""

import asyncio

import pytest

from tests.bench import page, pieces

pytestmark = [pytest.mark.long, pytest.mark.timeout(120)]


def test_every_piece_is_measured_beside_the_usual_one() -> None:
    small = pieces.Size(calls=20, statements=20, people=20, events=500, jobs=10)
    told = page.written([pieces.lines_of(asyncio.run(pieces.lines(small)))])
    assert told.count("µs") + told.count(" ms") >= 15
    assert (
        "told after the start: a job store, rows | 0 |" in told
    )  # APScheduler drops what is late
