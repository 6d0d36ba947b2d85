"""The one company that typed words name, with the time that they name beside it."""

from datetime import date

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.answers import known
from storage.database import execute
from storage.facts.question import Want, When
from storage.facts.wording_question import read_filter
from storage.models.company import Company, CompanyName
from storage.models.office import Officer
from storage.rules.names import company_key

SHORTEST = 2


async def named(
    session: AsyncSession, officer: Officer, words: str, today: date
) -> tuple[int, When | None] | None:
    """The company, under one of its spellings or as part of the spellings of it alone."""
    names = await known.names(session, officer, words)
    asked = read_filter(words, today, names)
    if asked is not None and asked.want is Want.COMPANY and asked.slice.company is not None:
        return asked.slice.company, asked.when
    key = company_key(words)
    if len(key) < SHORTEST or " " in words.strip():
        return None
    found = await execute(
        session,
        select(col(CompanyName.company_id))
        .join(Company, col(Company.id) == col(CompanyName.company_id))
        .where(col(CompanyName.key).startswith(key, autoescape=True), ~col(Company.is_city))
        .distinct()
        .limit(2),
    )
    ids = [number for (number,) in found]
    return (ids[0], None) if len(ids) == 1 else None
