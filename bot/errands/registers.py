"""Many rows of a register written, or taken back: some at a time, told of as it goes on.

Each part is a transaction of its own under the stored act, which notes what was done: a process
that dies is followed by one that goes on, and nothing is done twice. Who takes the act back
meanwhile stops it, and so does the loss of the right to it: what was done is told.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.renders.rendered import Withheld, still
from handlers.chat import mass_acts as screens
from handlers.chat import texts as chat_texts
from handlers.register import saving, texts
from storage.act import Act
from storage.database import Database
from storage.facts.registers.wording_registers import REGISTERS
from storage.long_reading import beside
from storage.models.asking import MassAct
from storage.models.office import Officer
from storage.models.traffic import Urgency
from storage.models.upload import READ, Upload
from storage.office import officers
from storage.records.returned_rows import Choice
from storage.registers import comparing, taking
from storage.registers.shapes import Comparison, Edit, table_of
from storage.registers.taking import Done, Taken
from storage.rules.clock import Clock
from storage.rules.permission import Action
from storage.rules.terms import RecordKind
from storage.traffic import mass_acts, outbox, uploads
from storage.traffic.messages import Button, Card, Errand, Row, view

PART = 5  # records of one transaction, each some milliseconds
PAUSE = 0.01  # seconds between two, in which everybody else is served
TURN = 100  # records of one errand: between two of them the chat hears whatever else there is


class Saving:
    """The errand of a file whose rows are too many for a tap: `given` names the upload."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._left: dict[int, list[Edit]] = {}  # by upload; whoever does not know looks anew

    async def __call__(self, db: Database, given: Mapping[str, Any]) -> None:
        """Writes some of what is not written yet; ends in silence where it was taken back."""
        number: int = given["upload"]
        async with db.read() as session:
            upload = await uploads.by_id(session, number)
            officer = await officers.by_id(session, upload.officer_id) if upload else None
        if upload is None or officer is None or not _under_way(upload):
            return
        if number not in self._left:
            found = await beside(db, lambda session: self._compared(session, upload, officer))
            self._left[number] = found.edits
        left = self._left[number]
        for _ in range(min(TURN, len(left)), 0, -PART):
            if not await self._part(db, upload, left[:PART]):
                self._left.pop(number, None)
                return
            del left[:PART]
            await asyncio.sleep(PAUSE)
        await self._on(db, upload)

    async def _compared(
        self, session: AsyncSession, upload: Upload, officer: Officer
    ) -> Comparison:
        """What is left to write. All was decided before the yes: a row about which nothing was,
        and which now resembles one that was written since, is new."""
        table = table_of(upload.found)
        news = {row.line: Choice.NEW for row in table.rows}
        decided = replace(table.decided, rows=news | dict(table.decided.rows))
        act = Act(session, officer, self._clock())
        return await comparing.compare(act, replace(table, decided=decided))

    async def _part(self, db: Database, upload: Upload, part: Sequence[Edit]) -> bool:
        """Whether it goes on: not where somebody took the act back, or the right was lost."""
        async with db.begin() as session:
            row = await self._act_of(session, upload)
            if row is None:
                return False
            try:
                officer = await still(session, upload.officer_id, Action.EDIT_RECORD)
            except Withheld:
                await self._ended(session, upload, saving.lost(row.before))
                return False
            before = saving.done_of(row.before)
            told = row.before.get("refused", {})
            known = {_place(one) for one in before} | told.keys()
            edits = [one for one in part if _place(one) not in known]
            act = Act(session, officer, self._clock())
            taken = await taking.take(act, RecordKind(row.before["kind"]), edits)
            written = {_place(one) for one in taken.done}
            refused = [place for one in edits if (place := _place(one)) not in written]
            told = told | dict(zip(refused, taken.refused, strict=True))
            done = saving.kept([*before, *taken.done])
            await mass_acts.note(session, row, row.before | {"done": done, "refused": told})
        return True

    async def _on(self, db: Database, upload: Upload) -> None:
        """Says how far it is, and has it gone on with; or how it ended."""
        left = len(self._left[upload.id])
        async with db.begin() as session:
            row = await self._act_of(session, upload)
            kept = await uploads.by_id(session, upload.id)
            if row is None or kept is None or not _under_way(kept):
                self._left.pop(upload.id, None)
                return
            done, kind = saving.done_of(row.before), RecordKind(row.before["kind"])
            back = Button(chat_texts.TAKE_BACK, view(screens.VIEW, "back", row.id))
            if left:
                name, whole = REGISTERS[kind].name, row.before.get("whole", len(done) + left)
                told = texts.SAVING.format(name=name, done=f"{len(done):,}", whole=f"{whole:,}")
                await self._put(session, upload, Card(uploads.card_of(upload), told, [[back]]))
                await self._put(session, upload, Errand(saving.SAVING, {"upload": upload.id}))
                return
            taken = Taken(done, list(row.before.get("refused", {}).values()))
            said = saving.saved(kind, taken, saving.left(row.before))
            told = f"{said}\n\n{chat_texts.CAN_BE_TAKEN_BACK}"
            await self._ended(session, kept, told, [[back]])
        self._left.pop(upload.id, None)

    async def _ended(
        self, session: AsyncSession, upload: Upload, told: str, rows: Sequence[Row] = ()
    ) -> None:
        """Its one receipt; the file is settled with it."""
        kept = await uploads.by_id(session, upload.id)
        if kept is not None:
            await uploads.close(session, kept)
        await self._put(session, upload, Card(uploads.card_of(upload), told, rows))

    @staticmethod
    async def _act_of(session: AsyncSession, upload: Upload) -> MassAct | None:
        """The act that asked for this, while nobody has taken it back."""
        return await mass_acts.done_about(
            session, upload.officer_id, saving.SAVE.name, {"upload": upload.id}
        )

    async def _put(self, session: AsyncSession, upload: Upload, what: Card | Errand) -> None:
        now = self._clock()
        await outbox.put(session, upload.chat_id, what, now=now, urgency=Urgency.ANSWER)


