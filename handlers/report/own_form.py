"""보고서 서식: the office's own HWPX form is sent as a file, shown, used, and put away again."""

from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime
from html import escape

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from handlers.chat.access import Handler, tap
from handlers.chat.context import OfficeContext
from handlers.chat.half_argument import typed
from handlers.chat.taps import Tap, taken
from handlers.report import texts
from handlers.report.taps import half_in
from handlers.report.views import FORMING, to_card
from handlers.upload.commands import drop_button
from storage.models.office import Officer
from storage.models.traffic import Urgency
from storage.models.upload import READ, Upload
from storage.report import report_forms
from storage.report.formats import Format
from storage.rules.half_year import HalfYear
from storage.rules.names import cut
from storage.rules.permission import Action
from storage.traffic import outbox, uploads
from storage.traffic.messages import Button, Document, Screen, view

MOST_NAMED, MOST_LETTERS = 40, 40  # names of one kind on a screen, and letters of one


def handlers() -> list[Handler]:
    """The buttons of the form."""
    return [tap(Action.MAKE_REPORT, FORMING, pressed)]


async def pressed(update: Update, context: OfficeContext) -> None:
    """Any button of the form."""
    await taken(STEPS, update, context)


async def form_shown(one: Tap) -> Screen:
    """`form:<half>`: which form is in use, and how another one is made."""
    return await _screen(one.context, half_in(one))


async def sample_sent(one: Tap) -> None:
    """`sample:<half>`: a form to begin from."""
    await one.answer(texts.FILE_COMING)
    await one.context.document(one.chat_id, "form_sample", {}, caption=texts.FORM_SAMPLE_CAPTION)


async def put_away(one: Tap) -> Screen:
    """`back:<half>`: the built-in form again."""
    context, half = one.context, half_in(one)
    await report_forms.put_away(context.act)
    return await _screen(context, half, texts.FORM_PUT_AWAY)


async def taken_over(one: Tap) -> Screen:
    """`take:<upload>`: the form that was read is used from now on."""
    context = one.context
    row = await uploads.own(context.session, one.number(), context.officer, READ)
    await report_forms.take(context.act, row.file_name, b64decode(row.found["body"]), row.sha256)
    await uploads.close(context.session, row)
    return await _screen(context, await typed(context, ""), texts.FORM_TAKEN)


async def show(session: AsyncSession, row: Upload, officer: Officer, now: datetime) -> Screen:
    """What each field would get, with the filled form as a file, before the form is used."""
    found = row.found
    half = HalfYear.parse(found["half"])
    lines = [texts.FORM_READ.format(name=escape(row.file_name), half=half.label), ""]
    lines += [_gets(*one) for one in found["values"]]
    lost = [texts.FORM_LOST_ONE.format(name=name, count=count) for name, count in found["lost"]]
    unknown = [
        texts.FORM_NEAR.format(name=name, near=near) if near else name
        for name, near in found["unknown"]
    ]
    told = (
        (texts.FORM_LOST, lost),
        (texts.FORM_UNKNOWN, unknown),
        (texts.FORM_LACKING, found["lacking"]),
    )
    lines += [""] + [said.format(names=_named(names)) for said, names in told if names]
    lines += ["", texts.FORM_ASK]
    asked = {"half": half.code, "version": None, "officer": officer.id, "at": now.isoformat()}
    given = {**asked, "format": Format.HWPX.value, "upload": row.id}
    filled = Document("report", given, texts.FORM_FILLED, key=f"form_filled:{row.id}")
    await outbox.put(session, row.chat_id, filled, now=now, urgency=Urgency.ANSWER)
    take = Button(texts.FORM_TAKE, view(FORMING, "take", row.id), style="primary")
    return Screen("\n".join(lines), [[take, drop_button(row)]])


def _gets(name: str, words: str, count: int) -> str:
    said = texts.FORM_GETS_MORE if count > 1 else texts.FORM_GETS
    words = escape(words) or texts.FORM_GETS_NOTHING
    return said.format(name=name, words=words, count=count)


def _named(names: Sequence[str]) -> str:
    """Names as they are told, so many that the rest still has its room."""
    more = texts.FORM_MORE.format(count=len(names) - MOST_NAMED)
    kept = [cut(name, MOST_LETTERS) for name in names[:MOST_NAMED]]
    return escape(", ".join(kept)) + (more if len(names) > MOST_NAMED else "")


async def _screen(context: OfficeContext, half: HalfYear, notice: str = "") -> Screen:
    row = await report_forms.in_use(context.session)
    name = escape(row.file_name) if row else texts.BUILT_IN
    lines = [notice, ""] if notice else []
    lines += [texts.FORM_HEAD.format(name=name), "", texts.FORM_HELP]
    keys = [Button(texts.FORM_SAMPLE, view(FORMING, "sample", half.code))]
    if row:
        keys.append(Button(texts.FORM_BACK, view(FORMING, "back", half.code)))
    return Screen("\n".join(lines), [keys, to_card(half)])


STEPS = {
    "form": form_shown,
    "sample": sample_sent,
    "back": put_away,
    "take": taken_over,
}
