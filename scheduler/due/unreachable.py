"""People whom no message reaches: the office is told once, a colleague gets their reminders."""

from collections.abc import Iterable, Mapping
from datetime import date

from scheduler import kinds
from scheduler.due.matters import Matter, Scene
from storage.rules.people import reachable


def of_matters(scene: Scene, matters: Iterable[Matter], since: Mapping[int, date]) -> list[Matter]:
    """For each person of the office: who answers for one of these matters and is cut off.

    `since` says for whom it was told already, and when they were missed.
    """
    wanted = {one.officer_id for one in matters}
    made: list[Matter] = []
    for person in scene.people:
        if person.id in wanted and not reachable(person):
            missed = since.get(person.id, scene.today)
            matter = Matter(
                kind=kinds.UNREACHABLE,
                subject="officer",
                subject_id=person.id,
                due_on=missed,
                opened_on=missed,
                title=person.name,
                department_id=person.department_id,
                department=scene.rows.departments.get(person.department_id or 0, ""),
            )
            made += [one for one in scene.addressed(matter) if one.officer_id != person.id]
    return made


def settled(scene: Scene, missed: Iterable[int]) -> set[int]:
    """Who of those missed can be reached again, or is gone: a next time is told anew."""
    people = {number: scene.by_id.get(number) for number in missed}
    return {number for number, one in people.items() if one is None or reachable(one)}
