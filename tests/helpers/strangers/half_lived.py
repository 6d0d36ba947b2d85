"""One seed from an empty database to what is wrong with it."""

from dataclasses import dataclass, field
from random import Random

from tests.helpers.strangers import cards, planning, thoughts
from tests.helpers.strangers import life as lives
from tests.helpers.strangers.accounts import ACCOUNTS
from tests.helpers.strangers.clerk import Clerk, Paper, Saved
from tests.helpers.strangers.closing import a_late_record_is_told
from tests.helpers.strangers.formats import four_formats_tell_the_same
from tests.helpers.strangers.invariants import INVARIANTS, nothing_is_of_another_time
from tests.helpers.strangers.life import Life
from tests.helpers.strangers.seen import look
from tests.helpers.strangers.undoing import undo_takes_exactly_its_contribution
from tests.helpers.strangers.waiting_list import todo_is_what_the_digests_told

STEPS, THOUGHTS = 16, 8
LOOKED_AT = 0.3  # of the cards: each costs the blocks of several halves, twice


@dataclass
class Watched:
    """Some of the cards, held against what they changed."""

    dice: Random
    found: list[str] = field(default_factory=list)

    async def __call__(self, life: Life, clerk: Clerk, paper: Paper) -> Saved:
        """The form is filled, looked at or not."""
        if paper.form not in cards.RESULTS or self.dice.random() > LOOKED_AT:
            return await clerk.enter(paper)
        before = await cards.lines_of(life)
        saved = await clerk.enter(paper)
        new = not paper.begins[0].startswith("v1:edit")
        after = await cards.lines_of(life)
        self.found += [
            f"{words} ({paper.form} {saved.number}: {dict(paper.answers)})"
            for words in cards.card_is_what_changes(saved, new, before, after)
        ]
        return saved


async def live(life: Life, steps: int = STEPS) -> None:
    """The whole half: plans, results, what came of the plans, second thoughts."""
    await planning.planned(life, life.half)
    await lives.lived(life, steps)
    for clerk in life.clerks.values():
        await planning.came_out(life, life.half, clerk)
    await planning.planned(life, life.half.moved(1))
    await thoughts.thought_again(life, THOUGHTS)


async def faults(url: str, seed: int, *, papers: bool = False, steps: int = STEPS) -> list[str]:
    """What is wrong in the office of this seed, in words; with `papers` its files are read too."""
    async with lives.opened(url, seed) as life:
        watched = life.watch = Watched(Random(seed))
        await live(life, steps)
        found = [*watched.found]
        life.watch = None
        found += [one async for one in undo_takes_exactly_its_contribution(life)]
        seen = await look(life)
        found += [
            f"{one.__name__}: {words}"
            for one in (*INVARIANTS, *ACCOUNTS)
            for words in one(life, seen)
        ]
        found += [*four_formats_tell_the_same(seen.report)] if papers else []
        found += [one async for one in todo_is_what_the_digests_told(life)]
        found += [one async for one in a_late_record_is_told(life)]
        found += [*nothing_is_of_another_time(life, seen)]
        return [f"seed {seed}: {words}" for words in found]
