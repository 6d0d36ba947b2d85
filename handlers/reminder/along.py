"""함께 독려: whoever stands above asks along for a matter that was left lying, once a day."""

from functools import partial
from html import escape

from telegram import Update

from handlers.chat.access import Handler, require, tap
from handlers.chat.context import OfficeContext
from handlers.chat.row_taps import tapped
from handlers.reminder import texts
from scheduler.due import waiting
from scheduler.due.matters import Matter, Scene
from scheduler.reminders import rows
from scheduler.reminders.digest import line_of
from scheduler.reminders.keyboard import keyboard
from scheduler.reminders.texts import line_text
from storage.long_reading import lent
from storage.rules.errors import Refusal
from storage.rules.ladder import sends_at
from storage.rules.permission import Action
from storage.rules.trail import Subject, Verb
from storage.traffic import outbox
from storage.traffic.messages import Message


def handlers() -> list[Handler]:
    """The one button."""
    return [tap(Action.REVIEW_PLAN, "along", along_pressed)]


async def along_pressed(update: Update, context: OfficeContext) -> None:
    """`v1:along:<kind>:<number>`: its people hear at once who asks along; the trail keeps it.

    Refusal when it is done by now, when none of its people can be reached, outside the hours in
    which people are written to, and a second time on the same day.
    """
    step = tapped(update, context)
    kind, number = step.args[0], step.number(1)
    scene: Scene = await lent(
        context.session, ("along", context.today), partial(rows.today, day=context.today)
    )
    matter = _still(scene, kind, number)
    await require(context, Action.REVIEW_PLAN, matter.department_id)
    who = scene.told(matter.officer_id)
    if who is None:
        raise Refusal(texts.ALONG_NOBODY)
    if not sends_at(context.now, scene.calendar):
        raise Refusal(texts.ALONG_HOURS)
    line = line_of(scene, matter)
    words = texts.ALONG.format(
        name=escape(context.officer.name),
        role=context.officer.role.label,
        line=line_text(line, context.today),
    )
    sent = await outbox.put(
        context.session,
        who.telegram_id or 0,
        Message(words, keyboard(context.today, [line])),
        now=context.now,
        dedupe_key=f"along:{kind}:{number}:{context.today.isoformat()}",
    )
    if not sent:
        raise Refusal(texts.ALONG_TODAY)
    await context.act.log(
        Subject(matter.subject), number, Verb.NUDGE, after={"officer_id": matter.officer_id}
    )
    await step.answer(texts.ALONG_DONE.format(name=who.name), alert=True)


def _still(scene: Scene, kind: str, number: int) -> Matter:
    """The matter, while it waits."""
    for one in waiting.matters(scene):
        if one.kind.waits and (one.kind.name, one.subject_id) == (kind, number):
            return one
    raise Refusal(texts.ALONG_OVER)
