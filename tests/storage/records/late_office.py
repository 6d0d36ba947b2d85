"""An office whose report on a half has been confirmed, and what may happen there afterwards."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from storage.act import Act
from storage.database import Database
from storage.facts.kinds import kind_of
from storage.facts.shapes import Facts
from storage.models.traffic import Outbox
from storage.records import record_keeping, records
from storage.report import claim_settling, report_claims, report_draft, report_versions, status
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from tests.helpers.facts import bus, fair, works
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2021, 2)
NEXT = HALF.next()
LATER = NOW + timedelta(days=160)
MARK = "2021년 하반기 실적"
AT_MARKET = replace(bus("2021.12.15.", 1, 20), places=("화정역 광장",), title="야간버스")


@dataclass
class Closed:
    """An office whose report on 2021 하반기 has been confirmed: 39 bus runs, a fair, a site."""

    db: Database
    office: Office

    async def adds(self, facts: Facts, parent: int | None = None) -> Any:
        async with self.db.begin() as session:
            return await records.add(
                Act(session, self.office.staff, LATER), facts, parent_id=parent
            )

    async def changes(self, number: int, facts: Facts) -> None:
        async with self.db.begin() as session:
            row = await record_keeping.get(session, kind_of(facts), number)
            await records.change(
                Act(session, self.office.staff, LATER),
                kind_of(facts),
                number,
                facts,
                expected_version=row.version if row else 0,
            )

    async def removes(self, number: int, kind: RecordKind = RecordKind.EVENT) -> None:
        async with self.db.begin() as session:
            await records.remove(Act(session, self.office.staff, LATER), kind, number)

    async def undoes(self, number: int, kind: RecordKind = RecordKind.EVENT) -> None:
        async with self.db.begin() as session:
            await records.undo(Act(session, self.office.staff, LATER), kind, number)

    async def confirms(self, half: HalfYear) -> None:
        async with self.db.begin() as session:
            await self._accepts(session, half)
            await report_versions.confirm(Act(session, self.office.office, LATER), half)

    async def takes_back(self, half: HalfYear) -> None:
        async with self.db.begin() as session:
            blocks = await report_versions.confirmed_blocks(session, half)
            office = self.office.office
            await report_versions.take_back(Act(session, office, LATER), half, blocks)

    async def confirms_again(self) -> Any:
        async with self.db.begin() as session:
            await self._accepts(session, HALF)
            return await report_versions.confirm_again(
                Act(session, self.office.office, LATER), HALF
            )

    async def _accepts(self, session: Any, half: HalfYear) -> None:
        for one in await report_claims.claims(session, half):
            await claim_settling.accept(
                Act(session, self.office.office, LATER), half, [one.key], "확인함"
            )

    async def paper(self, half: HalfYear) -> list[str]:
        """What the report on a half prints about its results."""
        async with self.db.read() as session:
            report = await report_draft.report(session, half, LATER)
        return [line.text for row in report.rows for line in row.lines]

    async def told(self) -> list[str]:
        """What the next report tells of the closed half."""
        return [text for text in await self.paper(NEXT) if MARK in text]

    async def late(self) -> int:
        async with self.db.read() as session:
            return (await status.half_status(session, HALF, LATER)).late

    async def notices(self) -> list[Outbox]:
        async with self.db.read() as session:
            rows = (await session.exec(select(Outbox).order_by(col(Outbox.id)))).all()
        return [one for one in rows if (one.dedupe_key or "").startswith("late:")]


async def confirmed(db: Database, office: Office) -> Closed:
    """Such an office."""
    made = Closed(db, office)
    async with db.begin() as session:
        for facts in (bus(), fair(), works(title="창릉천 공사")):
            await records.add(Act(session, office.staff, NOW), facts)
    await made.confirms(HALF)
    return made
