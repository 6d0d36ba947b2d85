"""What stands behind any words that are nothing else: the home card, and a way on for the words.

The words are kept for half an hour, so that a button can look for them or begin a record with
them, however long they are.
"""

from collections.abc import Awaitable, Callable, Sequence

from telegram import Update

from handlers.chat import help as helping
from handlers.chat import wording_home as texts
from handlers.chat.access import Handler, tap
from handlers.chat.buttons import in_rows
from handlers.chat.context import OfficeContext
from handlers.chat.home import Find, card
from handlers.chat.taps import Tap, chat_of, taken, tapped
from handlers.find import commands as finding
from handlers.forms.updates import message_of
from handlers.talk.kept_words import KEPT, keep, kept
from handlers.talk.starters import Starters
from storage.rules.permission import Action, may
from storage.traffic.messages import Button, Row, Screen, view

Above = Callable[[OfficeContext], Awaitable[tuple[str, Sequence[Row]]]]
"""Words and buttons above the card; most people have none."""
STARTERS = ("event", "mou", "contract", "problem")


class Home:
    """The card, by command, by word and behind what nobody understood."""

    def __init__(self, first: Find, starters: Starters, above: Above) -> None:
        self._first = first
        self._starters = starters
        self._above = above

    async def screen(
        self, context: OfficeContext, head: str = "", above: Sequence[Row] = ()
    ) -> Screen:
        """The card under a head; in the first days of an office, what it still lacks."""
        said, ways = await self._above(context)
        head = "\n\n".join(part for part in (head, said) if part)
        return card(context.officer.role, await self._first(context), head, [*above, *ways])

    async def shown(self, update: Update, context: OfficeContext) -> None:
        """The card alone."""
        await context.say(chat_of(update), *await self.screen(context))

    async def heard(self, update: Update, context: OfficeContext, words: str) -> bool:
        """Takes whatever comes: quotes it, and offers to look for it or to record it."""
        plain = words.lstrip("/").strip()
        if not any(sign.isalnum() for sign in plain):
            await self.shown(update, context)
            return True
        number = await keep(context, plain, message_of(update).message_id)
        ways = [Button(texts.SEEK, view(KEPT, "seek", number))]
        if starters(context):
            ways.append(Button(texts.MAKE, view(KEPT, "make", number)))
        screen = await self.screen(context, texts.unread(plain), [ways])
        await context.say(chat_of(update), *screen)
        return True

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """`seek:<words>`, `make:<words>`, `begin:<words>:<form>`."""
        one = tapped(update, context, Tap)
        words = await kept(one)
        if one.act == "begin":
            await context.answer(update)
            context.args = words.split()
            await self._starters.begin_with(str(one.args[1]), words, update, context)
            return
        if one.act == "seek":
            await context.answer(update)
            await finding.found(context, one.chat_id, words)
            return
        await taken({"make": _which}, update, context)

    def handlers(self) -> list[Handler]:
        """The buttons under what was not understood."""
        return [tap(Action.TAKE_PART, KEPT, self.pressed)]


async def _which(one: Tap) -> Screen:
    """Which form takes the words."""
    text = texts.make_which(await kept(one))
    return Screen(text, starters(one.context, one.number()))


def starters(context: OfficeContext, number: int = 0) -> list[Row]:
    """A button for each form that this person may begin, with the words that are kept."""
    role = context.officer.role
    lines = [line for line in helping.COMMANDS if line.name in STARTERS and may(role, line.action)]
    codes = [
        view(KEPT, "begin", number, line.name) if number else view("new", line.name, 0)
        for line in lines
    ]
    return [
        *in_rows([Button(line.korean, code) for line, code in zip(lines, codes, strict=True)], 1)
    ]
