"""A record on the screen: fields, sentence, evidence, children, and what may be done with it."""

from collections.abc import Mapping
from html import escape
from typing import Any

from handlers.chat.access import allowed
from handlers.chat.buttons import in_rows, numbered
from handlers.chat.context import OfficeContext
from handlers.chat.paging import page_of_texts
from handlers.chat.reading import reads
from handlers.forms.before_saving import closed_half
from handlers.forms.changed_lines import printed
from handlers.forms.form import Form
from handlers.forms.saving import above_of, letters
from handlers.forms.screens import quoted, said, sentence
from handlers.forms.texts import CLOSED_VIEW, LETTER_DRAFT, named
from handlers.record import hanging, may_still, texts
from handlers.record.hanging import HungPage
from handlers.record.may_still import Why
from storage import audit
from storage.facts.judged import standing
from storage.facts.shapes import ContractFacts, from_json
from storage.figures.asking import Asked
from storage.figures.sums import total
from storage.models.audit import AuditEntry
from storage.models.mou import MouPromise
from storage.office import departments, posts
from storage.records import evidence, record_projection
from storage.records.deliveries import UNKEPT
from storage.records.wording_evidence import counted
from storage.report import not_printed, report_account, report_preview, wording_left
from storage.report.late_lines import GROUPS
from storage.report.wording_left import Left
from storage.rules.dates import show_time
from storage.rules.errors import HandedIn
from storage.rules.figure_kinds import Counted
from storage.rules.money import show_won
from storage.rules.permission import Action, Matter
from storage.rules.quota import local_rate, show_rate
from storage.rules.terms import RecordKind
from storage.rules.trail import Verb
from storage.traffic.messages import Button, Row, Screen, view

MOST_HISTORY, MOST_LETTERS = 12, 3000


async def record_view(
    context: OfficeContext, forms: Mapping[RecordKind, Form], row: Any
) -> Screen:
    """The record as it stands, with the buttons that this officer may press."""
    form = forms[row.kind]
    answers = form.answers(record_projection.facts_of(row))
    department = await departments.name_of(context.session, row.department_id)
    half = row.half.label if row.half else texts.NO_HALF
    lines = [f"<b>{escape(named(form.title, row.title))}</b>"]
    lines.append(texts.OWNER.format(department=escape(department), half=half))
    lines += [f"{escape(label)}: {escape(shown)}" for label, shown in said(form, answers)]
    lines += await _of_contract(context, row)
    if form.letters and not answers.get("document_no"):
        lines.append(LETTER_DRAFT)
    lines += ["", f"<b>{texts.SENTENCE_HEAD}</b>", quoted([await _on_paper(context, form, row)])]
    closed = await closed_half(context, row)
    lines += ["※ " + CLOSED_VIEW.format(half=closed.label)] if closed else []
    hung = hanging.page(await hanging.on(context, row), 0)
    lines += hung.shown.items
    lines += [texts.HUNG_ON_PAGES.format(pages=hung.shown.of)] if hung.shown.of > 1 else []
    proofs = counted(
        one.media for one in await evidence.held_by(context.session, row.kind, row.id)
    )
    if proofs:
        lines.append(texts.EVIDENCE.format(said=proofs))
    why = await may_still.refusals(context, form, row)
    lines += [f"※ {escape(one.sentence)}" for one in why.told]
    return Screen(
        "\n".join(lines),
        _buttons(context, form, row, hung, bool(proofs), why),
    )


async def _on_paper(context: OfficeContext, form: Form, row: Any) -> str:
    """The lines of the report on which it stands today, or why it stands on none."""
    facts = record_projection.facts_of(row)
    if row.kind is RecordKind.BUDGET:
        return sentence(form, form.answers(facts))
    found = await report_preview.standing(context.session, row) if row.removed_at is None else []
    own = [line for line in found if not line.key.startswith(GROUPS)]
    why = not_printed.why(facts, row.half, context.today)
    if (
        why is None
        and not own
        and await report_account.hides(context.session, (row.kind, row.id), row.half)
    ):
        return wording_left.sentence(Left.HIDDEN)
    if found:
        reworded = [texts.REWORDED] if any(line.edited for line in own) else []
        return "\n".join([printed(found), *reworded])
    if row.kind is RecordKind.PLAN_ITEM:
        why = Left.PLAN
    return texts.NOT_PRINTED if why is None else wording_left.sentence(why)


