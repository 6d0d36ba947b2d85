"""Which command plain words name. Pure: by rows and by rules of the language, not by sentences.

Only what is a command as a whole is one: a name, and around it nothing but particles, endings
and courtesies. Anything left over makes it a question, a record, or words to look for.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.chat import wording_asking as asking
from handlers.chat.wording_asking import Wish
from handlers.chat.wording_commands import (
    ACTS,
    HOME,
    LAST,
    LAST_MEND,
    PLAN_NONE,
    THANKS,
    WORDS,
    Word,
)
from storage.rules.errors import Unreadable
from storage.rules.half_year import HalfYear
from storage.rules.names import josa

LONGEST = 40  # letters; nobody asks for a command at greater length
MOST_SOUGHT = 30
_SLASHED = re.compile(r"/\s*(?P<words>[^\W\d_a-z].*)", re.S)
_SIGNS = re.compile(asking.SIGNS)
_LAST = re.compile(asking.LAST_ONE)
_BETWEEN = re.compile(asking.BETWEEN)
_SEEKING = re.compile(rf"(?P<what>.+?)\s*{asking.SEEKING}", re.S)
_FIRST = re.compile(rf"{asking.SOUGHT_FIRST}[\s:,]+(?P<what>.+)", re.S)
_HALF = re.compile(asking.HALF)
_YEAR = re.compile(rf"(?P<year>{'|'.join(asking.YEARS)})(?P<half>{'|'.join(asking.PARTS)})")
_NOTHING = re.compile(asking.NOTHING_THERE)
_ANY_ENDING = tuple(asking.ENDINGS)
_BY_NAME: Mapping[str, list[Word]] = {
    name: [row for row in WORDS if name in row.names] for word in WORDS for name in word.names
}


@dataclass(frozen=True)
class Heard:
    """A command or an act, the words behind it, and whether its name stood alone."""

    command: str
    words: str = ""
    alone: bool = False


def heard(text: str, today: date) -> Heard | None:
    """What this message asks for; None when it is not plainly a command."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.startswith("/"):
        return _slashed(plain, today)
    if not plain or len(plain) > LONGEST or "\n" in plain:
        return None
    half, rest = _without_half(plain, today)
    return _named(rest, half) or (None if half else _sought(plain)) or _thanks(plain)


def bare(text: str, today: date) -> bool:
    """Whether it is the name of a command and nothing more, so that it answers no question.

    해당없음 and 인사이동 are reasons too, and no such names.
    """
    said = heard(text, today)
    if said is None or not said.alone or _without_half(text, today)[0] is not None:
        return False
    return said.command not in ACTS and said.words != PLAN_NONE


def _slashed(plain: str, today: date) -> Heard | None:
    """`/현황 2021 하반기`: a name behind the slash, however common, and what stands behind it."""
    found = _SLASHED.fullmatch(plain)
    if found is None:
        return None
    words = found["words"].split()
    for count in (2, 1):  # /할 일
        rows = _BY_NAME.get("".join(words[:count]).casefold())
        if rows and len(words) >= count:
            given = " ".join([rows[0].given, *words[count:]]).strip()
            return Heard(rows[0].command, given, alone=len(words) == count)
    return heard(found["words"], today)


def _named(plain: str, half: HalfYear | None) -> Heard | None:
    """A row's name among endings and courtesies."""
    bare = _NOTHING.sub(asking.NOTHING, _SIGNS.sub("", plain.casefold()))
    for at, start in enumerate(_openings(bare)):
        for name, wishes in _endings(start):
            if act := _about_last(name, wishes):
                return act
            for row in _BY_NAME.get(name, ()):
                if _meant(row, name, wishes) and (row.half or half is None):
                    given = f"{row.given} {half.short if half else ''}".strip()
                    return Heard(row.command, given, alone=not at and not wishes)
    return None


def _meant(row: Word, name: str, wishes: frozenset[Wish]) -> bool:
    """Whether what is asked can be asked of this row."""
    if row.slash:
        return name in row.names[:1] and not wishes
    if not wishes:
        return Wish.SEE in row.wishes
    return wishes <= (row.wishes | {Wish.SEE}) and not wishes.isdisjoint(row.wishes)


