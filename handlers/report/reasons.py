"""The reason for which a mismatch may stand, as it is typed."""

from datetime import date

from handlers.forms.typed_words import clean
from handlers.report import texts

MOST_LETTERS = 200


def read_reason(words: str, _today: date) -> str:
    """One line without personal data; Unreadable for none or too long a one."""
    return clean(words, MOST_LETTERS, texts.REASON_EXAMPLE)
