"""The kept bytes of a record's evidence held against their hash, for who asked in chat."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.renders.rendered import Withheld, still
from storage.database import Database
from storage.models.evidence import KEPT, EvidenceFile
from storage.records import evidence, evidence_files, record_keeping, wording_evidence
from storage.rules.clock import Clock
from storage.rules.permission import Action
from storage.rules.terms import RecordKind
from storage.safekeeping.vault import Vault
from storage.traffic import outbox
from storage.traffic.messages import Message


class Sealing:
    """The errand "seal": `given` names the record, who asked, and where."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    async def __call__(self, db: Database, given: Mapping[str, Any]) -> None:
        """Reads every byte of them, beside the event loop, and says what was found."""
        kind, number = RecordKind(given["kind"]), int(given["record"])
        async with db.read() as session:
            try:
                await still(session, given["officer"], Action.AUDIT)
            except Withheld:
                return
            row = await record_keeping.get(session, kind, number)
            held = await evidence.held_by(session, kind, number)
            known = await evidence_files.by_ids(session, [one.file_unique_id for one in held])
        whole = await asyncio.to_thread(self._whole, known)
        told = [
            wording_evidence.sealed(at, one.media, one.file_name, known.get(mark), whole.get(mark))
            for at, one in enumerate(held, 1)
            if (mark := one.file_unique_id)
        ]
        said = wording_evidence.sealing(row.title if row is not None else "", told)
        async with db.begin() as session:
            await outbox.put(session, given["chat"], Message(said), now=self._clock())

    def _whole(self, known: Mapping[str, EvidenceFile]) -> dict[str, bool]:
        """Of each kept file whether its bytes are still those of its hash."""
        return {
            mark: self._vault.get(one.sha256) is not None
            for mark, one in known.items()
            if one.state == KEPT
        }
