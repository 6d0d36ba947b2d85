"""What came of a plan item in figures: asked beside what was planned, in one short answer."""

from html import escape

from handlers.chat import prompts
from handlers.chat.context import OfficeContext
from handlers.chat.prompts import Answer, Prompt
from handlers.chat.row_taps import living_item
from handlers.plan import texts
from storage.facts.shapes import Came, PlanItemFacts
from storage.facts.wording_plan import (
    found_in,
    planned_words,
    read_result,
    result_example,
    say_result,
)
from storage.models.plan import PlanItem
from storage.plans import plan_outcomes, plan_quota
from storage.plans.plan_outcomes import Outcome
from storage.records.record_projection import facts_of
from storage.rules.errors import Gone
from storage.traffic.messages import Button, view

RECORDS, WORDS = "records", "words"
SHOWN_ON_BUTTON = {RECORDS: texts.RESULT_OF_RECORDS, WORDS: texts.RESULT_OF_WORDS}


async def ask(context: OfficeContext, chat_id: int, item: PlanItem, prompt: Prompt) -> None:
    """Asks for the figures of an item that is 실적; what can be proposed is a tap away."""
    facts, stands = _facts(item), await _stands(context, item)
    offered = await _offered(context, item, stands)
    keys = [
        [Button(SHOWN_ON_BUTTON[name].format(said=say_result(facts, came)), _code(item, name))]
        for name, came in offered.items()
    ]
    half = item.half.code if item.half else ""
    later = [Button(texts.RESULT_LATER, view("outcome", "show", half))]
    await prompts.offer(
        context,
        chat_id,
        prompt,
        [*keys, later],
        item.id,
        title=escape(item.title),
        asked=escape("\n".join(_asked(facts, stands))),
        example=result_example(facts),
    )


async def answered(one: Answer) -> str:
    """Keeps the figures of an answer; returns them in words. Unreadable leaves it open."""
    item = await living_item(one.context, one.given[0])
    return await _kept(one.context, item, read_result(one.read, _facts(item)))


async def take(context: OfficeContext, item: PlanItem, name: str) -> str:
    """What the records counted, or what the words say, becomes the result's figures."""
    offered = await _offered(context, item, await _stands(context, item))
    if name not in offered:
        raise Gone
    return await _kept(context, item, offered[name])


async def told(context: OfficeContext, item: PlanItem, stands: Outcome) -> list[str]:
    """The figures of a result, or what its records say together, as a line of a screen."""
    facts = _facts(item)
    if said := say_result(facts, stands.came):
        return [texts.RESULT_COUNTED.format(said=said)]
    if RECORDS in (offered := await _offered(context, item, stands)):
        return [texts.RESULT_OF_RECORDS.format(said=say_result(facts, offered[RECORDS]))]
    return []


async def _kept(context: OfficeContext, item: PlanItem, came: Came) -> str:
    await plan_outcomes.count(context.act, item.id, came)
    return texts.figures_kept(say_result(_facts(item), came))


async def _offered(context: OfficeContext, item: PlanItem, stands: Outcome) -> dict[str, Came]:
    """What is proposed and not said already, by where it is from."""
    of_records = await plan_quota.of_records(context.session, item)
    proposed = {
        RECORDS: Came(None, of_records.workers, of_records.residents),
        WORDS: found_in(stands.words),
    }
    hires = (stands.came.workers, stands.came.residents)
    return {
        name: Came(stands.came.achieved, came.workers, came.residents)
        for name, came in proposed.items()
        if came.known and (came.workers, came.residents) != hires
    }


def _asked(facts: PlanItemFacts, stands: Outcome) -> list[str]:
    planned, said = planned_words(facts), say_result(facts, stands.came)
    lines = [texts.RESULT_COUNTED.format(said=said)] if said else []
    if planned:
        return [*lines, texts.RESULT_PLANNED.format(planned=planned)]
    return [*lines, texts.RESULT_UNPLANNED]


def _facts(item: PlanItem) -> PlanItemFacts:
    facts = facts_of(item)
    assert isinstance(facts, PlanItemFacts)
    return facts


async def _stands(context: OfficeContext, item: PlanItem) -> Outcome:
    stands = await plan_outcomes.of_item(context.session, item.id)
    if stands is None:
        raise Gone
    return stands


def _code(item: PlanItem, name: str) -> str:
    return view("outcome", "take", item.id, name)
