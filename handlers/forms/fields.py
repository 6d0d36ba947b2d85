"""What a form can ask: each kind of field reads what was typed and shows what was understood.

Values are plain JSON, since drafts live in the database over restarts and releases. `read`
raises `Unreadable` with what was read, what is wanted and an example; nothing is guessed silently.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from handlers.forms import texts
from handlers.forms.typed_words import clean
from storage.reports.shapes import Facts
from storage.rules.adapter import adapter
from storage.rules.counts import read_count, read_number_list, with_unit
from storage.rules.dates import (
    Period,
    Precision,
    far_year,
    read_day,
    read_period,
    show_day,
    write_period,
)
from storage.rules.errors import Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.money import echo_money, read_money
from storage.rules.names import clean_text
from storage.rules.terms import COUNT_UNITS

Answers = Mapping[str, Any]
_of_chip = lru_cache(maxsize=8)(read_period)  # the same for all who are asked on that day


@dataclass(frozen=True)
class Chip:
    """A likely answer, one tap away."""

    label: str
    value: Any


@dataclass(frozen=True)
class Doubt:
    """A question back before a value is taken; an option's value None means: ask again."""

    question: str
    options: tuple[Chip, ...]


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


def always(_answers: Answers) -> bool:
    """The usual `when`: a field that belongs to every record of its form."""
    return True


@dataclass(frozen=True, kw_only=True)
class Field:
    """One row of a form: read aloud, it says what is asked, of whom and when."""

    name: str  # the fact it fills; "counts.runs" fills one key of a mapping
    label: str
    ask: str
    hint: str = ""
    when: Callable[[Answers], bool] = always
    needed: bool = True  # False: may be skipped
    asked: bool | Callable[[Answers], bool] = True  # False: only from the card
    repeats: bool = False  # taken over by "지난번과 같이"
    remembers: bool = False  # offers what this department wrote here before
    suggest: Callable[[Answers, Aids], Sequence[Chip]] | None = None
    default: Callable[[Answers], Any] | None = None  # the value while nobody gave one
    usual: Any = None  # a value that goes without saying on cards

    def is_asked(self, answers: Answers) -> bool:
        """Whether the guided chain stops here."""
        return self.asked(answers) if callable(self.asked) else self.asked

    def read(self, text: str, aids: Aids) -> Any:
        """The value of what was typed; raises Unreadable."""
        raise NotImplementedError(type(self).__name__)  # every kind has its own

    def show(self, value: Any) -> str:
        """The value in the officer's words."""
        return str(value)

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
    example: str = ""  # the hint, unless told otherwise
    warn: Callable[[str], str | None] | None = None

    def read(self, text: str, aids: Aids) -> str:
        return clean(text, self.most, self.example or self.hint or texts.EXAMPLE_TEXT)

    def doubt(self, value: Any, _answers: Answers, _aids: Aids) -> Doubt | None:
        hint = self.warn(value) if self.warn else None
        return None if hint is None else sure(hint, value, texts.KEEP_WORDS)


Options = Sequence[tuple[str, str]]


def _squeezed(text: str) -> str:
    return text.replace(" ", "").casefold()


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

    def pick(self, text: str, answers: Answers) -> str:
        """The option that the typed words name."""
        labels = dict(self.choices(answers))
        typed = clean_text(text)
        wanted = _squeezed(typed)
        found = (
            [value for value, label in labels.items() if label == typed]
            or [value for value, label in labels.items() if _squeezed(label) == wanted]
            or [value for value, label in labels.items() if wanted and wanted in _squeezed(label)]
        )
        if len(found) != 1:
            shown = " · ".join(label for _, label in self.choices(answers))
            raise Unreadable(text, texts.WANTED_CHOICE, shown)
        return found[0]

    def names(self, text: str, answers: Answers) -> bool:
        """Whether the typed words are exactly one of the labels."""
        return clean_text(text) in dict(self.choices(answers)).values()

    def show(self, value: Any) -> str:
        options = self.options({}) if callable(self.options) else self.options
        return dict(options).get(value, str(value))


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
        raise Unreadable(text, texts.WANTED_CHOICE, f"{self.yes} · {self.no}")

    def show(self, value: Any) -> str:
        return self.yes if value else self.no


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """One full day; `ahead` for one that is still to come."""

    ahead: bool = False

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        if self.ahead:
            return super().chips(answers, aids)
        days = ((texts.TODAY, aids.today), (texts.YESTERDAY, aids.today - timedelta(days=1)))
        return [
            *super().chips(answers, aids),
            *(Chip(label, day.isoformat()) for label, day in days),
        ]

    def read(self, text: str, aids: Aids) -> str:
        return read_day(text, aids.today).isoformat()

    def doubt(self, value: Any, _answers: Answers, aids: Aids) -> Doubt | None:
        day = date.fromisoformat(value)
        year = far_year(day, day, aids.today, back=10, ahead=10)
        return sure(texts.FAR_YEAR.format(year=year), value) if year else None

    def show(self, value: Any) -> str:
        return show_day(date.fromisoformat(value))

    def of_day(self, day: date) -> Any:
        """The value of a day tapped in the calendar."""
        return day.isoformat()


