"""Where a sitting goes on to, and what of a line that was read is still to be asked. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handlers.forms.filling import KEEP, Filled
from handlers.forms.form import Form
from handlers.forms.session import Mode, Sitting

ALL_TOLD = (Mode.CHAIN, Mode.FILL)
"""Where a question stands below all that was said so far."""


def filled(form: Form, given: Filled, *, words: str = "", line: int = 0, at: int = 0) -> Sitting:
    """A sitting over what one message said: what it lacks is asked first, then its doubts."""
    sitting = Sitting(dict(given.answers), Mode.FILL, line=line, words=words, at=at)
    sitting.left = given.left
    sitting.read = dict(given.answers)
    sitting.asks = [{**one, "line": True} for one in given.asks]
    go_on(form, sitting)
    return sitting


def open_record(form: Form, answers: dict[str, Any], asked: str = "") -> Sitting:
    """A sitting at the fields of a saved record, or at one of them; an unknown one is nothing."""
    if any(field.name == asked for field in form.visible(answers)):
        return Sitting(answers=dict(answers), mode=Mode.EDIT, asked=asked)
    return Sitting(answers=dict(answers), mode=Mode.PICK)


def one_question(answers: dict[str, Any], name: str, why: list[str]) -> Sitting:
    """A sitting at one field of a saved record, whose answer is saved at once."""
    return Sitting(answers=dict(answers), mode=Mode.EDIT, asked=name, only=True, why=list(why))


def go_on(form: Form, sitting: Sitting) -> None:
    """To the next open question; from an edit to the card unless something needed is open."""
    sitting.doubt = None
    editing = sitting.mode is not Mode.CHAIN
    for field in form.to_ask(sitting.answers):
        if field.needed or not editing:
            asked = next((one for one in sitting.asks if one["field"] == field.name), None)
            if asked is not None:  # it was read, but may be another
                rest(sitting, Mode.CARD)
                sitting.doubt = asked
                return
            sitting.asked = field.name
            sitting.mode = sitting.mode if sitting.mode in ALL_TOLD else Mode.EDIT
            return
    visible = {one.name for one in form.visible(sitting.answers)}
    sitting.asks = [one for one in sitting.asks if one["field"] in visible]
    rest(sitting, Mode.CARD)


def rest(sitting: Sitting, mode: Mode) -> None:
    """No question, but what is still doubtful of a line."""
    sitting.mode, sitting.asked, sitting.month, sitting.doubt = mode, "", "", None
    if mode is Mode.CARD and sitting.asks:
        sitting.doubt = sitting.asks[0]


def of_line(sitting: Sitting) -> dict[str, Any] | None:
    """The doubt of a line that stands on the card."""
    doubt = sitting.doubt
    return doubt if doubt is not None and doubt.get("line") else None


def answered(sitting: Sitting, names: Iterable[str]) -> None:
    """What was doubtful of these fields is said."""
    told = set(names)
    sitting.asks = [one for one in sitting.asks if one["field"] not in told]


def ask_alone(form: Form, sitting: Sitting, doubt: Mapping[str, Any]) -> None:
    """The field of a doubt is asked as any other is, with its own chips."""
    answered(sitting, [doubt["field"]])
    rest(sitting, Mode.EDIT)
    sitting.asked = form[doubt["field"]].name


def settled(
    form: Form, sitting: Sitting, doubt: Mapping[str, Any], value: Any, also: Sequence[Any]
) -> None:
    """An answer to a doubt of a line is taken, and the next is asked."""
    answered(sitting, [doubt["field"]])
    given = {} if value == KEEP else form[doubt["field"]].spread(value)
    for more in also:
        given |= more
    sitting.answers.update(given)
    sitting.similar_passed = False
    sitting.mode = Mode.FILL
    go_on(form, sitting)
