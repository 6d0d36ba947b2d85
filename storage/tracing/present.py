"""Whether the rows of the office are as the trail left them: the last line about each is held
against the row itself, so that a change behind the trail's back is found.

Only what every legal act tells is compared. A row's line of an earlier release may tell less of it
than today's; then less is compared.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Table, select

from storage import audit
from storage.audit import ENTRIES
from storage.facts.kinds import KINDS
from storage.facts.shapes import from_json, to_json
from storage.models.evidence import Evidence
from storage.models.office import Officer
from storage.models.plan import Plan
from storage.models.pledge import Pledge
from storage.models.record_tables import TABLES
from storage.models.report import ClaimAcceptance, ReportBlock, ReportEdit, ReportForm
from storage.records.evidence import WAITING
from storage.records.readable import OPEN_TO_ALL
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState, RecordKind
from storage.rules.trail import OF_RECORD, Subject, Verb
from storage.tracing.breach import Breach, Sort
from storage.tracing.chain import Line

SLICE = 2000
Told = dict[str, Any]


@dataclass
class Left:
    """How the trail left a row: the fields that were told of it, and whether it is there."""

    told: Told = field(default_factory=dict)
    there: bool = True
    seq: int = 0


@dataclass(frozen=True)
class Guard:
    """A subject whose rows are held against the trail.

    `fields` are the names in a line that are columns of the row; `removes` says of a row whether
    it counts as removed, None where a removed one is erased. `every` row has a line.
    """

    subject: Subject
    table: Table
    fields: tuple[str, ...]
    removes: bool | None = True  # False: such rows are never removed
    every: bool = True
    only: Callable[[Any], bool] = lambda _row: True


GUARDS: tuple[Guard, ...] = (
    Guard(
        Subject.EVIDENCE,
        Evidence.__table__,
        ("record_kind", "record_id", "file_unique_id", "media"),
        only=lambda row: row.record_kind != WAITING,
    ),
    Guard(Subject.OFFICER, Officer.__table__, ("name", "role", "state"), removes=False),
    Guard(
        Subject.REPORT_EDIT,
        ReportEdit.__table__,
        ("block_id", "key", "text", "basis", "level", "hidden", "mark", "host"),
        removes=None,
    ),
    Guard(Subject.REPORT_FORM, ReportForm.__table__, ("file_name", "sha256")),
    Guard(
        Subject.CLAIM_ACCEPTANCE,
        ClaimAcceptance.__table__,
        ("half", "claim", "reason"),
        removes=None,
    ),
    Guard(
        Subject.REPORT_BLOCK,
        ReportBlock.__table__,
        ("label", "note", "first_half", "last_half"),
        removes=False,
    ),
    Guard(Subject.PLEDGE, Pledge.__table__, ("code", "title"), removes=None, every=False),
)
RECORDS: Mapping[Subject, RecordKind] = {OF_RECORD[kind]: kind for kind in RecordKind}
GUARDED = {one.subject: one for one in GUARDS}
FIRM = OPEN_TO_ALL
"""States of a plan that only an act reaches, which the trail tells."""
REASONED = frozenset({Subject.CLAIM_ACCEPTANCE})
"""Of these the reason of a line is a column of the row."""
_ENDS = frozenset({Verb.REMOVE, Verb.UNDO})


class Gathered:
    """What the lines of the trail say of the rows, the last word of each field."""

    def __init__(self) -> None:
        self.left: dict[tuple[str, int], Left] = {}
        self.merges: list[tuple[int, int, int]] = []  # line, department, into which

    def look(self, row: Line) -> None:
        """Takes a line in; its shape is nobody's promise, so whatever does not fit is passed."""
        after = row.after if isinstance(row.after, dict) else None
        if row.subject == Subject.DEPARTMENT and row.action == Verb.MERGE and after:
            self.merges.append((row.seq, row.subject_id, after.get("into", 0)))
        if row.subject not in RECORDS and row.subject not in KEPT:
            return
        left = self.left.setdefault((str(row.subject), row.subject_id), Left())
        left.seq = row.seq
        if after is not None:
            left.told |= after | ({"reason": row.reason} if row.subject in REASONED else {})
            left.there = True
        elif isinstance(row.before, dict) and row.action in _ENDS:
            left.told |= row.before
            left.there = False
        if row.subject in RECORDS and "facts" in left.told:
            left.told = _short(left.told)

    def departments(self, left: Left) -> set[int]:
        """Where a row may be by now: where its last line left it, and what that went into."""
        found = {left.told["department"]}
        for seq, old, into in self.merges:
            if seq > left.seq and old in found:
                found.add(into)
        return found


KEPT = frozenset({*GUARDED, Subject.PLAN})


def _short(told: Told) -> Told:
    """Of a record's line as much as is compared: facts as their hash, for 10^5 of them."""
    facts = told["facts"]
    short = {"facts": facts if isinstance(facts, str) else _hash(facts)}
    return short | ({"department": told["department"]} if "department" in told else {})


def _hash(facts: Any) -> str:
    plain = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def differing(
    connection: Connection, gathered: Gathered, told: Callable[[int, int], None]
) -> list[Breach]:
    """Rows that are not as they were left, that are gone, or that nobody told of."""
    work: list[Callable[[], Iterator[Breach]]] = [
        *(lambda kind=kind: _records(connection, gathered, kind) for kind in RecordKind),
        *(lambda guard=guard: _guarded(connection, gathered, guard) for guard in GUARDS),
        lambda: _plans(connection, gathered),
    ]
    found: list[Breach] = []
    for at, one in enumerate(work, 1):
        found += one()
        told(at, len(work))
    return found


