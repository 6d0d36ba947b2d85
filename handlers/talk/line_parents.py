"""What a record that was read from a line hangs on: its agreement, its plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.talk import texts
from storage.facts.kinds import KINDS
from storage.facts.loose.proposed import Read
from storage.plans import plans
from storage.records import agreement_chain, companies, readable
from storage.rules.deadline import plans_due_for
from storage.rules.errors import NoDepartment, Refusal
from storage.rules.half_year import HalfYear, far_to_plan
from storage.rules.period import Period
from storage.rules.terms import RecordKind

PARTNER = "partner"


class NoAgreement(Refusal):
    """A contact with somebody with whom there is no agreement."""


@dataclass(frozen=True)
class Above:
    """The record above, and what is told of it."""

    id: int | None = None
    told: str = ""


async def above(context: OfficeContext, read: Read) -> Above:
    """Where a record of this kind hangs. Refusal where there is nothing that it could hang on."""
    if read.kind is RecordKind.PLAN_ITEM:
        return Above(await _plan(context, read.values))
    under = KINDS[read.kind].under
    if under is RecordKind.MOU:
        return await _agreement(context, read.values)
    if under is not None:
        raise Refusal(texts.NO_CONTRACT)
    return Above()


async def _plan(context: OfficeContext, values: Mapping[str, Any]) -> int:
    department = context.officer.department_id
    if department is None:
        raise NoDepartment
    months = values.get("months")
    half: HalfYear | None = months.half if isinstance(months, Period) and months.known else None
    if half is None or far_to_plan(half, context.today):
        half = plans_due_for(context.today)
    return (await plans.ensure(context.session, department, half)).id


async def _agreement(context: OfficeContext, values: Mapping[str, Any]) -> Above:
    named = values.get(PARTNER) or values.get("companies") or ()
    names = [named] if isinstance(named, str) else list(named)
    known = [await companies.resolve(context.session, one) for one in names]
    period = values.get("period")
    when = period if isinstance(period, Period) else Period(())
    found = await agreement_chain.living_with(
        context.session, [one for one in known if one], when, context.today
    )
    seen = [one for one in found if await readable.reads(context.session, context.officer, one)]
    if not seen:
        raise NoAgreement(texts.no_agreement(", ".join(names)))
    return Above(seen[0].id, texts.of_agreement(seen[0].title, len(seen) - 1))
