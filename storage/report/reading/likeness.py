"""Lines of a file laid beside the lines that the office prints: equal, nearly equal, or new; pure.

Only what stands at the same depth below the same line is compared first, and each printed line is
the partner of one line of the file at most; what then is left is looked for in the whole block.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from storage.facts.wording_parts import HEADING
from storage.report.reading.units import Numbered

NEAR = 62
"""From here up, of 100, two lines below one line may be one that was changed."""
ELSEWHERE = 80
"""The same for a line that would have to have moved below another."""
SURE = 85
"""From here up, and far before any other, it is the same line with other figures or words."""
FAR = 8
"""How far before the next best."""
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_GAPS = re.compile(r"[\s‘’“”'\"()（）·,.~∼-]+")


@dataclass(frozen=True)
class Standing:
    """A line that the office prints: as printed, as composed, and what it comes from."""

    level: int
    text: str
    plain: str = ""  # as its records say it, where the office reworded it
    key: str = ""
    records: tuple[tuple[str, int], ...] = ()
    edited: bool = False
    block_id: int = 0  # 0: of a block that was not written yet
    parts: tuple["Standing", ...] = ()  # of a line on which several were joined
    mark: str = ""  # with which they were joined

    def says(self, text: str) -> bool:
        """Whether it is that line, letter by letter."""
        return text in (self.text, self.plain)


@dataclass(frozen=True)
class Partner:
    """The printed line that a line of the file belongs to; `near` when they are not equal."""

    standing: Standing
    near: bool
    sure: bool = True
    moved: bool = False


@dataclass
class _Node:
    at: int  # the number of a line of the file, or the place among the printed ones
    level: int
    text: str
    below: list["_Node"] = field(default_factory=list)


def partners(lines: Sequence[Numbered], standing: Sequence[Standing]) -> dict[int, Partner]:
    """By the number of a line in the file, the printed line it belongs to; new ones have none."""
    pairing = _Pairing(standing)
    new = _grown((line.number, line.level, line.text) for line in lines)
    old = _grown((at, one.level, one.text) for at, one in enumerate(standing))
    pairing.children(new, old)
    pairing.elsewhere()
    return pairing.found


def likeness(one: str, other: str) -> float:
    """How alike two lines are, of 100; other figures alone make no other line."""
    bare, there = _bare(one), _bare(other)
    masked = fuzz.ratio(_masked(one), _masked(other))
    score = max(fuzz.ratio(bare, there), masked)
    short, long = sorted((bare, there), key=len)
    if len(short) >= 6 and short in long:
        score = max(score, NEAR + 10.0)
    return score


@lru_cache(maxsize=2048)
def _bare(text: str) -> str:
    return _GAPS.sub("", text)


@lru_cache(maxsize=2048)
def _masked(text: str) -> str:
    return _GAPS.sub("", _FIGURES.sub("#", text))


def _grown(lines: Iterable[tuple[int, int, str]]) -> list[_Node]:
    """The lines as trees, each below the last one of a lesser level."""
    top: list[_Node] = []
    open_nodes: list[_Node] = []
    for at, level, text in lines:
        node = _Node(at, level, text)
        while open_nodes and open_nodes[-1].level >= level:
            open_nodes.pop()
        (open_nodes[-1].below if open_nodes else top).append(node)
        open_nodes.append(node)
    return top


class _Pairing:
    def __init__(self, standing: Sequence[Standing]) -> None:
        self.found: dict[int, Partner] = {}
        self._standing = standing
        self._new: list[_Node] = []  # without a partner where they stand
        self._old: list[_Node] = []

    def children(self, new: Sequence[_Node], old: Sequence[_Node]) -> None:
        """Pairs what stands below two lines that belong together."""
        left, theirs, both = list(new), list(old), []
        for node in new:
            same = next((one for one in theirs if self._says(one, node)), None)
            if same is not None:
                self.found[node.at] = Partner(self._standing[same.at], near=False)
                both.append((node, same))
                left.remove(node)
                theirs.remove(same)
        both += self._near(left, theirs, NEAR, moved=False)
        for node, other in both:
            self.children(node.below, other.below)
        for node in left:
            self._new += _with_all_below(node)
        for node in theirs:
            self._old += _with_all_below(node)

    def elsewhere(self) -> None:
        """Pairs what is left, wherever it stands in the block."""
        left, theirs = list(self._new), list(self._old)
        self._near(left, theirs, ELSEWHERE, moved=True)

    def _near(
        self, left: list[_Node], theirs: list[_Node], least: float, *, moved: bool
    ) -> list[tuple[_Node, _Node]]:
        """The likest first; takes out of both lists what found its partner."""
        scores = {
            (n, o): self._score(node, other, moved=moved)
            for n, node in enumerate(left)
            for o, other in enumerate(theirs)
        }
        by_new, by_old = _columns(scores, 0), _columns(scores, 1)
        taken: dict[int, int] = {}
        for (n, o), score in sorted(scores.items(), key=lambda one: (-one[1], one[0])):
            if score < least:
                break
            if n in taken or o in taken.values():
                continue
            taken[n] = o
            rival = max(*sorted(by_new[n])[-2:-1], *sorted(by_old[o])[-2:-1], 0, 0)
            sure = not moved and score >= SURE and score - rival >= FAR
            standing = self._standing[theirs[o].at]
            self.found[left[n].at] = Partner(standing, near=True, sure=sure, moved=moved)
        pairs = [(left[n], theirs[o]) for n, o in taken.items()]
        left[:] = [one for n, one in enumerate(left) if n not in taken]
        theirs[:] = [one for o, one in enumerate(theirs) if o not in taken.values()]
        return pairs

    def _says(self, old: _Node, new: _Node) -> bool:
        return old.level == new.level and self._standing[old.at].says(new.text)

    def _score(self, new: _Node, old: _Node, *, moved: bool) -> float:
        """By their words, or by what stands below them both."""
        if new.level != old.level and (not moved or HEADING in (new.level, old.level)):
            return 0
        score = likeness(new.text, old.text)
        if moved or not new.below or not old.below:
            return score
        there = {one.text for one in old.below}
        shared = sum(one.text in there for one in new.below)
        return max(score, 90.0 * shared / max(len(new.below), len(old.below)))


def _columns(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, list[float]]:
    """The scores of each line of one side."""
    found: dict[int, list[float]] = defaultdict(list)
    for pair, score in scores.items():
        found[pair[side]].append(score)
    return found


def _with_all_below(node: _Node) -> list[_Node]:
    return [node, *(each for one in node.below for each in _with_all_below(one))]
