"""The amounts of one source, in one answer: each behind the name of its column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.budget import texts
from handlers.forms.fields import Aids, Answers, Chip, Field
from storage.rules.errors import Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.money import echo_money, read_money
from storage.rules.tenure import Tenure, column_named

AROUND = 1  # terms before and after the present one that are offered


@dataclass(frozen=True, kw_only=True)
class Term(Field):
    """A term of office, kept as the code of its first half."""

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        """The present term, the one before and the one after."""
        now = Tenure.of(HalfYear.of(aids.today))
        some = [Tenure.of(now.first.previous()), now, Tenure.of(now.last.next())]
        return [Chip(one.label, one.first.code) for one in some]

    def read(self, text: str, aids: Aids) -> str:
        """By the number of the term, or by a half-year in it."""
        found = re.search(texts.NUMBERED, text)
        for chip in self.chips({}, aids):
            if found and Tenure(HalfYear.parse(chip.value)).number == int(found[1]):
                return str(chip.value)
        try:
            return Tenure.of(HalfYear.parse(text)).first.code
        except Unreadable as error:
            raise Unreadable(text, texts.WANTED_TERM, texts.TERM_EXAMPLE) from error

    def show(self, value: Any) -> str:
        return Tenure(HalfYear.parse(value)).label

    def to_fact(self, value: Any) -> Any:
        half = HalfYear.parse(value)
        return {"year": half.year, "half": half.half}

    def from_fact(self, value: Any) -> Any:
        return HalfYear(**value).code


@dataclass(frozen=True, kw_only=True)
class Amounts(Field):
    """Won by column. What is typed later is put beside what stood there; 없음 takes one away."""

    def asked_with(self, answers: Answers, aids: Aids) -> tuple[str, str]:
        """The columns of the term by name."""
        columns = aids.columns or [""]
        return self.ask.format(columns=", ".join(aids.columns)), self.hint.format(
            one=columns[min(2, len(columns) - 1)], other=columns[min(3, len(columns) - 1)]
        )

    def read(self, text: str, aids: Aids) -> dict[str, int]:
        """Won by column; one that is to be empty is left out."""
        found = _pairs(text)
        if not found or not found[0][0]:
            raise self._unread(text, aids, texts.NO_COLUMN)
        amounts: dict[str, int | None] = {}
        for column, said in found:
            if column not in aids.columns:
                raise self._unread(text, aids, texts.OTHER_COLUMN.format(column=column))
            if column in amounts:
                raise self._unread(text, aids, texts.TWICE.format(column=column))
            amounts[column] = None if said in texts.NOTHING else read_money(said)
        return self._beside(amounts, aids)

    def _beside(self, amounts: dict[str, int | None], aids: Aids) -> dict[str, int]:
        """What was typed, beside what stood there, in the order of the table."""
        both = {**(aids.beside.get(self.name) or {}), **amounts}
        if not any(won is not None for won in both.values()):
            raise self._unread("", aids, texts.NO_AMOUNT)
        return {name: won for name in aids.columns if (won := both.get(name)) is not None}

    def show(self, value: Any) -> str:
        return ", ".join(f"{column} {echo_money(won)}" for column, won in value.items())

    def _unread(self, text: str, aids: Aids, reason: str) -> Unreadable:
        return Unreadable(text, texts.WANTED_AMOUNT, self.asked_with({}, aids)[1], reason)


def _pairs(text: str) -> list[tuple[str, str]]:
    """Each column that is named with the words up to the next; words before all, with none."""
    pairs, name, since = [], "", 0
    for found in re.finditer(texts.COLUMN, text):
        pairs.append((name, text[since : found.start()].strip(texts.BETWEEN)))
        name, since = column_named(found[0]) or found[0], found.end()
    pairs.append((name, text[since:].strip(texts.BETWEEN)))
    return pairs if pairs[0][1] else pairs[1:]
