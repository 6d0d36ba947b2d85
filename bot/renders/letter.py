"""Letters of the office as drafts: composed from their record when they are sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.renders import own_process, unprinted
from bot.renders.rendered import Render, Rendered, Withheld, still
from handlers.incentive import texts
from handlers.round import texts as round_texts
from scheduler.reminders import reach
from storage.database import Database
from storage.facts.letter_shapes import Letter, to_json
from storage.facts.shapes import IncentiveFacts
from storage.incentive.wording_letter import incentive_letter
from storage.office import holidays
from storage.records import readable, record_keeping, record_projection
from storage.report import pledges
from storage.rounds import rounds
from storage.rounds.wording_request import Asked, request_letter, urging_letter
from storage.rules.clock import kst_date
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


async def write_request(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The draft of a round's letter: `what` is `all`, or `away` for those not on the bot.

    Raises Withheld when the right was lost meanwhile, and Gone without its round or anybody to
    write to.
    """
    letter = await request_of(db, given)
    told, form = to_json(letter), given["format"]
    body = await own_process.made("letter", {"letter": told, "format": form})
    name = round_texts.letter_file(given["what"], form)
    return Rendered(name, body, unprinted.note_of(form, told))


async def request_of(db: Database, given: Mapping[str, Any]) -> Letter:
    """The letter as the round stands now."""
    at = datetime.fromisoformat(given["at"])
    today = kst_date(at)
    async with db.read() as session:
        await still(session, given["officer"], Action.RUN_ROUND)
        row = await rounds.by_id(session, given["round"])
        if row is None:
            raise Gone
        due = (await holidays.calendar(session)).next_workday(row.due_on)
        asked = Asked(row.half, row.results_half, due, row.letter)
        head = await pledges.head_on(session, today)
        if given["what"] == "all":
            return request_letter(asked, head, at)
        away = await reach.unreached(session, row, today)
        if not away:
            raise Gone
        return urging_letter(asked, head, [one.plan.department for one in away], today, at)


RENDERS: dict[str, Render] = {"letter": write_letter, "request_letter": write_request}
