"""A tap on a screen of the round, read and checked: nothing in a button's code is believed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Update

from handlers.buttons import read_view
from handlers.context import OfficeContext
from handlers.errors import BadCode
from storage.models.base import RecordKind
from storage.models.plan import Plan, PlanItem
from storage.models.round import CollectionRound
from storage.queries.collecting import rounds
from storage.queries.planning import plans
from storage.queries.recording import records
from storage.rules.errors import Gone

MOST_DIGITS = 15


@dataclass
class Tap:
    """One tap: where it happened and the arguments behind the act."""

    update: Update
    context: OfficeContext
    chat_id: int
    message_id: int
    act: str
    args: list[str]
    answered: bool = False

    def number(self, at: int = 0) -> int:
        """An argument as a number; raises BadCode."""
        if at >= len(self.args):
            raise BadCode
        return number_in(self.args[at])

    def signed(self, at: int) -> int:
        """An argument as a number that may be negative; raises BadCode."""
        if at >= len(self.args):
            raise BadCode
        word = self.args[at]
        return -number_in(word[1:]) if word.startswith("-") else number_in(word)

    async def answer(self, words: str, *, alert: bool = False) -> None:
        """Ends the spinner with words, instead of silently."""
        self.answered = True
        await self.context.answer(self.update, words, alert=alert)

    async def round(self) -> CollectionRound:
        """The round of the first argument; raises Gone."""
        row = await rounds.by_id(self.context.session, self.number())
        if row is None:
            raise Gone
        return row

    async def plan(self) -> Plan:
        """The plan of the first argument; raises Gone."""
        plan = await plans.by_id(self.context.session, self.number())
        if plan is None:
            raise Gone
        return plan

    async def item(self) -> PlanItem:
        """The living plan item of the first argument; raises Gone."""
        return await living_item(self.context, self.number())


async def living_item(context: OfficeContext, number: int) -> PlanItem:
    """A plan item that was not removed; raises Gone."""
    row = await records.get(context.session, RecordKind.PLAN_ITEM, number)
    if not isinstance(row, PlanItem) or row.removed_at is not None:
        raise Gone
    return row


def tapped(update: Update, context: OfficeContext) -> tuple[str, Tap]:
    """The act of a tapped button and the tap itself; raises BadCode for a code without an act."""
    query = update.callback_query
    if query is None or query.message is None:
        raise LookupError("a tap without its message")
    _view, args = read_view(query.data or "")
    act, rest = (args[0], args[1:]) if args else ("", [])
    tap = Tap(update, context, query.message.chat.id, query.message.message_id, act, rest)
    return act, tap


async def taken(
    steps: Mapping[str, Callable[[Tap], Awaitable[Any]]], update: Update, context: OfficeContext
) -> None:
    """Does the step of a tapped button, ends its spinner and draws what came of it."""
    act, step = tapped(update, context)
    do = steps.get(act)
    if do is None:
        raise BadCode
    screen = await do(step)
    if not step.answered:
        await context.answer(update)
    if screen is not None:
        await context.redraw(step.chat_id, step.message_id, *screen)


def number_in(word: str) -> int:
    """A number in a code; raises BadCode."""
    if not (word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS):
        raise BadCode
    return int(word)


def chat_of(update: Update) -> int:
    """Where the update came from."""
    chat = update.effective_chat
    if chat is None:
        raise LookupError("an update without a chat")
    return chat.id
