"""The ladders of this office: a kind of reminder by its name, and when it is told instead."""

from collections.abc import Iterable

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rules.ladder import Ladder
from storage.rules.setting_kinds import SettingSort
from storage.settings import office_settings
from storage.settings.office_settings import Change

Ladders = dict[str, Ladder]


async def of_office(session: AsyncSession) -> Ladders:
    """Those that are set, by the stored name of their kind; what cannot be climbed counts not."""
    return read(map(office_settings.as_change, await office_settings.of(session, SORT)))


async def after(session: AsyncSession, change: Change) -> Ladders:
    """As they would be after a change; nothing is written."""
    rows = [office_settings.as_change(row) for row in await office_settings.of(session, SORT)]
    return read(office_settings.applied(rows, change))


def read(rows: Iterable[Change]) -> Ladders:
    """The ladders that settings say."""
    found = {one.key: ladder_of(one) for one in rows}
    return {name: ladder for name, ladder in found.items() if ladder is not None}


def ladder_of(change: Change) -> Ladder | None:
    """The ladder that a setting says; None where it says none."""
    said = change.said or {}
    try:
        offsets = tuple(int(one) for one in said["offsets"])
        return Ladder(offsets, bool(said["weekly"]), bool(said["working"]))
    except (KeyError, TypeError, ValueError):
        return None


def said(ladder: Ladder) -> dict[str, object]:
    """What a setting says of a ladder."""
    return {
        "offsets": list(ladder.offsets),
        "weekly": ladder.weekly,
        "working": ladder.working,
    }


SORT = SettingSort.LADDER
