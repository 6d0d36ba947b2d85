"""What digests told somebody so far, to be laid beside what the list of /todo holds."""

from collections.abc import Iterable
from datetime import date

from scheduler.due import waiting
from scheduler.due.matters import Matter, Scene
from scheduler.kind import Kind
from scheduler.kinds import KINDS
from storage.models.round import Reminder
from storage.rules.terms import ReminderState

LIVE = (ReminderState.SENT, ReminderState.PLANNED)
Named = tuple[str, str, int, date]


def named(matters: Iterable[Matter]) -> set[Named]:
    """Each by its kind, its subject and its day."""
    return {(one.kind.name, one.subject, one.subject_id, one.due_on) for one in matters}


def _over(kind: Kind, due_on: date, today: date) -> bool:
    """Whether it was about a day that is over."""
    return kind.day_itself and today > due_on


def told_so_far(reminders: Iterable[Reminder], scene: Scene, person: int) -> set[Named]:
    """What the digests told somebody so far, or hold back for them, and is not done."""
    still = named(waiting.matters(scene))
    found: set[Named] = set()
    for row in reminders:
        kind, who = KINDS.named(row.kind), scene.told(row.officer_id)
        one = (row.kind, row.subject, row.subject_id, row.due_on)
        theirs = person in (row.officer_id, who.id if who else None)
        if kind and kind.waits and row.state in LIVE and theirs and one in still:
            found |= set() if _over(kind, row.due_on, scene.today) else {one}
    return found


def has_come(scene: Scene, matter: Matter) -> bool:
    """Not what only a card has shown so far."""
    return not matter.kind.carded or scene.newest(matter) is not None
