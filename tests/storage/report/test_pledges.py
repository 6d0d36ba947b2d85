"""Which head a report and a letter have, and what an imported report changes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.pledge import Desk, Head, Signer
from storage.report import pledge_changes, pledges, report_versions
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2021, 2)
TODAY = kst_date(NOW)
IN_2026 = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)


def signers(*names: str) -> tuple[Signer, ...]:
    """People at their posts."""
    posts = ("과장", "팀장", "담당자")
    pairs = zip(posts, names, strict=False)
    return tuple(Signer(post, f"{name}○○", "000-0000") for post, name in pairs)


PAPER = Head("1-4-3", "고용할당제 도입", "일자리정책과", signers("가", "나", "다"))
NEWER = Head("2-1-7", "고용할당제 확대", "일자리과", signers("라", "마"))


async def printed(db: Database, half: HalfYear, today: date = TODAY) -> Head:
    """What the report on that half has."""
    async with db.read() as session:
        return await pledges.head(session, half, today)


async def taken_over(
    db: Database, office: Office, half: HalfYear, head: Head, now: datetime
) -> None:
    """An imported report on that half."""
    async with db.begin() as session:
        await pledges.set_head(Act(session, office.office, now), half, head)


async def test_before_anybody_told_it_the_people_are_blotted_out(db: Database) -> None:
    assert await printed(db, HALF) == await printed(db, HalfYear(2026, 2)) == pledges.USUAL


async def test_a_first_report_stands_for_all_until_somebody_changes_it(
    db: Database, office: Office
) -> None:
    await taken_over(db, office, HALF, PAPER, NOW)
    for half in (HalfYear(2018, 2), HALF, HalfYear(2022, 2), HalfYear(2026, 2)):
        assert await printed(db, half) == PAPER


async def test_a_report_of_an_older_term_leaves_the_head_of_the_present_one(
    db: Database, office: Office
) -> None:
    now = HalfYear(2026, 2)
    await taken_over(db, office, now, NEWER, IN_2026)
    await taken_over(db, office, HALF, PAPER, IN_2026)
    today = kst_date(IN_2026)
    assert await printed(db, now, today) == NEWER
    assert await printed(db, HALF, today) == PAPER
    assert await printed(db, HalfYear(2022, 2), today) == PAPER  # the last that is known of then


async def test_people_of_unknown_days_go_on_after_a_report_of_long_ago(
    db: Database, office: Office
) -> None:
    """Mutant: an imported report of 2021 puts its people on that of 2026."""
    async with db.begin() as session:
        known = Desk(None, NEWER.department, NEWER.people)
        await pledges.set_desks(Act(session, office.office, IN_2026), (known,))
    await taken_over(db, office, HALF, PAPER, IN_2026)
    today = kst_date(IN_2026)
    assert (await printed(db, HALF, today)).people == PAPER.people
    assert (await printed(db, HALF.next(), today)).people == NEWER.people
    assert (await printed(db, HalfYear(2026, 2), today)).people == NEWER.people


async def test_reports_read_one_after_the_other_each_keep_their_people(
    db: Database, office: Office
) -> None:
    halves = [HalfYear(2021, 1), HalfYear(2020, 1), HALF, HalfYear(2020, 2)]
    named = zip(halves, "가나다라", strict=True)
    heads = {half: replace(PAPER, people=signers(name)) for half, name in named}
    for half, head in heads.items():
        await taken_over(db, office, half, head, IN_2026)
    today = kst_date(IN_2026)
    assert {half: await printed(db, half, today) for half in halves} == heads
    assert (await printed(db, HALF.next(), today)).people == heads[HALF].people


@pytest.mark.parametrize("days", [-50, 0, 50])
def test_a_report_agrees_with_those_who_answered_when_it_may_have_been_written(days: int) -> None:
    begins = HALF.end + timedelta(days=days)
    known = (Desk(None, "가과", ()), Desk(begins, PAPER.department, PAPER.people))
    assert pledges.agrees(known, HALF, PAPER)
    late = replace(known[1], begins=HALF.end + timedelta(days=100))
    assert not pledges.agrees((known[0], late), HALF, PAPER)


async def test_the_people_are_those_of_the_day_on_which_a_report_is_written_or_was_closed(
    db: Database, office: Office
) -> None:
    day = date(2022, 1, 1)
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        await pledge_changes.appoint(act, signers("가"), date(2021, 7, 1))
        (former,), (follower,) = old, new = signers("가"), signers("나")
        await pledge_changes.succeed(act, HALF, former, follower, day)

    async def people(half: HalfYear, today: date) -> tuple[Signer, ...]:
        return (await printed(db, half, today)).people

    assert await people(HALF, date(2021, 12, 31)) == old
    assert await people(HALF.next(), date(2021, 12, 31)) == new  # entered ahead
    assert await people(HALF, date(2024, 3, 1)) == old  # never closed here, and long over
    async with db.read() as session:
        assert (await pledges.head_on(session, date(2021, 12, 31))).people == old
        assert (await pledges.head_on(session, day)).people == new
    closed_at = datetime(2022, 1, 9, 16, 0, tzinfo=UTC)  # 10 January in Korea
    async with db.begin() as session:
        await report_versions.confirm(Act(session, office.office, closed_at), HALF)
    assert await people(HALF, date(2024, 3, 1)) == new  # those of the paper
    async with db.read() as session:
        (version,) = await report_versions.of_half(session, HALF)
        assert version.report["head"]["people"] == [vars(one) for one in new]


async def test_the_usual_pledge_stays_on_earlier_reports_when_a_later_term_has_another(
    db: Database, office: Office
) -> None:
    async with db.begin() as session:
        await report_versions.confirm(Act(session, office.office, NOW), HALF)
    async with db.begin() as session:
        act = Act(session, office.office, IN_2026)
        await pledges.name(act, Tenure.of(HalfYear(2026, 2)), NEWER.code, NEWER.title)
    assert (await printed(db, HALF)).title == pledges.USUAL.title
    assert (await printed(db, HalfYear(2022, 2))).title == pledges.USUAL.title
    assert (await printed(db, HalfYear(2026, 2))).title == NEWER.title
