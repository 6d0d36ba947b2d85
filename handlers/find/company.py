"""The page of a company: its names, what it did and promised, and what waits to be done."""

from html import escape

from handlers.chat.access import allowed
from handlers.chat.buttons import MOST_LABEL, numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.paging import Page
from handlers.find import texts
from storage.answers import company_card, spec
from storage.answers.company_card import CompanyCard, Next, Step
from storage.answers.spec import Spec
from storage.facts.question.asked import Slice, Topic, When
from storage.records.record_union import Hits
from storage.rules.names import clipped
from storage.rules.permission import Action, may
from storage.rules.terms import RecordKind
from storage.traffic.messages import Button, Row, Screen, view

PAGE = 6
RIGHT = {
    Next.RESULT: Action.LOG_EVENT,
    Next.CONTACT: Action.WRITE_MOU,
    Next.DELIVERY: Action.WRITE_MOU,
    Next.KEEP: Action.WRITE_MOU,
}


async def card(
    context: OfficeContext, company_id: int, when: When | None = None, number: int = 0
) -> Screen:
    """All about the company; the list of its records is the page `number`."""
    session = context.session
    one = await company_card.of(session, company_id, when, context.today)
    hits = await company_card.records(
        session, company_id, when, PAGE, number * PAGE, viewer=context.officer
    )
    return Screen(_text(one, hits, when, number), _rows(context, one, hits, when, number))


def _text(one: CompanyCard, hits: Hits, when: When | None, number: int) -> str:
    lines = [texts.company_head(one.name, when)]
    if one.spellings:
        lines.append(texts.SPELLINGS.format(names=escape(", ".join(one.spellings))))
    lines += texts.company_figures(one)
    lines += [texts.last_contact(one.last_contact)] if one.last_contact else []
    lines += [escape(texts.next_step(one.step))] if one.step else []
    shown = Page(hits.rows, number, _pages(hits))
    lines += ["", texts.RECORDS.format(total=hits.total, mark=shown.mark)]
    for at, hit in enumerate(hits.rows, number * PAGE + 1):
        lines.append(texts.RECORD.format(at=at, kind=hit.kind.label, title=escape(hit.title)))
    return "\n".join(lines)


def _pages(hits: Hits) -> int:
    return max(1, -(-hits.total // PAGE))


def _rows(
    context: OfficeContext, one: CompanyCard, hits: Hits, when: When | None, number: int
) -> list[Row]:
    said = spec.written(Spec(Topic.EVENTS, Slice(company=one.id), when))
    here = ("co", "show", number, said)
    shown = Page(hits.rows, number, _pages(hits))
    rows: list[Row] = [[key] for key in _next(context, one.step)]
    rows += numbered(
        [record_code(hit.kind, hit.id, *here) for hit in hits.rows], number * PAGE + 1
    )
    rows += shown.turning("co", "show", last=(said,))
    behind = Button(texts.BEHIND, view("st", "flt", 0, said))
    rows.append([behind] if one.figures else [])
    if may(context.officer.role, Action.GIVE_INCENTIVE):
        union = [Button(texts.JOIN, view("inc", "join", one.id))]
        if one.spellings:
            union.append(Button(texts.PART, view("inc", "names", one.id)))
        rows.append(union)
    return [row for row in rows if row]


def _next(context: OfficeContext, step: Step | None) -> list[Button]:
    """The button of the next step, for whoever may take it."""
    if step is None or step.what not in RIGHT:
        return []
    if not allowed(context, RIGHT[step.what], step.department_id):
        return [Button(texts.OPEN_RECORD, view("rec", step.kind, step.number))]
    code = {
        Next.RESULT: view("edit", RecordKind.EVENT, step.number, "status"),
        Next.CONTACT: view("new", RecordKind.FOLLOW_UP, step.number),
        Next.KEEP: view("new", RecordKind.FOLLOW_UP, step.number),
        Next.DELIVERY: view("edit", RecordKind.PROMISE, step.number, "delivered"),
    }[step.what]
    return [Button(texts.STEPS[step.what], code, style="primary")]


def button(number: int, name: str) -> Button:
    """Opens the page of a company."""
    said = spec.written(Spec(Topic.EVENTS, Slice(company=number)))
    return Button(
        texts.PAGE_OF.format(name=clipped(name, MOST_LABEL)), view("co", "show", 0, said)
    )


async def shown(context: OfficeContext, number: int, one: Spec) -> Screen:
    """Another page of its records."""
    return await card(context, one.slice.company or 0, one.when, number)
