"""The real report as an office keeps it: records, blocks with their labels, lines joined."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.shapes import EventFacts, Facts, MouFacts
from storage.plans import plans
from storage.records import records
from storage.report import report_blocks, report_edits
from storage.rules.half_year import HalfYear
from storage.rules.terms import BlockKind, RecordKind
from tests.helpers.offices import NOW, Office
from tests.storage.facts import seed_facts
from tests.storage.facts.seed_facts import Entry

GOLDEN = json.loads(
    (Path(__file__).parents[2] / "golden" / "seed_lines.json").read_text(encoding="utf-8")
)
BROKEN_BY_LAYOUT = {"영 업소": "영업소", "유니 테크빌": "유니테크빌"}
HALF = HalfYear(2021, 2)
LABELS = [row["row"] for row in GOLDEN["rows"][:4]]
BLOCKS = (
    (BlockKind.PAST, LABELS[0], HalfYear(2018, 1), HalfYear(2020, 1)),
    (BlockKind.PAST, LABELS[1], HalfYear(2020, 2), HalfYear(2020, 2)),
    (BlockKind.PAST, LABELS[1], HalfYear(2021, 1), HalfYear(2021, 1)),
    (BlockKind.RESULT, LABELS[2], HALF, HALF),
    (BlockKind.PLAN, LABELS[3], HALF.next(), HALF.next()),
)


def golden_row(place: int) -> list[tuple[int, str]]:
    """The lines of a printed row, with the two words whole that the layout had cut."""
    found = []
    for level, text in GOLDEN["rows"][place]["lines"]:
        for cut, word in BROKEN_BY_LAYOUT.items():
            text = text.replace(cut, word)
        found.append((level, text))
    return found


async def entered(session: AsyncSession, office: Office) -> list[int]:
    """Enters everything; returns the numbers of the five blocks."""
    plan = await plans.ensure(session, office.home, HALF.next())
    numbers = []
    for block in BLOCKS:
        numbers.append((await report_blocks.add(Act(session, office.office, NOW), *block)).id or 0)
    at = NOW
    agreements: dict[MouFacts | None, int] = {}
    for entry in [one for row in seed_facts.ROWS for one in row]:
        at += timedelta(seconds=1)
        facts = _with_half(entry)
        parent = agreements.get(entry.parent)
        if entry in seed_facts.PLANNED:
            parent = plan.id
        row = await records.add(Act(session, office.office, at), facts, parent_id=parent)
        if isinstance(facts, MouFacts):
            agreements[facts] = row.id
        if entry.joins:
            key = f"event:{row.id}:1"
            await report_edits.join(Act(session, office.office, NOW), numbers[3], key, entry.joins)
    await plans.submit(Act(session, office.office, at), plan)
    return numbers


@asynccontextmanager
async def taken_up(act: Act, row: Any) -> AsyncIterator[None]:
    """Any record may be written meanwhile: an item's plan is reopened, and handed in again."""
    plan = (
        await plans.by_id(act.session, row.parent_id) if row.kind == RecordKind.PLAN_ITEM else None
    )
    if plan is not None:
        await plans.reopen(act, plan)
    yield
    if plan is not None:
        await plans.submit(act, plan)


def _with_half(entry: Entry) -> Facts:
    """A rule of no known date is counted in the first half of its row."""
    facts = entry.facts
    if isinstance(facts, EventFacts) and not facts.half and not facts.period.known:
        return replace(facts, half=HalfYear(2018, 1))
    return facts
