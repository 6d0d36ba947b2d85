"""The counting words of the report's figures that the office has set."""

from collections.abc import Collection, Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rules.setting_kinds import SettingSort
from storage.rules.terms import Measure
from storage.settings import office_settings
from storage.settings.office_settings import Change


async def every(session: AsyncSession) -> dict[Measure, str]:
    """All that are not the usual ones."""
    rows = await office_settings.of(session, SettingSort.UNIT)
    return {Measure(row.key): str(row.said["unit"]) for row in rows}


async def of_counts(session: AsyncSession, counts: Collection[Measure]) -> dict[Measure, str]:
    """Those of these figures; nothing is asked where nothing was counted."""
    return chosen(await every(session), counts) if counts else {}


def chosen(units: Mapping[Measure, str], counts: Collection[Measure]) -> dict[Measure, str]:
    """Those of these figures, out of all; pure."""
    return {one: units[one] for one in Measure if one in units and one in counts}


async def after(session: AsyncSession, change: Change) -> dict[Measure, str]:
    """All as they would stand after a change; nothing is written."""
    told = await every(session)
    measure = Measure(change.key)
    told.pop(measure, None)
    return told if change.said is None else told | {measure: str(change.said["unit"])}
