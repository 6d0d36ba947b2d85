"""Photos and files of evidence, brought here from Telegram and kept: the bytes, not a promise.

Whatever happens between the download and the commit, the order to fetch stands in its row: what
was brought to the disk meanwhile is found again under its hash, and half a file is never there.
"""

import asyncio
import hashlib
from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.api.files import Files, Unfetchable
from bot.api.transport import TooLarge
from bot.renders import own_process
from bot.renders.own_process import Busy, PressFault
from storage.database import OUT_OF_REACH, Database
from storage.models.evidence import LEFT, EvidenceFile
from storage.records import evidence_files
from storage.records.evidence_files import GONE, LARGE, MOST_BYTES, Found
from storage.rules.clock import Clock, Steady, steady, system_clock
from storage.safekeeping.vault import Vault

AT_ONCE = 2  # each may be of 20 MB, and people are answered beside them
PAUSE_SECONDS = 15.0
AWAY = timedelta(seconds=30)  # Telegram, or the disk
FAULT = timedelta(minutes=30)
SWEEP_SECONDS = 3600.0
OLD_SECONDS = 86_400.0  # a file that no row names is left alone for so long

log = structlog.get_logger("keeper")


class Keeper:
    """The pump that fetches what evidence needs, and clears away what proves nothing any more."""

    def __init__(
        self,
        files: Files,
        vault: Vault,
        db: Database,
        clock: Clock,
        ticking: Steady = steady,
    ) -> None:
        self._files = files
        self._vault = vault
        self._db = db
        self._clock = clock
        self._ticking = ticking
        self._woken = asyncio.Event()
        self._swept: float | None = None
        db.on_commit(evidence_files.TOPIC, self._woken.set)

    async def run(self) -> None:
        """Fetches until cancelled; a file under way then is fetched again after the next start."""
        while True:
            self._woken.clear()
            try:
                if await self.once():
                    continue
                await self._sweep_at_times()
            except OUT_OF_REACH as error:
                log.error("database or disk out of reach", reason=type(error).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(PAUSE_SECONDS):
                    await self._woken.wait()

    async def once(self) -> int:
        """Fetches what is due now; returns how many files were tried."""
        async with self._db.read() as session:
            if not await evidence_files.any_due(session, self._clock()):
                return 0
        async with self._db.begin() as session:
            rows = await evidence_files.due(session, self._clock(), AT_ONCE)
        await asyncio.gather(*map(self._fetch, rows))
        return len(rows)

    async def sweep(self) -> None:
        """Drops what proves nothing, and orders anew what is noted as kept and is not there."""
        async with self._db.begin() as session:
            gone = await evidence_files.forget(session, self._clock())
            kept = await evidence_files.kept(session)
        lacking = await asyncio.to_thread(self._cleared, gone, kept)
        if lacking:
            log.warning("kept evidence is missing and fetched again", files=len(lacking))
            async with self._db.begin() as session:
                await evidence_files.again(session, lacking, self._clock())

    def _cleared(self, gone: set[str], kept: set[str]) -> list[str]:
        """Erases what nothing names any more; returns what is named and not there.

        How old a file on the disk is only the system's clock can say.
        """
        for sha256 in gone:
            self._vault.forget(sha256)
        for path in self._vault.leftovers(system_clock().timestamp() - OLD_SECONDS):
            if path.name not in kept:
                path.unlink(missing_ok=True)
        return [one for one in kept if not self._vault.has(one)]

    async def _sweep_at_times(self) -> None:
        now = self._ticking()
        if self._swept is None or now - self._swept >= SWEEP_SECONDS:
            self._swept = now
            await self.sweep()

    async def _fetch(self, row: EvidenceFile) -> None:
        mark, now = row.file_unique_id, self._clock()
        try:
            body = await self._files.get(row.file_id, MOST_BYTES)
            found = await self._kept(body)
        except Unfetchable as error:
            why = LARGE if isinstance(error.__cause__, TooLarge) else GONE
            log.warning("evidence not fetched", why=why, reason=str(error))
            async with self._db.begin() as session:
                await evidence_files.not_had(session, mark, why, now)
        except (TelegramError, OSError, Busy) as error:
            log.warning("evidence is fetched later", reason=type(error).__name__)
            async with self._db.begin() as session:
                await evidence_files.later(session, mark, now, AWAY)
        except Exception as error:  # a fault of ours over one file must not end the others
            log.error("evidence not kept", reason=type(error).__name__, exc_info=error)
            async with self._db.begin() as session:
                await evidence_files.later(session, mark, now, FAULT)
        else:
            async with self._db.begin() as session:
                await evidence_files.keep(session, mark, found, now)

    async def _kept(self, body: bytes) -> Found:
        """The bytes on the disk, without what a camera wrote down."""
        told = await self._stripped(body)
        made = b64decode(told["body"]) if "body" in told else body
        sha256 = await asyncio.to_thread(self._vault.put, made)
        day = date.fromisoformat(told["day"]) if "day" in told else None
        came = hashlib.sha256(body).hexdigest()
        return Found(came, sha256, len(made), told["stripped"], day)

    async def _stripped(self, body: bytes) -> Mapping[str, Any]:
        """A file that breaks its reader stays as it came, and is said to."""
        try:
            told: Mapping[str, Any] = await own_process.read_patiently("stripped", "", body)
        except Busy:
            raise
        except PressFault as error:
            log.warning("notes of a camera not taken out", reason=type(error).__name__)
            return {"stripped": LEFT}
        return told
