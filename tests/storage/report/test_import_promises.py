"""What hangs on an agreement, read beside the words of a paper and confirmed by somebody."""

from dataclasses import replace

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.imports import reads
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import FollowUpFacts, Line, PromiseFacts
from storage.figures import sums
from storage.figures.asking import Asked
from storage.records import agreement_chain, record_lookup
from storage.report import report_draft
from storage.report.importing import import_changes, import_known, report_import
from storage.report.reading.outline import Outline, OutlineRow
from storage.report.reading.proposal import Choices, Fate, Proposal, propose
from storage.report.report_shapes import Report
from storage.rules.figure_kinds import Aim, Counted
from storage.rules.terms import RecordKind
from tests.helpers.imported import AT, HALF, file_of, outline_of, whole_seed
from tests.helpers.offices import Office

Said = tuple[tuple[int, str], ...]
PROMISE = "지역인재 50명 우선 채용"
COMPANY, SURE = (2, "㈜가나물류"), (3, "(2021.9.1.) 업무협약 체결")
PROMISED = Asked(measures=(Counted.DELIVERY,), first=HALF, last=HALF, aim=Aim.PLANNED)
WAYS: dict[str, Said] = {
    "sure": (COMPANY, SURE, (3, PROMISE)),
    "loose": (COMPANY, (3, "2021. 9. 1. 업무협약을 체결"), (3, PROMISE)),
    "one line": ((2, "㈜가나물류와 업무협약 체결(2021. 9. 1.)"), (3, PROMISE)),
    "contact": (COMPANY, SURE, (3, "채용계획 전화 협의(2021. 10. 5.)"), (3, PROMISE)),
}


def paper(said: Said) -> Outline:
    """A report whose half has only this."""
    lines = ((1, "기관간 업무협력 방안 마련"), *said)
    row = OutlineRow("2021년도 하반기 추진실적", tuple(Line(*one) for one in lines))
    return replace(whole_seed(), rows=(row,), problems=(), money=())


def confirmed(proposal: Proposal) -> Proposal:
    """All of which nothing is asked is so."""
    there = import_known.Known(({},), frozenset())
    fates = {one.number: Fate.READ for one in reads.plain_ones(proposal, there)}
    return propose(proposal.source, Choices(fates=fates))


async def taken(db: Database, office: Office, proposal: Proposal) -> Report:
    async with db.begin() as session:
        act = Act(session, office.office, AT)
        await report_import.save(act, proposal, file_name="보고서", sha256="x")
    async with db.read() as session:
        return await report_draft.report(session, HALF, AT)


def printed(report: Report) -> list[tuple[int, str]]:
    return [(line.level, line.text) for row in report.rows for line in row.lines]


async def agreements(session: AsyncSession) -> list[int]:
    return [row.id for row in await record_lookup.all_living(session, RecordKind.MOU)]


@pytest.mark.parametrize("way", WAYS)
async def test_promised_hires_stand_in_their_agreement_and_the_paper_stays_as_it_was(
    db: Database, office: Office, way: str
) -> None:
    outline = paper(WAYS[way])
    report = await taken(db, office, confirmed(propose(outline, Choices())))
    assert printed(report) == [(one.level, one.text) for one in outline.rows[0].lines]
    async with db.read() as session:
        (agreement,) = await agreements(session)
        (promise,) = await agreement_chain.promised(session, agreement)
        assert (promise.text, promise.target, promise.unit) == (PROMISE, 50, "명")
        aimed = await sums.total(session, PROMISED)
        again, there = await import_changes.beside(
            session, propose(outline_of(file_of(report, "docx")), Choices()), "y"
        )
    assert aimed.value == 50
    assert import_known.nothing_new(there, again)
    assert (there.changes, import_known.gone(there)) == ((), [])


async def test_a_promise_that_nobody_has_confirmed_stays_words_below_its_agreement(
    db: Database, office: Office
) -> None:
    outline = paper(WAYS["sure"])
    report = await taken(db, office, propose(outline, Choices()))
    assert printed(report) == [(one.level, one.text) for one in outline.rows[0].lines]
    async with db.read() as session:
        (agreement,) = await agreements(session)
        assert await agreement_chain.promised(session, agreement) == []


def test_what_hangs_on_a_sure_agreement_is_proposed_beside_it() -> None:
    (offer,) = propose(paper(WAYS["contact"]), Choices()).offers
    assert offer.fate is Fate.RECORD
    signed, contact, promise = offer.reads
    assert signed.facts == offer.unit.made[0].facts
    assert isinstance(contact.facts, FollowUpFacts)
    assert isinstance(promise.facts, PromiseFacts)
    assert (contact.parent, promise.parent) == (0, 0)
