"""A form filled from words that were read: its answers, what is asked of them, what is left. Pure.

Nothing is guessed: a doubt becomes a question on the card with its likely answers, and what no
field took stands in 비고, or is said back where the form has none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_jsonable_python

from handlers.forms import texts
from handlers.forms.dated import Dates, Day
from handlers.forms.fields import Aids, Answers, Chip, Choice, Doubt, Field
from handlers.forms.figures import Figures
from handlers.forms.form import Form
from handlers.forms.hearing import doubts, kept
from handlers.forms.joining import NOTE
from handlers.forms.named import Company
from storage.facts.loose import proposed as loose
from storage.facts.loose.proposed import Read
from storage.rules.counts import read_count
from storage.rules.errors import Unreadable
from storage.rules.terms import Measure

COUNTS = "counts"
KEEP = {"keep": True}
"""The answer to a doubt of a line that leaves its field as it is."""
PEOPLE, FIRMS = Measure.VISITORS.unit, Measure.COMPANIES.unit
"""What a figure of which nothing is said may count."""
LIKELY = 3  # candidates that become chips


@dataclass(frozen=True)
class Filled:
    """What one record of a message gives a form."""

    answers: dict[str, Any]
    asks: list[dict[str, Any]] = field(default_factory=list)  # as `hearing.kept` keeps a doubt
    left: str = ""  # words without a field, where the form has no 비고


def answered(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that read values make; a date that is not known is none."""
    told = {name: to_jsonable_python(value) for name, value in values.items()}
    answers = form.from_kept(told)
    for one in form.fields:
        if isinstance(one, Dates) and one.name in answers and not answers[one.name]["spans"]:
            del answers[one.name]
    return answers


def filled(form: Form, read: Read, left: str, aids: Aids) -> Filled:
    """The answers with their doubts; `aids` knows the companies that the answers name."""
    answers = answered(form, read.values)
    for one in form.fields:
        if isinstance(one, Company) and one.name in answers:
            answers[one.name] = one.linked(answers[one.name], aids)
    notes = any(one.name == NOTE for one in form.fields)
    if left and notes:
        answers[NOTE] = "\n".join(filter(None, (answers.get(NOTE), left)))
    asks = [*_read_doubts(form, answers, read.doubts, aids), *_own_doubts(form, answers, aids)]
    return Filled(answers, _once(asks), "" if notes else left)


def _once(asks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One question a field: the first that was asked."""
    found: dict[str, dict[str, Any]] = {}
    for one in asks:
        found.setdefault(one["field"], one)
    return list(found.values())


def _own_doubts(form: Form, answers: Answers, aids: Aids) -> Iterator[dict[str, Any]]:
    """What the form asks back of these answers, as if each had been typed."""
    for one in form.visible(answers):
        if answers.get(one.name) is None or one.parts:
            continue
        for doubt in doubts(form, one, answers[one.name], answers, aids)[:1]:
            yield kept(one, doubt)


def _read_doubts(
    form: Form, answers: Answers, asked: Sequence[loose.Doubt], aids: Aids
) -> Iterator[dict[str, Any]]:
    """The doubts of the reading, each with its likely answers as chips."""
    for doubt in asked:
        if doubt.field == COUNTS:
            yield from _which_figure(form, answers, doubt)
            continue
        one = next((one for one in form.fields if one.name == doubt.field), None)
        if one is None or (one.needed and answers.get(one.name) is None and not doubt.candidates):
            continue  # a needed field without an answer is asked for anyhow
        likely = map(to_jsonable_python, doubt.candidates[:LIKELY])
        chips = [_chip(one, one.from_fact(value), aids) for value in likely]
        yield kept(one, Doubt(doubt.question, (*chips, *_ends(one, answers))))


def _chip(one: Field, value: Any, aids: Aids) -> Chip:
    """A likely answer; a day that lies ahead is that of what is planned."""
    label, also = one.show(value), {}
    if isinstance(one, Dates):
        if (day := one.single(value)) is not None:
            label = texts.day_said(label, day, (aids.today - day).days)
        if one.coming is not None and one.coming.also and one.is_ahead(value, aids.today):
            label, also = texts.planned_on(label), dict(one.coming.also)
    return Chip(label, value, also)


def _which_figure(form: Form, answers: Answers, doubt: loose.Doubt) -> Iterator[dict[str, Any]]:
    """A number that may be any figure of this kind of record."""
    whole = next((one for one in form.visible(answers) if isinstance(one, Figures)), None)
    if whole is None:
        return
    numbers = [one for one in doubt.candidates if isinstance(one, int)] or _number(doubt.text)
    likely = [
        Chip(f"{one.label} {one.show(number)}", KEEP, {one.name: number})
        for number in numbers
        for one in whole.left(answers)
        if one.unit in (PEOPLE, FIRMS)
    ]
    yield kept(whole, Doubt(doubt.question, (*likely[:LIKELY], *_ends(whole, answers))))


def _number(text: str) -> list[int]:
    try:
        return [read_count(text)]
    except Unreadable:
        return []


def _other(one: Field) -> str:
    if isinstance(one, Choice):
        return texts.OTHER_CHOICE
    return texts.OTHER_DATE if isinstance(one, Dates | Day) else texts.OTHER_ANSWER


def _ends(one: Field, answers: Answers) -> tuple[Chip, ...]:
    """Something else, or the field as it is."""
    other = Chip(_other(one), None)
    if one.needed and answers.get(one.name) is None:
        return (other,)
    stands = one.show(answers[one.name]) if answers.get(one.name) is not None else ""
    label = texts.leave_as(stands) if stands else texts.LEAVE_EMPTY
    return (other, Chip(label, KEEP))
