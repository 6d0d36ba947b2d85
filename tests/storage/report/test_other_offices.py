"""The reports of two other offices taken over: their figures counted, their papers as printed."""

from collections.abc import Iterator, Mapping

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import EventFacts, MouFacts
from storage.records import record_lookup
from storage.records.record_projection import facts_of
from storage.report import report_account, report_draft, status
from storage.report.formats import Format
from storage.report.importing import import_changes, import_known, report_import
from storage.report.left_out import Account
from storage.report.reading.loosely import answers_to
from storage.report.reading.proposal import Choices, Fate, Offer, Proposal, propose
from storage.report.report_shapes import Report
from storage.rules.clock import kst_date
from storage.rules.names import company_key
from storage.rules.terms import RecordKind
from tests.helpers.imported import file_of, outline_of, without_versions
from tests.helpers.offices import Office
from tests.helpers.other_offices import OTHERS, OtherOffice

pytestmark = pytest.mark.long
CITIES = frozenset({"군청", "고양시"})


@pytest.fixture(params=OTHERS)
def other(request: pytest.FixtureRequest) -> OtherOffice:
    found: OtherOffice = OTHERS[request.param]
    return found


def read(report: Report, ending: str = "docx") -> Proposal:
    return propose(outline_of(file_of(report, ending)), Choices())


def confirmed(proposal: Proposal, other: OtherOffice) -> Proposal:
    """Everything that was read is so, and what is asked is answered from the paper."""
    fates = {one.number: Fate.READ for one in proposal.offers if one.reads}
    settled = {one.number: dict(_answers(one, other.meant)) for one in proposal.offers}
    return propose(proposal.source, Choices(fates=fates, settled=settled))


def _answers(offer: Offer, meant: Mapping[str, str]) -> Iterator[tuple[tuple[int, int], int]]:
    """What a number counts is said by the paper; of a kind of event the likeliest is taken."""
    for at, told in enumerate(offer.reads):
        for place in told.open:
            doubt = told.doubts[place]
            names = [name for name, _ in answers_to(doubt, told.facts)]
            wanted = f"counts.{meant.get(doubt.text, '')}"
            yield (at, place), names.index(wanted) if wanted in names else 0


async def taken(db: Database, office: Office, proposal: Proposal, report: Report) -> None:
    async with db.begin() as session:
        act = Act(session, office.office, report.as_of)
        await report_import.save(act, proposal, file_name="보고서", sha256="x")


async def printed(db: Database, report: Report) -> Report:
    async with db.read() as session:
        return await report_draft.report(session, report.half, report.as_of)


async def account(db: Database, report: Report) -> Account:
    async with db.read() as session:
        return await report_account.of_half(session, report.half, kst_date(report.as_of))


async def named(db: Database, other: OtherOffice) -> set[str]:
    """The companies that the records of the half name, without their legal forms."""
    half, names = other.report.half, set()
    async with db.read() as session:
        for kind in (RecordKind.EVENT, RecordKind.MOU):
            for row in await record_lookup.all_living(session, kind):
                facts = facts_of(row)
                told = facts.companies if isinstance(facts, EventFacts) else ()
                told = facts.parties if isinstance(facts, MouFacts) else told
                names |= {company_key(one) for one in told} if row.half == half else set()
    return names - CITIES


async def test_nothing_is_taken_for_a_fact_that_nobody_has_confirmed(
    db: Database, office: Office, other: OtherOffice
) -> None:
    await taken(db, office, read(other.report), other.report)
    assert without_versions(await printed(db, other.report)) == without_versions(other.report)
    counted = (await account(db, other.report)).sums
    assert [one for one in counted if one.whole] == []


async def test_what_is_confirmed_is_counted_and_the_paper_stays_as_it_was(
    db: Database, office: Office, other: OtherOffice
) -> None:
    await taken(db, office, confirmed(read(other.report), other), other.report)
    told = await printed(db, other.report)
    assert without_versions(told) == without_versions(other.report)
    for form in Format:
        ours, theirs = (file_of(without_versions(one), form) for one in (told, other.report))
        assert ours == theirs
    sums = {one.figure.name: one for one in (await account(db, other.report)).sums}
    wanted = {"citizens" if name == "residents" else name: n for name, n in other.counts.items()}
    assert {name: sums[name].whole for name in wanted} == wanted
    assert {name: sums[name].on_paper for name in wanted} == wanted
    assert sums["agreements"].whole == other.agreements
    async with db.read() as session:
        shown = await status.half_status(session, other.report.half, other.report.as_of)
    met = ("consultations", "visitors", "enrolled")
    assert shown.bus_runs == other.counts["runs"]
    assert shown.people_met == sum(other.counts[one] for one in met)
    assert await named(db, other) == {company_key(one) for one in other.companies}


@pytest.mark.parametrize("ending", ["hwpx", "docx", "xlsx"])
async def test_their_paper_sent_again_changes_nothing(
    db: Database, office: Office, other: OtherOffice, ending: str
) -> None:
    await taken(db, office, confirmed(read(other.report), other), other.report)
    told = await printed(db, other.report)
    async with db.read() as session:
        proposal = read(told, ending)
        proposal, there = await import_changes.beside(session, proposal, "another")
    assert import_known.nothing_new(there, proposal)
    assert (there.changes, import_known.gone(there)) == ((), [])
