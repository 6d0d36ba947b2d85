"""Several figures by one answer, each of which stays a field of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from handlers.forms import texts
from handlers.forms.fields import Aids, Answers, Chip, Count, Doubt, Field, sure
from storage.rules.errors import Unreadable
from storage.rules.figure_grammar import Slot, read_figures, say_figures
from storage.rules.heard import Heard
from storage.rules.names import clean_text

Slots = Callable[[Answers], Sequence[Slot]]


@dataclass(frozen=True, kw_only=True)
class Figures(Field):
    """One question for the figures of `parts`: 면접 120 채용 35 시민 20.

    Its answer is a mapping from the names of the parts; what was left out stays as it is. A slot
    belongs to the part whose name ends with its key. `usual` are those that the question means,
    `bare` the one that a number without a word counts, where they are several.
    """

    parts: tuple[Count, ...]
    slots: Slots
    usual: Slots
    bare: Callable[[Answers], Slot | None] = lambda _answers: None
    examples: Mapping[str, str] = field(default_factory=dict)  # by key of the slot

    def question(self, answers: Answers) -> tuple[str, str]:
        """A single figure is asked for in its own words; several by an example of all."""
        left = self.left(answers)
        if len(left) == 1:
            return left[0].question(answers)
        ask, hint = super().question(answers)
        meant = self.meant(answers)
        shown = " ".join(self.examples[slot.key] for slot in meant if slot.key in self.examples)
        return ask, hint or texts.FIGURES_HINT.format(example=shown)

    def left(self, answers: Answers) -> list[Count]:
        """The usual figures that nobody has given yet, or all of them once each was asked for."""
        meant = [self.part(slot) for slot in self.meant(answers)]
        return [one for one in meant if one.name not in answers] or meant

    def meant(self, answers: Answers) -> Sequence[Slot]:
        """What the question is about: the usual figures, or all where none is usual."""
        return self.usual(answers) or self.slots(answers)

    def open(self, answers: Answers) -> bool:
        """Whether some of the usual figures were not asked for yet."""
        return any(self.part(slot).name not in answers for slot in self.usual(answers))

    def part(self, slot: Slot) -> Count:
        """The field of a slot."""
        return self._of_key[slot.key]

    @cached_property
    def _of_key(self) -> Mapping[str, Count]:
        return {one.name.rpartition(".")[2]: one for one in self.parts}

    def hear_after(self, text: str, answers: Answers, aids: Aids) -> Heard[Any]:
        slots, left = self.slots(answers), self.left(answers)
        bare = self.bare(answers)
        if len(left) == 1:
            bare = next(slot for slot in slots if self.part(slot) == left[0])
        _ask, hint = self.question(answers)
        try:
            read = read_figures(text, slots, bare, usual=self.meant(answers), example=hint)
        except Unreadable:
            if len(left) > 1:
                raise
            return self._alone(left[0], text, aids)
        by_key = {slot.key: self.part(slot).name for slot in slots}
        return Heard({by_key[key]: value for key, value in read.values.items()})

    def _alone(self, one: Count, text: str, aids: Aids) -> Heard[Any]:
        """The only figure that was asked for says itself how it heard the answer."""
        heard = one.hear(text, aids)
        others = tuple({one.name: other} for other in heard.others)
        return Heard({one.name: heard.value}, heard.told, heard.asked, others)

    def read(self, text: str, aids: Aids) -> Any:
        return self.hear_after(text, {}, aids).value

    def leaves_open(self, text: str) -> bool:
        """None of several is no answer: it may mean zero, or that nobody counted."""
        return super().leaves_open(text) and clean_text(text).rstrip(".") not in texts.TYPED_NONE

    def said(self, answers: Answers) -> str:
        """What is known of the parts: 면접 120명 · 채용 35명(고양시민 20명)."""
        slots = self.slots(answers)
        values = {slot.key: answers.get(self.part(slot).name) for slot in slots}
        known = {key: value for key, value in values.items() if value is not None}
        return say_figures(known, slots)

    def show(self, value: Any) -> str:
        slots = [slot for slot in self.slots(value) if self.part(slot).name in value]
        return say_figures({slot.key: value[self.part(slot).name] for slot in slots}, slots)

    def spread(self, value: Any) -> dict[str, Any]:
        return {self.name: None, **(value or {})}

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        return ()

    def doubt(self, value: Any, answers: Answers, aids: Aids) -> Doubt | None:
        """The doubts of the single figures together; a contradiction alone."""
        told = {**answers, **value}
        found = [
            doubt
            for one in self.parts
            if one.name in value and (doubt := one.doubt(value[one.name], told, aids))
        ]
        refused = next((one for one in found if len(one.options) == 1), None)
        if refused or not found:
            return refused
        return sure("\n".join(one.question for one in found), value)
