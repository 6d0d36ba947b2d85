"""What makes two records of a kind look like one: a row each. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.likeness import Repeats
from storage.rules.terms import RecordKind, of_each


def _always(rule: Repeats) -> Callable[[Any], Repeats]:
    return lambda _facts: rule


SAME_WORDS = _always(Repeats(by=("text",), apart=("text",)))

REPEATS: Mapping[RecordKind, Callable[[Any], Repeats] | None] = of_each(
    RecordKind,
    {
        RecordKind.EVENT: lambda facts: EVENT_ROWS[facts.kind].repeats,
        RecordKind.MOU: _always(Repeats(by=("parties",))),
        RecordKind.PROMISE: SAME_WORDS,
        RecordKind.FOLLOW_UP: _always(Repeats(by=("contact",), apart=("contact",), days=0)),
        RecordKind.CONTRACT: _always(
            Repeats(by=("company", "title"), apart=("company", "title"), same_names=True)
        ),
        RecordKind.SUBCONTRACT: _always(
            Repeats(by=("company",), apart=("work",), same_names=True)
        ),
        RecordKind.HIRE: _always(Repeats(apart=("stage",), same_time=True)),
        RecordKind.PLAN_ITEM: SAME_WORDS,
        RecordKind.BUDGET: None,  # a second row of a source is refused
        RecordKind.PROBLEM: SAME_WORDS,
        RecordKind.INCENTIVE: _always(
            Repeats(by=("company",), apart=("goods",), days=30, same_names=True)
        ),
    },
)
"""The rule for these facts; None for a kind of which no two can look alike."""
