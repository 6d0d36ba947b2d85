"""What may be done to rows, versions and files that the trail tells of."""

import json
import shutil
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.models.all_tables import METADATA
from storage.report import report_whole
from storage.safekeeping.vault import Vault
from storage.tracing.breach import Sort
from tests.helpers.hand import SOON, Hand, Way


def row(table: str, number: int, /, **changes: Any) -> Way:
    """Columns of a row of the office."""

    async def way(hand: Hand) -> None:
        await hand.edit(table, number, **changes)

    return way


def erased(table: str, number: int) -> Way:
    """A row is not there any more, nor its figures."""

    async def way(hand: Hand) -> None:
        of = METADATA.tables[table]
        await hand.run(delete(of).where(of.c.id == number))

    return way


async def facts_changed(hand: Hand) -> None:
    """265명 become 365, in the record and in the ledger alike."""
    of = METADATA.tables["event"]
    told = (await hand.run(select(of.c.facts).where(of.c.id == 2))).one().facts
    plain = json.dumps(told).replace("265", "365")
    await hand.edit("event", 2, facts=json.loads(plain))
    await hand.run("UPDATE figure SET value = 365 WHERE value = 265")


async def title_of_contact(hand: Hand) -> None:
    await hand.facts("follow_up", 1, text="다른 말")


async def figure_changed(hand: Hand) -> None:
    await hand.run("UPDATE figure SET value = 999 WHERE value = 265")


async def figures_gone(hand: Hand) -> None:
    await hand.run("DELETE FROM figure")


async def moved_over(hand: Hand) -> None:
    """A record and its figures are another department's now."""
    await hand.edit("event", 2, department_id=hand.was.office.other.department_id)
    other = hand.was.office.other.department_id
    own = "record_kind = 'event' AND record_id = 2"
    await hand.run(f"UPDATE figure SET department_id = {other} WHERE {own}")


async def record_made_up(hand: Hand) -> None:
    of = METADATA.tables["problem"]
    known = (await hand.run(select(of).where(of.c.id == 1))).one()._mapping
    await hand.run(insert(of).values({**known, "id": 99}))


async def administrator_made_up(hand: Hand) -> None:
    of = METADATA.tables["officer"]
    known = (await hand.run(select(of).where(of.c.id == 1))).one()._mapping
    await hand.run(insert(of).values({**known, "id": 99, "telegram_id": 7}))


async def evidence_made_up(hand: Hand) -> None:
    of = METADATA.tables["evidence"]
    known = (await hand.run(select(of).where(of.c.id == 1))).one()._mapping
    await hand.run(insert(of).values({**known, "id": 99, "record_id": 2}))


async def version_rewritten(hand: Hand) -> None:
    """Another report under a hash made anew for it."""
    of = METADATA.tables["report_version"]
    report = dict((await hand.run(select(of.c.report).where(of.c.id == 2))).one().report)
    report["version"] = "다른 판"
    await hand.edit("report_version", 2, report=report, sha256=report_whole.digest(report))


async def version_changed(hand: Hand) -> None:
    of = METADATA.tables["report_version"]
    report = dict((await hand.run(select(of.c.report).where(of.c.id == 2))).one().report)
    await hand.edit("report_version", 2, report={**report, "version": "다른 판"})


async def closed_line_changed(hand: Hand) -> None:
    of = METADATA.tables["report_block"]
    asked = select(of.c.id, of.c.frozen).where(of.c.frozen.is_not(None))
    for found in (await hand.run(asked)).all():
        if found.frozen:
            lines = [{**found.frozen[0], "text": "다른 줄"}, *found.frozen[1:]]
            await hand.edit("report_block", found.id, frozen=lines)


async def people_of_the_head(hand: Hand) -> None:
    await hand.run("UPDATE responsible SET department = '다른과'")


async def bytes_changed(hand: Hand) -> None:
    vault = Vault(hand.folder)
    for sha256 in list(vault.all()):
        place = vault.place(sha256)
        place.write_bytes(place.read_bytes()[::-1])


async def bytes_gone(hand: Hand) -> None:
    shutil.rmtree(Vault(hand.folder).folder)


