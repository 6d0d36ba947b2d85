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
from storage.models.plan import Plan, ResultsAnswer
from storage.office import posts
from storage.plans import behalf, plan_duties, plans, results_answers, results_lock
from storage.plans.behalf import Free
from storage.plans.plans import DepartmentPlan
from storage.rounds import rounds
from storage.rules.errors import Gone, Refusal
from storage.rules.half_year import HalfYear
from storage.rules.people import responsible
from storage.rules.permission import Action
from storage.rules.wording_owed import Paper
from storage.rules.wording_receipt import Receipt, read_receipt
from storage.traffic import mass_acts as kept
from storage.traffic.messages import Button, Row, Screen, view

VIEW, NAME = behalf_view.VIEW, "plan_none_behalf"
MOST_NAMED = 60
SETS: Sequence[tuple[Paper, ...]] = ((Paper.PLAN,), (Paper.RESULTS,), tuple(Paper))
"""What may be none by one act, in the order of the button that turns them."""
Step = Callable[[Tap], Awaitable[Screen | None]]


async def many_wanted(one: Tap) -> None:
    """`many:<half>`: the departments to be picked come below."""
    context, half = one.context, one.args[0]
    everyone = [one.department_id for one in await plans.states(context.session, half)]
    for papers in SETS:
        if (await behalf.none_of(context.session, half, everyone, papers)).free:
            break
    else:
        raise Refusal(words.MANY_NONE_LEFT)
    given = {"half": half.code, "departments": [], "papers": [*papers]}
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
    """`every`, `nobody` and `clear:<row>:<page>`: all, those without a person, none; `papers`:
    the plan, the results, or both."""
    context, row = one.context, await _own(one)
    if one.act == "papers":
        await kept.pick(context.session, row, {**row.given, "papers": _next_papers(row.given)})
        return await _chooser(context, row, 0)
    free, _with_items, unmanned = await _those(context, _half(row), _papers(row.given))
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
    papers = _papers(row.given)
    chosen = await behalf.none_of(context.session, half, row.given["departments"], papers)
    if not chosen.free:
        raise Refusal(words.PICK_FIRST)
    names = [each.department for each in chosen.free]
    told = {
        "count": len(names),
        "what": words.papers(papers, half),
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
    papers = _papers(given)
    chosen = await behalf.none_of(context.session, half, given["departments"], papers)
    if not chosen.free:
        raise Refusal(words.MANY_NOBODY)
    lines = [words.MANY_SURE, *_who(chosen.free, half)]
    lines.append(words.MANY_BY.format(receipt=escape(given["receipt"])))
    if left := (*chosen.with_items, *chosen.answered):
        names = behalf_view.named([one.department for one in left])
        lines.append(words.MANY_LEFT.format(count=len(left), departments=names))
    return Preview("\n".join(lines), len(chosen.free), await _back(context, half))


async def done(context: OfficeContext, given: Given) -> Deed:
    """All of them are taken in, each with the ground; their people hear of it."""
    half, receipt = HalfYear.parse(given["half"]), read_receipt(given["receipt"])
    papers = _papers(given)
    chosen = await behalf.none_of(context.session, half, given["departments"], papers)
    taken, said = list[Plan](), list[ResultsAnswer]()
    for one in chosen.free:
        if Paper.PLAN in one.papers:
            taken.append(
                await behalf.take_in(context.act, one.department_id, half, receipt, none=True)
            )
        if Paper.RESULTS in one.papers:
            said.append(
                await results_answers.declare_none(
                    context.act, one.department_id, half.previous(), receipt=receipt
                )
            )
    for plan in taken:
        await hands.taken_in(context, plan, receipt)
    head = words.MANY_DONE.format(count=len(chosen.free), receipt=escape(str(receipt)))
    before = {
        "plans": [[plan.id, plan.version] for plan in taken],
        "results": [[answer.id, answer.version] for answer in said],
    }
    text = "\n".join([head, *_who(chosen.free, half)])
    return Deed(text, await _back(context, half), before)


async def undone(context: OfficeContext, given: Given, before: Given) -> Screen:
    """Those that nobody has moved since stand again as before."""
    half, back = HalfYear.parse(given["half"]), list[Plan]()
    stay, gone = set[int](), set[int]()
    for number, version in before["plans"]:
        try:
            plan = await behalf.take_back(context.act, number, version)
        except Refusal:
            moved = await plans.by_id(context.session, number)
            stay |= {moved.department_id} if moved else set()
        else:
            back.append(plan)
            gone.add(plan.department_id)
    for number, version in before.get("results", ()):
        answer = await results_answers.by_id(context.session, number)
        if answer is None or answer.version != version:
            stay |= {answer.department_id} if answer else set()
            continue
        gone.add((await results_answers.take_back(context.act, number)).department_id)
    for plan in back:
        await hands.given_back(context, plan)
    lines = [words.MANY_TAKEN_BACK.format(count=len(gone))]
    if stay:
        found = await plans.states(context.session, half)
        names = behalf_view.named([one.department for one in found if one.department_id in stay])
        lines.append(words.MANY_STAY.format(count=len(stay), departments=names))
    return Screen("\n".join(lines), await _back(context, half))


def _who(some: Sequence[Free], half: HalfYear) -> list[str]:
    """For each paper how many departments, by name."""
    lines = []
    for paper in Paper:
        names = [one.department for one in some if paper in one.papers]
        if names:
            what = words.papers([paper], half)
            told = behalf_view.named(names, MOST_NAMED)
            lines.append(words.MANY_WHO.format(what=what, count=len(names), departments=told))
    return lines


def _papers(given: Given) -> tuple[Paper, ...]:
    return tuple(Paper(one) for one in given.get("papers", (Paper.PLAN,)))


def _next_papers(given: Given) -> list[Paper]:
    """The plan, the results, both, and the plan again."""
    here = SETS.index(_papers(given))
    return [*SETS[(here + 1) % len(SETS)]]


async def _chooser(context: OfficeContext, row: MassAct, page: int) -> Screen:
    half = _half(row)
    papers = _papers(row.given)
    free, with_items, unmanned = await _those(context, half, papers)
    here = {one.department_id for one in free}
    chosen = here & set(row.given["departments"])
    asked = await results_lock.asking(context.session, half.previous()) is not None
    return behalf_view.chooser(
        row.id,
        words.papers(papers, half),
        free,
        with_items,
        chosen,
        unmanned,
        page,
        papers=papers if asked else (),
    )


async def _those(
    context: OfficeContext, half: HalfYear, papers: Sequence[Paper]
) -> tuple[Sequence[Free], Sequence[DepartmentPlan], set[int]]:
    """Who may be picked, who has items, and who of the first has nobody here."""
    session = context.session
    everyone = [one.department_id for one in await plans.states(session, half)]
    chosen = await behalf.none_of(session, half, everyone, papers)
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
    "papers": set_picked,
    "go": ground_asked,
}
