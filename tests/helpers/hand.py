"""What somebody with the whole database, or the whole data folder, may do behind the trail's back.

Each way is a function of a `Hand`; what `verify` has to call it stands beside it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.audit import BEGINNING, ENTRIES, HEADS
from storage.models.all_tables import METADATA
from storage.safekeeping import heads
from tests.helpers.traced import Traced

MIDDLE = 11
SOON = datetime(2021, 8, 5, tzinfo=UTC)


@dataclass
class Hand:
    """Who tampers: a transaction on the office, its folder, and what it was when it was whole."""

    session: AsyncSession
    folder: Path
    was: Traced

    async def run(self, statement: Any, given: Mapping[str, Any] | None = None) -> Any:
        """Any statement, as the database takes it."""
        if isinstance(statement, str):
            statement = text(statement)
        return await (await self.session.connection()).execute(statement, given or {})

    async def line(self, seq: int) -> dict[str, Any]:
        """A line of the trail by the names of its columns."""
        found = await self.run(select(ENTRIES).where(ENTRIES.c.seq == seq))
        return dict(found.one()._mapping)

    async def seal_from(self, seq: int, *, end: bool = True) -> None:
        """Hashes the chain anew from this line on, as somebody who has read the code would."""
        rows = (await self.run(select(ENTRIES).order_by(ENTRIES.c.seq))).all()
        previous = BEGINNING
        for at, row in enumerate(rows, 1):
            if at < seq:
                previous = row.hash
                continue
            told = {**row._mapping, "seq": at, "previous": previous}
            sealed = audit.digest_of(Line(told), at)
            values = {"seq": at, "previous": previous, "hash": sealed}
            await self.run(update(ENTRIES).where(ENTRIES.c.seq == row.seq).values(values))
            previous = sealed
        if end:
            await self.move_end(len(rows), previous)

    async def move_end(self, seq: int, sealed: str) -> None:
        """The row that names the end names another one."""
        await self.run(update(HEADS).values(seq=seq, hash=sealed))

    async def put(self, seq: int, **changes: Any) -> None:
        """A line that nobody wrote, behind the one before it and sound in itself."""
        above = await self.line(seq - 1)
        told = {**above, "seq": seq, "previous": above["hash"], "officer_id": 1, **changes}
        told["hash"] = audit.digest_of(Line(told), seq)
        await self.run(insert(ENTRIES).values(told))

    async def make_room(self, seq: int) -> None:
        """Every line from here on has the next number; nothing else of it changes."""
        last = self.was.end.seq
        for at in range(last, seq - 1, -1):
            await self.run(f"UPDATE audit_entry SET seq = {at + 1} WHERE seq = {at}")

    async def edit(self, table: str, number: int, /, **changes: Any) -> None:
        """Columns of a row by their values, JSON as JSON."""
        of = METADATA.tables[table]
        await self.run(update(of).where(of.c.id == number).values(changes))

    async def facts(self, table: str, number: int, **changes: Any) -> None:
        """Facts of a record, changed in its row alone."""
        of = METADATA.tables[table]
        row = (await self.run(select(of.c.facts).where(of.c.id == number))).one()
        await self.edit(table, number, facts={**row.facts, **changes})

    def write(self, lines: list[str]) -> None:
        """The file of heads as somebody else writes it."""
        body = "".join(f"{line}\n" for line in lines)
        heads.place(self.folder).write_text(body, "utf-8")

    @property
    def noted(self) -> list[str]:
        """The lines of the file of heads."""
        return heads.place(self.folder).read_text("utf-8").splitlines()


class Line:
    """A line as its columns say."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.__dict__.update(told)


Way = Callable[[Hand], Awaitable[None]]
