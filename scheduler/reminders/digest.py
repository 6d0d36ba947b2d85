"""One person's digest: what has come for them, in the order of its urgency, as one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from scheduler import kinds
from scheduler.due.matters import Key, Matter, Scene
from scheduler.kind import Kind
from scheduler.reminders import texts
from scheduler.reminders.texts import Line
from storage.rules.clock import kst_date
from storage.rules.people import Person
from storage.rules.terms import ReminderState
from storage.rules.workday import Calendar
from storage.traffic.messages import Message


class Remembered(NamedTuple):
    """A rung that has come, and what became of it."""

    kind: str
    subject: str
    subject_id: int
    officer_id: int
    due_on: date
    rung: int
    state: ReminderState
    late: bool
    planned_at: datetime
    snoozed_until: datetime | None = None
    sent_at: datetime | None = None
    told_id: int | None = None

    @property
    def key(self) -> Key:
        """Of the matter that it is a rung of."""
        return self[:5]

    @property
    def name(self) -> tuple[Key, int]:
        """What it is unique by."""
        return self.key, self.rung

    @property
    def waits(self) -> bool:
        """Whether it is still to be told."""
        return self.state is ReminderState.PLANNED

    @property
    def lives(self) -> bool:
        """Whether it was told, or is to be."""
        return self.waits or self.state is ReminderState.SENT

    def become(self, state: ReminderState) -> "Remembered":
        """In another state."""
        return self._replace(state=state)

    def told(self, officer_id: int, now: datetime) -> "Remembered":
        """As it is when this person has been told."""
        sent = self._replace(sent_at=now, told_id=officer_id, snoozed_until=None)
        return sent.become(ReminderState.SENT)


@dataclass(frozen=True)
class Digest:
    """One message as it is put into the outbox: when, to whom, and what it tells."""

    at: datetime
    officer_id: int
    chat_id: int
    said: Message
    rows: tuple[Remembered, ...]

    @property
    def reminders(self) -> tuple[tuple[Key, int], ...]:
        """The key and the rung of each."""
        return tuple(one.name for one in self.rows)

    @property
    def text(self) -> str:
        """Its words."""
        return self.said.text


def compose(
    scene: Scene,
    who: Person,
    rows: Sequence[Remembered],
    open_now: dict[Key, Matter],
    now: datetime,
) -> Digest | None:
    """One person's digest, without the matters that cannot be put into words: they are set aside.

    None when nothing is left to be told.
    """
    told: list[tuple[Remembered, Matter, Line]] = []
    for row in rows:
        matter = open_now[row.key]
        with scene.aside.each(matter.subject, matter.subject_id):
            line = _line(scene, matter, row, who)
            texts.tried(line, scene.today)
            told.append((row, matter, line))
    if not told:
        return None
    told.sort(key=lambda one: one[1].urgency)
    lines = [line for *_, line in told]
    said = Message(texts.digest_text(scene.today, lines), texts.keyboard(scene.today, lines))
    return Digest(now, who.id, who.telegram_id or 0, said, tuple(row for row, *_ in told))


def _line(scene: Scene, matter: Matter, row: Remembered, who: Person) -> Line:
    due = scene.day_of(matter)
    principal = scene.by_id[row.officer_id]
    waited = kst_date(row.planned_at) < scene.today and row.snoozed_until is None
    return Line(
        kind=matter.kind,
        subject_id=matter.subject_id,
        title=matter.title,
        department=matter.department,
        due=due,
        left=scene.calendar.workdays_between(scene.today, due),
        late=row.late or waited,
        instead_of="" if principal.id == who.id else principal.name,
        count=matter.left,
        plan_state=matter.plan_state,
        has_items=matter.has_items,
        half=matter.half,
        stage=matter.stage,
        about=matter.about,
        named=matter.named,
        snoozes=may_snooze(matter.kind, matter.due_on, scene.today, scene.calendar),
    )


def may_snooze(kind: Kind | None, due: date, today: date, calendar: Calendar) -> bool:
    """Whether the next working day is still no later than the due day of such a matter."""
    last = due if kind is kinds.EVENT_BEFORE else calendar.next_workday(due)
    return kind is not None and kind.waits and calendar.add_workdays(today, 1) <= last
