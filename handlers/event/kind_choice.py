"""The choice of a kind of event: the built-in ones, and those that the office has made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.forms.fields import Aids, Answers, Chip, Choice, Field
from storage.rules.errors import Unreadable
from storage.rules.heard import Heard
from storage.rules.names import clean_text


@dataclass(frozen=True, kw_only=True)
class KindChoice(Choice):
    """One of the kinds; an own one is its built-in kind with what the office says of it."""

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        return [*super().chips(answers, aids), *aids.chips.get(self.name, ())]

    def hear_after(self, text: str, answers: Answers, aids: Aids) -> Any:
        typed = clean_text(text).replace(" ", "")
        for chip in aids.chips.get(self.name, ()):
            if chip.label.replace(" ", "") == typed:
                return Heard(chip.value)
        return super().hear_after(text, answers, aids)

    def spread(self, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return dict(value)
        return {self.name: value, "own": None}

    def show(self, value: Any) -> str:
        return super().show(value["kind"] if isinstance(value, dict) else value)

    def in_words(self, value: Any, answers: Answers) -> str:
        own = answers.get("own")
        return str(own["name"]) if own else self.show(value)


@dataclass(frozen=True, kw_only=True)
class OfficeKind(Field):
    """The office's own kind beside the built-in one; it is chosen with it, or another for it."""

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        return aids.chips.get(self.name, ())

    def spread(self, value: Any) -> dict[str, Any]:
        return dict(value)

    def read(self, text: str, aids: Aids) -> Any:
        known = aids.chips.get(self.name, ())
        shown = " · ".join(chip.label for chip in known)
        raise Unreadable(text, self.label, shown)

    def show(self, value: Any) -> str:
        return str(value["name"])

    def to_fact(self, value: Any) -> Any:
        return {name: value[name] for name in ("number", "name", "heading") if name in value}
