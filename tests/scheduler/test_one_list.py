"""What waits is one list: digests, /todo, the board, those above and the rehearsal agree on it."""

import random
import re
from datetime import date, time, timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.todo.commands import due_sections
from scheduler import kinds
from scheduler.due import waiting
from scheduler.kinds import KINDS
from scheduler.reminders import rehearsal, rows
from storage.act import Act
from storage.facts.shapes import ContractFacts, MouFacts, PromiseFacts
from storage.models.contract import ListedContract
from storage.models.report import ClaimQuestion
from storage.models.round import Reminder
from storage.records import records
from storage.rounds import board, rounds
from storage.rounds.board_shapes import MISSING
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind, Stage, WorksKind
from tests.helpers.holiday_table import is_open
from tests.helpers.reminded import has_come, named, told_so_far
from tests.scheduler.lives import Lives, on
from tests.scheduler.town import Town, at

FIRST = date(2026, 4, 27)
LAST = date(2026, 7, 8)  # behind the due day, when those above have been told


@pytest.fixture
async def lives(town: Town, seed: int) -> Lives:
    """People who act by chance, with agreements, promises and works of all dates."""
    made = Lives(town, random.Random(seed))
    await made.begin(FIRST)
    async with town.db.begin() as session:
        for number in range(12):
            await _recorded(session, made, number)
    return made


async def _recorded(session: AsyncSession, lives: Lives, number: int) -> None:
    who = lives.town.person(number % 3)
    ahead = FIRST + timedelta(days=lives.rng.randint(-20, 90))
    mou = MouFacts(
        title=f"기한부 협약 {number}",
        parties=("고양시", f"다라{number}상사"),
        period=on(FIRST - timedelta(days=30)),
        expires=ahead,
        cadence_months=1,
    )
    row = await records.add(Act(session, who, at(FIRST)), mou)
    session.add(
        ClaimQuestion(
            half=HalfYear.of(FIRST),
            claim=f"evidence:mou:{row.id}",
            text=f"‘기한부 협약 {number}’에 증빙 사진이나 파일이 없습니다.",
            record_kind=RecordKind.MOU,
            record_id=row.id,
            department_id=who.department_id or 0,
            said="",
            asked_of=who.id,
            asked_by=who.id,
            asked_at=at(FIRST + timedelta(days=number)),
        )
    )
    session.add(
        ListedContract(
            department_id=who.department_id or 0,
            title=f"도로공사 {number}",
            company="다라건설",
            amount=500_000_000,
            day=FIRST,
            by_notice=True,
            rule="",
            mark=str(number),
            officer_id=lives.town.office.id,
            listed_at=at(FIRST + timedelta(days=number)),
        )
    )
    promise = PromiseFacts(text=f"약속 {number}", due=ahead + timedelta(days=3))
    await records.add(Act(session, who, at(FIRST)), promise, parent_id=row.id)
    works = ContractFacts(
        title=f"정비공사 {number}",
        company="(주)가나건설",
        amount=500_000_000,
        notice_on=FIRST,
        works=WorksKind.GENERAL,
        stage=Stage.START,
        begins=ahead,
    )
    await records.add(Act(session, who, at(FIRST)), works)


async def _lived(lives: Lives, day: date) -> None:
    """The ticks of a day; what people do comes after they have been looked at."""
    digests = [*await lives.town.tick(day, time(9, 5)), *await lives.town.tick(day)]
    lives.today = {one.officer_id: one for one in digests}


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))]
)
async def test_todo_is_what_the_digests_told_and_what_was_put_off(lives: Lives) -> None:
    """On every working day, for every person. Mutants: a rung before its day; a date of its own;
    a colleague's matter; what is snoozed left out."""
    town, seen = lives.town, set()
    people = [town.office, *town.people.values()]
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        await _lived(lives, day)
        if not is_open(day):
            continue
        async with town.db.read() as session:
            scene = await rows.today(session, day)
            reminders = (await session.exec(select(Reminder))).all()
        for one in people:
            listed = [m for m in waiting.for_person(scene, one.id) if has_come(scene, m)]
            assert named(listed) == told_so_far(reminders, scene, one.id), day
            seen |= {matter.kind.name for matter in listed}
        assert scene.aside.found == []
        await lives.act(day)
    unseen = {one.name for one in KINDS if one.waits} - seen
    # nobody here has steps, an older plan, or records that change behind an answer
    assert unseen <= {"plan_check", "outcome_due", "results_again"}


