"""What a form can ask: each kind of field reads what was typed and shows what was understood.

Values are plain JSON, since drafts live in the database over restarts and releases. `read`
raises `Unreadable` with what was read, what is wanted and an example; nothing is guessed silently.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handlers.forms import texts
from handlers.forms.typed_words import clean, spelt, squeezed
from storage.facts.shapes import Facts
from storage.rules import wording_heard
from storage.rules.counts import read_count, read_number_list, with_unit
from storage.rules.errors import Unreadable
from storage.rules.examples import as_of
from storage.rules.heard import Heard, hear_count, hear_money
from storage.rules.money import echo_money, read_money
from storage.rules.names import clean_text
from storage.rules.wording_marks import unmarked

Answers = Mapping[str, Any]
MOST_NAMED = 3  # options that are read back as an example
VERY_MANY = 10_000  # a figure that is rarely meant; one zero too many is


@dataclass(frozen=True)
class Chip:
    """A likely answer, one tap away."""

    label: str
    value: Any
    also: Mapping[str, Any] = field(default_factory=dict)  # other answers that come with it
    short: str = ""  # typed words that mean it too


@dataclass(frozen=True)
class Doubt:
    """A question back before a value is taken; an option's value None means: ask again."""

    question: str
    options: tuple[Chip, ...]
    yes: bool = False  # whether 예 means the first of more than two


def sure(question: str, value: Any, keep: str = texts.KEEP_AS_IS) -> Doubt:
    """The doubt that one tap settles: the value as it is, or typed again."""
    return Doubt(question, (Chip(keep, value), Chip(texts.TYPE_AGAIN, None)))


@dataclass(frozen=True)
class Aids:
    """What the office knows that helps with the step in hand; loaded by the door, plain data."""

    today: date
    chips: Mapping[str, Sequence[Chip]] = field(default_factory=dict)
    last: Mapping[str, Any] | None = None  # answers of the last record of this kind
    namesakes: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    known: Mapping[str, int] = field(default_factory=dict)  # printed name -> company id
    holidays: Mapping[date, str] = field(default_factory=dict)
    above: Facts | None = None  # the record that this one hangs on
    notes: Sequence[str] = ()  # what the card says of saving
    columns: Sequence[str] = ()  # of the money tables of the term that is written about
    beside: Mapping[str, Any] = field(default_factory=dict)  # the answers, and what lies beside
    lines: Sequence[str] = ()  # of the report: those that saving changes


def without_marks(value: Any, text: str) -> Heard[Any]:
    """What was read of a text, with the marks of a list that were left out of it."""
    marks = unmarked(text)[1]
    return Heard(value, wording_heard.without_mark(marks) if marks else "")


def always(_answers: Answers) -> bool:
    """The usual `when`: a field that belongs to every record of its form."""
    return True


