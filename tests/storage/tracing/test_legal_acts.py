"""What the office may do is never held for tampering, however it makes rows go or come back."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.act import Act
from storage.database import Database
from storage.plans import department_merge
from storage.records import evidence, records
from storage.report import (
    claim_settling,
    report_blocks,
    report_claims,
    report_edits,
    report_versions,
)
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind, VersionStage
from storage.rules.trail import Subject
from storage.tracing import verifying, wording_trace
from tests.helpers.facts import bus, fair
from tests.helpers.offices import NOW
from tests.helpers.traced import HALF, traced

LATER = NOW + timedelta(days=2)


@pytest.mark.parametrize("subject", Subject)
def test_each_subject_of_the_trail_has_its_word(subject: Subject) -> None:
    assert wording_trace.SUBJECTS[subject]


async def test_undoing_moving_merging_and_taking_back_prove_themselves(
    db: Database, tmp_path: Path
) -> None:
    """Mutant: rows that a legal act erases or hands over are held for tampered with."""
    was = await traced(db, tmp_path)
    office = was.office
    async with db.begin() as session:
        runs, staff = Act(session, office.office, LATER), Act(session, office.staff, LATER)
        one = await records.add(staff, bus("2021.10.", runs=2))
        await records.undo(staff, RecordKind.EVENT, one.id)
        await records.restore(staff, RecordKind.EVENT, one.id)
        two = await records.add(Act(session, office.other, LATER), fair(title="다른 과 박람회"))
        file = {"file_id": "moved", "file_unique_id": "moved"}
        for row in (one, two):
            here = await evidence.attach(runs, RecordKind.EVENT, row.id, file)
        await evidence.move(runs, here.id, RecordKind.EVENT, one.id)
        await report_versions.make(runs, HALF, VersionStage.DRAFT)
        block, *_more = await report_blocks.ensure(session, HalfYear(2022, 1), LATER)
        if block.frozen is None:
            key = await report_edits.add_line(runs, block.id, "", 2, "넣었다 뺀 줄")
            await report_edits.forget(runs, block.id, key)
        moved_into = office.departments[2].id
        await department_merge.merge(runs, office.departments[1].id, moved_into)
    async with db.read() as session:
        found = await verifying.verify(session, tmp_path)
    assert [wording_trace.told(one) for one in found.breaches] == []


async def test_a_mismatch_that_is_open_again_is_no_row_that_somebody_erased(
    db: Database, tmp_path: Path
) -> None:
    was = await traced(db, tmp_path)
    async with db.begin() as session:
        act = Act(session, was.office.office, LATER)
        half = HalfYear(2022, 1)
        staff = Act(session, was.office.staff, LATER)
        await records.add(staff, bus("2022.1.", runs=3))
        claims = await report_claims.claims(session, half)
        made = await claim_settling.accept(act, half, [one.key for one in claims], "맞음")
        assert made
        await claim_settling.take_back(act, half, [one.id for one in made])
    async with db.read() as session:
        found = await verifying.verify(session, tmp_path)
    assert [wording_trace.told(one) for one in found.breaches] == []
