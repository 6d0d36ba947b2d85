"""One seed from an empty database to what is wrong with it."""

from tests.helpers.strangers import life as lives
from tests.helpers.strangers import planning, thoughts
from tests.helpers.strangers.invariants import INVARIANTS
from tests.helpers.strangers.life import Life
from tests.helpers.strangers.seen import look

STEPS, THOUGHTS = 16, 8


async def live(life: Life, steps: int = STEPS) -> None:
    """The whole half: plans, results, what came of the plans, second thoughts."""
    await planning.planned(life, life.half)
    await lives.lived(life, steps)
    for clerk in life.clerks.values():
        await planning.came_out(life, life.half, clerk)
    await planning.planned(life, life.half.moved(1))
    await thoughts.thought_again(life, THOUGHTS)


async def faults(url: str, seed: int, steps: int = STEPS) -> list[str]:
    """What is wrong in the office of this seed, in words."""
    async with lives.opened(url, seed) as life:
        await live(life, steps)
        seen = await look(life)
        return [
            f"seed {seed}: {one.__name__}: {words}"
            for one in INVARIANTS
            for words in one(life, seen)
        ]
