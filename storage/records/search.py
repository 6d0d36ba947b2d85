"""`/find`: every word must be met, a company under any of its names, a month or year by number."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

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
from storage.records.record_union import Hits, Newest, Where, page
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
MANY = 5_000
"""So many records a word may leave, or an office have, where all are looked at and counted."""
NEWEST = Newest(looked_at=20_000, counted=1_000)
"""Beyond that the newest ones are, and the list says so."""
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
        found = await _candidates(option, asked.kinds, session, FEW)
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
    option: Word, kinds: Sequence[RecordKind], session: AsyncSession, most: int
) -> set[tuple[RecordKind, int]] | None:
    """The records that may meet a word; None where they are more than `most`."""
    found: set[tuple[RecordKind, int]] = set()
    for statement in letter_pairs.anywhere(option.texts, kinds, dialect_of(session)):
        held = await execute(session, statement.limit(most + 1))
        found.update(map(letter_pairs.placed, held.scalars()))
    for other in option.others:
        if len(found) > most:
            break
        rows = await execute(session, other(kinds).limit(most + 1))
        found.update((RecordKind(kind), number) for kind, number in rows)
    return found if len(found) <= most else None


async def _whole(words: Sequence[str], asked: _Asked, session: AsyncSession) -> Hits:
    """What meets all words, however many records they are; else what they may go on to."""
    found = Hits(0, ())
    for open_end in (False, True):
        read = await _read(words, session, open_end=open_end)
        found = await _of_all(read, asked, session) or await _of_newest(read, asked, session)
        if found.total or not any(map(initials.may_go_on, words)):
            break
    return found


async def _of_all(words: Sequence[Word], asked: _Asked, session: AsyncSession) -> Hits | None:
    """What meets all words, all of it counted; None where too many records had to be looked at."""
    few = not await _is_long(session)
    for option in () if few else _options(words):
        few = few or await _candidates(option, asked.kinds, session, MANY) is not None
    if not few:
        return None
    narrowest = await _narrowest(words, asked.kinds, session)
    return await _page(_among(words, narrowest, dialect_of(session)), asked, session)


async def _of_newest(words: Sequence[Word], asked: _Asked, session: AsyncSession) -> Hits:
    """What of the newest records meets all words."""

    def where(kind: RecordKind, table: Any) -> Iterator[ColumnElement[bool]]:
        for word in words:
            yield word.exactly(kind, table)

    told = [word.halves for word in words if word.halves is not None]
    newest = replace(NEWEST, halves=told[0] if told else None)
    return await page(
        session, asked.kinds, where, asked.limit, asked.offset, viewer=asked.viewer, newest=newest
    )


async def _is_long(session: AsyncSession) -> bool:
    """Whether the office has more records than are looked at for any word."""
    last = await execute(session, select(func.max(TABLES[RecordKind.EVENT].__table__.c.id)))
    return (last.scalar_one() or 0) > NEWEST.looked_at


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
                    by_number=True,
                ),
            )
            for measures in SUMMED
        ]
    )
