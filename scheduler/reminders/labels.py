"""Names on buttons: short enough for a phone, and no two alike. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from storage.rules.names import clipped, cut

HEAD = 5
"""Letters kept of what long names have in common, before what tells them apart."""
MARK = 12
"""Letters of what a thing is known by, behind its name."""
MORE = "…"


class Named(NamedTuple):
    """What a button does, with what, and by what that is known where its name is another's too:
    the most telling first."""

    act: str
    name: str
    known_by: tuple[str, ...] = ()


def told_apart(buttons: Sequence[Named], most: int) -> list[str]:
    """A label for each: the act, and the name in so many letters at most.

    Of names that would be cut alike the part that tells them apart is kept. Where the names
    themselves are one, what the thing is known by stands behind; at last a number.
    """
    names = [clipped(one.name, most) for one in buttons]
    _again(buttons, names, partial(_parted, most=most))
    for depth in range(max((len(one.known_by) for one in buttons), default=0)):
        _again(buttons, names, partial(_known, depth=depth, most=most))
    turn = 0
    while alike := _alike(buttons, names):  # equal in all that is known of them
        turn += 1
        for place in (place for group in alike for place in group):
            mark = f"{turn}-{place + 1}" if turn > 1 else str(place + 1)
            names[place] = _with(buttons[place], mark, most)
    return [_label(one, name) for one, name in zip(buttons, names, strict=True)]


def _again(
    buttons: Sequence[Named], names: list[str], way: Callable[[list[Named]], list[str]]
) -> None:
    """Names anew those whose labels are the same."""
    for group in _alike(buttons, names):
        for place, name in zip(group, way([buttons[at] for at in group]), strict=True):
            names[place] = name


def _label(one: Named, name: str) -> str:
    return f"{one.act}: {name}" if name else one.act


def _alike(buttons: Sequence[Named], names: Sequence[str]) -> list[list[int]]:
    """The places of those whose labels are the same."""
    labels = [_label(one, name) for one, name in zip(buttons, names, strict=True)]
    return [
        [place for place, other in enumerate(labels) if other == label]
        for label, times in Counter(labels).items()
        if times > 1
    ]


def _parted(some: Sequence[Named], most: int) -> list[str]:
    """The beginning, and what comes behind all that the names begin with alike; of names that
    part only at their ends, the ends."""
    names = [one.name for one in some]
    shared = _shared(names)
    head = shared[: min(HEAD, most // 3)]
    room = most - len(head) - len(MORE)
    if len(shared) <= len(head):
        return [clipped(name, most) for name in names]
    tails = [name[len(shared) :] for name in names]
    shown = [cut(tail, room) for tail in tails]
    if len(set(shown)) < len(set(names)):
        shown = [tail[-room:] for tail in tails]
    return [f"{head}{MORE}{tail}" if tail else cut(shared, most) for tail in shown]


def _shared(names: Sequence[str]) -> str:
    """All that they begin with alike, but for a word that only began."""
    low, high = min(names), max(names)
    same = next(
        (at for at, pair in enumerate(zip(low, high, strict=False)) if len(set(pair)) > 1),
        len(low),
    )
    return low[:same]


def _known(some: Sequence[Named], depth: int, most: int) -> list[str]:
    marks = [one.known_by[depth] if depth < len(one.known_by) else "" for one in some]
    if len(set(marks)) == 1:
        return [clipped(one.name, most) for one in some]
    return [_with(one, mark, most) for one, mark in zip(some, marks, strict=True)]


def _with(one: Named, mark: str, most: int) -> str:
    if not mark:
        return clipped(one.name, most)
    return f"{clipped(one.name, most)} ({cut(mark, MARK)})".lstrip()
