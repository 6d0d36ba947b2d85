"""What an officer is told, and asked, on the card of a record before it is saved."""

from typing import Any

from pydantic import ValidationError

from handlers.chat.context import OfficeContext
from handlers.forms import changed_lines, kept_agreement, texts
from handlers.forms.form import Form
from handlers.forms.session import Sitting
from storage.facts.kinds import KINDS, is_result
from storage.facts.shapes import EventFacts, Facts
from storage.records import (
    bus_records,
    late_results,
    record_keeping,
    record_projection,
    wording_late,
)
from storage.records.bus_records import Neighbours
from storage.records.record_projection import dated_half, half_of, table_of
from storage.report import report_preview
from storage.rules.half_year import HalfYear
from storage.rules.terms import Beside, RecordKind
from storage.traffic.drafts import Filling


async def notes(
    context: OfficeContext, form: Form, draft: Filling, sitting: Sitting
) -> tuple[str, ...]:
    """One line each under the sentence of the card: what counts how, and what saving will do."""
    facts = None if sitting.asked else _facts(form, sitting)
    if facts is None:
        return ()
    told = [texts.LAST_HEAD_COUNT] if form.kind is RecordKind.HIRE else []
    found = await _beside(context, draft, facts)
    told += [_beside_words(found)] if found else []
    return (*told, *await _halves(context, form, draft, facts))


async def lines(
    context: OfficeContext, form: Form, draft: Filling, sitting: Sitting
) -> tuple[str, ...]:
    """The lines of the report that saving changes; nothing while no record can be made.

    Raises NotRead.
    """
    facts = _facts(form, sitting)
    if facts is None:
        return ()
    preview = await report_preview.of_saving(
        context.session,
        facts,
        number=draft.target_id,
        parent_id=draft.parent_id,
        department=context.officer.department_id,
        today=context.today,
    )
    return changed_lines.words(preview)


async def lines_gone(context: OfficeContext, row: Any) -> tuple[str, ...]:
    """The lines of the report that removing the record changes. Raises NotRead."""
    return changed_lines.words(await report_preview.of_removing(context.session, row))


async def question(
    context: OfficeContext, form: Form, draft: Filling, sitting: Sitting
) -> dict[str, Any] | None:
    """A doubt that stands between 저장 and the record; its answer is kept with the record."""
    facts = _facts(form, sitting)
    found = await _beside(context, draft, facts) if facts is not None else None
    if found is None:
        new = draft.target_id is None
        return await kept_agreement.question(context, form, sitting.answers, new=new)
    asked = texts.PART_OF_TOTAL if found.around else texts.TOTAL_OF_PARTS
    return {
        "field": found.field,
        "question": f"{_beside_words(found)} {asked}",
        "options": [[one.label, one.value, {}] for one in Beside],
        "yes": False,
        "save": True,
    }


async def removal(context: OfficeContext, row: Any) -> str:
    """What removing a record will do besides: in a closed half, or to events of an agreement."""
    told = [await kept_agreement.removal(context, row)]
    half = await closed_half(context, row)
    if half is not None:
        following = await late_results.following(context.session, half)
        told.append(wording_late.leaves(half, following))
    return " ".join(filter(None, told))


async def closed_half(context: OfficeContext, row: Any, *, new: bool = False) -> HalfYear | None:
    """The half of a result whose report is closed, so that an act on it is told of; else None."""
    if not row.half or not is_result(record_projection.facts_of(row)):
        return None
    half = row.half
    return half if await late_results.is_told(context.session, half, new=new) else None


def _facts(form: Form, sitting: Sitting) -> Facts | None:
    """What the answers make; None while they make no record."""
    try:
        return form.facts(sitting.answers)
    except (ValidationError, ValueError):
        return None


async def _beside(context: OfficeContext, draft: Filling, facts: Facts) -> Neighbours | None:
    if not isinstance(facts, EventFacts):
        return None
    return await bus_records.beside(context.session, facts, draft.target_id)


def _beside_words(found: Neighbours) -> str:
    return texts.beside(found.titles, totals=bool(found.around))


async def _halves(context: OfficeContext, form: Form, draft: Filling, facts: Facts) -> list[str]:
    """That a record moves to another half, and what happens where a half is closed."""
    session = context.session
    row = (
        await record_keeping.get(session, form.kind, draft.target_id) if draft.target_id else None
    )
    before = row.half if row is not None and row.half else None
    above = await _half_above(context, form.kind, draft.parent_id)
    after, dated = half_of(facts, above), dated_half(facts, above)
    told = [wording_late.elsewhere(dated, after)] if dated and after and dated != after else []
    told += [wording_late.moved(before, after)] if before and after and before != after else []
    known = row is not None and is_result(record_projection.facts_of(row))
    moves = before != after
    if before and moves and known and await late_results.is_told(session, before, new=False):
        told.append(wording_late.leaves(before, await late_results.following(session, before)))
    counts = is_result(facts) or (known and not moves)
    if after and counts and await late_results.is_told(session, after, new=moves):
        told.append(wording_late.closed(after, await late_results.following(session, after)))
    return told


async def _half_above(
    context: OfficeContext, kind: RecordKind, parent_id: int | None
) -> HalfYear | None:
    """The half of what a record hangs on, in which it is counted where it says none itself."""
    hangs_on = KINDS[kind].under
    if hangs_on is None or parent_id is None:
        return None
    above = await context.session.get(table_of(hangs_on), parent_id)
    return above.half if above is not None else None
