"""Reminders of a round: who is told what on which day, and what stops them."""

from datetime import date, time, timedelta

import pytest
from sqlmodel import select

from scheduler.reminders import run, snoozing
from scheduler.reminders.texts import GOES_WEEKLY
from scheduler.ticks.reminders import remind
from storage.act import Act
from storage.models.round import Reminder
from storage.office import deputies, officers
from storage.plans import plan_duties, plan_returns, plans
from storage.rounds import rounds
from storage.rules import errors
from storage.rules.clock import kst
from storage.rules.half_year import HalfYear
from storage.rules.terms import ReminderState, Role
from storage.rules.workday import Calendar
from tests.scheduler.town import Town, at, kinds

HALF = HalfYear(2026, 2)
CALENDAR = Calendar()
REQUEST, DUE, FINAL = date(2026, 6, 1), date(2026, 6, 22), date(2026, 7, 31)


def _to(town: Town, place: int, role: Role = Role.STAFF) -> list[date]:
    """The days on which this person had a digest."""
    who = town.person(place, role).id
    return [kst(one.at).date() for one in town.told if one.officer_id == who]


async def _rows(town: Town, **wanted: object) -> list[Reminder]:
    async with town.db.read() as session:
        found = (await session.exec(select(Reminder).order_by(Reminder.id))).all()  # type: ignore[arg-type]  # a column
    return [row for row in found if all(getattr(row, k) == v for k, v in wanted.items())]


async def test_the_ladder_is_climbed_on_working_days_and_goes_on_until_the_plan_is_in(
    town: Town,
) -> None:
    await town.days(REQUEST - timedelta(days=7), date(2026, 6, 25))
    wanted = [REQUEST, *(date(2026, 6, day) for day in (11, 17, 19, 22, 23, 24, 25))]
    assert _to(town, 1) == wanted
    mine = [one.text for one in town.told if one.officer_id == town.person(1).id]
    assert [GOES_WEEKLY in text for text in mine] == [False] * 7 + [True]
    await town.hand_in(1, HALF, at(date(2026, 6, 25), time(15)))
    await town.days(date(2026, 6, 26), FINAL)
    assert _to(town, 1) == wanted
    weekly = [date(2026, 7, day) for day in (6, 13, 20, 27)]  # 7.17. is a Friday off
    assert _to(town, 2)[len(wanted) :] == weekly


async def test_the_office_learns_once_that_the_round_has_opened(town: Town) -> None:
    await town.days(REQUEST, DUE)
    told = [one for one in town.told if "round_open" in kinds([one])]
    assert [(one.officer_id, kst(one.at).date()) for one in told] == [(town.office.id, REQUEST)]


def _milestones(town: Town) -> list[tuple[int, date, date]]:
    return [
        (one.officer_id, kst(one.at).date(), key[4])
        for one in town.told
        for key, _ in one.reminders
        if key[0] == "round_milestone"
    ]


@pytest.mark.long
async def test_the_office_hears_once_of_the_draft_the_panel_and_the_final_day(town: Town) -> None:
    """The panel's day is a Sunday: it is told on the Friday before."""
    await town.days(REQUEST, FINAL + timedelta(days=7))
    office = town.office.id
    assert _milestones(town) == [
        (office, date(2026, 6, 30), date(2026, 6, 30)),
        (office, date(2026, 7, 3), date(2026, 7, 5)),
        (office, FINAL, FINAL),
    ]
    friday = next(one for one in town.told if kst(one.at).date() == date(2026, 7, 3))
    assert any(
        "취합 평가단 제출 예정일은 7.5.입니다." in one.text
        for one in town.told
        if one.officer_id == office and one.at == friday.at
    )


async def test_milestones_of_one_day_are_one_line_and_a_closed_round_has_none(town: Town) -> None:
    await town.tick(REQUEST)
    async with town.db.begin() as session:
        row = await rounds.current(session, REQUEST)
        assert row is not None
        row.draft_on = row.panel_on = date(2026, 6, 30)
    await town.tick(date(2026, 6, 30))
    assert [one[1:] for one in _milestones(town)] == [(date(2026, 6, 30), date(2026, 6, 30))]
    assert any(
        "취합 총괄 초안, 평가단 제출 예정일은 6.30.입니다." in one.text for one in town.told
    )
    async with town.db.begin() as session:
        await rounds.close(
            Act(session, town.office, at(date(2026, 7, 1))), row.id, reason="마감일"
        )
    await town.tick(FINAL)
    assert len(_milestones(town)) == 1


async def test_what_is_done_between_planning_and_sending_is_not_told(town: Town) -> None:
    """R14; mutant: the need looked at only when the reminder is planned."""
    async with town.db.begin() as session:
        await rounds.ensure_rounds(session, REQUEST, at(REQUEST, time(8)))
        assert await run.remind(session, at(REQUEST, time(9))) == []
    await town.hand_in(1, HALF, at(REQUEST, time(9, 10)))
    async with town.db.begin() as session:
        told = await run.remind(session, at(REQUEST))
    assert town.person(1).id not in {one.officer_id for one in told}
    dropped = await _rows(town, officer_id=town.person(1).id)
    assert [row.state for row in dropped] == [ReminderState.CANCELLED]


