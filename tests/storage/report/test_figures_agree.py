"""Any office, any half: what /status counts is what the paper prints, to the last head."""

import random
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import EventFacts, Facts, HireFacts
from storage.records import record_projection, records
from storage.report import report_claims, report_draft, status, wording_report
from storage.report.report_shapes import ReportLine
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import Beside, EventKind, EventStatus, Measure, RecordKind
from tests.helpers.facts import fair, when, works
from tests.helpers.offices import NOW, Office
from tests.helpers.sizes import some

HALF = HalfYear(2021, 2)
BUS = "일자리버스"
STEPS = 40


def _maybe(dice: random.Random, value: int) -> int | None:
    return value if dice.random() < 0.7 else None


def _counts(dice: random.Random, *measures: Measure) -> dict[Measure, int]:
    rolled = {one: _maybe(dice, dice.randint(0, 90)) for one in measures}
    return {one: value for one, value in rolled.items() if value is not None}


def _bus(dice: random.Random) -> EventFacts:
    """A single run, a stated total, or one of no known date, with or without an answer."""
    month = dice.randint(7, 12)
    period, runs = dice.choice(
        (
            (when(f"2021.{month}.{dice.randint(1, 28)}."), _maybe(dice, 1)),
            (when(f"2021.{month}.{dice.randint(1, 28)}."), 1),
            (when(f"2021.{month}.~12."), _maybe(dice, dice.randint(2, 40))),
            (when(f"2021.7.~{month}."), _maybe(dice, dice.randint(2, 40))),
            (Period(()), 1),
            (Period(()), dice.randint(2, 40)),
        )
    )
    counts = _counts(dice, Measure.CONSULTATIONS, Measure.VISITORS)
    return EventFacts(
        EventKind.JOB_BUS,
        period,
        half=None if period.known else HALF,
        title=dice.choice(("", "", "심야버스")),
        counts=counts if runs is None else {Measure.RUNS: runs, **counts},
        status=dice.choice((EventStatus.DONE,) * 5 + (EventStatus.PLANNED,)),
        within=dice.choice((None, None, *Beside)),
        holding=dice.choice((None, None, *Beside)),
    )


def _facts(dice: random.Random) -> Facts:
    roll = dice.random()
    if roll < 0.6:
        return _bus(dice)
    if roll < 0.75:
        day = f"2021.{dice.randint(5, 12)}.{dice.randint(1, 28)}."
        return fair(period=when(day), counts=_counts(dice, Measure.VISITORS, Measure.HIRED))
    if roll < 0.9:
        cohorts = tuple(sorted(dice.sample(range(1, 9), dice.randint(1, 3))))
        counts = _counts(dice, Measure.ENROLLED, Measure.FINISHED)
        course = EventFacts(EventKind.PROGRAMME, when("2021.8."), title="경비짱", counts=counts)
        return replace(course, cohorts=cohorts)
    return works(notice_on=when(f"2021.{dice.choice((3, 9))}.2.").start)


def _heads(dice: random.Random) -> HireFacts:
    workers = dice.randint(1, 90)
    month = f"2021.{dice.randint(5, 12)}."
    return HireFacts(period=when(month), residents=dice.randint(0, workers), workers=workers)


async def _lived(session: AsyncSession, office: Office, dice: random.Random) -> None:
    """An office at work: entries of two departments, changes, removals and second thoughts."""
    rows: list[Any] = []
    now = NOW
    for _ in range(STEPS):
        now += timedelta(minutes=20)
        actor = dice.choice((office.staff, office.other))
        act = dice.random()
        mine = [one for one in rows if one.department_id == actor.department_id]
        living = [one for one in mine if one.removed_at is None]
        sites = [one for one in living if one.kind is RecordKind.CONTRACT]
        if act < 0.6 or not living:
            rows.append(await records.add(Act(session, actor, now), _facts(dice)))
        elif act < 0.75 and sites:
            above = dice.choice(sites).id
            heads = _heads(dice)
            rows.append(await records.add(Act(session, actor, now), heads, parent_id=above))
        else:
            await _second_thoughts(session, dice.choice(living), actor, dice, now)


async def _second_thoughts(
    session: AsyncSession, row: Any, actor: Any, dice: random.Random, now: Any
) -> None:
    if row.kind is RecordKind.EVENT and dice.random() < 0.5:
        facts = (
            _bus(dice) if row.event_kind == EventKind.JOB_BUS else record_projection.facts_of(row)
        )
        await records.change(
            Act(session, actor, now),
            row.kind,
            row.id,
            facts,
            expected_version=row.version,
        )
    else:
        await records.remove(Act(session, actor, now), row.kind, row.id)
    if dice.random() < 0.4:
        await records.undo(Act(session, actor, now), row.kind, row.id)


def _printed(lines: list[ReportLine], pattern: str) -> int | None:
    """The sum of a figure over the lines, words about how far it was counted left out."""
    told = " / ".join(re.sub(r"\([^()]*집계\)", "", line.text) for line in lines)
    found = [int(one.replace(",", "")) for one in re.findall(pattern, told)]
    return sum(found) if found else None


@pytest.mark.parametrize("seed", some(range(8), of=2))
async def test_status_the_departments_and_the_paper_tell_the_same_figures(
    db: Database, office: Office, seed: int
) -> None:
    async with db.begin() as session:
        await _lived(session, office, random.Random(seed))
        facts = await status.half_status(session, HALF, NOW)
        everyone = await status.departments_status(session, HALF)
        report = await report_draft.report(session, HALF, NOW)
        claims = await report_claims.claims(session, HALF)
    label = wording_report.result_label(HALF)
    printed = [line for row in report.rows if row.label == label for line in row.lines]
    table = [line for line in printed if line.key == "quota:whole"]  # 고용할당제 추진 현황
    lines = [line for line in printed if line.records]
    buses = _below(lines, BUS)
    people = r"(?:상담|참여|교육) ([\d,]+)명|"
    met = [_printed(lines, one) for one in (people.rstrip("|"), r"([\d,]+)명 상담")]
    assert facts.bus_runs == _printed(buses, r"([\d,]+)회")
    assert (facts.people_met or 0) == sum(one or 0 for one in met)
    assert (facts.people_met or 0) == sum(one.people_met or 0 for one in everyone)
    assert facts.residents == _printed(table, r"실적 고양시민 ([\d,]+)명")
    assert facts.workers == _printed(table, r"실적 (?:고양시민 [\d,]+명\()?전체 ([\d,]+)명")
    named = {record for claim in claims for record in claim.records}
    for line in lines:
        if "집계)" in line.text:
            assert named & set(line.records)


def _below(lines: list[ReportLine], heading: str) -> list[ReportLine]:
    found: list[ReportLine] = []
    inside = False
    for line in lines:
        if line.level == 1:
            inside = heading in line.text
        elif inside:
            found.append(line)
    return found
