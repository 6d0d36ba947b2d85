"""Which agreement an event keeps: proposed by its companies, answered by the officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from handlers.chat.context import OfficeContext
from handlers.forms import texts
from handlers.forms.fields import Aids, Answers, Chip, Field
from handlers.forms.form import Form
from storage.facts.likeness import fold
from storage.facts.shapes import EventFacts
from storage.models.mou import Mou
from storage.records import agreement_chain, companies, readable
from storage.rules.errors import Unreadable

NAME = "agreement"
NONE = {"id": 0, "title": ""}
"""It keeps none: said once, it is not asked again."""
MOST, MOST_PROPOSED = 8, 4  # as buttons, and as the answers at 저장
MOST_KNOWN = 500  # among which typed words are looked for


@dataclass(frozen=True, kw_only=True)
class KeptAgreement(Field):
    """One of the agreements with the event's companies, or none; any by words of its name."""

    def read(self, text: str, aids: Aids) -> Any:
        known, wanted = aids.chips.get(self.name, ()), fold(text)
        found = [chip for chip in known if wanted and wanted in fold(chip.label)]
        exact = [chip for chip in found if fold(chip.label) == wanted]
        if len(exact or found) == 1:
            return (exact or found)[0].value
        shown = " · ".join(chip.label for chip in (found or known)[:MOST_PROPOSED])
        reason = texts.MANY_OFFERED if found else texts.NO_SUCH_AGREEMENT
        raise Unreadable(text, texts.WANTED_AGREEMENT, shown or texts.NO_TIE, reason)

    def chips(self, answers: Answers, aids: Aids) -> Sequence[Chip]:
        return [*super().chips(answers, aids)[:MOST], Chip(texts.NO_TIE, NONE)]

    def show(self, value: Any) -> str:
        if not value["id"]:
            return texts.NO_TIE
        return value["title"] or texts.AGREEMENT_UNNAMED

    def to_fact(self, value: Any) -> Any:
        return value["id"] or None

    def from_fact(self, value: Any) -> Any:
        return {"id": value, "title": ""}


async def proposed(context: OfficeContext, form: Form, answers: Answers) -> list[Chip]:
    """The agreements with the companies of these answers that this person may read."""
    try:
        facts = form.facts(answers)
    except (ValidationError, ValueError):
        return []
    assert isinstance(facts, EventFacts)
    named = [
        known or await companies.resolve(context.session, printed)
        for printed, known in form.companies(answers)
    ]
    found = await agreement_chain.living_with(
        context.session, [one for one in named if one], facts.period, context.today
    )
    return await _chips(context, found)


async def choices(context: OfficeContext, form: Form, answers: Answers) -> list[Chip]:
    """Those proposed, and behind them the office's others, the latest first."""
    first = await proposed(context, form, answers)
    known = {chip.value["id"] for chip in first}
    latest = await _chips(context, await agreement_chain.latest(context.session, MOST_KNOWN))
    return [*first, *(chip for chip in latest if chip.value["id"] not in known)]


async def _chips(context: OfficeContext, found: Sequence[Mou]) -> list[Chip]:
    seen = [one for one in found if await readable.reads(context.session, context.officer, one)]
    return [Chip(one.title, {"id": one.id, "title": one.title}) for one in seen]


async def question(
    context: OfficeContext, form: Form, answers: Answers, *, new: bool
) -> dict[str, Any] | None:
    """Asked at 저장, once, of a new event whose company has an agreement in its time."""
    if not new or NAME in answers or not any(one.name == NAME for one in form.fields):
        return None
    offered = await proposed(context, form, answers)
    if not offered:
        return None
    more, first = len(offered) - MOST_PROPOSED, offered[:MOST_PROPOSED]
    asked = texts.KEEPS_ONE_OF + (texts.KEEPS_ANOTHER.format(count=more) if more > 0 else "")
    options = [*first, Chip(texts.NO_TIE, NONE)]
    if len(offered) == 1:
        (only,) = offered
        asked = texts.keeps(only.label)
        options = [Chip(texts.YES, only.value), Chip(texts.NO, NONE)]
    return {
        "field": NAME,
        "question": asked,
        "options": [[chip.label, chip.value, {}] for chip in options],
        "yes": len(offered) == 1,
        "save": True,
    }


async def removal(context: OfficeContext, row: Any) -> str:
    """What becomes of the events of an agreement that is removed; empty where there are none."""
    if not isinstance(row, Mou):
        return ""
    count = await agreement_chain.count_held(context.session, row.id)
    return texts.EVENTS_STAY.format(count=count) if count else ""
