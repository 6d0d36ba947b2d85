"""Two records of one thing made one: what the new answers add to a record that is there. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from handlers.forms.dated import Dates
from handlers.forms.fields import Field, Text
from handlers.forms.form import Form
from handlers.forms.named import Company
from storage.facts.likeness import fold
from storage.rules.adapter import adapter
from storage.rules.names import company_key
from storage.rules.period import FINEST_FIRST, Period

NOTE = "note"


class _Part(Enum):
    SAME = "same"
    FILLED = "filled"
    DIFFERS = "differs"


@dataclass(frozen=True)
class Joined:
    """The answers of the one record, and label and words of what was filled, and what differs."""

    answers: dict[str, Any]
    filled: tuple[tuple[str, str], ...]
    differing: tuple[tuple[str, str, str], ...]  # label, as it stands, as newly typed


def joined(
    form: Form, old: Mapping[str, Any], new: Mapping[str, Any], *, newest: bool = False
) -> Joined:
    """What stands, completed by what is new; where both differ the old stays, or the newest.

    A list that holds the other one, a finer date and a planned event's result complete; notes
    are both kept.
    """
    answers, filled, differing = dict(old), [], []
    both = {one.name: one for one in (*form.visible(old), *form.visible(new))}
    for name, one in both.items():
        mine, theirs = form.value(one, old), form.value(one, new)
        value, part = _joined(form, one, mine, theirs)
        if part is _Part.FILLED:
            answers[name] = value
            filled += [] if one.within else [(one.label, one.in_words(value, new))]
        elif part is _Part.DIFFERS:
            answers[name] = theirs if newest else mine
            shown = (one.in_words(mine, old), one.in_words(theirs, new))
            differing.append((one.label, *shown))
    return Joined(answers, tuple(filled), tuple(differing))


def _joined(form: Form, one: Field, old: Any, new: Any) -> tuple[Any, _Part]:
    if new is None or new == old:
        return old, _Part.SAME
    if old is None:
        return new, _Part.FILLED
    if one.name in form.planned:
        come = (form.planned[one.name], form.result.get(one.name))
        if (old, new) == come:
            return new, _Part.FILLED
        if (new, old) == come:
            return old, _Part.SAME
    if isinstance(one, Dates):
        return _times(old, new)
    if isinstance(old, list):
        return _lists(one, old, new)
    if isinstance(one, Company):
        same = company_key(old["printed"]) == company_key(new["printed"])
        return old, _Part.SAME if same else _Part.DIFFERS
    if isinstance(one, Text):
        return _texts(one, old, new)
    return old, _Part.DIFFERS


def _lists(one: Field, old: list[Any], new: list[Any]) -> tuple[Any, _Part]:
    """The longer list where it holds the other."""
    mine, theirs = ({_key(one, each) for each in side} for side in (old, new))
    if theirs <= mine:
        return old, _Part.SAME
    return (new, _Part.FILLED) if mine < theirs else (old, _Part.DIFFERS)


def _key(one: Field, each: Any) -> str:
    return company_key(each["printed"]) if isinstance(one, Company) else fold(str(each))


def _times(old: Any, new: Any) -> tuple[Any, _Part]:
    """The finer of two times where it lies within the other."""
    mine, theirs = (adapter(Period).validate_python(one) for one in (old, new))
    if not theirs.known or _within(mine, theirs):
        return old, _Part.SAME
    if not mine.known or _within(theirs, mine):
        return new, _Part.FILLED
    return old, _Part.DIFFERS


def _within(fine: Period, rough: Period) -> bool:
    if not (fine.start and fine.end and rough.start and rough.end):
        return False
    finer = FINEST_FIRST.index(fine.precision) < FINEST_FIRST.index(rough.precision)
    same = (fine.spans == rough.spans) or finer
    return same and rough.start <= fine.start and fine.end <= rough.end


def _texts(one: Text, old: str, new: str) -> tuple[Any, _Part]:
    if fold(new) == fold(old):
        return old, _Part.SAME
    if one.name != NOTE:
        return old, _Part.DIFFERS
    if new in old:
        return old, _Part.SAME
    return f"{old}\n{new}", _Part.FILLED