@dataclass(frozen=True, kw_only=True)
class Field(ABC):
    """One row of a form: read aloud, it says what is asked, of whom and when."""

    name: str  # the fact it fills; "counts.runs" fills one key of a mapping
    label: str
    ask: str
    hint: str = ""
    when: Callable[[Answers], bool] = always
    needed: bool = True  # False: may be skipped
    lacking: str = ""  # what is said when it is skipped all the same
    asked: bool | Callable[[Answers], bool] = True  # False: only from the card
    repeats: bool = False  # taken over by "지난번과 같이"
    remembers: bool = False  # offers what this department wrote here before
    suggest: Callable[[Answers, Aids], Sequence[Chip]] | None = None
    default: Callable[[Answers], Any] | None = None  # the value while nobody gave one
    usual: Any = None  # a value that goes without saying on cards
    within: str = ""  # the field in whose words this one is told
    by_kind: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # ask and hint
    parts: tuple["Field", ...] = ()  # other fields of the form that its answer fills

    def question(self, answers: Answers) -> tuple[str, str]:
        """What is asked, and its example: some kinds of record have words of their own."""
        return self.by_kind.get(answers.get("kind", ""), (self.ask, self.hint))

    def asked_with(self, answers: Answers, aids: Aids) -> tuple[str, str]:
        """The same with what the office knows, and an example of this year."""
        return self.question(answers)[0], as_of(self.question(answers)[1], aids.today)

    @property
    def asks(self) -> tuple[str, ...]:
        """All the words in which this may be asked."""
        return (self.ask, *(ask for ask, _hint in self.by_kind.values()))

    def leaves_open(self, text: str) -> bool:
        """Whether these words say that there is no answer, to a question that may be skipped."""
        return not self.needed and clean_text(text).rstrip(".") in texts.TYPED_OPEN

    def is_asked(self, answers: Answers) -> bool:
        """Whether the guided chain stops here."""
        return self.asked(answers) if callable(self.asked) else self.asked

    @abstractmethod
    def read(self, text: str, aids: Aids) -> Any:
        """The value of what was typed; raises Unreadable. Every kind has its own."""

    def hear(self, text: str, aids: Aids) -> Heard[Any]:
        """As `read`, with what is to be said or asked where it was not read to the letter."""
        return Heard(self.read(text, aids))

    def hear_after(self, text: str, _answers: Answers, aids: Aids) -> Heard[Any]:
        """As `hear`, where the answers given before decide what may be said."""
        return self.hear(text, aids)

    def spread(self, value: Any) -> dict[str, Any]:
        """The answers that a value makes."""
        return {self.name: value}

    def deciding(self, value: Any) -> Any:
        """A value like it, as far as other questions turn on it."""
        return value

    def open(self, _answers: Answers) -> bool:
        """Of a field with parts: whether some of them were not asked for yet."""
        return False

    def said(self, answers: Answers) -> str:
        """Of a field with parts: what is known of them."""
        return ""

    def show(self, value: Any) -> str:
        """The value in the officer's words."""
        return str(value)

    def in_words(self, value: Any, _answers: Answers) -> str:
        """As `show`, with what other answers say of it."""
        return self.show(value)

    def asked_back(self, heard: Heard[Any]) -> Doubt:
        """The question about what was typed, with all that it may mean."""
        if not heard.others:
            return sure(heard.asked or f"{heard.told} {texts.SURE}", heard.value)
        options = [Chip(self.show(one), one) for one in (heard.value, *heard.others)]
        return Doubt(heard.asked, (*options, Chip(texts.TYPE_AGAIN, None)))

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        """Likely answers: the form's own, then what the office remembers."""
        own = self.suggest(answers, aids) if self.suggest else ()
        return (*own, *aids.chips.get(self.name, ()))

    def doubt(self, _value: Any, _answers: Answers, _aids: Aids) -> Doubt | None:
        """A question back before `value` is taken."""
        return None

    def to_fact(self, value: Any) -> Any:
        """The value as the facts hold it."""
        return value

    def from_fact(self, value: Any) -> Any:
        """The value of a kept fact."""
        return value


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """A line of words."""

    most: int = 200
    warn: Callable[[str], str | None] | None = None
    letters: bool = True  # False: figures alone may be an answer

    def read(self, text: str, aids: Aids) -> str:
        example = self.hint or texts.EXAMPLE_TEXT
        bare = text if self.letters else unmarked(text)[0]
        return (spelt if self.letters else clean)(bare, self.most, example)

    def hear(self, text: str, aids: Aids) -> Heard[Any]:
        return without_marks(self.read(text, aids), text)

    def doubt(self, value: Any, _answers: Answers, _aids: Aids) -> Doubt | None:
        warned = self.warn(value) if self.warn else None
        return sure(warned, value, texts.KEEP_WORDS) if warned is not None else None


Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of a few; typed words count when they name just one of them."""

    options: Options | Callable[[Answers], Options]

    def choices(self, answers: Answers) -> Options:
        """Value and label of each option."""
        return self.options(answers) if callable(self.options) else self.options

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        return [Chip(label, value) for value, label in self.choices(answers)]

    def read(self, text: str, aids: Aids) -> str:
        return self.pick(text, {})

    def hear_after(self, text: str, answers: Answers, aids: Aids) -> Heard[Any]:
        return Heard(self.pick(text, answers))

    def pick(self, text: str, answers: Answers) -> str:
        """The option that the typed words name."""
        labels = dict(self.choices(answers))
        typed = clean_text(text)
        wanted = squeezed(typed)
        found = (
            [value for value, label in labels.items() if label == typed]
            or [value for value, label in labels.items() if squeezed(label) == wanted]
            or [value for value, label in labels.items() if wanted and wanted in squeezed(label)]
        )
        if len(found) != 1:
            shown = " · ".join([labels[value] for value in found or labels][:MOST_NAMED])
            reason = texts.MANY_OFFERED if found else texts.NOT_OFFERED
            raise Unreadable(text, texts.WANTED_CHOICE, shown, reason if wanted else "")
        return found[0]

    def names(self, text: str, answers: Answers) -> bool:
        """Whether the typed words are exactly one of the labels."""
        return clean_text(text) in dict(self.choices(answers)).values()

    def show(self, value: Any) -> str:
        return dict(self.choices({})).get(value, str(value))


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no, in the form's own two words."""

    yes: str = texts.YES
    no: str = texts.NO

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        return [Chip(self.yes, True), Chip(self.no, False)]

    def read(self, text: str, aids: Aids) -> bool:
        wanted = clean_text(text)
        if wanted in (self.yes, *texts.YES_WORDS):
            return True
        if wanted in (self.no, *texts.NO_WORDS):
            return False
        reason = texts.NOT_OFFERED if wanted else ""
        raise Unreadable(text, texts.WANTED_CHOICE, f"{self.yes} · {self.no}", reason)

    def show(self, value: Any) -> str:
        return self.yes if value else self.no


