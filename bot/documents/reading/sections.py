"""Which section of the report a title opens, however an office writes it.

A title equal to that of the form is taken as it is. One that is only like it is taken too, but
told, so that a wrong match cannot go unseen; where two sections are as likely, none is taken.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.documents.reading.marks import CIRCLES, DASHES, DOTS, MEANT
from storage.rules.terms import PROGRESS, BudgetKind, LineSection

LEADING = re.compile(r"^(?:[^\w(]|[ㅁㅇ]\s)+")
"""Marks before the title of a section."""
NUMBER = re.compile(
    r"(?:\d{1,2}|[가-하]|[IVX]{1,4}|[Ⅰ-Ⅻ])\s*[.)]\s*|[Ⅰ-Ⅻ]\s+|\((?:\d{1,2}|[가-하])\)\s*"
)
UNIT = re.compile(r"[(（\[]\s*단위[^()（）\[\]]*[)）\]]")
TITLE_MARKS = "□■◆◇▣◈❏❑▢▶▷◼◻"
"""Marks of titles, never of lines."""
OFTEN = {
    PROGRESS: ("추진실적 및 향후계획", "추진실적 및 추진계획", "추진실적", "추진상황 및 향후계획"),
    BudgetKind.PLAN.label: ("연도별 투자계획", "연도별 사업비", "사업비 투자계획", "투자계획"),
    BudgetKind.SECURED.label: (
        *("연도별 확보액", "연도별 집행액", "연도별 확보 현황", "연도별 예산 확보액"),
        *("연도별 집행 현황", "예산 확보 현황", "확보(집행)액"),
    ),
    LineSection.PROBLEMS.label: (
        *("문제점 및 대책", "문제점 및 개선방안", "문제점 및 해결방안", "문제점 및 향후대책"),
        *("문제점", "애로사항 및 대책", "애로사항 및 개선대책"),
    ),
}
"""What offices call the sections beside their names in the form."""
SHORTEST, LONGEST = 6, 30
"""Letters of a title that has no mark, and of any: 추진실적 alone may be the name of a row."""
LIKE, LIKE_UNMARKED, AHEAD = 82, 92, 6
"""How like a title has to be, of 100, and how far ahead of the next section."""
HINTED, HINT_AHEAD = 55, 12
"""The same for the line above a table that can be nothing else."""
NON_BUDGET = re.compile(r"비예산(?:사업)?(?:임|으로추진)?[.]?")


def _tight(text: str) -> str:
    return "".join(text.split())


EXACT = {_tight(title): title for title in OFTEN}


@dataclass(frozen=True)
class Title:
    """The section that a line opens; `exact` as the form calls it."""

    section: str
    exact: bool


def title_of(said: str) -> Title | None:
    """What a line outside of tables opens, with or without marks and a unit behind it."""
    bare, mark = _bare(said)
    tight = _tight(bare)
    if tight in EXACT:
        return Title(EXACT[tight], exact=True)
    least = 1 if mark else SHORTEST
    of_a_line = mark[:1] in tuple(CIRCLES + DASHES + DOTS) or MEANT.match(mark) is not None
    if of_a_line or not least <= len(tight) <= LONGEST:
        return None
    found = _nearest(tight, OFTEN, LIKE if mark else LIKE_UNMARKED, AHEAD)
    return Title(found, exact=False) if found else None


def title_mark(said: str) -> str:
    """The mark of a title that a line begins with; empty where it has none."""
    first = said.strip()[:1]
    return first if first and first in TITLE_MARKS else ""


def hinted(said: str, among: Iterable[str]) -> str:
    """Which of these sections a line above a table speaks of; empty when one cannot tell."""
    return _nearest(_tight(_bare(said)[0]), among, HINTED, HINT_AHEAD)


def says_non_budget(said: str) -> bool:
    """Whether a line says that the pledge costs nothing, ※ 비예산 사업."""
    return NON_BUDGET.fullmatch(_tight(said).strip("※*()-○·□<>[]")) is not None


def says_unit(said: str) -> bool:
    """Whether a line says nothing but the unit of a table, (단위: 백만원)."""
    return _tight(said).lstrip("※*([（<").startswith("단위")


def _bare(said: str) -> tuple[str, str]:
    """A title without its mark, its number and its unit, and the mark or number."""
    whole = UNIT.sub("", said).strip()
    rest = LEADING.sub("", whole)
    number = NUMBER.match(rest)
    bare = rest[number.end() :] if number else rest
    return bare.strip(" :："), whole[: len(whole) - len(bare)].strip()


def _likeness(tight: str, name: str) -> float:
    """Of 100; a short name is equal or another word, as 추진실적 부진 is."""
    return fuzz.ratio(tight, name) if len(name) >= SHORTEST else 100.0 * (tight == name)


def _nearest(tight: str, among: Iterable[str], least: float, ahead: float) -> str:
    scores = sorted(
        (
            max(_likeness(tight, _tight(name)) for name in (section, *OFTEN[section])),
            section,
        )
        for section in among
    )
    if not scores or scores[-1][0] < least:
        return ""
    clear = len(scores) < 2 or scores[-1][0] - scores[-2][0] >= ahead
    return scores[-1][1] if clear else ""