def _openings(bare: str) -> Iterator[str]:
    """The words without one courtesy after another before them; whole at first."""
    seen, waiting = {bare}, [bare]
    while waiting:
        one = waiting.pop(0)
        yield one
        for opening in asking.OPENINGS:
            rest = one.removeprefix(opening)
            if rest and rest not in seen:
                seen.add(rest)
                waiting.append(rest)


def _endings(bare: str) -> Iterator[tuple[str, frozenset[Wish]]]:
    """The words without one ending after another, and what those ask for; whole at first."""
    none: frozenset[Wish] = frozenset()
    seen, waiting = {(bare, none)}, [(bare, none)]
    while waiting:
        one, wishes = waiting.pop(0)
        yield one, wishes
        if not one.endswith(_ANY_ENDING):
            continue
        for ending, wish in asking.ENDINGS.items():
            if one.endswith(ending):
                step = one.removesuffix(ending), wishes | ({wish} if wish else none)
                if step not in seen:
                    seen.add(step)
                    waiting.append(step)


def _about_last(name: str, wishes: frozenset[Wish]) -> Heard | None:
    """방금 거 취소, 저번에 적은 거 고칠래: the last record, to be undone or mended."""
    if wishes:
        return None
    for wish, words in asking.LAST_WISHES.items():
        for word in words:
            start = _BETWEEN.sub("", name.removesuffix(word)) if name.endswith(word) else ""
            if start and _LAST.fullmatch(start):
                return Heard(LAST, LAST_MEND if wish is Wish.MEND else "")
    return None


def _sought(plain: str) -> Heard | None:
    """쿠팡 찾아줘, 찾아줘 쿠팡: the request is not looked for."""
    bare = plain.rstrip(" .!?~…")
    if len(bare) > 2 * MOST_SOUGHT:
        return None
    first = _FIRST.fullmatch(bare)
    what = first["what"] if first else ""
    for stem, wishes in () if what else _endings(bare):
        found = _SEEKING.fullmatch(stem.rstrip())
        if found and not wishes:
            what = found["what"]
            break
    what = _object(what.strip(" '\"‘’“”"))
    return Heard("find", what) if what and len(what) <= MOST_SOUGHT else None


def _object(what: str) -> str:
    """The words without 기록, 좀 and their particle."""
    for tail in asking.SOUGHT_TAILS:
        if what.endswith(f" {tail}"):
            return _object(what.removesuffix(tail).rstrip())
    stem = what[:-1]
    last = stem.split()[-1] if stem.strip() else ""
    return stem if len(last) > 1 and josa(stem, asking.OBJECTS) == what else what


def _thanks(plain: str) -> Heard | None:
    """네 알겠습니다: nothing is wanted. 안녕하세요: something will be."""
    bare = _SIGNS.sub("", plain.casefold())
    rest = _without(asking.THANKFUL, _without(asking.GREETINGS, bare))
    if not bare or rest:
        return None
    return Heard(HOME if bare.startswith(asking.GREETINGS) else THANKS)


def _without(courtesies: Sequence[str], bare: str) -> str:
    for one in sorted(courtesies, key=len, reverse=True):
        bare = bare.replace(one, "")
    return bare


def _without_half(plain: str, today: date) -> tuple[HalfYear | None, str]:
    """The half-year that stands among the words, and the words without it."""
    now, bare = HalfYear.of(today), "".join(plain.split())
    if found := _HALF.search(plain):
        try:
            half = HalfYear.parse(found[0])
        except Unreadable:
            return None, plain
        return half, f"{plain[: found.start()]} {plain[found.end() :]}"
    if year := _YEAR.search(bare):
        half = HalfYear(now.year + asking.YEARS[year["year"]], asking.PARTS[year["half"]])
        return half, bare.replace(year[0], "")
    for name, steps in asking.HALVES.items():
        if name in bare:
            return now.previous() if steps < 0 else now.next(), bare.replace(name, "")
    return None, plain
