"""The way in: `/start`, an invite, and whether the department is the right one."""

from functools import partial
from html import escape

from telegram import Update
from telegram.ext import CommandHandler, filters

from handlers.chat import errors, menus
from handlers.chat.access import Entry, Handler, guarded, tap
from handlers.chat.context import OfficeContext
from handlers.chat.home import Home
from handlers.chat.taps import Tap, tapped
from handlers.enrol import first_day, texts, views
from storage.act import Act
from storage.models.office import Department, Officer
from storage.office import (
    arrivals,
    departments,
    invites,
    lockdowns,
    officers,
    posts,
    role_grants,
    wording_entry,
)
from storage.office.wording_entry import Newcomer, same_name
from storage.rules.errors import Locked, Refusal
from storage.rules.people import WAITING, reachable
from storage.rules.permission import Action, may
from storage.traffic.messages import Button, Card, Message, Row, Screen, view


def handlers(home: Home) -> list[Handler]:
    """What this feature answers to; `home` is the card that greets."""
    start = guarded(Entry.NEWCOMER, partial(start_command, home))
    return [
        CommandHandler("start", start, filters=filters.UpdateType.MESSAGE),
        tap(Action.HELP, "enrol", partial(department_confirmed, home)),
        tap(Entry.NEWCOMER, "me", identity_told),
        *first_day.handlers(),
        tap(Action.MANAGE_PEOPLE, "place", partial(place_chosen, home)),
    ]


