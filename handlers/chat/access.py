"""The one gate: who acts, and whether a handler may run for them. What is not allowed is refused.

The gate runs before every other handler and sets the officer; each handler carries its policy
in a `Guarded`, and a handler without one stops the start. Identity is the numeric id of the
sender alone: not a name, not a chat, not a button's code.
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import (
    ApplicationHandlerStop,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    TypeHandler,
    filters,
)

from handlers.chat import errors, menus, prompts, texts
from handlers.chat import help as helping
from handlers.chat.context import OfficeContext
from handlers.chat.spoken import is_rest, words_of
from handlers.chat.tap_table import TAPS
from handlers.chat.taps import code_of
from storage.database import savepoint
from storage.models.office import Officer
from storage.office import attendance, officers, strangers
from storage.rules import people, permission
from storage.rules.errors import Locked, NotAllowed, Refusal
from storage.rules.permission import Action
from storage.rules.personal_data import find_personal_data
from storage.rules.trail import Subject, Verb
from storage.traffic import urgencies
from storage.traffic.messages import Button, Call, Order, view

GATE_GROUP = -1
INVITED = re.compile(r"/start(?:@\w+)? +[A-Za-z0-9_-]{1,64}\s*")
SAYS_WHO = (view("me", "yes"), view("me", "no"))
"""The buttons that are there for who waits to be let in."""
PRESENT = (
    ChatMemberStatus.MEMBER,
    ChatMemberStatus.ADMINISTRATOR,
    ChatMemberStatus.RESTRICTED,
)
FORGED = (errors.BadCode, errors.NotYours, NotAllowed)
"""Refusals of a tap that no screen offers this person: its code is forged, foreign or old."""

Callback = Callable[[Update, OfficeContext], Awaitable[object]]
Handler = BaseHandler[Any, Any, Any]


class Entry(StrEnum):
    """The policy of the few handlers that a person without a role may reach."""

    NEWCOMER = "newcomer"


Policy = Action | Entry


@dataclass(frozen=True)
class Guarded:
    """A callback that runs only for those whom its policy admits.

    A refusal, whether of the gate or from the rules deep inside, takes back everything that the
    callback had written, and becomes one sentence.
    """

    policy: Policy
    callback: Callback
    instead: Callback | None = None
    """Runs in place of the callback for words with personal data; without it they are refused."""
    personal: Callable[[str], str | None] = find_personal_data
    """What of these words is personal data."""

    async def __call__(self, update: Update, context: OfficeContext) -> None:
        """Asks, runs, and turns a Refusal into words; every other error goes to the worker."""
        stop: ApplicationHandlerStop | None = None
        admitted = False
        try:
            self._ask(context)
            admitted = True
            callback = self._taking(update, context)
            async with savepoint(context.session):
                try:
                    await callback(update, context)
                except ApplicationHandlerStop as asked:  # routing, not a failure: keep the rows
                    stop = asked
        except Refusal as refusal:
            await errors.tell(update, context, refusal)
            if admitted and update.callback_query is not None and isinstance(refusal, FORGED):
                await self._suspect(context, refusal)
        if stop is not None:
            raise stop

    def _taking(self, update: Update, context: OfficeContext) -> Callback:
        """The callback for these words. No handler ever sees words with personal data in them.

        They are kept and repeated nowhere: the inbox forgets them with this update.
        """
        message = update.message or update.edited_message
        kind = self.personal(words_of(message)) if message is not None else None
        if kind is None:
            return self.callback
        context.work.private = kind
        if self.instead is None:
            raise Refusal(texts.without_personal_data(kind))
        return self.instead

    async def _suspect(self, context: OfficeContext, refusal: Refusal) -> None:
        """One line of the trail: who tapped what they were not given, not what the code said."""
        work = context.work
        if work.officer is None or work.suspected:
            return
        work.suspected = True
        told = {"policy": self.policy.value, "refusal": type(refusal).__name__}
        await context.act.log(Subject.TAP, work.officer.id, Verb.REFUSE, after=told)

    def _ask(self, context: OfficeContext) -> None:
        if isinstance(self.policy, Action):
            admit(context, self.policy)


def admit(context: OfficeContext, action: Action) -> None:
    """Raises NotAllowed for who may not do this at all, and Locked while nobody may."""
    officer = context.work.officer
    if officer is None or not permission.may(officer.role, action):
        raise NotAllowed
    since = context.work.locked_since
    if since is not None and not permission.goes_on_locked(action):
        raise Locked(since)


def guarded(
    policy: Policy,
    callback: Callback,
    instead: Callback | None = None,
    personal: Callable[[str], str | None] = find_personal_data,
) -> Guarded:
    """`callback` behind its policy, to be put into a handler; for the rest see Guarded."""
    return Guarded(policy, callback, instead, personal)


def tap(policy: Policy, name: str, callback: Callback) -> Handler:
    """The handler of the buttons `v1:<name>` and `v1:<name>:…`.

    A code that no screen makes does not reach the callback. Raises ValueError for a view whose
    arguments nobody declared.
    """
    if name not in TAPS:
        raise ValueError(f"the arguments of {name!r} are not declared in tap_table.py")

    async def read_first(update: Update, context: OfficeContext) -> None:
        code_of(update, context)
        await callback(update, context)

    pattern = rf"^v1:{re.escape(name)}(:|$)"
    return CallbackQueryHandler(guarded(policy, read_first), pattern=pattern)


def command(name: str, callback: Callback) -> Handler:
    """The handler of a command, behind the right that stands with its words in help.

    Raises ValueError for a command that help does not know.
    """
    line = next((one for one in helping.COMMANDS if one.name == name), None)
    if line is None:
        raise ValueError(f"/{name} has no line in help.py")
    return CommandHandler(name, guarded(line.action, callback), filters.UpdateType.MESSAGE)


def allowed(context: OfficeContext, action: Action, department_id: int | None) -> bool:
    """Whether the officer may do this to a record of that department."""
    officer = context.officer
    return permission.covers(officer.role, officer.department_id, department_id, action)


def old_buttons() -> Handler:
    """The last handler of taps: a code that no screen makes any more still gets its answer."""
    return CallbackQueryHandler(guarded(Action.HELP, _old_button_pressed))


async def _old_button_pressed(_update: Update, _context: OfficeContext) -> None:
    raise errors.BadCode


async def require(context: OfficeContext, action: Action, department_id: int | None) -> None:
    """Raises NotAllowed unless the officer may do this to a record of that department."""
    if not allowed(context, action, department_id):
        raise NotAllowed


def check_policies(handlers: Iterable[Handler]) -> None:
    """Raises ValueError at the start when a handler has no policy."""
    bare = [handler for handler in handlers if not isinstance(handler.callback, Guarded)]
    if bare:
        raise ValueError(f"handlers without a policy: {bare}")


def check_commands(handlers: Iterable[Handler]) -> None:
    """Raises ValueError at the start for a command that help names and nobody does."""
    done = {name for one in handlers if isinstance(one, CommandHandler) for name in one.commands}
    if undone := [line.name for line in helping.COMMANDS if line.name not in done]:
        raise ValueError(f"help names what nobody does: {', '.join(undone)}")


def gate_handler() -> TypeHandler[Update, OfficeContext, None]:
    """The gate as a handler, for group GATE_GROUP."""
    return TypeHandler(Update, gate)


async def gate(update: Update, context: OfficeContext) -> None:
    """Sets the officer who acts, or ends the update with at most one sentence."""
    if update.my_chat_member is not None:
        await _membership_changed(update.my_chat_member, context)
        raise ApplicationHandlerStop
    person = _person(update)
    if person is None:
        await _end(update, context)
    officer, locked = await officers.acting(context.session, person.id) if person else (None, None)
    context.work.locked_since = locked
    chat = update.effective_chat
    if chat is not None and chat.type != ChatType.PRIVATE:
        await _in_group(update, context, officer)
    elif person is not None and (
        officer is None or officer.state not in (people.ACTIVE, people.WAITING)
    ):
        await _stranger(update, context, person.id)
    elif officer is not None and officer.state == people.WAITING:
        # The server's invite may come to one whom nobody can approve.
        if _brings_invite(update.message) or _says_who(update.callback_query):
            return
        await _end(update, context, errors.WAITING)
    elif _command_forwarded(update.message):
        await _end(update, context, errors.FORWARDED)
    elif officer is not None:
        await _admit(context, officer)
        if is_rest(context, update.message):
            context.work.rest = True
            if filters.COMMAND.check_update(update):
                raise ApplicationHandlerStop
        else:
            await prompts.hear(update, context)


async def _admit(context: OfficeContext, officer: Officer) -> None:
    context.work.officer = officer
    await menus.keep_up(context)
    await attendance.note(context.session, officer, context.today)
    if not officer.reachable and officer.telegram_id is not None:
        await officers.set_reachable(context.session, officer.telegram_id, reachable=True)


def _person(update: Update) -> User | None:
    """The human who sent this; None for channels, anonymous administrators and bots."""
    user = update.effective_user
    if user is None or user.is_bot:
        return None
    message = update.message or update.edited_message
    if message is not None and (message.sender_chat is not None or message.via_bot is not None):
        return None
    return user


def _command_forwarded(message: Message | None) -> bool:
    return (
        message is not None
        and message.forward_origin is not None
        and (message.text or "").startswith("/")
    )


def _brings_invite(message: Message | None) -> bool:
    return (
        message is not None
        and message.forward_origin is None
        and INVITED.fullmatch(message.text or "") is not None
    )


def _says_who(query: CallbackQuery | None) -> bool:
    """Whether who waits answers the one question that they are asked."""
    return query is not None and query.data in SAYS_WHO


async def _stranger(update: Update, context: OfficeContext, telegram_id: int) -> None:
    """Only an invite leads further; anything else gets the neutral sentence once a day."""
    if _brings_invite(update.message):
        return
    urgencies.strangers_turn(context.session)
    told = update.effective_chat is None or not await strangers.may_tell(
        context.session, telegram_id, context.now
    )
    await _end(update, context, "" if told else errors.STRANGER)


async def _in_group(update: Update, context: OfficeContext, officer: Officer | None) -> None:
    """Groups hear no records: an officer's command is answered by the way to the private chat."""
    message = update.message
    called = message is not None and (message.text or "").startswith("/")
    if called and officer is not None and officer.state == people.ACTIVE and message is not None:
        link = f"https://t.me/{context.bot.username}"
        await context.say(
            message.chat.id, errors.PRIVATE_ONLY, [[Button(errors.OPEN_PRIVATE, url=link)]]
        )
    await _end(update, context)


async def _membership_changed(change: ChatMemberUpdated, context: OfficeContext) -> None:
    """The bot was blocked, unblocked, or put into a group; it stays only with our own people."""
    session, who = context.session, change.from_user
    present = change.new_chat_member.status in PRESENT
    if change.chat.type == ChatType.PRIVATE:
        await officers.set_reachable(session, who.id, reachable=present)
        return
    officer = None if who.is_bot else await officers.by_telegram(session, who.id)
    if present and (officer is None or officer.state != people.ACTIVE):
        await context.put(change.chat.id, Call(Order.LEAVE))


async def _end(update: Update, context: OfficeContext, sentence: str = "") -> None:
    """Ends the update here, with a sentence in a private chat if there is one to say."""
    await context.answer(update)
    chat = update.effective_chat
    if sentence and chat is not None:
        await context.say(chat.id, sentence)
    raise ApplicationHandlerStop
