"""A field of a plan item in words: the form's own label and the form's own way to show it."""

from collections.abc import Collection, Mapping
from html import escape
from typing import Any

from handlers.plan import texts
from handlers.plan.form import PLAN_ITEM
from storage.models.plan import PlanItem
from storage.plans.plan_amendments import Amended
from storage.records import record_projection


def shown(field: str, told: Mapping[str, Any] | None) -> str:
    """What a question keeps of a fact, before or after, in the words of its field."""
    fact = (told or {}).get("value")
    if fact is None or fact in ("", [], {}):
        return texts.NOTHING
    one = PLAN_ITEM[field]
    return one.in_words(one.from_fact(fact), told or {})


def now(item: PlanItem, field: str) -> str:
    """What the field of an item says now."""
    answers = PLAN_ITEM.answers(record_projection.facts_of(item))
    value = answers.get(field)
    return texts.NOTHING if value is None else PLAN_ITEM[field].in_words(value, answers)


def amended(at: int, one: Amended, but: Collection[str]) -> list[str]:
    """An item that its department changed, as HTML: a line a field, without the fields `but`."""
    before, after = one.before or {}, one.after or {}
    if not before:
        return [texts.AMENDED_NEW.format(at=at)]
    if not after:
        return [texts.AMENDED_GONE.format(title=escape(str(before.get("text", ""))))]
    return [
        texts.AMENDED_FIELD.format(
            at=at,
            label=PLAN_ITEM[name].label,
            old=escape(shown(name, {**before, "value": before.get(name)})),
            new=escape(shown(name, {**after, "value": after.get(name)})),
        )
        for name in one.fields
        if name not in but and name in _LABELLED
    ]


_LABELLED = {field.name for field in PLAN_ITEM.fields}
