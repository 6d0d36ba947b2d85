"""‘미제출만 독려’: 총괄 asks the departments that have not handed in, once a day at most."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from scheduler.due.matters import Scene
from scheduler.reminders import rows, texts
from scheduler.reminders import texts as wording_reminder
from storage import audit
from storage.models.office import Officer
from storage.models.round import CollectionRound
from storage.office import holidays
from storage.office.reach import refuse_outside_office
from storage.plans import plans
from storage.plans.plans import DepartmentPlan
from storage.rounds.board_shapes import MISSING
from storage.rounds.texts import ROUND_NOT_OPEN
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.ladder import sends_at
from storage.rules.people import Person, holders
from storage.rules.terms import PlanState, RoundState
from storage.traffic import outbox


@dataclass(frozen=True)
class Nudged:
    """Departments in 직제순 whose person was written to, and those where nobody can be reached."""

    departments: tuple[str, ...]
    unreachable: tuple[str, ...]


async def nudge_missing(
    session: AsyncSession, round_id: int, *, actor: Officer, now: datetime
) -> Nudged:
    """Writes to those in whose hands each missing plan is (or who stand in), with buttons to act.

    Refusal for a round that does not run, a second time on the same Korean day, outside the
    sending hours, and when nothing is missing.
    """
    await audit.hold(session)
    row, scene, missing = await _missing(session, round_id, actor, now)
    today, half = kst_date(now), row.half
    due = scene.calendar.next_workday(row.due_on)
    asked: list[str] = []
    lost: list[str] = []
    for one in missing:
        plan = await plans.of(session, one.department_id, half)
        told = _receivers(scene, one)
        for who in told:
            said = wording_reminder.nudge(
                half, due, today, plan.id, one.state, has_items=one.items > 0
            )
            key = f"nudge:{round_id}:{one.department_id}:{today.isoformat()}"
            if who != told[0]:
                key += f":{who.id}"
            chat = who.telegram_id or 0
            await outbox.put(session, chat, said, now=now, dedupe_key=key)
        (asked if told else lost).append(one.department)
    row.last_nudge_on = today
    row.version += 1
    await session.flush()
    await audit.write(
        session,
        at=now,
        officer_id=actor.id,
        action="nudge",
        subject="round",
        subject_id=round_id,
        after={"departments": asked, "unreachable": lost},
    )
    return Nudged(tuple(asked), tuple(lost))


async def foreseen(
    session: AsyncSession, round_id: int, *, actor: Officer, now: datetime
) -> Nudged:
    """Whom `nudge_missing` would write to now. Refusal as there."""
    _row, scene, missing = await _missing(session, round_id, actor, now)
    reached = {one.department for one in missing if _receivers(scene, one)}
    names = [one.department for one in missing]
    return Nudged(
        tuple(name for name in names if name in reached),
        tuple(name for name in names if name not in reached),
    )


async def _missing(
    session: AsyncSession, round_id: int, actor: Officer, now: datetime
) -> tuple[CollectionRound, Scene, list[DepartmentPlan]]:
    """The round, who is there, and whose plans are missing; Refusal when nobody may be asked."""
    refuse_outside_office(actor)
    row = await session.get(CollectionRound, round_id, populate_existing=True)
    if row is None or row.state != RoundState.OPEN:
        raise errors.Refusal(ROUND_NOT_OPEN)
    today = kst_date(now)
    if row.last_nudge_on == today:
        raise errors.Refusal(texts.NUDGED_TODAY)
    calendar = await holidays.calendar(session)
    if not sends_at(now, calendar):
        raise errors.Refusal(texts.NUDGE_HOURS)
    half = row.half
    missing = [one for one in await plans.states(session, half) if one.state in MISSING]
    if not missing:
        raise errors.Refusal(texts.NUDGE_NOBODY)
    return row, await rows.today(session, today), missing


def _receivers(scene: Scene, one: DepartmentPlan) -> list[Person]:
    """Those in whose hands the plan is: who holds it for 내부확인, else who writes it."""
    if one.state is PlanState.CHECKING and one.step:
        staffed = scene.staffed.get(one.department_id, [])
        waiting = holders(one.step, staffed, scene.office)
    else:
        writer = scene.writer(one.department_id)
        waiting = [writer] if writer else []
    told = {who.id: who for each in waiting if (who := scene.told(each.id)) is not None}
    return list(told.values())
