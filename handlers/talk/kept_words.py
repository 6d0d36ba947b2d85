"""Words that wait half an hour for the button that says what becomes of them."""

from handlers.chat import wording_home as texts
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap
from storage.models.asking import ASKED
from storage.rules.errors import Gone, Refusal
from storage.traffic import mass_acts

KEPT, SAID = "words", "message"


async def keep(context: OfficeContext, words: str, message: int) -> int:
    """The number by which a button of this person finds the words of this message again."""
    session, officer, now = context.session, context.officer, context.now
    given = {KEPT: words, SAID: message}
    return (await mass_acts.ask(session, KEPT, given, "", officer=officer, now=now)).id


async def kept(one: Tap) -> str:
    """The words of the tapped button, whose message is read again where they are a record.

    Refusal once they are forgotten, Gone for another's.
    """
    session, officer, now = one.context.session, one.context.officer, one.context.now
    try:
        row = await mass_acts.own(session, one.number(), ASKED, officer=officer, now=now)
    except Gone:
        raise Refusal(texts.KEPT_NO_MORE) from None
    if row.name != KEPT:
        raise Gone
    one.context.work.taken_up = int(row.given.get(SAID) or 0)
    return str(row.given[KEPT])
