"""대리 접수 in chat: a department's plan or 해당없음 that came outside the bot."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from html import escape

from telegram import Update

from handlers.chat import prompts, reading, receiving
from handlers.chat.access import Handler, require, tap
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import Tap, taken
from handlers.chat.taps import chat_of
from handlers.plan import behalf_many, behalf_view, beside, hands, reviewing
from handlers.plan import wording_behalf as words
from storage.models.office import Department
from storage.models.plan import Plan
from storage.office import departments
from storage.plans import behalf, plan_duties, plans
from storage.plans.behalf import TAKES
from storage.records import plan_states
from storage.rounds import rounds
from storage.rules.deadline import plans_due_for
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.people import reachable
from storage.rules.permission import Action, may
from storage.rules.steps import standing
from storage.rules.wording_receipt import Receipt
from storage.traffic import prompts as asked_before
from storage.traffic.messages import Button, Row, Screen, view

VIEW = behalf_view.VIEW
NONE, PLAN = "none", "plan"
Step = Callable[[Tap], Awaitable[Screen | None]]


@dataclass(frozen=True)
class Of:
    """The department and half that a button is about."""

    department: Department
    half: HalfYear


def handlers() -> list[Handler]:
    """The buttons."""
    return [tap(Action.RUN_ROUND, VIEW, pressed)]


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any button of 대리 접수."""
    await taken(STEPS, update, context)


async def screen_of(context: OfficeContext, number: int, half: HalfYear) -> Screen:
    """A department as 총괄 sees it: what it handed in to be looked at, else what may be done."""
    of = await _of(context, number, half)
    plan = await plans.ensure(context.session, number, half)
    await reading.plan_opened(context, plan)
    if plan.state not in TAKES:
        return await reviewing.screen(context, plan)
    return await _card(context, of, plan)


async def named(context: OfficeContext, said: str) -> Screen | None:
    """For 총괄 the department of these words with the plan that is due now; None where they name
    no department."""
    if not may(context.officer.role, Action.RUN_ROUND):
        return None
    department = await departments.find_by_name(context.session, said)
    if department is None:
        return None
    return await screen_of(context, department.id, plans_due_for(context.today))


async def asked_instead(update: Update, context: OfficeContext, act: str, number: int) -> bool:
    """A plan of another department is handed in by nobody without its ground: asked for, if so."""
    plan = await plans.by_id(context.session, number)
    acts = {"none": NONE, "submit": PLAN}
    if plan is None or act not in acts or plan.department_id == context.officer.department_id:
        return False
    await require(context, Action.RUN_ROUND, plan.department_id)
    await ask_ground(context, chat_of(update), plan.department_id, plan.half, acts[act])
    await context.answer(update)
    return True


async def shown(one: Tap) -> Screen | None:
    """`open:<half>:<department>[:<format>]`: its card, or its form as a file."""
    if len(one.args) > 2:
        await _form(one)
        return None
    return await screen_of(one.context, one.number(1), one.args[0])


async def ground_asked(one: Tap) -> Screen | None:
    """`none:<half>:<department>[:<way>]` and `plan:…`: how it came; with a way, so, today."""
    half, number = one.args[0], one.number(1)
    if len(one.args) > 2:
        receipt = receiving.tapped(one.args[2], one.context.today)
        user = one.context.officer.telegram_id or 0
        asked = await asked_before.asked_by(one.context.session, user, one.chat_id, one.message_id)
        done = await _take_in(one.context, number, half, receipt, one.act)
        await _card_anew(one.context, one.chat_id, asked.given if asked else ())
        return done
    await ask_ground(one.context, one.chat_id, number, half, one.act, one.message_id)
    return None


async def ask_ground(
    context: OfficeContext, chat_id: int, number: int, half: HalfYear, act: str, card: int = 0
) -> None:
    """How a department's plan or 해당없음 came; Refusal where nothing can be taken in.

    `card` is the message of its card, which is drawn anew once it is taken in.
    """
    of = await _of(context, number, half)
    plan = await plans.ensure(context.session, number, half)
    await plan_states.refuse_after_close(context.session, plan, context.now)
    items = await plans.items(context.session, plan.id)
    behalf.refuse_at_once(plan.state, items=len(items), none=act == NONE)
    what = words.WHAT_NONE if act == NONE else words.WHAT_PLAN.format(count=len(items))
    name = of.department.name
    told = {"what": what, "department": escape(name), "half": half.label}
    keys = receiving.ways(VIEW, act, half.code, number)
    given = (half.code, number, act, card)
    await prompts.offer(
        context, chat_id, GROUND, [keys], *given, example=behalf_view.example(name), **told
    )


