"""A typed word: the records that hold or mean it, exactly and by the index of pairs of letters."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, collate, false, func, literal, or_, select, union_all

from storage import letter_pairs
from storage.facts.likeness import fold
from storage.letter_pairs import Pairs
from storage.models.company import CompanyName, RecordCompany
from storage.models.record_tables import TABLES
from storage.records.search_meant import Meant
from storage.rules import errors, initials
from storage.rules.half_year import HalfYear
from storage.rules.initials import HalfTyped
from storage.rules.names import company_key
from storage.rules.terms import RecordKind

NAMES = CompanyName.__table__
LINKS = RecordCompany.__table__
# A sign other than a digit or a hyphen stands for the word or dot of a year and a month.
_MONTH = re.compile(r"['’]?(?P<year>\d{4}|\d{2})[^\d-](?P<month>1[0-2]|0?[1-9])[^\d]?")
_YEAR = re.compile(r"(?:(?P<long>\d{4})[^\d]?|['’](?P<tick>\d{2})[^\d]?|(?P<short>\d{2})[^\d.])")
_HALF = re.compile(r"\D?\d{2}(?:\d{2})?\D.*")
Exactly = Callable[[RecordKind, Table], ColumnElement[bool]]
Numbers = Callable[[Sequence[RecordKind]], Any]
"""A statement that gives records of these kinds: kind and number."""


@dataclass(frozen=True)
class Word:
    """What a word is looked for by.

    `exactly` is the whole condition. `texts` and `others` find all that may fulfil it, and little
    else: one of these pairs of letters is held, or the number is given. Without `texts` no index
    helps, as with a single letter.
    """

    exactly: Exactly
    texts: tuple[Pairs, ...]
    others: tuple[Numbers, ...] = ()
    halves: tuple[str, str] | None = None  # a year, month or half that it tells

    def among(self, kind: RecordKind, dialect: str) -> Any:
        """The numbers of the records of a kind that may fulfil it, as a statement."""
        held = [letter_pairs.holding(kind, one, dialect) for one in self.texts]
        others = (one([kind]).subquery() for one in self.others)
        return union_all(*held, *(select(one.c.record_id) for one in others))


MOST_WAYS = 16
"""So many combinations of what words may mean are asked of the index at once."""


def read(word: str, meant: Meant, dialect: str, *, open_end: bool = False) -> Word:
    """What a word of a search is looked for by; with `open_end` its last syllable may go on."""
    if initials.has_initials(word) or (open_end and initials.may_go_on(word)):
        return _half_typed(HalfTyped(word, open_end=open_end), dialect)
    return _whole(word, meant)


def together(words: Sequence[Word]) -> Word:
    """Words that letters alone find as one that narrows as they do, or as the first does."""
    texts: Sequence[Pairs] = words[0].texts
    for word in words[1:]:
        if len(texts) * len(word.texts) <= MOST_WAYS:
            texts = [[*one, *other] for one in texts for other in word.texts]
    return Word(words[0].exactly, tuple(texts))


def _whole(word: str, meant: Meant) -> Word:
    """The word stands in the record, or names one of its companies, or its time."""
    month, year, half = _MONTH.fullmatch(word), _YEAR.fullmatch(word), _half(word)
    told = [fold(word)]
    if month:
        told = [f"@{_full(month['year'])}.{int(month['month'])}@"]
    elif year:
        told.append(f"@{_full(year['long'] or year['tick'] or year['short'])}@")
    if meant.month is not None:
        told.append(f".{meant.month}@")
    key = "" if month else company_key(word)
    named = NAMES.c.key.contains(key, autoescape=True)

    def exactly(kind: RecordKind, table: Table) -> ColumnElement[bool]:
        ways = [table.c.search.contains(one, autoescape=True) for one in told]
        if half is not None and not month:
            ways.append(table.c.half == half.code)
        if key:
            ways.append(table.c.id.in_(_naming(kind, named)))
        return or_(*ways, *meant.ways(kind, table))

    others = _numbers(meant)
    if key:
        others = (*others, lambda kinds: _named(kinds, named))
    letters = [*told, fold(half.label)] if half is not None else told
    texts = tuple(letter_pairs.pairs_of(one) for one in letters)
    halves = (half.code, half.code) if half is not None else None
    if month:
        when = HalfYear(int(_full(month["year"])), 1 if int(month["month"]) <= 6 else 2)
        halves = (when.code, when.code)
    elif year:
        told_year = _full(year["long"] or year["tick"] or year["short"])
        halves = (HalfYear(told_year, 1).code, HalfYear(told_year, 2).code)
    return Word(exactly, texts if all(texts) else (), others, halves)


def _numbers(meant: Meant) -> tuple[Numbers, ...]:
    """The records that are meant by anything but letters."""
    if not (meant.people or meant.departments or meant.counting):
        return ()

    def numbers(kinds: Sequence[RecordKind]) -> Any:
        rows = [(kind, TABLES[kind].__table__.alias()) for kind in kinds]
        return union_all(
            *(
                select(
                    literal(kind.value).label("record_kind"), one.c.id.label("record_id")
                ).where(or_(*meant.ways(kind, one), false()))
                for kind, one in rows
            )
        )

    return (numbers,)


def _named(kinds: Sequence[RecordKind], named: ColumnElement[bool]) -> Any:
    """The records of some kinds that name such a company."""
    companies = select(NAMES.c.company_id).where(named)
    return select(LINKS.c.record_kind, LINKS.c.record_id).where(
        LINKS.c.company_id.in_(companies), LINKS.c.record_kind.in_(kinds)
    )


def _naming(kind: RecordKind, named: ColumnElement[bool]) -> Any:
    """The numbers of those of a kind."""
    return _named([kind], named).with_only_columns(LINKS.c.record_id)


def _half_typed(word: HalfTyped, dialect: str) -> Word:
    """It stands in the title, begins a text of the record, or names one of its companies."""

    def meets(text: ColumnElement[str], *, at_start: bool = False) -> ColumnElement[bool]:
        before = "\n" if at_start else ""
        if dialect == "sqlite":
            return text.op("GLOB")(f"*{before}{word.glob}*")
        return collate(text, "C").op("~")(f"{before}{word.regex}")

    def exactly(kind: RecordKind, table: Table) -> ColumnElement[bool]:
        return or_(
            meets(func.replace(table.c.title, " ", "")),
            meets(literal("\n").concat(table.c.search), at_start=True),
            table.c.id.in_(_naming(kind, meets(NAMES.c.key))),
        )

    pairs = list(_open_pairs(word))
    others = (lambda kinds: _named(kinds, meets(NAMES.c.key)),)
    return Word(exactly, (pairs,) if pairs else (), others)


def _open_pairs(word: HalfTyped) -> Iterator[Sequence[str]]:
    """The pairs of its letters, and where one of the two is open all that they may become."""
    for one, other in word.pairs:
        if one[0] != one[1] and other[0] != other[1]:
            continue
        pairs = [fold(first + second) for first in _each(*one) for second in _each(*other)]
        if all(len(pair) == 2 for pair in pairs):
            yield pairs


def _each(first: str, last: str) -> list[str]:
    return [chr(sign) for sign in range(ord(first), ord(last) + 1)]


def _half(word: str) -> HalfYear | None:
    if not _HALF.fullmatch(word):
        return None
    try:
        return HalfYear.parse(word)
    except errors.Unreadable:
        return None


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