async def bytes_exchanged(hand: Hand) -> None:
    """Other bytes under their own right hash, which the row names from now on."""
    sha256 = Vault(hand.folder).put(b"another photo")
    of = METADATA.tables["evidence_file"]
    asked = update(of).where(of.c.file_unique_id == "photo").values(sha256=sha256)
    await hand.run(asked)


async def file_row_gone(hand: Hand) -> None:
    await hand.run("DELETE FROM evidence_file WHERE file_unique_id = 'photo'")


async def file_made_up(hand: Hand) -> None:
    of = METADATA.tables["evidence_file"]
    known = (await hand.run(select(of).where(of.c.file_unique_id == "photo"))).one()._mapping
    await hand.run(insert(of).values({**known, "file_unique_id": "new"}))


ROWS: Mapping[str, tuple[Way, Sort]] = {
    "the counts of a record": (facts_changed, Sort.DIFFERS),
    "what a contact says": (title_of_contact, Sort.DIFFERS),
    "a figure of the ledger": (figure_changed, Sort.FIGURES),
    "the whole ledger": (figures_gone, Sort.FIGURES),
    "whose a record is": (moved_over, Sort.DIFFERS),
    "a record removed behind": (row("problem", 1, removed_at=SOON), Sort.DIFFERS),
    "a removed record brought back": (row("event", 3, removed_at=None), Sort.DIFFERS),
    "a record erased": (erased("problem", 1), Sort.GONE),
    "a record made up": (record_made_up, Sort.UNTOLD),
    "somebody's role": (row("officer", 6, role="admin"), Sort.DIFFERS),
    "somebody's name": (row("officer", 5, name="다른 사람"), Sort.DIFFERS),
    "somebody's state": (row("officer", 5, state="removed"), Sort.DIFFERS),
    "an administrator made up": (administrator_made_up, Sort.UNTOLD),
    "a plan confirmed by nobody": (row("plan", 1, state="not_applicable"), Sort.DIFFERS),
    "a confirmed plan opened": (row("plan", 1, state="drafting"), Sort.DIFFERS),
    "evidence put elsewhere": (row("evidence", 1, record_id=2), Sort.DIFFERS),
    "evidence that is another file": (row("evidence", 1, file_unique_id="x"), Sort.DIFFERS),
    "evidence taken off behind": (row("evidence", 1, removed_at=SOON), Sort.DIFFERS),
    "evidence brought back behind": (row("evidence", 3, removed_at=None), Sort.DIFFERS),
    "evidence erased": (erased("evidence", 1), Sort.GONE),
    "evidence made up": (evidence_made_up, Sort.UNTOLD),
    "a wording of the office": (row("report_edit", 1, text="다른 말"), Sort.DIFFERS),
    "a wording erased": (erased("report_edit", 1), Sort.GONE),
    "why a mismatch may stand": (row("claim_acceptance", 1, reason="다른"), Sort.DIFFERS),
    "the title of the pledge": (row("pledge", 1, title="다른 공약"), Sort.DIFFERS),
    "who answers for the pledge": (people_of_the_head, Sort.DIFFERS),
    "the label of a block": (row("report_block", 1, label="다른 칸"), Sort.DIFFERS),
    "a closed line": (closed_line_changed, Sort.SEAL),
    "a closed block opened": (row("report_block", 1, frozen=None), Sort.DIFFERS),
    "a version, its hash as it was": (version_changed, Sort.SEAL),
    "a version under a hash of its own": (version_rewritten, Sort.SEAL),
    "the number of a version": (row("report_version", 2, number=9), Sort.DIFFERS),
    "a version erased": (erased("report_version", 1), Sort.GONE),
    "bytes of evidence": (bytes_changed, Sort.BYTES),
    "files of evidence gone": (bytes_gone, Sort.BYTES),
    "bytes exchanged with their row": (bytes_exchanged, Sort.DIFFERS),
    "the row of a file gone": (file_row_gone, Sort.GONE),
    "a file made up": (file_made_up, Sort.UNTOLD),
}
