"""How much of an agreement's promises was delivered: asked at a contact, and of one promise.

The promises that are open when a contact begins are laid beside its answers, so that the question
can name them: a form itself knows no records.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.forms import texts as form_texts
from handlers.forms.fields import Aids, Answers, Chip, Count, Doubt, Field, sure
from handlers.mou import texts
from storage.facts.shapes import PromiseFacts
from storage.facts.wording_parts import measured
from storage.records import deliveries
from storage.records.record_projection import facts_of
from storage.rules.counts import read_count, with_unit
from storage.rules.errors import Unreadable
from storage.rules.names import clean_text
from storage.rules.terms import PromiseStatus

PROMISES = "promises"
"""Beside the answers: the agreement's open promises with a target, as plain values."""
MORE = "promises_more"
"""Beside them: how many there are besides that one answer cannot hold."""
MOST = 20
_BETWEEN = re.compile(r"[\s/、]+|,(?!\d{3}(?!\d))\s*")
_NUMBERED = re.compile(r"(?m)^\s*\d{1,2}[.)]\s+")


async def promises_beside(context: OfficeContext, agreement: int | None) -> dict[str, Any]:
    """What a contact's form is begun with besides its answers."""
    if agreement is None:
        return {}
    found = await deliveries.open_promises(context.session, agreement)
    told = [_told(one.id, facts_of(one)) for one in found[:MOST]]
    return {PROMISES: told, MORE: len(found) - len(told)} if told else {}


def _told(number: int, facts: Any) -> dict[str, Any]:
    assert isinstance(facts, PromiseFacts)
    name, unit = measured(facts.measure, facts.unit)
    return {
        "promise": number,
        "text": name or facts.text,
        "unit": unit,
        "target": facts.target,
        "delivered": facts.delivered,
    }


def open_ones(answers: Answers) -> Sequence[Mapping[str, Any]]:
    """Those of which something was told, and those laid beside the answers."""
    told = [one | {"delivered": one["before"]} for one in answers.get("delivered") or ()]
    known = {one["promise"] for one in told}
    return [*told, *(one for one in answers.get(PROMISES) or () if one["promise"] not in known)]


@dataclass(frozen=True, kw_only=True)
class Deliveries(Field):
    """Of each open promise how much was delivered until this contact, in one answer."""

    def question(self, answers: Answers) -> tuple[str, str]:
        promises = open_ones(answers)
        if not promises:
            return self.ask, self.hint
        return texts.question(promises, answers.get(MORE) or 0)

    def read(self, text: str, aids: Aids) -> Any:
        promises = open_ones(aids.beside)
        if len(promises) == 1:
            pieces = [clean_text(text)]
        else:
            pieces = [piece for piece in _BETWEEN.split(_NUMBERED.sub("", text)) if piece]
        if len(pieces) != len(promises):
            wanted = texts.WANTED_SEVERAL.format(count=len(promises))
            raise Unreadable(text, wanted, texts.example_of(promises))
        read = [_number(one, piece) for one, piece in zip(promises, pieces, strict=True)]
        return [
            {**{key: one[key] for key in ("promise", "text", "unit", "target")}, "now": now}
            | {"kept": False, "before": one["delivered"]}
            for one, now in zip(promises, read, strict=True)
            if now is not None
        ]

    def show(self, value: Any) -> str:
        return ", ".join(texts.progress(one) for one in value) or form_texts.NOTHING

    def doubt(self, value: Any, _answers: Answers, _aids: Aids) -> Doubt | None:
        fewer = [one for one in value if (one["before"] or 0) > one["now"]]
        if fewer:
            what = ", ".join(
                texts.FEWER_OF.format(
                    text=one["text"],
                    before=with_unit(one["before"], one["unit"]),
                    now=with_unit(one["now"], one["unit"]),
                )
                for one in fewer
            )
            settled = [one | {"before": None} if one in fewer else one for one in value]
            return sure(texts.FEWER.format(what=what), settled)
        reached = [one for one in value if _reached(one) and not one["kept"]]
        if not reached:
            return None
        kept = [one | {"kept": True} if one in reached else one for one in value]
        return _reached_doubt(", ".join(map(texts.progress, reached)), kept, value)


def _reached(one: Mapping[str, Any]) -> bool:
    return one["target"] is not None and one["now"] >= one["target"]


def _reached_doubt(
    what: str, kept: Any, still_open: Any, also: Mapping[str, Any] | None = None
) -> Doubt:
    """Proposes that a promise whose target is reached is kept."""
    options = (Chip(texts.AS_KEPT, kept, also or {}), Chip(texts.AS_OPEN, still_open))
    return Doubt(texts.REACHED.format(what=what), options, yes=True)


def _number(one: Mapping[str, Any], piece: str) -> int | None:
    """How many of one promise; nothing where nobody knows."""
    if piece in form_texts.TYPED_OPEN:
        return None
    return read_count(clean_text(piece).removesuffix(one["unit"]))


@dataclass(frozen=True, kw_only=True)
class OfPromise(Count):
    """How much of one promise was delivered; its target reached, it is proposed as kept."""

    def question(self, answers: Answers) -> tuple[str, str]:
        target = answers.get("target")
        if target is None:
            return super().question(answers)
        name, unit = measured(answers.get("measure") or "", answers.get("unit") or "")
        one = {"text": name or answers.get("text", ""), "unit": unit, "target": target}
        asked = texts.OF_PROMISE.format(aim=texts.aim(one), ask=self.ask)
        return asked, with_unit(max(1, target // 2), unit)

    def in_words(self, value: Any, answers: Answers) -> str:
        unit = measured(answers.get("measure") or "", answers.get("unit") or "")[1]
        return with_unit(value, unit)

    def doubt(self, value: Any, answers: Answers, aids: Aids) -> Doubt | None:
        if said := super().doubt(value, answers, replace(aids, last=None)):
            return said
        target, status = answers.get("target"), answers.get("status", PromiseStatus.OPEN)
        if target is None or value < target or status not in deliveries.UNKEPT:
            return None
        name, unit = measured(answers.get("measure") or "", answers.get("unit") or "")
        one = {"text": name or answers.get("text", ""), "unit": unit, "target": target}
        what = texts.progress(one | {"now": value, "kept": False})
        return _reached_doubt(what, value, value, {"status": PromiseStatus.KEPT})