async def test_a_plan_sent_back_is_asked_for_again(town: Town) -> None:
    await town.days(REQUEST, date(2026, 6, 10))
    await town.hand_in(1, HALF, at(date(2026, 6, 10), time(15)))
    await town.tick(date(2026, 6, 17))
    async with town.db.begin() as session:
        plan = await plans.find(session, town.departments[1].id, HALF)
        assert plan is not None
        item = (await plans.items(session, plan.id))[0]
        await plan_returns.ask(
            Act(session, town.office, at(REQUEST)), item.id, "budget", "금액 확인"
        )
    told = await town.tick(date(2026, 6, 19))
    mine = next(one for one in told if one.officer_id == town.person(1).id)
    assert "보완 요청" in mine.text


async def test_planning_and_claiming_twice_tells_once_even_when_the_clock_steps_back(
    town: Town,
) -> None:
    """R09, R18; mutant: the moment in the digest's key, and rungs that were told planned anew.

    The unique rung and the key of the day hold it each by itself.
    """
    for clock in (time(9, 30), time(9, 32), time(15), time(9, 31), time(11)):
        await town.tick(REQUEST, clock)
    assert _to(town, 1) == [REQUEST]
    assert len(await _rows(town, officer_id=town.person(1).id)) == 1
    assert len([row for row in await town.outbox() if row.dedupe_key]) == len(town.told)


async def test_a_digest_that_is_not_kept_is_told_at_the_next_tick(town: Town) -> None:
    """Mutant: the reminder marked as sent in a transaction of its own, before the message."""
    async with town.db.begin() as session:
        await rounds.ensure_rounds(session, REQUEST, at(REQUEST))

    async def power_cut() -> None:
        async with town.db.begin() as session:
            assert await run.remind(session, at(REQUEST))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await power_cut()
    assert await town.outbox() == []
    assert kinds(await town.tick(REQUEST, time(9, 40))).count("plan_request") == 3


async def test_a_dayoff_or_a_quiet_hour_is_never_broken(town: Town) -> None:
    """R15: what falls due on a day off waits for half past nine of the next working day."""
    for clock in (time(0, 5), time(7), time(9, 29), time(12), time(12, 59), time(18), time(23)):
        assert await town.tick(REQUEST, clock) == []
    assert await town.tick(date(2026, 6, 6)) == []
    assert len(await town.tick(date(2026, 6, 8), time(13))) == 4


@pytest.mark.parametrize("number", [0, 1, 10, 16, 18, 21, 22])
async def test_a_snooze_never_passes_the_due_day_and_never_doubles(
    town: Town, number: int
) -> None:
    """Snooze on the number-th day of the round, whatever rung it is; mutant: no due day asked."""
    day = REQUEST + timedelta(days=number)
    await town.days(REQUEST, day)
    who = town.person(1)
    told_today = day in _to(town, 1)
    after = CALENDAR.add_workdays(day, 1)
    async with town.db.begin() as session:
        if number in (0, 1, 21, 22):  # nothing to put off was told, or it is the due day or later
            assert not told_today or after > DUE or day == REQUEST
            with pytest.raises(errors.Refusal):
                await snoozing.snooze(Act(session, who, at(day, time(10))), day)
            return
        until = await snoozing.snooze(Act(session, who, at(day, time(10))), day)
    assert kst(until).date() == after <= DUE
    for clock in (time(10, 5), time(17)):
        assert who.id not in {one.officer_id for one in await town.tick(day, clock)}
    await town.days(day + timedelta(days=1), after - timedelta(days=1))
    early = await town.tick(after, time(9, 2))
    late = await town.tick(after, time(9, 30))
    again = [one for one in (*early, *late) if one.officer_id == who.id]
    assert [kinds([one]) for one in again] == [["plan_due", "results_due"]]
    assert kst(again[0].at).time() == time(9, 2)
    assert "[지연]" not in again[0].text


@pytest.mark.long
async def test_silence_is_told_to_the_line_above_slowly_and_a_touch_starts_anew(
    town: Town,
) -> None:
    """Mutants: escalation counted from the due day only; both levels at once after an outage."""
    await town.days(REQUEST, date(2026, 6, 26))
    assert _to(town, 2, Role.LEAD) == [date(2026, 6, 25)]
    async with town.db.begin() as session:
        plan = await plans.find(session, town.departments[2].id, HALF)
        assert plan is not None
        await plans.declare_none(Act(session, town.person(2), at(date(2026, 6, 26))), plan)
        await plans.reopen(Act(session, town.person(2), at(date(2026, 6, 29))), plan)
    await town.days(date(2026, 6, 29), date(2026, 7, 8))
    assert _to(town, 2, Role.LEAD) == [date(2026, 6, 25), date(2026, 7, 2)]
    assert _to(town, 2, Role.HEAD) == [date(2026, 7, 7)]
    assert _to(town, 1, Role.HEAD) == [date(2026, 6, 30)]
    text = next(one.text for one in town.told if one.officer_id == town.person(1, Role.LEAD).id)
    assert "협조 요청: 2번과" in text
    assert town.person(1).name in text


