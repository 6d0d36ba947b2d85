"""The way in: `/start`, an invite, and whether the department is the right one."""

from html import escape

from telegram import Update, User
from telegram.ext import CommandHandler, filters

from handlers import errors, menus
from handlers.access import Entry, Handler, guarded, tap
from handlers.buttons import Button, read_view, view
from handlers.context import OfficeContext
from handlers.enrol import texts, views
from storage.models.office import Department, Officer
from storage.queries.office import departments, invites, officers, role_grants
from storage.queries.traffic import drafts
from storage.rules.errors import Refusal
from storage.rules.names import clean_text
from storage.rules.permission import Action, Role

LONGEST_NAME = 40


def handlers() -> list[Handler]:
    """What this feature answers to."""
    return [
        CommandHandler(
            "start", guarded(Entry.NEWCOMER, start_command), filters=filters.UpdateType.MESSAGE
        ),
        tap(Action.HELP, "enrol", department_confirmed),
    ]


async def start_command(update: Update, context: OfficeContext) -> None:
    """Greets an officer, or lets a newcomer in by the invite in the link."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None:
        return
    if context.work.officer is not None:
        await _greet(context, chat.id)
        return
    token = (context.args or [""])[0]
    try:
        officer = await invites.use(context.session, token, user.id, shown_name(user), context.now)
    except Refusal as refusal:  # said here: rolling back would forget the count of wrong tries
        await context.say(chat.id, escape(refusal.sentence))
        return
    line = views.who(officer, await department_of(context, officer))
    if officer.state == officers.WAITING:
        await context.say(chat.id, texts.APPLIED.format(who=line))
        if await _second_asked(context, officer, line):
            return
        asked = texts.ASKED_IN.format(who=line)
        await errors.tell_administrators(context, asked, decision_rows(officer), but=officer)
        return
    await menus.put_for(context.session, officer, context.now)
    await ask_department(context, officer)
    entered = texts.ENTERED.format(who=line)
    await errors.tell_administrators(context, entered, but=officer)


async def _second_asked(context: OfficeContext, officer: Officer, line: str) -> bool:
    """A powerful newcomer is let in by another administrator than the one who invited."""
    session, role = context.session, Role(officer.role)
    asker = await invites.inviter_of(session, officer)
    if asker is None or not await role_grants.needed(session, officer, role, asker):
        return False
    await role_grants.ask(session, officer, role, asker=asker, now=context.now)
    if asker.telegram_id is not None:
        await context.say(asker.telegram_id, texts.ASKED_SECOND.format(who=line))
    return True


async def department_confirmed(update: Update, context: OfficeContext) -> None:
    """The newcomer says whether department and role are right; the office is told when not."""
    query, chat = update.callback_query, update.effective_chat
    if query is None or chat is None:
        return
    _name, args = read_view(query.data or "")
    await context.answer(update)
    if query.message is not None:
        await context.strip(chat.id, query.message.message_id)
    if args == ["right"]:
        await _greet(context, chat.id)
        return
    officer = context.officer
    line = views.who(officer, await department_of(context, officer))
    card = [[Button(officer.name, view("people", "card", officer.id or 0))]]
    notice = texts.WRONG_NOTICE.format(who=line)
    await errors.tell_administrators(context, notice, card, but=officer)
    await context.say(chat.id, texts.WRONG_TOLD)


async def ask_department(context: OfficeContext, officer: Officer, head: str = "") -> None:
    """Shows a person who was let in what they are here, to be confirmed."""
    if officer.telegram_id is None:
        return
    line = views.who(officer, await department_of(context, officer))
    text = texts.CONFIRM.format(who=line)
    rows = [
        [
            Button(texts.RIGHT, view("enrol", "right"), style="success"),
            Button(texts.WRONG, view("enrol", "wrong")),
        ]
    ]
    await context.say(officer.telegram_id, f"{head}\n{text}" if head else text, rows)


def decision_rows(officer: Officer) -> list[list[Button]]:
    """The buttons by which an administrator decides about a newcomer."""
    number = officer.id or 0
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


def shown_name(user: User) -> str:
    """The name that a newcomer shows, for display only: cleaned and short."""
    return " ".join(clean_text(user.full_name).split())[:LONGEST_NAME] or str(user.id)


async def _greet(context: OfficeContext, chat_id: int) -> None:
    officer = context.officer
    begun = await drafts.unfinished(context.session, chat_id)
    text = views.greeting(officer, await department_of(context, officer), len(begun))
    rows = [[Button(texts.RESUME, view("go", begun[0].id), style="primary")]] if begun else []
    await context.say(chat_id, text, rows)
