"""What hangs on a record or is tied to it, as lines below its sentence, each one tap away."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from handlers.chat.access import allowed
from handlers.chat.buttons import record_code
from handlers.chat.context import OfficeContext
from handlers.chat.paging import Page, page_of_texts
from handlers.record import texts
from storage.facts.shapes import PlanItemFacts
from storage.facts.wording_plan import say_result
from storage.plans import plan_outcomes, plan_results
from storage.plans.plan_outcomes import Outcome
from storage.records import agreement_chain, readable, record_keeping
from storage.records.record_projection import children_of, facts_of
from storage.rules.permission import Action
from storage.rules.terms import OutcomeKind, RecordKind
from storage.traffic.messages import view

PER_PAGE, MOST_LETTERS = 12, 1500  # of what hangs on a record, below its own words


@dataclass(frozen=True)
class Hung:
    """A line; with a code it bears a number, which is the button that opens it."""

    text: str
    code: str = ""
    more: tuple[str, ...] = ()  # lines below it
    head: bool = False  # over the lines that follow


@dataclass(frozen=True)
class HungPage:
    """A page of what hangs on a record: its texts, the codes of its numbers, and the first one."""

    shown: Page[str]
    codes: tuple[str, ...]
    first: int


def page(hung: Sequence[Hung], number: int) -> HungPage:
    """As much as fits below a record, or a page of the list of all."""
    told: list[str] = []
    at = 0
    for one in hung:
        at += bool(one.code)
        text = escape(one.text)
        text = texts.CHILD_LINE.format(at=at, title=text) if one.code else text
        lines = [texts.HUNG_HEAD.format(said=text) if one.head else text]
        lines += [texts.HUNG_MORE.format(said=escape(line)) for line in one.more]
        told.append("\n".join(lines))
    shown = page_of_texts(told, number, PER_PAGE, MOST_LETTERS)
    before = [one.code for one in hung[: shown.first] if one.code]
    codes = [one.code for one in hung[shown.first :][: len(shown.items)] if one.code]
    return HungPage(shown, tuple(codes), len(before) + 1)


async def on(context: OfficeContext, row: Any) -> list[Hung]:
    """Everything below a record, in order."""
    if row.kind is RecordKind.MOU:
        return await _of_agreement(context, row)
    here = ("rec", row.kind, row.id)
    children: list[Any] = []
    for kind in children_of(row.kind):
        children += await record_keeping.children(context.session, kind, row.id)
    return [*_listed(children, here), *await _ties(context, row)]


def _listed(rows: Sequence[Any], here: tuple[str | int, ...]) -> list[Hung]:
    """A line for each record."""
    return [Hung(one.title, record_code(one.kind, one.id, *here)) for one in rows]


async def _ties(context: OfficeContext, row: Any) -> list[Hung]:
    """What came of a plan item, whose plan a record is the 실적 of, which agreement it keeps."""
    session, here = context.session, ("rec", row.kind, row.id)
    if row.kind is RecordKind.PLAN_ITEM:
        stands = await plan_outcomes.of_item(session, row.id)
        if stands is None:
            return []
        line = texts.OUTCOME.format(kind=stands.kind.label)
        line += texts.OUTCOME_WORDS.format(words=stands.words) if stands.words else ""
        return [Hung(line), *_came(context, row, stands), *_listed(stands.records, here)]
    items = [
        one
        for one in await plan_results.of_record(session, row.kind, row.id)
        if await readable.reads(session, context.officer, one)
    ]
    planned = [
        Hung(
            texts.OF_PLAN.format(half=one.half.label if one.half else "", title=one.title),
            record_code(one.kind, one.id, *here),
        )
        for one in items
    ]
    told = [Hung(texts.RESULT_OF), *planned] if planned else []
    return [*told, *await _kept_agreement(context, row)]


def _came(context: OfficeContext, row: Any, stands: Outcome) -> list[Hung]:
    """What an item that is 실적 came to in figures; its department says or changes it here."""
    facts = facts_of(row)
    if stands.kind is not OutcomeKind.DONE or not isinstance(facts, PlanItemFacts):
        return []
    said = say_result(facts, stands.came)
    if not allowed(context, Action.WRITE_PLAN, row.department_id):
        return [Hung(texts.FIGURES.format(said=said))] if said else []
    told = texts.FIGURES.format(said=said) if said else texts.FIGURES_OPEN
    return [Hung(told, view("outcome", "figures", row.id))]


async def _kept_agreement(context: OfficeContext, row: Any) -> list[Hung]:
    if row.kind is not RecordKind.EVENT or row.agreement_id is None:
        return []
    agreement = await record_keeping.get(context.session, RecordKind.MOU, row.agreement_id)
    if agreement is None or not await readable.reads(context.session, context.officer, agreement):
        return []
    gone = texts.GONE_AGREEMENT if agreement.removed_at is not None else ""
    code = record_code(RecordKind.MOU, agreement.id, "rec", row.kind, row.id)
    return [Hung(texts.KEEPS), Hung(agreement.title + gone, code)]


async def _of_agreement(context: OfficeContext, row: Any) -> list[Hung]:
    """Promised, delivered, open; the events that keep it and what they counted; the contacts."""
    session, here = context.session, ("rec", row.kind, row.id)
    promises = await agreement_chain.promised(session, row.id)
    events = await agreement_chain.held(session, row.id)
    confirmed = texts.hires(*await agreement_chain.hires(session, row.id))
    hung = [Hung(texts.PROMISES_HEAD, head=True)] if promises else []
    for one in promises:
        more = texts.of_promise(one)
        more += [texts.CONFIRMED.format(said=confirmed)] if one.of_hires and confirmed else []
        code = record_code(RecordKind.PROMISE, one.id, *here)
        hung.append(Hung(one.text, code, tuple(more)))
    hung += [Hung(texts.of_all(one)) for one in await agreement_chain.together(session, promises)]
    if events:
        hung.append(Hung(texts.EVENTS_HEAD, head=True))
        for event in events:
            code = record_code(RecordKind.EVENT, event.id, *here)
            hung.append(Hung(event.title, code, texts.counted_at(event)))
        hung += [Hung(texts.EVENTS_SUM.format(said=confirmed))] if confirmed else []
    contacts = await record_keeping.children(session, RecordKind.FOLLOW_UP, row.id)
    listed = _listed(contacts, here)
    return [*hung, *([Hung(texts.CONTACTS_HEAD, head=True), *listed] if listed else [])]
