"""A register as this office uses it: with the kinds of event that it has made itself."""

from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.registers.columns import OfficeKind, Register
from storage.rules.terms import RecordKind
from storage.settings import event_kinds


async def with_kinds(session: AsyncSession, register: Register) -> Register:
    """The register whose cells know the office's kinds, the retired ones too."""
    if register.kind is not RecordKind.EVENT:
        return register
    kinds = tuple(
        OfficeKind(one.base, one.as_fact, one.known_by, one.retired)
        for one in await event_kinds.every(session)
    )
    return replace(register, kinds=kinds)
