"""What is typed about people: a name, somebody to be invited, the days of a 대결."""

from datetime import date

from handlers.people import texts
from storage.rules.errors import Unreadable
from storage.rules.names import typed_name

LONGEST_NAME = 40


def read_name(words: str, _today: date) -> str:
    """A person's name as typed; raises Unreadable when it is none."""
    name = typed_name(words, LONGEST_NAME)
    if not name:
        raise Unreadable(words, texts.NAME_WANTED, texts.NAME_EXAMPLE)
    return name
