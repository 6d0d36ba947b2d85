"""`/find`: every word must be met, a company under any of its names, a month or year by number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from sqlalchemy import ColumnElement, Table, collate, func, literal, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.likeness import fold
from storage.figures.asking import PEOPLE, Asked
from storage.figures.asking import TABLE as LEDGER
from storage.figures.sums import Sum, total
from storage.long_reading import lent
from storage.models.company import CompanyName, RecordCompany
from storage.models.office import Officer
from storage.models.record_tables import TABLES
from storage.prepared import dialect_of
from storage.records.record_union import Hits, Where, page
from storage.records.search_meant import meant
from storage.rules import errors, initials, permission
from storage.rules.figure_kinds import Counted
from storage.rules.half_year import HalfYear
from storage.rules.initials import HalfTyped
from storage.rules.names import clean_text, company_key
from storage.rules.permission import Action
from storage.rules.terms import RecordKind

MOST_WORDS = 8
SUMMED = (PEOPLE, (Counted.HIRED,))
"""What is told of the events of a list: who came, who was hired."""
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

    "쿠팡 2019", "2021.7" and "11월" work, as do a figure (265), a department and who keeps the
    record; case and spacing do not matter. Words half typed do too: ㅋㅍ
    and 쿠ㅍ, and 쿠파 where nothing is called so. NotAllowed for people who may not search.
    Raises NotRead for an update whose words are half typed: no index helps there, so they are
    looked for beside the loop.
    """
    if viewer.state != "active" or not permission.may(viewer.role, Action.FIND):
        raise errors.NotAllowed
    words = clean_text(text).split()[:MOST_WORDS]
    if not words:
        return Hits(0, ())

    asked = _Asked(tuple(kinds or TABLES), limit, offset, viewer)
    half_typed = any(map(initials.has_initials, words))
    if not half_typed:
        found = await _page(words, asked, session, open_end=False)
        if found.total or not any(map(initials.may_go_on, words)):
            return found
    key = ("find", tuple(words), *asked[:-1], viewer.id, viewer.role, viewer.department_id)
    return await lent(session, key, partial(_page, words, asked, open_end=not half_typed))


class _Asked(NamedTuple):
    kinds: tuple[RecordKind, ...]
    limit: int
    offset: int
    viewer: Officer


async def _page(
    words: Sequence[str], asked: _Asked, session: AsyncSession, *, open_end: bool
) -> Hits:
    """A page of what meets all words; with `open_end` the last syllable of each may go on."""
    where = await _where(words, session, open_end=open_end)
    hits = await page(session, asked.kinds, where, asked.limit, asked.offset, viewer=asked.viewer)
    return replace(hits, sums=await _sums(session, where)) if hits.total > 1 else hits


async def _where(words: Sequence[str], session: AsyncSession, *, open_end: bool) -> Where:
    dialect = dialect_of(session)
    known = await meant(session, words)

    def where(kind: RecordKind, table: Table) -> Iterator[ColumnElement[bool]]:
        for word in words:
            if initials.has_initials(word) or (open_end and initials.may_go_on(word)):
                yield _met_half_typed(HalfTyped(word, open_end=open_end), kind, table, dialect)
            else:
                yield or_(_met(word, kind, table), *known[word].ways(kind, table))

    return where


async def _sums(session: AsyncSession, where: Where) -> tuple[Sum, ...]:
    """Of all events that were found: who came, and who was hired."""
    table = TABLES[RecordKind.EVENT].__table__
    found = select(table.c.id).where(*where(RecordKind.EVENT, table))
    return tuple(
        [
            await total(
                session,
                Asked(
                    measures=measures,
                    records=(RecordKind.EVENT,),
                    where=(LEDGER.c.record_id.in_(found),),
                ),
            )
            for measures in SUMMED
        ]
    )


def _met_half_typed(
    word: HalfTyped, kind: RecordKind, table: Table, dialect: str
) -> ColumnElement[bool]:
    """It stands in the title, begins a text of the record, or names one of its companies."""

    def meets(text: ColumnElement[str], *, at_start: bool = False) -> ColumnElement[bool]:
        before = "\n" if at_start else ""
        if dialect == "sqlite":
            return text.op("GLOB")(f"*{before}{word.glob}*")
        return collate(text, "C").op("~")(f"{before}{word.regex}")

    companies = select(NAMES.c.company_id).where(meets(NAMES.c.key))
    records = select(LINKS.c.record_id).where(
        LINKS.c.record_kind == kind, LINKS.c.company_id.in_(companies)
    )
    return or_(
        meets(func.replace(table.c.title, " ", "")),
        meets(literal("\n").concat(table.c.search), at_start=True),
        table.c.id.in_(records),
    )


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
