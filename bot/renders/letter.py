"""Letters of the office as drafts: composed from their record when they are sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.renders import own_process, unprinted
from bot.renders.rendered import Render, Rendered, Withheld, still
from handlers.incentive import texts
from storage.database import Database
from storage.facts.letter_shapes import Letter, to_json
from storage.facts.shapes import IncentiveFacts
from storage.incentive.wording_letter import incentive_letter
from storage.records import readable, record_keeping, record_projection
from storage.report import pledges
from storage.rules.errors import Gone
from storage.rules.permission import Action
from storage.rules.terms import RecordKind


async def write_letter(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The draft of the record `given` names, in its format; raises Withheld, or Gone."""
    letter = await asked_for(db, given)
    told, form = to_json(letter), given["format"]
    body = await own_process.made("letter", {"letter": told, "format": form})
    name = texts.file_name(given["record"], form)
    return Rendered(name, body, unprinted.note_of(form, told))


async def asked_for(db: Database, given: Mapping[str, Any]) -> Letter:
    """The letter as the record stands now.

    Raises Withheld when the one who asked lost the right before this was sent, and Gone when the
    record was removed.
    """
    async with db.read() as session:
        officer = await still(session, given["officer"], Action.SEE_RECORD)
        row = await record_keeping.get(session, RecordKind.INCENTIVE, given["record"])
        if row is None or row.removed_at is not None:
            raise Gone
        if not await readable.reads(session, officer, row):
            raise Withheld(f"officer {officer.id} may not read this record any more")
        facts = record_projection.facts_of(row)
        assert isinstance(facts, IncentiveFacts)
        at = datetime.fromisoformat(given["at"])
        return incentive_letter(facts, await pledges.head_on(session, facts.asked_on), at)


RENDERS: dict[str, Render] = {"letter": write_letter}
