"""Words as an officer typed them, made fit to be kept."""

from handlers.forms import texts
from storage.rules.errors import Unreadable
from storage.rules.names import clean_text
from storage.rules.personal_data import find_personal_data
from storage.rules.wording_marks import unmarked


def spelt(text: str, most: int, example: str) -> str:
    """As `clean`, for what is named or described: figures and signs alone say nothing."""
    cleaned = clean(unmarked(text)[0], most, example)
    if not any(letter.isalpha() for letter in cleaned):
        raise Unreadable(text, texts.WANTED_TEXT, example, texts.NO_LETTER)
    return cleaned


def clean(text: str, most: int, example: str) -> str:
    """Text an officer typed: cleaned, not empty, not too long, without personal data."""
    cleaned = clean_text(text)
    if not cleaned:
        raise Unreadable(text, texts.WANTED_TEXT, example)
    found = find_personal_data(cleaned)
    if found:
        reason = texts.personal_data_inside(found)
        raise Unreadable("", texts.WANTED_NO_PERSON, example, reason)
    if len(cleaned) > most:
        raise Unreadable(f"{cleaned[:20]}…", texts.WANTED_SHORTER.format(most=most), example)
    return cleaned


def squeezed(text: str) -> str:
    """As labels are compared: without spaces, and whatever the case."""
    return text.replace(" ", "").casefold()
