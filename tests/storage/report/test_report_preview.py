"""What the card shows before saving is what saving changes in the report, to the letter."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import Database
from storage.facts.kinds import kind_of
from storage.facts.shapes import Facts
from storage.models.report import ReportBlock
from storage.records import record_projection, records
from storage.report import report_blocks, report_draft, report_edits, report_preview
from storage.report.late_lines import GROUPS
from storage.report.line_changes import LineChange, differences
from storage.report.report_preview import Preview
from storage.report.report_shapes import ReportLine
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, RecordKind
from tests.helpers.facts import bus
from tests.helpers.offices import NOW, Office
from tests.helpers.sizes import some
from tests.storage.report import any_records
from tests.storage.report.any_records import HALVES, PARENTS

STEPS = 45
Told = list[tuple[tuple[str, ...], str, str, bool]]


async def printed(session: AsyncSession, half: HalfYear) -> list[ReportLine]:
    """The block of this half as the paper has it, whoever made it."""
    block = await report_blocks.covering(session, half)
    return await report_draft.block_lines(
        session,
        block
        or ReportBlock(
            kind=BlockKind.RESULT, label="", first_half=half, last_half=half, position=0
        ),
    )


def told(changes: Sequence[LineChange]) -> Told:
    """What a reader would see of the changes; which heading comes first may differ."""
    return sorted(
        (
            tuple(line.text for line in one.above),
            one.before.text if one.before else "",
            one.after.text if one.after else "",
            one.after is not None and one.after.stale,
        )
        for one in changes
    )


async def edited(session: AsyncSession, office: Office, dice: random.Random) -> None:
    """The office decides something about a line of the second half."""
    (block,) = await report_blocks.all_blocks(session)
    act = Act(session, office.office, NOW)
    lines = [one for one in await report_draft.line_places(session, block) if one.records]
    if not lines:
        return
    line = dice.choice(lines)
    roll = dice.random()
    if roll < 0.4:
        await report_edits.reword(act, block.id, line.key, line.text + " 등", basis=line.text)
    elif roll < 0.6:
        await report_edits.hide(act, block.id, line.key)
    elif roll < 0.8 and not line.key.startswith(GROUPS):
        await report_edits.join(act, block.id, line.key, "/")
    else:
        await report_edits.forget(act, block.id, line.key)


class Life:
    """An office at work, one act after the other; each is foreseen and then done."""

    def __init__(self, db: Database, office: Office, dice: random.Random) -> None:
        self.db, self.office, self.dice = db, office, dice
        self.rows: list[tuple[RecordKind, int]] = []
        self.now = NOW

    async def step(self) -> None:
        """Adds, changes or removes a record, and compares what was foreseen with what came."""
        self.now += timedelta(minutes=1)
        if self.rows and self.dice.random() < 0.1:
            await self._removes(self.rows.pop(self.dice.randrange(len(self.rows))))
            return
        async with self.db.read() as session:
            facts, number, parent = await self._next(session)
            before = {half: await printed(session, half) for half in HALVES}
            found = await report_preview.of_saving(
                session,
                facts,
                number=number,
                parent_id=parent,
                department=self.office.home,
                today=self.now.date(),
            )
        try:
            await self._done(facts, number, parent)
        except Refusal:
            return
        await self._compared(before, found, facts)

    async def _removes(self, record: tuple[RecordKind, int]) -> None:
        kind, number = record
        async with self.db.read() as session:
            row: Any = await session.get(record_projection.table_of(kind), number)
            if row.removed_at is not None:  # it went with what it hung on
                return
            before = {half: await printed(session, half) for half in HALVES}
            found = await report_preview.of_removing(session, row)
        async with self.db.begin() as session:
            await records.remove(Act(session, self.office.office, self.now), kind, number)
        self.rows = [one for one in self.rows if not await self._gone(one)]
        await self._compared(before, found, record)

    async def _gone(self, record: tuple[RecordKind, int]) -> bool:
        async with self.db.read() as session:
            row: Any = await session.get(record_projection.table_of(record[0]), record[1])
            return row.removed_at is not None

    async def _compared(
        self, before: dict[HalfYear, list[ReportLine]], found: Preview, told_of: object
    ) -> None:
        async with self.db.read() as session:
            after = {half: await printed(session, half) for half in HALVES}
        real = {half: told(differences(before[half], after[half])) for half in HALVES}
        seen = {part.half: told(part.changes) for part in found.parts}
        assert seen == {half: one for half, one in real.items() if one}, told_of

    async def _next(self, session: AsyncSession) -> tuple[Facts, int | None, int | None]:
        above = [one for one in self.rows if one[0] in PARENTS]
        roll = self.dice.random()
        if roll < 0.2 and above:
            kind, number = self.dice.choice(above)
            return any_records.below(self.dice, kind), None, number
        if roll < 0.5 and self.rows:
            kind, number = self.dice.choice(self.rows)
            row: Any = await session.get(record_projection.table_of(kind), number)
            facts = any_records.changed(self.dice, record_projection.facts_of(row))
            return facts, number, getattr(row, "parent_id", None)
        return any_records.by_itself(self.dice), None, None

    async def _done(self, facts: Facts, number: int | None, parent: int | None) -> None:
        async with self.db.begin() as session:
            act = Act(session, self.office.office, self.now)
            if number is None:
                row: Any = await records.add(act, facts, parent_id=parent)
                self.rows.append((row.kind, row.id))
                return
            kind = kind_of(facts)
            row = await session.get(record_projection.table_of(kind), number)
            await records.change(act, kind, number, facts, expected_version=row.version)


@pytest.mark.long
@pytest.mark.parametrize("seed", some(range(8), of=2))
@pytest.mark.parametrize("edits", [False, True], ids=["as composed", "edited"])
async def test_the_lines_of_the_card_are_the_lines_that_saving_changes(
    db: Database, office: Office, seed: int, edits: bool
) -> None:
    """Mutant: the card shows the sentence of the single record."""
    dice = random.Random(seed)
    life = Life(db, office, dice)
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        if edits:
            await report_blocks.add(act, BlockKind.RESULT, "하반기", HALVES[1], HALVES[1])
    for at in range(STEPS):
        await life.step()
        if edits and at % 6 == 5:
            async with db.begin() as session:
                await edited(session, office, dice)


async def test_four_runs_and_a_fifth_are_one_line_before_and_after(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        for day in (1, 2, 3, 4):
            await records.add(Act(session, office.staff, NOW), bus(f"2021.9.{day}.", 1, 20))
    async with db.read() as session:
        found = await report_preview.of_saving(
            session,
            bus("2021.9.5.", 1, 25),
            number=None,
            parent_id=None,
            department=office.home,
            today=NOW.date(),
        )
    (part,) = found.parts
    (change,) = part.changes
    assert change.before is not None
    assert change.after is not None
    assert (change.before.text, change.after.text) == (
        "(2021.9.) 4회 운영 및 80명 상담",
        "(2021.9.) 5회 운영 및 105명 상담",
    )
