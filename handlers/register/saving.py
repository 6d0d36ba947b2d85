"""Saving a register that came back: one act with its numbers, taken back for half an hour.

Few rows are written at once; many by an errand, some at a time, so that nobody waits for them.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Given, Mass, Preview
from handlers.chat.paging import fitting
from handlers.register import texts, uploaded
from storage.facts.registers.wording_registers import REGISTERS
from storage.models.upload import READ, Upload
from storage.registers import taking
from storage.registers.taking import Done, Taken
from storage.rules.errors import Gone, Refusal
from storage.rules.permission import Action
from storage.rules.terms import RecordKind
from storage.traffic import uploads
from storage.traffic.messages import Button, Screen, view

SAVING, BACKING = "register_save", "register_back"  # errands
AT_ONCE = 50  # records that a tap writes itself
MOST_LINES = 1500  # letters of what is listed
UNDER_WAY = "under_way"


async def own(context: OfficeContext, number: int) -> Upload:
    """The officer's own file that waits for a yes; Gone for one that is being saved."""
    upload = await uploads.own(context.session, number, context.officer, READ)
    if upload.found.get(UNDER_WAY):
        raise Gone
    return upload


async def preview(context: OfficeContext, given: Given) -> Preview:
    """How many records would be added, changed and removed, the removed ones by name."""
    upload = await own(context, given["upload"])
    found = await uploaded.compared(context.session, upload, context.officer, context.now)
    if found.asked:
        raise Refusal(texts.ASKED.format(count=found.asked))
    if not found.edits:
        raise Refusal(texts.NOTHING)
    name = REGISTERS[found.kind].name
    lines = [texts.SURE.format(name=name, sums=uploaded.sums(found))]
    if found.removals:
        removed = [f"· {escape(one.title)}" for one in found.removals]
        lines += [texts.SURE_REMOVED, *fitting(removed, MOST_LINES)]
    if found.faults:
        lines.append(texts.FAULTS.format(count=f"{len(found.faults):,}"))
    back = [[Button(texts.TO_SUMMARY, view(uploaded.VIEW, "sum", upload.id))]]
    return Preview("\n".join(lines), len(found.edits), back)


async def save(context: OfficeContext, given: Given) -> Deed:
    """Writes the rows, or has them written."""
    upload = await own(context, given["upload"])
    found = await uploaded.compared(context.session, upload, context.officer, context.now)
    name, edits = REGISTERS[found.kind].name, found.edits
    before: dict[str, Any] = {"kind": found.kind.value, "done": [], "whole": len(edits)}
    before |= {"chat": upload.chat_id, "card": uploads.card_of(upload)}
    if len(edits) > AT_ONCE:
        await uploads.rewrite(context.session, upload, {**upload.found, UNDER_WAY: True})
        await context.errand(upload.chat_id, SAVING, {"upload": upload.id})
        told = texts.SAVING.format(name=name, done=0, whole=f"{len(edits):,}")
        return Deed(told, before=before)
    taken = await taking.take(context.act, found.kind, edits)
    await uploads.close(context.session, upload)
    return Deed(saved(found.kind, taken), before=before | {"done": kept(taken.done)})


def saved(kind: RecordKind, taken: Taken, more: int = 0) -> str:
    """What was saved, and what was not with its reason; `more` were not wanted any longer."""
    said = texts.SAVED.format(name=REGISTERS[kind].name, sums=_sums(taken) or texts.NOTHING)
    return "\n".join([said, *_refused(texts.REFUSED, taken.refused, more)])


def lost(before: Given) -> str:
    """How much of an act was done when its officer lost the right to it."""
    sums = _sums(Taken(done_of(before))) or texts.NO_ONE
    name = REGISTERS[RecordKind(before["kind"])].name
    return texts.SAVING_LOST.format(name=name, sums=sums, count=f"{left(before):,}")


def left(before: Given) -> int:
    """How many records an act has still to write."""
    tried = len(before["done"]) + len(before.get("refused", ()))
    return max(0, int(before.get("whole", 0)) - tried)


def _sums(taken: Taken) -> str:
    counts = (
        (texts.ADDED_SUM, taken.count(taking.Deed.ADDED)),
        (texts.CHANGED_SUM, taken.count(taking.Deed.CHANGED)),
        (texts.REMOVED_SUM, taken.count(taking.Deed.REMOVED)),
    )
    return " · ".join(words.format(count=f"{n:,}") for words, n in counts if n)


def backed(count: int, refused: Sequence[str], stopped: int = 0) -> str:
    """How many were taken back, what stays with its reason, and how many were never written."""
    said = [texts.STOPPED.format(count=f"{stopped:,}")] if stopped else []
    said.append(texts.TAKEN_BACK.format(count=f"{count:,}"))
    return "\n".join([*said, *_refused(texts.STAYED, refused)])


def _refused(words: str, refused: Sequence[str], more: int = 0) -> list[str]:
    if not (refused or more):
        return []
    head = words.format(count=f"{len(refused) + more:,}")
    return [head, *fitting([f"· {escape(one)}" for one in refused], MOST_LINES)]


def kept(done: Sequence[Done]) -> list[list[int | str]]:
    """Deeds as they are stored, which `done_of` reads."""
    return [[one.record, one.version, one.deed.value, one.line] for one in done]


def done_of(before: Mapping[str, Any]) -> list[Done]:
    """The deeds that stand in a stored act."""
    return [
        Done(record, version, taking.Deed(deed), line)
        for record, version, deed, line in before["done"]
    ]


async def take_back(context: OfficeContext, given: Given, before: Given) -> Screen:
    """Takes the rows back, or has them taken back; what is still being saved stops."""
    done, kind, stopped = done_of(before), RecordKind(before["kind"]), 0
    upload = await uploads.by_id(context.session, given["upload"])
    if upload is not None and upload.found.get(UNDER_WAY):
        stopped = left(before)
        await uploads.close(context.session, upload)
    if len(done) > AT_ONCE:
        more = {"officer": context.officer.id, "asked": context.now.isoformat()}
        asked = {**before, **more, "refused": [], "stopped": stopped}
        await context.errand(before["chat"], BACKING, asked)
        return Screen(texts.BACK_RUNNING.format(done=0, whole=f"{len(done):,}"))
    taken = await taking.take_back(context.act, kind, done)
    return Screen(backed(len(taken.done), taken.refused, stopped))


SAVE = Mass("register", Action.EDIT_RECORD, preview, save, take_back)
