"""인사이동 that is set for a day: told before it, carried out at 0시, and told again after it."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from handlers.people import texts
from scheduler.ticks.transfers import move_people
from storage.act import Act
from storage.facts.pledge import Desk as Seat
from storage.facts.pledge import Signer
from storage.facts.shapes import FollowUpFacts, MouFacts
from storage.models.office import Officer
from storage.models.transfer import TransferOrder
from storage.office import officers
from storage.plans import plan_duties
from storage.records import record_lookup, records
from storage.report import pledges
from storage.rules.half_year import HalfYear
from storage.rules.leaving_kinds import Leaving, OrderState
from storage.rules.period import Period, Precision, Span
from storage.rules.terms import ContactKind, RecordKind, Role
from storage.transfers import orders
from tests.handlers.round_office import ADMIN, HOME, OFFICE, OTHER, ROADS, SENIOR, STAFF, opened
from tests.helpers.desk import Desk
from tests.storage.facts.samples import DAY

MOVE, OUT, NEXT = "다른 부서로 옮김 (계정 유지)", "퇴직·시 밖 전출 (등록 해제)", "2022. 1. 1.(토)"
LAST_WORKDAY = datetime(2021, 12, 31, 1, 0, tzinfo=UTC)  # Friday, 10:00 in Korea
MIDNIGHT = datetime(2021, 12, 31, 15, 1, tzinfo=UTC)  # 00:01 of New Year's Day
MONDAY = datetime(2022, 1, 3, 1, 0, tzinfo=UTC)
MOU = MouFacts("고양시민 우선고용 업무협약", ("고양시", "고양산업진흥원"), DAY)
TALK = Period((Span(date(2021, 10, 12), date(2021, 10, 12), Precision.DAY),))


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office whose 담당 keeps an agreement, and stands in the head of the report."""
    made = await opened(sqlite_url)
    async with made.db.begin() as session:
        staff, chief = await made.officer(STAFF), await made.officer(OFFICE)
        assert staff is not None
        assert chief is not None
        kept = await records.add(Act(session, staff, made.now), MOU)
        talk = FollowUpFacts(TALK, ContactKind.CALL, "채용 계획", "12월에 면접")
        await records.add(Act(session, staff, made.now), talk, parent_id=kept.id)
        people = (Signer("과장", "과○○", "8075-0001"), Signer("담당자", "담○○", "8075-0003"))
        seats = (Seat(date(2021, 7, 1), HOME, people),)
        await pledges.set_desks(Act(session, chief, made.now), seats)
    yield made
    await made.close()


async def nothing(*_: object) -> None:
    """What a tick does for the sake of its deliveries."""


async def tick(desk: Desk, moment: datetime) -> None:
    desk.now = moment
    await move_people(desk.db, desk.clock)
    await desk.ticks(nothing)


async def opens(desk: Desk, line: str = "담○○ · 담당") -> None:
    await desk.says(OFFICE, "/people")
    await desk.picks(OFFICE, line)
    await desk.taps(OFFICE, "인계")


async def moves_to_roads(desk: Desk, successor: str = "주○○ · 주무팀장") -> None:
    """The 담당 goes to the other department on New Year's Day."""
    await opens(desk)
    await desk.taps(OFFICE, successor)
    await desk.taps(OFFICE, MOVE)
    await desk.taps(OFFICE, OTHER)
    await desk.taps(OFFICE, NEXT)
    await desk.taps(OFFICE, "예")


async def one(desk: Desk, user: int) -> Officer:
    found = await desk.officer(user)
    assert found is not None
    return found


async def keeper(desk: Desk) -> int:
    async with desk.db.read() as session:
        (kept,) = await record_lookup.all_living(session, RecordKind.MOU)
        return int(kept.officer_id)


async def heads(desk: Desk, day: date) -> list[str]:
    async with desk.db.read() as session:
        return [person.name for person in (await pledges.head_on(session, day)).people]


async def the_order(desk: Desk) -> TransferOrder:
    async with desk.db.read() as session:
        return await orders.existing(session, 1)


async def test_nothing_moves_before_its_day_and_all_of_it_at_midnight(desk: Desk) -> None:
    await moves_to_roads(desk)
    staff, senior, roads = await one(desk, STAFF), await one(desk, SENIOR), await one(desk, ROADS)
    await tick(desk, LAST_WORKDAY)
    assert await keeper(desk) == staff.id
    heard = len(desk.heard(STAFF)), len(desk.heard(SENIOR))
    await tick(desk, MIDNIGHT)
    moved = await one(desk, STAFF)
    assert (moved.state, moved.department_id) == ("active", roads.department_id)
    assert await keeper(desk) == senior.id
    async with desk.db.read() as session:
        answers = await plan_duties.responsible_for(session, senior.department_id or 0)
        assert answers is not None
        assert answers.id == senior.id
    assert (len(desk.heard(STAFF)), len(desk.heard(SENIOR))) == heard  # nobody at midnight
    assert await desk.says(STAFF, "/status")  # the account goes on


