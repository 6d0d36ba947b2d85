"""`/pledge`: the head of the report: the pledge of the term, who answers since when, the columns
of the money tables. What is entered for a later day waits for it; older reports keep their people.
"""

from collections.abc import Awaitable
from datetime import date
from html import escape

from telegram import Update

from handlers.chat import prompts
from handlers.chat.access import Handler, command, tap
from handlers.chat.context import OfficeContext
from handlers.chat.half_argument import typed
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, chat_of, taken
from handlers.pledge import answers, texts, views
from handlers.pledge.views import VIEW, Shown
from storage.facts.pledge import Signer
from storage.facts.wording_letter import official_day
from storage.records import tenures
from storage.report import pledge_changes, pledges
from storage.rules.errors import Gone
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.personal_data import find_beyond_office
from storage.rules.tenure import Tenure
from storage.rules.trail import Subject
from storage.traffic.messages import Button, Row, Screen, view

MAY = Action.MAKE_REPORT
UNDONE = {"people": Subject.RESPONSIBLE, "term": Subject.PLEDGE}


def handlers() -> list[Handler]:
    """The command and its buttons."""
    return [command("pledge", pledge_command), tap(MAY, VIEW, pressed)]


async def pledge_command(update: Update, context: OfficeContext) -> None:
    """The head of the report that is being written; `/pledge 2021 하반기` names another."""
    half = await typed(context, " ".join(context.args or []))
    await context.say(chat_of(update), *views.card(await shown(context, half)))


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any button of these screens."""
    await taken(STEPS, update, context)


async def shown(context: OfficeContext, half: HalfYear) -> Shown:
    """The head of the report on a half as it would be printed today."""
    session, tenure = context.session, Tenure.of(half)
    return Shown(
        half,
        await pledges.day_of(session, half, context.today),
        await pledges.head(session, half, context.today),
        await pledges.desks(session),
        await tenures.columns(session, tenure),
        own=await pledges.has_own(session, tenure) or not await pledges.has_any(session),
        empty=await pledges.is_empty(session),
    )


def _from(half: HalfYear, today: date) -> date:
    """Since when a change counts that names no day: today, or the first day of another half."""
    return today if today in half else half.start


# -- taps ------------------------------------------------------------------------------------


async def card_shown(one: Tap) -> Screen:
    """`show:<half>`."""
    return views.card(await shown(one.context, one.args[0]))


async def person_shown(one: Tap) -> Screen:
    """`one:<half>:<mark>`."""
    found = await shown(one.context, one.args[0])
    person = next((each for each in found.head.people if views.mark_of(each) == one.args[1]), None)
    if person is None:
        await one.answer(texts.GONE, alert=True)
        return views.card(found)
    return views.person(found, person)


async def _asked(one: Tap) -> None:
    """A question about the half of the button, or about a person of its head."""
    context, half, tenure = one.context, one.args[0], Tenure.of(one.args[0])
    found = await shown(context, half)
    head = found.head
    now = {
        "name": f"{head.code} {head.title}",
        "dept": head.department,
        "columns": ", ".join(found.columns),
    }.get(one.act, "")
    told = {
        "day": official_day(half.start if found.empty else _from(half, context.today)),
        "term": tenure.short,
        "now": escape(now),
    }
    if len(one.args) > 1:
        person = await _person(context, half, one.args[1])
        told |= {name: escape(said) for name, said in vars(person).items()}
        told["now"] = escape(" ".join(vars(person).values()))
    await prompts.ask(context, one.chat_id, ASKED[one.act], half.code, *one.args[1:], **told)


async def usual_taken(one: Tap) -> Screen:
    """`usual:<half>`: the columns that the term has by itself."""
    tenure = Tenure.of(one.args[0])
    await pledge_changes.set_columns(one.context.act, tenure, tenure.columns)
    return await _done(one.context, one.args[0], "term")


async def undone(one: Tap) -> Screen:
    """`undo:<half>:<what>`."""
    half, what = one.args
    number = pledges.TIMELINE
    if UNDONE[what] is Subject.PLEDGE:
        number = await pledges.row_of(one.context.session, Tenure.of(half)) or 0
    await pledge_changes.undo(one.context.act, UNDONE[what], number)
    return views.card(await shown(one.context, half)).under(texts.UNDONE)


async def _person(context: OfficeContext, half: HalfYear, mark: str) -> Signer:
    for each in (await shown(context, half)).head.people:
        if views.mark_of(each) == mark:
            return each
    raise Gone(texts.GONE)


async def _done(context: OfficeContext, half: HalfYear, what: str) -> Screen:
    """The head as it has become, with the way back."""
    found = views.card(await shown(context, half)).under(texts.DONE)
    back: Row = [Button(texts.UNDO, view(VIEW, "undo", half.code, what))]
    return Screen(found.text, [back, *found.rows])


# -- answers ---------------------------------------------------------------------------------


async def _told(one: Answer, change: Awaitable[None], what: str = "people") -> None:
    await change
    await one.context.say(one.chat_id, *await _done(one.context, _half(one), what))


def _half(one: Answer) -> HalfYear:
    return HalfYear.parse(str(one.given[0]))


def _day(one: Answer, named: date | None) -> date:
    return named or _from(_half(one), one.context.today)


async def name_answered(one: Answer) -> None:
    """Code and title of the term."""
    change = pledges.name(one.context.act, Tenure.of(_half(one)), *one.read)
    await _told(one, change, "term")


async def columns_answered(one: Answer) -> None:
    """The columns of the term."""
    tenure = Tenure.of(_half(one))
    await _told(one, pledge_changes.set_columns(one.context.act, tenure, one.read), "term")


async def department_answered(one: Answer) -> None:
    """Another department, from a day on."""
    name, day = one.read
    await _told(one, pledge_changes.move(one.context.act, _half(one), name, _day(one, day)))


async def all_answered(one: Answer) -> None:
    """Everybody, from a day on; of a head that was empty, from the first day of the half."""
    people, day = one.read
    if await pledges.is_empty(one.context.session):
        day = day or _half(one).start
    change = pledge_changes.appoint(one.context.act, people, _day(one, day))
    await _told(one, change)


async def joined(one: Answer) -> None:
    """One more, from a day on."""
    person, day = one.read
    await _told(one, pledge_changes.join(one.context.act, _half(one), person, _day(one, day)))


async def followed(one: Answer) -> None:
    """Who takes over from the one of the button, from a day on."""
    name, phone, day = one.read
    old = await _person(one.context, _half(one), str(one.given[1]))
    new = Signer(old.position, name, phone)
    change = pledge_changes.succeed(one.context.act, _half(one), old, new, _day(one, day))
    await _told(one, change)


async def mended(one: Answer) -> None:
    """The one of the button, rightly written."""
    old = await _person(one.context, _half(one), str(one.given[1]))
    await _told(one, pledge_changes.mend(one.context.act, _half(one), old, one.read[0]))


async def left(one: Answer) -> None:
    """The last day of the one of the button."""
    gone = await _person(one.context, _half(one), str(one.given[1]))
    await _told(one, pledge_changes.leave(one.context.act, _half(one), gone, one.read))


def _prompt(name: str, question: str, hint: str, then: prompts.Then, read: prompts.Read) -> Prompt:
    """Names and office telephones of the office's own staff are answers here."""
    return Prompt(f"pledge_{name}", MAY, question, hint, then, read, personal=find_beyond_office)


ASKED = {
    "name": _prompt("name", texts.NAME_QUESTION, texts.NAME_HINT, name_answered, answers.a_name),
    "dept": _prompt(
        "department",
        texts.DEPARTMENT_QUESTION,
        texts.DEPARTMENT_HINT,
        department_answered,
        answers.a_department,
    ),
    "all": _prompt("all", texts.ALL_QUESTION, texts.ALL_HINT, all_answered, answers.all_people),
    "join": _prompt("join", texts.JOIN_QUESTION, texts.JOIN_HINT, joined, answers.a_person),
    "next": _prompt("next", texts.NEXT_QUESTION, texts.NEXT_HINT, followed, answers.a_follower),
    "mend": _prompt("mend", texts.MEND_QUESTION, texts.MEND_HINT, mended, answers.a_person),
    "leave": _prompt("leave", texts.LEAVE_QUESTION, texts.LEAVE_HINT, left, answers.a_day),
    "columns": _prompt(
        "columns", texts.COLUMNS_QUESTION, texts.COLUMNS_HINT, columns_answered, answers.columns
    ),
}
STEPS = {
    "show": card_shown,
    "one": person_shown,
    "usual": usual_taken,
    "undo": undone,
    **dict.fromkeys(ASKED, _asked),
}
