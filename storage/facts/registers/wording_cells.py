"""A fact in a cell and back, by its type: each is read as a form reads it. Pure."""

import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, dataclass
from datetime import date
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from storage.facts.registers.columns import BOTH, Column, OfficeKind, Register, value_of
from storage.facts.shapes import Facts, Own
from storage.rules.counts import read_count, read_number_list
from storage.rules.date_grammar import read_day, read_period
from storage.rules.dates import write_period
from storage.rules.errors import Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.heard import counted_in
from storage.rules.money import read_money, show_won
from storage.rules.names import clean_text
from storage.rules.period import Period
from storage.rules.terms import EventKind, Term
from storage.rules.wording_cells import is_nothing, read_words
from storage.rules.wording_marks import split_names

UNKNOWN = "모름"
EXAMPLE = "일자리박람회"
WANTED_CHOICE = "목록에 있는 말"
NEEDED = "빈칸으로 둘 수 없습니다."
MOST_OFFERED = 4
MOST_NAMES = 20


@dataclass(frozen=True)
class Cell:
    """How facts of one type stand in a cell. `read` raises Unreadable for words it cannot take."""

    write: Callable[[Any], str]
    read: Callable[[str, Column, date], Any]
    choices: tuple[str, ...] = ()


def of(register: Register, column: Column) -> Cell:
    """The cell of a column that holds a fact."""
    if BOTH in column.fact:
        return _event_kind(register.kinds)
    kind, entry = (
        _typed(cast(Hashable, register.row.facts))[column.fact.partition(".")[0]],
        column.fact,
    )
    if "." in entry:
        return _COUNT
    return _MONEY if column.money else _cell(kind)


def empty_of(register: Register, column: Column) -> Any:
    """What an empty cell means; Unreadable, without a word read, where the fact is needed."""
    if "." in column.fact:
        return None
    field = register.row.facts.__dataclass_fields__[column.fact.partition(BOTH)[0]]
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    choices = of(register, column).choices
    example = " · ".join(choices[:MOST_OFFERED]) or column.example or EXAMPLE
    raise Unreadable("", column.heading, example, NEEDED)


def read(register: Register, column: Column, said: str, today: date) -> Any:
    """The fact that a cell holds; raises Unreadable."""
    words = clean_text(said)
    cell = of(register, column)
    if not words or (_may_be_none(register, column) and is_nothing(words)):
        return empty_of(register, column)
    return cell.read(words, column, today)


def read_day_of(column: Column, said: str, today: date) -> date:
    """A day that is no fact of ours; raises Unreadable."""
    day: date = _BY_TYPE[date].read(clean_text(said), column, today)
    return day


def written(register: Register, facts: Facts) -> dict[str, str]:
    """Every cell of a record that holds a fact, by heading; what is absent is empty, never 0."""
    told = {}
    for heading, column in register.read.items():
        value = value_of(facts, column.fact)
        told[heading] = "" if value is None else of(register, column).write(value)
    return told


def _may_be_none(register: Register, column: Column) -> bool:
    """Whether 없음 or a stroke says that there is none: not in texts, where it may be a name."""
    if BOTH in column.fact:
        return True
    kind = _typed(cast(Hashable, register.row.facts))[column.fact.partition(".")[0]]
    return "." in column.fact or kind is not str or column.fact == "note"


@cache
def _typed(facts: Hashable) -> Mapping[str, Any]:
    """The type of each fact, without the None that says that it may be absent."""
    told = {}
    for name, kind in get_type_hints(facts).items():
        told[name] = kind
        if get_origin(kind) in (Union, types.UnionType):
            [told[name]] = [one for one in get_args(kind) if one is not type(None)]
    return told


@cache
def _cell(kind: Any) -> Cell:
    if isinstance(kind, type) and issubclass(kind, Term):
        return _choice(kind)
    return _BY_TYPE[kind]


def _choice(kind: type[Term]) -> Cell:
    labels = {_tight(one.label): one for one in kind}

    def read_label(words: str, _column: Column, _today: date) -> Term:
        wanted = _tight(words)
        near = [one for label, one in labels.items() if wanted in label]
        found = labels.get(wanted) or (near[0] if len(near) == 1 else None)
        if found is None:
            offered = " · ".join(one.label for one in list(near or kind)[:MOST_OFFERED])
            raise Unreadable(words, WANTED_CHOICE, offered)
        return found

    return Cell(lambda one: str(one.label), read_label, tuple(one.label for one in kind))


@cache
def _event_kind(kinds: tuple[OfficeKind, ...]) -> Cell:
    """A kind of event: by its label, or by the name or a word of one that the office has made."""
    built_in = _choice(EventKind)
    names = {_tight(one.own.name): one for one in kinds}
    words_of = [(_tight(word), one) for one in kinds for word in one.words]

    def read_kind(words: str, column: Column, today: date) -> tuple[EventKind, Own | None]:
        wanted = _tight(words)
        labels = {_tight(one) for one in built_in.choices}
        said = [(word, one) for word, one in words_of if word in wanted]
        found = names.get(wanted)
        if found is None and wanted not in labels and said:
            found = max(said, key=lambda each: len(each[0]))[1]
        if found is not None:
            return found.kind, found.own
        return built_in.read(words, column, today), None

    def write_kind(value: tuple[EventKind, Own | None]) -> str:
        kind, own = value
        return own.name if own else str(kind.label)

    offered = tuple(one.own.name for one in kinds if not one.retired)
    return Cell(write_kind, read_kind, (*built_in.choices, *offered))


def _tight(words: str) -> str:
    return "".join(words.split()).casefold()


def _text(words: str, column: Column, _today: date) -> str:
    return read_words(words, column.most, column.example or EXAMPLE)


def _names(words: str, column: Column, _today: date) -> tuple[str, ...]:
    """Names at commas and lines; each is guarded like a text."""
    parts = split_names(words)
    if len(parts) > MOST_NAMES:
        raise Unreadable(f"{words[:20]}…", f"{MOST_NAMES}개 이내의 이름", column.example)
    return tuple(read_words(one, column.most, column.example or EXAMPLE) for one in parts)


def _counted(words: str, _column: Column, _today: date) -> int:
    try:
        return read_count(words)
    except Unreadable:
        bare = words.removesuffix(counted_in(words))  # 12과정, 3팀
        if not bare.replace(",", "").isdecimal():
            raise
        return read_count(bare)


def _money(words: str, _column: Column, _today: date) -> int:
    bare = words.replace(",", "").isdecimal()  # the heading has said the unit already
    return read_money(f"{words}원" if bare else words)


def _half(words: str, _column: Column, _today: date) -> HalfYear:
    return HalfYear.parse(words)


def _numbers(words: str, _column: Column, _today: date) -> tuple[int, ...]:
    return read_number_list(words.rstrip("."))


def _day(value: date) -> str:
    return f"{value.year}. {value.month}. {value.day}."


_COUNT = Cell(lambda value: f"{value:,}", _counted)
_MONEY = Cell(lambda value: show_won(value).removesuffix("원"), _money)
_BY_TYPE: Mapping[Any, Cell] = {
    str: Cell(clean_text, _text),
    int: _COUNT,
    date: Cell(_day, lambda words, _column, today: read_day(words, today)),
    Period: Cell(
        lambda value: write_period(value) or UNKNOWN,
        lambda words, _column, today: read_period(words, today),
    ),
    HalfYear: Cell(lambda value: str(value.label), _half),
    tuple[str, ...]: Cell(", ".join, _names),
    tuple[int, ...]: Cell(lambda value: ",".join(map(str, value)), _numbers),
}
