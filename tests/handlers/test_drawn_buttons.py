"""Refusals stand where the button stands: what is drawn for somebody may be pressed by them."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage.act import Act
from storage.facts.kinds import kind_of
from storage.facts.shapes import (
    Facts,
    FollowUpFacts,
    HireFacts,
    IncentiveFacts,
    PlanItemFacts,
    ProblemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.office import posts
from storage.plans import plan_reopenings, plan_returns, plan_steps, plans
from storage.records import records
from storage.rounds import rounds
from storage.rules.half_year import HalfYear
from storage.rules.terms import (
    ContactKind,
    EventStatus,
    RecordKind,
    Role,
)
from tests.handlers.drawn_buttons import Presser
from tests.handlers.round_office import (
    ADMIN,
    ASKED,
    HALF,
    OFFICE,
    ROADS,
    SENIOR,
    STAFF,
    opened,
    plan,
    write_item,
)
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement, bus, fair, when, works

HEAD, VIEWER = 41, 42
EVERYBODY = (STAFF, SENIOR, HEAD, OFFICE, ADMIN, VIEWER, ROADS)
Do = Callable[[Desk], Awaitable[None]]


async def acting(
    desk: Desk, user: int, do: Callable[..., Awaitable[object]], *given: Any, **more: Any
) -> None:
    """Something done by a person without the chat."""
    async with desk.db.begin() as session:
        await do(Act(session, await desk.officer(user), desk.now), *given, **more)


async def handed_in(desk: Desk) -> None:
    """담당 hands the plan in."""
    await acting(desk, STAFF, _of, plans.submit)


async def _of(act: Act, do: Callable[..., Awaitable[object]], **more: object) -> object:
    officer = await posts.with_role(act.session, [Role.SENIOR])
    found = await plans.find(act.session, officer[0].department_id or 0, HALF)
    assert found is not None
    return await do(act, found, **more)


async def checking(desk: Desk) -> None:
    """The plan lies with the 주무팀장."""
    number = (await plan(desk)).department_id
    await acting(desk, OFFICE, plan_steps.set_steps, [number], [Role.SENIOR])
    await handed_in(desk)


async def confirmed(desk: Desk) -> None:
    """총괄 has confirmed it."""
    await handed_in(desk)
    await acting(desk, OFFICE, _of, plans.confirm)


async def asked_again(desk: Desk) -> None:
    """One field is asked again."""
    await handed_in(desk)
    await acting(desk, OFFICE, plan_returns.ask, 1, "target", "수치")


async def answered(desk: Desk) -> None:
    """The question was answered: 보완완료."""
    await asked_again(desk)
    await acting(desk, STAFF, plan_returns.answer, 1, 12)


async def taken_back(desk: Desk) -> None:
    """The department takes the plan back while a question waits."""
    await asked_again(desk)
    await acting(
        desk,
        STAFF,
        records.change,
        RecordKind.PLAN_ITEM,
        2,
        PlanItemFacts(text="둘째 고침"),
        expected_version=1,
    )


async def none_declared(desk: Desk) -> None:
    """해당없음 in place of the items."""
    for number in (1, 2):
        await acting(desk, STAFF, records.remove, RecordKind.PLAN_ITEM, number)
    await acting(desk, STAFF, _of, plans.declare_none)


async def closed(desk: Desk) -> None:
    """The round is closed; the plan was never handed in."""
    await acting(desk, OFFICE, rounds.close, 1, reason="마감")


async def closed_after(desk: Desk) -> None:
    """The round is closed over a plan that was handed in."""
    await handed_in(desk)
    await closed(desk)


async def open_for_a_while(desk: Desk) -> None:
    """One plan is taken in again after the 마감."""
    await closed(desk)
    number = (await plan(desk)).id
    await acting(
        desk,
        OFFICE,
        plan_reopenings.reopen_plan,
        number,
        reason="지연",
        until=ASKED.date(),
        today=ASKED.date(),
    )


async def nothing(_desk: Desk) -> None:
    """It is being written."""


STATES: tuple[Do, ...] = (
    nothing,
    checking,
    handed_in,
    asked_again,
    answered,
    taken_back,
    confirmed,
    none_declared,
    closed,
    closed_after,
    open_for_a_while,
)


async def office(url: str) -> Desk:
    """Everybody at their desks, a plan of two items, and a record of every kind."""
    desk = await opened(url)
    home = (await desk.officer(STAFF)).department_id  # type: ignore[union-attr]  # just hired
    await desk.hire(HEAD, Role.HEAD, home, name="과○○")
    await desk.hire(VIEWER, Role.VIEWER, home, name="열○○")
    for words in ("채용행사 안내", "협약 체결"):
        await write_item(desk, STAFF, words)
    await write_item(desk, STAFF, "지난 계획", half=HalfYear(2021, 2))  # its results are collected
    for facts, parent in RECORDS:
        who = OFFICE if isinstance(facts, IncentiveFacts) else STAFF
        await acting(desk, who, records.add, facts, parent_id=parent)
    return desk


RECORDS: tuple[tuple[Facts, int | None], ...] = (
    (bus("2021.7.5.", 1, 25), None),
    (fair(status=EventStatus.PLANNED, period=when("2021.12.20.")), None),
    (agreement(), None),
    (PromiseFacts(text="시민 우선고용", measure="채용(명)", target=30), 1),
    (FollowUpFacts(period=when("2021.9.1."), contact=ContactKind.CALL, text="채용계획"), 1),
    (works(), None),
    (SubcontractFacts(company="(주)다라조경", amount=1_000_000, local=True), 1),
    (HireFacts(period=when("2021.7."), residents=2, workers=5), 1),
    (ProblemFacts(text="참여기업 발굴", half=HalfYear(2021, 2)), None),
    (
        IncentiveFacts(
            company="(주)가나물류",
            recipients=("도로건설과",),
            goods="택배상자",
            asked_on=date(2021, 11, 1),
        ),
        None,
    ),
)
OPENED = ["v1:rec:event:2", *(f"v1:rec:{kind_of(facts).value}:1" for facts, _above in RECORDS)]
PLAN = [
    f"v1:plan:show:{HALF.code}",
    "v1:rec:plan_item:1",
    "v1:rec:plan_item:3",
    "v1:review:plan:1",
]


async def pressed(url: str, do: Do, users: Sequence[int], codes: Sequence[str]) -> Presser:
    """Everything that these people are shown on these screens, pressed once."""
    desk = await office(url)
    await do(desk)
    await desk.close()
    presser = Presser(Path(url.removeprefix("sqlite:///")), desk)
    for user in users:
        await presser.press_all(user, codes)
    return presser


@pytest.mark.long
@pytest.mark.parametrize("do", STATES, ids=lambda do: do.__name__)
async def test_no_button_of_a_plan_leads_to_a_refusal(sqlite_url: str, do: Do) -> None:
    presser = await pressed(sqlite_url, do, EVERYBODY, PLAN)
    assert presser.refused == []
    assert len(presser.pressed) > 20


@pytest.mark.long
@pytest.mark.parametrize("do", [nothing, closed], ids=lambda do: do.__name__)
async def test_no_button_of_a_round_leads_to_a_refusal(sqlite_url: str, do: Do) -> None:
    presser = await pressed(sqlite_url, do, [OFFICE, ADMIN], ["v1:round:show:1"])
    assert presser.refused == []


@pytest.mark.long
@pytest.mark.parametrize("user", EVERYBODY)
async def test_no_button_of_a_record_leads_to_a_refusal(sqlite_url: str, user: int) -> None:
    presser = await pressed(sqlite_url, nothing, [user], OPENED)
    assert presser.refused == []
    assert len(presser.pressed) > 7


async def removed(desk: Desk) -> None:
    """What hangs on an agreement and a contract is removed, then what it hangs on."""
    for kind in (RecordKind.PROMISE, RecordKind.SUBCONTRACT, RecordKind.MOU, RecordKind.CONTRACT):
        await acting(desk, STAFF, records.remove, kind, 1)


@pytest.mark.long
async def test_what_cannot_come_back_says_why_in_place_of_its_button(sqlite_url: str) -> None:
    presser = await pressed(sqlite_url, removed, [STAFF], ["v1:rec:promise:1", "v1:rec:mou:1"])
    assert presser.refused == []
    assert (STAFF, "v1:restore:mou:1") in presser.pressed
    assert (STAFF, "v1:restore:promise:1") not in presser.pressed
