"""Many rows of a register written, or taken back: some at a time, told of as it goes on.

Each part is a transaction of its own under the stored act, which notes what was done: a process
that dies is followed by one that goes on, and nothing is done twice. Who takes the act back
meanwhile stops it.
"""

from collections.abc import Mapping, Sequence
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
from storage.registers import comparing, taking
from storage.registers.shapes import Comparison, Edit, table_of
from storage.registers.taking import Taken
from storage.rules.clock import Clock
from storage.rules.permission import Action
from storage.rules.terms import RecordKind
from storage.traffic import mass_acts, outbox, uploads
from storage.traffic.messages import Button, Card, Errand, view

PART = 5  # records of one transaction, each some milliseconds
TURN = 100  # records of one errand: between two of them the chat hears whatever else there is


class Saving:
    """The errand of a file whose rows are too many for a tap: `given` names the upload."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._left: dict[int, list[Edit]] = {}  # by upload; whoever does not know looks anew
        self._refused: dict[int, list[str]] = {}

    async def __call__(self, db: Database, given: Mapping[str, Any]) -> None:
        """Writes some of what is not written yet; ends in silence where it was taken back."""
        number: int = given["upload"]
        async with db.read() as session:
            upload = await uploads.by_id(session, number)
            if upload is None or upload.state != READ or not upload.found.get(saving.UNDER_WAY):
                return
            try:
                officer = await still(session, upload.officer_id, Action.EDIT_RECORD)
            except Withheld:
                return
        if number not in self._left:
            found = await beside(db, lambda session: self._compared(session, upload, officer))
            self._left[number], self._refused[number] = found.edits, []
        left = self._left[number]
        for _ in range(TURN // PART):
            if not await self._part(db, upload, officer, left[:PART]):
                self._forget(number)
                return
            del left[:PART]
        await self._on(db, upload)

    async def _compared(
        self, session: AsyncSession, upload: Upload, officer: Officer
    ) -> Comparison:
        act = Act(session, officer, self._clock())
        return await comparing.compare(act, table_of(upload.found))

    async def _part(
        self, db: Database, upload: Upload, officer: Officer, part: Sequence[Edit]
    ) -> bool:
        """Whether it goes on: not where somebody took the act back."""
        async with db.begin() as session:
            row = await self._act_of(session, upload)
            if row is None:
                return False
            before = saving.done_of(row.before)
            lines = {one.line for one in before if one.line}
            edits = [one for one in part if not one.line or one.line not in lines]
            act = Act(session, officer, self._clock())
            taken = await taking.take(act, RecordKind(row.before["kind"]), edits)
            self._refused[upload.id] += taken.refused
            await mass_acts.note(
                session, row, row.before | {"done": saving.kept([*before, *taken.done])}
            )
        return True

    async def _on(self, db: Database, upload: Upload) -> None:
        """Says how far it is, and has it gone on with; or how it ended."""
        left = len(self._left[upload.id])
        async with db.begin() as session:
            row = await self._act_of(session, upload)
            kept = await uploads.by_id(session, upload.id)
            if row is None or kept is None:
                self._forget(upload.id)
                return
            done, kind = saving.done_of(row.before), RecordKind(row.before["kind"])
            if left:
                name, whole = REGISTERS[kind].name, len(done) + left
                told = texts.SAVING.format(name=name, done=f"{len(done):,}", whole=f"{whole:,}")
                await self._put(session, upload, Card(uploads.card_of(upload), told))
                await self._put(session, upload, Errand(saving.SAVING, {"upload": upload.id}))
                return
            await uploads.close(session, kept)
            taken = Taken(done, self._refused[upload.id])
            told = f"{saving.saved(kind, taken)}\n\n{chat_texts.CAN_BE_TAKEN_BACK}"
            back = Button(chat_texts.TAKE_BACK, view(screens.VIEW, "back", row.id))
            await self._put(session, upload, Card(uploads.card_of(upload), told, [[back]]))
        self._forget(upload.id)

    @staticmethod
    async def _act_of(session: AsyncSession, upload: Upload) -> MassAct | None:
        """The act that asked for this, while nobody has taken it back."""
        return await mass_acts.done_about(
            session, upload.officer_id, saving.SAVE.name, {"upload": upload.id}
        )

    def _forget(self, number: int) -> None:
        self._left.pop(number, None)
        self._refused.pop(number, None)

    async def _put(self, session: AsyncSession, upload: Upload, what: Card | Errand) -> None:
        now = self._clock()
        await outbox.put(session, upload.chat_id, what, now=now, urgency=Urgency.ANSWER)


class Backing:
    """The errand of many rows that are taken back: `given` is what the act kept of them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def __call__(self, db: Database, given: Mapping[str, Any]) -> None:
        """Takes back what still stands as it was written, the last row first."""
        done, kind = saving.done_of(given), RecordKind(given["kind"])
        async with db.read() as session:
            try:
                officer = await still(session, given["officer"], Action.EDIT_RECORD)
            except Withheld:
                return
        taken = Taken(refused=list(given.get("refused", ())))
        turn, rest = done[-TURN:], done[:-TURN]
        for end in range(len(turn), 0, -PART):
            async with db.begin() as session:
                act = Act(session, officer, self._clock())
                part = await taking.take_back(act, kind, turn[max(0, end - PART) : end])
            taken.done += part.done
            taken.refused += part.refused
        count = given.get("count", 0) + len(taken.done)
        more = {**given, "done": saving.kept(rest), "count": count, "refused": taken.refused}
        async with db.begin() as session:
            if rest:
                told = texts.BACK_RUNNING.format(done=f"{count:,}", whole=f"{count + len(rest):,}")
                await self._put(session, given["chat"], Card(given["card"], told))
                await self._put(session, given["chat"], Errand(saving.BACKING, more))
            else:
                told = saving.backed(count, taken.refused)
                await self._put(session, given["chat"], Card(given["card"], told))

    async def _put(self, session: AsyncSession, chat: int, what: Card | Errand) -> None:
        await outbox.put(session, chat, what, now=self._clock(), urgency=Urgency.ANSWER)


def errands(clock: Clock) -> dict[str, Any]:
    """By name."""
    return {saving.SAVING: Saving(clock), saving.BACKING: Backing(clock)}
