"""Companies by any of their spellings, and which record names which of them."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.company import Company, CompanyName, RecordCompany
from storage.prepared import Prepared
from storage.records import texts
from storage.rules import errors
from storage.rules.names import (
    ASK_FROM,
    CITY,
    clean_text,
    company_key,
    key_similarity,
    shared_endings,
    split_site,
    worth_comparing,
)
from storage.rules.terms import RecordKind

Named = tuple[str, int]
"""A name as printed, and the company that it means."""


async def resolve(session: AsyncSession, printed: str) -> int | None:
    """The company that this spelling means, by its key; None when it was never seen."""
    key = company_key(printed)
    if not key:
        return None
    found = await session.exec(
        select(col(CompanyName.company_id)).where(col(CompanyName.key) == key)
    )
    return found.one_or_none()


async def candidates(
    session: AsyncSession, printed: str, limit: int = 5
) -> list[tuple[Company, int]]:
    """Companies with a spelling like this one and how alike (75 to 100), best first.

    Nothing is merged here: below 100 the officer is asked.
    """
    found = (
        await session.exec(
            select(col(CompanyName.company_id), col(CompanyName.printed), col(CompanyName.key))
        )
    ).all()
    first = {company_id: key for company_id, _, key in reversed(found)}  # one key a company
    wanted = company_key(printed)
    shared = shared_endings(key for key in first.values() if key[-2:] == wanted[-2:])
    best: dict[int, int] = {}
    for place in worth_comparing(wanted, [key for _id, _spelling, key in found]):
        company_id, _spelling, key = found[place]
        score = key_similarity(wanted, key, shared)
        if score >= ASK_FROM and score > best.get(company_id, 0):
            best[company_id] = score
    ranked = sorted(best.items(), key=lambda one: (-one[1], one[0]))[:limit]
    rows = await session.exec(
        select(Company).where(col(Company.id).in_([company_id for company_id, _ in ranked]))
    )
    companies = {company.id: company for company in rows}
    return [(companies[company_id], score) for company_id, score in ranked]


async def create(session: AsyncSession, printed: str) -> Company:
    """A new company, found from now on by this spelling. Unreadable without a letter in it."""
    key = company_key(printed)
    if not key:
        raise texts.no_company_name(printed)
    name = split_site(printed)[0]
    company = Company(name=name, is_city=key == company_key(CITY))
    session.add(company)
    await session.flush()
    assert company.id is not None
    session.add(CompanyName(company_id=company.id, printed=name, key=key))
    await session.flush()
    return company


async def join(session: AsyncSession, printed: str, company_id: int) -> None:
    """This spelling means that company from now on. Refusal when it means another already."""
    known = await resolve(session, printed)
    if known is not None and known != company_id:
        raise errors.Refusal(texts.spelling_taken(clean_text(printed)))
    key = company_key(printed)
    if known is None and key:
        spelling = split_site(printed)[0]
        session.add(CompanyName(company_id=company_id, printed=spelling, key=key))
        await session.flush()


async def settle(
    session: AsyncSession, names: Iterable[str], chosen: Mapping[str, int | None]
) -> list[Named]:
    """The company of each printed name, in order: the chosen one, the known one, or a new one."""
    named: list[Named] = []
    for printed in names:
        company_id = chosen.get(printed)
        known = await resolve(session, printed)
        if known is not None:
            company_id = known  # a choice of before may have been joined to another since
        elif company_id is None or not await names_of(session, company_id):
            company_id = (await create(session, printed)).id
        else:
            await join(session, printed, company_id)
        assert company_id is not None
        named.append((printed, company_id))
    return named


async def link(
    session: AsyncSession, kind: RecordKind, record_id: int, named: Sequence[Named]
) -> None:
    """Writes down which companies a record names, in place of what was written before."""
    await session.exec(
        delete(RecordCompany).where(
            col(RecordCompany.record_kind) == kind,
            col(RecordCompany.record_id) == record_id,
        )
    )
    session.add_all(
        RecordCompany(
            record_kind=kind,
            record_id=record_id,
            company_id=company_id,
            printed=printed,
            position=position,
        )
        for position, (printed, company_id) in enumerate(named)
    )
    await session.flush()


_LINKED = Prepared(
    select(col(RecordCompany.printed), col(RecordCompany.company_id))
    .where(
        col(RecordCompany.record_kind) == bindparam("kind"),
        col(RecordCompany.record_id) == bindparam("record"),
    )
    .order_by(col(RecordCompany.position))
)


async def linked(session: AsyncSession, kind: RecordKind, record_id: int) -> list[Named]:
    """The companies that a record names, in printed order."""
    found = await _LINKED.rows(session, {"kind": kind, "record": record_id})
    return [(printed, company_id) for printed, company_id in found]


async def names_of(session: AsyncSession, company_id: int) -> list[str]:
    """Every spelling of a company, the first one seen first."""
    found = await session.exec(
        select(col(CompanyName.printed))
        .where(col(CompanyName.company_id) == company_id)
        .order_by(col(CompanyName.id))
    )
    return list(found.all())
