"""‘미제출만 독려’: 총괄 asks the departments that have not handed in, once a day at most."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.models.office import Officer
from storage.models.round import CollectionRound
from storage.queries import audit, matters, outbox, plan_duties, plans, texts
from storage.queries.reach import refuse_outside_office
from storage.queries.round_board import MISSING
from storage.reports import wording_reminder
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.ladder import sends_at
from storage.rules.terms import PlanState, RoundState


@dataclass(frozen=True)
class Nudged:
    """Departments in 직제순 whose person was written to, and those where nobody can be reached."""

    departments: tuple[str, ...]
    unreachable: tuple[str, ...]


async def nudge_missing(
    session: AsyncSession, round_id: int, *, actor: Officer, now: datetime
) -> Nudged:
    """Writes to who answers for each missing plan (or stands in), with the buttons to act.

    Refusal for a round that does not run, a second time on the same Korean day, outside the
    sending hours, and when nothing is missing.
    """
    await audit.hold(session)
    refuse_outside_office(actor)
    row = await session.get(CollectionRound, round_id, populate_existing=True)
    if row is None or row.state != RoundState.OPEN.value:
        raise errors.Refusal(texts.ROUND_NOT_OPEN)
    today = kst_date(now)
    if row.last_nudge_on == today:
        raise errors.Refusal(texts.NUDGED_TODAY)
    scene = await matters.scene(session, today)
    if not sends_at(now, scene.calendar):
        raise errors.Refusal(texts.NUDGE_HOURS)
    half = HalfYear.parse(row.half)
    missing = [one for one in await plans.states(session, half) if one.state in MISSING]
    if not missing:
        raise errors.Refusal(texts.NUDGE_NOBODY)
    due = scene.calendar.next_workday(row.due_on)
    asked, lost = [], []
    for one in missing:
        answers = plan_duties.responsible(one.department_id, scene.named, scene.people)
        who = scene.told(answers.id or 0) if answers else None
        if who is None:
            lost.append(one.department)
            continue
        plan = await plans.of(session, one.department_id, half)
        empty = not one.items and one.state is not PlanState.RETURNED
        payload = wording_reminder.nudge(half, due, plan.id or 0, may_none=empty)
        key = f"nudge:{round_id}:{one.department_id}:{today.isoformat()}"
        await outbox.put(
            session, who.telegram_id or 0, "message", payload, now=now, dedupe_key=key
        )
        asked.append(one.department)
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
