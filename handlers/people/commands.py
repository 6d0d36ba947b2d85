"""`/people`: who works with the bot, who waits to be let in, and inviting the next."""

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from handlers import prompts
from handlers.access import Handler, guarded, tap
from handlers.buttons import read_view
from handlers.context import OfficeContext
from handlers.errors import BadCode
from handlers.people import changes, deputies, grants, invitations, texts, transfer
from handlers.people.taps import Tap
from handlers.people.views import Screen
from storage.rules.errors import Unreadable
from storage.rules.names import clean_text
from storage.rules.permission import Action

LONGEST_NAME = 40
STEPS = changes.STEPS | grants.STEPS | invitations.STEPS | transfer.STEPS | deputies.STEPS
WORDS = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND


def handlers() -> list[Handler]:
    """What this feature answers to; replies stand before the general words of a form."""
    may = Action.MANAGE_PEOPLE
    return [
        CommandHandler("people", guarded(may, people_command), filters.UpdateType.MESSAGE),
        tap(may, "people", people_tapped),
        MessageHandler(prompts.Answers(texts.NAME_ASKED) & WORDS, guarded(may, name_answered)),
        MessageHandler(
            prompts.Answers(texts.INVITEE_ASKED) & WORDS, guarded(may, invitee_answered)
        ),
        MessageHandler(prompts.Answers(texts.DEPUTY_ASKED) & WORDS, guarded(may, deputy_answered)),
    ]


async def people_command(update: Update, context: OfficeContext) -> None:
    """The list; with NAME_WORD, a number and a name behind it, gives that person the name."""
    chat = update.effective_chat
    if chat is None:
        return
    if not context.args:
        await _say(context, chat.id, await changes.listed(context, 0))
        return
    word, *rest = context.args
    if word != texts.NAME_WORD or len(rest) < 2 or not rest[0].isdecimal():
        raise Unreadable(" ".join(context.args), texts.COMMAND_WANTED, texts.COMMAND_EXAMPLE)
    name = read_name(" ".join(rest[1:]))
    await _say(context, chat.id, await changes.renamed(context, int(rest[0]), name))


async def people_tapped(update: Update, context: OfficeContext) -> None:
    """Any button of these screens: takes the step and redraws the message that was tapped."""
    query, chat = update.callback_query, update.effective_chat
    if query is None or query.message is None or chat is None:
        return
    _view, args = read_view(query.data or "")
    step = STEPS.get(args[0]) if args else None
    if step is None:
        raise BadCode
    screen = await step(Tap(context, chat.id, args[1:]))
    await context.answer(update)
    if screen is not None:
        message = query.message.message_id
        await context.redraw(chat.id, message, screen.text, screen.rows, secret=screen.secret)
        await _picture(context, chat.id, screen)


async def name_answered(update: Update, context: OfficeContext) -> None:
    """The reply with a person's new name."""
    asked, words = prompts.answered(update, texts.NAME_ASKED)
    screen = await changes.renamed(context, int(asked[1]), read_name(words))
    await _say(context, _chat(update), screen)


async def invitee_answered(update: Update, context: OfficeContext) -> None:
    """The reply with the name of somebody to be invited."""
    asked, words = prompts.answered(update, texts.INVITEE_ASKED)
    args = [invitations.role_of_label(asked[1]), asked[2], asked[3]]
    chat = _chat(update)
    await _say(context, chat, await invitations.invite(Tap(context, chat, args), read_name(words)))


async def deputy_answered(update: Update, context: OfficeContext) -> None:
    """The reply with the days on which somebody stands in."""
    chat = _chat(update)
    await _say(context, chat, await deputies.period_answered(update, context, chat))


def read_name(words: str) -> str:
    """A person's name as typed; raises Unreadable when it is none."""
    name = " ".join(clean_text(words).split())
    if not name or len(name) > LONGEST_NAME or not any(letter.isalpha() for letter in name):
        raise Unreadable(words, texts.NAME_WANTED, texts.NAME_EXAMPLE)
    return name


async def _say(context: OfficeContext, chat_id: int, screen: Screen) -> None:
    await context.say(chat_id, screen.text, screen.rows, secret=screen.secret)
    await _picture(context, chat_id, screen)


async def _picture(context: OfficeContext, chat_id: int, screen: Screen) -> None:
    if screen.qr:
        given = {"text": screen.qr}
        await context.picture(chat_id, "qr", given, caption=texts.QR_CAPTION, secret=screen.secret)


def _chat(update: Update) -> int:
    chat = update.effective_chat
    if chat is None:
        raise LookupError("words without a chat")
    return chat.id
