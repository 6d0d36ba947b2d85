"""An invented office with figures of two years, to which questions are asked on 2026-11-26."""

from datetime import UTC, date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.facts.shapes import (
    EventFacts,
    Facts,
    FollowUpFacts,
    HireFacts,
    PlanItemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.models.office import Department, Officer
from storage.plans import plans
from storage.records import records
from storage.rounds import rounds
from storage.rules.date_grammar import read_period
from storage.rules.half_year import HalfYear
from storage.rules.terms import (
    ContactKind,
    EventKind,
    EventStatus,
    HostRole,
    Measure,
    PromiseStatus,
    Role,
)
from tests.helpers.facts import agreement, works

NOW = datetime(2026, 11, 26, 1, tzinfo=UTC)
TODAY = date(2026, 11, 26)
NAMES = ("일자리정책과", "도로건설과", "건설정책과", "기업지원과", "여성가족과")
E, M = EventKind, Measure


def _event(kind: EventKind, when: str, counts: dict[Measure, int], **more: object) -> EventFacts:
    told = {"kind": kind, "period": read_period(when, TODAY), "counts": counts} | more
    return EventFacts(**told)  # type: ignore[arg-type]  # a test's shorthand


EVENTS: tuple[tuple[int, EventFacts], ...] = (
    (0, _event(E.JOB_BUS, "2026.11.25.", {M.CONSULTATIONS: 14}, places=("원당역",))),
    (0, _event(E.JOB_BUS, "2026.11.24.", {M.CONSULTATIONS: 8}, places=("풍산역",))),
    (0, _event(E.JOB_BUS, "2026.9.3.", {}, places=("원당역",))),
    (0, _event(E.JOB_BUS, "2025.9.10.", {M.CONSULTATIONS: 11}, places=("원당역",))),
    (0, _event(E.JOB_BUS, "2025.12.10.", {M.CONSULTATIONS: 30}, places=("풍산역",))),
    (
        0,
        _event(
            E.JOB_FAIR,
            "2026.10.12.",
            {M.VISITORS: 50, M.INTERVIEWED: 20, M.HIRED: 9, M.RESIDENTS: 4},
            title="4050 채용박람회",
            target="중장년",
            places=("킨텍스",),
        ),
    ),
    (
        0,
        _event(
            E.JOB_FAIR, "2026.10.20.", {M.VISITORS: 33, M.HIRED: 3}, title="중장년 일자리한마당"
        ),
    ),
    (1, _event(E.CONFERENCE, "2026.10.29.", {M.VISITORS: 180}, title="청년 JOB콘서트")),
    (
        3,
        _event(
            E.PROGRAMME,
            "2026.9.1.~10.30.",
            {M.ENROLLED: 25, M.HIRED: 8},
            title="회계과정",
            target="중장년",
        ),
    ),
    (0, _event(E.CONFERENCE, "2026.11.5.", {}, title="청년 면접특강", target="청년")),
    (0, _event(E.JOB_FAIR, "2026.2.20.", {M.VISITORS: 290, M.HIRED: 6}, title="새봄 채용박람회")),
    (0, _event(E.JOB_FAIR, "2025.10.8.", {M.VISITORS: 410, M.HIRED: 12}, title="가을 채용박람회")),
    (
        3,
        _event(
            E.JOB_TOUR,
            "2026.11.18.",
            {M.RUNS: 1, M.COMPANIES: 2, M.VISITORS: 24},
            companies=("새빛테크",),
        ),
    ),
    (3, _event(E.JOB_TOUR, "2025.10.18.", {M.RUNS: 2, M.COMPANIES: 3}, companies=("새빛테크",))),
    (3, _event(E.JOB_TOUR, "2025.12.2.", {M.RUNS: 1, M.COMPANIES: 4}, companies=("누리산업",))),
    (
        0,
        _event(
            E.HIRING_EVENT,
            "2026.11.23.",
            {M.INTERVIEWED: 14, M.HIRED: 5, M.RESIDENTS: 3},
            companies=("다온식품",),
            role=HostRole.SUPPORT,
        ),
    ),
    (
        0,
        _event(
            E.HIRING_EVENT,
            "2025.3.3.",
            {M.INTERVIEWED: 10, M.HIRED: 2, M.RESIDENTS: 2},
            companies=("다온식품",),
            role=HostRole.SUPPORT,
        ),
    ),
    (
        0,
        _event(
            E.HIRING_EVENT, "2023.5.2.", {M.HIRED: 40}, companies=("다온식품",), role=HostRole.HOST
        ),
    ),
    (
        0,
        _event(
            E.CONFERENCE,
            "2026.12.9.",
            {},
            title="청년 취업특강",
            target="청년",
            status=EventStatus.PLANNED,
        ),
    ),
)


async def laid_out(session: AsyncSession) -> dict[str, Officer]:
    """The office; returns its people by a short name."""
    departments = [Department(name=name, position=at) for at, name in enumerate(NAMES, 1)]
    session.add_all(departments)
    await session.flush()
    posts = (
        ("office", "총○○", Role.OFFICE, 0),
        ("head", "과○○", Role.HEAD, 0),
        ("staff", "김○○", Role.STAFF, 0),
        ("roads", "도○○", Role.STAFF, 1),
        ("works", "건○○", Role.STAFF, 2),
        ("firms", "기○○", Role.STAFF, 3),
        ("reader", "열○○", Role.VIEWER, None),
    )
    people = {
        key: Officer(
            telegram_id=900 + at,
            name=name,
            role=role,
            department_id=None if where is None else departments[where].id,
            created_at=NOW,
        )
        for at, (key, name, role, where) in enumerate(posts)
    }
    session.add_all(people.values())
    await session.flush()
    await _recorded(session, people)
    await _plans(session, people, [one.id for one in departments])
    return people


async def _recorded(session: AsyncSession, people: dict[str, Officer]) -> None:
    keepers = {0: "staff", 1: "roads", 3: "firms"}
    for where, facts in EVENTS:
        await records.add(Act(session, people[keepers[where]], NOW), facts)
    act = Act(session, people["staff"], NOW)
    made = await records.add(
        act, agreement(parties=("고양시", "다온식품"), period=read_period("2026.1.24.", TODAY))
    )
    fresh = await records.add(
        act, agreement(parties=("고양시", "새빛테크"), period=read_period("2026.10.2.", TODAY))
    )
    below: tuple[tuple[Facts, int], ...] = (
        (PromiseFacts("시민 채용", target=30, unit="명", due=date(2026, 6, 30)), made.id),
        (PromiseFacts("현장 견학", status=PromiseStatus.KEPT), made.id),
        (
            FollowUpFacts(read_period("2026.3.5.", TODAY), ContactKind.CALL, "채용 계획 확인"),
            made.id,
        ),
        (
            FollowUpFacts(
                read_period("2026.11.2.", TODAY),
                ContactKind.VISIT,
                "견학 협의",
                next_on=date(2026, 12, 15),
            ),
            fresh.id,
        ),
    )
    for told, parent in below:
        await records.add(act, told, parent_id=parent)
    await _works(session, people["works"])


async def _works(session: AsyncSession, keeper: Officer) -> None:
    act = Act(session, keeper, NOW)
    low = await records.add(
        act,
        works(
            title="백석로 포장공사",
            company="동녘건설",
            amount=900_000_000,
            notice_on=date(2026, 9, 1),
        ),
    )
    good = await records.add(
        act,
        works(
            title="창릉천 정비공사",
            company="한들건설",
            amount=400_000_000,
            notice_on=date(2026, 3, 1),
        ),
    )
    small = works(
        title="쉼터 보수", company="한들건설", amount=20_000_000, notice_on=date(2026, 8, 1)
    )
    await records.add(act, small)
    below: tuple[tuple[Facts, int], ...] = (
        (SubcontractFacts("고양전기", 30_000_000, local=True), low.id),
        (SubcontractFacts("먼곳설비", 70_000_000, local=False), low.id),
        (SubcontractFacts("덕양조경", 50_000_000, local=True), good.id),
        (HireFacts(read_period("2026.10.1.", TODAY), 4, 9), low.id),
    )
    for facts, parent in below:
        await records.add(act, facts, parent_id=parent)


async def _plans(session: AsyncSession, people: dict[str, Officer], numbers: list[int]) -> None:
    """도로건설과 has handed in, 건설정책과 writes, 기업지원과 has none; due on 7 December."""
    await rounds.ensure_rounds(session, TODAY, NOW)
    half = HalfYear(2027, 1)
    for key, number, handed in (("roads", numbers[1], True), ("works", numbers[2], False)):
        act = Act(session, people[key], NOW)
        plan = await plans.ensure(session, number, half)
        await records.add(act, PlanItemFacts(text="채용 안내"), parent_id=plan.id)
        if handed:
            await plans.submit(act, plan)
    none = await plans.ensure(session, numbers[3], half)
    await plans.declare_none(Act(session, people["firms"], NOW), none)