DAY = re.compile(r"(?:(\d{4})\.)?(\d{1,2})\.(\d{1,2})\.")


@pytest.mark.long
@pytest.mark.parametrize("seed", [4])
async def test_a_line_of_a_digest_and_of_todo_bear_the_same_day(lives: Lives) -> None:
    """Mutant: /todo with the day as ruled, the digest with the working day that it counts to."""
    town, dated = lives.town, 0
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        await _lived(lives, day)
        async with town.db.read() as session:
            scene = await rows.today(session, day)
        for who, digest in lives.today.items():
            todo = {
                one.head: [line for line, _ in one.waiting] for one in due_sections(scene, who)
            }
            told = digest.text.splitlines()[1:]
            for row, line in zip(digest.rows, told, strict=False) if len(told) < 9 else ():
                kind, found = KINDS.named(row.kind), DAY.search(line.rpartition("’")[2])
                title = re.search(r"‘(.+)’", line)
                if kind and kind.waits and title and found:
                    year, month, ruled = (int(part or day.year) for part in found.groups())
                    shown = show_day(date(year, month, ruled))
                    of_it = [one for one in todo[kind.heading or kind.label] if title[1] in one]
                    assert not of_it or shown in of_it[0], line
                    dated += len(of_it)
        if is_open(day):
            await lives.act(day)
    assert dated > 20


@pytest.mark.long
@pytest.mark.parametrize("seed", [5])
async def test_the_board_those_above_and_the_list_speak_of_the_same_matters(lives: Lives) -> None:
    """Mutant: a board that counts a plan that nobody is asked for."""
    town, escalated = lives.town, 0
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        await _lived(lives, day)
        async with town.db.read() as session:
            scene = await rows.today(session, day)
            matters = waiting.matters(scene)
            for row in await rounds.open_ones(session):
                shown = await board.whole(session, row, day)
                plans = [one for one in matters if one.kind in (kinds.PLAN_DUE, kinds.PLAN_CHECK)]
                lacking = {one.department_id for one in shown.rows if one.state in MISSING}
                assert {one.department_id for one in plans} == lacking
                assert {scene.day_of(one) for one in plans} <= {shown.last_on}
        open_now = {(one.kind.name, one.subject_id) for one in matters}
        for digest in lives.today.values():
            for (kind, about, subject_id, *_), _rung in digest.reminders:
                if kind == kinds.ESCALATION.name:
                    assert (about, subject_id) in open_now
                    escalated += 1
        if is_open(day):
            await lives.act(day)
    assert escalated > 3


@pytest.mark.long
@pytest.mark.parametrize(
    ("seed", "lived"),
    [
        (6, 50),
        (7, 20),
        (8, 50),
        (9, 30),
    ],
)
async def test_the_run_is_the_rehearsal_whatever_came_before(lives: Lives, lived: int) -> None:
    """With snoozes, absences, people cut off and records of all dates. Mutant: a memory that
    forgets on the second day who was told on the first."""
    town = lives.town
    for number in range(lived):
        day = FIRST + timedelta(days=number)
        await _lived(lives, day)
        if is_open(day):
            await lives.act(day)
    today = FIRST + timedelta(days=lived)
    async with town.db.read() as session:
        row = await rounds.current(session, today)
        assert row is not None
        early = at(today, time(0, 5))
        told = await rehearsal.foresee(
            session, request_on=today, due_on=row.due_on, now=early, until=LAST
        )
    run = await town.days(today, LAST)
    assert [(one.at, one.officer_id, one.text) for one in run] == [
        (one.when, one.officer_id, one.what) for one in told
    ]
    assert len(run) > 20
