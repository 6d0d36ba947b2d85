"""‘미제출만 독려’: 총괄 asks the departments that have not handed in, once a day at most."""

from dataclasses import dataclass

from scheduler.due.matters import Scene
from scheduler.reminders import rows, texts
from scheduler.reminders import texts as wording_reminder
from storage.act import Act
from storage.models.round import CollectionRound
from storage.office import holidays
from storage.office.refusals import refuse_outside_office
from storage.plans import plans
from storage.plans.plans import DepartmentPlan
from storage.rounds.board_shapes import MISSING
from storage.rounds.texts import ROUND_NOT_OPEN
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.ladder import sends_at
from storage.rules.people import Person, holders
from storage.rules.terms import PlanState, RoundState
from storage.rules.trail import Subject, Verb
from storage.traffic import outbox


@dataclass(frozen=True)
class Nudged:
    """Departments in 직제순 whose person was written to, and those where nobody can be reached."""

    departments: tuple[str, ...]
    unreachable: tuple[str, ...]


async def nudge_missing(act: Act, round_id: int) -> Nudged:
    """Writes to those in whose hands each missing plan is (or who stand in), with buttons to act.

    Refusal for a round that does not run, a second time on the same Korean day, outside the
    sending hours, and when nothing is missing.
    """
    session = act.session
    await act.hold()
    row, scene, missing = await _missing(act, round_id)
    today, half = kst_date(act.now), row.half
    due = scene.calendar.next_workday(row.due_on)
    asked: list[str] = []
    lost: list[str] = []
    for one in missing:
        plan = await plans.ensure(session, one.department_id, half)
        told = _receivers(scene, one)
        for who in told:
            said = wording_reminder.nudge(
                half, due, today, plan.id, one.state, has_items=one.items > 0
            )
            key = f"nudge:{round_id}:{one.department_id}:{today.isoformat()}"
            if who != told[0]:
                key += f":{who.id}"
            chat = who.telegram_id or 0
            await outbox.put(session, chat, said, now=act.now, dedupe_key=key)
        (asked if told else lost).append(one.department)
    row.last_nudge_on = today
    row.version += 1
    await session.flush()
    await act.log(
        Subject.ROUND, round_id, Verb.NUDGE, after={"departments": asked, "unreachable": lost}
    )
    return Nudged(tuple(asked), tuple(lost))


async def foreseen(act: Act, round_id: int) -> Nudged:
    """Whom `nudge_missing` would write to now. Refusal as there."""
    _row, scene, missing = await _missing(act, round_id)
    reached = {one.department for one in missing if _receivers(scene, one)}
    names = [one.department for one in missing]
    return Nudged(
        tuple(name for name in names if name in reached),
        tuple(name for name in names if name not in reached),
    )


async def _missing(act: Act, round_id: int) -> tuple[CollectionRound, Scene, list[DepartmentPlan]]:
    """The round, who is there, and whose plans are missing; Refusal when nobody may be asked."""
    session = act.session
    refuse_outside_office(act.officer)
    row = await session.get(CollectionRound, round_id, populate_existing=True)
    if row is None or row.state != RoundState.OPEN:
        raise errors.Refusal(ROUND_NOT_OPEN)
    today = kst_date(act.now)
    if row.last_nudge_on == today:
        raise errors.Refusal(texts.NUDGED_TODAY)
    calendar = await holidays.calendar(session)
    if not sends_at(act.now, calendar):
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