async def start_command(home: Home, update: Update, context: OfficeContext) -> None:
    """Greets an officer, or lets a newcomer in by the invite in the link.

    The server's link makes an administrator of an officer too, who may have been the last one
    before somebody took that from them.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None:
        return
    token = (context.args or [""])[0]
    known = context.work.officer
    if known is not None and not (token and await invites.is_servers(context.session, token)):
        await _greet(home, context, known)
        return
    shown = (user.full_name, user.username or "")
    try:
        officer = await invites.use(
            context.session, token, user.id, shown[0], context.now, username=shown[1]
        )
    except Refusal as refusal:  # said here: rolling back would forget the count of wrong tries
        await context.say(chat.id, escape(refusal.sentence))
        return
    if officer.state == WAITING:
        await _applied(context, officer)
    else:
        await _entered(context, officer, Newcomer("", *shown, user.id))


async def _applied(context: OfficeContext, officer: Officer) -> None:
    """The newcomer hears that they wait; who decides sees apart who was invited and who came."""
    line = views.who(officer, await department_of(context, officer))
    entry = await invites.entry_of(context.session, officer)
    told = "\n".join(wording_entry.lines(entry)) if entry is not None else ""
    differs = entry is not None and entry.invited and not same_name(entry.invited, entry.shown)
    applied = Screen(texts.APPLIED.format(who=line))
    if differs:
        applied = views.identity(applied.text, officer, await department_of(context, officer))
    await context.say(officer.telegram_id or 0, *applied)
    if await _second_asked(context, officer, texts.ASKED_SECOND.format(who=line, entry=told)):
        return
    if await _counted(context, officer):
        return
    asked = texts.ASKED_IN.format(who=line, entry=told)
    await _tell_deciders(context, officer, Message(asked, decision_rows(officer)))


async def _counted(context: OfficeContext, officer: Officer) -> bool:
    """Those who match their list wait on one card a day, however many they are."""
    together, _alone = await arrivals.matching(context.session, context.now, confirmed=False)
    if officer.id not in {one.officer.id for one in together if one.officer is not None}:
        return False
    text, rows = views.many_waiting(together)
    for one in await _deciders(context, officer):
        key = f"arrivals:{one.telegram_id}:{context.today.isoformat()}"
        await context.put(one.telegram_id or 0, Card(key, text, rows))
    return True


async def _deciders(context: OfficeContext, officer: Officer) -> list[Officer]:
    """The administrators, and who invited."""
    inviter = await invites.inviter_of(context.session, officer)
    everyone = [*await posts.administrators(context.session), *([inviter] if inviter else [])]
    within = {one.id: one for one in everyone if reachable(one) and one.id != officer.id}
    return [*within.values()]


async def _tell_deciders(context: OfficeContext, officer: Officer, said: Message) -> None:
    await context.tell(await _deciders(context, officer), said.text, said.rows)


async def identity_told(update: Update, context: OfficeContext) -> None:
    """`yes` and `no`: a newcomer whose account bears another name says who they are."""
    one, session, user = tapped(update, context, Tap), context.session, update.effective_user
    if context.work.locked_since is not None:
        raise Locked(context.work.locked_since)
    await context.answer(update)
    officer = await officers.by_telegram(session, user.id) if user is not None else None
    if officer is None or officer.state != WAITING:
        await context.strip(one.chat_id, one.message_id)
        return
    line = views.who(officer, await department_of(context, officer))
    entry = await invites.entry_of(session, officer)
    if one.act == "yes":
        await invites.confirm(session, officer)
        thanks = texts.CONFIRMED_THANKS
    else:
        deciders = await _deciders(context, officer)
        await invites.deny(session, officer, context.now)
        await role_grants.settle(session, context.now)
        told = "\n".join(wording_entry.account(entry)) if entry is not None else ""
        await context.tell(deciders, texts.DENIED_NOTICE.format(who=line, entry=told))
        thanks = texts.DENIED_THANKS
    await context.redraw(one.chat_id, one.message_id, thanks)


async def _second_asked(context: OfficeContext, officer: Officer, notice: str) -> bool:
    """A powerful newcomer is let in by another administrator than the one who invited."""
    session, role = context.session, officer.role
    asker = await invites.inviter_of(session, officer)
    if asker is None or not await role_grants.needed(session, officer, role, asker):
        return False
    await role_grants.ask(Act(session, asker, context.now), officer, role)
    await context.tell([asker], notice)
    return True


async def _entered(context: OfficeContext, officer: Officer, entry: Newcomer) -> None:
    """Who came in by a link that nobody has to approve; in a locked office they must be seen."""
    line = views.who(officer, await department_of(context, officer))
    await menus.put_for(context.session, officer, context.now)
    if await lockdowns.since(context.session) is None:
        await ask_department(context, officer)
        notice = texts.ENTERED.format(who=line)
        await errors.tell_administrators(context, notice, but=officer)
        return
    await context.say(officer.telegram_id or 0, texts.RECOVERED.format(who=line))
    told = "\n".join(wording_entry.account(entry))
    notice = texts.RECOVERED_NOTICE.format(who=line, entry=told)
    await lockdowns.tell(context.session, notice, context.now, but=officer)


async def department_confirmed(home: Home, update: Update, context: OfficeContext) -> None:
    """The newcomer says whether department and role are right; the office is told when not."""
    one, officer = tapped(update, context, Tap), context.officer
    await context.answer(update)
    await context.strip(one.chat_id, one.message_id)
    if one.act == "right":
        await _greet(home, context, officer)
        return
    department = await department_of(context, officer)
    line = views.who(officer, department)
    if may(officer.role, Action.MANAGE_PEOPLE):  # who would be told, can do it
        offered = await departments.ordered(context.session)
        await context.say(one.chat_id, *views.placing(line, officer.role, offered))
        return
    card = [[Button(officer.name, view("people", "card", officer.id))]]
    notice = (texts.WRONG_NOTICE if department else texts.PLACE_NOTICE).format(who=line)
    told = await errors.tell_who_can_help(context, notice, card, but=officer)
    await context.say(one.chat_id, texts.WRONG_TOLD if told else texts.NOBODY_TOLD)


async def place_chosen(home: Home, update: Update, context: OfficeContext) -> None:
    """`list:<page>` and `in:<department>`: who deals with people says where they belong."""
    one, officer = tapped(update, context, Tap), context.officer
    number = one.number()
    if one.act == "in":
        await officers.change_department(context.act, officer.id, number)
        await context.answer(update, texts.PLACED)
        await context.strip(one.chat_id, one.message_id)
        await _greet(home, context, officer, texts.PLACED)
        return
    offered = await departments.ordered(context.session)
    line = views.who(officer, await department_of(context, officer))
    await context.answer(update)
    placing = views.placing(line, officer.role, offered, number)
    await context.redraw(one.chat_id, one.message_id, *placing)


async def ask_department(context: OfficeContext, officer: Officer, head: str = "") -> None:
    """Shows a person who was let in what they are here, to be confirmed or completed."""
    if officer.telegram_id is None:
        return
    role, department = officer.role, await department_of(context, officer)
    line = views.who(officer, department)
    if department is None and may(role, Action.LOG_EVENT):
        text, rows = views.placing(line, role, await departments.ordered(context.session))
    else:
        text, rows = views.confirmation(line)
    await context.say(officer.telegram_id, f"{head}\n{text}" if head else text, rows)


def decision_rows(officer: Officer) -> list[list[Button]]:
    """The buttons by which an administrator decides about a newcomer."""
    number = officer.id
    return [
        [
            Button(texts.APPROVE, view("people", "yes", number), style="success"),
            Button(texts.DECLINE, view("people", "no", number), style="danger"),
        ]
    ]


async def department_of(context: OfficeContext, officer: Officer) -> Department | None:
    """The department of a person, if any."""
    if officer.department_id is None:
        return None
    return await departments.by_id(context.session, officer.department_id)


async def _greet(home: Home, context: OfficeContext, officer: Officer, head: str = "") -> None:
    """The home card; who begins an office is led through its first day."""
    department = await department_of(context, officer)
    hello = views.greeting(officer, department)
    rows: list[Row] = []
    if not (department and department.active) and may(officer.role, Action.LOG_EVENT):
        hello += f"\n\n{texts.CLOSED_PLACE if department else texts.WITHOUT_PLACE}"
        rows += errors.place_rows(officer)
    begun = await first_day.told(context.session, officer, context.now)
    if begun is not None:
        said = "\n\n".join(part for part in (head, hello, begun.text) if part)
        await context.say(officer.telegram_id or 0, said, [*rows, *begun.rows])
        return
    said = "\n\n".join(part for part in (head, hello) if part)
    await context.say(officer.telegram_id or 0, *await home(context, said, rows))