async def test_both_hear_on_the_last_working_day_and_once_it_is_done(desk: Desk) -> None:
    await moves_to_roads(desk)
    before = len(desk.heard(STAFF)), len(desk.heard(SENIOR))
    await tick(desk, datetime(2021, 12, 30, 1, 0, tzinfo=UTC))
    assert (len(desk.heard(STAFF)), len(desk.heard(SENIOR))) == before
    await tick(desk, LAST_WORKDAY)
    await tick(desk, LAST_WORKDAY)  # never twice
    leaver, successor = desk.heard(STAFF)[before[0] :], desk.heard(SENIOR)[before[1] :]
    assert len(leaver) == len(successor) == 1
    assert "소속이 도로건설과로 바뀌고 계정은 그대로" in leaver[0]
    assert "일자리정책과 담○○ 님의 일을 이어받으십니다" in successor[0]
    assert "고양시민 우선고용 업무협약" in successor[0]
    await tick(desk, MIDNIGHT)
    await tick(desk, datetime(2022, 1, 1, 1, 0, tzinfo=UTC))  # a holiday
    assert len(desk.heard(STAFF)) == before[0] + 1
    await tick(desk, MONDAY)
    await tick(desk, MONDAY)
    assert len(desk.heard(STAFF)) == before[0] + 2
    assert desk.heard(SENIOR)[-1].startswith("업무 인계인수서\n인계자 담○○ · 인수자 주○○")
    assert desk.labels(SENIOR) == ["HWPX", "PDF"]


async def test_the_head_of_the_report_follows_at_the_telephone_of_the_seat(desk: Desk) -> None:
    await moves_to_roads(desk)
    assert "보고서 머리: 담당자 담○○ → 주○○ (8075-0003)" in desk.heard(OFFICE)[-2]
    await tick(desk, MIDNIGHT)
    assert await heads(desk, date(2021, 12, 31)) == ["과○○", "담○○"]
    assert await heads(desk, date(2022, 1, 1)) == ["과○○", "주○○"]
    async with desk.db.read() as session:
        last = await pledges.head_at_end(session, HalfYear(2022, 1))
        assert last.people[1].phone == "8075-0003"


async def test_who_comes_from_another_department_that_day_takes_over(desk: Desk) -> None:
    """A ring of two: each goes to the other's place and takes over the other's work."""
    await opens(desk, "도○○ · 담당")
    await desk.taps(OFFICE, "후임 미정")
    await desk.taps(OFFICE, MOVE)
    await desk.taps(OFFICE, HOME)
    await desk.taps(OFFICE, NEXT)
    await desk.taps(OFFICE, "예")
    await moves_to_roads(desk, "도○○ · 담당")
    await tick(desk, MIDNIGHT)
    staff, roads = await one(desk, STAFF), await one(desk, ROADS)
    assert await keeper(desk) == roads.id
    async with desk.db.read() as session:
        assert roads.department_id is not None
        answers = await plan_duties.responsible_for(session, roads.department_id)
        assert answers is not None
        assert answers.id == roads.id
    assert staff.state == roads.state == "active"


async def test_what_nobody_took_over_is_handed_on_when_somebody_is_named(desk: Desk) -> None:
    await moves_to_roads(desk, "후임 미정")
    await tick(desk, MIDNIGHT)
    await tick(desk, MONDAY)
    await desk.says(OFFICE, "/people")
    (listed,) = await desk.taps(OFFICE, "인사이동 목록")
    assert "후임을 기다리는 일" in listed
    await desk.picks(OFFICE, "담○○ → 후임 미정")
    await desk.taps(OFFICE, "주○○ · 주무팀장")
    assert await keeper(desk) == (await one(desk, SENIOR)).id
    assert await heads(desk, date(2022, 1, 2)) == ["과○○", "담○○"]
    assert await heads(desk, date(2022, 1, 3)) == ["과○○", "주○○"]
    assert "이어받으셨습니다" in desk.heard(SENIOR)[-1]
    assert "인계자 담○○ · 인수자 주○○" in desk.heard(SENIOR)[-1]
    async with desk.db.read() as session:
        home = (await one(desk, SENIOR)).department_id
        answers = await plan_duties.responsible_for(session, home or 0)
        assert answers is not None
        assert answers.name == "주○○"
    (again,) = await desk.taps(OFFICE, "인사이동 목록")
    assert "후임을 기다리는 일" not in again


async def test_an_order_is_withdrawn_until_its_day(desk: Desk) -> None:
    await moves_to_roads(desk)
    await opens(desk)  # shows what is planned instead of asking anew
    assert "2022. 1. 1.(토) 인사이동 · 예정" in desk.newest(OFFICE).text
    await desk.taps(OFFICE, "인사이동 거두기")
    await tick(desk, MIDNIGHT)
    assert await keeper(desk) == (await one(desk, STAFF)).id
    assert (await the_order(desk)).state is OrderState.WITHDRAWN


