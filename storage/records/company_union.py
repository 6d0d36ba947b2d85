"""Two companies become one, and a spelling a company of its own: with all records that name it.

What follows from whose a record is, points and figures, is written anew with it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import execute
from storage.figures import ledger
from storage.models.company import Company, CompanyName, RecordCompany
from storage.records import companies, record_keeping, texts
from storage.records.record_projection import children_of
from storage.rules import errors
from storage.rules.names import company_key
from storage.rules.permission import Action, may
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject, Verb


@dataclass(frozen=True)
class Moved:
    """What went from one company to another: rows of spellings and of links, by number."""

    old: int
    into: int
    names: tuple[int, ...]
    links: tuple[int, ...]


async def existing(session: AsyncSession, company_id: int) -> Company:
    """The company; Gone when there is none, or when it is no longer one of its own."""
    row = await session.get(Company, company_id)
    if row is None or not await companies.names_of(session, company_id):
        raise errors.Gone
    return row


async def foreseen(session: AsyncSession, old: int, into: int) -> Moved:
    """What joining `old` to `into` would move. Refusal for the city, and for one and the same."""
    one, other = await existing(session, old), await existing(session, into)
    if one.id == other.id:
        raise errors.Refusal(texts.ONE_COMPANY)
    if one.is_city or other.is_city:
        raise errors.Refusal(texts.CITY_STAYS)
    names = await session.exec(
        select(col(CompanyName.id)).where(col(CompanyName.company_id) == old)
    )
    links = await session.exec(
        select(col(RecordCompany.id)).where(col(RecordCompany.company_id) == old)
    )
    return Moved(old, into, tuple(names.all()), tuple(links.all()))


async def join(act: Act, old: int, into: int) -> Moved:
    """Every spelling and record of `old` is of `into` from now on. NotAllowed, Refusal, Gone."""
    _refuse_others(act)
    await act.hold()
    moved = await foreseen(act.session, old, into)
    before = await _told(act.session, moved.names)
    await _put(act.session, into, moved.names, moved.links)
    await act.log(
        Subject.COMPANY,
        into,
        Verb.MERGE,
        before={"company": old, "names": before},
        after={"company": into, "links": len(moved.links)},
    )
    return moved


async def part(act: Act, name_id: int) -> Moved:
    """A spelling, with the records that print it, becomes a company of its own.

    Refusal for the only spelling of a company, NotAllowed, Gone.
    """
    _refuse_others(act)
    await act.hold()
    session = act.session
    name = await spelling(session, name_id)
    if len(await companies.names_of(session, name.company_id)) == 1:
        raise errors.Refusal(texts.ONLY_SPELLING)
    links = await printed_so(session, name)
    made = Company(name=name.printed)
    session.add(made)
    await session.flush()
    moved = Moved(name.company_id, made.id, (name.id,), tuple(links))
    before = await _told(session, moved.names)
    await _put(session, made.id, moved.names, moved.links)
    await act.log(
        Subject.COMPANY,
        made.id,
        Verb.PART,
        before={"company": moved.old, "names": before},
        after={"company": made.id, "links": len(links)},
    )
    return moved


async def take_back(act: Act, moved: Moved) -> None:
    """What went over goes back, as far as it is still there."""
    _refuse_others(act)
    await act.hold()
    session = act.session
    names = await session.exec(
        select(col(CompanyName.id)).where(
            col(CompanyName.id).in_(moved.names), col(CompanyName.company_id) == moved.into
        )
    )
    links = await session.exec(
        select(col(RecordCompany.id)).where(
            col(RecordCompany.id).in_(moved.links), col(RecordCompany.company_id) == moved.into
        )
    )
    back = tuple(names.all())
    before = await _told(session, back)
    await _put(session, moved.old, back, tuple(links.all()))
    await act.log(
        Subject.COMPANY,
        moved.old,
        Verb.TAKE_BACK,
        before={"company": moved.into, "names": before},
        after={"company": moved.old},
    )


async def spelling(session: AsyncSession, name_id: int) -> CompanyName:
    """A spelling by its number. Gone when there is none."""
    row = await session.get(CompanyName, name_id)
    if row is None:
        raise errors.Gone
    return row


async def spellings(session: AsyncSession, company_id: int) -> list[CompanyName]:
    """The spellings of a company, the first one seen first."""
    found = await session.exec(
        select(CompanyName)
        .where(col(CompanyName.company_id) == company_id)
        .order_by(col(CompanyName.id))
    )
    return list(found.all())


async def printed_so(session: AsyncSession, name: CompanyName) -> list[int]:
    """The links of its company that are printed in this spelling."""
    found = await session.exec(
        select(col(RecordCompany.id), col(RecordCompany.printed)).where(
            col(RecordCompany.company_id) == name.company_id
        )
    )
    return [number for number, printed in found if company_key(printed) == name.key]


def _refuse_others(act: Act) -> None:
    if act.officer.state != "active" or not may(act.officer.role, Action.GIVE_INCENTIVE):
        raise errors.NotAllowed


async def _told(session: AsyncSession, names: Sequence[int]) -> list[str]:
    found = await session.exec(
        select(col(CompanyName.printed)).where(col(CompanyName.id).in_(names))
    )
    return list(found.all())


async def _put(
    session: AsyncSession, company_id: int, names: Collection[int], links: Collection[int]
) -> None:
    """These spellings and links are of that company; the figures of their records follow."""
    of_names, of_links = CompanyName.__table__, RecordCompany.__table__
    await execute(
        session,
        update(of_names).where(of_names.c.id.in_(names)).values(company_id=company_id),
    )
    await execute(
        session,
        update(of_links).where(of_links.c.id.in_(links)).values(company_id=company_id),
    )
    session.expire_all()
    named = await session.exec(
        select(col(RecordCompany.record_kind), col(RecordCompany.record_id))
        .where(col(RecordCompany.id).in_(links))
        .distinct()
    )
    for kind, number in named.all():
        await _write(session, kind, number)


async def _write(session: AsyncSession, kind: RecordKind, number: int) -> None:
    row = await record_keeping.get(session, kind, number)
    if row is None or row.removed_at is not None:
        return
    await ledger.write(session, row)
    for below in children_of(kind):
        for child in await record_keeping.children(session, below, number):
            await ledger.write(session, child)
