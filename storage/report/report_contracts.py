"""Works contracts in a block: those noticed in its halves, and those of whose site it tells.

A head-count belongs to the half in which it was taken. So a contract of an earlier half is printed
again where somebody counted heads, by its name and the count alone.
"""

from dataclasses import replace
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import ContractFacts
from storage.models.contract import Contract, HireReport
from storage.models.report import ReportBlock
from storage.report.composing_sums import Entry


async def counted_again(session: AsyncSession, block: ReportBlock) -> list[Any]:
    """Contracts of other halves with a head-count in the halves of the block, in entry order."""
    sites = select(col(HireReport.parent_id)).where(
        col(HireReport.removed_at).is_(None),
        col(HireReport.half).between(block.first_half, block.last_half),
    )
    found = await session.exec(
        select(Contract)
        .where(
            col(Contract.removed_at).is_(None),
            ~col(Contract.half).between(block.first_half, block.last_half),
            col(Contract.id).in_(sites),
        )
        .order_by(col(Contract.created_at), col(Contract.id))
    )
    return list(found.all())


def in_block(row: Any, block: ReportBlock) -> bool:
    """Whether a head-count was taken in the halves of the block."""
    return row.half is not None and block.first_half <= row.half <= block.last_half


def as_site(entry: Entry) -> Entry:
    """A contract of another half: what was told of it in its own half is not told again."""
    assert isinstance(entry.facts, ContractFacts)
    records = tuple(one for one in entry.records if one[0] != "subcontract")
    facts = replace(entry.facts, shortfall="")
    return replace(entry, records=records, facts=facts, subcontracts=())
