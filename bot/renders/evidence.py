"""The kept bytes of evidence, for showing what Telegram does not hold any more."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.renders import texts
from storage.database import Database
from storage.models.evidence import KEPT
from storage.records import evidence, evidence_files
from storage.safekeeping.vault import Vault

File = tuple[str, bytes]
Kept = Callable[[Database, Sequence[str]], Awaitable[Mapping[str, File]]]
"""Name and bytes by Telegram's mark of each file that lies here."""


async def nothing_kept(_db: Database, _marks: Sequence[str]) -> Mapping[str, File]:
    """Where no files lie at all."""
    return {}


def kept_in(vault: Vault) -> Kept:
    """What lies in this folder."""
    return partial(_kept, vault)


async def _kept(vault: Vault, db: Database, marks: Sequence[str]) -> Mapping[str, File]:
    async with db.read() as session:
        hashes, names = await _known(session, marks)
    found = {}
    for mark, sha256 in hashes.items():
        body = await asyncio.to_thread(vault.get, sha256)
        if body is not None:
            found[mark] = (names.get(mark) or texts.EVIDENCE_NAME, body)
    return found


async def _known(
    session: AsyncSession, marks: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    rows = await evidence_files.by_ids(session, marks)
    hashes = {mark: row.sha256 for mark, row in rows.items() if row.state == KEPT}
    return hashes, await evidence.names(session, marks)
