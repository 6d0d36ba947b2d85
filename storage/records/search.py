"""`/find`: every word must be met, a company under any of its names, a month or year by number."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Table, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.likeness import fold
from storage.models.company import CompanyName, RecordCompany
from storage.models.office import Officer
from storage.models.record_tables import TABLES
from storage.records.record_union import Hits, page
from storage.rules import errors, permission
from storage.rules.half_year import HalfYear
from storage.rules.names import clean_text, company_key
from storage.rules.permission import Action
from storage.rules.terms import RecordKind

MOST_WORDS = 8
NAMES = CompanyName.__table__
LINKS = RecordCompany.__table__
# A sign other than a digit or a hyphen stands for the word or dot of a year and a month.
_MONTH = re.compile(r"['’]?(?P<year>\d{4}|\d{2})[^\d-](?P<month>1[0-2]|0?[1-9])[^\d]?")
_YEAR = re.compile(r"(?:(?P<long>\d{4})[^\d]?|['’](?P<tick>\d{2})[^\d]?|(?P<short>\d{2})[^\d.])")
_HALF = re.compile(r"\D?\d{2}(?:\d{2})?\D.*")


async def find(
    session: AsyncSession,
    text: str,
    *,
    kinds: Sequence[RecordKind] | None = None,
    limit: int = 20,
    offset: int = 0,
    viewer: Officer,
) -> Hits:
    """Records that meet every word of `text`, newest first; removed ones are never found.

    "쿠팡 2019" and "2021.7" work; case and spacing do not matter. NotAllowed for people who may
    not search.
    """
    if viewer.state != "active" or not permission.may(viewer.role, Action.FIND):
        raise errors.NotAllowed
    words = clean_text(text).split()[:MOST_WORDS]
    if not words:
        return Hits(0, ())

    def where(kind: RecordKind, table: Table) -> Iterator[ColumnElement[bool]]:
        return (_met(word, kind, table) for word in words)

    return await page(session, list(kinds or TABLES), where, limit, offset, viewer=viewer)


def _met(word: str, kind: RecordKind, table: Table) -> ColumnElement[bool]:
    """The word stands in the record, or names one of its companies, or its time."""
    search = table.c.search
    ways: list[ColumnElement[bool]] = [search.contains(fold(word), autoescape=True)]
    month, year = _MONTH.fullmatch(word), _YEAR.fullmatch(word)
    if month:
        return search.contains(f"@{_full(month['year'])}.{int(month['month'])}@")
    if year:
        ways.append(search.contains(f"@{_full(year['long'] or year['tick'] or year['short'])}@"))
    half = _half(word)
    if half is not None:
        ways.append(table.c.half == half.code)
    key = company_key(word)
    if key:
        companies = select(NAMES.c.company_id).where(NAMES.c.key.contains(key, autoescape=True))
        records = select(LINKS.c.record_id).where(
            LINKS.c.record_kind == kind, LINKS.c.company_id.in_(companies)
        )
        ways.append(table.c.id.in_(records))
    return or_(*ways)


def _half(word: str) -> HalfYear | None:
    if not _HALF.fullmatch(word):
        return None
    try:
        return HalfYear.parse(word)
    except errors.Unreadable:
        return None


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)
