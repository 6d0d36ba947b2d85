"""A record that seems to be there already: found before the save, and completed instead of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from handlers.chat.access import allowed, require
from handlers.chat.context import OfficeContext
from handlers.forms import before_saving, changed_lines, texts
from handlers.forms.form import Form
from handlers.forms.joining import Joined, joined
from handlers.forms.screens import quoted, sentence
from handlers.forms.session import Mode, Sitting
from storage.facts.shapes import Facts
from storage.models.base import Record
from storage.records import evidence, record_keeping, record_lookup, record_projection, records
from storage.records.record_lookup import Likeness
from storage.report import report_preview
from storage.rules.permission import Action
from storage.traffic.drafts import Filling

MOST_ALIKE = 3


@dataclass(frozen=True)
class United:
    """The record that took the answers, and what its card says."""

    record: Record
    text: str
    changed: bool


async def found(context: OfficeContext, form: Form, draft: Filling, sitting: Sitting) -> bool:
    """Whether the answers seem to repeat records that are there: then the sitting asks about them.

    Never twice for the same answers. Of a record that is being changed only what the change has
    made more alike counts, and it is not joined to another: it may have a life of its own.
    """
    if sitting.similar_passed or sitting.only:
        return False
    facts = form.facts(sitting.answers)
    alike = await _similar(context, draft, facts)
    if draft.target_id is not None and alike:
        row = await record_keeping.get(context.session, form.kind, draft.target_id)
        before = await _similar(context, draft, record_projection.facts_of(row)) if row else []
        known = {(one.id, one.equal) for one in before}
        alike = [one for one in alike if (one.id, one.equal) not in known]
    if sitting.again and sitting.as_begun:  # said to be another one of that day and place
        alike = [one for one in alike if one.equal]
    sitting.alike = [await _offered(context, form, draft, one) for one in alike[:MOST_ALIKE]]
    sitting.more_alike = max(0, len(alike) - MOST_ALIKE)
    if alike:
        sitting.mode = Mode.SIMILAR
    return bool(alike)


async def unite(
    context: OfficeContext, form: Form, sitting: Sitting, newest: bool | None
) -> United | None:
    """Gives the chosen record what the answers say more; None while it has to be asked whose
    words stand. Raises Refusal where it may not be changed, or is gone."""
    number = sitting.alike[sitting.joining]["id"]
    row = await record_keeping.existing(context.session, form.kind, number)
    for action in (Action.EDIT_RECORD, form.action):
        await require(context, action, row.department_id)
    standing = form.answers(record_projection.facts_of(row))
    made = joined(form, standing, sitting.answers, newest=bool(newest))
    if made.differing and newest is None:
        sitting.differing = [
            texts.DIFFERS.format(label=label, old=old, new=new)
            for label, old, new in made.differing
        ]
        sitting.mode = Mode.JOIN
        return None
    facts = form.facts(made.answers)
    changed, shown = facts != record_projection.facts_of(row), [sentence(form, made.answers)]
    if changed:
        preview = await report_preview.of_saving(
            context.session,
            facts,
            number=number,
            parent_id=getattr(row, "parent_id", None),
            department=row.department_id,
            today=context.today,
        )
        shown = [*changed_lines.words(preview)]
        row = await records.change(
            context.act,
            form.kind,
            number,
            facts,
            expected_version=row.version,
            companies=form.companies(made.answers),
            reason=texts.JOINED_REASON,
        )
    for photo in sitting.photos:
        await evidence.attach(context.act, form.kind, number, photo)
    said = _said(form, row, made, shown, newest=bool(newest))
    if sitting.photos:
        said.append(texts.evidence(sitting.photos))
    closed = await before_saving.closed_half(context, row) if changed else None
    if closed is not None:
        said.append(texts.CLOSED_TOLD.format(half=closed.label))
    text = "\n".join(said)
    return United(row, text, changed)


async def _similar(context: OfficeContext, draft: Filling, facts: Facts) -> list[Likeness]:
    return await record_lookup.similar(
        context.session, facts, parent_id=draft.parent_id, besides=draft.target_id
    )


async def _offered(
    context: OfficeContext, form: Form, draft: Filling, one: Likeness
) -> dict[str, object]:
    """A record as the card asks about it; it can be completed by who may change it."""
    row = await record_keeping.existing(context.session, one.kind, one.id)
    mine = all(
        allowed(context, action, row.department_id) for action in (Action.EDIT_RECORD, form.action)
    )
    return {
        "kind": one.kind.value,
        "id": one.id,
        "title": one.title,
        "equal": one.equal,
        "joins": mine and draft.target_id is None,
    }


def _said(
    form: Form, row: Record, made: Joined, shown: Sequence[str], *, newest: bool
) -> list[str]:
    """What was filled, kept and changed, with the lines of the report that it changed."""
    changed = bool(made.filled or (made.differing and newest))
    head = texts.JOINED if changed else texts.NOTHING_NEW
    lines = [
        f"<b>{head}</b> {escape(texts.named(form.title, row.title))}",
        quoted(shown),
    ]
    if made.filled:
        lines.append(_listed(texts.FILLED, [f"{label} {said}" for label, said in made.filled]))
    if made.differing:
        told = [
            texts.DIFFERS.format(label=label, old=old, new=new)
            for label, old, new in made.differing
        ]
        lines.append(_listed(texts.TOOK_NEWEST if newest else texts.KEPT_STANDING, told))
    return lines


def _listed(words: str, told: Sequence[str]) -> str:
    return escape(words.format(said=", ".join(told)))