def shown_fields(form: Form, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and words of every field that has a value."""
    return [
        (field.label, field.in_words(answers[field.name], answers))
        for field in form.visible(answers)
        if answers.get(field.name) is not None and not field.within
    ]


async def _of_contract(context: OfficeContext, row: Any) -> list[str]:
    """What the rules say of a contract: large or not by its day, local rate against the goal."""
    facts = record_projection.facts_of(row)
    if not isinstance(facts, ContractFacts):
        return []
    rules = standing(facts)
    words = texts.LARGE if row.large else texts.NOT_LARGE
    lines = []
    if rules.large_from is not None:
        lines.append(words.format(threshold=show_won(rules.large_from)))
    local, every = [
        (await total(context.session, Asked(measures=(one,), parent=row.id))).value or 0
        for one in (Counted.LOCAL_SUBCONTRACTED, Counted.SUBCONTRACTED)
    ]
    if every and rules.local is not None:
        rate = local_rate(local, every)
        lines.append(texts.LOCAL_RATE.format(rate=show_rate(rate), goal=show_rate(rules.local)))
    return [escape(line) for line in lines]


def _buttons(
    context: OfficeContext,
    form: Form,
    row: Any,
    hung: HungPage,
    proven: bool,
    why: Why,
) -> list[Row]:
    kind, number = row.kind, row.id
    rows: list[Row] = []
    if row.removed_at is not None:
        return [[Button(texts.RESTORE, view("restore", kind, number))]] if why.returns else []
    if isinstance(why.change, HandedIn):
        back = view("plan", "reopen", why.change.plan, why.change.item)
        rows.append([Button(texts.TAKE_BACK, back, style="primary")])
    if why.changes:
        edit = Button(texts.EDIT, view("edit", form.name, number), style="primary")
        remove = [Button(texts.REMOVE, view("del", kind, number))] if why.removes else []
        rows.append([edit, *remove])
        if form.is_planned(form.answers(record_projection.facts_of(row))):
            rows.insert(0, [Button(texts.RESULT, view("edit", form.name, number, *form.planned))])
        if isinstance(row, MouPromise) and row.target is not None and row.status in UNKEPT:
            code = view("edit", form.name, number, "delivered")
            rows.insert(0, [Button(texts.DELIVERY, code)])
        adds = [Button(label, view("new", name, number)) for label, name in form.children]
        rows += in_rows(adds)
    rows += numbered(hung.codes, hung.first)
    if hung.shown.of > 1:
        rows.append([Button(texts.ALL_HUNG, view("hung", kind, number, 0))])
    rows.append(letters(form, number))
    last = []
    if reads(context, row.department_id, Matter.HISTORY):
        last.append(Button(texts.HISTORY, view("hist", kind, number)))
    if proven and reads(context, row.department_id, Matter.EVIDENCE):
        last.append(Button(texts.SHOW_EVIDENCE, view("proof", kind, number)))
    own = row.department_id == context.officer.department_id  # plans of others are 총괄's to open
    opens = Action.WRITE_PLAN if own else Action.RUN_ROUND
    own = allowed(context, opens, row.department_id)
    up = above_of(row.kind, getattr(row, "parent_id", None), row.half if own else None)
    return [*rows, up, last]


async def hung_view(context: OfficeContext, row: Any, number: int) -> Screen:
    """All that hangs on a record, page by page."""
    hung = hanging.page(await hanging.on(context, row), number)
    head = texts.HUNG_LIST.format(title=escape(row.title), mark=hung.shown.mark)
    turning = hung.shown.turning("hung", row.kind, row.id)
    back = [Button(texts.BACK, view("rec", row.kind, row.id))]
    text = "\n".join([head, "", *hung.shown.items])
    return Screen(text, [*numbered(hung.codes, hung.first), *turning, back])


async def history_view(
    context: OfficeContext, forms: Mapping[RecordKind, Form], row: Any, number: int = 0
) -> Screen:
    """Who changed what, newest first."""
    told = await history_lines(context, forms, row)
    shown = page_of_texts(told, number, MOST_HISTORY, MOST_LETTERS)
    head = texts.HISTORY_HEAD.format(title=escape(row.title)) + shown.mark
    lines = [head, *(shown.items if told else [texts.NO_HISTORY])]
    back = [Button(texts.BACK, view("rec", row.kind, row.id))]
    return Screen("\n".join(lines), [*shown.turning("hist", row.kind, row.id), back])


async def history_lines(
    context: OfficeContext, forms: Mapping[RecordKind, Form], row: Any
) -> list[str]:
    """Each act upon a record with what it changed, newest first."""
    form = forms[row.kind]
    entries = await audit.of_subject(context.session, row.kind, row.id)
    names = await posts.names(context.session)
    return [
        "\n".join([entry_head(entry, names), *differences(form, entry)])
        for entry in reversed(entries)
    ]


def entry_head(entry: AuditEntry, names: Mapping[int, str]) -> str:
    return texts.HISTORY_LINE.format(
        at=show_time(entry.at),
        who=escape(names.get(entry.officer_id or 0, texts.SOMEBODY)),
        act=texts.ACTS.get(entry.action, entry.action),
    )


def differences(form: Form, entry: AuditEntry) -> list[str]:
    """The fields that an entry changed, old and new; of the first, all that was entered."""
    if entry.after is None or (entry.before is None and entry.action != Verb.CREATE):
        return []
    old, new = (
        dict(shown_fields(form, form.answers(from_json(form.shape, side["facts"]))))
        if side
        else {}
        for side in (entry.before, entry.after)
    )
    if entry.before is None:
        return [
            texts.HISTORY_ENTERED.format(label=escape(label), value=escape(value))
            for label, value in new.items()
        ]
    return [
        texts.HISTORY_CHANGE.format(
            label=escape(label),
            before=escape(old.get(label, texts.NOTHING)),
            after=escape(new.get(label, texts.NOTHING)),
        )
        for label in dict.fromkeys((*old, *new))
        if old.get(label) != new.get(label)
    ]
