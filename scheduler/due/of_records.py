"""Matters of the records: agreements to follow, events to check and report, contracts' papers."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from scheduler import kinds
from scheduler.due.matters import STALE_DAYS, Matter, Scene
from scheduler.due.rows import ContractRow, EventRow, MouRow, Owned, PromiseRow
from scheduler.kind import Kind
from storage.facts.shapes import ContractFacts, from_json
from storage.rules.clock import kst_date
from storage.rules.period import Precision
from storage.rules.terms import RecordKind, Stage

AHEAD = timedelta(days=50)
"""Farther than the farthest rung before a due day."""
GRACE = timedelta(days=7)
"""What was overdue already when it was entered is due a week after its entry."""
Due = Callable[[Scene, Any], Iterator[Matter]]


def of_records(scene: Scene) -> list[Matter]:
    """The matters of every record that is due within reach."""
    made: list[Matter] = []
    for subject, dues in OF_KIND.items():
        for row in scene.rows.records.get(subject, ()):
            for due in dues:
                with scene.aside.each(subject, row.owned.id):
                    for one in due(scene, row):
                        made += scene.addressed(one) if _within(one.due_on, scene) else ()
    return made


def _within(day: date, scene: Scene) -> bool:
    """Whether a due day is near enough to be told."""
    return day <= scene.today + AHEAD


def _matter(
    kind: Kind,
    subject: RecordKind,
    row: Owned,
    due_on: date,
    *,
    touched_on: date | None = None,
    stage: Stage | None = None,
) -> Matter:
    return Matter(
        kind=kind,
        subject=subject,
        subject_id=row.id,
        due_on=due_on,
        opened_on=row.created_on,
        title=row.title,
        department_id=row.department_id,
        keeper_id=row.officer_id,
        touched_on=touched_on,
        stage=stage,
    )


def mou_contact(scene: Scene, row: MouRow) -> Iterator[Matter]:
    """The next contact: the day agreed at the last one, else the end of its rhythm.

    One of which no contact is known waits for its first since its entry. An agreement that has
    ended is not followed any more.
    """
    last, agreed = row.last_contact_on, row.next_contact_on
    due = agreed if agreed and (last is None or agreed > last) else row.sleeps_on
    entered = row.owned.created_on
    due = max(due or entered, entered + GRACE)
    if row.expires_on is None or max(due, scene.today) <= row.expires_on:
        touched = max(last or due, due)
        yield _matter(kinds.MOU_CONTACT, RecordKind.MOU, row.owned, due, touched_on=touched)


def mou_expiry(_scene: Scene, row: MouRow) -> Iterator[Matter]:
    """The end of an agreement, before it and on its day; the office hears of it too."""
    if row.expires_on:
        yield _matter(kinds.MOU_EXPIRY, RecordKind.MOU, row.owned, row.expires_on)
        yield _matter(kinds.MOU_ENDS, RecordKind.MOU, row.owned, row.expires_on)


def promise_due(_scene: Scene, row: PromiseRow) -> Iterator[Matter]:
    """A promise until it is kept."""
    due, touched = max(row.due_on, row.owned.created_on), kst_date(row.changed_at)
    yield _matter(kinds.PROMISE_DUE, RecordKind.PROMISE, row.owned, due, touched_on=touched)


def event_before(scene: Scene, row: EventRow) -> Iterator[Matter]:
    """An event whose day is known, until it has begun."""
    if row.precision == Precision.DAY and scene.today <= row.starts_on:
        yield _matter(kinds.EVENT_BEFORE, RecordKind.EVENT, row.owned, row.starts_on)


def event_result(scene: Scene, row: EventRow) -> Iterator[Matter]:
    """An event that is over and still stands as planned."""
    end = row.ends_on or row.starts_on
    if end < scene.today:
        due, touched = max(end, row.owned.created_on), kst_date(row.changed_at)
        yield _matter(kinds.EVENT_RESULT, RecordKind.EVENT, row.owned, due, touched_on=touched)


def contract_stage(scene: Scene, row: ContractRow) -> Iterator[Matter]:
    """대규모공사 whose papers of the present stage have not been written down.

    At 착공 they are not due before the works begin; at 기성 and 준공 when the stage was written.
    """
    touched = kst_date(row.changed_at)
    told = any(
        named == row.stage or (named is None and at >= row.begun_at) for named, at in row.reported
    )
    if told or touched < scene.today - timedelta(days=STALE_DAYS):
        return
    stage, due = Stage(row.stage), kst_date(row.begun_at)
    begins = from_json(ContractFacts, row.facts).begins if stage is Stage.START else None
    yield _matter(
        kinds.CONTRACT_STAGE,
        RecordKind.CONTRACT,
        row.owned,
        max(due, begins) if begins else due,
        touched_on=touched,
        stage=stage,
    )


OF_KIND: dict[RecordKind, tuple[Due, ...]] = {
    RecordKind.MOU: (mou_contact, mou_expiry),
    RecordKind.PROMISE: (promise_due,),
    RecordKind.EVENT: (event_before, event_result),
    RecordKind.CONTRACT: (contract_stage,),
}
"""What can be due of a record of each kind."""
