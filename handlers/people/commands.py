"""`/people`: who works with the bot, who waits to be let in, and inviting the next."""

from telegram import Update

from handlers.chat.access import Handler, command, tap
from handlers.chat.codes import ROW
from handlers.chat.context import OfficeContext
from handlers.chat.taps import chat_of, taken
from handlers.people import changes, deputies, grants, invitations, texts, transfer
from handlers.people.answers import read_name
from handlers.people.taps import Tap
from storage.report.formats import OF_LETTERS
from storage.rules.errors import Unreadable
from storage.rules.permission import Action
from storage.transfers import notices

STEPS = changes.STEPS | grants.STEPS | invitations.STEPS | transfer.STEPS | deputies.STEPS


def handlers() -> list[Handler]:
    """What this feature answers to."""
    may = Action.MANAGE_PEOPLE
    return [
        command("people", people_command),
        tap(may, "people", people_tapped),
        tap(Action.TAKE_PART, notices.VIEW, paper_tapped),
    ]


async def people_command(update: Update, context: OfficeContext) -> None:
    """The list; with NAME_WORD, a number and a name behind it, gives that person the name."""
    chat = chat_of(update)
    if not context.args:
        await context.say(chat, *await changes.listed(context, 0))
        return
    word, *rest = context.args
    try:
        number = ROW(rest[0], context.today) if word == texts.NAME_WORD and rest[1:] else 0
    except ValueError:
        number = 0
    if not number:
        raise Unreadable(" ".join(context.args), texts.COMMAND_WANTED, texts.COMMAND_EXAMPLE)
    name = read_name(" ".join(rest[1:]), context.today)
    await context.say(chat, *await changes.renamed(context, number, name))


async def people_tapped(update: Update, context: OfficeContext) -> None:
    """Any button of these screens: takes the step and redraws the message that was tapped."""
    await taken(STEPS, update, context, Tap)


async def paper_tapped(update: Update, context: OfficeContext) -> None:
    """`handover:<format>:<order>`: for whoever it concerns; the right is asked inside."""
    await taken({one: transfer.paper_asked for one in OF_LETTERS}, update, context, Tap)
