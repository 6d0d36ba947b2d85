"""After 확정, of whatever kind a record is: what becomes of it is told once, on some paper."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.kinds import KINDS, kind_of
from storage.facts.shapes import FollowUpFacts, HireFacts, IncentiveFacts, PromiseFacts
from storage.facts.shapes import SubcontractFacts as Sub
from storage.records import record_keeping, records
from storage.rules.terms import ContactKind, PromiseStatus, RecordKind
from tests.helpers.facts import agreement, fair, when, works
from tests.helpers.offices import NOW, Office
from tests.storage.records.late_office import HALF, NEXT, Closed

pytestmark = pytest.mark.long

KEPT = PromiseFacts("시민 우선고용", "명", 30, date(2021, 12, 1), PromiseStatus.KEPT, 30)
LETTER = IncentiveFacts("(주)가나", ("전 부서",), "상자", date(2021, 9, 1), document_no="정책-1")


@dataclass(frozen=True)
class Case:
    """A record of the closed half, the same with other words, and those words."""

    facts: Any
    other: Any
    said: str
    now_said: str


CASES = {
    RecordKind.EVENT: Case(
        fair(title="늦은박람회"), fair(title="고친박람회"), "늦은박람회", "고친박람회"
    ),
    RecordKind.MOU: Case(
        agreement(title="늦은협약"), agreement(title="고친협약"), "늦은협약", "고친협약"
    ),
    RecordKind.FOLLOW_UP: Case(
        FollowUpFacts(when("2021.9.1."), ContactKind.CALL, "늦은 통화"),
        FollowUpFacts(when("2021.9.1."), ContactKind.CALL, "고친 통화"),
        "늦은 통화",
        "고친 통화",
    ),
    RecordKind.PROMISE: Case(KEPT, replace(KEPT, text="고친 약속"), "시민 우선고용", "고친 약속"),
    RecordKind.CONTRACT: Case(
        works(title="늦은 공사", amount=300_000_000),
        works(title="고친 공사", amount=300_000_000),
        "늦은 공사",
        "고친 공사",
    ),
    RecordKind.SUBCONTRACT: Case(
        Sub("다라전기", 50_000_000, local=True),
        Sub("다라전기", 60_000_000, local=False),
        "창릉천",
        "창릉천",
    ),
    RecordKind.HIRE: Case(
        HireFacts(when("2021.12."), 4, 9),
        HireFacts(when("2021.12."), 5, 9),
        "시민 4명",
        "시민 5명",
    ),
    RecordKind.INCENTIVE: Case(
        LETTER, replace(LETTER, company="(주)다라"), "(주)가나", "(주)다라"
    ),
}
OF_ITSELF = [kind for kind in CASES if "reported_in" in KINDS[kind].facts.__dataclass_fields__]


@pytest.fixture
async def office_of(db: Database, office: Office) -> Closed:
    """An office with an agreement and a site in 2021 하반기, whose report is still open."""
    made = Closed(db, office)
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        await records.add(act, agreement())
        await records.add(act, works(title="창릉천 공사", amount=500_000_000))
    return made


async def _add(closed: Closed, facts: Any) -> int:
    kind = kind_of(facts)
    if kind is RecordKind.INCENTIVE:
        async with closed.db.begin() as session:
            row = await records.add(Act(session, closed.office.office, NOW), facts)
    else:
        row = await closed.adds(facts, 1 if KINDS[kind].under else None)
    return int(row.id)


async def _told(closed: Closed) -> str:
    return "\n".join(await closed.told())


@pytest.mark.parametrize("kind", CASES)
async def test_what_comes_late_is_told_changed_and_taken_away_again(
    office_of: Closed, kind: RecordKind
) -> None:
    case = CASES[kind]
    await office_of.confirms(HALF)
    paper = await office_of.paper(HALF)
    number = await _add(office_of, case.facts)
    assert case.said in await _told(office_of)
    assert len(await office_of.notices()) == 1
    assert await office_of.late() == 1
    await _change(office_of, number, case.other)
    assert case.now_said in await _told(office_of)
    await _remove(office_of, number, kind)
    assert await _told(office_of) == ""
    assert await office_of.late() == 0
    assert len(await office_of.notices()) == 1, "once a record"
    assert await office_of.paper(HALF) == paper


@pytest.mark.parametrize("kind", CASES)
async def test_what_stood_on_the_paper_is_told_when_it_is_changed_or_removed(
    office_of: Closed, kind: RecordKind
) -> None:
    case = CASES[kind]
    number = await _add(office_of, case.facts)
    await office_of.confirms(HALF)
    await _change(office_of, number, case.other)
    assert case.now_said in await _told(office_of)
    assert len(await office_of.notices()) == 1
    await _change(office_of, number, case.facts)
    assert (await _told(office_of), await office_of.late()) == ("", 0)
    await _remove(office_of, number, kind)
    assert await _told(office_of) != ""


@pytest.mark.parametrize("kind", OF_ITSELF)
async def test_what_is_put_into_another_report_leaves_one_and_comes_into_the_other(
    office_of: Closed, kind: RecordKind
) -> None:
    """Its dates stay as they are."""
    case = CASES[kind]
    number = await _add(office_of, case.facts)
    await office_of.confirms(HALF)
    await _change(office_of, number, replace(case.facts, reported_in=NEXT))
    assert await _told(office_of) != "", "it is missed where it stood"
    assert len(await office_of.notices()) == 1
    await _change(office_of, number, replace(case.facts, reported_in=HALF))
    assert (await _told(office_of), await office_of.late()) == ("", 0)


UNPRINTED = [
    (RecordKind.EVENT, {"note": "다음에는 실내에서"}),
    (RecordKind.MOU, {"expires": date(2023, 1, 1), "cadence_months": 3}),
    (RecordKind.FOLLOW_UP, {"next_on": date(2022, 1, 1)}),
    (RecordKind.INCENTIVE, {"goods": "의자", "reason": "2건 이행"}),
]


@pytest.mark.parametrize(("kind", "change"), UNPRINTED)
async def test_what_no_paper_prints_makes_nothing_late(
    office_of: Closed, kind: RecordKind, change: dict[str, Any]
) -> None:
    facts = CASES[kind].facts
    number = await _add(office_of, facts)
    await office_of.confirms(HALF)
    await _change(office_of, number, replace(facts, **change))
    assert (await office_of.notices(), await office_of.late()) == ([], 0)


async def _change(closed: Closed, number: int, facts: Any) -> None:
    if kind_of(facts) is not RecordKind.INCENTIVE:
        await closed.changes(number, facts)
        return
    async with closed.db.begin() as session:
        row = await record_keeping.existing(session, RecordKind.INCENTIVE, number)
        act = Act(session, closed.office.office, NOW)
        await records.change(act, row.kind, number, facts, expected_version=row.version)


async def _remove(closed: Closed, number: int, kind: RecordKind) -> None:
    if kind is not RecordKind.INCENTIVE:
        await closed.removes(number, kind)
        return
    async with closed.db.begin() as session:
        await records.remove(Act(session, closed.office.office, NOW), kind, number)
