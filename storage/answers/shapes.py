"""What an answer is: its words, and what can be opened below them. Pure."""

from dataclasses import dataclass

from storage.facts.question.asked import Slice, Topic, When
from storage.figures.sums import Sum
from storage.rules.half_year import HalfYear


@dataclass(frozen=True)
class Figure:
    """One sum that was asked for, with what it is of; `crossing` records touch its days and are
    in no part of it."""

    topic: Topic
    slice: Slice
    when: When | None
    found: Sum
    crossing: int = 0


@dataclass(frozen=True)
class Compared:
    """A sum beside the same sum of an earlier time; `like` where both are of like days."""

    now: Figure
    before: Figure
    like: bool


@dataclass(frozen=True)
class Series:
    """A sum of each of some half-years, the oldest first; `runs` is the one that is not over."""

    topic: Topic
    slice: Slice
    halves: tuple[HalfYear, ...]
    sums: tuple[Sum, ...]
    runs: HalfYear | None = None


@dataclass(frozen=True)
class Answer:
    """Words for whoever asked, and the figures whose rows are one tap away.

    `series` is drawn as a picture. `departments`, `agreements`, `records`: what each numbered
    button opens, in the order of the lines.
    """

    text: str
    figures: tuple[Figure, ...] = ()
    series: tuple[Series, ...] = ()
    departments: tuple[tuple[int, str], ...] = ()
    half: HalfYear | None = None
    agreements: tuple[tuple[int, str], ...] = ()
    contracts: tuple[tuple[int, str], ...] = ()
    officer: int | None = None
