"""`python3 -m bot export --of event`: a register (대장) on disk."""

import asyncio
from dataclasses import replace
from pathlib import Path

from bot.cli.exits import BAD_REQUEST, configured, half_named, leave, readable, writable
from bot.cli.lockdown import unless_locked
from bot.renders import register as renders
from bot.renders import report as papers
from bot.renders import taken_out
from storage.database import opened
from storage.facts.registers.wording_registers import REGISTERS
from storage.facts.registers.wording_scopes import Scope
from storage.office import departments
from storage.rules.clock import kst_date, system_clock
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind

UNKNOWN = "없는 대장입니다: ‘{said}’. 쓸 수 있는 말: plan, {known}"
UNKNOWN_FORMAT = "없는 형식입니다: ‘{said}’. 쓸 수 있는 형식: {known}"
NO_DEPARTMENT = "없는 부서입니다: ‘{said}’. 예: 도로건설과"


def written(
    of: str,
    half: str,
    department: str,
    form: str,
    out: Path,
    even_locked: bool,
    term: bool,
    every: bool,
) -> Path:
    """The path of the file; leaves with one sentence where a word cannot be read."""
    if of not in (*REGISTERS,):
        leave(UNKNOWN.format(said=of, known=", ".join(REGISTERS)), BAD_REQUEST)
    if form not in renders.FORMATS:
        known = ", ".join(renders.FORMATS)
        leave(UNKNOWN_FORMAT.format(said=form, known=known), BAD_REQUEST)
    now, settings = system_clock(), configured()
    wanted = half_named(half, HalfYear.of(kst_date(now)))
    unless_locked(settings.database, "내보내시겠습니까", even_locked=even_locked)
    kind = RecordKind(of)
    scope = Scope(kind) if every else (Scope.of_term if term else Scope.of_half)(kind, wanted)
    with readable(settings.database):
        if department:
            number = asyncio.run(_department(settings.database, department))
            if number is None:
                leave(NO_DEPARTMENT.format(said=department), BAD_REQUEST)
            scope = replace(scope, department=number)
        listed, whose = asyncio.run(renders.kept(settings.database, scope))
    with writable(out):
        made = asyncio.run(renders.printed(listed, form, whose, now))
        noted = taken_out.note(
            settings.database, wanted, [made.name], now, department=scope.department
        )
        with readable(settings.database):
            asyncio.run(noted)
        return papers.saved([made], out)[0]


async def _department(url: str, name: str) -> int | None:
    async with opened(url) as db, db.read() as session:
        found = await departments.find_by_name(session, name)
    return found.id if found else None
