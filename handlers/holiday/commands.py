"""`/holidays`: temporary holidays, the office's own days off, and holidays that are taken back.

Every reminder is reckoned from the calendar of the moment it is sent, so a change counts at once;
the others who run the round are told of it, with the due days that it moves. Public holidays that
a new release of their package changes wait here for somebody to decide.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from telegram import Update

from handlers.chat import prompts
from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, chat_of, taken
from handlers.holiday import texts
from storage.models.round import CalendarChange, HolidayOverride
from storage.office import holiday_changes, holidays, posts
from storage.office.wording_calendar import day_lines
from storage.rounds import rounds
from storage.rules.date_grammar import read_day
from storage.rules.dates import show_day
from storage.rules.errors import Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import Role
from storage.traffic import cards
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "holiday"
MOST, COMING = 20, 5


def handlers() -> list[Handler]:
    """The command and its buttons."""
    may = Action.RUN_ROUND
    return [
        command("holidays", holidays_command),
        tap(may, VIEW, tapped),
    ]


async def holidays_command(update: Update, context: OfficeContext) -> None:
    """The office's own days from today on, and the next public ones."""
    await context.say(chat_of(update), *await _card(context))


async def tapped(update: Update, context: OfficeContext) -> None:
    """Any button of this screen."""
    steps = {"rest": _asked, "work": _asked, "drop": _dropped, "accept": _accepted, "keep": _kept}
    await taken(steps, update, context)


async def rest_answered(one: Answer) -> None:
    """A day off, and what it is called."""
    await _put(one, works=False)


async def work_answered(one: Answer) -> None:
    """A public holiday on which the office works, and why."""
    await _put(one, works=True)


async def _put(one: Answer, *, works: bool) -> None:
    context, (day, name) = one.context, one.read
    before = await _due_days(context)
    row = await holidays.put(context.act, day, name, works=works)
    said = texts.PUT.format(day=show_day(day), name=escape(row.name), kind=_kind(row))
    await _tell(one.update, context, said, before)


def read_named_day(words: str, today: date) -> tuple[date, str]:
    """The day that stands first, and the words behind it; raises Unreadable."""
    parts = words.split()
    for count in range(len(parts) - 1, 0, -1):
        try:
            return read_day(" ".join(parts[:count]), today), " ".join(parts[count:])
        except Unreadable:
            continue
    raise Unreadable(words, texts.WANTED, texts.EXAMPLE)


async def _asked(one: Tap) -> None:
    await prompts.ask(one.context, one.chat_id, REST if one.act == "rest" else WORK)


async def _dropped(one: Tap) -> None:
    """`drop:<ordinal of the day>`."""
    context = one.context
    day = date.fromordinal(one.number())
    before = await _due_days(context)
    await holidays.remove(context.act, day)
    await _tell(one.update, context, texts.REMOVED.format(day=show_day(day)), before)


async def _accepted(one: Tap) -> Screen | None:
    """`accept:<mark>`: the changed public holidays count from now on."""
    context, changes = one.context, await _meant(one)
    if not changes:
        return await _overtaken(one)
    before, days = await _due_days(context), day_lines(holiday_changes.shapes(changes))
    told = any(change.told_at for change in changes)
    await holiday_changes.accept(context.act, changes)
    await _settled(one, texts.ACCEPTED_BY, days, told=told)
    await _tell(one.update, context, "\n".join([texts.ACCEPTED, *days]), before)
    return None


async def _kept(one: Tap) -> Screen | None:
    """`keep:<mark>`: the office's own calendar stays, and nobody is asked again."""
    context, changes = one.context, await _meant(one)
    if not changes:
        return await _overtaken(one)
    days = day_lines(holiday_changes.shapes(changes))
    await holiday_changes.keep(context.act, changes)
    await one.answer(texts.KEPT)
    told = any(change.told_at for change in changes)
    own = await _settled(one, texts.KEPT_BY, days, told=told)
    return None if own else await _card(context)


async def _meant(one: Tap) -> list[CalendarChange]:
    return await holiday_changes.meant(one.context.session, one.args[0])


async def _overtaken(one: Tap) -> Screen:
    await one.answer(texts.OVERTAKEN, alert=True)
    return await _card(one.context)


