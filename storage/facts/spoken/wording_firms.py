"""Names that have the form of a place and are companies, by where they stand in a line. Pure."""

import re
from dataclasses import replace

from storage.facts.loose.slate import Slate

_HOUSE = re.compile(
    r"(?!.*(?:일자리|고용|복지|주민|문화|여성|인력|시민|지원|청년|취업|체육|창업"
    r"|교육))\S{2,}(?:센터|마트|호텔|백화점|병원|몰|타워)"
)
_SEEN = re.compile(r"\s?(?:견학|방문|탐방)")


def held_at(
    slate: Slate, found: tuple[str, ...], head: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """쿠팡고양센터 채용행사: a house before the word that is nobody's but a company's."""
    before = [one for one in slate.taken if one.field == "places"][-1:]
    if not before or slate.plain[before[0].place.end : head].strip():
        return (), found
    if not _HOUSE.fullmatch(before[0].text) or len(found) != 1:
        return (), found
    at = slate.taken.index(before[0])
    slate.taken[at] = replace(before[0], field="companies")
    return found, ()


def visited(slate: Slate, found: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """두레물류센터 견학: what a tour goes to see is a company, and no place."""
    seen = tuple(
        one.text
        for one in slate.taken
        if one.field == "places" and _SEEN.match(slate.plain, one.place.end)
    )
    slate.taken = [
        replace(one, field="companies") if one.text in seen else one for one in slate.taken
    ]
    return seen, tuple(one for one in found if one not in seen)
