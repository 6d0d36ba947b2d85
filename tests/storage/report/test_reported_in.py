"""A record is reported in the half that its officer names, whatever its dates say."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import col, select

from storage.act import Act
from storage.database import Database
from storage.facts.kinds import KINDS
from storage.facts.shapes import EventFacts
from storage.figures.filling import differing
from storage.models.figure import Figure
from storage.records import records
from storage.report import report_claims, report_draft
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from tests.helpers.facts import agreement, fair, when, works
from tests.helpers.offices import NOW, Office
from tests.storage.facts.test_kinds import OTHERS

BEFORE, HALF = HalfYear(2021, 1), HalfYear(2021, 2)
RESULTS: dict[RecordKind, Any] = {
    kind: facts
    for kind, facts in {**OTHERS, RecordKind.EVENT: fair()}.items()
    if "reported_in" in KINDS[kind].facts.__dataclass_fields__
}


async def _put(session: Any, office: Office, facts: Any) -> Any:
    act = Act(session, office.office, NOW)
    under = KINDS[next(kind for kind, row in KINDS.items() if row.facts is type(facts))].under
    above = None
    if under is not None:
        parent = agreement() if under is RecordKind.MOU else works(amount=500_000_000)
        above = (await records.add(act, parent)).id
    return await records.add(act, facts, parent_id=above)


def test_every_kind_of_result_that_has_dates_of_its_own_may_name_its_half() -> None:
    kinds = {RecordKind.EVENT, RecordKind.MOU, RecordKind.FOLLOW_UP, RecordKind.PROMISE}
    kinds |= {RecordKind.CONTRACT, RecordKind.HIRE, RecordKind.INCENTIVE}
    assert set(RESULTS) == kinds


@pytest.mark.long
@pytest.mark.parametrize("kind", RESULTS)
async def test_the_record_and_its_rows_of_the_ledger_are_of_the_half_that_was_said(
    db: Database, office: Office, kind: RecordKind
) -> None:
    async with db.begin() as session:
        row = await _put(session, office, replace(RESULTS[kind], reported_in=BEFORE))
        found = await session.exec(
            select(col(Figure.half)).where(
                col(Figure.record_kind) == kind, col(Figure.record_id) == row.id
            )
        )
        assert (row.half, {*found.all(), BEFORE}) == (BEFORE, {BEFORE})
        act = Act(session, office.office, NOW)
        await records.change(act, kind, row.id, RESULTS[kind], expected_version=1)
        assert row.half == HALF
        connection = await session.connection()
        assert await connection.run_sync(differing) == []


async def test_it_is_printed_there_and_its_dates_are_no_doubt_that_the_office_has_to_settle(
    db: Database, office: Office
) -> None:
    """Months of two halves are one, where nobody has said which."""
    across = fair(title="두 반기 행사", period=when("2021.6.~7."))
    said = fair(title="옮긴 행사", period=when("2021.8.3."), reported_in=BEFORE)
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        await records.add(act, across)
        await records.add(act, said)
        claims = {
            one.key for half in (BEFORE, HALF) for one in await report_claims.claims(session, half)
        }
        report = await report_draft.report(session, BEFORE, NOW)
    assert [key for key in claims if key.startswith("dates:")] == [
        "dates:event:1:2021-06-01:2021-07-31"
    ]
    assert "옮긴 행사" in str(report)
    assert "두 반기 행사" not in str(report)


def test_what_old_records_do_not_say_is_decided_by_their_dates() -> None:
    kept = fair()
    assert isinstance(kept, EventFacts)
    assert kept.reported_in is None
