"""`/find`: every word must be met, a company under any of its names, a month or year by number."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from sqlalchemy import ColumnElement, Table, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import letter_pairs
from storage.database import execute
from storage.figures.asking import PEOPLE, Asked
from storage.figures.asking import TABLE as LEDGER
from storage.figures.sums import Sum, total
from storage.long_reading import lent
from storage.models.office import Officer
from storage.models.record_tables import TABLES
from storage.prepared import dialect_of
from storage.records import search_words
from storage.records.record_union import Hits, Where, page
from storage.records.search_meant import meant
from storage.records.search_words import Word
from storage.rules import errors, initials, permission
from storage.rules.figure_kinds import Counted
from storage.rules.names import clean_text
from storage.rules.permission import Action
from storage.rules.terms import RecordKind

MOST_WORDS = 8
FEW = 300
"""So many records are looked at where the question is asked; more beside the loop."""
SUMMED = (PEOPLE, (Counted.HIRED,))
"""What is told of the events of a list: who came, who was hired."""


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
    Raises NotRead for an update whose words leave many records to look at: that is done beside
    the loop.
    """
    if viewer.state != "active" or not permission.may(viewer.role, Action.FIND):
        raise errors.NotAllowed
    words = clean_text(text).split()[:MOST_WORDS]
    if not words:
        return Hits(0, ())

    asked = _Asked(tuple(kinds or TABLES), limit, offset, viewer)
    for open_end in (False, True):
        found = await _near(words, asked, session, open_end=open_end)
        if found is None:
            break
        if open_end or found.total or not any(map(initials.may_go_on, words)):
            return found
    key = ("find", tuple(words), *asked[:-1], viewer.id, viewer.role, viewer.department_id)
    return await lent(session, key, partial(_whole, words, asked))


class _Asked(NamedTuple):
    kinds: tuple[RecordKind, ...]
    limit: int
    offset: int
    viewer: Officer


async def _near(
    words: Sequence[str], asked: _Asked, session: AsyncSession, *, open_end: bool
) -> Hits | None:
    """What meets all words, where the index leaves few records to look at; None where many."""
    read, few = await _read(words, session, open_end=open_end), None
    for option in _options(read):
        found = await _candidates(option, asked.kinds, session)
        if found is not None and (few is None or len(found) < len(few)):
            few = found
    if few is None:
        return None
    numbers: dict[RecordKind, list[int]] = defaultdict(list)
    for kind, number in few:
        numbers[kind].append(number)
    kinds = [kind for kind in asked.kinds if kind in numbers]

    def where(kind: RecordKind, table: Table) -> Iterator[ColumnElement[bool]]:
        yield table.c.id.in_(numbers[kind])
        for word in read:
            yield word.exactly(kind, table)

    return await _page(where, asked._replace(kinds=tuple(kinds)), session)


async def _candidates(
    option: Word, kinds: Sequence[RecordKind], session: AsyncSession
) -> set[tuple[RecordKind, int]] | None:
    """The records that may meet a word; None where they are more than FEW."""
    found: set[tuple[RecordKind, int]] = set()
    for statement in letter_pairs.anywhere(option.texts, kinds, dialect_of(session)):
        held = await execute(session, statement.limit(FEW + 1))
        found.update(map(letter_pairs.placed, held.scalars()))
    for other in option.others:
        if len(found) > FEW:
            break
        rows = await execute(session, other(kinds).limit(FEW + 1))
        found.update((RecordKind(kind), number) for kind, number in rows)
    return found if len(found) <= FEW else None


async def _whole(words: Sequence[str], asked: _Asked, session: AsyncSession) -> Hits:
    """What meets all words, however many records they are; else what they may go on to."""
    found = Hits(0, ())
    for open_end in (False, True):
        read = await _read(words, session, open_end=open_end)
        option = await _narrowest(read, asked.kinds, session)
        found = await _page(_among(read, option, dialect_of(session)), asked, session)
        if found.total or not any(map(initials.may_go_on, words)):
            break
    return found


def _among(words: Sequence[Word], narrowest: Word | None, dialect: str) -> Where:
    def where(kind: RecordKind, table: Table) -> Iterator[ColumnElement[bool]]:
        if narrowest is not None:
            yield table.c.id.in_(narrowest.among(kind, dialect))
        for word in words:
            yield word.exactly(kind, table)

    return where


async def _read(words: Sequence[str], session: AsyncSession, *, open_end: bool) -> list[Word]:
    dialect, known = dialect_of(session), await meant(session, words)
    return [search_words.read(word, known[word], dialect, open_end=open_end) for word in words]


def _options(words: Sequence[Word]) -> list[Word]:
    """By which words the index may be asked: those that letters alone find together, any other."""
    usable = [word for word in words if word.texts]
    plain = [word for word in usable if not word.others]
    others = [word for word in usable if word.others]
    return [search_words.together(plain), *others] if plain else others


async def _narrowest(
    words: Sequence[Word], kinds: Sequence[RecordKind], session: AsyncSession
) -> Word | None:
    """The words by which the index leaves the fewest records; None where it leaves all."""
    options, counts = _options(words), []
    if len(options) < 2:
        return options[0] if options else None
    for option in options:
        among = (option.among(kind, dialect_of(session)).subquery() for kind in kinds)
        counted = (select(func.count()).select_from(one).scalar_subquery() for one in among)
        counts.append(sum((await execute(session, select(*counted))).one()))
    return options[counts.index(min(counts))]


async def _page(where: Where, asked: _Asked, session: AsyncSession) -> Hits:
    """A page of what meets all words."""
    if not asked.kinds:
        return Hits(0, ())
    hits = await page(session, asked.kinds, where, asked.limit, asked.offset, viewer=asked.viewer)
    events = RecordKind.EVENT in asked.kinds
    return replace(hits, sums=await _sums(session, where)) if hits.total > 1 and events else hits


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
