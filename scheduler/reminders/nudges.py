"""‘미제출만 독려’: 총괄 asks the departments that still owe an answer, once a day at most.

One message a person and department, whatever is owed: the plan, the results, or both.
"""

from dataclasses import dataclass
from datetime import date

from scheduler.due.matters import Scene
from scheduler.reminders import reach, rows, texts, wording_results
from scheduler.reminders import texts as wording_reminder
from scheduler.reminders.reach import Owing, Reach
from storage.act import Act
from storage.models.round import CollectionRound
from storage.office import holidays
from storage.office.refusals import refuse_outside_office
from storage.plans import plans
from storage.rounds.texts import ROUND_NOT_OPEN
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.ladder import sends_at
from storage.rules.terms import RoundState
from storage.rules.trail import Subject, Verb
from storage.rules.wording_owed import Paper
from storage.traffic import outbox
from storage.traffic.messages import Message


@dataclass(frozen=True)
class Nudged:
    """Departments in 직제순 whose person was written to, and those where nobody can be reached;
    `nobody` are those of the last that have nobody on the bot."""

    departments: tuple[str, ...]
    unreachable: tuple[str, ...]
    nobody: tuple[str, ...] = ()

    @property
    def cut_off(self) -> tuple[str, ...]:
        """Those whose people the bot cannot write to."""
        return tuple(one for one in self.unreachable if one not in self.nobody)


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
    found = reach.sorted_out(scene, missing)
    for one in found.reached:
        plan = await plans.ensure(session, one.plan.department_id, half)
        told = reach.receivers(scene, one)
        for who, papers in told.values():
            said = _words(row, one, papers, plan.id, due, today)
            key = f"nudge:{round_id}:{one.plan.department_id}:{today.isoformat()}"
            if who.id != next(iter(told)):
                key += f":{who.id}"
            chat = who.telegram_id or 0
            await outbox.put(session, chat, said, now=act.now, dedupe_key=key)
    row.last_nudge_on = today
    row.version += 1
    await session.flush()
    done = _nudged(found)
    after = {"departments": [*done.departments], "unreachable": [*done.unreachable]}
    await act.log(Subject.ROUND, round_id, Verb.NUDGE, after=after)
    return done


async def foreseen(act: Act, round_id: int) -> Nudged:
    """Whom `nudge_missing` would write to now. Refusal as there."""
    _row, scene, missing = await _missing(act, round_id)
    return _nudged(reach.sorted_out(scene, missing))


def _nudged(found: Reach) -> Nudged:
    groups = (found.reached, found.away, found.nobody)
    reached, away, nobody = (tuple(one.plan.department for one in some) for some in groups)
    return Nudged(reached, away, nobody)


async def _missing(act: Act, round_id: int) -> tuple[CollectionRound, Scene, list[Owing]]:
    """The round, who is there, and who owes what; Refusal when nobody may be asked."""
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
    missing = await reach.owing(session, row)
    if not missing:
        raise errors.Refusal(texts.NUDGE_NOBODY)
    return row, await rows.today(session, today), missing


def _words(
    row: CollectionRound, one: Owing, papers: set[Paper], plan_id: int, due: date, today: date
) -> Message:
    """One message for all that this person has in hand."""
    plan, results = one.plan, one.results
    records = results.records if results else 0
    if Paper.PLAN not in papers:
        half = row.results_half
        return wording_results.nudge(half, due, today, plan.department_id, records)
    said = wording_reminder.nudge(
        row.half,
        due,
        today,
        plan_id,
        plan.state,
        has_items=plan.items > 0,
        letter=row.letter,
    )
    if Paper.RESULTS in papers:
        return wording_results.beside(said, row.results_half, plan.department_id, records)
    return said
