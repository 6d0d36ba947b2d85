"""Plan to result: at the end of a half each plan item comes back as 실적, 이월 or 취소(사유).

실적 is one or more of the department's records of that half, or a sentence.
"""

from collections.abc import Awaitable, Callable, Sequence
from html import escape

from telegram import Update

from handlers.chat import below, prompts
from handlers.chat import texts as chat_texts
from handlers.chat.access import Handler, require, tap
from handlers.chat.buttons import numbered
from handlers.chat.context import OfficeContext
from handlers.chat.paging import Page, fitting, page_of_texts
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import Tap, living_item, tapped
from handlers.plan import results, texts
from storage.models.plan import Plan, PlanItem
from storage.office import departments, posts
from storage.plans import plan_outcomes, plan_results
from storage.records import late_results, wording_late
from storage.rounds import rounds
from storage.rules.errors import NoDepartment, Refusal
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action, may
from storage.rules.terms import OutcomeKind
from storage.traffic.messages import Button, Row, Screen, view

PER_PAGE = 20
PROOFS_A_PAGE = 8  # with its marks and buttons on one screen of a phone
MOST_LETTERS = 3000
ASKED = {
    OutcomeKind.DONE: texts.OUTCOME_DONE,
    OutcomeKind.CARRIED: texts.OUTCOME_CARRIED,
    OutcomeKind.DROPPED: texts.OUTCOME_DROPPED,
}


def handlers() -> list[Handler]:
    """The buttons."""
    return [tap(Action.WRITE_PLAN, "outcome", outcome_pressed)]


async def way_in(context: OfficeContext, plan: Plan) -> list[Row]:
    """Under a plan whose half is closing: the button to its outcomes, while some are open."""
    half = plan.half
    if half not in await _closing(context):
        return []
    left = await plan_outcomes.open_items(context.session, half, plan.department_id)
    label = texts.OUTCOMES.format(count=len(left))
    return [[Button(label, view("outcome", "show", half.code), style="primary")]] if left else []


async def outcome_pressed(update: Update, context: OfficeContext) -> None:
    """`show:<half>[:<page>]`, `item:<item>`, `set:<item>:<outcome>`, and of 실적
    `proof:<item>:<page>`, `pick:<item>:<kind>:<record>`, `words:<item>`, `figures:<item>`,
    `take:<item>:<from>`."""
    one = tapped(update, context)
    screen: Screen | None
    if one.act == "show":
        page = one.number(1) if len(one.args) > 1 else 0
        screen = await _listed(context, one.args[0], page)
    elif one.act == "item":
        item = await one.item()
        await require(context, Action.WRITE_PLAN, item.department_id)
        screen = await _item(context, item)
    else:
        screen = await STEPS[one.act](one)
    if not one.answered:
        await context.answer(update)
    if screen is not None:
        await below.show(update, context, *screen)


async def _set(one: Tap) -> Screen | None:
    context, item = one.context, await one.item()
    outcome: OutcomeKind = one.args[1]
    await require(context, Action.WRITE_PLAN, item.department_id)
    if outcome is OutcomeKind.DONE:
        return await _proofs(context, item, 0)
    if outcome is OutcomeKind.DROPPED:
        await prompts.ask(context, one.chat_id, DROP, item.id, title=escape(item.title))
        return None
    await _settled(context, item, outcome)
    await one.answer(texts.outcome_set(outcome.label))
    return await _listed(context, _half(item), 0)


async def drop_answered(one: Answer) -> None:
    """The reason for which an item is dropped."""
    await _answered(one, OutcomeKind.DROPPED)


async def _answered(one: Answer, outcome: OutcomeKind) -> None:
    item = await living_item(one.context, one.given[0])
    await _settled(one.context, item, outcome, one.read)
    await one.context.say(one.chat_id, *await _listed(one.context, _half(item), 0))


async def _proof(one: Tap) -> Screen:
    item = await one.item()
    await require(one.context, Action.WRITE_PLAN, item.department_id)
    return await _proofs(one.context, item, one.number(1))


