"""What the office changes of the head and of the columns, and the last change taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from storage import audit
from storage.act import Act
from storage.facts import pledge as desks_of
from storage.facts.pledge import Desk, Desks, Signer
from storage.facts.shapes import BudgetFacts
from storage.models.audit import AuditEntry
from storage.records import record_lookup, records, tenures
from storage.records.record_projection import facts_of
from storage.report import pledges, wording_pledge
from storage.report.pledges import USUAL_DESK
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import RecordKind
from storage.rules.trail import Subject, Verb

MOST_PEOPLE = 6


async def succeed(act: Act, half: HalfYear, old: Signer, new: Signer, day: date) -> None:
    """Another person at that place from a day on; the former stays in what was before.

    One who is blotted out was nobody: the new one stands there at once.
    """
    if old in pledges.USUAL.people:
        await mend(act, half, old, new)
        return
    await _changed(act, half, day, lambda desk: desks_of.succeeded(desk, old, new))


async def mend(act: Act, half: HalfYear, old: Signer, new: Signer) -> None:
    """What was written wrongly of a person, wherever it stands."""
    known = await _known(act, half)
    await pledges.set_desks(act, tuple(desks_of.succeeded(one, old, new) for one in known))


async def join(act: Act, half: HalfYear, new: Signer, day: date) -> None:
    """One more person from a day on."""
    await _changed(act, half, day, lambda desk: desks_of.joined(desk, new))


async def leave(act: Act, half: HalfYear, gone: Signer, last: date) -> None:
    """Nobody follows a person whose last day this is."""
    day = last + timedelta(days=1)
    await _changed(act, half, day, lambda desk: desks_of.without(desk, gone))


async def appoint(act: Act, people: tuple[Signer, ...], day: date) -> None:
    """All of them, from a day on."""
    if len(people) > MOST_PEOPLE:
        raise errors.Refusal(wording_pledge.SO_MANY.format(most=MOST_PEOPLE))
    known = await pledges.desks(act.session)
    department = (desks_of.on(known, day) or USUAL_DESK).department
    await pledges.set_desks(act, desks_of.put(known, Desk(day, department, people)))


async def move(act: Act, half: HalfYear, department: str, day: date) -> None:
    """The pledge is another department's from a day on."""
    await _changed(act, half, day, lambda desk: replace(desk, department=department))


async def _changed(act: Act, half: HalfYear, day: date, change: Callable[[Desk], Desk]) -> None:
    wanted = desks_of.changed(await _known(act, half), day, change)
    if any(not 1 <= len(one.people) <= MOST_PEOPLE for one in wanted):
        raise errors.Refusal(wording_pledge.SO_MANY.format(most=MOST_PEOPLE))
    await pledges.set_desks(act, wanted)


async def _known(act: Act, half: HalfYear) -> Desks:
    """Who answers since when; blotted out ones, from the first day of the half, before any."""
    return await pledges.desks(act.session) or (replace(USUAL_DESK, begins=half.start),)


# -- columns -----------------------------------------------------------------------------------


async def set_columns(act: Act, tenure: Tenure, columns: tuple[str, ...]) -> None:
    """Other columns of the money tables of a term.

    As many as before are the same under other names, and amounts go with them; else Refusal when
    an amount stands in a column that is to go.
    """
    before = await tenures.columns(act.session, tenure)
    found = await record_lookup.all_living(act.session, RecordKind.BUDGET)
    told = [(row, facts_of(row)) for row in found]
    rows = [
        (row, facts)
        for row, facts in told
        if isinstance(facts, BudgetFacts) and facts.tenure == tenure.first
    ]
    held = {name for _, facts in rows for name in facts.cells} - set(columns)
    renamed = dict(zip(before, columns, strict=True)) if len(before) == len(columns) else {}
    names = {old: new for old, new in renamed.items() if old in held and new not in before}
    if held - set(names):
        named = next(name for name in before if name in held - set(names))
        raise errors.Refusal(wording_pledge.COLUMN_HELD.format(column=named))
    await pledges.set_columns(act, tenure, columns)
    for row, facts in rows:
        if names.keys() & facts.cells.keys():
            cells = {names.get(name, name): won for name, won in facts.cells.items()}
            new = replace(facts, cells=cells)
            await records.change(act, RecordKind.BUDGET, row.id, new, expected_version=row.version)


# -- back --------------------------------------------------------------------------------------


async def undo(act: Act, subject: Subject, number: int) -> None:
    """Takes back this officer's last change of the head, within ten minutes of it. Refusal."""
    await act.hold()
    last = await audit.last_of(act.session, subject, number)
    if last is None:
        raise errors.Gone
    records.refuse_undo(last, act.officer, act.now)
    if subject is Subject.RESPONSIBLE:
        await pledges.set_desks(act, _desks(last), Verb.UNDO)
        return
    before: dict[str, Any] = last.before or {}
    tenure = Tenure(HalfYear.parse((last.after or {})["tenure"]))
    if before and before["columns"] != (last.after or {})["columns"]:
        await set_columns(act, tenure, tuple(before["columns"]) or tenure.columns)
    else:
        await pledges.take_back(act, tenure, before)


def _desks(line: AuditEntry) -> Desks:
    told: list[dict[str, Any]] = (line.before or {}).get("desks", [])
    return tuple(
        Desk(
            date.fromisoformat(one["begins"]) if one["begins"] else None,
            one["department"],
            tuple(Signer(**person) for person in one["people"]),
        )
        for one in told
    )
