"""Amounts in 백만원 beside their sum: rounded so that what is printed adds up.

Every amount and every sum becomes one of the two whole millions around it. Where each rounded by
itself adds up, that is it; else as few of them as possible are moved, and sums last of all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MILLION = 1_000_000
Table = tuple[tuple[int | None, ...], ...]
_WEIGHT = {2: 1, 1: 100, 0: 10_000}
"""What moving costs, by how many of row and column are no sum."""


@dataclass(frozen=True)
class Millions:
    """A table in whole millions: its sums in the first row and the first column.

    None stands where nobody gave an amount. `adjusted` when some amount is not printed as it
    would be by itself.
    """

    rows: Table
    adjusted: bool


def in_millions(parts: Sequence[Sequence[int | None]]) -> Millions:
    """The table of these rows of whole won, with its sums."""
    exact = _with_sums(parts)
    table = _Rounding(exact)
    table.settle()
    return Millions(
        tuple(
            tuple(table.printed.get((row, column)) for column in range(len(cells)))
            for row, cells in enumerate(exact)
        ),
        any(table.printed[at] != nearest(won) for at, won in table.won.items()),
    )


def nearest(won: int) -> int:
    """In whole millions, halves rounded up."""
    return (won + MILLION // 2) // MILLION


def is_rounding_of(printed: int, known: int) -> bool:
    """Whether an amount in whole millions is what paper may print for a finer one; both in won."""
    if printed % MILLION or not known % MILLION:
        return printed == known
    return abs(printed - known) < MILLION


def _with_sums(parts: Sequence[Sequence[int | None]]) -> list[list[int | None]]:
    body = [[_sum(row), *row] for row in parts]
    return [[_sum(column) for column in zip(*body, strict=True)], *body]


def _sum(amounts: Iterable[int | None]) -> int | None:
    given = [one for one in amounts if one is not None]
    return sum(given) if given else None


Place = tuple[int, int]
Node = tuple[str, int]


class _Rounding:
    """Amounts as a flow: what a row has too much is handed on along its cells, cheapest first."""

    def __init__(self, exact: Sequence[Sequence[int | None]]) -> None:
        self.won: dict[Place, int] = {
            (row, column): won
            for row, cells in enumerate(exact)
            for column, won in enumerate(cells)
            if won is not None
        }
        self.printed = {at: nearest(won) for at, won in self.won.items()}

    def settle(self) -> None:
        """Moves amounts until every row and every column adds up."""
        while over := {node for node, excess in self._excess().items() if excess > 0}:
            for at, step in self._cheapest(over):
                self.printed[at] += step

    def _excess(self) -> dict[Node, int]:
        """By how much the parts of each row are above its sum, and those of a column below it."""
        found: dict[Node, int] = {}
        for at, value in self.printed.items():
            for node, sign in ((("row", at[0]), 1), (("column", at[1]), -1)):
                found[node] = found.get(node, 0) + sign * _sign(at) * value
        return found

    def _cheapest(self, over: set[Node]) -> list[tuple[Place, int]]:
        """The moves that take one away from a node above to one below."""
        costs: dict[Node, int] = dict.fromkeys(sorted(over), 0)
        ways: dict[Node, list[tuple[Place, int]]] = {node: [] for node in costs}
        moves = [move for at in self.won for move in self._moves(at)]
        for _round in range(2 * len(self.won)):
            before = dict(costs)
            for start, end, at, step, cost in moves:
                if start in costs and costs[start] + cost < costs.get(end, 1 << 80):
                    costs[end], ways[end] = costs[start] + cost, [*ways[start], (at, step)]
            if costs == before:
                break
        below = [node for node, excess in self._excess().items() if excess < 0 and node in costs]
        return ways[min(below, key=lambda node: costs[node])]

    def _moves(self, at: Place) -> Iterable[tuple[Node, Node, Place, int, int]]:
        """An amount may become the other million beside it: from where, to where, how dear."""
        won, value = self.won[at], self.printed[at]
        if won % MILLION == 0:
            return
        step = 1 if value * MILLION < won else -1
        cost = self._cost(at, value + step) - self._cost(at, value)
        row, column = ("row", at[0]), ("column", at[1])
        ends = (row, column) if step * _sign(at) < 0 else (column, row)
        yield (*ends, at, step, cost)

    def _cost(self, at: Place, value: int) -> int:
        """How far from the truth; where all else is equal, something is not printed as nothing."""
        weight = _WEIGHT[sum(one > 0 for one in at)]
        return weight * (abs(value * MILLION - self.won[at]) * 2 + (value == 0))


def _sign(at: Place) -> int:
    """A sum stands against its parts."""
    return 1 if (at[0] == 0) == (at[1] == 0) else -1
