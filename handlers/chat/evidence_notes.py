"""What stands beside photos and files: lost, of another day, the same as under another record.

And once in a lifetime, with somebody's first photo: whose faces are on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.chat.reading import reads
from storage.models.evidence import LOST, Evidence, EvidenceFile
from storage.records import evidence, evidence_files, record_keeping, wording_evidence
from storage.records.evidence_days import another_day
from storage.rules.permission import Matter
from storage.rules.terms import RecordKind


async def of(
    context: OfficeContext, row: Any, found: Sequence[Evidence]
) -> Mapping[int, list[str]]:
    """What is to be said of each of them, by its number."""
    marks = [one.file_unique_id for one in found]
    known = await evidence_files.by_ids(context.session, marks)
    twins = await evidence_files.twins(context.session, marks)
    beside = {}
    for one in found:
        file = known.get(one.file_unique_id)
        others = [
            other
            for other in twins.get(one.file_unique_id, [])
            if (other.record_kind, other.record_id) != (row.kind, row.id)
        ]
        places = await _places(context, others)
        beside[one.id] = [
            *_of_file(row, file),
            *wording_evidence.unprinted(one.file_name),
            *wording_evidence.also_at(one.media, places),
        ]
    return beside


async def placed(context: OfficeContext, row: Any) -> list[str]:
    """What is to be said of the photos and files of a record when some were put to it."""
    found = await evidence.held_by(context.session, row.kind, row.id)
    beside = await of(context, row, found)
    return list(dict.fromkeys(said for one in found for said in beside[one.id]))


def _of_file(row: Any, file: EvidenceFile | None) -> list[str]:
    if file is None:
        return []
    said = [wording_evidence.lost(file.why)] if file.state == LOST else []
    if another_day(row, file.taken_on) and file.taken_on is not None:
        said.append(wording_evidence.taken_on(file.taken_on))
    return said


async def _places(context: OfficeContext, others: Sequence[Evidence]) -> list[str]:
    """The records of these, by name where this person may see evidence there."""
    said = []
    for other in others:
        if other.record_kind == evidence.WAITING:
            continue
        row = await record_keeping.get(
            context.session, RecordKind(other.record_kind), other.record_id
        )
        if row is None or row.removed_at is not None:
            continue
        mine = reads(context, row.department_id, Matter.EVIDENCE)
        said.append(row.title if mine else wording_evidence.ELSEWHERE)
    return list(dict.fromkeys(said))


async def came(context: OfficeContext, files: Sequence[tuple[str, str]], bag: int = 0) -> str:
    """What is said of files as they come, each told as its medium and its name: that the album
    prints none of such a kind, and whose faces are on the first photo of somebody."""
    said = [one for _medium, name in files for one in wording_evidence.unprinted(name)]
    return "\n".join(filter(None, [*said, await faces(context, files, bag)]))


async def faces(context: OfficeContext, files: Iterable[tuple[str, str]], bag: int = 0) -> str:
    """What is said with the first photo that somebody ever sends, be it one of several.

    Each file is told as its medium and its name.
    """
    if not any(wording_evidence.is_photo(*one) for one in files):
        return ""
    first = await evidence.first_photo(context.session, context.officer.id, bag)
    return wording_evidence.FACES if first else ""
