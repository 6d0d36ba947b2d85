"""요청 공문 of a round: its drafts and form as files, and the number that it got when signed."""

from handlers.chat import prompts
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import Tap, living_round
from handlers.round import letters_view, texts
from scheduler.reminders import reach
from storage.models.round import CollectionRound
from storage.office import holidays
from storage.report import pledges
from storage.rounds import rounds
from storage.rounds.wording_request import Asked, contact
from storage.rules.permission import Action
from storage.rules.terms import RoundState
from storage.traffic.messages import Screen


async def shown(one: Tap) -> Screen:
    """`letter:<round>`."""
    return await _screen(one.context, await one.round())


async def paper_wanted(one: Tap) -> None:
    """`paper:<round>:<what>:<format>`: a draft, to all or to those that no message reaches, or
    the form that it encloses."""
    context, row, what = one.context, await one.round(), one.args[1]
    if what == letters_view.FORM:
        await _form(one, row)
        return
    caption = texts.LETTER_CAPTION.format(half=row.half.label)
    if what == letters_view.AWAY:
        count = len(await reach.unreached(context.session, row, context.today))
        caption = texts.URGING_CAPTION.format(half=row.half.label, count=count)
    await one.answer(texts.LETTER_COMING)
    given = {
        "round": row.id,
        "what": what,
        "format": one.args[2],
        "officer": context.officer.id,
        "at": context.now.isoformat(),
    }
    await context.document(one.chat_id, "request_letter", given, caption=caption)


async def _form(one: Tap, row: CollectionRound) -> None:
    """The form that the letter encloses, empty."""
    context = one.context
    await one.answer(texts.LETTER_COMING)
    given = {
        "half": row.half.code,
        "format": one.args[2],
        "officer": context.officer.id,
        "at": context.now.isoformat(),
    }
    caption = texts.FORM_CAPTION.format(half=row.half.label)
    await context.document(one.chat_id, "plan_form", given, caption=caption)


async def number_asked(one: Tap) -> None:
    """`number:<round>`: number and day come as a reply."""
    row = await one.round()
    await prompts.ask(one.context, one.chat_id, NUMBER, row.id, half=row.half.label)


async def number_answered(one: Answer) -> None:
    """The number and day of the signed letter."""
    context = one.context
    row = await rounds.note_letter(context.act, one.given[0], one.read)
    screen = await _screen(context, await living_round(context, row.id))
    await context.say(one.chat_id, *screen.under(texts.NUMBER_NOTED))


async def _screen(context: OfficeContext, row: CollectionRound) -> Screen:
    session = context.session
    due = (await holidays.calendar(session)).next_workday(row.due_on)
    asked = Asked(row.half, row.results_half, due, row.letter)
    head = await pledges.head_on(session, context.today)
    away = 0
    if row.state is RoundState.OPEN:
        away = len(await reach.unreached(session, row, context.today))
    return letters_view.screen(row, asked, contact(head), away)


NUMBER = Prompt(
    "round_letter",
    Action.RUN_ROUND,
    texts.NUMBER_QUESTION,
    texts.NUMBER_HINT,
    number_answered,
    texts.read_number,
)
