"""What the office hears of the departments: each change once, and on Mondays how all stands.

Nothing of it is work of one's own, so it is never in /todo; all of it is a tap away.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from scheduler import kinds
from scheduler.due import texts
from scheduler.due.matters import Matter, Scene
from scheduler.due.of_results import waiting as results_waiting
from scheduler.due.of_rounds import missing, running
from scheduler.due.rows import EventRow, MouRow, RoundRow
from scheduler.kind import Kind
from storage.rules.agreements import has_ended, is_asleep
from storage.rules.people import reachable
from storage.rules.plan_counts import HANDED_IN, counted
from storage.rules.terms import PlanState, RecordKind
from storage.rules.trail import Subject
from storage.rules.wording_owed import UNSAID

FRESH = timedelta(days=7)
"""What came longer ago is no change any more: the Monday line counts it."""
DAYS_IN_WEEK = 7
ANSWERED = (HANDED_IN - {PlanState.CONFIRMED}) | {PlanState.NOT_APPLICABLE}
"""States in which a plan has come and nobody of the office has looked at it."""


def of_office(scene: Scene) -> list[Matter]:
    """The changes that are still fresh, and the standing of this week, for each of the office."""
    made: list[Matter] = []
    for row in running(scene):
        if row.opened_on is not None:
            with scene.aside.each("round", row.id):
                for one in _of_round(scene, row):
                    made += scene.addressed(one)
    for mou in scene.rows.records.get(RecordKind.MOU, ()):
        with scene.aside.each(RecordKind.MOU, mou.owned.id):
            for one in _asleep(scene, mou):
                made += scene.addressed(one)
    with scene.aside.each("office"):
        for one in _standing(scene):
            made += scene.addressed(one)
    return made


def _of_round(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """Plans that have come or are late, and old plans whose outcomes are."""
    for one in row.plans:
        number = one.plan_id or 0
        with scene.aside.each("plan", one.plan_id):
            if one.state in ANSWERED and one.came_on:
                yield from _news(scene, kinds.PLAN_IN, number, one.came_on, one.department)
    for one in missing(row):
        with scene.aside.each("plan", one.plan_id):
            due_on = one.until_on or row.due_on
            number = one.plan_id or 0
            yield from _news(scene, kinds.PLAN_LATE, number, due_on, one.department)
    for said in results_waiting(row):
        day = said.until_on or row.due_on
        place = Subject.DEPARTMENT
        yield from _news(
            scene, kinds.RESULTS_LATE, said.department_id, day, said.department, place
        )
    for old in row.outcomes:
        yield from _news(scene, kinds.OUTCOME_LATE, old.plan_id, row.due_on, old.department)


def _news(
    scene: Scene, kind: Kind, number: int, day: date, title: str, subject: str = "plan"
) -> Iterator[Matter]:
    told_on = kind.ladder.day_of(kind.ladder.offsets[0], day, scene.calendar)
    if told_on <= scene.today <= told_on + FRESH:
        yield Matter(
            kind=kind,
            subject=subject,
            subject_id=number,
            due_on=day,
            opened_on=day,
            title=title,
            department_id=None,
        )


def _asleep(scene: Scene, row: MouRow) -> Iterator[Matter]:
    """An agreement that has fallen asleep: on the day its rhythm ended, or at its entry."""
    if _sleeps(row, scene.today):
        days = [row.owned.created_on, row.sleeps_on, row.next_contact_on]
        fell = max(day for day in days if day is not None)
        title, kind = row.owned.title, RecordKind.MOU
        yield from _news(scene, kinds.MOU_ASLEEP, row.owned.id, fell, title, kind)


def _sleeps(row: MouRow, day: date) -> bool:
    ended = has_ended(row.expires_on, day)
    return not ended and is_asleep(row.sleeps_on, row.next_contact_on, day)


def _standing(scene: Scene) -> Iterator[Matter]:
    """How all stands, with the first working day of each week while a round runs, else of each
    month; nothing when nothing is open."""
    monday = scene.today - timedelta(days=scene.today.weekday())
    day = scene.calendar.next_workday(monday)
    rounds = [*_rounds_stand(scene, day)]
    told = [*rounds, *_records_stand(scene)]
    if told and day <= scene.today and (rounds or monday.day <= DAYS_IN_WEEK):
        yield Matter(
            kind=kinds.OFFICE_STANDING,
            subject="office",
            subject_id=0,
            due_on=day,
            opened_on=day,
            title=texts.AND.join([*told, *_people_stand(scene)]),
            department_id=None,
        )


def _rounds_stand(scene: Scene, day: date) -> Iterator[str]:
    """How far each round is that has run since before that day."""
    for row in running(scene):
        if row.opened_on is not None and row.opened_on < day:
            counts = counted(one.state for one in row.plans)
            came = counts.handed_in + counts.none
            yield texts.ROUND_STANDS.format(
                half=row.half.label, due=counts.due, came=came, missing=counts.missing
            )
            said = [one for one in row.results if one.state not in UNSAID]
            if row.results:
                yield texts.RESULTS_STAND.format(came=len(said), due=len(row.results))


def _records_stand(scene: Scene) -> Iterator[str]:
    mous: list[MouRow] = list(scene.rows.records.get(RecordKind.MOU, ()))
    asleep = len([row for row in mous if _sleeps(row, scene.today)])
    events: list[EventRow] = list(scene.rows.records.get(RecordKind.EVENT, ()))
    silent = len([row for row in events if (row.ends_on or row.starts_on) < scene.today])
    for words, count in ((texts.ASLEEP, asleep), (texts.SILENT, silent)):
        if count:
            yield words.format(count=count)


def _people_stand(scene: Scene) -> Iterator[str]:
    lost = len([one for one in scene.people if not reachable(one)])
    if lost:
        yield texts.LOST.format(count=lost)
