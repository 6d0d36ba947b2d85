"""A register as a file: read from the records when it is sent, or for the command line."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.renders import own_process
from bot.renders.rendered import Render, Rendered, still
from handlers.register import texts
from storage.database import Database, opened
from storage.facts.registers.wording_scopes import Scope
from storage.long_reading import beside
from storage.office import departments
from storage.registers import listing
from storage.registers.listing import Listed
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import RecordKind

SHEET, TEXT = "xlsx", "csv"
FORMATS = (SHEET, TEXT)
JOBS = {SHEET: "register", TEXT: "register_text"}


async def write_register(db: Database, given: Mapping[str, Any]) -> Rendered:
    """The register of a scope as it stands; raises Withheld when the right was lost meanwhile."""
    scope, at = scope_of(given), datetime.fromisoformat(given["at"])
    async with db.read() as session:
        await still(session, given["officer"], Action.SEE_RECORD)
        whose = await _whose(session, scope)
    listed = await beside(db, lambda session: listing.of(session, scope))
    return await printed(listed, given["format"], whose, at)


async def printed(listed: Listed, form: str, whose: str, at: datetime) -> Rendered:
    """The rows in a format. Raises bot.renders.own_process.PressFault."""
    scope, name = listed.scope, listed.register.name
    given = {
        "heading": scope.heading,
        "headings": listed.headings,
        "title": f"{texts.span(scope)} {name}",
        "told": texts.sheet_told(at, whose, len(listed.rows)),
        "rows": listed.rows,
        "offered": listed.offered,
    }
    body = await own_process.made(JOBS[form], given)
    return Rendered(texts.file_name(scope, name, whose, form), body)


async def kept(url: str, scope: Scope) -> tuple[Listed, str]:
    """The register as it stands in the database at `url`, and whose it is; raises
    storage.database.OUT_OF_REACH."""
    async with opened(url) as db, db.read() as session:
        return await listing.of(session, scope), await _whose(session, scope)


def scope_of(given: Mapping[str, Any]) -> Scope:
    """The scope that a row of the outbox names."""
    first, last = (HalfYear.parse(one) if one else None for one in given["halves"])
    return Scope(RecordKind(given["kind"]), first, last, given["department"] or None)


async def _whose(session: AsyncSession, scope: Scope) -> str:
    if scope.department is None:
        return texts.EVERYONE
    return await departments.name_of(session, scope.department)


RENDERS: dict[str, Render] = {"register": write_register}
