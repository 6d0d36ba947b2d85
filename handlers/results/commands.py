"""추진실적 확인: a department says that its records of a half are all there, or that it had none.

맞음 is one tap under the list and leaves a receipt with its way back; 해당없음 is one tap where
nothing is logged, and is asked back with the list where something is. 총괄 takes either in on
behalf of a department, with the ground on which it heard of it.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from telegram import Update

from handlers.chat import below, prompts, receipts, receiving
from handlers.chat.access import Handler, require, tap
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, chat_of, tapped
from handlers.results import texts, views
from handlers.results.views import VIEW, Seen
from storage.office import departments, holidays, posts
from storage.office.refusals import one_line
from storage.plans import (
    plan_duties,
    plan_outcomes,
    plans,
    results_answers,
    results_lock,
    results_logged,
)
from storage.plans.results_answers import OtherList
from storage.rounds import rounds
from storage.rules.dates import show_day
from storage.rules.errors import Gone, NoDepartment, Refusal
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import PlanState
from storage.rules.wording_owed import Paper, ResultsState, named, owed
from storage.rules.wording_receipt import Receipt
from storage.traffic.messages import Button, Row, Screen, view

NONE = ResultsState.NOT_APPLICABLE


def handlers() -> list[Handler]:
    """The buttons."""
    return [tap(Action.WRITE_PLAN, VIEW, pressed)]


async def wanted(update: Update, context: OfficeContext) -> None:
    """추진실적 확인, as words: the list of one's own department; a half may stand behind it."""
    words = " ".join(context.args or [])
    half = HalfYear.parse(words) if words else await _asked_now(context)
    screen = await drawn(context, half, _own(context))
    await context.say(chat_of(update), *screen)


async def pressed(update: Update, context: OfficeContext) -> None:
    """`show:<half>`, `of:<half>:<department>:<page>`, `add`, `ok:<half>:<department>:<mark>`,
    `none`, `back:<answer>`; by 총괄 `hear:<half>:<department>:<ok|none>[:<way>]` and `open`."""
    one = tapped(update, context, Tap)
    screen: Screen | None
    if one.act == "back":
        screen = await _taken_back(one)
    else:
        half: HalfYear = one.args[0]
        number = one.args[1] if len(one.args) > 1 else _own(context)
        await require(context, Action.WRITE_PLAN, number)
        if await departments.by_id(context.session, number) is None:
            raise Gone
        screen = await _acted(one, half, number)
    if not one.answered:
        await context.answer(update)
    if screen is not None:
        await below.show(update, context, *screen)


async def _acted(one: Tap, half: HalfYear, number: int) -> Screen | None:
    context = one.context
    if one.act == "add":
        day = min(context.today, half.end)
        example = texts.ADD_EXAMPLE.format(month=day.month, day=day.day)
        return views.adding(half, number, example)
    if one.act in ("ok", "none"):
        return await _answered(one, half, number)
    if one.act == "hear" and len(one.args) > 3:
        state = ResultsState.CONFIRMED if one.args[2] == "ok" else NONE
        ground = receiving.tapped(one.args[3], context.today)
        return await _taken_in(context, half, number, state, ground)
    if one.act in ASK:
        await ASK[one.act](one, half, number)
        return None
    page = one.number(2) if len(one.args) > 2 else 0
    return await drawn(context, half, number, page)


async def drawn(
    context: OfficeContext, half: HalfYear, number: int, page: int = 0, notice: str = ""
) -> Screen:
    """The list of a department's records of a half, below a notice."""
    session = context.session
    results = await results_answers.standing(session, number, half)
    said = await results_lock.find(session, number, half)
    logged = await results_logged.marks(session, half, [number])
    row = await results_lock.asking(session, half)
    calendar = await holidays.calendar(session)
    left = await plan_outcomes.open_items(session, half, number)
    names = await posts.names(session) if said and said.answered_by else {}
    seen = Seen(
        half=half,
        department_id=number,
        department=await departments.name_of(session, number),
        results=results,
        entries=await results_logged.entries(session, number, half, context.today),
        own=context.officer.department_id == number,
        who=names.get(said.answered_by or 0, "") if said else "",
        left=len(left) if row is not None else 0,
        over=await results_lock.is_over(session, number, half, context.now),
        due=calendar.next_workday(row.due_on) if row is not None else None,
        page=page,
        mark=results_logged.list_mark(logged.get(number, {})),
    )
    return views.screen(seen).under(notice)


async def _answered(one: Tap, half: HalfYear, number: int) -> Screen:
    """맞음 or 해당없음 by the department itself; whoever runs rounds says how they heard of it."""
    context = one.context
    if context.officer.department_id != number:
        raise Gone
    try:
        if one.act == "ok":
            await results_answers.confirm(context.act, number, half, mark=one.args[2])
        else:
            await results_answers.declare_none(context.act, number, half)
    except OtherList as other:
        return await drawn(context, half, number, notice=escape(other.sentence))
    except Refusal as refusal:
        if one.act == "ok" or await results_lock.is_over(
            context.session, number, half, context.now
        ):
            raise
        return await drawn(context, half, number, notice=escape(refusal.sentence))
    word = texts.RIGHT if one.act == "ok" else texts.NONE
    await one.answer(texts.DID[word])
    return await _receipt(context, half, number, word)


