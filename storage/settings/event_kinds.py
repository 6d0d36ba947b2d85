"""The kinds of event that the office has made: each a name over a built-in one.

A record of such a kind carries its name and heading, so what it becomes follows from itself; who
writes a record asks here what the kind is called now.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import EventFacts, Own
from storage.rules.adapter import adapter
from storage.rules.names import clean_text
from storage.rules.setting_kinds import SettingSort
from storage.rules.terms import EventKind, Measure
from storage.settings import office_settings
from storage.settings.office_settings import Change


@dataclass(frozen=True)
class OwnKind:
    """What the office says of a kind of its own.

    `base` is the built-in kind whose sentence and questions it has; `asks` are the figures that
    are asked for, None those of the base; `words` are those by which typed lines know it, beside
    its name; a `retired` one takes no new records.
    """

    name: str
    base: EventKind
    heading: str = ""
    target: str = ""
    words: tuple[str, ...] = ()
    asks: tuple[Measure, ...] | None = None
    retired: bool = False
    number: int = 0

    @property
    def as_fact(self) -> Own:
        """What a record of it carries."""
        return Own(self.number, self.name, self.heading)

    @property
    def known_by(self) -> tuple[str, ...]:
        """All words that mean it, the longest first."""
        return tuple(sorted({self.name, *self.words}, key=lambda one: (-len(one), one)))


def read(change: Change) -> OwnKind:
    """The kind that a setting says."""
    said = {**(change.said or {}), "number": change.number or 0}
    made: OwnKind = adapter(OwnKind).validate_python(said)
    return made


def said(kind: OwnKind) -> dict[str, Any]:
    """What a setting says of a kind."""
    told = adapter(OwnKind).dump_python(kind, mode="json")
    return {name: told[name] for name in asdict(kind) if name != "number"}


async def every(session: AsyncSession, *, in_use: bool = False) -> Sequence[OwnKind]:
    """The office's kinds in the order in which they came; with `in_use` without retired ones."""
    rows = await office_settings.of(session, SettingSort.KIND)
    found = [read(office_settings.as_change(row)) for row in rows]
    return [one for one in found if not (in_use and one.retired)]


async def by_number(session: AsyncSession, number: int) -> OwnKind | None:
    """One of them; None where there is none."""
    change = await office_settings.standing(session, number)
    return read(change) if change and change.sort is SettingSort.KIND else None


async def as_written(session: AsyncSession, facts: EventFacts, *, new: bool) -> EventFacts:
    """The event with its kind as that is called now; a new one named as a kind is of that."""
    if facts.own is not None:
        found = await by_number(session, facts.own.number)
        return facts if found is None else replace(facts, own=found.as_fact)
    title = clean_text(facts.title)
    if not new or not title:
        return facts
    for one in await every(session, in_use=True):
        if one.base is facts.kind and one.name == title:
            return replace(facts, own=one.as_fact)
    return facts
