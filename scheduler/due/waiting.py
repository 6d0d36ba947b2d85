"""The one list of what waits for whom: all that tells of it is a view of this."""

from datetime import date
from operator import attrgetter

from scheduler import kinds
from scheduler.due.matters import Matter, Scene
from scheduler.due.of_contracts import of_contracts
from scheduler.due.of_office import of_office
from scheduler.due.of_questions import of_questions
from scheduler.due.of_records import of_records
from scheduler.due.of_rounds import of_rounds


def matters(scene: Scene) -> list[Matter]:
    """Everything that waits for somebody today; what raises is set aside (`scene.aside`)."""
    every = (of_rounds, of_records, of_contracts, of_questions, of_office)
    return [one for found in every for one in found(scene)]


def for_person(scene: Scene, officer_id: int) -> list[Matter]:
    """What somebody sees in /todo, most urgent first: what has come for them, or for one in whose
    place they are told today, and is not done.

    So it is all that their digests told so far, and what they put off, by the same dates.
    """
    found = [one for one in matters(scene) if one.kind.waits and _concerns(scene, one, officer_id)]
    return sorted(filter(scene.has_come, found), key=attrgetter("urgency"))


def days_of(scene: Scene, officer_id: int) -> dict[tuple[str, int], date]:
    """When the records that somebody answers for are next due, by kind of record and number: the
    days of their digests and of /todo. The end of an agreement is no work of theirs."""
    ends = (kinds.MOU_EXPIRY, kinds.MOU_ENDS)
    days: dict[tuple[str, int], date] = {}
    for one in matters(scene):
        if one.officer_id == officer_id and one.kind.waits and one.kind not in ends:
            name, day = (one.subject, one.subject_id), scene.day_of(one)
            days[name] = min(day, days.get(name, day))
    return days


def _concerns(scene: Scene, matter: Matter, officer_id: int) -> bool:
    told = scene.told(matter.officer_id)
    return officer_id in (matter.officer_id, told.id if told else None)
