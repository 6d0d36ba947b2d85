"""Many invited at once: the list, what it would do, the day, and the sheet that is made of it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from handlers.chat import mass_acts, prompts
from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.errors import BadCode
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.paging import fitting
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.taps import Tap, taken
from handlers.people import arrivals, roster_views
from handlers.people import wording_roster as texts
from handlers.upload import commands as uploading
from handlers.upload.purposes import ROSTER
from storage.models.office import Officer
from storage.models.traffic import Urgency
from storage.models.upload import Upload
from storage.office import departments, holidays, rosters
from storage.rounds import rounds
from storage.rules import roster_lines, wording_roster
from storage.rules.clock import kst_date
from storage.rules.date_grammar import read_day
from storage.rules.dates import show_day
from storage.rules.errors import Refusal
from storage.rules.permission import Action
from storage.rules.personal_data import find_beyond_office
from storage.rules.roster_lines import Line, NumberedRow
from storage.rules.terms import RoundState
from storage.traffic import outbox, uploads
from storage.traffic.messages import Button, Document, Row, Screen, view

MAY = Action.MANAGE_PEOPLE
FORMATS = ("pdf", "hwpx", "xlsx")
MOST_OF_FAULTS = 3300  # letters
Step = Callable[[Tap], Awaitable[Screen | None]]
STARTED: list[Row] = [[Button(texts.AGAIN, view("roster", "start"))]]


def handlers() -> list[Handler]:
    """The buttons; the answers to the questions go through `Answering`."""
    return [tap(MAY, "roster", roster_tapped)]


async def roster_tapped(update: Update, context: OfficeContext) -> None:
    """Any button of these screens."""
    await taken(STEPS | arrivals.STEPS, update, context)


async def started(one: Tap) -> Screen:
    """`start`."""
    return roster_views.start(len(await rosters.each_department(one.context.session)))


async def list_asked(one: Tap) -> None:
    """`ask`: the list comes as words or as a file."""
    await prompts.ask(one.context, one.chat_id, LIST)


async def list_answered(one: Answer) -> None:
    """The list as it was pasted."""
    screen = await _read(one.context, roster_lines.rows_of(one.read))
    await one.context.say(one.chat_id, *screen)


async def file_answered(one: Answer) -> None:
    """The list as a file."""
    message = one.update.message
    if message is not None:
        file = uploading.file_of(message)
        await uploading.begin(one.context, one.chat_id, file, ROSTER)


async def _read(context: OfficeContext, rows: Sequence[NumberedRow]) -> Screen:
    return await _shown(context.session, context.officer, context.now, rows)


async def show(session: AsyncSession, row: Upload, officer: Officer, now: datetime) -> Screen:
    """A list that came as a file: kept as one that was pasted, its file settled."""
    rows = [(at, cells) for at, cells in row.found["rows"]]
    notes = row.found["notes"]
    await uploads.close(session, row)
    return await _shown(session, officer, now, rows, notes)


async def _shown(
    session: AsyncSession,
    officer: Officer,
    now: datetime,
    rows: Sequence[NumberedRow],
    notes: Sequence[str] = (),
) -> Screen:
    """What the list would do, if every row of it was read."""
    everywhere = await departments.ordered(session, everyone=True)
    names = {
        departments.name_key(name) for one in everywhere for name in (one.name, *one.former_names)
    }
    found = roster_lines.read(rows, lambda name: departments.name_key(name) in names)
    if found.faults:
        head = wording_roster.UNREAD_HEAD.format(count=len(found.faults))
        told = fitting([_escaped(one) for one in found.faults], MOST_OF_FAULTS)
        again = [Button(texts.PASTE, view("roster", "ask"), style="primary")]
        return Screen("\n".join([head, "", *told]), [again, *STARTED])
    return await _kept(session, officer, now, found.lines, notes)


async def _kept(
    session: AsyncSession,
    officer: Officer,
    now: datetime,
    lines: Sequence[Line],
    notes: Sequence[str] = (),
) -> Screen:
    """The list waits for the day until which its links are to be valid."""
    row = await rosters.keep(session, officer, lines, now)
    told = await rosters.weigh(session, officer, lines, now, add=False)
    today = kst_date(now)
    due = await _due(session, today)
    return roster_views.day_question(row.id, told, today, due, notes)


async def again(context: OfficeContext, lines: Sequence[Line]) -> Screen:
    """A list that the office itself makes: of those who did not come, of every department."""
    return await _kept(context.session, context.officer, context.now, lines)


async def each_department(one: Tap) -> Screen:
    """`each`: an invitation without a name for each department that has nobody."""
    lines = await rosters.each_department(one.context.session)
    if not lines:
        return roster_views.start(0)
    return await again(one.context, lines)


async def _due(session: AsyncSession, today: date) -> date | None:
    """The due day of the round that runs or comes, where links may be valid until then."""
    row = await rounds.current(session, today)
    known = [row] if row is not None and row.state is not RoundState.CLOSED else []
    coming = [*known, *await rounds.foreseen(session, today, _last(today))]
    calendar = await holidays.calendar(session)
    days = [calendar.next_workday(one.due_on) for one in coming]
    return min((day for day in days if today < day <= _last(today)), default=None)


def _last(today: date) -> date:
    return today + timedelta(days=rosters.MOST_DAYS)


async def until_chosen(one: Tap) -> Screen:
    """`until:<list>:<day>`."""
    number, day = one.number(), one.args[1]
    await rosters.own(one.context.session, number, one.context.officer)
    return await _asked(one.context, number, day)


async def _asked(context: OfficeContext, number: int, day: date) -> Screen:
    today = context.today
    if not today <= day <= _last(today):
        told = {"first": show_day(today), "last": show_day(_last(today))}
        raise Refusal(texts.DAY_OUT.format(**told))
    return await mass_acts.ask(context, SEND, {"roster": number, "until": day.isoformat()})


async def day_asked(one: Tap) -> None:
    """`day:<list>`: the day comes as words."""
    today = one.context.today
    await rosters.own(one.context.session, one.number(), one.context.officer)
    told = {"first": show_day(today), "last": show_day(_last(today))}
    await prompts.ask(one.context, one.chat_id, DAY, one.number(), **told)


async def day_answered(one: Answer) -> None:
    """The last day of the links."""
    number = one.given[0]
    await rosters.own(one.context.session, number, one.context.officer)
    await one.context.say(one.chat_id, *await _asked(one.context, number, one.read))


async def send_preview(context: OfficeContext, given: Given) -> Preview:
    """Who would be invited until when."""
    add = bool(given.get("add"))
    row = await rosters.own(context.session, given["roster"], context.officer)
    lines = rosters.lines_of(row)
    told = await rosters.weigh(context.session, context.officer, lines, context.now, add=add)
    if not told.seats and not told.lacking:
        raise Refusal(texts.NOBODY)
    said = [texts.LAST_DAY.format(day=show_day(_until(given)))]
    if add:
        names = ", ".join(_escaped(one) for one in told.lacking)
        said.append(texts.ADDED.format(count=len(told.lacking), names=names))
    other = (texts.LEAVE_LACKING if add else texts.ADD_LACKING).format(count=len(told.lacking))
    text = "\n".join(roster_views.weighed(told, said))
    return Preview(text, len(told.seats), STARTED, other if told.lacking else "")


def send_turned(given: Given) -> Given:
    """Departments that the office lacks are made, or left out after all."""
    return {**given, "add": not given.get("add")}


def _until(given: Given) -> date:
    return date.fromisoformat(given["until"])


async def sent(context: OfficeContext, given: Given) -> Deed:
    """The links are made, and leave in three files whose words are kept nowhere."""
    row = await rosters.own(context.session, given["roster"], context.officer)
    until = _until(given)
    links, made = await rosters.send(context.act, row, until, add=bool(given.get("add")))
    if not links:
        raise Refusal(texts.NOBODY)
    chat = context.officer.telegram_id or 0
    for form in FORMATS:
        wanted: Mapping[str, Any] = {
            "officer": context.officer.id,
            "roster": row.id,
            "format": form,
            "at": context.now.isoformat(),
            "bot": context.bot.username,
            "links": links,
        }
        caption = texts.CAPTIONS[form].format(count=len(links))
        file = Document("invite_sheet", wanted, caption, f"sheet:{row.id}:{form}")
        # Behind the words that say what was done: a file takes seconds to be made.
        await outbox.put(
            context.session, chat, file, now=context.now, urgency=Urgency.LATER, secret=True
        )
    said = texts.SENT.format(count=len(links), day=show_day(until))
    ways = [[Button(texts.ARRIVALS, view("roster", "came", 0))]]
    return Deed(said, ways, {"departments": made})


async def send_taken_back(context: OfficeContext, given: Given, before: Given) -> Screen:
    """The links that nobody used are void."""
    count = await rosters.take_back(context.act, given["roster"], before["departments"])
    screen = await arrivals.screen(context, 0)
    return screen.under(texts.TAKEN_BACK.format(count=count))


async def missing_again(one: Tap) -> Screen:
    """`miss`: the same again for those who did not come."""
    lines = await arrivals.missing_lines(one.context)
    if not lines:
        raise BadCode
    return await again(one.context, lines)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


LIST = Prompt(
    "roster",
    MAY,
    texts.QUESTION,
    texts.HINT,
    list_answered,
    file=file_answered,
    personal=find_beyond_office,
)
DAY = Prompt("roster_day", MAY, texts.DAY_QUESTION, texts.DAY_HINT, day_answered, read_day)
SEND = Mass("roster_send", MAY, send_preview, sent, send_taken_back, send_turned)
STEPS: dict[str, Step] = {
    "start": started,
    "ask": list_asked,
    "each": each_department,
    "until": until_chosen,
    "day": day_asked,
    "miss": missing_again,
}
