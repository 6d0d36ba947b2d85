"""Second thoughts: figures put right, dates moved, records removed, brought back and undone."""

from collections.abc import Awaitable, Callable

from tests.helpers.strangers import events, times
from tests.helpers.strangers.clerk import Paper, Saved
from tests.helpers.strangers.life import BETWEEN, Life
from tests.helpers.strangers.truth import ADDED, CANCELLED, DONE, PLANNED, RUNS, WITHIN, Entered
from tests.helpers.strangers.truth import open_to as is_open

REMOVABLE = ("event", "hire", "subcontract", "promise", "follow_up", "problem", "contract", "mou")


async def edited(life: Life, one: Entered, answers: dict[str, str], *settles: str) -> Saved:
    """The record changed by its form."""
    begin = f"v1:edit:{one.kind}:{one.number}"
    clerk = life.clerks.get(one.department, life.office)
    return await life.filled(clerk, Paper(one.kind, (begin,), answers, settles))


async def figures_put_right(life: Life) -> Entered | None:
    """An event gets other figures, or some that it had none of."""
    found = [one for one in life.truth.living("event") if one.result]
    if not found:
        return None
    one = life.dice.choice(found)
    labels = events.FIGURES.get(one.sort, (events.TALKS, events.GUESTS, events.HIRED))
    told = events.figures(life.dice, labels, 0.4)
    if one.is_bus and not one.single and life.dice.random() < 0.3:
        told[RUNS] = life.dice.randint(2, 60)
    if {events.HIRED, events.CITIZENS} & told.keys():  # both, so that one stays among the other
        told[events.HIRED] = life.dice.randint(100, 3000)
        told[events.CITIZENS] = life.dice.randint(0, 100)
    if not told:
        return None
    said = life.dice.choice((WITHIN, ADDED))
    answers = {label: events.typed(life.dice, value) for label, value in told.items()}
    await edited(life, one, answers, said)
    one.counts |= told
    _asked_again(life, one, said)
    return one


async def moved(life: Life) -> Entered | None:
    """An event of one day turns out to have been in another half."""
    found = [one for one in life.truth.living("event") if one.result and one.first == one.last]
    if not found:
        return None
    one = life.dice.choice(found)
    half = life.half.moved(life.dice.choice((-2, -1, 0)))
    when = times.some_day(life.dice, half, life.today)
    said = life.dice.choice((WITHIN, ADDED))
    await edited(life, one, when.answers, said)
    one.half, one.first, one.last = when.half.code, when.first, when.last
    _asked_again(life, one, said)
    return one


async def came_true(life: Life) -> Entered | None:
    """What was planned took place, or did not."""
    found = [one for one in life.truth.living("event") if one.why == PLANNED]
    if not found:
        return None
    one = life.dice.choice(found)
    state = life.dice.choice((DONE, CANCELLED))
    told = events.figures(life.dice, events.FIGURES[one.sort]) if state == DONE else {}
    told = {} if one.counts else told
    answers = {"진행": state} | {label: str(value) for label, value in told.items()}
    await edited(life, one, answers)
    one.result, one.why = state == DONE, "" if state == DONE else state
    one.counts |= told
    return one


async def removed(life: Life) -> Entered | None:
    """A record is taken out, with what hangs on it."""
    found = life.truth.living(*REMOVABLE)
    if not found:
        return None
    one = life.dice.choice(found)
    life.desk.now += BETWEEN
    await life.desk.taps_code(_user(life, one), f"v1:del:{one.kind}:{one.number}")
    await life.desk.taps_code(_user(life, one), f"v1:delyes:{one.kind}:{one.number}")
    one.living = False
    for child in life.truth.living():
        if child.above == one.key:
            child.living = False
            child.went_with = one.key
    return one


async def brought_back(life: Life) -> Entered | None:
    """One of those comes back."""
    found = [one for one in life.truth.entered if not one.living and one.went_with is None]
    found = [one for one in found if not one.above or life.truth.of(one.above).living]
    if not found:
        return None
    one = life.dice.choice(found)
    life.desk.now += BETWEEN
    await life.desk.taps_code(_user(life, one), f"v1:restore:{one.kind}:{one.number}")
    one.living = True
    for child in life.truth.entered:
        if child.went_with == one.key:
            child.living, child.went_with = True, None
    return one


ACTS: tuple[Callable[[Life], Awaitable[Entered | None]], ...] = (
    figures_put_right,
    moved,
    came_true,
    removed,
    brought_back,
)


async def thought_again(life: Life, times_over: int) -> None:
    """So many second thoughts of any sort."""
    for act in life.dice.choices(ACTS, k=times_over):
        await act(life)


def _user(life: Life, one: Entered) -> int:
    return life.clerks.get(one.department, life.office).user


def _asked_again(life: Life, one: Entered, said: str) -> None:
    """What was said of totals once holds; what nobody has said yet is asked now."""
    if not one.is_bus:
        return
    others = [each for each in life.truth.events(one.half) if each.is_bus and each is not one]
    around = any(is_open(one, each) for each in others)
    holding = any(is_open(each, one) for each in others)
    one.within = one.within or (said if around else "")
    one.holding = one.holding or (said if holding else "")
