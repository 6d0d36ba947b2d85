"""One person's digest: what has come for them, in the order of its urgency, as one message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from scheduler.due.matters import Key, Matter, Scene
from scheduler.kinds import KINDS
from scheduler.reminders import snoozing, texts
from scheduler.reminders.texts import Line
from storage.office.officers import Person
from storage.rules.clock import kst_date
from storage.traffic.messages import Message


@dataclass(frozen=True)
class Digest:
    """One message as it was put into the outbox: when, to whom, and what it tells."""

    at: datetime
    officer_id: int
    chat_id: int
    said: Message
    reminders: tuple[tuple[Key, int], ...]  # the key and the rung of each
    rows: tuple[int, ...]  # the reminders' own numbers

    @property
    def text(self) -> str:
        """Its words."""
        return self.said.text


class Planned(NamedTuple):
    """A rung that has come and was not told yet."""

    id: int
    kind: str
    subject: str
    subject_id: int
    officer_id: int
    due_on: date
    rung: int
    late: bool
    snoozed_until: datetime | None
    planned_at: datetime

    @property
    def key(self) -> Key:
        """Of the matter that it is a rung of."""
        return self[1:6]


def compose(
    scene: Scene, who: Person, rows: Sequence[Planned], open_now: dict[Key, Matter], now: datetime
) -> Digest | None:
    """One person's digest, without the matters that cannot be put into words: they are set aside.

    None when nothing is left to be told.
    """
    told: list[tuple[Planned, Matter, Line]] = []
    for row in rows:
        matter = open_now[row.key]
        with scene.aside.each(matter.subject, matter.subject_id):
            line = _line(scene, matter, row, who)
            texts.tried(line, scene.today)
            told.append((row, matter, line))
    if not told:
        return None
    told.sort(key=lambda one: (KINDS.place(one[1].kind), one[1].due_on, one[1].subject_id))
    lines = [line for *_, line in told]
    said = Message(texts.digest_text(scene.today, lines), texts.keyboard(scene.today, lines))
    keys = tuple((row.key, row.rung) for row, *_ in told)
    chosen = tuple(row.id for row, *_ in told)
    return Digest(now, who.id, who.telegram_id or 0, said, keys, chosen)


def _line(scene: Scene, matter: Matter, row: Planned, who: Person) -> Line:
    due = matter.ladder.day_of(0, matter.due_on, scene.calendar)
    if matter.kind.day_itself:
        due = matter.due_on
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
        count=matter.count,
        plan_state=matter.plan_state,
        has_items=matter.has_items,
        half=matter.half,
        stage=matter.stage,
        about=matter.about,
        named=matter.named,
        snoozes=snoozing.may_snooze(matter, scene),
    )
