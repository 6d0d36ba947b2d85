"""What companies did, out of the records, under all their spellings, on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import (
    EventFacts,
    FollowUpFacts,
    HireFacts,
    IncentiveFacts,
    MouFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.incentive import incentives
from storage.records import records
from storage.rules import errors
from storage.rules.half_year import HalfYear
from storage.rules.incentive import USUAL, Deeds, Merit
from storage.rules.terms import ContactKind, EventKind, EventStatus, PromiseStatus, RecordKind
from storage.rules.trail import Subject
from tests.helpers.facts import TODAY, agreement, fair, when, works
from tests.helpers.offices import NOW, Office

pytestmark = pytest.mark.long

HALF = HalfYear(2021, 2)
COMPANY, SPELT = "쿠팡풀필먼트유한회사(쿠팡고양FC)", "쿠팡플필먼트서비스"


class Desk:
    """Writes records as the office and reads what counts."""

    def __init__(self, db: Database, office: Office) -> None:
        self.db, self.office = db, office

    async def add(self, facts: Any, parent: int | None = None, **more: Any) -> int:
        async with self.db.begin() as session:
            act = Act(session, self.office.office, NOW)
            row = await records.add(act, facts, parent_id=parent, **more)
            return int(row.id)

    async def deeds(self, *halves: HalfYear) -> dict[str, Deeds]:
        async with self.db.read() as session:
            found = await incentives.deeds(session, halves or (HALF,))
            return {one.name: one for one in found}


@pytest.fixture
def desk(db: Database, office: Office) -> Desk:
    """Somebody of the office."""
    return Desk(db, office)


def partner(**changes: Any) -> MouFacts:
    """An agreement with (주)가나물류."""
    return agreement(**({"parties": ("고양시", "(주)가나물류"), "title": "업무협약"} | changes))


async def test_a_company_is_one_under_all_its_spellings_and_the_city_is_none(desk: Desk) -> None:
    await desk.add(fair(companies=(COMPANY,)))
    first = (await desk.deeds())["쿠팡풀필먼트유한회사"]
    joined = [(SPELT, first.company_id)]
    await desk.add(fair(companies=(SPELT,), period=when("2021.8.2.")), companies=joined)
    await desk.add(partner())
    await desk.add(partner(parties=("고양시",), title="시 협약"))
    found = await desk.deeds()
    assert found["쿠팡풀필먼트유한회사"].counts == {Merit.EVENT: 2}
    assert "고양시" not in found


async def test_only_what_took_place_in_the_half_counts(desk: Desk) -> None:
    await desk.add(fair(companies=("가",), status=EventStatus.PLANNED))
    await desk.add(fair(companies=("나",), period=when("2021.5.3.")))
    gone = await desk.add(fair(companies=("다",)))
    async with desk.db.begin() as session:
        await records.remove(Act(session, desk.office.office, NOW), RecordKind.EVENT, gone)
    assert await desk.deeds() == {}
    assert set(await desk.deeds(HalfYear(2021, 1), HALF)) == {"나"}


async def test_promises_count_as_kept_of_all_and_contacts_each(desk: Desk) -> None:
    mou = await desk.add(partner())
    for status in (PromiseStatus.KEPT, PromiseStatus.KEPT, PromiseStatus.PARTLY):
        await desk.add(PromiseFacts(f"{status} 약속", status=status), mou)
    await desk.add(FollowUpFacts(when("2021.8.1."), ContactKind.CALL, "채용 계획 협의"), mou)
    found = (await desk.deeds())["(주)가나물류"]
    assert found.counts == {Merit.PROMISE: 2, Merit.CONTACT: 1}
    assert found.out_of == {Merit.PROMISE: 3}


@pytest.mark.parametrize(("local", "met"), [(50_000_000, 1), (49_999_999, 0)])
async def test_one_won_decides_whether_a_contract_reached_its_share(
    desk: Desk, local: int, met: int
) -> None:
    contract = await desk.add(works(amount=300_000_000, company="(주)다라건설"))
    assert await desk.deeds() == {}  # without subcontracts no share is known
    await desk.add(SubcontractFacts("관내사", local, local=True), contract)
    await desk.add(SubcontractFacts("관외사", 100_000_000 - local, local=False), contract)
    found = (await desk.deeds())["(주)다라건설"]
    assert (found.counts, found.out_of) == ({Merit.CONTRACT: met}, {Merit.CONTRACT: 1})


async def test_of_head_counts_the_last_of_each_contract_counts(desk: Desk) -> None:
    for residents in ((12, 20), (3,)):
        contract = await desk.add(works(company="(주)다라건설", title=f"공사 {residents}"))
        for month, count in enumerate(reversed(residents), 7):
            period = when(f"2021.{16 - month}.")  # the later month is entered first
            await desk.add(HireFacts(period, count, 40), contract)
    assert (await desk.deeds())["(주)다라건설"].counts == {Merit.RESIDENT: 20 + 3}


async def test_the_records_behind_a_company_are_listed(desk: Desk) -> None:
    mou = await desk.add(partner())
    await desk.add(PromiseFacts("우선고용"), mou)
    await desk.add(IncentiveFacts("가나물류 주식회사", ("전 부서",), "상자", TODAY))
    company = (await desk.deeds())["(주)가나물류"].company_id
    async with desk.db.read() as session:
        hits = await incentives.records_of(
            session, company, [HALF], 10, 0, viewer=desk.office.office
        )
        asked = await incentives.asked(session, [HALF])
    kinds = {RecordKind.MOU, RecordKind.PROMISE, RecordKind.INCENTIVE}
    assert {hit.kind for hit in hits.rows} == kinds
    assert hits.total == len(kinds)
    assert asked == {company: TODAY}


async def test_points_are_the_usual_ones_until_the_office_changes_them(desk: Desk) -> None:
    async with desk.db.begin() as session:
        assert await incentives.points(session) == USUAL
        for value in (15, 20):
            await incentives.set_points(
                Act(session, desk.office.office, NOW), Merit.PROMISE, value
            )
        assert await incentives.points(session) == {**USUAL, Merit.PROMISE: 20}
        lines = await audit.of_subject(session, Subject.INCENTIVE_POINT, 1)
    assert [(one.before, one.after) for one in lines] == [
        ({"merit": "promise", "points": before}, {"merit": "promise", "points": after})
        for before, after in ((10, 15), (15, 20))
    ]


@pytest.mark.parametrize("who", ["staff", "head", "viewer"])
async def test_others_than_the_office_change_no_points(desk: Desk, who: str) -> None:
    actor = getattr(desk.office, who)
    with pytest.raises(errors.NotAllowed):
        async with desk.db.begin() as session:
            await incentives.set_points(Act(session, actor, NOW), Merit.EVENT, 1)
    async with desk.db.read() as session:
        assert await incentives.points(session) == USUAL


async def test_points_beyond_sense_are_refused(desk: Desk) -> None:
    async with desk.db.begin() as session:
        with pytest.raises(errors.Unreadable, match="1000"):
            await incentives.set_points(Act(session, desk.office.admin, NOW), Merit.EVENT, 1001)


async def test_an_event_that_names_a_company_twice_counts_once(desk: Desk) -> None:
    event = EventFacts(
        kind=EventKind.HIRING_EVENT,
        period=when("2021.7.5."),
        companies=("(주)가나물류", "가나물류(일산점)"),
    )
    await desk.add(event)
    await desk.add(replace(event, period=when("2021.9.5.")))
    assert (await desk.deeds())["(주)가나물류"].counts == {Merit.EVENT: 2}
