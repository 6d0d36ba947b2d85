"""Matters of the rounds that run: plans to hand in, old items without an outcome, the days."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from scheduler import kinds
from scheduler.due import texts
from scheduler.due.matters import STALE_DAYS, Beside, Matter, Scene
from scheduler.due.of_results import results_again, results_due
from scheduler.due.of_results import waiting as results_waiting
from scheduler.due.rows import OutcomeRow, PlanRow, RoundRow
from scheduler.kind import Kind
from storage.rounds.board_shapes import MISSING
from storage.rules.steps import TO_WRITE
from storage.rules.terms import PlanState, Role

Due = Callable[[Scene, RoundRow], Iterator[Matter]]


def of_rounds(scene: Scene) -> list[Matter]:
    """The matters of every round that runs.

    Behind its final day no new rung comes; one that nobody heard of until then is told late.
    """
    made: list[Matter] = []
    for row in running(scene):
        for due in OF_ROUND:
            with scene.aside.each("round", row.id):
                for one in due(scene, row):
                    with scene.aside.each(one.subject, one.subject_id):
                        made += scene.addressed(one)
    return made


def running(scene: Scene) -> list[RoundRow]:
    """The rounds that have begun; of one that nobody closed for a year nothing is told."""
    oldest = scene.today - timedelta(days=STALE_DAYS)
    return [
        row
        for row in scene.rows.rounds
        if row.final_on >= oldest and (row.opened_on is None or row.opened_on <= scene.today)
    ]


def missing(row: RoundRow) -> list[PlanRow]:
    """The departments in 직제순 whose plan has not reached the office, or not again."""
    return [one for one in row.plans if one.state in MISSING]


def owing(row: RoundRow) -> set[int]:
    """The departments that still have to hand something in: the plan, the results or both."""
    late = {one.department_id for one in results_waiting(row)}
    return late | {one.department_id for one in missing(row)}


def plan_due(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """Each plan that is to be written, by the round's day or by that of its reopening."""
    for one in row.plans:
        with scene.aside.each("plan", one.plan_id):
            if one.state in TO_WRITE and one.plan_id:
                due_on = one.until_on or row.due_on
                matter = _of_plan(scene, kinds.PLAN_DUE, row, one, due_on)
                begins = one.opened_on or _after_asking(scene, row)
                yield matter._replace(climbs=row.ladder, opened_on=begins)


