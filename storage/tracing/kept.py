"""What the office keeps beside its rows: versions of the report, closed blocks, evidence's bytes.

Each has a hash that its line in the trail told; here the hash is made anew from what lies there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from storage.models.evidence import KEPT, Evidence, EvidenceFile
from storage.models.pledge import Responsible
from storage.models.report import ReportBlock, ReportForm, ReportVersion
from storage.report import report_whole
from storage.report.pledges import TIMELINE, listed
from storage.rules.trail import Subject
from storage.safekeeping.telling import Told
from storage.safekeeping.vault import Vault
from storage.tracing.breach import Breach, Sort
from storage.tracing.chain import Line
from storage.tracing.present import plain

VERSION, BLOCK = str(Subject.REPORT_VERSION), str(Subject.REPORT_BLOCK)
FILE, FORM = str(Subject.KEPT_FILE), str(Subject.REPORT_FORM)
VERSIONS, BLOCKS = ReportVersion.__table__, ReportBlock.__table__
FILES, EVIDENCE, FORMS = EvidenceFile.__table__, Evidence.__table__, ReportForm.__table__
PEOPLE = Responsible.__table__


@dataclass
class Seals:
    """The hashes that the trail tells of, and the line that told each last."""

    versions: dict[int, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    blocks: dict[int, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    files: dict[str, tuple[int, int, str]] = field(default_factory=dict)  # line, number, hash
    people: tuple[int, Any] | None = None

    def look(self, row: Line) -> None:
        """Takes a line in."""
        after = row.after if isinstance(row.after, dict) else None
        if after is None:
            return
        if row.subject == VERSION:
            self.versions[row.subject_id] = (row.seq, after)
        elif row.subject == BLOCK:
            seq, known = self.blocks.get(row.subject_id, (0, {}))
            told = {name: after[name] for name in ("frozen", "sha256") if name in after}
            if after.get("taken_back"):
                self.blocks.pop(row.subject_id, None)
            elif told:
                self.blocks[row.subject_id] = (row.seq, told)
            elif known:
                self.blocks[row.subject_id] = (seq, known)
        elif row.subject == FILE and isinstance(after.get("file"), str):
            self.files[after["file"]] = (row.seq, row.subject_id, str(after.get("sha256")))
        elif row.subject == Subject.RESPONSIBLE:
            self.people = (row.seq, after.get("desks"))


def differing(connection: Connection, seals: Seals, vault: Vault, told: Told) -> list[Breach]:
    """Versions, closed blocks, forms and files that are not what their seals say."""
    return [
        *_versions(connection, seals),
        *_blocks(connection, seals),
        *_forms(connection),
        *_people(connection, seals),
        *_files(connection, seals, vault, told),
    ]


def _versions(connection: Connection, seals: Seals) -> Iterator[Breach]:
    seen: set[int] = set()
    for row in connection.execute(select(VERSIONS).order_by(VERSIONS.c.id)):
        seen.add(row.id)
        seq, told = seals.versions.get(row.id, (0, {}))
        if not told:
            yield Breach(Sort.UNTOLD, subject=VERSION, number=row.id)
        elif not _digest(row.report) == row.sha256 == told.get("sha256"):
            yield Breach(Sort.SEAL, seq, seq, VERSION, row.id, row.sha256)
        else:
            for name in ("half", "number", "stage"):
                if plain(getattr(row, name)) != told.get(name):
                    yield Breach(Sort.DIFFERS, seq, seq, VERSION, row.id, name)
    for number, (seq, _told) in seals.versions.items():
        if number not in seen:
            yield Breach(Sort.GONE, seq, seq, VERSION, number)


def _digest(report: Any) -> str:
    return report_whole.digest(report) if isinstance(report, dict) else ""


def _blocks(connection: Connection, seals: Seals) -> Iterator[Breach]:
    """Blocks that are closed: their lines, and that a block is closed at all."""
    asked = select(BLOCKS.c.id, BLOCKS.c.frozen).order_by(BLOCKS.c.id)
    for row in connection.execute(asked):
        seq, told = seals.blocks.get(row.id, (0, {}))
        count = len(row.frozen) if row.frozen is not None else None
        if count != told.get("frozen"):
            yield Breach(Sort.DIFFERS, seq, seq, BLOCK, row.id, "frozen")
        elif "sha256" in told and report_whole.digest(row.frozen) != told["sha256"]:
            yield Breach(Sort.SEAL, seq, seq, BLOCK, row.id, "frozen")


def _forms(connection: Connection) -> Iterator[Breach]:
    in_use = FORMS.c.removed_at.is_(None)  # one that was put away is emptied
    for row in connection.execute(select(FORMS.c.id, FORMS.c.body, FORMS.c.sha256).where(in_use)):
        if not Vault.is_of(row.body, row.sha256):
            yield Breach(Sort.SEAL, subject=FORM, number=row.id, detail=row.sha256)


def _people(connection: Connection, seals: Seals) -> Iterator[Breach]:
    """Who answers for the pledge, as the heads of reports print it."""
    if seals.people is None:
        return
    seq, told = seals.people
    rows = connection.execute(select(PEOPLE).order_by(PEOPLE.c.begins_on, PEOPLE.c.id)).all()
    there = [listed(row.begins_on, row.department, row.people) for row in rows]
    key = str
    if sorted(there, key=key) != sorted(told or [], key=key):
        yield Breach(Sort.DIFFERS, seq, seq, str(Subject.RESPONSIBLE), TIMELINE, "desks")


def _files(connection: Connection, seals: Seals, vault: Vault, told: Told) -> Iterator[Breach]:
    """The bytes of evidence, compared with their hash, and the hash with what the trail told."""
    rows = connection.execute(select(FILES).order_by(FILES.c.file_unique_id)).all()
    known = {row.file_unique_id: row for row in rows}
    sealed = {row.file_unique_id: row for row in rows if row.state == KEPT}
    numbers = _standing(connection)
    for at, (mark, row) in enumerate(sealed.items(), 1):
        seq, number, sha256 = seals.files.get(mark, (0, numbers.get(mark, 0), ""))
        place = (seq, seq, FILE, number, row.sha256)
        if seals.files and not seq:
            yield Breach(Sort.UNTOLD, *place)
        elif seq and sha256 != row.sha256:
            yield Breach(Sort.DIFFERS, *place)
        elif vault.get(row.sha256) is None:
            yield Breach(Sort.BYTES, *place)
        told(at, len(sealed))
    for mark, number in numbers.items():
        if mark in seals.files and mark not in known:
            seq, _number, sha256 = seals.files[mark]
            yield Breach(Sort.GONE, seq, seq, FILE, number, sha256)


def _standing(connection: Connection) -> dict[str, int]:
    """The marks of all that proves a record today, with the number of one evidence each."""
    asked = select(EVIDENCE.c.file_unique_id, EVIDENCE.c.id).where(
        EVIDENCE.c.removed_at.is_(None), EVIDENCE.c.record_kind != "waiting"
    )
    return {mark: number for mark, number in connection.execute(asked).all()}
