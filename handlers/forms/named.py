"""Fields of names: several words in order, and companies, whose namesakes are asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.forms import texts
from handlers.forms.fields import Aids, Answers, Chip, Doubt, Field, without_marks
from handlers.forms.typed_words import spelt
from storage.rules.errors import Unreadable
from storage.rules.heard import Heard
from storage.rules.names import clean_text
from storage.rules.wording_marks import split_names, unmarked


@dataclass(frozen=True, kw_only=True)
class Texts(Field):
    """Several names in order, split at commas or new lines."""

    most: int = 20

    def read(self, text: str, aids: Aids) -> list[str]:
        parts, example = split_names(text), self.hint or texts.EXAMPLE_TEXTS
        if not parts:
            raise Unreadable(text, texts.WANTED_TEXT, example)
        if len(parts) > self.most:
            raise Unreadable(parts[0], texts.WANTED_FEWER.format(most=self.most), example)
        return [spelt(part, 80, example) for part in parts]

    def hear(self, text: str, aids: Aids) -> Heard[Any]:
        return without_marks(self.read(text, aids), text)

    def show(self, value: Any) -> str:
        return ", ".join(value)


@dataclass(frozen=True, kw_only=True)
class Company(Field):
    """A company as it is to be printed; namesakes are asked about, never merged alone."""

    many: bool = False

    def read(self, text: str, aids: Aids) -> Any:
        example = self.hint or texts.EXAMPLE_COMPANY
        named = [self._named(spelt(name, 80, example), aids) for name in self.typed(text) if name]
        if not named:
            raise Unreadable(text, texts.WANTED_COMPANY, example)
        return named if self.many else named[0]

    def typed(self, text: str) -> list[str]:
        """The names that were typed: by these the office is asked what it knows."""
        return split_names(text) if self.many else [clean_text(unmarked(text)[0])]

    def hear(self, text: str, aids: Aids) -> Heard[Any]:
        return without_marks(self.read(text, aids), text)

    @staticmethod
    def _named(printed: str, aids: Aids) -> dict[str, Any]:
        return {"printed": printed, "company": aids.known.get(printed)}

    def linked(self, value: Any, aids: Aids) -> Any:
        """The same with the companies that the office knows by these names."""
        entries = value if self.many else [value]
        named = [self._named(entry["printed"], aids) for entry in entries]
        return named if self.many else named[0]

    def doubt(self, value: Any, _answers: Answers, aids: Aids) -> Doubt | None:
        entries = value if self.many else [value]
        for at, entry in enumerate(entries):
            namesakes = aids.namesakes.get(entry["printed"], ())
            if entry["company"] is None and namesakes:
                return self._same_as(entries, at, namesakes)
        return None

    def _same_as(
        self, entries: list[dict[str, Any]], at: int, namesakes: Sequence[tuple[str, int]]
    ) -> Doubt:
        def taken(company: int) -> Any:
            entry = entries[at] | {"company": company}
            changed = [*entries[:at], entry, *entries[at + 1 :]]
            return changed if self.many else changed[0]

        options = [Chip(texts.SAME_AS.format(name=name), taken(key)) for name, key in namesakes]
        question = texts.same_company(entries[at]["printed"])
        return Doubt(question, (*options, Chip(texts.NEW_COMPANY, taken(0))))

    def show(self, value: Any) -> str:
        return ", ".join(entry["printed"] for entry in (value if self.many else [value]))

    def names(self, value: Any) -> list[tuple[str, int | None]]:
        """Printed names with the company each is; None or 0 means a company not known yet."""
        entries = value if self.many else [value]
        return [(entry["printed"], entry["company"] or None) for entry in entries]

    def to_fact(self, value: Any) -> Any:
        printed = [entry["printed"] for entry in (value if self.many else [value])]
        return printed if self.many else printed[0]

    def from_fact(self, value: Any) -> Any:
        named = [{"printed": name, "company": None} for name in (value if self.many else [value])]
        return named if self.many else named[0]
