"""Matters of contracts that should be covered and have no record: one a department, until each
has its record or a reason."""

from scheduler import kinds
from scheduler.due.matters import Matter, Scene
from scheduler.due.rows import UnrecordedRow
from storage.rules.trail import Subject


def of_contracts(scene: Scene) -> list[Matter]:
    """What each department still has to record or to give its reason for."""
    made: list[Matter] = []
    for row in scene.rows.unrecorded:
        with scene.aside.each(Subject.DEPARTMENT, row.department_id):
            made += scene.addressed(_matter(scene, row))
    return made


def _matter(scene: Scene, row: UnrecordedRow) -> Matter:
    """Its people had a card on the day on which it was listed."""
    name = scene.rows.departments[row.department_id]
    return Matter(
        kind=kinds.CONTRACT_UNRECORDED,
        subject=Subject.DEPARTMENT,
        subject_id=row.department_id,
        due_on=row.since,
        opened_on=row.since,
        title=name,
        department_id=row.department_id,
        department=name,
        left=row.contracts,
    )
