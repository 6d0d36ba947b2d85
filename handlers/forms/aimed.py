"""A target in whatever it counts: 12회, 30명; the counting word is kept as it was said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.forms import texts
from handlers.forms.fields import Aids, Answers, Count, Doubt, Text
from storage.facts.wording_parts import measured
from storage.rules.counts import with_unit
from storage.rules.heard import Heard, counted_in, hear_count
from storage.rules.names import clean_text

UNIT = "unit"
NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Aimed(Count):
    """How much is aimed at. Its counting word fills the field `unit`, unless the measure has one.

    Typed with a word, its value is both, until `spread` makes two answers of it.
    """

    unit: str = ""
    measure: str = "measure"  # the field that may say what is counted

    def hear_after(self, text: str, answers: Answers, aids: Aids) -> Heard[Any]:
        if clean_text(text) in texts.TYPED_NONE:
            return Heard(self.read(text, aids))
        own = unit_of(answers.get(self.measure))
        heard, word = hear_count(text, own), "" if own else counted_in(text)
        value = {NUMBER: heard.value, UNIT: word} if word else heard.value
        return Heard(value, heard.told, heard.asked)

    def hear(self, text: str, aids: Aids) -> Heard[Any]:
        return self.hear_after(text, {}, aids)

    def spread(self, value: Any) -> dict[str, Any]:
        if isinstance(value, Mapping):
            return {self.name: value[NUMBER], UNIT: value[UNIT]}
        return {self.name: value} if value is not None else {self.name: None, UNIT: None}

    def show(self, value: Any) -> str:
        if isinstance(value, Mapping):
            return with_unit(value[NUMBER], value[UNIT])
        return super().show(value)

    def in_words(self, value: Any, answers: Answers) -> str:
        if isinstance(value, Mapping):
            return self.show(value)
        return with_unit(value, answers.get(UNIT) or unit_of(answers.get(self.measure)))

    def doubt(self, value: Any, answers: Answers, aids: Aids) -> Doubt | None:
        number = value[NUMBER] if isinstance(value, Mapping) else value
        told = super().doubt(number, answers, aids)
        if told is None or number is value:
            return told
        kept = (replace(one, value=value) if one.value == number else one for one in told.options)
        return replace(told, options=tuple(kept))


def unit_of(measure: str | None) -> str:
    """The counting word that a measure brings along: 행사 개최(회)."""
    return measured(measure or "")[1]


AIMED_UNIT = Text(
    name=UNIT,
    label=texts.UNIT_LABEL,
    ask=texts.UNIT_ASK,
    hint=texts.UNIT_HINT,
    most=30,
    letters=False,
    needed=False,
    asked=False,
    within="target",
)
