"""What was typed to the open question: read, with what is said of it, or why it was not. Pure."""

from typing import Any

from handlers.forms.fields import Aids, Doubt, Field
from handlers.forms.session import Sitting
from storage.rules.errors import Unreadable
from storage.rules.heard import Heard
from storage.rules.names import clean_text


def misread(sitting: Sitting, field: Field, error: Unreadable, aids: Aids) -> None:
    """Says what was wrong with it; a question with an example of its own keeps to that one."""
    _ask, hint = field.asked_with(sitting.answers, aids)
    sitting.notice = error.told if hint else error.sentence


def heard_as(field: Field, text: str, sitting: Sitting, aids: Aids) -> Heard[Any]:
    """What was typed: an option, the very words of a chip, or what the field reads."""
    typed = clean_text(text)
    named = [chip.value for chip in field.chips(sitting.answers, aids) if chip.label == typed]
    return Heard(named[0]) if named else field.hear_after(text, sitting.answers, aids)


def kept(field: Field, doubt: Doubt) -> dict[str, Any]:
    """A doubt as the draft keeps it until it is settled."""
    options = [[chip.label, chip.value, dict(chip.also)] for chip in doubt.options]
    kept = {"field": field.name, "question": doubt.question, "options": options}
    return {**kept, "yes": doubt.yes or len(options) == 2}
