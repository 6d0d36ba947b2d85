"""The demo's working office: people in every department, their plans of the round, their records.

All of it goes through the product's own queries, so that ledger, trail and board are right.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.demo import drawings, texts
from bot.demo.office import TODAY, chief, enter, enter_seed, person
from bot.demo.script import ASSETS, CITY, Entry, read
from bot.simulator.world.chats import World
from storage.act import Act
from storage.facts.kinds import kind_of
from storage.facts.pledge import Desk, Signer
from storage.facts.shapes import PlanItemFacts
from storage.models.office import Officer
from storage.office import departments, officers
from storage.plans import plan_duties, plans, results_answers
from storage.records import evidence, records
from storage.records.record_projection import facts_of
from storage.report import pledges
from storage.rules.clock import KST
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, Role
from storage.rules.wording_receipt import Receipt, Way

TABLE = ASSETS / "city.csv"
FIRST_PERSON = 2001
ENTERED = datetime(2021, 11, 22, 10, tzinfo=KST)
"""When the records were entered: before the plans, and weeks before the demo's morning."""
AT = timedelta(hours=14)  # of the day on which a plan was handed in
CHECKED_AFTER = timedelta(hours=20)  # then the office took it
NOT_YET, BY_CALL = 6, 2
"""Of those that answered, which have not confirmed their results, and who did so by telephone."""
FIGURES = ("target", "citizens", "out_of")


@dataclass(frozen=True)
class Answer:
    """How one department answered the round."""

    department: str
    person: str  # empty where one of the demo's people is of it
    state: PlanState
    came: datetime | None
    items: tuple[PlanItemFacts, ...]


def answers() -> list[Answer]:
    """The table of the departments, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [_answer(list(group)) for _, group in groupby(rows, key=lambda row: row["department"])]


def _answer(rows: Sequence[dict[str, str]]) -> Answer:
    first = rows[0]
    state = next(state for state in PlanState if state.label == first["state"])
    items = tuple(_item(row) for row in rows if row["text"])
    return Answer(first["department"], first["person"], state, _came(first["came"]), items)


def _came(said: str) -> datetime | None:
    if not said:
        return None
    month, day = (int(part) for part in said.rstrip(".").split("."))
    return datetime(TODAY.year, month, day, tzinfo=KST) + AT


def _item(row: dict[str, str]) -> PlanItemFacts:
    target, citizens, out_of = (int(row[name]) if row[name] else None for name in FIGURES)
    return PlanItemFacts(
        text=row["text"],
        measure=row["measure"],
        target=target,
        citizens=citizens,
        out_of=out_of,
    )


async def live(session: AsyncSession, world: World) -> None:
    """The seed's records and those of the other departments, and their plans of the next half.

    The departments and the demo's people are there already; each further person gets a phone
    of this world, so that what is sent to them arrives.
    """
    told = answers()
    people = {
        one.department: await _keeper(session, world, one, FIRST_PERSON + number)
        for number, one in enumerate(told)
    }
    await enter_seed(session, ENTERED)
    await _records(session, world, people)
    for one in sorted((one for one in told if one.came), key=lambda one: str(one.came)):
        await _hand_in(session, one, people[one.department])
    for one in told:
        if one.came is None:
            await _write(session, one, people[one.department], ENTERED)
    await _head(session)


async def _keeper(session: AsyncSession, world: World, one: Answer, number: int) -> Officer:
    """Who writes the department's plan: one of the demo's people, or somebody new."""
    for telegram_id, _name, role, home in texts.PEOPLE:
        if home == one.department and role is Role.STAFF:
            return await person(session, telegram_id)
    department = await departments.find_by_name(session, one.department)
    if department is None:
        raise LookupError(f"the demo's department {one.department!r} is not in the list")
    world.add_person(one.person, user_id=number)
    world.aside.add(number)
    world.chats[number].started = True
    return await officers.add(
        Act(session, None, ENTERED),
        name=one.person,
        role=Role.STAFF,
        department_id=department.id,
        telegram_id=number,
    )


async def _records(session: AsyncSession, world: World, people: dict[str, Officer]) -> None:
    for place, (name, group) in enumerate(groupby(read(CITY), key=lambda one: one.department)):
        entries = list(group)
        at = ENTERED + timedelta(hours=place)
        rows = await enter(session, entries, people[name], at)
        for entry, row in zip(entries, rows, strict=True):
            await _evidence(Act(session, people[name], at), world, entry, row)


async def _evidence(act: Act, world: World, entry: Entry, row: Any) -> None:
    """Pictures drawn for a record, as if its department had sent them."""
    for number in range(int(entry.answers.get(texts.EVIDENCE, 0))):
        drawn = drawings.scene(row.id + number, works=entry.begins.startswith("/contract"))
        kept = world.shelf.add_photo(drawn)
        face = {name: kept.face[name] for name in ("file_id", "file_unique_id")}
        file = {**face, "media": "photo", "size": len(kept.data)}
        await evidence.attach(act, kind_of(facts_of(row)), row.id, file)


async def _write(session: AsyncSession, one: Answer, keeper: Officer, now: datetime) -> Any:
    if one.state is PlanState.NOT_SUBMITTED:
        return None
    half = HalfYear.of(TODAY).next()
    plan = await plans.ensure(session, keeper.department_id or 0, half)
    for facts in one.items:
        await records.add(Act(session, keeper, now), facts, parent_id=plan.id)
    return plan


async def _hand_in(session: AsyncSession, one: Answer, keeper: Officer) -> None:
    assert one.came is not None
    plan = await _write(session, one, keeper, one.came - timedelta(hours=1))
    act = Act(session, keeper, one.came)
    if one.state is PlanState.NOT_APPLICABLE:
        await plans.declare_none(act, plan)
        return
    plan = await plans.submit(act, plan)
    if one.state is PlanState.CONFIRMED:
        await plans.confirm(Act(session, await chief(session), one.came + CHECKED_AFTER), plan)


async def confirm_results(session: AsyncSession) -> None:
    """Who has answered for its plan has looked through its records of the half too, but for a
    few; one of them was heard by telephone."""
    half = HalfYear.of(TODAY)
    done = sorted((one for one in answers() if one.came), key=lambda one: str(one.came))
    for place, one in enumerate(done):
        if place % NOT_YET == 1:
            continue
        department = await departments.find_by_name(session, one.department)
        keeper = await plan_duties.responsible_for(session, department.id if department else 0)
        if department is None or keeper is None:
            continue
        act = Act(session, keeper, (one.came or ENTERED) + CHECKED_AFTER)
        logged = (await results_answers.standing(session, department.id, half)).records
        say = results_answers.confirm if logged else results_answers.declare_none
        heard = Receipt(Way.CALL, on=TODAY) if place == BY_CALL else None
        act = replace(act, by=await chief(session)) if heard else act
        await say(act, department.id, half, receipt=heard)


async def _head(session: AsyncSession) -> None:
    people = tuple(Signer(post, name, texts.PHONE) for post, name in texts.HEAD_PEOPLE)
    act = Act(session, await chief(session), ENTERED)
    await pledges.set_desks(act, (Desk(None, texts.OFFICE, people),))
