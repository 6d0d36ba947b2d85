"""Matters of the results that a round asks for: to be confirmed, and confirmed once more."""

from collections.abc import Iterator
from datetime import date, timedelta

from scheduler import kinds
from scheduler.due.matters import Matter, Scene
from scheduler.due.rows import ResultsRow, RoundRow
from scheduler.kind import Kind
from storage.rules.trail import Subject
from storage.rules.wording_owed import ResultsState


def waiting(row: RoundRow) -> list[ResultsRow]:
    """The departments in 직제순 that have not said whether their results are all there."""
    return [one for one in row.results if one.state is ResultsState.WAITING or one.until_on]


def results_due(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """The results of each department that has not said it, by the day of its plan."""
    for one in waiting(row):
        with scene.aside.each(Subject.DEPARTMENT, one.department_id):
            due_on = one.until_on or row.due_on
            asked = scene.calendar.next_workday(row.asked_on) + timedelta(days=1)
            begins = one.opened_on + timedelta(days=1) if one.opened_on else asked
            matter = _of(kinds.RESULTS_DUE, row, one, due_on, begins)
            touched = _touched(row, one) if scene.today <= row.until(due_on) else None
            yield matter._replace(climbs=row.ladder, touched_on=touched)


def _touched(row: RoundRow, one: ResultsRow) -> date:
    """The last work on what the round asks of the department: also that on its plan."""
    days = [plan.touched_on for plan in row.plans if plan.department_id == one.department_id]
    return max([row.request_on, *(day for day in days if day)])


def results_again(scene: Scene, row: RoundRow) -> Iterator[Matter]:
    """Records became others after the answer: it is asked for once more, once a change began."""
    for one in row.results:
        if one.changed_on is not None:
            with scene.aside.each(Subject.DEPARTMENT, one.department_id):
                matter = _of(kinds.RESULTS_AGAIN, row, one, one.changed_on, one.changed_on)
                yield matter._replace(left=one.changed)


def _of(kind: Kind, row: RoundRow, one: ResultsRow, due_on: date, begins: date) -> Matter:
    return Matter(
        kind=kind,
        subject=Subject.DEPARTMENT,
        subject_id=one.department_id,
        due_on=due_on,
        opened_on=begins,
        title=row.results_half.label,
        department_id=one.department_id,
        department=one.department,
        has_items=one.records > 0,
        half=row.results_half.code,
        until=row.until(due_on),
    )
