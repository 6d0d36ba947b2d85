"""증빙 of a record: its photos and files sent again, each taken off or put to another record."""

from collections.abc import Awaitable, Callable, Mapping
from html import escape
from typing import Any

from telegram import Update

from handlers.chat import reading
from handlers.chat.access import Handler, allowed, require, tap
from handlers.chat.buttons import MOST_LABEL, numbered
from handlers.chat.context import OfficeContext
from handlers.chat.taps import Tap, chat_of, taken
from handlers.record import texts
from handlers.record.named import named_record
from storage.models.evidence import Evidence
from storage.office import posts
from storage.records import evidence, record_keeping, record_lookup
from storage.records.wording_evidence import counted
from storage.rules.dates import show_time
from storage.rules.errors import Gone
from storage.rules.names import clipped
from storage.rules.permission import Action, Matter
from storage.rules.terms import RecordKind
from storage.traffic.messages import Button, Call, Order, Row, Screen, view

VIEW = "evid"
MOST_PLACES = 8


def handlers() -> list[Handler]:
    """The button below a record, and those of its list."""
    return [
        tap(Action.SEE_RECORD, "proof", proofs_pressed),
        tap(Action.EDIT_RECORD, VIEW, proof_pressed),
    ]


async def proofs_pressed(update: Update, context: OfficeContext) -> None:
    """`proof:<kind>:<record>`: sends them from Telegram's own store, and the list below them."""
    row = await named_record(update, context, Matter.EVIDENCE)
    await context.answer(update)
    chat = chat_of(update)
    for file in await evidence.held_by(context.session, row.kind, row.id):
        caption = file.caption or row.title
        kept = {"media": file.media, "file_id": file.file_id, "caption": caption}
        await context.put(chat, Call(Order.SHOW, kept))
    await context.say(chat, *await _listed(context, row))


async def proof_pressed(update: Update, context: OfficeContext) -> None:
    """Any button of the list."""
    await taken(STEPS, update, context)


async def _list_shown(one: Tap) -> Screen:
    """`list:<evidence>`: the list that it stands in."""
    _file, row = await _opened(one)
    return await _listed(one.context, row)


async def _shown(one: Tap) -> Screen:
    """`one:<evidence>`: what may be done with it."""
    file, row = await _opened(one)
    number = file.id
    text = await _head(one.context, row, file)
    keys = [
        Button(texts.MOVE, view(VIEW, "move", number)),
        Button(texts.TAKE_OFF, view(VIEW, "ask", number), style="danger"),
    ]
    return Screen(text, [keys, [_to_list(number)]])


async def _asked(one: Tap) -> Screen:
    """`ask:<evidence>`: whether it is really to be taken off."""
    file, row = await _opened(one)
    number = file.id
    text = f"{await _head(one.context, row, file)}\n\n{texts.SURE_TAKE_OFF}"
    yes = Button(texts.YES_TAKE_OFF, view(VIEW, "drop", number), style="danger")
    return Screen(text, [[yes, Button(texts.NO_REMOVE, view(VIEW, "one", number))]])


async def _dropped(one: Tap) -> Screen:
    """`drop:<evidence>`."""
    context = one.context
    file, row = await _opened(one)
    await evidence.remove(context.act, file.id)
    await one.answer(texts.TAKEN_OFF)
    return await _listed(context, row, texts.TAKEN_OFF)


async def _places_shown(one: Tap) -> Screen:
    """`move:<evidence>`: the department's last records."""
    file, row = await _opened(one)
    number = file.id
    here = (row.kind, row.id)
    found = await record_lookup.latest_in(one.context.session, row.department_id, MOST_PLACES + 1)
    places = [other for other in found if (other.kind, other.id) != here][:MOST_PLACES]
    keys = [
        [Button(clipped(other.title, MOST_LABEL), view(VIEW, "to", number, other.kind, other.id))]
        for other in places
    ]
    asked = texts.MOVE_WHERE if places else texts.NOWHERE_TO_MOVE
    text = f"{await _head(one.context, row, file)}\n\n{asked}"
    return Screen(text, [*keys, [_to_list(number)]])


async def _moved(one: Tap) -> Screen:
    """`to:<evidence>:<kind>:<record>`."""
    context = one.context
    file, row = await _opened(one)
    kind, number = RecordKind(one.args[1]), one.number(2)
    await evidence.move(context.act, file.id, kind, number)
    target = await record_keeping.existing(context.session, kind, number)
    said = texts.MOVED.format(title=escape(target.title))
    return await _listed(context, row, said)


STEPS: Mapping[str, Callable[[Tap], Awaitable[Screen | None]]] = {
    "list": _list_shown,
    "one": _shown,
    "ask": _asked,
    "drop": _dropped,
    "move": _places_shown,
    "to": _moved,
}


async def _opened(one: Tap) -> tuple[Evidence, Any]:
    """The evidence of the first argument and its record, which this person may change.

    Raises Gone, NotForOthers, NotAllowed.
    """
    context = one.context
    file = await evidence.by_id(context.session, one.number())
    row = await record_keeping.get(context.session, RecordKind(file.record_kind), file.record_id)
    if row is None:
        raise Gone
    await reading.opened(context, row, Matter.EVIDENCE)
    await require(context, Action.EDIT_RECORD, row.department_id)
    return file, row


async def _listed(context: OfficeContext, row: Any, notice: str = "") -> Screen:
    """All that proves a record, each with who added it and when."""
    found = await evidence.held_by(context.session, row.kind, row.id)
    said = counted(one.media for one in found) or texts.NO_EVIDENCE
    lines = [notice, ""] if notice else []
    lines.append(texts.PROOFS_HEAD.format(title=escape(row.title), said=said))
    names = await posts.names(context.session) if found else {}
    lines += [
        texts.PROOF_LINE.format(at=at, said=escape(_told(one, names)))
        for at, one in enumerate(found, 1)
    ]
    rows: list[Row] = []
    if found and allowed(context, Action.EDIT_RECORD, row.department_id):
        lines += ["", texts.PROOFS_OPEN]
        rows += numbered([view(VIEW, "one", one.id) for one in found])
    rows.append([Button(texts.BACK, view("rec", row.kind, row.id))])
    return Screen("\n".join(lines), rows)


async def _head(context: OfficeContext, row: Any, file: Evidence) -> str:
    names = await posts.names(context.session)
    return texts.PROOFS_HEAD.format(title=escape(row.title), said=escape(_told(file, names)))


def _told(file: Evidence, names: Mapping[int, str]) -> str:
    """What it is, what stands under it, and who added it."""
    sort = texts.PHOTO if file.media == "photo" else texts.DOCUMENT
    by = texts.BY.format(
        name=names.get(file.officer_id, texts.SOMEBODY), at=show_time(file.added_at)
    )
    return " · ".join(filter(None, (sort, file.file_name, file.caption, by)))


def _to_list(number: int) -> Button:
    return Button(texts.TO_PROOFS, view(VIEW, "list", number))
