"""What the sections of the report are called, and in which order they stand."""

from collections.abc import Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rules.setting_kinds import SECTION_TITLES, SettingSort
from storage.settings import office_settings

ORDER = "order"
"""The key of the row that says the order; every other key is the name of a section."""


async def titles(session: AsyncSession) -> Mapping[str, str]:
    """The titles that are not the usual ones, by section."""
    rows = await office_settings.of(session, SettingSort.HEADING)
    return {row.key: str(row.said["title"]) for row in rows if row.key in SECTION_TITLES}


async def order(session: AsyncSession) -> tuple[str, ...]:
    """The order of the sections; nothing where it is the usual one."""
    for row in await office_settings.of(session, SettingSort.HEADING):
        if row.key == ORDER:
            return tuple(row.said["order"])
    return ()


async def all_in_order(session: AsyncSession) -> list[tuple[str, str]]:
    """Every section with its title, as printed."""
    named, placed = await titles(session), await order(session)
    names = [*placed, *(one for one in SECTION_TITLES if one not in placed)]
    return [(one, named.get(one, SECTION_TITLES[one])) for one in names if one in SECTION_TITLES]