def _under_way(upload: Upload) -> bool:
    return upload.state == READ and bool(upload.found.get(saving.UNDER_WAY))


def _place(one: Edit | Done) -> str:
    """Which edit of a file it is: by its line, else by the record that it removes."""
    return str(one.line) if one.line else f"r{getattr(one, 'record', 0)}"


class Backing:
    """The errand of many rows that are taken back: `given` is what the act kept of them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def __call__(self, db: Database, given: Mapping[str, Any]) -> None:
        """Takes back what still stands as it was written, the last row first."""
        done = saving.done_of(given)
        turn, rest = done[-TURN:], done[:-TURN]
        taken = Taken(refused=list(given.get("refused", ())))
        for end in range(len(turn), 0, -PART):
            part = turn[max(0, end - PART) : end]
            if not await self._part(db, given, part, taken):
                return
            await asyncio.sleep(PAUSE)
        count = given.get("count", 0) + len(taken.done)
        more = {**given, "done": saving.kept(rest), "count": count, "refused": taken.refused}
        async with db.begin() as session:
            if rest:
                told = texts.BACK_RUNNING.format(done=f"{count:,}", whole=f"{count + len(rest):,}")
                await self._put(session, given["chat"], Card(given["card"], told))
                await self._put(session, given["chat"], Errand(saving.BACKING, more))
            else:
                told = saving.backed(count, taken.refused, given.get("stopped", 0))
                await self._put(session, given["chat"], Card(given["card"], told))

    async def _part(
        self, db: Database, given: Mapping[str, Any], part: Sequence[Done], taken: Taken
    ) -> bool:
        """Adds to `taken` what came of a part; False where the right was lost, which is told."""
        now, kind = self._clock(), RecordKind(given["kind"])
        asked = datetime.fromisoformat(given["asked"]) if "asked" in given else now
        async with db.begin() as session:
            try:
                officer = await still(session, given["officer"], Action.EDIT_RECORD)
            except Withheld:
                await self._lost(session, given)
                return False
            within = mass_acts.WAITS + (now - asked)  # it was asked for in time
            more = await taking.take_back(Act(session, officer, now), kind, part, within=within)
        taken.done += more.done
        taken.refused += more.refused
        return True

    async def _lost(self, session: AsyncSession, given: Mapping[str, Any]) -> None:
        done, officer = saving.done_of(given), await officers.by_id(session, given["officer"])
        if officer is None:
            return
        act = Act(session, officer, self._clock())
        now = await taking.back(act, RecordKind(given["kind"]), done[-TURN:])
        count, rest = f"{given.get('count', 0) + now:,}", f"{len(done) - now:,}"
        told = texts.BACK_LOST.format(count=count, rest=rest)
        await self._put(session, given["chat"], Card(given["card"], told))

    async def _put(self, session: AsyncSession, chat: int, what: Card | Errand) -> None:
        await outbox.put(session, chat, what, now=self._clock(), urgency=Urgency.ANSWER)


def errands(clock: Clock) -> dict[str, Any]:
    """By name."""
    return {saving.SAVING: Saving(clock), saving.BACKING: Backing(clock)}
