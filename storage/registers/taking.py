"""What a register changes, done row by row: each for itself, so that one refusal stops no other.

`Done` is what taking it back needs; a record that somebody touched since stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from storage import audit
from storage.act import Act
from storage.database import savepoint
from storage.records import record_keeping, records
from storage.registers import wording_returned as words
from storage.registers.shapes import Addition, Alteration, Edit, Removal
from storage.rules.errors import Refusal
from storage.rules.terms import RecordKind
from storage.rules.trail import Verb
from storage.rules.wording_cells import placed, row_name
from storage.traffic.mass_acts import WAITS


class Deed(StrEnum):
    """What was done; the values stand in stored acts."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Done(NamedTuple):
    """One deed: the record, its version behind it, and the line that wanted it."""

    record: int
    version: int
    deed: Deed
    line: int


@dataclass
class Taken:
    """What was done of some edits, and what was refused with its reason."""

    done: list[Done] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def count(self, deed: Deed) -> int:
        """How many records."""
        return len([one for one in self.done if one.deed == deed])


async def take(act: Act, kind: RecordKind, edits: Sequence[Edit]) -> Taken:
    """Does these edits; what the office's rules refuse by now is told and left as it is."""
    taken = Taken()
    for edit in edits:
        try:
            async with savepoint(act.session):
                taken.done.append(await _do(act, kind, edit))
        except Refusal as refusal:
            place = row_name(edit.line) if edit.line else words.gone(edit.title)
            taken.refused.append(placed(place, refusal.said(act.today)))
    return taken


async def _do(act: Act, kind: RecordKind, edit: Edit) -> Done:
    match edit:
        case Addition():
            row = await records.add(act, edit.facts, department_id=edit.department_id)
            return Done(row.id, row.version, Deed.ADDED, edit.line)
        case Alteration():
            row = await records.change(
                act, kind, edit.record, edit.facts, expected_version=edit.version
            )
            return Done(row.id, row.version, Deed.CHANGED, edit.line)
        case Removal():
            await records.remove(act, kind, edit.record)
            row = await record_keeping.get(act.session, kind, edit.record)
            return Done(edit.record, row.version if row is not None else 0, Deed.REMOVED, 0)


async def take_back(
    act: Act, kind: RecordKind, done: Sequence[Done], *, within: timedelta = WAITS
) -> Taken:
    """Takes deeds back, the last one first; `refused` names the records that stay.

    What this officer took back before, as an errand did that died since, counts as done.
    """
    taken = Taken()
    for one in reversed(done):
        row: Any = await record_keeping.get(act.session, kind, one.record)
        if await _is_back(act, kind, one, row):
            taken.done.append(one)
            continue
        title = row.title if row is not None else str(one.record)
        try:
            if row is None or row.version != one.version:
                raise Refusal(words.TOUCHED_SINCE)
            async with savepoint(act.session):
                await records.undo(act, kind, one.record, within=within)
            taken.done.append(one)
        except Refusal as refusal:
            taken.refused.append(placed(words.quoted(title), refusal.said(act.today)))
    return taken


async def back(act: Act, kind: RecordKind, done: Sequence[Done]) -> int:
    """How many of these deeds this officer has taken back by now."""
    rows = [await record_keeping.get(act.session, kind, one.record) for one in done]
    pairs = zip(done, rows, strict=True)
    return len([pair for pair in pairs if await _is_back(act, kind, *pair)])


async def _is_back(act: Act, kind: RecordKind, one: Done, row: Any) -> bool:
    """Whether the one thing that happened to the record since is that this was taken back."""
    if row is None or row.version != one.version + 1:
        return False
    last = await audit.last_of(act.session, kind, one.record)
    return last is not None and last.action == Verb.UNDO and last.officer_id == act.officer.id
