"""From a finished form to a record: rights asked again, record, evidence and links in one go."""

from html import escape

from handlers.buttons import Button, Row, view
from handlers.context import OfficeContext
from handlers.forms import texts
from handlers.forms.form import Form
from handlers.forms.screens import sentence
from handlers.forms.session import Sitting
from storage.models.base import Record
from storage.queries import evidence, record_lookup, records
from storage.queries.drafts import Filling


async def similar(context: OfficeContext, form: Form, sitting: Sitting) -> list[Record]:
    """Records that this one seems to repeat; none once the officer has said to save anyway."""
    if sitting.similar_passed:
        return []
    return await record_lookup.similar(context.session, form.facts(sitting.answers))


async def save(context: OfficeContext, form: Form, draft: Filling, sitting: Sitting) -> Record:
    """Writes the record, its companies and its evidence; raises Refusal when it may not be."""
    session, officer, now = context.session, context.officer, context.now
    facts = form.facts(sitting.answers)
    named = form.companies(sitting.answers)
    if draft.target_id is None:
        record: Record = await records.add(
            session,
            facts,
            actor=officer,
            now=now,
            parent_id=draft.parent_id,
            companies=named,
        )
    else:
        record = await records.change(
            session,
            form.kind,
            draft.target_id,
            facts,
            expected_version=draft.target_version or 0,
            actor=officer,
            now=now,
            companies=named,
        )
    for photo in sitting.photos:
        await evidence.attach(session, form.kind, record.id or 0, photo, officer=officer, now=now)
    return record


async def saved_text(
    context: OfficeContext, form: Form, draft: Filling, sitting: Sitting, record: Record
) -> str:
    """What the card says once the record is saved."""
    word = texts.SAVED if draft.target_id is None else texts.CHANGED
    above = await record_lookup.above(context.session, form.kind, draft.parent_id)
    lines = [
        f"<b>{word}</b> {escape(form.title)} {record.id}",
        f"<blockquote>{escape(sentence(form, sitting.answers, above))}</blockquote>",
    ]
    if sitting.photos:
        lines.append(texts.PHOTOS.format(count=len(sitting.photos)))
    return "\n".join(lines)


def saved_rows(form: Form, draft: Filling, record: Record) -> list[Row]:
    """What can be done with the record just saved."""
    kind, number = form.kind.value, record.id or 0
    rows: list[Row] = [
        [
            Button(texts.UNDO, view("undo", kind, number)),
            Button(texts.OPEN_RECORD, view("rec", kind, number)),
        ]
    ]
    children = [Button(label, view("new", child, number)) for label, child in form.children]
    rows += [children[at : at + 2] for at in range(0, len(children), 2)]
    if draft.target_id is None:
        parent = draft.parent_id or 0
        rows.append([Button(texts.ONE_MORE, view("new", form.name, parent))])
    return rows
