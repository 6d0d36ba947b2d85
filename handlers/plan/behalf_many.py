"""해당없음 of several departments by one 접수 근거: picked, asked with numbers, taken back."""

from collections.abc import Awaitable, Callable, Sequence
from html import escape

from handlers.chat import mass_acts, prompts, receiving
from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import Tap
from handlers.plan import behalf_view, hands
from handlers.plan import wording_behalf as words
from storage.models.asking import CHOOSING, MassAct
from storage.models.plan import Plan
from storage.office import posts
from storage.plans import behalf, plan_duties, plans
from storage.plans.plans import DepartmentPlan
from storage.rounds import rounds
from storage.rules.errors import Gone, Refusal
from storage.rules.half_year import HalfYear
from storage.rules.people import responsible
from storage.rules.permission import Action
from storage.rules.wording_receipt import Receipt, read_receipt
from storage.traffic import mass_acts as kept
from storage.traffic.messages import Button, Row, Screen, view

VIEW, NAME = behalf_view.VIEW, "plan_none_behalf"
Step = Callable[[Tap], Awaitable[Screen | None]]


async def many_wanted(one: Tap) -> None:
    """`many:<half>`: the departments to be picked come below."""
    context, half = one.context, one.args[0]
    everyone = await plans.states(context.session, half)
    chosen = await behalf.none_of(context.session, half, [each.department_id for each in everyone])
    if not chosen.free:
        raise Refusal(words.MANY_NONE_LEFT)
    given = {"half": half.code, "departments": []}
    row = await kept.choose(context.session, NAME, given, officer=context.officer, now=context.now)
    await context.say(one.chat_id, *await _chooser(context, row, 0))


async def turned(one: Tap) -> Screen:
    """`turn:<row>:<department>:<page>`: one is picked, or not any more."""
    row = await _own(one)
    picked = set(row.given["departments"]) ^ {one.number(1)}
    await kept.pick(one.context.session, row, {**row.given, "departments": sorted(picked)})
    return await _chooser(one.context, row, one.number(2))


async def paged(one: Tap) -> Screen:
    """`page:<row>:<page>`."""
    return await _chooser(one.context, await _own(one), one.number(1))


async def set_picked(one: Tap) -> Screen:
    """`every`, `nobody` and `clear:<row>:<page>`: all, those without a person, none."""
    context, row = one.context, await _own(one)
    free, _with_items, unmanned = await _those(context, _half(row))
    everyone = [each.department_id for each in free]
    sets = {"every": everyone, "nobody": sorted(unmanned), "clear": []}
    await kept.pick(context.session, row, {**row.given, "departments": sets[one.act]})
    return await _chooser(context, row, one.number(1))


async def ground_asked(one: Tap) -> Screen | None:
    """`go:<row>[:<way>]`: how these came; with a way, they came so today, and nothing is done
    before a yes."""
    context, row = one.context, await _own(one)
    if len(one.args) > 1:
        return await _asked(context, row, receiving.tapped(one.args[1], context.today))
    half = _half(row)
    chosen = await behalf.none_of(context.session, half, row.given["departments"])
    if not chosen.free:
        raise Refusal(words.PICK_FIRST)
    names = [each.department for each in chosen.free]
    told = {
        "count": len(names),
        "half": half.label,
        "departments": behalf_view.named(names),
        "example": behalf_view.example(names[0]),
    }
    keys = receiving.ways(VIEW, "go", row.id)
    await prompts.offer(context, one.chat_id, GROUND, [keys], row.id, **told)
    return None


async def ground_answered(one: Answer) -> None:
    """The ground as it was typed."""
    context = one.context
    row = await kept.own(
        context.session, one.given[0], CHOOSING, officer=context.officer, now=context.now
    )
    await context.say(one.chat_id, *await _asked(context, row, one.read))


async def _asked(context: OfficeContext, row: MassAct, receipt: Receipt) -> Screen:
    given = {**row.given, "receipt": str(receipt)}
    await kept.end(context.session, row)
    return await mass_acts.ask(context, MANY, given)


