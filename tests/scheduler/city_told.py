"""What the five years of the city told, read: by matter, by person and half, as figures."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import mean

from storage.rules.half_year import HalfYear
from storage.rules.terms import Role
from tests.scheduler.city import City, Said, years


def told_of(city: City) -> Iterator[tuple[Said, tuple[str, str, int, int, date], int]]:
    """Each matter of each message, with its rung."""
    for one in city.said:
        for key, rung in one.digest.reminders:
            yield one, key, rung


def by_chain(city: City) -> dict[tuple[str, str, int, date], list[tuple[int, date]]]:
    """The rungs of each matter and the day they were told, whoever was told."""
    found: dict[tuple[str, str, int, date], list[tuple[int, date]]] = defaultdict(list)
    for one, key, rung in told_of(city):
        found[key[0], key[1], key[2], key[4]].append((rung, one.scene.today))
    return found


def messages_a_half(city: City, roles: Sequence[Role]) -> list[int]:
    """How many messages each person of these roles had in each half in which they were there."""
    counts: Counter[tuple[int, HalfYear]] = Counter()
    kept = {}
    for one in city.said:
        who = one.scene.by_id[one.digest.officer_id]
        kept[who.id] = who.role
        counts[who.id, HalfYear.of(one.scene.today)] += 1
    whole = [name for name, days in city.heads.items() if days > 150]
    return [counts[name] for name in whole if kept.get(name[0]) in roles]


def told_a_half(city: City, roles: Sequence[Role]) -> float:
    """How many messages, and how many matters in them, a person of these roles has in a half."""
    counts = messages_a_half(city, roles)
    people = {one for one, _ in city.heads}
    matters = [
        len(one.digest.reminders)
        for one in city.said
        if one.digest.officer_id in people and _role(one) in roles
    ]
    return len([1 for many in matters for _ in range(many)]) / max(1, len(counts))


def _role(one: Said) -> Role:
    return one.scene.by_id[one.digest.officer_id].role


if __name__ == "__main__":
    lived = years(7, date(2025, 1, 2), date(2029, 12, 31))
    for role in (Role.STAFF, Role.LEAD, Role.HEAD, Role.OFFICE):
        every = messages_a_half(lived, (role,))
        matters = told_a_half(lived, (role,))
        said = f"{mean(every):.1f} a half, {max(every)} at most; {matters:.0f} matters"
        sys.stdout.write(f"{role}: {said}\n")
