"""The whole report as its card and its versions need it, read beside the event loop."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.long_reading import lent
from storage.models.report import ReportBlock, ReportVersion
from storage.report import (
    evidence_album,
    report_blocks,
    report_changes,
    report_composed,
    report_draft,
    report_late,
)
from storage.report.report_composed import WHOLE, Lines, key_of
from storage.report.report_shapes import from_json, to_json
from storage.rules.half_year import HalfYear


@dataclass(frozen=True)
class Summary:
    """How many lines a draft has, how many of them have aged, and its photos."""

    lines: int
    stale: int
    photos: int


@dataclass(frozen=True)
class Sealed:
    """A report as a version keeps it: JSON values, and the SHA-256 over them."""

    content: dict[str, Any]
    sha256: str


async def summary(session: AsyncSession, half: HalfYear, now: datetime) -> Summary:
    """Of the draft as it stands. Raises NotRead for an update."""
    work = partial(_summary, half, now)
    return await report_composed.read(session, ("summary", half.code), work, WHOLE)


async def _summary(half: HalfYear, now: datetime, session: AsyncSession) -> Summary:
    report = await report_draft.report(session, half, now)
    lines = [*report.lines()]
    photos = await evidence_album.shots(session, report)
    return Summary(len(lines), sum(line.stale for line in lines), len(photos))


async def photos_of(session: AsyncSession, version: ReportVersion) -> int:
    """How many photos stand behind a version. Raises NotRead for an update."""
    work = partial(_photos, version.report)
    return await report_composed.read(session, ("photos", version.sha256), work, WHOLE)


async def _photos(content: dict[str, Any], session: AsyncSession) -> int:
    return len(await evidence_album.shots(session, from_json(content)))


async def changes(session: AsyncSession, one: ReportVersion, other: ReportVersion) -> list[str]:
    """From the older of two versions to the newer, in words. Raises NotRead for an update."""
    older, newer = sorted((one, other), key=lambda each: each.number)
    key = ("changes", older.sha256, newer.sha256)
    return await lent(session, key, partial(_changes, older.report, newer.report))


async def _changes(
    older: dict[str, Any], newer: dict[str, Any], _session: AsyncSession
) -> list[str]:
    return report_changes.changes(from_json(older), from_json(newer))


async def sealed(session: AsyncSession, half: HalfYear, label: str, now: datetime) -> Sealed:
    """The draft under the label of a version. Raises NotRead for an update."""
    work = partial(_sealed, half, label, now)
    return await report_composed.read(session, ("sealed", half.code, label), work, WHOLE)


async def _sealed(half: HalfYear, label: str, now: datetime, session: AsyncSession) -> Sealed:
    report = await report_draft.report(session, half, now)
    content = to_json(replace(report, version=label))
    return Sealed(content, digest(content))


@dataclass(frozen=True)
class Renewed:
    """A closed half once more: its lines as of today, and the whole report with them."""

    lines: Lines
    made: Sealed


async def renewed(session: AsyncSession, block: ReportBlock, label: str, now: datetime) -> Renewed:
    """The report on the last half of a closed block. Raises NotRead for an update."""
    work = partial(_renewed, block.id, label, now)
    return await report_composed.read(session, ("renewed", block.id, label), work, WHOLE)


async def _renewed(number: int, label: str, now: datetime, session: AsyncSession) -> Renewed:
    block = await report_blocks.existing(session, number)
    lines = await report_late.live_lines(session, block)
    half = block.last_half
    report = await report_draft.report(session, half, now, renewed={key_of(block): lines})
    content = to_json(replace(report, version=label))
    return Renewed(lines, Sealed(content, digest(content)))


def digest(content: dict[str, Any] | list[dict[str, Any]]) -> str:
    """SHA-256 over a report, or the lines of a block, as canonical JSON.

    Sorted keys, no spaces, UTF-8.
    """
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()