async def _picked(one: Tap) -> Screen:
    """A record is chosen, or taken off again."""
    context, item = one.context, await one.item()
    record: plan_results.Chosen = (one.args[1], one.args[2])
    await require(context, Action.WRITE_PLAN, item.department_id)
    session, number = context.session, item.id
    stands = await plan_outcomes.of_item(session, number)
    word = texts.RESULT_PICKED
    if stands is None:
        await _settled(context, item, OutcomeKind.DONE, results=[record])
    elif any((each.kind, each.id) == record for each in stands.records):
        await plan_outcomes.unlink(context.act, number, record)
        word = texts.RESULT_UNPICKED
    else:
        await plan_outcomes.link(context.act, number, record)
    await one.answer(word)
    return await _proofs(context, item, one.number(3))


async def _words_asked(one: Tap) -> None:
    item = await one.item()
    await require(one.context, Action.WRITE_PLAN, item.department_id)
    await prompts.ask(one.context, one.chat_id, RESULT, item.id, title=escape(item.title))


async def result_answered(one: Answer) -> None:
    """What came of an item, in words; then its figures are asked for."""
    item = await living_item(one.context, one.given[0])
    await _settled(one.context, item, OutcomeKind.DONE, one.read)
    await results.ask(one.context, one.chat_id, item, FIGURES)


async def _settled(
    context: OfficeContext,
    item: PlanItem,
    outcome: OutcomeKind,
    reason: str = "",
    results: Sequence[plan_results.Chosen] = (),
) -> None:
    await plan_outcomes.settle(context.act, item.id, outcome, reason=reason, results=results)


async def _listed(context: OfficeContext, half: HalfYear, page: int) -> Screen:
    department = context.officer.department_id
    if department is None and not _runs(context):
        raise NoDepartment
    left = await _left(context, half)
    told = [escape(_line(at, one, department)) for at, one in enumerate(left, 1)]
    shown = page_of_texts(told, page, PER_PAGE, MOST_LETTERS)
    name = escape(await departments.name_of(context.session, department)) if department else ""
    head = texts.OUTCOME_HEAD.format(half=half.label, department=name, mark=shown.mark)
    if not left:
        return Screen(f"{head}\n{texts.OUTCOME_ALL}", [])
    first, after = shown.first, shown.first + len(shown.items)
    codes = [view("outcome", "item", one.item_id) for one in left[first:after]]
    text = "\n".join([head, "", *shown.items, "", texts.OUTCOME_OPEN])
    turning = shown.turning("outcome", "show", half.code)
    return Screen(text, [*numbered(codes, first + 1), *turning])


async def _left(context: OfficeContext, half: HalfYear) -> list[plan_outcomes.OpenItem]:
    """The open items of this person's department; for 총괄 those as well that nobody else can
    settle, because their department is merged, closed or without people."""
    own, session = context.officer.department_id, context.session
    if not _runs(context):
        return await plan_outcomes.open_items(session, half, own) if own else []
    staffed = {
        one.department_id
        for one in await posts.people(session)
        if may(one.role, Action.WRITE_PLAN)
    }
    return [
        one
        for one in await plan_outcomes.open_items(session, half)
        if one.department_id == own or one.department_id not in staffed
    ]


def _runs(context: OfficeContext) -> bool:
    return may(context.officer.role, Action.RUN_ROUND)


def _line(at: int, one: plan_outcomes.OpenItem, own: int | None) -> str:
    told = texts.OUTCOME_LINE if one.department_id == own else texts.OUTCOME_OTHERS
    return told.format(at=at, title=one.title, department=one.department)


async def _item(context: OfficeContext, item: PlanItem) -> Screen:
    keys = [
        [Button(label, view("outcome", "set", item.id, outcome))]
        for outcome, label in ASKED.items()
    ]
    back = [Button(chat_texts.BACK, view("outcome", "show", _half(item).code))]
    lines, half = [texts.OUTCOME_ITEM.format(title=escape(item.title))], _half(item)
    if await late_results.is_closed(context.session, half):
        following = await late_results.following(context.session, half)
        lines += ["", wording_late.closed(half, following)]
    return Screen("\n".join(lines), [*keys, back])


