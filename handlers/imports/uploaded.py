"""A report that came as a file, from what was read to its first screen and back."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.imports import views
from storage.models.office import Officer
from storage.models.upload import Upload
from storage.report.importing import import_changes
from storage.report.importing.import_known import Known
from storage.report.reading import outline
from storage.report.reading.proposal import Choices, Proposal, choices_from, propose
from storage.traffic.messages import Screen


async def show(session: AsyncSession, row: Upload, _officer: Officer, _now: datetime) -> Screen:
    """What was read, before anything of it is saved; raises Refusal for no report of a half."""
    proposal, there = await looked_at(session, row)
    return views.summary(proposal, there, row.id, row.file_name)


async def looked_at(session: AsyncSession, row: Upload) -> tuple[Proposal, Known]:
    """The proposal as it was decided so far, and what stands in the office already."""
    proposal = propose(outline.from_json(row.found["outline"]), decided(row))
    return await import_changes.beside(session, proposal, row.sha256)


def decided(row: Upload) -> Choices:
    """What was chosen so far."""
    return choices_from(row.found.get("choices", {}))
