"""The one company that typed words name, with the time that they name beside it."""

from datetime import date

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.answers import known
from storage.database import execute
from storage.facts.question.asked import Want, When
from storage.facts.question.wording import read_filter
from storage.models.company import Company, CompanyName
from storage.models.office import Officer
from storage.rules.names import company_key

SHORTEST = 2
MOST = 4
"""Companies that are offered where a word begins the names of several."""


async def named(
    session: AsyncSession, officer: Officer, words: str, today: date
) -> tuple[int, When | None] | None:
    """The company, under one of its spellings or as part of the spellings of it alone."""
    names = await known.names(session, officer, words)
    asked = read_filter(words, today, names)
    if asked is not None and asked.want is Want.COMPANY and asked.slice.company is not None:
        return asked.slice.company, asked.when
    alike = await like(session, words)
    return (alike[0][0], None) if len(alike) == 1 else None


async def like(session: AsyncSession, words: str) -> list[tuple[int, str]]:
    """The companies of which a spelling begins with the words, as few as buttons can stand for."""
    key = company_key(words)
    if len(key) < SHORTEST or " " in words.strip():
        return []
    found = await execute(
        session,
        select(col(Company.id), col(Company.name))
        .join(CompanyName, col(CompanyName.company_id) == col(Company.id))
        .where(col(CompanyName.key).startswith(key, autoescape=True), ~col(Company.is_city))
        .distinct()
        .order_by(col(Company.id))
        .limit(MOST),
    )
    return [(number, name) for number, name in found]
