"""How well messages are read as officers type them (`python -m tests.corpus typed misses`)."""

from collections.abc import Sequence

import pytest

from tests.corpus.typed import Typed, given, none, typed
from tests.corpus.typed_scoring import TypedScore, read_of_none, typed_score

PRECISE, MOST = 0.92, 0.76
AT_ONCE = 0.95
"""The share of the clear messages of which one thing at most is asked."""


def _score(cases: Sequence[Typed]) -> TypedScore:
    return typed_score([one for one in cases if one.right])


@pytest.mark.parametrize("name", ["given", "tuning", "held"])
def test_what_is_read_of_a_message_is_right_and_little_is_asked(name: str) -> None:
    made = _score(given() if name == "given" else typed(name))
    assert made.fields.precision() >= PRECISE, made.fields.misses
    assert made.fields.recall() >= MOST, made.fields.misses
    assert made.tapped_once >= AT_ONCE, made.fields.misses


def test_no_word_of_a_message_is_lost() -> None:
    made = _score([*given(), *typed("tuning"), *typed("held"), *none()])
    assert made.lost == []


def test_little_is_read_of_what_is_no_record() -> None:
    assert len(read_of_none(none())) <= 8


def test_the_corpus_is_as_large_as_it_says() -> None:
    own = [*typed("tuning"), *typed("held")]
    assert len(own) >= 300
    assert len(given()) == 60
    assert len(none()) - sum(not one.right for one in given()) >= 60
