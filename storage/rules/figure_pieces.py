"""An answer of several figures, cut into numbers and the words beside them. Pure."""

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from storage.rules.counts import plain_number
from storage.rules.wording_counts import COUNT_UNITS, IDLE_WORDS, LAST_PARTICLES, OF_WORDS

LONGEST_WORD = 30


@dataclass
class Number:
    """A number, the counting word behind it, and how it stands to the one before."""

    value: int
    digits: str
    unit: str = ""
    word: str = ""  # what it counts, as far as that is said
    of: bool = False  # "22명 중": a part of it follows
    part: bool = False  # it follows such a whole
    over: "Number | None" = None  # "12/20": the number before the stroke

    @property
    def read(self) -> str:
        """As it was typed."""
        return f"{self.word} {self.digits}{self.unit}".strip()


@dataclass(frozen=True)
class Word:
    """What a number beside it counts."""

    word: str


Piece = Number | Word
Segment = list[Piece]
Unknown = Callable[[str], Exception]

PIECES = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)"
    r"|(?P<word>[^\W\d_]+)|(?P<space>[ :=]+)|(?P<mark>.)",
    re.DOTALL,
)
_UNITS = sorted({unit.replace(" ", "") for unit in COUNT_UNITS}, key=len, reverse=True)


def segments(plain: str, known: Set[str], unknown: Unknown) -> list[Segment]:
    """The pieces between commas, brackets and lines; raises `unknown(word)` for other words."""
    cutting = _Cutting(known, unknown)
    pieces = [(one.lastgroup or "", one[0], one.start()) for one in PIECES.finditer(plain)]
    for at, (kind, text, start) in enumerate(pieces):
        later = (each for each, _text, _start in pieces[at + 1 :] if each != "space")
        if kind == "number":
            cutting.number(text, start)
        elif kind == "word":
            cutting.words.append((text, start))
        elif kind == "mark":
            cutting.mark(text, number_next=next(later, "") == "number")
    cutting.say(number_next=False)
    return cutting.made


def paired(made: list[Segment]) -> tuple[list[Number], list[Word]]:
    """The numbers, each with its word where it has one, and the words that have no number.

    A word belongs to the number behind it; in "120명 면접, 35명 채용" to the one before it.
    """
    numbers: list[Number] = []
    loose: list[Word] = []
    carried: list[Word] = []  # said before a bracket or a new line
    for segment in made:
        pieces: Segment = [*carried, *segment]
        if not segment:
            continue
        if carried and isinstance(segment[0], Word):
            loose += carried
            pieces = segment
        carried = []
        for number, word in _couples(pieces):
            if number is None:
                carried = [word] if word else []
                continue
            number.word = word.word if word else ""
            numbers.append(number)
    return numbers, [*loose, *carried]


def _couples(pieces: Segment) -> Iterator[tuple[Number | None, Word | None]]:
    """Each number with its word; last a word that found none."""
    words_last = len(pieces) % 2 == 0 and all(
        isinstance(one, Number if at % 2 == 0 else Word) for at, one in enumerate(pieces)
    )
    if words_last:
        for number, word in zip(pieces[::2], pieces[1::2], strict=True):
            assert isinstance(number, Number)
            assert isinstance(word, Word)
            yield number, word
        return
    waiting: Word | None = None
    for piece in pieces:
        if isinstance(piece, Word):
            waiting = piece
        else:
            yield piece, waiting
            waiting = None
    if waiting:
        yield None, waiting


class _Cutting:
    """One walk over the text."""

    def __init__(self, known: Set[str], unknown: Unknown) -> None:
        self.made: list[Segment] = [[]]
        self.words: list[tuple[str, int]] = []
        self._known, self._unknown = known, unknown
        self._last: Number | None = None  # with nothing but words behind it yet
        self._end = 0  # where its digits end
        self._of = False
        self._over: Number | None = None

    def number(self, digits: str, start: int) -> None:
        """The next number."""
        self.say(number_next=True)
        value = plain_number(digits) if len(digits) <= LONGEST_WORD else 10**LONGEST_WORD
        self._last = Number(value, digits, part=self._of, over=self._over)
        self._end, self._of, self._over = start + len(digits), False, None
        self.made[-1].append(self._last)

    def mark(self, sign: str, *, number_next: bool) -> None:
        """A comma, bracket, line end or the like ends what stands together; 12/20 does not."""
        last = self._last
        self.say(number_next=False)
        if sign.isnumeric():  # of another script
            raise self._unknown(sign)
        if sign == "/" and number_next and last and self.made[-1][-1:] == [last]:
            self._over = last
        elif self.made[-1]:
            self.made.append([])
        self._last = None

    def say(self, *, number_next: bool) -> None:
        """The words since the last number find their meaning."""
        words, self.words = self.words, []
        last, self._last = self._last, None
        at = next((at for at, (word, _start) in enumerate(words) if word in OF_WORDS), 0)
        for part, end in ((words[:at], at > 0), (words[at:], False)):
            if not part:
                continue
            glued = part[0][1] == self._end
            said = "".join(word for word, _start in part)
            unit, word, of = self._meant(
                said, last, glued=glued, number_next=number_next and not end
            )
            self._of = self._of or of
            if last:
                last.unit, last.of = unit, of or end
            if last and last.of and not end:
                self.made.append([])
            if word:
                self.made[-1].append(Word(word))
            if end:
                self.made.append([])
            last = None

    def _meant(
        self, said: str, last: Number | None, *, glued: bool, number_next: bool
    ) -> tuple[str, str, bool]:
        """Counting word of the number before, what is counted, and whether a part follows."""
        whole = meaning(said, self._known)
        if last and not (whole and whole[0] and number_next and not glued):
            for unit in _UNITS:
                rest = meaning(said[len(unit) :], self._known) if said.startswith(unit) else None
                if rest:
                    return (unit, *rest)
        if whole is None:
            raise self._unknown(f"{last.digits}{said}" if last and glued else said)
        return ("", *whole)


def meaning(said: str, known: Set[str]) -> tuple[str, bool] | None:
    """The known word in `said`, if any, and whether it speaks of a part; None for other words."""
    if len(said) > LONGEST_WORD:
        return None
    looked: set[str] = set()
    open_ones = [(said, False)]
    while open_ones:
        word, of = open_ones.pop(0)
        if word in known or not word:
            return word, of
        if word in looked:
            continue
        looked.add(word)
        open_ones += [
            (word[len(idle) :], of or idle in OF_WORDS)
            for idle in IDLE_WORDS
            if word.startswith(idle)
        ]
        open_ones += [(word[: -len(end)], of) for end in LAST_PARTICLES if word.endswith(end)]
    return None
