"""What a message says in words, and when it is only the end of the one before."""

from datetime import datetime, timedelta

from telegram import Message

from handlers.chat.context import OfficeContext

LONG = 2_048  # UTF-16 units: an app cuts what is over 4,096, at a line end behind the middle
AT_ONCE = timedelta(seconds=1)
NEXT = 2  # by numbers of messages; the bot may have answered in between
_LONG = "long"  # key in the bot's own memory: when each sender's last long message came


def words_of(message: Message) -> str:
    """The text, or what a shared place is called."""
    if message.venue is not None:
        return message.venue.title
    return message.text or ""


def is_rest(context: OfficeContext, message: Message | None) -> bool:
    """Whether an app has cut it off the long text before, so that it answers nothing by itself.

    Nobody types within a second of it. Kept in memory: after a restart nothing is cut off.
    """
    if message is None or message.from_user is None or not message.text:
        return False
    kept: dict[int, tuple[int, datetime]] = context.bot_data.setdefault(_LONG, {})
    number, sent = kept.pop(message.from_user.id, (message.message_id, message.date))
    rest = 0 < message.message_id - number <= NEXT and message.date - sent <= AT_ONCE
    if rest or len(message.text.encode("utf-16-le")) // 2 >= LONG:
        kept[message.from_user.id] = (message.message_id, message.date)
    return rest