async def _proofs(context: OfficeContext, item: PlanItem, page: int) -> Screen:
    """The department's records of the half, those that are the item's 실적 marked."""
    number = item.id
    stands = await plan_outcomes.of_item(context.session, number)
    if stands is not None and stands.kind is not OutcomeKind.DONE:
        raise Refusal(texts.OUTCOME_SAID)
    chosen = {(one.kind, one.id) for one in stands.records} if stands else set()
    first = page * PROOFS_A_PAGE
    found = await plan_results.choices(
        context.session, item, PROOFS_A_PAGE, first, viewer=context.officer
    )
    shown = Page(found.rows, page, max(1, -(-found.total // PROOFS_A_PAGE)))
    numbers = {at: hit for at, hit in enumerate(found.rows, first + 1)}
    marked = {at for at, hit in numbers.items() if (hit.kind, hit.id) in chosen}
    lines = [
        escape(
            (texts.RESULT_CHOSEN if at in marked else texts.RESULT_LINE).format(
                at=at, title=hit.title
            )
        )
        for at, hit in numbers.items()
    ]
    codes = [view("outcome", "pick", number, hit.kind, hit.id, page) for hit in found.rows]
    head = texts.RESULT_HEAD.format(title=escape(item.title), mark=shown.mark)
    said = stands.words if stands else ""
    words = texts.RESULT_WORDS_NOW.format(words=escape(said)) if said else ""
    hint = texts.RESULT_PICK if found.rows else texts.RESULT_NONE
    listed = ["", *fitting(lines, MOST_LETTERS)] if lines else []
    counted = await results.told(context, item, stands) if stands else []
    text = "\n".join([head, *filter(None, [words]), *counted, *listed, "", hint])
    last = [Button(texts.RESULT_DONE, view("outcome", "show", _half(item).code))]
    if stands is None:
        last.insert(0, Button(texts.RESULT_WORDS, view("outcome", "words", number)))
    else:
        last.insert(0, Button(texts.RESULT_FIGURES, view("outcome", "figures", number)))
    keys = numbered(codes, first + 1, marked)
    return Screen(text, [*keys, *shown.turning("outcome", "proof", number), last])


def _half(item: PlanItem) -> HalfYear:
    if item.half is None:
        raise LookupError("a plan item without a half-year")
    return item.half


async def _closing(context: OfficeContext) -> list[HalfYear]:
    """The halves whose results the open rounds collect."""
    return [row.results_half for row in await rounds.open_ones(context.session)]


async def figures_answered(one: Answer) -> None:
    """What came of an item in figures; on to the items that are left."""
    said = await results.answered(one)
    item = await living_item(one.context, one.given[0])
    listed = await _listed(one.context, _half(item), 0)
    await one.context.say(one.chat_id, f"{escape(said)}\n\n{listed.text}", listed.rows)


async def _taken(one: Tap) -> Screen:
    """What was proposed is taken as the figures of an item."""
    item = await one.item()
    await require(one.context, Action.WRITE_PLAN, item.department_id)
    await one.answer(await results.take(one.context, item, one.args[1]))
    return await _listed(one.context, _half(item), 0)


async def _figures(one: Tap) -> None:
    item = await one.item()
    await require(one.context, Action.WRITE_PLAN, item.department_id)
    await results.ask(one.context, one.chat_id, item, FIGURES)


STEPS: dict[str, Callable[[Tap], Awaitable[Screen | None]]] = {
    "set": _set,
    "proof": _proof,
    "pick": _picked,
    "words": _words_asked,
    "figures": _figures,
    "take": _taken,
}
DROP = Prompt(
    "outcome_drop", Action.WRITE_PLAN, texts.DROP_QUESTION, texts.DROP_HINT, drop_answered
)
RESULT = Prompt(
    "outcome_result", Action.WRITE_PLAN, texts.RESULT_QUESTION, texts.RESULT_HINT, result_answered
)
FIGURES = Prompt(
    "outcome_figures",
    Action.WRITE_PLAN,
    texts.FIGURES_QUESTION,
    texts.FIGURES_HINT,
    figures_answered,
)
