"""Which departments' plans the report prints, and which it does not: the office's choice."""

from collections.abc import Sequence
from html import escape

from telegram import Update

from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap, taken
from handlers.report import texts, views
from handlers.report.taps import half_in, word_in
from storage.report import report_choices, report_plans
from storage.report.report_plans import Unprinted
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import PlansPrinted, QuotaPrinted
from storage.traffic.messages import Button, Screen, view

MOST_NAMED = 30


def handlers() -> list[Handler]:
    """The buttons."""
    return [tap(Action.MAKE_REPORT, views.PLANS, pressed)]


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any of these buttons."""
    await taken(STEPS, update, context)


async def shown(one: Tap) -> Screen:
    """`show:<half>`: what holds now, and the plans for the next half that stay out."""
    return await _screen(one.context, half_in(one))


async def chosen(one: Tap) -> Screen:
    """`set:<half>:<choice>`."""
    context, half = one.context, half_in(one)
    wanted = PlansPrinted(word_in(one, 1))
    await report_choices.choose(context.act, report_choices.PLANS, wanted)
    return await _screen(context, half)


async def quota_chosen(one: Tap) -> Screen:
    """`quota:<half>:<choice>`: whether 고용할당제 표 stands in the report."""
    context, half = one.context, half_in(one)
    await report_choices.choose(context.act, report_choices.QUOTA, QuotaPrinted(word_in(one, 1)))
    return await _screen(context, half)


async def _screen(context: OfficeContext, half: HalfYear) -> Screen:
    now = await report_choices.plans_printed(context.session)
    left = await report_plans.unprinted(context.session, half.next())
    lines = [texts.PLANS_HEAD.format(half=half.next().label), texts.PLANS_NOW[now]]
    lines += ["", *_unprinted(left)]
    keys = [
        Button(
            f"✓ {one.label}" if one is now else one.label, view(views.PLANS, "set", half.code, one)
        )
        for one in PlansPrinted
    ]
    table = await report_choices.chosen(context.session, report_choices.QUOTA, QuotaPrinted.SHOWN)
    lines += ["", texts.QUOTA_NOW[table]]
    switch = next(one for one in QuotaPrinted if one is not table)
    turn = Button(texts.QUOTA_TURN[table], view(views.PLANS, "quota", half.code, switch))
    return Screen("\n".join(lines), [keys, [turn], views.to_card(half)])


def _unprinted(left: Sequence[Unprinted]) -> list[str]:
    if not left:
        return [texts.PLANS_ALL]
    told = [
        texts.PLAN_LEFT.format(
            name=escape(one.department), state=one.state.label, count=len(one.items)
        )
        for one in left[:MOST_NAMED]
    ]
    rest = len(left) - MOST_NAMED
    return [
        texts.PLANS_LEFT.format(count=len(left)),
        *told,
        *([texts.PLANS_MORE.format(count=rest)] if rest > 0 else []),
    ]


async def own_left_out(context: OfficeContext, half: HalfYear) -> str:
    """What the card says to whoever's department has a plan that is not in the report."""
    own = context.officer.department_id
    found = await report_plans.unprinted(context.session, half.next()) if own else []
    mine = next((one for one in found if one.department_id == own), None)
    if mine is None:
        return ""
    return texts.OWN_PLAN_LEFT.format(
        half=half.next().label, count=len(mine.items), state=mine.state.label
    )


STEPS = {"show": shown, "set": chosen, "quota": quota_chosen}