def plan_request(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """The request itself, to each who hands a plan in, once, whenever they came; no ladder
    knows of it. It names the due day and is unique by the day on which the round opened."""
    for one in row.plans:
        with scene.aside.each("plan", one.plan_id):
            if row.opened_on and one.plan_id and one.state in TO_WRITE and not one.until_on:
                matter = _of_plan(scene, kinds.PLAN_REQUEST, row, one, row.due_on)
                asked = next((old for old in row.outcomes if _same(old, one)), None)
                yield matter._replace(
                    due_on=row.opened_on,
                    opened_on=row.opened_on,
                    named_on=row.due_on,
                    touched_on=None,
                    letter=row.letter,
                    left=asked.left if asked else 0,
                    closing=row.results_half.code if asked else "",
                    beside=_beside(row, one),
                )


def _beside(row: RoundRow, plan: PlanRow) -> Beside | None:
    """The results that the department owes as well."""
    for one in results_waiting(row):
        if one.department_id == plan.department_id:
            return Beside(row.results_half.code, one.department_id, one.records)
    return None


def _same(old: OutcomeRow, plan: PlanRow) -> bool:
    return old.department_id == plan.department_id


def plan_moved(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """That the due day is another one since the round opened, on the day it was moved."""
    if row.opened_on is None or row.asked_on <= row.opened_on:
        return
    for one in row.plans:
        with scene.aside.each("plan", one.plan_id):
            if one.plan_id and one.state in TO_WRITE and not one.until_on:
                matter = _of_plan(scene, kinds.PLAN_MOVED, row, one, row.due_on)
                yield matter._replace(due_on=row.asked_on, named_on=row.due_on, touched_on=None)


def _after_asking(scene: Scene, row: RoundRow) -> date:
    """The day behind the one on which its people were asked, or told of another due day: by a
    notice of its own, so rungs of that day are not told."""
    return scene.calendar.next_workday(row.asked_on) + timedelta(days=1)


def plan_check(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """The 내부확인 that a plan waits for, for each who holds it.

    They got it as a card on the day it came, so the rungs of that day are not told.
    """
    for one in row.plans:
        with scene.aside.each("plan", one.plan_id):
            if one.state is PlanState.CHECKING and one.plan_id:
                matter = _of_plan(scene, kinds.PLAN_CHECK, row, one, row.due_on)
                opened = (one.touched_on or row.request_on) + timedelta(days=1)
                step = one.step or Role.HEAD
                yield matter._replace(climbs=row.ladder, opened_on=opened, step=step)


def _of_plan(scene: Scene, kind: Kind, row: RoundRow, one: PlanRow, due_on: date) -> Matter:
    until = row.until(due_on)
    return Matter(
        kind=kind,
        subject="plan",
        subject_id=one.plan_id or 0,
        due_on=due_on,
        opened_on=row.asked_on,
        title=row.half.label,
        department_id=one.department_id,
        department=one.department,
        touched_on=_touch(scene, until, one.touched_on or row.request_on),
        plan_state=one.state,
        has_items=one.items > 0,
        half=row.half.code,
        until=until,
    )


def _touch(scene: Scene, until: date, touched: date) -> date | None:
    """The last work on it as the line above counts it; behind its last day it is told no more."""
    return touched if scene.today <= until else None


def outcome_due(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """Each plan of the closing half with items of which nobody said what became of them."""
    until = row.until(row.due_on)
    for one in row.outcomes:
        yield Matter(
            kind=kinds.OUTCOME_DUE,
            subject="plan",
            subject_id=one.plan_id,
            due_on=row.due_on,
            climbs=None if kinds.OUTCOME_DUE.name in scene.rows.ladders else row.ladder,
            opened_on=_after_asking(scene, row),
            title=row.results_half.label,
            department_id=one.department_id,
            department=one.department,
            touched_on=_touch(scene, until, one.settled_on or row.request_on),
            left=one.left,
            half=row.results_half.code,
            until=until,
        )


def round_open(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """That it has begun, until its due day."""
    if row.opened_on and scene.today <= row.due_on:
        matter = _of_round(kinds.ROUND_OPEN, row, row.opened_on, row.opened_on)
        yield matter._replace(left=len([one for one in row.plans if _unheard(scene, one)]))


def _unheard(scene: Scene, one: PlanRow) -> bool:
    """Whether nobody of the department hears of its plan by the bot."""
    writer = scene.writer(one.department_id)
    return writer is None or scene.told(writer.id) is None


def round_milestone(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """The days behind the due day, each until the next one comes.

    What falls on a day off is told on the working day before it.
    """
    names: dict[date, list[str]] = defaultdict(list)
    for field, name in texts.MILESTONES.items():
        names[getattr(row, field)].append(name)
    days = sorted(names)
    for day, end in zip(days, [*days[1:], row.final_on], strict=True):
        if row.opened_on and scene.today <= end:
            matter = _of_round(kinds.ROUND_MILESTONE, row, day, row.opened_on)
            told = texts.MILESTONE.format(half=row.half.label, names=", ".join(names[day]))
            yield matter._replace(title=told)


def round_left(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """A round that nobody has closed by its final day: the office is told once what is missing."""
    if row.opened_on and scene.today > row.final_on:
        matter = _of_round(kinds.ROUND_LEFT, row, row.final_on, row.opened_on)
        yield matter._replace(left=len(owing(row)))


def _of_round(kind: Kind, row: RoundRow, due_on: date, opened_on: date) -> Matter:
    return Matter(
        kind=kind,
        subject="round",
        subject_id=row.id,
        due_on=due_on,
        opened_on=opened_on,
        title=row.half.label,
        department_id=None,
    )


OF_ROUND: tuple[Due, ...] = (
    *(plan_request, plan_moved, plan_due, plan_check, results_due, results_again, outcome_due),
    *(round_open, round_milestone, round_left),
)
"""What can be due of a round."""
