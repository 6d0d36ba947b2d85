"""What was read of typed words, where it was not read to the letter: told, or asked back.

Nothing that somebody typed is left out, added up or taken for something else in silence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from storage.rules import errors, wording_heard
from storage.rules.counts import (
    LARGEST,
    NUMBER,
    approximates,
    plain_number,
    plain_text,
    read_count,
    reason_against,
    with_unit,
)
from storage.rules.errors import Unreadable
from storage.rules.money import echo_money, read_money
from storage.rules.wording_counts import (
    BETWEEN_PARTS,
    COHORT_WORDS,
    COUNT_FAMILIES,
    COUNT_UNITS,
    POLITE,
    SPLITS,
    SPOKEN_NUMBER,
    TOTAL_WORDS,
    WON,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Heard(Generic[T]):
    """A value, and what has to be said of how it was read; nothing when it stood there so.

    `told` is said beside the next question; `asked` is answered before the value is taken, and
    `others` are what the words may mean as well.
    """

    value: T
    told: str = ""
    asked: str = ""
    others: tuple[T, ...] = ()


_TOTAL = "|".join((*TOTAL_WORDS, COHORT_WORDS[0]))
_EVERY_UNIT = "|".join(
    sorted(
        {re.escape(one.replace(" ", "")) for one in (*COUNT_UNITS, *sum(COUNT_FAMILIES, ()))},
        key=len,
        reverse=True,
    )
)
_PRINTED = {one.replace(" ", ""): one for one in (*COUNT_UNITS, *sum(COUNT_FAMILIES, ()))}
_PLAIN = re.compile(rf"(?:{_TOTAL})?(?P<number>{NUMBER})(?P<unit>{_EVERY_UNIT})?", re.ASCII)
_SPOKEN = re.compile(
    rf"(?:{_TOTAL})?(?P<number>{SPOKEN_NUMBER})(?P<unit>{_EVERY_UNIT})?", re.ASCII
)
_BRACKET = re.compile(r"(?P<said>.*\S)\s*[(\[](?P<inside>[^()\[\]]*)[)\]]")
_PARTS = re.compile(BETWEEN_PARTS)
_PART = re.compile(
    rf"(?P<name>[^\W\d_]+)\s*:?\s*(?P<number>(?a:{NUMBER}))\s*(?P<unit>{_EVERY_UNIT})?"
)
_FIGURE = re.compile(
    rf"(?<![0-9A-Za-z.,/-])(?P<number>(?a:{NUMBER}))(?P<unit>{_EVERY_UNIT})?(?![\d./-]|,\d)"
)
_WORDY = re.compile(rf"(?:[^\W\d_]|[ ,]|(?a:{NUMBER}))+")
_SEPARATED = re.compile(r"\d\s+\d")


def hear_count(text: str, unit: str) -> Heard[int]:
    """A figure that is counted in `unit`; one of another counting word is asked back.

    Raises Unreadable where no single figure can be meant, with what was read.
    """
    plain = re.sub(POLITE, "", plain_text(text).rstrip(".,!")).strip()
    if (exact := _exact(text, plain, unit)) is not None:
        return exact
    outside = _BRACKET.fullmatch(plain)
    if approximates(outside["said"] if outside else plain):
        raise errors.unreadable_count(text, errors.APPROXIMATE)
    for way in (_with_bracket, _split, _one_of_several, _among_words):
        if (heard := way(text, plain, unit)) is not None:
            return heard
    raise errors.unreadable_count(text, _why_not(plain))


def hear_money(text: str) -> Heard[int]:
    """A sum in won; what stands in a bracket behind it is told to be left out."""
    plain = plain_text(text).rstrip(".!").strip()
    found = _BRACKET.fullmatch(plain)
    try:
        return Heard(read_money(plain))
    except Unreadable as whole:
        if found is None:
            raise errors.unreadable_money(text, whole.reason) from None
    value = read_money(found["said"])
    return Heard(value, wording_heard.without_bracket(found["inside"], echo_money(value)))


def counted_in(text: str) -> str:
    """The counting word at once behind the only number of a text, as it is printed; or nothing."""
    plain = re.sub(POLITE, "", plain_text(text).rstrip(".,!")).strip()
    if bracketed := _BRACKET.fullmatch(plain):
        plain = bracketed["said"]
    tight = re.sub(r"\s", "", plain)
    found = _PLAIN.fullmatch(tight) or _SPOKEN.fullmatch(tight)
    figures = [found] if found else _figures(plain)
    return _PRINTED.get(figures[0]["unit"] or "", "") if len(figures) == 1 else ""


def _exact(text: str, plain: str, unit: str) -> Heard[int] | None:
    """A number with or without a counting word, and nothing else."""
    if _SEPARATED.search(plain):
        return None
    tight = re.sub(r"\s", "", plain)
    if found := _PLAIN.fullmatch(tight):
        return _in_unit(text, read_count(found["number"]), found["unit"] or "", unit)
    found = _SPOKEN.fullmatch(tight)
    spoken = _spoken(found["number"]) if found else None
    if found is None or spoken is None:
        return None
    heard = _in_unit(text, spoken, found["unit"] or "", unit)
    told = wording_heard.read_as(text, with_unit(spoken, unit))
    return heard if heard.asked else Heard(spoken, told)


def _in_unit(text: str, value: int, typed: str, unit: str) -> Heard[int]:
    """The figure; asked back when it was counted in something else."""
    if not typed or not unit or _same(typed, unit):
        return Heard(value)
    return Heard(value, asked=wording_heard.other_unit(text, with_unit(value, unit)))


def _same(one: str, other: str) -> bool:
    one, other = one.replace(" ", ""), other.replace(" ", "")
    families = ([word.replace(" ", "") for word in family] for family in COUNT_FAMILIES)
    return one == other or any(one in family and other in family for family in families)


def _spoken(number: str) -> int | None:
    """1천 as 1000; None when it is no number that counts anything."""
    try:
        value = read_money(number + WON)
    except Unreadable:
        return None
    return value if value <= LARGEST else None


def _with_bracket(text: str, plain: str, unit: str) -> Heard[int] | None:
    """25명(남10, 여15): the figure before the bracket, and the bracket told; asked when its parts
    do not add up."""
    found = _BRACKET.fullmatch(plain)
    before = _exact(found["said"], found["said"], unit) if found else None
    if found is None or before is None:
        return None
    if before.asked:
        return before
    shown, inside = with_unit(before.value, unit), found["inside"].strip()
    together = _sum_of(inside)
    if together is not None and together != before.value:
        return Heard(before.value, asked=wording_heard.adds_up_to(text, together, shown))
    return Heard(before.value, wording_heard.without_bracket(inside, shown))


def _split(text: str, plain: str, unit: str) -> Heard[int] | None:
    """남 10명, 여 15명: their sum."""
    together = _sum_of(plain)
    if together is None:
        return None
    return Heard(together, wording_heard.added_up(text, with_unit(together, unit)))


def _sum_of(said: str) -> int | None:
    """The sum of parts of which nobody is in two; None when they may be anything else."""
    parts = [_PART.fullmatch(one) for one in _PARTS.split(said.strip()) if one]
    known = [part for part in parts if part is not None]
    if len(known) < 2 or len(known) != len(parts):
        return None
    if frozenset(part["name"] for part in known) not in SPLITS or len(known) != 2:
        return None
    return sum(plain_number(part["number"]) for part in known)


def _figures(plain: str) -> Sequence[re.Match[str]]:
    return [*_FIGURE.finditer(plain)]


def _one_of_several(text: str, plain: str, unit: str) -> Heard[int] | None:
    """3회 27명: the only one that is counted in the unit of the question, asked back."""
    figures = _figures(plain)
    fitting = [one for one in figures if unit and one["unit"] and _same(one["unit"], unit)]
    if len(figures) < 2 or len(fitting) != 1 or not _WORDY.fullmatch(plain):
        return None
    value = plain_number(fitting[0]["number"])
    return Heard(value, asked=wording_heard.one_of_several(text, with_unit(value, unit)))


def _among_words(text: str, plain: str, unit: str) -> Heard[int] | None:
    """연인원 300명: the only figure among words that may change what it means, asked back."""
    figures = _figures(plain)
    if (
        len(figures) != 1
        or not _WORDY.fullmatch(plain)
        or len(re.findall(r"\d+", plain)) != len(re.findall(r"\d+", figures[0]["number"]))
    ):
        return None
    value = plain_number(figures[0]["number"])
    if value > LARGEST:
        raise errors.unreadable_count(text, errors.TOO_LARGE)
    return Heard(value, asked=wording_heard.among_words(text, with_unit(value, unit)))


def _why_not(plain: str) -> str:
    if reason := reason_against(plain):
        return reason
    return errors.SEVERAL_NUMBERS if len(_figures(plain)) > 1 else ""
