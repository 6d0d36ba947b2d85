"""증빙 of a record: its photos and files shown as albums, each taken off or put elsewhere."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from telegram import Update

from handlers.chat import evidence_notes, reading
from handlers.chat.access import Handler, allowed, require, tap
from handlers.chat.buttons import MOST_LABEL, numbered
from handlers.chat.context import OfficeContext
from handlers.chat.paging import page_of
from handlers.chat.taps import Tap, chat_of, taken
from handlers.record import texts
from handlers.record.named import named_record
from storage.models.evidence import Evidence
from storage.office import posts
from storage.records import (
    evidence,
    evidence_files,
    record_keeping,
    record_lookup,
    wording_evidence,
)
from storage.records.wording_evidence import counted
from storage.rules.dates import show_time
from storage.rules.errors import Gone
from storage.rules.names import clipped
from storage.rules.permission import Action, Matter, may
from storage.rules.terms import RecordKind
from storage.traffic.messages import (
    MOST_IN_ALBUM,
    Album,
    Button,
    Call,
    Errand,
    Order,
    Row,
    Screen,
    view,
)

VIEW, SEAL = "evid", "seal"
PLACES = 8  # of a page


def handlers() -> list[Handler]:
    """The button below a record, and those of its list."""
    return [
        tap(Action.SEE_RECORD, "proof", proofs_pressed),
        tap(Action.EDIT_RECORD, VIEW, proof_pressed),
        tap(Action.AUDIT, SEAL, seal_pressed),
    ]


async def proofs_pressed(update: Update, context: OfficeContext) -> None:
    """`proof:<kind>:<record>`: shows them as albums; the card goes on below, as their list."""
    row = await named_record(update, context, Matter.EVIDENCE)
    await context.answer(update)
    chat, query = chat_of(update), update.callback_query
    found = await evidence.held_by(context.session, row.kind, row.id)
    for album in _albums(found, row.title):
        await context.put(chat, album)
    await context.say(chat, *await _listed(context, row))
    if query is not None and query.message is not None:
        await context.put(chat, Call(Order.ERASE, {"message_id": query.message.message_id}))


async def seal_pressed(update: Update, context: OfficeContext) -> None:
    """`seal:<kind>:<record>`: its kept bytes are read and held against their hash."""
    row = await named_record(update, context, Matter.EVIDENCE)
    await context.answer(update, texts.SEALING)
    chat = chat_of(update)
    given = {"kind": row.kind, "record": row.id, "officer": context.officer.id, "chat": chat}
    await context.put(chat, Errand(SEAL, given))


def _albums(found: Sequence[Evidence], title: str) -> Iterator[Album]:
    """Photos first, then documents, which no album of photos takes; ten at most together."""
    for media in sorted({one.media for one in found}, reverse=True):
        files = [
            {
                "media": media,
                "file_id": one.file_id,
                "mark": one.file_unique_id,
                "caption": one.caption or title,
            }
            for one in found
            if one.media == media
        ]
        for at in range(0, len(files), MOST_IN_ALBUM):
            yield Album(files[at : at + MOST_IN_ALBUM])


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
    session = one.context.session
    known = (await evidence_files.by_ids(session, [file.file_unique_id])).values()
    said = [await _head(one.context, row, file), *map(wording_evidence.how_kept, known)]
    keys = [
        Button(texts.MOVE, view(VIEW, "move", number)),
        Button(texts.TAKE_OFF, view(VIEW, "drop", number), style="danger"),
    ]
    return Screen("\n".join(filter(None, said)), [keys, [_to_list(number)]])


async def _dropped(one: Tap) -> Screen:
    """`drop:<evidence>`: it is off, and for ten minutes a tap brings it back."""
    context = one.context
    file, row = await _opened(one)
    await evidence.remove(context.act, file.id)
    await one.answer(texts.TAKEN_OFF)
    return await _listed(context, row, texts.TAKEN_OFF, view(VIEW, "back", file.id))


async def _taken_back(one: Tap) -> Screen:
    """`back:<evidence>` after it was taken off, `back:<evidence>:<kind>:<record>` after a move."""
    context = one.context
    if len(one.args) == 1:
        file = await evidence.put_back(context.act, one.number())
    else:
        file, _row = await _opened(one)
        file = await evidence.move(context.act, file.id, RecordKind(one.args[1]), one.number(2))
    await one.answer(texts.PUT_BACK)
    row = await record_keeping.existing(
        context.session, RecordKind(file.record_kind), file.record_id
    )
    return await _listed(context, row, texts.PUT_BACK)


async def _places_shown(one: Tap) -> Screen:
    """`move:<evidence>[:<page>]`: the department's records, the last first."""
    file, row = await _opened(one)
    number = file.id
    here, page = (row.kind, row.id), one.number(1) if len(one.args) > 1 else 0
    most = (page + 1) * PLACES + 2  # this record, and one that says whether a page follows
    found = await record_lookup.latest_in(one.context.session, row.department_id, most)
    others = [other for other in found if (other.kind, other.id) != here]
    shown = page_of(others, page, PLACES)
    keys = [
        [Button(clipped(other.title, MOST_LABEL), view(VIEW, "to", number, other.kind, other.id))]
        for other in shown.items
    ]
    asked = texts.MOVE_WHERE if others else texts.NOWHERE_TO_MOVE
    text = f"{await _head(one.context, row, file)}\n\n{asked}"
    return Screen(text, [*keys, *shown.turning(VIEW, "move", number), [_to_list(number)]])


async def _moved(one: Tap) -> Screen:
    """`to:<evidence>:<kind>:<record>`."""
    context = one.context
    file, row = await _opened(one)
    kind, number, came_from = RecordKind(one.args[1]), one.number(2), (row.kind, row.id)
    moved = await evidence.move(context.act, file.id, kind, number)
    target = await record_keeping.existing(context.session, kind, number)
    said = texts.MOVED.format(title=escape(target.title))
    back = view(VIEW, "back", file.id, *came_from) if moved.id == file.id else ""
    return await _listed(context, row, said, back)


STEPS: Mapping[str, Callable[[Tap], Awaitable[Screen | None]]] = {
    "list": _list_shown,
    "one": _shown,
    "ask": _dropped,  # as older messages have it
    "drop": _dropped,
    "back": _taken_back,
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


async def _listed(context: OfficeContext, row: Any, notice: str = "", back: str = "") -> Screen:
    """All that proves a record, each with who added it and when; `back` undoes the last step."""
    found = await evidence.held_by(context.session, row.kind, row.id)
    said = counted(one.media for one in found) or texts.NO_EVIDENCE
    lines = [notice, ""] if notice else []
    lines.append(texts.PROOFS_HEAD.format(title=escape(row.title), said=said))
    names = await posts.names(context.session) if found else {}
    beside = await evidence_notes.of(context, row, found)
    for at, one in enumerate(found, 1):
        lines.append(texts.PROOF_LINE.format(at=at, said=escape(_told(one, names))))
        lines += [texts.PROOF_NOTE.format(said=escape(said)) for said in beside[one.id]]
    rows: list[Row] = [[Button(texts.UNDO_STEP, back)]] if back else []
    if found and allowed(context, Action.EDIT_RECORD, row.department_id):
        lines += ["", texts.PROOFS_OPEN]
        rows += [*numbered([view(VIEW, "one", one.id) for one in found])]
    if found and may(context.officer.role, Action.AUDIT):
        rows.append([Button(texts.SEAL, view(SEAL, row.kind, row.id))])
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
