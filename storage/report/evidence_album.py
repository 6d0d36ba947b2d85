"""The photos behind a half-year report: those of its own half's records, as they are printed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.evidence import Evidence
from storage.records import evidence_files
from storage.records.record_projection import table_of
from storage.records.wording_evidence import PRINTED
from storage.report.report_shapes import Report
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

Key = tuple[str, int]


@dataclass(frozen=True)
class Shot:
    """A photo to be fetched, with the record it proves and what its sender wrote under it."""

    file_id: str
    title: str
    caption: str
    sha256: str = ""  # of the bytes that are kept here


async def shots(session: AsyncSession, report: Report) -> list[Shot]:
    """Photos of the records of this half, in the order in which their lines are printed.

    Photos of earlier halves stood in earlier reports; a record that was removed proves nothing.
    """
    keys = dict.fromkeys(key for row in report.rows for line in row.lines for key in line.records)
    titles = await _titles(session, keys, report.half)
    found = await _photos(session, titles)
    marks = [one.file_unique_id for key in titles for one in found[key]]
    kept = {
        mark: row.sha256 for mark, row in (await evidence_files.by_ids(session, marks)).items()
    }
    return [
        Shot(one.file_id, titles[key], one.caption, kept.get(one.file_unique_id, ""))
        for key in titles
        for one in found[key]
    ]


async def _titles(session: AsyncSession, keys: Iterable[Key], half: HalfYear) -> dict[Key, str]:
    """The living records among these that count in the half, in the order of the keys."""
    order = list(keys)
    known: dict[Key, str] = {}
    for kind in dict.fromkeys(kind for kind, _number in order):
        table = table_of(RecordKind(kind))
        rows = await session.exec(
            select(table.id, table.title).where(
                col(table.half) == half, col(table.removed_at).is_(None)
            )
        )
        known |= {(kind, number): title for number, title in rows.all()}
    return {key: known[key] for key in order if key in known}


async def _photos(session: AsyncSession, keys: Iterable[Key]) -> dict[Key, list[Evidence]]:
    wanted = set(keys)
    kinds = {kind for kind, _number in wanted}
    name = col(Evidence.file_name)
    rows = await session.exec(
        select(Evidence)
        .where(
            col(Evidence.record_kind).in_(kinds),
            col(Evidence.removed_at).is_(None),
            or_(
                col(Evidence.media) == "photo",
                *(name.ilike(f"%{ending}") for ending in PRINTED),
            ),
        )
        .order_by(col(Evidence.id))
    )
    found: dict[Key, list[Evidence]] = defaultdict(list)
    for row in rows.all():
        if (row.record_kind, row.record_id) in wanted:
            found[row.record_kind, row.record_id].append(row)
    return found