async def preview(context: OfficeContext, given: Given) -> Preview:
    """Who would be 해당없음, and who has answered meanwhile."""
    half = HalfYear.parse(given["half"])
    chosen = await behalf.none_of(context.session, half, given["departments"])
    if not chosen.free:
        raise Refusal(words.MANY_NOBODY)
    lines = [words.MANY_SURE.format(half=half.label), _who(chosen.free)]
    lines.append(words.MANY_BY.format(receipt=escape(given["receipt"])))
    if left := (*chosen.with_items, *chosen.answered):
        names = behalf_view.named([one.department for one in left])
        lines.append(words.MANY_LEFT.format(count=len(left), departments=names))
    return Preview("\n".join(lines), len(chosen.free), await _back(context, half))


async def done(context: OfficeContext, given: Given) -> Deed:
    """All of them are taken in, each with the ground; their people hear of it."""
    half, receipt = HalfYear.parse(given["half"]), read_receipt(given["receipt"])
    chosen = await behalf.none_of(context.session, half, given["departments"])
    taken = [
        await behalf.take_in(context.act, one.department_id, half, receipt, none=True)
        for one in chosen.free
    ]
    for plan in taken:
        await hands.taken_in(context, plan, receipt)
    said = words.MANY_DONE.format(count=len(taken), receipt=escape(str(receipt)))
    names = behalf_view.named([one.department for one in chosen.free])
    before = {"plans": [[plan.id, plan.version] for plan in taken]}
    return Deed(f"{said}\n{names}", await _back(context, half), before)


async def undone(context: OfficeContext, given: Given, before: Given) -> Screen:
    """Those that nobody has moved since stand again as before."""
    half, back = HalfYear.parse(given["half"]), list[Plan]()
    stay: list[int] = []
    for number, version in before["plans"]:
        try:
            back.append(await behalf.take_back(context.act, number, version))
        except Refusal:
            stay.append(number)
    for plan in back:
        await hands.given_back(context, plan)
    lines = [words.MANY_TAKEN_BACK.format(count=len(back))]
    if stay:
        found = await plans.states(context.session, half)
        names = behalf_view.named([one.department for one in found if one.plan_id in stay])
        lines.append(words.MANY_STAY.format(count=len(stay), departments=names))
    return Screen("\n".join(lines), await _back(context, half))


def _who(some: Sequence[DepartmentPlan]) -> str:
    names = behalf_view.named([one.department for one in some], 60)
    return words.MANY_WHO.format(count=len(some), departments=names)


async def _chooser(context: OfficeContext, row: MassAct, page: int) -> Screen:
    half = _half(row)
    free, with_items, unmanned = await _those(context, half)
    here = {one.department_id for one in free}
    chosen = here & set(row.given["departments"])
    return behalf_view.chooser(row.id, half, free, with_items, chosen, unmanned, page)


async def _those(
    context: OfficeContext, half: HalfYear
) -> tuple[Sequence[DepartmentPlan], Sequence[DepartmentPlan], set[int]]:
    """Who may be picked, who has items, and who of the first has nobody here."""
    session = context.session
    everyone = [one.department_id for one in await plans.states(session, half)]
    chosen = await behalf.none_of(session, half, everyone)
    people, named = await posts.people(session), await plan_duties.named(session)
    unmanned = {
        one.department_id
        for one in chosen.free
        if responsible(one.department_id, named, people) is None
    }
    return chosen.free, chosen.with_items, unmanned


async def _back(context: OfficeContext, half: HalfYear) -> list[Row]:
    row = await rounds.of_half(context.session, half)
    return [[Button(words.LIST, view("round", "all", row.id, 0))]] if row else []


async def _own(one: Tap) -> MassAct:
    context = one.context
    row = await kept.own(
        context.session, one.number(), CHOOSING, officer=context.officer, now=context.now
    )
    if row.name != NAME:
        raise Gone
    return row


def _half(row: MassAct) -> HalfYear:
    return HalfYear.parse(row.given["half"])


GROUND = Prompt(
    "plans_behalf",
    Action.RUN_ROUND,
    words.MANY_GROUND,
    words.GROUND_HINT,
    ground_answered,
    receiving.read,
)
MANY = Mass(NAME, Action.RUN_ROUND, preview, done, undone)
STEPS: dict[str, Step] = {
    "many": many_wanted,
    "turn": turned,
    "page": paged,
    "every": set_picked,
    "nobody": set_picked,
    "clear": set_picked,
    "go": ground_asked,
}