@dataclass(frozen=True, kw_only=True)
class Dates(Field):
    """A time with its precision: a day, months, several dates, a half-year, or unknown."""

    unknown: bool = True  # whether 모름 is an answer

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        words = [texts.TODAY, texts.YESTERDAY, texts.THIS_MONTH]
        words += [texts.UNKNOWN] if self.unknown else []
        return [
            *super().chips(answers, aids),
            *(
                Chip(w, adapter(Period).dump_python(_of_chip(w, aids.today), mode="json"))
                for w in words
            ),
        ]

    def read(self, text: str, aids: Aids) -> Any:
        period = read_period(text, aids.today)
        if not self.unknown and not period.known:
            raise Unreadable(text, texts.WANTED_DATE, texts.EXAMPLE_DATE)
        return adapter(Period).dump_python(period, mode="json")

    def doubt(self, value: Any, _answers: Answers, aids: Aids) -> Doubt | None:
        period = adapter(Period).validate_python(value)
        year = far_year(period.start, period.end, aids.today, back=5, ahead=1)
        return sure(texts.FAR_YEAR.format(year=year), value) if year else None

    def show(self, value: Any) -> str:
        period = adapter(Period).validate_python(value)
        if not period.known:
            return texts.UNKNOWN_DATE
        one = len(period.spans) == 1 and period.spans[0].precision is Precision.DAY
        if one and period.start == period.end and period.start:
            return show_day(period.start)
        return write_period(period)

    def of_day(self, day: date) -> Any:
        """The value of a day tapped in the calendar."""
        return adapter(Period).dump_python(read_period(day.isoformat(), day), mode="json")


def no_half(answers: Answers) -> bool:
    """The date names no half-year, so it has to be asked."""
    period = answers.get("period")
    return period is not None and adapter(Period).validate_python(period).half is None


@dataclass(frozen=True, kw_only=True)
class Half(Field):
    """A half-year (반기)."""

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        now = HalfYear.of(aids.today)
        return [
            *super().chips(answers, aids),
            *(
                Chip(h.label, adapter(HalfYear).dump_python(h))
                for h in (now, now.previous(), now.next())
            ),
        ]

    def read(self, text: str, aids: Aids) -> Any:
        return adapter(HalfYear).dump_python(HalfYear.parse(text))

    def show(self, value: Any) -> str:
        return adapter(HalfYear).validate_python(value).label


@dataclass(frozen=True, kw_only=True)
class Count(Field):
    """A figure in its unit; missing is not zero."""

    unit: str

    def read(self, text: str, aids: Aids) -> int:
        known = self.unit in COUNT_UNITS  # else it is this field's own word, such as 개월
        return read_count(text if known else clean_text(text).removesuffix(self.unit))

    def show(self, value: Any) -> str:
        return with_unit(value, self.unit)

    def doubt(self, value: Any, _answers: Answers, aids: Aids) -> Doubt | None:
        before = (aids.last or {}).get(self.name)
        if not isinstance(before, int) or before < 5 or value < before * 5:
            return None
        question = texts.FAR_FROM_LAST.format(last=self.show(before), now=self.show(value))
        return sure(question, value)


@dataclass(frozen=True, kw_only=True)
class Numbers(Field):
    """Numbers of one unit, such as cohorts 3,4,5기."""

    unit: str

    def read(self, text: str, aids: Aids) -> list[int]:
        return list(read_number_list(text))

    def show(self, value: Any) -> str:
        return f"{','.join(map(str, value))}{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Money(Field):
    """An amount in whole won."""

    def read(self, text: str, aids: Aids) -> int:
        return read_money(text)

    def show(self, value: Any) -> str:
        return echo_money(value)