async def test_a_successor_who_left_meanwhile_leaves_the_work_to_the_department(
    desk: Desk,
) -> None:
    await moves_to_roads(desk)
    async with desk.db.begin() as session:
        senior = await one(desk, SENIOR)
        await officers.remove(Act(session, await one(desk, ADMIN), desk.now), senior.id)
    await tick(desk, MIDNIGHT)
    order = await the_order(desk)
    assert (order.state, order.successor_id) == (OrderState.DONE, None)
    assert (await one(desk, STAFF)).department_id == (await one(desk, ROADS)).department_id
    await tick(desk, MONDAY)
    assert "후임께는 넘기지 못했습니다" in desk.heard(OFFICE)[-1]


async def test_an_order_of_who_may_not_any_more_falls_with_its_reason(desk: Desk) -> None:
    await moves_to_roads(desk)
    async with desk.db.begin() as session:
        chief = await one(desk, OFFICE)
        await officers.change_role(
            Act(session, await one(desk, ADMIN), desk.now), chief.id, Role.STAFF
        )
    await tick(desk, MIDNIGHT)
    assert (await the_order(desk)).state is OrderState.FALLEN
    assert await keeper(desk) == (await one(desk, STAFF)).id
    await tick(desk, MONDAY)
    assert "인사이동을 하지 못했습니다" in desk.heard(OFFICE)[-1]


async def test_a_typed_day_is_read_and_a_day_gone_by_refused(desk: Desk) -> None:
    await opens(desk)
    await desk.taps(OFFICE, "주○○ · 주무팀장")
    await desk.taps(OFFICE, OUT)
    await desk.taps(OFFICE, "다른 날 적기")
    (heard,) = await desk.replies(OFFICE, "2021.11.1.")
    assert "지난 날입니다" in heard
    await opens(desk)
    await desk.taps(OFFICE, "주○○ · 주무팀장")
    await desk.taps(OFFICE, OUT)
    await desk.taps(OFFICE, "다른 날 적기")
    (heard,) = await desk.replies(OFFICE, "12월 1일")
    assert "2021. 12. 1.(수) 0시에 담○○ 님의 일을 주○○ 님께 인계" in heard
    await desk.taps(OFFICE, "예")
    order = await the_order(desk)
    assert (order.leaving, order.day) == (Leaving.OUT, date(2021, 12, 1))
    await tick(desk, datetime(2021, 12, 1, 1, 0, tzinfo=UTC))
    assert (await one(desk, STAFF)).state == "removed"


async def test_a_change_of_department_at_once_is_taken_back_wholly(desk: Desk) -> None:
    await opens(desk)
    await desk.taps(OFFICE, "주○○ · 주무팀장")
    await desk.taps(OFFICE, MOVE)
    await desk.taps(OFFICE, OTHER)
    await desk.taps(OFFICE, "오늘 바로")
    await desk.taps(OFFICE, "예")
    assert await keeper(desk) == (await one(desk, SENIOR)).id
    await desk.taps(OFFICE, "되돌리기")
    staff, senior = await one(desk, STAFF), await one(desk, SENIOR)
    assert staff.department_id == senior.department_id
    assert await keeper(desk) == staff.id
    assert await heads(desk, desk.now.date()) == ["과○○", "담○○"]


async def test_another_department_keeps_the_account_and_leaves_the_work_where_it_is(
    desk: Desk,
) -> None:
    await desk.says(OFFICE, "/people")
    await desk.picks(OFFICE, "담○○ · 담당")
    await desk.taps(OFFICE, "소속 바꾸기")
    (heard,) = await desk.taps(OFFICE, OTHER)
    assert "일자리정책과에서 맡던 일 1건은 그 부서에 남아 후임을 기다립니다" in heard
    staff = await one(desk, STAFF)
    assert (staff.state, staff.department_id) == ("active", (await one(desk, ROADS)).department_id)
    await desk.taps(OFFICE, "인사이동 목록")
    await desk.picks(OFFICE, "담○○ → 후임 미정")
    await desk.taps(OFFICE, "주○○ · 주무팀장")
    assert await keeper(desk) == (await one(desk, SENIOR)).id


async def test_the_office_does_not_withdraw_the_move_of_an_administrator(desk: Desk) -> None:
    await desk.hire(13, Role.ADMIN, (await one(desk, ADMIN)).department_id, name="부○○")
    admin, roads = await one(desk, ADMIN), await one(desk, ROADS)
    code = f"v1:people:handon:{admin.id}:0:move:{roads.department_id}:next"
    await desk.taps_code(13, code)
    await desk.taps(13, "예")
    assert await desk.taps_code(OFFICE, "v1:people:movex:1") == [texts.ONLY_ADMIN]
    assert (await the_order(desk)).state is OrderState.PLANNED