async def _receipt(
    context: OfficeContext, half: HalfYear, number: int, word: str, then: str = ""
) -> Screen:
    """The line that stays of an act, what is left to be handed in, and the way back."""
    session = context.session
    results = await results_answers.standing(session, number, half)
    name = await departments.name_of(session, number)
    of = texts.OF.format(department=name, half=half.label)
    of += texts.OF_RECORDS.format(count=results.records) if results.records else ""
    left = await _left(context, half, number)
    ways: list[Button] = []
    if word in (texts.RIGHT, texts.NONE) and results.answer_id is not None:
        ways.append(Button(texts.TAKE_BACK, view(VIEW, "back", results.answer_id)))
    own = context.officer.department_id == number
    if own and Paper.PLAN in left:
        ways.append(Button(texts.WRITE_PLAN, view("plan", "show", half.next().code)))
    else:
        ways.append(Button(texts.SEE, view(VIEW, "of", half.code, number, 0)))
    told = texts.THEN_OWED.format(papers=named(left, half.next(), half))
    then = then or (told if left else texts.THEN_DONE)
    return Screen(receipts.receipt(context, texts.DID[word], then, of), [ways])


async def _left(context: OfficeContext, half: HalfYear, number: int) -> tuple[Paper, ...]:
    """What the department still has to hand in of the round."""
    plan = await plans.find(context.session, number, half.next())
    results = await results_answers.standing(context.session, number, half)
    return owed(plan.state if plan else PlanState.NOT_SUBMITTED, results.state)


async def _taken_back(one: Tap) -> Screen:
    """되돌리기: it is asked again, as if nothing had been said."""
    context = one.context
    row = await results_answers.by_id(context.session, one.number())
    if row is None:
        raise Gone
    await require(context, Action.WRITE_PLAN, row.department_id)
    row = await results_answers.take_back(context.act, row.id)
    await one.answer(texts.DID[texts.TAKE_BACK])
    return await _receipt(context, row.half, row.department_id, texts.TAKE_BACK)


async def _heard_asked(one: Tap, half: HalfYear, number: int) -> None:
    """On behalf of a department: how the office heard of it."""
    context = one.context
    await require(context, Action.RUN_ROUND, number)
    state = ResultsState.CONFIRMED if one.args[2] == "ok" else NONE
    told = {
        "department": escape(await departments.name_of(context.session, number)),
        "half": half.label,
        "word": views.WORDS[state],
    }
    ways = receiving.ways(VIEW, "hear", half.code, number, one.args[2])
    given = (half.code, number, state.value)
    await prompts.offer(context, one.chat_id, RECEIPT, [ways], *given, **told)


async def heard(one: Answer) -> None:
    """The ground is typed: the answer is taken in."""
    code, number, word = one.given
    half, state = HalfYear.parse(code), ResultsState(word)
    screen = await _taken_in(one.context, half, number, state, one.read)
    await one.context.say(one.chat_id, *screen)


async def _taken_in(
    context: OfficeContext, half: HalfYear, number: int, state: ResultsState, ground: Receipt
) -> Screen:
    await require(context, Action.RUN_ROUND, number)
    say = results_answers.declare_none if state is NONE else results_answers.confirm
    await say(context.act, number, half, receipt=ground)
    return await _receipt(context, half, number, views.WORDS[state], escape(str(ground)))


async def _opening_asked(one: Tap, half: HalfYear, number: int) -> None:
    context = one.context
    await require(context, Action.RUN_ROUND, number)
    name = escape(await departments.name_of(context.session, number))
    told = {"department": name, "half": half.label, "days": texts.REOPEN_DAYS}
    await prompts.ask(context, one.chat_id, REOPEN, half.code, number, **told)


async def opened(one: Answer) -> None:
    """The department is asked once more, and hears why."""
    code, number = one.given
    half, context = HalfYear.parse(code), one.context
    calendar = await holidays.calendar(context.session)
    until = calendar.add_workdays(context.today, texts.REOPEN_DAYS)
    await results_answers.reopen(context.act, number, half, reason=one.read, until=until)
    who = await plan_duties.responsible_for(context.session, number)
    said = texts.REOPENED_NOTICE.format(
        half=half.label, day=show_day(until), reason=escape(one.read)
    )
    await context.tell([who], said, way_in_rows(half, ResultsState.WAITING))
    done = texts.REOPENED_DONE.format(day=show_day(until))
    await context.say(one.chat_id, *await drawn(context, half, number, notice=done))


ASK = {"hear": _heard_asked, "open": _opening_asked}
"""What asks for words: on what ground it was heard, and why it is opened again."""


def way_in_rows(half: HalfYear, state: ResultsState) -> Sequence[Row]:
    """The button to the list."""
    label = texts.WAY_IN.format(state=state.label)
    return [[Button(label, view(VIEW, "show", half.code), style="primary")]]


async def _asked_now(context: OfficeContext) -> HalfYear:
    """The half whose results are being asked for. Refusal where none is."""
    asked = [one for one in await rounds.open_ones(context.session) if one.results_asked]
    if not asked:
        raise Refusal(texts.already(HalfYear.of(context.today)))
    return asked[-1].results_half


def _own(context: OfficeContext) -> int:
    if context.officer.department_id is None:
        raise NoDepartment
    return context.officer.department_id


def _reason(words: str, _today: date) -> str:
    return one_line(words)


RECEIPT = Prompt(
    "results_receipt",
    Action.RUN_ROUND,
    texts.BEHALF_QUESTION,
    texts.BEHALF_HINT,
    heard,
    receiving.read,
)
REOPEN = Prompt(
    "results_reopen", Action.RUN_ROUND, texts.REOPEN_QUESTION, texts.REOPEN_HINT, opened, _reason
)