async def ground_answered(one: Answer) -> None:
    """The ground as it was typed."""
    code, number, act = one.given[:3]
    half = HalfYear.parse(code)
    done = await _take_in(one.context, number, half, one.read, act)
    await _card_anew(one.context, one.chat_id, one.given)
    await one.context.say(one.chat_id, *done)


async def _card_anew(context: OfficeContext, chat_id: int, given: Sequence[int | str]) -> None:
    """The card on which 접수 was tapped shows what came of it."""
    if len(given) > 3 and given[3]:
        code, number, _act, message = given[:4]
        screen = await screen_of(context, int(number), HalfYear.parse(str(code)))
        await context.redraw(chat_id, int(message), *screen)


async def _form(one: Tap) -> None:
    """The form with what the department has written so far."""
    context, half = one.context, one.args[0]
    of = await _of(context, one.number(1), half)
    given = {
        "half": half.code,
        "department": of.department.id,
        "format": one.args[2],
        "officer": context.officer.id,
        "at": context.now.isoformat(),
    }
    caption = words.FORM_CAPTION.format(department=of.department.name, half=half.label)
    await context.document(one.chat_id, "plan_form", given, caption=caption)


async def taken_back(one: Tap) -> Screen:
    """`back:<plan>:<version>`: the plan stands again as before."""
    context = one.context
    plan = await behalf.take_back(context.act, one.number(), one.number(1))
    await hands.given_back(context, plan)
    again = Button(words.BEHALF, view(VIEW, "open", plan.half.code, plan.department_id))
    then = words.stands(standing(plan.state, plan.step))
    return await hands.receipt(context, plan, words.TAKEN_BACK, then, [[again]])


async def _take_in(
    context: OfficeContext, number: int, half: HalfYear, receipt: Receipt, act: str
) -> Screen:
    none = act == NONE
    plan = await behalf.take_in(context.act, number, half, receipt, none=none)
    await hands.taken_in(context, plan, receipt)
    did = words.DID_NONE if none else words.DID_PLAN
    back = Button(words.TAKE_BACK, view(VIEW, "back", plan.id, plan.version))
    rows: list[Row] = [[back, Button(words.OPEN_PLAN, view("review", "plan", plan.id))]]
    rows += await _next(context, plan)
    return await hands.receipt(context, plan, did, escape(str(receipt)), rows)


async def _next(context: OfficeContext, plan: Plan) -> list[Row]:
    """The next department that has not answered, in 직제순, and how many there are."""
    everyone = await plans.states(context.session, plan.half)
    places = {one.department_id: at for at, one in enumerate(everyone)}
    here = places.get(plan.department_id, len(everyone))
    left = [one for one in (*everyone[here + 1 :], *everyone[:here]) if one.state in TAKES]
    return behalf_view.next_rows(left, plan.half)


async def _card(context: OfficeContext, of: Of, plan: Plan) -> Screen:
    session = context.session
    row = await rounds.of_half(session, of.half)
    writer = await plan_duties.responsible_for(session, of.department.id)
    text, rows = behalf_view.card(
        of.department,
        plan,
        await plans.items(session, plan.id),
        people=words.whom(writer, reached=writer is not None and reachable(writer)),
        over=await plan_states.is_over(session, plan, context.now),
        reopened=await plan_states.reopened(session, plan, context.today),
        round_id=row.id if row else None,
    )
    *others, last = rows or [[]]
    return Screen(text, [*others, *await beside.of_department(context, plan), last])


async def _of(context: OfficeContext, number: int, half: HalfYear) -> Of:
    department = await departments.by_id(context.session, number)
    if department is None:
        raise Gone
    return Of(department, half)


GROUND = Prompt(
    "plan_behalf",
    Action.RUN_ROUND,
    words.GROUND_QUESTION,
    words.GROUND_HINT,
    ground_answered,
    receiving.read,
)
STEPS: dict[str, Step] = {
    "open": shown,
    NONE: ground_asked,
    PLAN: ground_asked,
    "back": taken_back,
    **behalf_many.STEPS,
}
PROMPTS: Sequence[Prompt] = (GROUND, behalf_many.GROUND)
