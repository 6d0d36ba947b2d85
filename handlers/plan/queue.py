"""The review as a queue: one card, in which each act brings the next department's plan."""

from collections.abc import Awaitable, Callable
from datetime import date
from html import escape

from telegram import Update

from handlers.chat import mass_acts, prompts, reading, receipts
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import Tap, living_item, taken
from handlers.forms.fields import Field
from handlers.plan import bulk, hands, queue_view, review_view, reviewing, texts
from handlers.plan import wording_queue as words
from handlers.plan.form import PLAN_ITEM
from handlers.plan.queue_view import ASKABLE, VIEW
from storage.models.plan import Plan, PlanItem
from storage.models.round import CollectionRound
from storage.office import departments
from storage.plans import plan_confirming, plans
from storage.rounds import review_queue, rounds
from storage.rounds.closing import WAITING
from storage.rounds.review_queue import Queue
from storage.rules.errors import Changed, Gone, Unreadable
from storage.rules.permission import Action
from storage.rules.steps import standing
from storage.traffic.messages import Screen

Step = Callable[[Tap], Awaitable[Screen | None]]


def handlers() -> list[Handler]:
    """The buttons."""
    return [tap(Action.RUN_ROUND, VIEW, pressed)]


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any button of the queue."""
    await taken(STEPS, update, context)


async def listed(context: OfficeContext, row: CollectionRound, page: int = 0) -> Screen:
    """The list of what waits, from which the queue begins."""
    return queue_view.plan_list(await _queue(context, row, _now(context)), page)


async def now_listed(one: Tap) -> None:
    """`now`: what waits in the round that runs, below the message that told of it."""
    context = one.context
    row = await rounds.present(context.session, context.today, context.now)
    await context.say(one.chat_id, *await listed(context, row))


async def started(one: Tap) -> Screen:
    """`start:<round>`: the first plan that waits; the pass begins now."""
    row = await one.round()
    queue = await _queue(one.context, row, _now(one.context))
    if not queue.waiting:
        return queue_view.plan_list(queue, 0)
    return await _card(one.context, queue, queue.waiting[0].plan_id or 0)


async def seen(one: Tap) -> Screen:
    """`see:<plan>:<begun>[:<page>]`."""
    plan = await one.plan()
    page = one.number(2) if len(one.args) > 2 else 0
    queue = await _of_plan(one.context, plan, one.number(1))
    return await _shown(one.context, queue, plan, page=page)


async def skipped(one: Tap) -> Screen:
    """`next:<plan>:<begun>`: nothing is done; the next plan, or how the pass went."""
    plan = await one.plan()
    return await _next(one.context, plan, one.number(1))


async def confirmed(one: Tap) -> Screen:
    """`ok:<plan>:<version>:<begun>`: 확정 of what was shown, then the next plan."""
    context, plan = one.context, await one.plan()
    begun = one.number(2)
    if plan.state not in WAITING:
        return await _passed_by(one, plan, begun)
    if plan.version != one.number(1):
        await one.answer(texts.MOVED_ON, alert=True)
        return await _shown(context, await _of_plan(context, plan, begun), plan)
    plan = await hands.confirm(context, plan.id, plan.version)
    name = escape(await departments.name_of(context.session, plan.department_id))
    notice = receipts.stamped(context, words.CONFIRMED_ONE.format(department=name))
    return (await _next(context, plan, begun, undo=plan.id)).under(notice)


async def _passed_by(one: Tap, plan: Plan, begun: int) -> Screen:
    """Somebody else was first: told, and the next plan."""
    name = await departments.name_of(one.context.session, plan.department_id)
    state = standing(plan.state, plan.step)
    told = words.BY_ANOTHER.format(department=escape(name), state=state)
    return (await _next(one.context, plan, begun)).under(told)


async def taken_back(one: Tap) -> Screen:
    """`back:<plan>:<begun>`: the 확정 of the screen before is taken back."""
    context, plan = one.context, await one.plan()
    plan = await plan_confirming.take_back(context.act, plan.id, plan.version)
    await bulk.tell_taken_back(context, plan)
    name = escape(await departments.name_of(context.session, plan.department_id))
    notice = receipts.stamped(context, words.TAKEN_BACK_ONE.format(department=name))
    queue = await _of_plan(context, plan, one.number(1))
    return (await _shown(context, queue, plan)).under(notice)


async def ask_wanted(one: Tap) -> Screen:
    """`ask:<plan>:<begun>`: what may be asked of this plan."""
    context, plan = one.context, await one.plan()
    queue = await _of_plan(context, plan, one.number(1))
    if plan.state not in WAITING:
        return await _passed_by(one, plan, one.number(1))
    return queue_view.ask_menu(await reviewing.seen(context, plan), queue)


async def asked_at_once(one: Tap) -> Screen:
    """`put:<item>:<field>:<begun>`: the question of a remark, with its own reason."""
    context, item, field = one.context, await one.item(), _field(one)
    plan = await _plan_of(context, item)
    facts = await reviewing.seen(context, plan)
    remark = next(
        (r for r in facts.remarks if (r.item_id, r.field) == (item.id, field.name) and r.reason),
        None,
    )
    if remark is None:
        raise Changed(texts.MOVED_ON)
    return await _asked(context, item, field, remark.reason, one.number(2))


async def item_chosen(one: Tap) -> Screen:
    """`item:<item>:<begun>`: which of its fields is to be asked again."""
    context, item = one.context, await one.item()
    plan = await _plan_of(context, item)
    queue = await _of_plan(context, plan, one.number(1))
    return queue_view.field_menu(await reviewing.seen(context, plan), item.id, queue)


async def field_chosen(one: Tap) -> None:
    """`field:<item>:<field>:<begun>`: the reason is typed."""
    item, field = await one.item(), _field(one)
    told = review_view.reason_question(item, field)
    given = (item.id, field.name, one.number(2))
    await prompts.ask(one.context, one.chat_id, REASON, *given, **told)


def _reason(text: str, _today: date) -> str:
    if len(text) > texts.LONGEST_REASON:
        raise Unreadable(text, texts.REASON_WANTED, texts.REASON_EXAMPLE)
    return text


async def reason_answered(one: Answer) -> None:
    """The reason: the department has its question, and the next plan comes below."""
    context, (number, name, begun) = one.context, one.given
    item = await living_item(context, number)
    field = next((each for each in PLAN_ITEM.fields if each.name == name), None)
    if field is None:
        raise Gone
    await context.say(one.chat_id, *await _asked(context, item, field, one.read, begun))


async def _asked(
    context: OfficeContext, item: PlanItem, field: Field, reason: str, begun: int
) -> Screen:
    plan, said = await hands.ask(context, item.id, field, reason)
    name = escape(await departments.name_of(context.session, plan.department_id))
    told = words.ASKED_ONE.format(department=name, said=said)
    screen = await _next(context, plan, begun)
    return screen.under(receipts.stamped(context, told))


async def all_plain(one: Tap) -> Screen:
    """`plain:<round>`: 확정 of every plan that has no remark, shown before it is done."""
    queue = await _queue(one.context, await one.round(), _now(one.context))
    return await mass_acts.ask(one.context, bulk.CONFIRM, bulk.given(queue, queue.plain))


async def choosing(one: Tap) -> Screen:
    """`pick:<round>`: which of the plans that wait are to be confirmed together."""
    queue = await _queue(one.context, await one.round(), _now(one.context))
    return await mass_acts.choose(one.context, bulk.CONFIRM, bulk.given(queue, queue.waiting))


def _field(one: Tap) -> Field:
    at = one.number(1)
    if at not in ASKABLE:
        raise BadCode
    return PLAN_ITEM.fields[at]


def _now(context: OfficeContext) -> int:
    return int(context.now.timestamp() * 1000)


async def _plan_of(context: OfficeContext, item: PlanItem) -> Plan:
    plan = await plans.by_id(context.session, item.parent_id)
    if plan is None:
        raise Gone
    return plan


async def _queue(context: OfficeContext, row: CollectionRound, begun: int) -> Queue:
    return await review_queue.queue(context.session, row, context.officer, begun)


async def _of_plan(context: OfficeContext, plan: Plan, begun: int) -> Queue:
    row = await rounds.of_half(context.session, plan.half)
    if row is None:
        raise Gone
    return await _queue(context, row, begun)


async def _next(context: OfficeContext, plan: Plan, begun: int, undo: int = 0) -> Screen:
    """The plan behind this one, or how the pass went."""
    queue = await _of_plan(context, plan, begun)
    following = queue.after(plan.department_id)
    if following is None:
        return queue_view.end(queue, undo)
    return await _card(context, queue, following.plan_id or 0, undo)


async def _card(context: OfficeContext, queue: Queue, number: int, undo: int = 0) -> Screen:
    plan = await plans.by_id(context.session, number)
    if plan is None:
        raise Gone
    await reading.plan_opened(context, plan)
    return queue_view.card(await reviewing.seen(context, plan), queue, undo)


async def _shown(
    context: OfficeContext, queue: Queue, plan: Plan, undo: int = 0, page: int = 0
) -> Screen:
    """A plan in the queue; one that does not wait any more as anybody sees it."""
    if plan.state not in WAITING:
        return await reviewing.screen(context, plan)
    return queue_view.card(await reviewing.seen(context, plan, page=page), queue, undo)


STEPS: dict[str, Step] = {
    "now": now_listed,
    "start": started,
    "see": seen,
    "next": skipped,
    "ok": confirmed,
    "back": taken_back,
    "ask": ask_wanted,
    "put": asked_at_once,
    "item": item_chosen,
    "field": field_chosen,
    "plain": all_plain,
    "pick": choosing,
}
REASON = Prompt(
    "plan_queue_reason",
    Action.RUN_ROUND,
    texts.REASON_QUESTION,
    texts.REASON_HINT,
    reason_answered,
    _reason,
)
