"""What one message says of a record, as answers of its form: read anew whenever it is changed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.chat.context import OfficeContext
from handlers.forms import filling, memory, seating
from handlers.forms.fields import Aids
from handlers.forms.filling import Filled
from handlers.forms.form import Form
from handlers.forms.session import Mode, Sitting
from storage.facts.loose.proposed import Place, Read, Reading
from storage.facts.spoken.message import spoken
from storage.records import known_names
from storage.rules.terms import EventKind, RecordKind

SIGNS = " ,./·-:;"
MARK = re.compile(r"\(?[0-9]{1,2}[.)]")
"""What numbers the lines of a list, and says nothing of any."""


async def read(context: OfficeContext, words: str, kind: EventKind | None = None) -> Reading:
    """What the words propose, with the names that the office knows; `kind` where it was said."""
    known = await known_names.mentioned(context.session, words, context.officer.department_id)
    return spoken(words, context.today, known, kind=kind)


async def filled(context: OfficeContext, form: Form, reading: Reading, at: int) -> Filled:
    """The answers of one of its records, its companies looked up."""
    one = reading.reads[at]
    named = [name for name, _known in form.companies(filling.answered(form, one.values))]
    known, namesakes = await memory.companies_named(context, named)
    aids = Aids(today=context.today, known=known, namesakes=namesakes)
    return filling.filled(form, one, left_of(reading, at), aids)


def left_of(reading: Reading, at: int) -> str:
    """The words that no fact took, beside this record rather than beside another."""
    starts = [_first(one) for one in reading.reads]
    found = []
    for piece in reading.rest:
        before = [n for n, start in enumerate(starts) if start <= piece.place]
        words = piece.text.strip(SIGNS) if not MARK.fullmatch(piece.text.strip()) else ""
        if (before[-1] if before else 0) == at and any(map(str.isalnum, words)):
            found.append(words)
    return " ".join(found)


def _first(one: Read) -> Place:
    return min((taken.place for taken in one.taken), default=Place(min(one.lines), 0, 0))


async def of_kind(
    context: OfficeContext, form: Form, sitting: Sitting, before: str | None
) -> None:
    """Reads the message anew once its kind was chosen: figures and names follow from the kind."""
    kind = sitting.answers.get("kind")
    if not sitting.words or kind in (None, before) or form.kind is not RecordKind.EVENT:
        return
    reading = await read(context, sitting.words, EventKind(kind))
    if sitting.at < len(reading.reads) and reading.reads[sitting.at].kind is form.kind:
        given = await filled(context, form, reading, sitting.at)
        reread(form, sitting, given, sitting.words)


@dataclass(frozen=True)
class Merged:
    """What became of a sitting whose message was changed: labels of fields."""

    changed: tuple[str, ...]
    kept: tuple[str, ...]  # given by hand since, though the message says something else now


def reread(form: Form, sitting: Sitting, given: Filled, words: str) -> Merged:
    """The sitting over what the message says now; what was given by hand since stays."""
    by_hand = {
        name: value for name, value in sitting.answers.items() if sitting.read.get(name) != value
    }
    before, sitting.answers = sitting.answers, {**given.answers, **by_hand}
    kept = _labels(form, [n for n in by_hand if given.answers.get(n) not in (None, by_hand[n])])
    names = {*before, *sitting.answers}
    changed = [n for n in names if before.get(n) != sitting.answers.get(n)]
    sitting.read, sitting.words, sitting.left = dict(given.answers), words, given.left
    sitting.asks = [{**one, "line": True} for one in given.asks if one["field"] not in by_hand]
    sitting.similar_passed, sitting.mode = False, Mode.FILL
    seating.go_on(form, sitting)
    return Merged(_labels(form, changed), kept)


def _labels(form: Form, names: Iterable[str]) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(one.label for one in form.fields if one.name in wanted)
