"""Versions of the half-year report: whole, numbered, sealed by a hash, never changed."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.models.report import ClaimAcceptance, ReportVersion
from storage.queries import audit
from storage.queries.recording import report_blocks
from storage.queries.reporting import report_draft
from storage.reports import wording_report
from storage.reports.report_claims import claims
from storage.reports.report_shapes import Report, to_json
from storage.rules import errors
from storage.rules.adapter import adapter
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, VersionStage

SUBJECT, ACCEPTANCE = "report_version", "claim_acceptance"


async def make(
    session: AsyncSession,
    officer: Officer,
    half: HalfYear,
    stage: VersionStage,
    report: Report,
    now: datetime,
    provisional: bool = False,
) -> ReportVersion:
    """Keeps the report as it stands under the next number."""
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    number = len(await of_half(session, half)) + 1
    label = wording_report.version_label(stage, number, provisional)
    content = to_json(replace(report, version=label))
    row = ReportVersion(
        half=half.code,
        number=number,
        stage=stage.value,
        provisional=provisional,
        report=content,
        sha256=digest(content),
        officer_id=officer.id or 0,
        at=now,
    )
    session.add(row)
    await session.flush()
    after = {"half": half.code, "number": number, "stage": stage.value, "sha256": row.sha256}
    await _log(session, officer, SUBJECT, row.id or 0, now, after)
    return row


def digest(content: dict[str, Any]) -> str:
    """SHA-256 over the report as canonical JSON: sorted keys, no spaces, UTF-8."""
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


async def of_half(session: AsyncSession, half: HalfYear) -> list[ReportVersion]:
    """Every version of the report on a half, oldest first."""
    found = await session.exec(
        select(ReportVersion)
        .where(col(ReportVersion.half) == half.code)
        .order_by(col(ReportVersion.number))
    )
    return list(found.all())


async def accept_claim(
    session: AsyncSession, officer: Officer, half: HalfYear, key: str, reason: str, now: datetime
) -> None:
    """Lets a mismatch stand for a reason. Gone when there is no such mismatch."""
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    said = " ".join(reason.split())
    if not said:
        raise errors.Refusal(wording_report.EMPTY_REASON)
    claim = next((one for one in await claims(session, half) if one.key == key), None)
    if claim is None:
        raise errors.Gone(wording_report.NO_CLAIM)
    if claim.accepted is not None:
        return
    row = ClaimAcceptance(
        half=half.code, claim=key, reason=said, officer_id=officer.id or 0, at=now
    )
    session.add(row)
    await session.flush()
    after = {"half": half.code, "claim": key}
    await _log(session, officer, ACCEPTANCE, row.id or 0, now, after, said)


async def confirm(
    session: AsyncSession, officer: Officer, half: HalfYear, now: datetime
) -> ReportVersion:
    """Closes the report: a CONFIRMED version is kept, its result blocks freeze and become past.

    Refusal while a mismatch is open, or when it was closed before.
    """
    report_blocks.refuse_others(officer)
    await audit.hold(session)
    blocks = await report_blocks.ensure(session, half, now)
    mine = [one for one in blocks if one.kind == BlockKind.RESULT and one.last_half == half.code]
    if not mine:
        raise errors.Refusal(wording_report.ALREADY_CONFIRMED)
    waiting = [one for one in await claims(session, half) if one.accepted is None]
    if waiting:
        raise errors.Refusal(wording_report.open_claims(len(waiting)))
    report = await report_draft.report(session, half, now)
    version = await make(session, officer, half, VersionStage.CONFIRMED, report, now)
    for block in mine:
        lines = await report_draft.block_lines(session, block)
        block.frozen = adapter(report_draft.Lines).dump_python(lines, mode="json")
        block.kind, block.version = BlockKind.PAST.value, block.version + 1
        after = {"kind": block.kind, "frozen": len(lines)}
        await _log(session, officer, report_blocks.SUBJECT, block.id or 0, now, after)
    await session.flush()
    return version


async def _log(
    session: AsyncSession,
    officer: Officer,
    subject: str,
    number: int,
    now: datetime,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    await audit.write(
        session,
        at=now,
        officer_id=officer.id,
        action=audit.CREATE,
        subject=subject,
        subject_id=number,
        after=after,
        reason=reason,
    )
