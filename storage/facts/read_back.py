"""How printed lines of an old report become records again: the ways a kind may be read back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from storage.facts.shapes import EventFacts, FollowUpFacts, MouFacts, PlanItemFacts, ProblemFacts
from storage.rules.half_year import HalfYear

Counted = EventFacts | MouFacts
"""Facts that stand in a block of results by themselves, in a half of their own."""
OfTwo = Callable[[str, str], Iterator[Counted]]


@dataclass(frozen=True, kw_only=True)
class Back:
    """By where a line stands, what it could have been made of; `never` says why nothing is.

    A reading counts only when the wording makes the very same lines of it again.
    """

    line: tuple[OfTwo, ...] = ()  # a ○ line, and a - line below it
    last: Callable[[str, str, Sequence[str]], Iterator[Counted]] | None = None
    # the same with the lines below it, when no other kind is in these words
    sentence: OfTwo | None = None  # a ○ line with the one - line below it, as one record
    below_company: OfTwo | None = None  # a company's - line, and a · line below it
    below_line: Callable[[str], Iterator[EventFacts]] | None = None  # a · line below any other
    below_agreement: Callable[[str], Iterator[FollowUpFacts]] | None = None
    plan: Callable[[str], PlanItemFacts] | None = None  # a - line of a block of plans
    problem: Callable[[str, HalfYear], ProblemFacts] | None = None  # a line of that section
    table: bool = False  # a row of a money table
    never: str = ""

    def __post_init__(self) -> None:
        if not any(getattr(self, one.name) for one in fields(self)):
            raise ValueError("neither a way to read it back nor a reason why there is none")