async def _settled(one: Tap, said: str, days: Sequence[str], *, told: bool) -> bool:
    """What was decided, in the card of everybody who was asked; whether the tap came from one."""
    context = one.context
    own = await cards.message_of(context.session, holiday_changes.card_of(context.officer))
    text = "\n".join([said.format(officer=escape(context.officer.name)), "", *days])
    people = await posts.with_role(context.session, [Role.OFFICE, Role.ADMIN])
    for other in people if told else ():
        if other.telegram_id is not None:
            await context.show(other.telegram_id, holiday_changes.card_of(other), text)
    if own == one.message_id:
        return True
    await context.strip(one.chat_id, one.message_id)
    return False


async def _tell(
    update: Update, context: OfficeContext, said: str, before: dict[HalfYear, date]
) -> None:
    """The new list to whoever changed it, the change to the others who run the round."""
    moved = [
        texts.DUE_MOVED.format(half=half.label, day=show_day(day))
        for half, day in (await _due_days(context)).items()
        if before.get(half) != day
    ]
    told = "\n".join([said, *moved, texts.FOLLOWS])
    await context.say(chat_of(update), *(await _card(context)).under(told))
    by = texts.ANNOUNCED.format(officer=escape(context.officer.name))
    runners = await posts.with_role(context.session, [Role.OFFICE, Role.ADMIN])
    await context.tell(runners, f"{by}\n{told}")


async def _due_days(context: OfficeContext) -> dict[HalfYear, date]:
    """By half, the day on which the plans of each open round are really due."""
    calendar = await holidays.calendar(context.session)
    found = await rounds.open_ones(context.session)
    return {row.half: calendar.next_workday(row.due_on) for row in found}


async def _card(context: OfficeContext) -> Screen:
    every = await holidays.all_of(context.session, context.today)
    own = every[:MOST]
    calendar = await holidays.calendar(context.session)
    lines = [texts.HEAD, "", texts.OWN]
    for at, row in enumerate(own, 1):
        told = {"day": show_day(row.day), "name": escape(row.name), "kind": _kind(row)}
        lines.append(texts.LINE.format(at=at, **told))
    rest = len(every) - len(own)
    lines += [texts.MORE.format(count=rest)] if rest > 0 else []
    lines.append(texts.OPEN if own else texts.NONE)
    changes = await holiday_changes.differences(context.session)
    lines += _changed(changes)
    lines += ["", texts.NEXT]
    for day, name in calendar.public_after(context.today, COMING):
        lines.append(texts.PUBLIC.format(day=show_day(day), name=escape(name)))
    drops = [
        Button(texts.REMOVE.format(at=at), view(VIEW, "drop", row.day.toordinal()))
        for at, row in enumerate(own, 1)
    ]
    add = [
        Button(texts.ADD_REST, view(VIEW, "rest"), style="primary"),
        Button(texts.ADD_WORK, view(VIEW, "work")),
    ]
    return Screen("\n".join(lines), [*in_rows(drops, 4), add, _deciding(changes)])


def _changed(changes: Sequence[CalendarChange]) -> list[str]:
    """The days on which the public calendar waits for a decision, and those that were kept."""
    lines = []
    open_ = holiday_changes.undecided(changes)
    for head, some in (
        (texts.CHANGED, open_),
        (texts.LEFT, [one for one in changes if one not in open_]),
    ):
        if some:
            lines += ["", head, *day_lines(holiday_changes.shapes(some))]
    return lines


def _deciding(changes: Sequence[CalendarChange]) -> Row:
    """반영 for all that differs, 그대로 두기 for what nobody has decided."""
    open_ = holiday_changes.undecided(changes)
    keep = Button(texts.KEEP, view(VIEW, "keep", holiday_changes.mark(open_)))
    accept = Button(texts.ACCEPT, view(VIEW, "accept", holiday_changes.mark(changes)))
    return [*([accept] if changes else []), *([keep] if open_ else [])]


def _kind(row: HolidayOverride) -> str:
    return texts.WORK if row.works else texts.REST


REST = Prompt(
    "holiday_rest",
    Action.RUN_ROUND,
    texts.REST_QUESTION,
    texts.HINT,
    rest_answered,
    read_named_day,
)
WORK = Prompt(
    "holiday_work",
    Action.RUN_ROUND,
    texts.WORK_QUESTION,
    texts.HINT,
    work_answered,
    read_named_day,
)
