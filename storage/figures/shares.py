"""Residents among the hired, over the records that tell both."""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, exists
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.figures.asking import TABLE, Asked
from storage.figures.sums import total
from storage.rules.quota import local_rate

_OTHER = TABLE.alias("told_too")


@dataclass(frozen=True)
class Share:
    """Residents of all who were hired, of `known` records out of those that count any hires."""

    residents: int | None
    workers: int | None
    rate: int | None  # basis points
    known: int
    records: int


async def of(session: AsyncSession, hired: Asked) -> Share:
    """The share of residents in a question about all who were hired."""
    whole = await total(session, hired)
    both = replace(hired, where=(*hired.where, _tells(residents=True)))
    everybody = await total(session, both)
    ours = await total(
        session, replace(hired, residents=True, where=(*hired.where, _tells(residents=False)))
    )
    rate = None
    if everybody.value and ours.value is not None and ours.value <= everybody.value:
        rate = local_rate(ours.value, everybody.value)
    return Share(ours.value, everybody.value, rate, everybody.known, whole.known)


def _tells(*, residents: bool) -> ColumnElement[bool]:
    return exists().where(
        _OTHER.c.record_kind == TABLE.c.record_kind,
        _OTHER.c.record_id == TABLE.c.record_id,
        _OTHER.c.measure == TABLE.c.measure,
        _OTHER.c.aim == TABLE.c.aim,
        _OTHER.c.residents.is_(residents),
    )
