"""Several figures in one answer, in any order: 면접 120명, 채용 35명(시민 20명).

What may be counted is told by slots (`wording_figures`). Nothing is guessed: a number whose
meaning is not plain, a word that nobody knows and a unit that does not fit are asked back. Pure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.rules import errors
from storage.rules.counts import LARGEST, approximates, plain_text, with_unit
from storage.rules.figure_pieces import PIECES, Number, Word, meaning, paired, segments
from storage.rules.wording_counts import (
    ABOUT_FIRST,
    NONE_WORDS,
    VERB_ENDINGS,
    WANTED_WORDS,
)

MOST_LETTERS = 400
MOST_NAMED = 6


@dataclass(frozen=True)
class Slot:
    """A figure that may stand in an answer; `part_of` is the key of the figure it is among."""

    key: str
    label: str  # as it is said back
    words: tuple[str, ...]  # as it is typed, without spaces; the first stands in examples
    unit: str  # as it is said back
    units: tuple[str, ...]  # as it is typed, without spaces
    part_of: str = ""
    among: str = ""  # what it is called in the brackets behind that figure

    def show(self, value: int) -> str:
        """The figure as it is said back."""
        return f"{self.label} {with_unit(value, self.unit)}"


@dataclass(frozen=True)
class FiguresRead:
    """What was read, by the keys of the slots, and the same in words."""

    values: dict[str, int]
    said: str


def read_figures(
    text: str,
    allowed: Sequence[Slot],
    bare: Slot | None = None,
    *,
    usual: Sequence[Slot] = (),
    example: str = "",
) -> FiguresRead:
    """The figures of an answer; `bare` is what a number without a word counts.

    A counting word alone says enough where one of the `usual` slots has it, or one of all.

    Unreadable for anything but figures of these slots, each once, none above its whole.
    """
    meant = example or example_of(usual or allowed)
    values = _Reading(text, allowed, bare, usual, meant).values()
    return FiguresRead(values, say_figures(values, allowed))


def find_figures(text: str, allowed: Sequence[Slot], bare: Slot | None = None) -> dict[str, int]:
    """What a sentence says by the way, as a proposal: 보통인부 22명 중 고양시민 14명 고용.

    Words of no slot are passed over, and so are numbers in other units and what was only meant
    to be; nothing where the rest cannot be read.
    """
    kept = _only_known(plain_text(text)[:MOST_LETTERS], allowed)
    try:
        return read_figures(kept, allowed, bare).values
    except errors.Unreadable:
        return {}


def say_figures(values: Mapping[str, int], slots: Sequence[Slot]) -> str:
    """면접 120명 · 채용 35명(고양시민 20명)."""
    told = []
    for slot in slots:
        if slot.key not in values or slot.part_of in values:
            continue
        parts = [one for one in slots if one.part_of == slot.key and one.key in values]
        inside = [f"{one.among} {with_unit(values[one.key], one.unit)}" for one in parts]
        told.append(slot.show(values[slot.key]) + (f"({', '.join(inside)})" if inside else ""))
    return " · ".join(told)


def example_of(slots: Sequence[Slot]) -> str:
    """An answer that could be typed: 면접 120 채용 35 시민 20."""
    shown = zip(slots, (120, 35, 20, 12, 8, 5), strict=False)
    return " ".join(f"{slot.words[0]} {value}" for slot, value in shown)


class _Reading:
    """One answer against its slots."""

    def __init__(
        self,
        text: str,
        allowed: Sequence[Slot],
        bare: Slot | None,
        usual: Sequence[Slot],
        example: str,
    ) -> None:
        self._plain = plain_text(text)
        self._slots, self._bare, self._example = allowed, bare, example
        self._usual = usual
        self._by_key = {slot.key: slot for slot in allowed}
        self._part = next((one for one in allowed if one.part_of in self._by_key), None)
        self._values: dict[str, int] = {}
        self._slot_of: dict[int, Slot] = {}  # by the identity of the number

    def values(self) -> dict[str, int]:
        """Everything that was said."""
        self._refuse_signs()
        known = {word for slot in self._slots for word in slot.words}
        numbers, loose = paired(segments(self._plain, known, self._unknown))
        for one in numbers:
            if one.over and one.unit and one.over.unit and one.unit != one.over.unit:
                one.over = None  # 3회/27명: the stroke only separates
        over = [one.over for one in numbers if one.over]
        for one in numbers:
            if one.over:
                self._stroke(one.over, one)
            elif one.word and not any(one is other for other in over):
                self._put_named(one)
        bares = [one for one in numbers if id(one) not in self._slot_of and not one.part]
        for one in bares:
            if len(bares) == len(loose) == 1:
                one.word = loose.pop().word
                self._put(one, self._named(one))
            else:
                self._put(one, self._without_word(one))
        for at, one in enumerate(numbers):
            if id(one) not in self._slot_of:
                self._put(
                    one, self._part_after(numbers[at - 1], one) if at else self._bare_or(one)
                )
        for word in loose:
            if not self._closes(word, numbers):
                raise self._refused(word.word, errors.no_number_of(word.word))
        self._refuse_more_than_whole()
        return {
            slot.key: self._values[slot.key] for slot in self._slots if slot.key in self._values
        }

    # -- what a number counts ----------------------------------------------------------------

    def _put_named(self, one: Number) -> None:
        """By its word; in "22명 중 14명 고용" the word is that of the whole."""
        slot, part = self._named(one), self._part
        if part and one.part and slot.key == part.part_of and slot.key not in self._values:
            one.word = ""
        else:
            self._put(one, slot)

    def _named(self, one: Number) -> Slot:
        meant = [slot for slot in self._slots if one.word in slot.words]
        fitting = [slot for slot in meant if not one.unit or one.unit in slot.units]
        if not fitting:
            raise self._refused(one.read, errors.counted_in(one.word, meant[0].unit))
        if len(fitting) > 1:
            ways = [with_unit(one.value, slot.unit) for slot in fitting[:2]]
            raise self._refused(one.read, errors.two_readings(ways[0], ways[1]))
        return fitting[0]

    def _without_word(self, one: Number) -> Slot:
        bare = self._by_key[self._part.part_of] if self._part and one.of else self._bare
        if bare and bare.key not in self._values and (not one.unit or one.unit in bare.units):
            return bare
        for offered in (self._usual, self._slots):
            fitting = [
                slot for slot in offered if one.unit in slot.units and slot.key not in self._values
            ]
            if len(fitting) == 1:
                return fitting[0]
        raise self._refused(one.read, errors.WHAT_IS_COUNTED)

    def _bare_or(self, one: Number) -> Slot:
        return self._part or self._without_word(one)

    def _part_after(self, whole: Number, one: Number) -> Slot:
        above = self._slot_of.get(id(whole))
        if self._part and above and self._part.part_of == above.key:
            return self._part
        return self._without_word(one)

    def _stroke(self, first: Number, second: Number) -> None:
        """12/20: a part of its whole, in the order that its word says, else the smaller."""
        part = self._part
        if part is None:
            raise self._refused(f"{first.read}/{second.read}", errors.WHAT_IS_COUNTED)
        whole = self._by_key[part.part_of]
        named = self._named(first) if first.word else None
        if named not in (None, part, whole):
            raise self._refused(f"{first.read}/{second.read}", errors.WHAT_IS_COUNTED)
        part_first = named is part or (named is None and first.value <= second.value)
        self._put(first, part if part_first else whole)
        self._put(second, whole if part_first else part)

    def _put(self, one: Number, slot: Slot) -> None:
        if one.value > LARGEST:
            raise self._refused(one.read, errors.TOO_LARGE)
        if one.unit and one.unit not in slot.units:
            raise self._refused(one.read, errors.counted_in(slot.words[0], slot.unit))
        if self._values.setdefault(slot.key, one.value) != one.value:
            raise self._refused(one.read, errors.said_twice(slot.show(self._values[slot.key])))
        self._slot_of[id(one)] = slot

    def _closes(self, word: Word, numbers: Sequence[Number]) -> bool:
        """고양시민 14명 채용: the last word only says of what whole the part is."""
        slot = self._slot_of[id(numbers[-1])] if numbers else None
        whole = self._by_key.get(slot.part_of) if slot else None
        return bool(whole and word.word in whole.words and numbers[-1].unit)

    # -- what is asked back --------------------------------------------------------------------

    def _refuse_signs(self) -> None:
        plain = self._plain
        if not re.search(r"[0-9]", plain):
            raise self._refused(plain, self._reason(plain))
        if len(plain) > MOST_LETTERS:
            raise self._refused(plain, errors.TOO_LONG)
        for pattern, reason in (
            (r"[0-9]+\s*\.\s*[0-9]+", errors.NOT_WHOLE),
            (r"(?<![^\s(])[-−–△▲][0-9]+|(?<=\w)[-−–△▲][0-9]+", errors.NEGATIVE),
            (r"[0-9]+\s*[^\W\d_]*\s*[~∼〜+]\s*[0-9]*|[~∼〜]", errors.APPROXIMATE),
            (rf"(?:^|\s)(?:{'|'.join(ABOUT_FIRST)})\s*[0-9]+", errors.APPROXIMATE),
            (r"[0-9]+\s*[%‰]", errors.NOT_WHOLE),
        ):
            if found := re.search(pattern, plain):
                raise self._refused(found[0], reason)

    def _refuse_more_than_whole(self) -> None:
        part = self._part
        if part is None or not {part.key, part.part_of} <= self._values.keys():
            return
        whole = self._by_key[part.part_of]
        ours, everybody = self._values[part.key], self._values[whole.key]
        if ours > everybody:
            shown = (with_unit(ours, part.unit), with_unit(everybody, whole.unit))
            reason = errors.more_than_whole(
                f"{part.words[0]}({shown[0]})", f"{whole.words[0]}({shown[1]})"
            )
            raise self._refused(self._plain, reason)

    def _unknown(self, word: str) -> errors.Unreadable:
        return self._refused(word, self._reason(word) or errors.not_counted_here(word))

    @staticmethod
    def _reason(word: str) -> str:
        squeezed = re.sub(r"\s", "", word)
        if any(none in squeezed for none in NONE_WORDS):
            return errors.NOT_COUNTED
        return errors.APPROXIMATE if approximates(word) else ""

    def _refused(self, read: str, reason: str) -> errors.Unreadable:
        names = "·".join(slot.words[0] for slot in self._slots[:MOST_NAMED])
        return errors.unreadable_figures(read, names, self._example, reason)


def _only_known(plain: str, allowed: Sequence[Slot]) -> str:
    """The words of these slots and the numbers in their units, as they stand in a sentence."""
    known = {word for slot in allowed for word in slot.words}
    units = tuple(sorted({unit for slot in allowed for unit in slot.units}, key=len))
    kept: list[str] = []
    before = ""
    pieces = [one for one in PIECES.finditer(plain) if one.lastgroup != "space"]
    for at, one in enumerate(pieces):
        behind = pieces[at + 1][0] if at + 1 < len(pieces) else ""
        if one["number"]:
            counted = behind.startswith(units) and not _guessed(before, behind)
            kept.append(f" {one[0]}" if counted else " ")
        elif one["word"] and kept and kept[-1].strip().isdigit():
            kept.append(_known_word(one[0], known, units))
        elif one["word"]:
            kept.append(" " + _known_word(one[0], known, ()))
        elif one[0] in ",()\n;":
            kept.append(one[0])
        before = one[0]
    return "".join(kept)


def _guessed(before: str, behind: str) -> bool:
    """Whether a number between these words was only meant to be, or is approximate."""
    return before.startswith((*WANTED_WORDS, *ABOUT_FIRST)) or approximates(f"1{behind}")


def _known_word(word: str, known: set[str], units: tuple[str, ...]) -> str:
    unit = next((each for each in reversed(units) if word.startswith(each)), "")
    rest = re.sub(VERB_ENDINGS, "", word[len(unit) :])
    return unit + (f" {rest}" if rest and meaning(rest, known) else "")
