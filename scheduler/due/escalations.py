"""A matter left lying is told to the line above, softly and slowly; any work on it starts anew."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from scheduler import kinds
from scheduler.due.matters import Key, Matter, Scene

Levels = Mapping[tuple[str, int, date], Mapping[int, date]]
"""When each level was told: by kind, number and start of the clock of the matter."""


def silent_since(scene: Scene, matter: Matter) -> date | None:
    """The day from which a matter's silence is counted, the due day or, if later, that of the
    last work; None while nobody above is to be told, and for what never is."""
    if matter.touched_on is None:
        return None
    start = max(scene.calendar.next_workday(matter.due_on), matter.touched_on)
    if start >= scene.today or scene.workdays_since(start) < scene.patience:
        return None
    return start


def of_matters(scene: Scene, matters: Iterable[Matter], levels: Levels) -> Sequence[Matter]:
    """The escalations of these matters that are called for today: 팀장 first, 과장 after.

    A level comes only after the one below was told, so there is never more than one a day for a
    matter.
    """
    made: dict[Key, Matter] = {}
    for matter in matters:
        with scene.aside.each(matter.subject, matter.subject_id):
            start = silent_since(scene, matter)
            if start is not None:
                days = levels.get((matter.kind.name, matter.subject_id, start), {})
                one = _next_level(scene, matter, start, days)
                if one is not None:
                    made.setdefault(one.key, one)  # once, though several hold the same plan
    return list(made.values())


def _next_level(
    scene: Scene, matter: Matter, start: date, days: Mapping[int, date]
) -> Matter | None:
    """The next of the line above who is called for today; `days` says when each was told."""
    line = scene.above(matter.department_id, matter.officer_id)
    for level, superior in enumerate(line, start=1):
        came = days.get(level)
        if came is None:
            return _escalation(scene, matter, superior.id, level, start)
        if scene.calendar.workdays_between(came, scene.today) < scene.patience:
            return None
    return None


def _escalation(scene: Scene, matter: Matter, superior: int, level: int, start: date) -> Matter:
    person = scene.by_id.get(matter.officer_id)
    return Matter(
        kind=kinds.ESCALATION,
        subject=matter.kind.name,
        subject_id=matter.subject_id,
        officer_id=superior,
        due_on=start,
        opened_on=start,
        title=matter.title,
        department_id=matter.department_id,
        department=scene.department(matter),
        half=matter.half,
        level=level,
        about=matter.kind,
        of=matter.subject,
        named=person.name if person else "",
    )
