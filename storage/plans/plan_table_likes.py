"""New rows of a 취합표 beside the items that there are: which of them they resemble. Pure."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from storage.facts.likeness import fold

NEAR = 70
"""From here up, of 100, two items of one department may be one that was reworded."""


def nearest(text: str, others: Iterable[tuple[int, str]]) -> int | None:
    """The number of the item whose words are most like these, where they are near at all."""
    wanted = fold(text)
    best, found = NEAR - 1.0, None
    for number, other in others:
        score = fuzz.ratio(wanted, fold(other))
        if score > best:
            best, found = score, number
    return found
