"""From a finished form to a record: rights asked again, record, evidence and links in one go."""

from collections.abc import Sequence
from html import escape
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.forms import before_saving, texts
from handlers.forms.form import Form
from handlers.forms.screens import quoted
from handlers.forms.session import Sitting
from handlers.forms.watch import Watch
from storage.facts.event_kinds import Check
from storage.facts.kinds import KINDS, row_of
from storage.models.base import Record
from storage.office import departments
from storage.records import evidence, record_keeping, record_projection, records
from storage.report.formats import OF_LETTERS
from storage.rules.errors import Gone, NoDepartment
from storage.rules.half_year import HalfYear
from storage.rules.permission import may
from storage.rules.terms import RecordKind
from storage.traffic.drafts import Filling
from storage.traffic.messages import Button, Row, view


async def owner(context: OfficeContext, form: Form, parent_id: int | None) -> int | None:
    """The department whose record it would be, asked before the first question.

    NoDepartment for a person who may write such records but belongs nowhere.
    """
    department = await records.owner(context.session, form.kind, context.officer, parent_id)
    if department is None and may(context.officer.role, form.action):
        raise NoDepartment
    return department


async def closed(context: OfficeContext, department: int | None) -> str:
    """What is said above the first question when that department is out of use."""
    name = await departments.closed_name(context.session, department) if department else ""
    return texts.closed_department(name) if name else ""


async def written(
    context: OfficeContext, form: Form, draft: Filling, sitting: Sitting, watch: Watch
) -> tuple[Any, Sequence[str]]:
    """The record, and the lines of the report that it changed: told before it is written."""
    if not sitting.only or draft.target_id is None:
        shown = await before_saving.lines(context, form, draft, sitting)
        return await save(context, form, draft, sitting), shown
    await onto_the_newest(context, form, draft.target_id, sitting)
    shown = await before_saving.lines(context, form, draft, sitting)
    return await watch.answered(context, form, draft.target_id, sitting), shown


async def save(context: OfficeContext, form: Form, draft: Filling, sitting: Sitting) -> Record:
    """Writes the record, its companies and its evidence; raises Refusal when it may not be."""
    act, facts = context.act, form.facts(sitting.answers)
    named = form.companies(sitting.answers)
    if draft.target_id is None:
        record: Record = await records.add(act, facts, parent_id=draft.parent_id, companies=named)
    else:
        record = await records.change(
            act,
            form.kind,
            draft.target_id,
            facts,
            expected_version=draft.target_version or 0,
            companies=named,
        )
    for photo in sitting.photos:
        await evidence.attach(act, form.kind, record.id, photo)
    return record


async def onto_the_newest(
    context: OfficeContext, form: Form, record: int, sitting: Sitting
) -> None:
    """One answer goes onto the record as it is now: what others changed meanwhile stays."""
    row = await record_keeping.get(context.session, form.kind, record)
    if row is None or row.removed_at is not None:
        raise Gone
    told = [one.name for one in form.fields if sitting.asked in (one.name, one.within)]
    answer = {name: sitting.answers.get(name) for name in told}
    sitting.answers = form.answers(record_projection.facts_of(row)) | answer


async def saved_text(
    context: OfficeContext,
    form: Form,
    draft: Filling,
    sitting: Sitting,
    record: Record,
    shown: Sequence[str],
) -> str:
    """What the card says once the record is saved, with the lines of the report it changed."""
    word = texts.SAVED if draft.target_id is None else texts.CHANGED
    lines = [
        f"<b>{word}</b> {escape(texts.named(form.title, record.title))}",
        quoted(shown),
    ]
    facts = record_projection.facts_of(record)
    if sitting.photos:
        lines.append(texts.evidence(sitting.photos))
    elif draft.target_id is None and Check.PROOF in row_of(facts).checks(facts):
        lines.append(texts.PHOTOS_WELCOME)
    if form.letters:
        lines.append(texts.LETTER_DRAFT)
    closed = await before_saving.closed_half(context, record, new=draft.target_id is None)
    if closed is not None:
        lines.append(texts.CLOSED_TOLD.format(half=closed.label))
    return "\n".join(lines)


def saved_rows(form: Form, draft: Filling, record: Record, *, changed: bool = True) -> list[Row]:
    """What can be done with the record just saved; what changed nothing cannot be undone."""
    kind, number = form.kind, record.id
    undo = [Button(texts.UNDO, view("undo", kind, number))] if changed else []
    steps = next_steps(form, number, draft.parent_id) if draft.target_id is None else []
    rows: list[Row] = [steps[at : at + 2] for at in range(0, len(steps), 2)]
    above = above_of(form.kind, draft.parent_id, record.half)
    if len(steps) == 1:
        rows, above = [[*steps, *above]], []
    rows.append(letters(form, number))
    rows.append([Button(texts.OPEN_RECORD, view("rec", kind, number)), *undo])
    return [row for row in (*rows, above) if row]


def next_steps(form: Form, number: int, parent_id: int | None) -> list[Button]:
    """What usually comes after it was saved, the likeliest first: what hangs on it, one more
    beside it, what else hangs on the record above."""
    steps = [(label, view("new", child, number)) for label, child in form.children]
    if form.again:
        steps.append((form.more or texts.ONE_MORE, view("more", form.name, number)))
    else:
        steps.append((form.more or texts.ONE_MORE, view("new", form.name, parent_id or 0)))
    steps += [(label, view("new", other, parent_id or 0)) for label, other in form.siblings]
    return [
        Button(label, code, style="" if at else "primary")
        for at, (label, code) in enumerate(steps)
    ]


def letters(form: Form, number: int) -> list[Button]:
    """The draft of the record's letter, a button a format; none for most kinds."""
    return [
        Button(texts.LETTER.format(format=one.label), view("letter", one, number))
        for one in (OF_LETTERS if form.letters else ())
    ]


def above_of(kind: RecordKind, parent_id: int | None, half: HalfYear | None) -> list[Button]:
    """The way to what a record hangs on: its plan, agreement or contract; most hang on nothing."""
    if kind is RecordKind.PLAN_ITEM and half and parent_id:
        return [Button(texts.OPEN_ABOVE["plan"], view("plan", "of", parent_id))]
    above = KINDS[kind].under
    if above is None or parent_id is None:
        return []
    return [Button(texts.OPEN_ABOVE[above], view("rec", above, parent_id))]
