"""What 총괄 decides about a record that changed after its half's report was confirmed."""

from telegram import Update

from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap, taken
from handlers.report import texts, views
from handlers.report.commands import version_list
from handlers.report.taps import half_in
from storage.records import late_results
from storage.report import report_versions
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.traffic.messages import Button, Screen, view


def handlers() -> list[Handler]:
    """The ways on of the notice, and the button among the versions."""
    return [tap(Action.MAKE_REPORT, views.LATE, pressed)]


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any of these buttons."""
    await taken(STEPS, update, context)


async def next_report(one: Tap) -> Screen:
    """`next:<number>`: the next report tells of it, and nothing else is done."""
    session = one.context.session
    late = await late_results.by_id(session, one.number())
    await late_results.choose_next(one.context.act, late)
    half = late.half
    later = await late_results.following(session, half)
    text = texts.LATE_NEXT.format(half=half.label, next=later.label)
    opened = view("rec", late.record_kind, late.record_id)
    return Screen(text, [[Button(texts.RECORD_OPEN, opened)], views.to_card(later)])


async def new_version(one: Tap) -> Screen:
    """`version:<number>`: a new version of the half that the record belongs to."""
    late = await late_results.by_id(one.context.session, one.number())
    return await _renewed(one.context, late.half)


async def renewed(one: Tap) -> Screen:
    """`again:<half>`: the same from the list of versions."""
    return await _renewed(one.context, half_in(one))


async def _renewed(context: OfficeContext, half: HalfYear) -> Screen:
    row = await report_versions.confirm_again(context.act, half)
    stage = texts.stage_word(row.stage, row.provisional)
    return await version_list(context, half, texts.MADE.format(number=row.number, stage=stage))


STEPS = {"next": next_report, "version": new_version, "again": renewed}
