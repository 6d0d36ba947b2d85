"""A long history at any size: what `lived` writes, again and again under other names.

The first ten thousand events are made of facts, as saving makes them; the rest are copies of these
that the database makes itself, each ten thousand with companies of their own, since an office that
keeps ten times as many records knows more companies and not the same ones ten times as well.
"""

from typing import Any

from sqlalchemy import Table, func, insert, literal, select, text, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import execute
from storage.facts.likeness import fold
from storage.figures import kept_sums
from storage.models.audit import AuditEntry, AuditHead
from storage.models.company import Company, CompanyName, RecordCompany
from storage.models.event import Event
from storage.models.figure import Figure
from storage.prepared import dialect_of
from storage.rules.names import company_key
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject, Verb
from tests.helpers.history import COMPANIES, lived
from tests.helpers.offices import NOW, Office

BASE = 10_000
EVENT, LINKS, FIGURES = Event.__table__, RecordCompany.__table__, Figure.__table__
ENTRIES = AuditEntry.__table__
RARE, RARE_RECORDS = "쿠팡", 20
"""A word of two letters that so many records tell, at any size."""
ENDING = "산업"
"""The end of every company's name, behind which the name of its ten thousand stands."""


def suffix(block: int) -> str:
    """Two letters that are no others': what the companies of a block are called besides."""
    return "" if not block else chr(0xAC00 + 97 * block) + chr(0xD000 - 61 * block)


def company_of(count: int) -> str:
    """A company with about a hundred records, wherever there are so many."""
    return fold(COMPANIES[0] + suffix(1 if count > BASE else 0))


async def decades(session: AsyncSession, office: Office, count: int) -> None:
    """Writes that many events with their companies, figures and lines of the trail."""
    base = min(count, BASE)
    await lived(session, office, base)
    await _linked(session)
    for block in range(1, count // base):
        await _again(session, block, base)
    await _rare(session, count)
    await (await session.connection()).run_sync(kept_sums.fill)
    await _trail(session, count)
    if dialect_of(session) == "postgresql":
        await _go_on(session)


async def _linked(session: AsyncSession) -> None:
    """The companies of the first events, as saving links them."""
    numbers = {name: at for at, name in enumerate(COMPANIES, start=1)}
    await _companies(session, 0)
    rows = []
    for number, facts in await execute(session, select(EVENT.c.id, EVENT.c.facts)):
        for place, name in enumerate(facts.get("companies", ())):
            rows.append(
                {
                    "record_kind": RecordKind.EVENT,
                    "record_id": number,
                    "company_id": numbers[name],
                    "printed": name,
                    "position": place,
                }
            )
    await execute(session, insert(LINKS), rows)


async def _companies(session: AsyncSession, block: int) -> None:
    named = [
        (block * len(COMPANIES) + at, name + suffix(block))
        for at, name in enumerate(COMPANIES, start=1)
    ]
    rows = [{"id": number, "name": name, "is_city": False} for number, name in named]
    await execute(session, insert(Company), rows)
    spelt = [
        {"company_id": number, "printed": name, "key": company_key(name)} for number, name in named
    ]
    await execute(session, insert(CompanyName), spelt)


async def _again(session: AsyncSession, block: int, base: int) -> None:
    await _companies(session, block)
    number, companies, name = base * block, len(COMPANIES) * block, suffix(block)
    called = {
        "id": EVENT.c.id + number,
        "title": func.replace(EVENT.c.title, ENDING, ENDING + name),
        "search": func.replace(EVENT.c.search, ENDING, ENDING + name),
    }
    await _copied(session, EVENT, EVENT.c.id <= base, called)
    linked = {
        "id": LINKS.c.id + block * base,
        "record_id": LINKS.c.record_id + number,
        "company_id": LINKS.c.company_id + companies,
        "printed": LINKS.c.printed.concat(name),
    }
    await _copied(session, LINKS, LINKS.c.record_id <= base, linked)
    most = 10 * base
    counted = {"id": FIGURES.c.id + block * most, "record_id": FIGURES.c.record_id + number}
    counted["company_id"] = FIGURES.c.company_id + companies
    await _copied(session, FIGURES, FIGURES.c.record_id <= base, counted)


async def _copied(session: AsyncSession, table: Table, which: Any, other: dict[str, Any]) -> None:
    columns = [column.name for column in table.c]
    made = select(*(other.get(name, table.c[name]) for name in columns)).where(which)
    await execute(session, insert(table).from_select(columns, made))


async def _rare(session: AsyncSession, count: int) -> None:
    """A few records that alone tell a word, spread over the whole time."""
    each = max(count // RARE_RECORDS, 1)
    named = {
        "title": literal(RARE).concat(" ").concat(EVENT.c.title),
        "search": literal(RARE).concat(EVENT.c.search),
    }
    chosen = [each * at for at in range(1, RARE_RECORDS + 1)]
    await execute(session, update(EVENT).where(EVENT.c.id.in_(chosen)).values(named))


async def _trail(session: AsyncSession, count: int) -> None:
    """A line for each event, as its entry leaves it; the chain is not sealed."""
    told = {
        "seq": EVENT.c.id,
        "at": literal(NOW, ENTRIES.c.at.type),
        "officer_id": EVENT.c.officer_id,
        "action": literal(Verb.CREATE.value),
        "subject": literal(Subject.EVENT.value),
        "subject_id": EVENT.c.id,
        "after": EVENT.c.facts,
        "reason": literal(""),
        "previous": literal(""),
        "hash": literal(""),
    }
    made = select(*told.values())
    await execute(session, insert(ENTRIES).from_select(list(told), made))
    session.add(AuditHead(seq=count, hash=""))
    await session.flush()


async def _go_on(session: AsyncSession) -> None:
    """What is saved from now on is numbered behind what stands there."""
    for table in (EVENT, FIGURES, LINKS, Company.__table__, CompanyName.__table__):
        asked = f"setval(pg_get_serial_sequence('{table.name}', 'id'), max(id))"
        await execute(session, text(f"SELECT {asked} FROM {table.name}"))
