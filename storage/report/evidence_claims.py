"""What photos and files leave open: lost bytes, another day, the same one under two records."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.tally import Record
from storage.models.evidence import LOST, Evidence, EvidenceFile
from storage.records import evidence_files, wording_evidence
from storage.records.evidence_days import another_day
from storage.report import wording_report
from storage.report.figure_claims import Claim

Proofs = Mapping[Record, Sequence[Evidence]]


async def proofs(session: AsyncSession, rows: Sequence[Any]) -> Proofs:
    """The living photos and files of these records."""
    found = await session.exec(
        select(Evidence)
        .where(
            col(Evidence.record_kind).in_({row.kind for row in rows}),
            col(Evidence.removed_at).is_(None),
        )
        .order_by(col(Evidence.id))
    )
    wanted = {(row.kind, row.id) for row in rows}
    held: dict[Record, list[Evidence]] = defaultdict(list)
    for one in found.all():
        if (one.record_kind, one.record_id) in wanted:
            held[one.record_kind, one.record_id].append(one)
    return held


async def of_evidence(session: AsyncSession, rows: Sequence[Any], held: Proofs) -> list[Claim]:
    """Every claim about what proves these records, in their order."""
    marks = [one.file_unique_id for some in held.values() for one in some]
    files = await evidence_files.by_ids(session, marks)
    return [
        *(claim for row in rows for claim in _of_record(row, held, files)),
        *_doubles({(row.kind, row.id): row.title for row in rows}, held, files),
    ]


def _of_record(row: Any, held: Proofs, files: Mapping[str, EvidenceFile]) -> Iterator[Claim]:
    record = (row.kind, row.id)
    known = [
        files[one.file_unique_id] for one in held.get(record, ()) if one.file_unique_id in files
    ]
    lost = [one.file_unique_id for one in known if one.state == LOST]
    if lost:
        key = f"evidence-lost:{row.kind}:{row.id}:{','.join(sorted(lost))}"
        yield Claim(key, wording_report.evidence_lost(row.title, len(lost)), (record,))
    unprinted = [
        one for one in held.get(record, ()) if wording_evidence.is_unprinted(one.file_name or "")
    ]
    if unprinted:
        marks = ",".join(sorted(one.file_unique_id for one in unprinted))
        key = f"evidence-print:{row.kind}:{row.id}:{marks}"
        yield Claim(key, wording_report.evidence_unprinted(row.title, len(unprinted)), (record,))
    taken = {one.taken_on for one in known if one.taken_on}
    days = sorted(day for day in taken if another_day(row, day))
    if days:
        told = ",".join(day.isoformat() for day in days)
        key = f"evidence-day:{row.kind}:{row.id}:{told}"
        yield Claim(key, wording_report.taken_another_day(row.title, days), (record,))


def _doubles(
    titles: Mapping[Record, str], held: Proofs, files: Mapping[str, EvidenceFile]
) -> Iterator[Claim]:
    """The same bytes, or the same file of Telegram's, under several of these records."""
    places: dict[str, list[Record]] = defaultdict(list)
    for record, some in held.items():
        for one in some:
            file = files.get(one.file_unique_id)
            same = (file.came_sha256 if file else "") or one.file_unique_id
            if record not in places[same]:
                places[same].append(record)
    groups: dict[tuple[Record, ...], int] = defaultdict(int)
    for records in places.values():
        if len(records) > 1:
            groups[tuple(sorted(records))] += 1
    for together, count in groups.items():
        numbers = ",".join(f"{kind}.{number}" for kind, number in together)
        names = [titles[one] for one in together]
        text = wording_report.same_evidence(names, count)
        yield Claim(f"evidence-same:{count}:{numbers}", text, together)