def _rows(connection: Connection, table: Table, *names: str) -> Iterator[Any]:
    """The rows of a table, some at a time, with these columns and `id`."""
    after = 0
    while True:
        asked = select(table.c.id, *(table.c[name] for name in names)).where(table.c.id > after)
        rows = connection.execute(asked.order_by(table.c.id).limit(SLICE)).all()
        yield from rows
        if len(rows) < SLICE:
            return
        after = rows[-1].id


def _records(connection: Connection, gathered: Gathered, kind: RecordKind) -> Iterator[Breach]:
    subject = str(OF_RECORD[kind])
    seen: set[int] = set()
    names = ("facts", "removed_at", "department_id")
    for row in _rows(connection, TABLES[kind].__table__, *names):
        seen.add(row.id)
        left = gathered.left.get((subject, row.id))
        if left is None:
            yield Breach(Sort.UNTOLD, subject=subject, number=row.id)
        elif detail := _of_record(connection, gathered, kind, left, row):
            yield Breach(Sort.DIFFERS, left.seq, left.seq, subject, row.id, detail)
    yield from _gone(gathered, subject, seen)


def _of_record(
    connection: Connection, gathered: Gathered, kind: RecordKind, left: Left, row: Any
) -> str:
    """The first field of a record that is not as it was left."""
    if left.there is not (row.removed_at is None):
        return "removed_at"
    told = left.told
    if told.get("facts") != _hash(row.facts):
        there = _anew(kind, row.facts)
        if there is None or there != _anew(kind, _facts_in(connection, left.seq)):
            return "facts"
    if "department" in told and row.department_id not in gathered.departments(left):
        return "department_id"
    return ""


def stands(connection: Connection, kind: RecordKind, number: int) -> bool:
    """Whether one record is as its own lines left it, and these are as they were written."""
    gathered = Gathered()
    subject = OF_RECORD[kind]
    own = (ENTRIES.c.subject == subject, ENTRIES.c.subject_id == number)
    merged = (ENTRIES.c.subject == Subject.DEPARTMENT, ENTRIES.c.action == Verb.MERGE)
    for asked in (own, merged):
        for row in connection.execute(select(ENTRIES).where(*asked).order_by(ENTRIES.c.seq)):
            if audit.digest_of(row, row.seq) != row.hash:
                return False
            gathered.look(row)
    table = TABLES[kind].__table__
    there = connection.execute(select(table).where(table.c.id == number)).one_or_none()
    left = gathered.left.get((str(subject), number))
    if there is None or left is None:
        return False
    return not _of_record(connection, gathered, kind, left, there)


def _facts_in(connection: Connection, seq: int) -> Any:
    """The facts that a line of the trail holds."""
    asked = select(ENTRIES.c.before, ENTRIES.c.after).where(ENTRIES.c.seq == seq)
    row = connection.execute(asked).one()
    told = row.after if isinstance(row.after, dict) else row.before
    return told.get("facts") if isinstance(told, dict) else None


def _anew(kind: RecordKind, facts: Any) -> Any:
    """The facts as this release writes them: a migration may have added a field to the row."""
    try:
        return to_json(from_json(KINDS[kind].facts, facts))
    except (ValidationError, ValueError, TypeError, KeyError):
        return None


def _guarded(connection: Connection, gathered: Gathered, guard: Guard) -> Iterator[Breach]:
    subject = str(guard.subject)
    seen: set[int] = set()
    more = ("removed_at",) if guard.removes else ()
    for row in _rows(connection, guard.table, *guard.fields, *more):
        seen.add(row.id)
        if not guard.only(row):
            continue
        left = gathered.left.get((subject, row.id))
        if left is None:
            if guard.every:
                yield Breach(Sort.UNTOLD, subject=subject, number=row.id)
            continue
        detail = _field(guard, left, row)
        if detail:
            yield Breach(Sort.DIFFERS, left.seq, left.seq, subject, row.id, detail)
    yield from _gone(gathered, subject, seen)


def _field(guard: Guard, left: Left, row: Any) -> str:
    there = row.removed_at is None if guard.removes else True
    if guard.removes is not False and left.there is not there:
        return "removed_at"
    for name in guard.fields:
        if name in left.told and plain(getattr(row, name)) != plain(left.told[name]):
            return name
    return ""


def _gone(gathered: Gathered, subject: str, seen: set[int]) -> Iterator[Breach]:
    """Rows that the trail left standing and that are not there; erased ones were removed first."""
    erased = GUARDED[Subject(subject)].removes is None if subject in GUARDED else False
    for (kind, number), left in gathered.left.items():
        if kind == subject and number not in seen and (left.there or not erased):
            yield Breach(Sort.GONE, left.seq, left.seq, subject, number)


def _plans(connection: Connection, gathered: Gathered) -> Iterator[Breach]:
    """Plans that were handed in, and that count as it: nothing but an act brings them there."""
    subject = str(Subject.PLAN)
    for row in _rows(connection, Plan.__table__, "state"):
        left = gathered.left.get((subject, row.id))
        told = left.told.get("state") if left is not None else None
        state = plain(row.state)
        firm = state in FIRM or told == PlanState.CONFIRMED
        if firm and state != told:
            seq = left.seq if left is not None else 0
            yield Breach(Sort.DIFFERS, seq, seq, subject, row.id, "state")


def plain(value: Any) -> Any:
    """A value as the trail's JSON has it."""
    if isinstance(value, HalfYear):
        return value.code
    return value.value if isinstance(value, StrEnum) else value