async def test_a_deputy_is_told_in_place_of_who_is_away(town: Town) -> None:
    me, deputy = town.person(1), town.person(1, Role.LEAD)
    async with town.db.begin() as session:
        await deputies.appoint(Act(session, me, at(REQUEST)), me.id, deputy.id, REQUEST, REQUEST)
    told = await town.tick(REQUEST)
    mine = next(one for one in told if one.officer_id == deputy.id)
    assert f"{me.name} 님 대신" in mine.text
    assert _to(town, 1) == []
    await town.days(date(2026, 6, 2), date(2026, 6, 11))
    assert _to(town, 1) == [date(2026, 6, 11)]


async def test_who_cannot_be_reached_is_shown_to_the_office_once_and_a_colleague_is_told(
    town: Town,
) -> None:
    """R16."""
    async with town.db.begin() as session:
        await officers.set_reachable(session, town.person(1).telegram_id or 0, False)
    await town.days(REQUEST, date(2026, 6, 11))
    assert (_to(town, 1), _to(town, 1, Role.LEAD)) == ([], [REQUEST, date(2026, 6, 11)])
    assert kinds(town.told).count("unreachable") == 1
    for reachable, day in ((True, 12), (False, 15)):
        async with town.db.begin() as session:
            await officers.set_reachable(session, town.person(1).telegram_id or 0, reachable)
        await town.tick(date(2026, 6, day))
    assert kinds(town.told).count("unreachable") == 2


async def test_who_left_or_handed_the_duty_on_falls_silent_at_once(town: Town) -> None:
    """N10: nothing for the old account, everything for the new one, nothing told twice: the new
    one gets the request of the round once, as everybody did."""
    asked = date(2026, 6, 2)
    await town.tick(REQUEST)
    async with town.db.begin() as session:
        await plan_duties.assign(
            Act(session, town.person(1), at(REQUEST, time(15))),
            town.departments[1].id,
            town.person(1, Role.LEAD).id,
        )
        await officers.remove(Act(session, town.office, at(REQUEST, time(15))), town.person(2).id)
    await town.days(date(2026, 6, 2), date(2026, 6, 11))
    assert (_to(town, 1), _to(town, 1, Role.LEAD)) == ([REQUEST], [asked, date(2026, 6, 11)])
    assert (_to(town, 2), _to(town, 2, Role.LEAD)) == ([REQUEST], [asked, date(2026, 6, 11)])
    assert "[지연]" not in town.told[-1].text


@pytest.mark.parametrize("days", [3, 9, 18])
async def test_a_new_due_day_drops_the_reminders_of_the_old_one(town: Town, days: int) -> None:
    """R17, for the day of a round."""
    await town.tick(REQUEST)
    async with town.db.begin() as session:
        assert await run.remind(session, at(date(2026, 6, 11), time(9))) == []
        row = await rounds.current(session, REQUEST)
        assert row is not None
        for name in ("due_on", "draft_on", "panel_on", "final_on"):
            setattr(row, name, getattr(row, name) + timedelta(days=days))
    told = await town.tick(date(2026, 6, 11), time(9, 30))
    assert {key[4] for one in told for key, _ in one.reminders if key[1] == "plan"} <= {
        date(2026, 6, 20) + timedelta(days=days)
    }
    old = await _rows(town, due_on=date(2026, 6, 20))
    assert ReminderState.PLANNED not in {row.state for row in old}


async def test_the_tick_of_the_timetable_writes_the_digest_with_its_buttons(town: Town) -> None:
    async with town.db.begin() as session:
        await rounds.ensure_rounds(session, REQUEST, at(REQUEST))
    await remind(town.db, lambda: at(REQUEST))
    sent = next(row for row in await town.outbox() if row.chat_id == town.person(1).telegram_id)
    buttons = [
        (button["label"], button["code"]) for line in sent.payload["rows"] for button in line
    ]
    assert [text for text, _ in buttons] == [
        "추진계획 작성",
        "추진계획 해당없음",
        "추진계획 담당자 변경",
        "추진실적 확인",
        "추진실적 해당없음",
    ]
    assert buttons[0][1] == "v1:plan:show:2026-2"
    assert buttons[1][1].startswith("v1:plan:none:")
    assert buttons[2][1].startswith("v1:handoff:")
    assert sent.payload["text"].startswith("<b>취합 요청</b>")
    assert sent.dedupe_key == f"request:{town.person(1).id}:2026-2"
    await remind(town.db, lambda: at(date(2026, 6, 11)))
    sent = [row for row in await town.outbox() if row.chat_id == town.person(1).telegram_id][-1]
    assert [key["code"] for key in sent.payload["rows"][1]][1] == "v1:snooze:2026-06-11"
    assert sent.dedupe_key == f"digest:{town.person(1).id}:2026-06-11"
