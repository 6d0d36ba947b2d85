"""How well printed lines are read loosely: what is proposed is right, and most is proposed.

The corpora stand in `tests/corpus`; `python -m tests.corpus` tells the figures by field.
"""

import time

import pytest

from storage.facts.loose.printed import printed
from tests.corpus.cases import lines_of, nothing, rewordings
from tests.corpus.scoring import by_fact, reads_of, score

PRECISE = 0.98
MOST = 20
"""Of the 24 rewordings of each fact of the report we know."""


def test_each_fact_of_the_report_is_read_in_most_of_its_rewordings_and_wrongly_in_none() -> None:
    told = by_fact()
    assert {fact: one for fact, one in told.items() if one[0] < MOST or one[1]} == {}
    assert {count for _read, _wrong, count in told.values()} == {24}


@pytest.mark.parametrize("corpus", ["others", "misread", "others_held", "fresh"])
def test_lines_of_other_offices_propose_what_is_right(corpus: str) -> None:
    made = score(lines_of(corpus))
    assert made.precision() >= PRECISE, made.misses
    assert made.recall() >= 0.9, made.misses


def test_every_field_that_is_often_proposed_is_right_by_itself() -> None:
    made = score(
        (*lines_of("others"), *lines_of("others_held"), *lines_of("fresh"), *rewordings())
    )
    often = {name for name in made.right if made.right[name] >= 20}
    assert {name for name in often if made.precision(name) < PRECISE} == set(), made.misses


def test_nothing_is_proposed_of_lines_that_tell_of_nothing() -> None:
    assert [(one.shown, made) for one in nothing() if (made := reads_of(one))] == []


def test_a_line_is_read_in_less_than_two_milliseconds() -> None:
    cases = rewordings()[::7]
    taken = []
    for one in cases:
        started = time.perf_counter()
        printed(one.heading, one.item, one.details, one.setting)
        taken.append(time.perf_counter() - started)
    assert sorted(taken)[len(taken) // 2] < 0.002
