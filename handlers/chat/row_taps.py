"""A tap on a screen of the round, with the rows that its arguments name."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Update

from handlers.chat import reading, taps
from handlers.chat.context import OfficeContext
from storage.models.plan import Plan, PlanItem
from storage.models.round import CollectionRound
from storage.plans import plans
from storage.records import record_keeping
from storage.rounds import rounds
from storage.rules.errors import Gone
from storage.rules.terms import RecordKind


@dataclass
class Tap(taps.Tap):
    """One tap: where it happened and the arguments behind the act."""

    async def round(self) -> CollectionRound:
        """The round of the first argument; raises Gone."""
        return await living_round(self.context, self.number())

    async def plan(self) -> Plan:
        """The plan of the first argument, opened for this person; raises Gone, NotForOthers."""
        plan = await plans.by_id(self.context.session, self.number())
        if plan is None:
            raise Gone
        await reading.plan_opened(self.context, plan)
        return plan

    async def item(self) -> PlanItem:
        """The living plan item of the first argument, opened; raises Gone, NotForOthers."""
        item = await living_item(self.context, self.number())
        await reading.opened(self.context, item)
        return item


async def living_round(context: OfficeContext, number: int) -> CollectionRound:
    """A round by its number; raises Gone."""
    row = await rounds.by_id(context.session, number)
    if row is None:
        raise Gone
    return row


async def living_item(context: OfficeContext, number: int) -> PlanItem:
    """A plan item that was not removed; raises Gone."""
    row = await record_keeping.get(context.session, RecordKind.PLAN_ITEM, number)
    if not isinstance(row, PlanItem) or row.removed_at is not None:
        raise Gone
    return row


def tapped(update: Update, context: OfficeContext) -> Tap:
    """What was tapped, and where; raises BadCode."""
    return taps.tapped(update, context, Tap)


async def taken(
    steps: Mapping[str, Callable[[Tap], Awaitable[Any]]], update: Update, context: OfficeContext
) -> None:
    """Does the step of a tapped button, ends its spinner and draws what came of it."""
    await taps.taken(steps, update, context, Tap)
