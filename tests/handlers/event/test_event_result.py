"""The reminder of the day after an event: its button asks what became of it, nothing else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.act import Act
from storage.records import record_keeping, records
from storage.rules.date_grammar import read_period
from storage.rules.terms import EventStatus, RecordKind
from tests.handlers.round_office import ASKED, STAFF, opened, tick
from tests.helpers.desk import Desk
from tests.helpers.facts import fair


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office with a job fair planned for the next day."""
    made = await opened(sqlite_url)
    async with made.db.begin() as session:
        officer = await made.officer(STAFF)
        assert officer is not None
        day = read_period("2021.11.16.", ASKED.date())
        facts = replace(fair(), title="현장 구인의 날", period=day, status=EventStatus.PLANNED)
        await records.add(Act(session, officer, made.now), facts)
    yield made
    await made.close()


async def test_the_result_of_an_event_is_two_taps_from_the_reminder(desk: Desk) -> None:
    desk.now += timedelta(days=2)
    await desk.ticks(tick)
    assert "결과를 적어 주십시오." in desk.newest(STAFF).text
    await desk.taps(STAFF, "행사 결과 적기: 현장 구인의 날…")
    assert "행사가 어떻게 되었습니까?" in desk.newest(STAFF).text
    await desk.taps(STAFF, "완료")  # and then what could not be counted before
    assert "결과가 어떻습니까?" in desk.newest(STAFF).text
    await desk.says(STAFF, "현장면접 29개사, 면접 120 채용 35 시민 20")
    assert "면접 120명 · 채용 35명(고양시민 20명) · 현장면접 29개사" in desk.newest(STAFF).text
    await desk.taps(STAFF, "저장")
    async with desk.db.read() as session:
        row = await record_keeping.get(session, RecordKind.EVENT, 1)
    assert row is not None
    assert row.status == EventStatus.DONE
    assert row.facts["counts"] == {
        "interview_booths": 29,
        "interviewed": 120,
        "hired": 35,
        "residents": 20,
    }
    desk.now += timedelta(days=2)
    heard = len(desk.heard(STAFF))
    await desk.ticks(tick)
    assert not any("현장 구인의 날" in one for one in desk.heard(STAFF)[heard:])


@pytest.mark.parametrize("asked", ["", ":status", ":eaten"])
async def test_a_record_opens_at_its_fields_when_no_field_is_named(desk: Desk, asked: str) -> None:
    await desk.taps_code(STAFF, f"v1:edit:event:1{asked}")
    words = desk.newest(STAFF).text
    assert ("행사가 어떻게 되었습니까?" in words) is asked.startswith(":status")
    assert ("무엇을 고치시겠습니까?" in words) is not asked.startswith(":status")
