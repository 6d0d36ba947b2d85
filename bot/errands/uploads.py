"""Files on their way in: fetched, read apart from everything else, shown before a word is kept.

What a file may harm is the child process that reads it. What was read stays in the upload's row
until the officer says yes; nothing else is written here.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from html import escape
from typing import Any

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.api.files import Files, Unfetchable
from bot.renders import own_process, report
from bot.renders.own_process import Busy, PressFault, TooComplex, TooLarge
from bot.renders.rendered import Withheld, still
from handlers.departments import uploaded as departments
from handlers.imports import uploaded as imports
from handlers.people import roster
from handlers.plan_table import uploaded as plan_table
from handlers.register import contracts
from handlers.register import uploaded as register
from handlers.report import own_form
from handlers.upload import texts
from handlers.upload.commands import ERRAND
from handlers.upload.purposes import (
    BY_NAME,
    CONTRACTS,
    DEPARTMENTS,
    IMPORT,
    PLAN_TABLE,
    REGISTER,
    REPORT_FORM,
    ROSTER,
)
from storage.database import Database
from storage.long_reading import begun
from storage.models.office import Officer
from storage.models.traffic import Urgency
from storage.models.upload import CHOSEN, Upload
from storage.rules.clock import Clock
from storage.rules.errors import NotAllowed, Refusal
from storage.rules.personal_data import redacted
from storage.traffic import outbox, uploads
from storage.traffic.messages import Card, Errand, Screen

log = structlog.get_logger("reading")

REGISTER_SECONDS = 20.0  # of work: 5,000 rows of 38 columns are read in about 7

REASONS: Mapping[type[PressFault], str] = {
    Busy: texts.BUSY,
    TooComplex: texts.TOO_COMPLEX,
    TooLarge: texts.TOO_LARGE_TO_READ,
}


def reason_of(fault: PressFault, name: str) -> str:
    """What is said of a file that nobody read, and what to do about it."""
    return REASONS.get(type(fault), texts.NOT_READ).format(name=name)


@dataclass(frozen=True)
class Reader:
    """How files of one purpose are read, and the first screen of what was read."""

    read: Callable[..., Awaitable[Mapping[str, Any]]]
    """From name and bytes; raises Refusal in words for the officer, or PressFault."""
    show: Callable[[AsyncSession, Upload, Officer, datetime], Awaitable[Screen]]
    """In the transaction that keeps what was read; raises Refusal."""
    beside: Callable[[Database, datetime], Awaitable[Mapping[str, Any]]] | None = None
    """What else it reads by, of the office's own data, by name."""
    words: bool = True
    """Whether it is words that stay: then nothing of a person's is kept of them."""


async def _read_report(name: str, body: bytes, *, patience: float) -> Mapping[str, Any]:
    """The outline of a report, read in a process of its own."""
    return {"outline": await own_process.read("import", name, body, patience=patience)}


async def _read_list(name: str, body: bytes, *, patience: float) -> Mapping[str, Any]:
    """The text of a list of departments; what is none is told like any other file."""
    await own_process.read("text_file", name, body, patience=patience)
    return await departments.read(name, body)


READERS: Mapping[str, Reader] = {
    DEPARTMENTS.name: Reader(_read_list, departments.show),
    REPORT_FORM.name: Reader(
        report.read_form, own_form.show, beside=report.draft_now, words=False
    ),
    IMPORT.name: Reader(_read_report, imports.show),
    REGISTER.name: Reader(
        partial(own_process.read, "register_file", seconds=REGISTER_SECONDS), register.show
    ),
    CONTRACTS.name: Reader(
        partial(own_process.read, "register_file", seconds=REGISTER_SECONDS), contracts.show
    ),
    PLAN_TABLE.name: Reader(partial(own_process.read, "plan_table_file"), plan_table.show),
    ROSTER.name: Reader(partial(own_process.read, "roster_file"), roster.show),
}


class Reading:
    """The errand "read": `given` names the upload, and whether it is the second try."""

    def __init__(
        self, files: Files, clock: Clock, readers: Mapping[str, Reader] = READERS
    ) -> None:
        self._files = files
        self._clock = clock
        self._readers = readers

    async def __call__(self, db: Database, given: Mapping[str, Any]) -> None:
        """Fetches and reads one file; raises TelegramError when it may be had later."""
        async with db.read() as session:
            row = await uploads.by_id(session, given["upload"])
        if row is None or row.state != CHOSEN:
            return
        reader, purpose = self._readers[row.purpose], BY_NAME[row.purpose]
        again = bool(given.get("again"))
        patience = own_process.LONG_PATIENCE if again else own_process.PATIENCE
        try:
            body = await self._files.get(row.file_id, purpose.most_bytes)
            more = await reader.beside(db, self._clock()) if reader.beside else {}
            found = await reader.read(row.file_name, body, patience=patience, **more)
            found = redacted(dict(found)) if reader.words else found
        except Unfetchable as error:
            log.warning("file not fetched", upload=row.id, reason=str(error))
            await self._refuse(db, row, texts.NOT_FETCHED)
        except PressFault as error:
            log.warning("file not read", upload=row.id, reason=str(error))
            if isinstance(error, Busy) and not again:
                await self._once_more(db, row)
            else:
                await self._refuse(db, row, reason_of(error, row.file_name))
        except Refusal as refusal:
            await self._refuse(db, row, refusal.sentence)
        else:
            await self._show(db, row, reader, found, hashlib.sha256(body).hexdigest())

    async def _show(
        self, db: Database, row: Upload, reader: Reader, found: Mapping[str, Any], sha256: str
    ) -> None:
        number = row.id

        async def shown(session: AsyncSession) -> None:
            try:
                officer = await still(session, row.officer_id, BY_NAME[row.purpose].action)
            except Withheld:
                if await uploads.give_up(session, number):  # its line says no more of it
                    await self._say(session, row, Screen(NotAllowed.default))
                return
            kept = await uploads.keep_found(session, number, found, sha256)
            if kept is not None:
                screen = await reader.show(session, kept, officer, self._clock())
                await self._say(session, kept, screen)

        try:
            await begun(db, shown)
        except Refusal as refusal:
            await self._refuse(db, row, refusal.sentence)

    async def _once_more(self, db: Database, row: Upload) -> None:
        """Says that it waits, once, and tries again behind whatever else this chat is to hear."""
        now = self._clock()
        said = Card(uploads.card_of(row), texts.WAITING.format(name=escape(row.file_name)))
        second = Errand(ERRAND, {"upload": row.id, "again": True})
        async with db.begin() as session:
            if await outbox.put(
                session, row.chat_id, said, now=now, dedupe_key=f"read again:{row.id}"
            ):
                await outbox.put(session, row.chat_id, second, now=now)

    async def _refuse(self, db: Database, row: Upload, sentence: str) -> None:
        async with db.begin() as session:
            if await uploads.give_up(session, row.id):
                await self._say(session, row, Screen(escape(sentence)))

    async def _say(self, session: AsyncSession, row: Upload, screen: Screen) -> None:
        """Once, in the line that said that it is read: the row has just left that state."""
        said, now = Card(uploads.card_of(row), *screen), self._clock()
        await outbox.put(session, row.chat_id, said, now=now, urgency=Urgency.ANSWER)