@dataclass(frozen=True, kw_only=True)
class Count(Field):
    """A figure in its unit; missing is not zero.

    `part_of` and `whole_of` are name and label of the figure asked before, which this one is not
    to be above or below.
    """

    unit: str
    part_of: tuple[str, str] | None = None
    whole_of: tuple[str, str] | None = None

    def read(self, text: str, aids: Aids) -> int:
        if clean_text(text) in texts.TYPED_NONE:
            example = self.hint or self.show(0)
            raise Unreadable(text, texts.WANTED_COUNT, example, texts.ZERO_OR_UNKNOWN)
        return read_count(clean_text(text).removesuffix(self.unit))

    def hear(self, text: str, aids: Aids) -> Heard[Any]:
        if clean_text(text) in texts.TYPED_NONE:
            return Heard(self.read(text, aids))
        return hear_count(text, self.unit)

    def leaves_open(self, text: str) -> bool:
        return super().leaves_open(text) and clean_text(text) not in texts.TYPED_NONE

    def show(self, value: Any) -> str:
        return with_unit(value, self.unit)

    def doubt(self, value: Any, answers: Answers, aids: Aids) -> Doubt | None:
        if said := self._contradicted(value, answers):
            return Doubt(said, (Chip(texts.TYPE_AGAIN, None),))
        before = (aids.last or {}).get(self.name)
        if not isinstance(before, int):
            question = texts.VERY_MANY.format(now=self.show(value))
            return sure(question, value) if value >= VERY_MANY else None
        if before < 5 or value < before * 5:
            return None
        question = texts.FAR_FROM_LAST.format(last=self.show(before), now=self.show(value))
        return sure(question, value)

    def _contradicted(self, value: int, answers: Answers) -> str:
        """The sentence on a part that is more than its whole; empty when they fit."""
        here = f"{self.label}({self.show(value)})"
        if self.part_of and (whole := answers.get(self.part_of[0])) is not None and value > whole:
            return texts.more_than(here, f"{self.part_of[1]}({self.show(whole)})")
        if self.whole_of and (part := answers.get(self.whole_of[0])) is not None and value < part:
            return texts.more_than(f"{self.whole_of[1]}({self.show(part)})", here)
        return ""


@dataclass(frozen=True, kw_only=True)
class Numbers(Field):
    """Numbers of one unit, such as cohorts 3,4,5기."""

    unit: str

    def read(self, text: str, aids: Aids) -> list[int]:
        return list(read_number_list(clean_text(text).rstrip(".")))

    def show(self, value: Any) -> str:
        return f"{','.join(map(str, value))}{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Money(Field):
    """An amount in whole won."""

    def read(self, text: str, aids: Aids) -> int:
        return read_money(text)

    def hear(self, text: str, aids: Aids) -> Heard[Any]:
        return hear_money(text)

    def show(self, value: Any) -> str:
        return echo_money(value)
