"""A field of a plan item in words: the form's own label and the form's own way to show it."""

from typing import Any

from handlers.plan import texts
from handlers.plan.form import PLAN_ITEM
from storage.models.plan import PlanItem
from storage.records import record_projection


def shown(field: str, fact: Any) -> str:
    """A fact, as it is kept, in the words of its field."""
    if fact is None or fact in ("", [], {}):
        return texts.NOTHING
    one = PLAN_ITEM[field]
    return one.show(one.from_fact(fact))


def now(item: PlanItem, field: str) -> str:
    """What the field of an item says now."""
    value = PLAN_ITEM.answers(record_projection.facts_of(item)).get(field)
    return texts.NOTHING if value is None else PLAN_ITEM[field].show(value)
