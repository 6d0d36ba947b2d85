"""One person's digest: what has come for them, in the order of its urgency, as one message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from scheduler import kinds
from scheduler.due.matters import Key, Matter, Scene
from scheduler.kind import Kind
from scheduler.reminders import texts
from scheduler.reminders.keyboard import keyboard, request_keys, tried
from scheduler.reminders.texts import Line
from storage.rules.clock import kst_date
from storage.rules.ladder import WEEKLY
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
    apart: str = ""
    """Of a notice of its own, beside the digest of the day: the half that it asks for."""

    @property
    def reminders(self) -> tuple[tuple[Key, int], ...]:
        """The key and the rung of each."""
        return tuple(one.name for one in self.rows)

    @property
    def dedupe_key(self) -> str:
        """What makes a second one impossible: of a day, or of a half where it is its own."""
        if self.apart:
            return f"request:{self.officer_id}:{self.apart}"
        return key_of(self.officer_id, kst_date(self.at))

    @property
    def text(self) -> str:
        """Its words."""
        return self.said.text


def key_of(officer_id: int, day: date) -> str:
    """The name of somebody's digest of a day."""
    return f"digest:{officer_id}:{day.isoformat()}"


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
            tried(line, scene.today)
            told.append((row, matter, line))
    if not told:
        return None
    told.sort(key=lambda one: one[1].urgency)
    lines = texts.folded([line for *_, line in told])
    keys = keyboard(scene.today, lines, who.hours.again)
    said = Message(texts.digest_text(scene.today, lines), keys)
    return Digest(now, who.id, who.telegram_id or 0, said, tuple(row for row, *_ in told))


def compose_apart(
    scene: Scene, who: Person, row: Remembered, matter: Matter, now: datetime
) -> Digest:
    """A notice of its own, of one matter."""
    line = _line(scene, matter, row, who)
    words = texts.request_text(line, scene.today, matter.letter)
    keys = request_keys(line, matter.closing)
    return Digest(now, who.id, who.telegram_id or 0, Message(words, keys), (row,), matter.half)


def _line(scene: Scene, matter: Matter, row: Remembered, who: Person) -> Line:
    principal = scene.by_id[row.officer_id]
    came = kst_date(row.planned_at)
    waited = came < scene.today and row.snoozed_until is None
    says_late = matter.kind.waits and who.hours.wants(came)
    return replace(
        line_of(scene, matter),
        late=says_late and (row.late or waited),
        instead_of="" if principal.id == who.id else principal.name,
        snoozes=may_snooze(matter.kind, matter.due_on, scene.today, scene.calendar),
        weekly=row.rung > WEEKLY,
        turns=matter.kind.waits and matter.ladder.goes_weekly(row.rung),
        ends=matter.kind.waits and matter.ladder.ends(row.rung),
    )


def line_of(scene: Scene, matter: Matter) -> Line:
    """A matter as it stands today, whoever is told of it and why."""
    due = scene.day_of(matter)
    return Line(
        kind=matter.kind,
        subject_id=matter.subject_id,
        title=matter.title,
        department=scene.department(matter),
        due=due,
        left=(due - scene.today).days
        if matter.kind.day_itself
        else scene.calendar.workdays_between(scene.today, due),
        subject=matter.subject,
        count=matter.left,
        plan_state=matter.plan_state,
        has_items=matter.has_items,
        half=matter.half,
        stage=matter.stage,
        about=matter.about,
        of=matter.of,
        named=matter.named,
        beside=matter.beside,
    )


def may_snooze(kind: Kind | None, due: date, today: date, calendar: Calendar) -> bool:
    """Whether the next working day is still no later than the due day of such a matter."""
    last = due if kind is kinds.EVENT_BEFORE else calendar.next_workday(due)
    return kind is not None and kind.waits and calendar.add_workdays(today, 1) <= last
