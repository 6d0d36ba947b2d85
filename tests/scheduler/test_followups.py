"""The pulse of agreements, promises, events and contracts: asked for an outcome, not attention."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from scheduler.kind import Kind
from scheduler.kinds import (
    ESCALATION,
    EVENT_BEFORE,
    EVENT_RESULT,
    MOU_CONTACT,
    MOU_EXPIRY,
    PROMISE_DUE,
)
from storage.act import Act
from storage.facts.shapes import (
    ContractFacts,
    EventFacts,
    Facts,
    FollowUpFacts,
    HireFacts,
    MouFacts,
    PromiseFacts,
)
from storage.records import record_keeping, record_projection, records
from storage.rules.clock import kst
from storage.rules.date_grammar import read_period
from storage.rules.terms import (
    ContactKind,
    EventKind,
    EventStatus,
    PromiseStatus,
    RecordKind,
    Role,
    Stage,
    WorksKind,
)
from tests.scheduler.town import Town, at, kinds

pytestmark = pytest.mark.long

SIGNED = date(2026, 1, 5)


async def _add(town: Town, facts: Facts, day: date, **told: Any) -> int:
    async with town.db.begin() as session:
        row = await records.add(Act(session, town.person(1), at(day)), facts, **told)
        return int(row.id)


async def _change(town: Town, kind: RecordKind, number: int, day: date, **fields: Any) -> None:
    async with town.db.begin() as session:
        row = await record_keeping.get(session, kind, number)
        assert row is not None
        await records.change(
            Act(session, town.person(1), at(day)),
            kind,
            number,
            replace(record_projection.facts_of(row), **fields),
            expected_version=row.version,
        )


def _agreement(**told: Any) -> MouFacts:
    facts = {"title": "업무협약", "parties": ("고양시", "가나상사")}
    return MouFacts(**facts | {"period": read_period("2026.1.5.", SIGNED)} | told)


def _days(town: Town, kind: Kind, role: Role = Role.STAFF) -> list[date]:
    who = town.person(1, role).id
    return [
        kst(one.at).date()
        for one in town.told
        if one.officer_id == who and kind.name in kinds([one])
    ]


async def test_an_agreement_is_asked_about_in_its_rhythm_until_a_contact_is_written(
    town: Town,
) -> None:
    number = await _add(town, _agreement(cadence_months=3), SIGNED)
    await town.days(SIGNED, date(2026, 4, 8))
    asked = [date(2026, 4, 1), date(2026, 4, 6)]  # 4.5. is a Sunday
    assert _days(town, MOU_CONTACT) == asked
    contact = FollowUpFacts(
        period=read_period("2026.4.8.", SIGNED), contact=ContactKind.CALL, text="이행 점검"
    )
    await _add(town, contact, date(2026, 4, 8), parent_id=number)
    await town.days(date(2026, 4, 9), date(2026, 7, 3))
    assert _days(town, MOU_CONTACT) == [*asked, date(2026, 7, 3)]


async def test_every_agreement_left_alone_ends_with_the_line_above(town: Town) -> None:
    """N7: a silent rhythm is told to 팀장 and 과장 once, and nagging stops."""
    await _add(town, _agreement(cadence_months=6), SIGNED)
    await town.days(date(2026, 6, 25), date(2026, 9, 30), time(15))
    contact = _days(town, MOU_CONTACT)
    assert len(contact) == 4
    due = date(2026, 7, 6)
    assert contact[1] == due
    assert _days(town, ESCALATION, Role.LEAD)[0] == date(2026, 7, 9)
    heads = [
        key[0]
        for one in town.told
        if one.officer_id == town.person(1, Role.HEAD).id
        for key, _ in one.reminders
        if key[1] == "mou_contact"
    ]
    assert heads == ["escalation"]


async def test_an_expiry_is_told_thirty_seven_and_no_days_before_and_then_never_again(
    town: Town,
) -> None:
    await _add(town, _agreement(expires=date(2026, 5, 31)), SIGNED)
    await town.days(date(2026, 4, 20), date(2026, 8, 31))
    asked = [date(2026, 4, 30), date(2026, 5, 22), date(2026, 5, 29)]
    assert _days(town, MOU_EXPIRY) == asked


async def test_a_corrected_expiry_drops_the_old_days(town: Town) -> None:
    """R17."""
    number = await _add(town, _agreement(expires=date(2026, 5, 31)), SIGNED)
    await town.days(date(2026, 4, 20), date(2026, 5, 8))
    later = date(2026, 12, 31)
    await _change(town, RecordKind.MOU, number, date(2026, 5, 8), expires=later)
    await town.days(date(2026, 5, 9), date(2026, 11, 30))
    assert _days(town, MOU_EXPIRY) == [date(2026, 4, 30)]
    await town.tick(date(2026, 12, 1))
    assert _days(town, MOU_EXPIRY) == [date(2026, 4, 30), date(2026, 12, 1)]


async def test_a_promise_is_asked_about_until_it_is_kept(town: Town) -> None:
    number = await _add(town, _agreement(), SIGNED)
    promise = PromiseFacts(text="주민 30명 채용", target=30, due=date(2026, 3, 31))
    kept = await _add(town, promise, SIGNED, parent_id=number)
    await town.days(date(2026, 3, 2), date(2026, 4, 7))
    asked = [date(2026, 3, 11), date(2026, 3, 26), date(2026, 3, 31), date(2026, 4, 7)]
    assert _days(town, PROMISE_DUE) == asked
    status = {"status": PromiseStatus.KEPT, "delivered": 30}
    await _change(town, RecordKind.PROMISE, kept, date(2026, 4, 7), **status)
    await town.days(date(2026, 4, 8), date(2026, 5, 29))
    assert _days(town, PROMISE_DUE) == asked


async def test_an_event_is_checked_the_working_day_before_and_its_result_asked_the_day_after(
    town: Town,
) -> None:
    """The event is on a Monday behind a holiday weekend; a result written stops the asking."""
    fair = EventFacts(
        kind=EventKind.JOB_FAIR,
        period=read_period("2026.5.4.", SIGNED),
        title="청년 채용박람회",
        status=EventStatus.PLANNED,
    )
    number = await _add(town, fair, date(2026, 4, 13))
    await town.days(date(2026, 4, 13), date(2026, 5, 6))
    assert _days(town, EVENT_BEFORE) == [date(2026, 4, 30)]
    assert _days(town, EVENT_RESULT) == [date(2026, 5, 6)]
    await _change(town, RecordKind.EVENT, number, date(2026, 5, 6), status=EventStatus.DONE)
    await town.days(date(2026, 5, 7), date(2026, 6, 30))
    assert _days(town, EVENT_RESULT) == [date(2026, 5, 6)]


async def test_a_large_contract_is_asked_for_the_papers_of_its_stage(
    either_town: Town,
) -> None:
    town = either_town
    works = ContractFacts(
        title="하천 정비공사",
        company="(주)가나건설",
        amount=500_000_000,
        notice_on=SIGNED,
        works=WorksKind.GENERAL,
        stage=Stage.START,
    )
    number = await _add(town, works, date(2026, 2, 2))
    await _add(town, replace(works, amount=10_000_000, title="작은 공사"), date(2026, 2, 2))
    told = await town.days(date(2026, 2, 2), date(2026, 2, 3))
    assert len(told) == 1
    assert "하천 정비공사" in told[0].text
    assert "고용계획서" in told[0].text
    heads = HireFacts(period=read_period("2026.2.", SIGNED), residents=5, workers=10)
    await _add(town, heads, date(2026, 2, 4), parent_id=number)
    assert await town.days(date(2026, 2, 5), date(2026, 4, 30)) == []
    await _change(town, RecordKind.CONTRACT, number, date(2026, 4, 30), stage=Stage.COMPLETION)
    told = await town.days(date(2026, 5, 1), date(2026, 5, 4))
    assert "고용확인서" in told[0].text
    await _add(town, heads, date(2026, 5, 4), parent_id=number)
    told = await town.days(date(2026, 5, 5), date(2026, 6, 30))
    assert "contract_stage" not in kinds(told)


@pytest.mark.parametrize("count", [1, 8, 9, 30])
async def test_a_digest_has_ten_lines_at_most_and_buttons_that_fit(town: Town, count: int) -> None:
    for number in range(count):
        facts = _agreement(title=f"{number}번째 아주 긴 이름의 업무협약 <추진>", cadence_months=3)
        await _add(town, facts, SIGNED)
    told = await town.days(date(2026, 4, 6), date(2026, 4, 6))
    mine = [one for one in told if one.officer_id == town.person(1).id]
    assert [len(one.reminders) for one in mine] == [count]
    assert len(mine[0].text.splitlines()) <= 10
    assert "<추진>" not in mine[0].text
    keys = [button for row in mine[0].said.rows for button in row]
    codes = [key.code for key in keys]
    assert 1 <= len(codes) <= 8
    assert len({key.label for key in keys}) == len(keys)
    assert all(len(code.encode()) <= 64 for code in codes)


async def test_what_was_overdue_when_it_was_written_down_is_asked_about_a_week_later(
    town: Town,
) -> None:
    old = _agreement(period=read_period("2018.11.5.", SIGNED))
    await _add(town, old, date(2026, 3, 2))
    await town.days(date(2026, 3, 2), date(2026, 3, 2) + timedelta(days=7))
    assert _days(town, MOU_CONTACT) == [date(2026, 3, 4), date(2026, 3, 9)]
