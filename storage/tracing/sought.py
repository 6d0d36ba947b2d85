"""The printed lines that somebody means by words or a number, in this paper or in older ones."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.report import ReportVersion
from storage.report import report_composed
from storage.report.report_composed import WHOLE
from storage.rules.half_year import HalfYear
from storage.rules.terms import VersionStage
from storage.tracing import line_trace, printed
from storage.tracing.printed import Printed

MOST = 8  # lines, and kept versions that are looked through


@dataclass(frozen=True)
class Meant:
    """A line, and the paper in which it stands: a version by its number, the draft by 0."""

    half: HalfYear
    version: int
    line: Printed


async def meant(session: AsyncSession, half: HalfYear, now: datetime, said: str) -> list[Meant]:
    """In the draft of this half, else in the newest version that has it. Raises NotRead."""
    draft = await line_trace.paper(session, half, now, None)
    found = [Meant(half, 0, one) for one in printed.at(draft, said, MOST)]
    if found or printed.numbered(said):
        return found
    work = partial(_older, said)
    return await report_composed.read(session, ("sought", said), work, WHOLE)


async def _older(said: str, session: AsyncSession) -> list[Meant]:
    newest = (
        select(ReportVersion)
        .where(col(ReportVersion.stage) != VersionStage.DRAFT)
        .order_by(col(ReportVersion.half).desc(), col(ReportVersion.number).desc())
    )
    for one in (await session.exec(newest.limit(MOST))).all():
        lines = await line_trace.paper(session, one.half, one.at, one)
        if found := printed.at(lines, said, MOST):
            return [Meant(one.half, one.number, line) for line in found]
    return []
