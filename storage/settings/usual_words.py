"""The words that the office uses often: offered where they are asked for, and known when short."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rules.setting_kinds import SettingSort, WordField
from storage.settings import office_settings


@dataclass(frozen=True)
class UsualWord:
    """One of them: the whole words, and how they are shortened if they are."""

    field: WordField
    text: str
    short: str = ""
    number: int = 0


async def every(session: AsyncSession) -> Sequence[UsualWord]:
    """All of them, in the order in which they came."""
    rows = await office_settings.of(session, SettingSort.WORD)
    return [
        UsualWord(WordField(row.key), row.said["text"], row.said.get("short", ""), row.id)
        for row in rows
    ]


async def of_field(session: AsyncSession, name: str) -> Sequence[UsualWord]:
    """Those that are offered for a field of a form."""
    return [one for one in await every(session) if name in one.field.fields]
