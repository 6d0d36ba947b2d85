"""The list of several records is taken back by one tap, while ten minutes have not passed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from handlers.install import install
from handlers.talk import texts
from storage.records import record_lookup
from storage.rules.terms import RecordKind, Role
from tests.helpers.desk import Desk

OFFICER = 11
MANY = "어제 원당역 버스 14명 상담\n오늘 풍산역 버스 16명 상담\n11/10 화정역 버스 20명 상담"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An officer who has saved three records of one message by one tap."""
    made = await Desk(sqlite_url, install).open()
    made.now = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    await made.hire(OFFICER, Role.STAFF, await made.department("일자리정책과", 1))
    await made.says(OFFICER, MANY)
    await made.taps(OFFICER, "모두 저장 (3건)")
    yield made
    await made.close()


async def living(desk: Desk) -> list[str]:
    async with desk.db.read() as session:
        return [row.title for row in await record_lookup.all_living(session, RecordKind.EVENT)]


def answers(desk: Desk) -> list[str]:
    return [one.payload["text"] for one in desk.said if one.kind == "answer"]


async def test_one_tap_takes_all_of_them_back_and_asks_nothing(desk: Desk) -> None:
    assert len(await living(desk)) == 3
    desk.now += timedelta(minutes=9)
    (heard,) = await desk.taps(OFFICER, "되돌리기")
    assert heard.startswith("3건의 저장을 취소했습니다.")
    assert "되돌리기" not in desk.labels(OFFICER)
    assert await living(desk) == []
    await desk.taps(OFFICER, "1번")
    await desk.taps(OFFICER, "되살리기")
    assert len(await living(desk)) == 1


async def test_what_was_touched_since_stays(desk: Desk) -> None:
    screen = desk.newest(OFFICER)
    code = next(key.code for key in screen.keys if key.label == "되돌리기")
    await desk.says(OFFICER, "방금 거 20명 아니라 22명")
    await desk.taps(OFFICER, "저장")
    await desk.taps_code(OFFICER, code, screen.message_id)
    assert len(await living(desk)) == 1
    told = [one for one in desk.heard(OFFICER) if "2건의 저장을 취소" in one]
    assert texts.SEVERAL_KEPT.format(count=1) in told[-1]
    await desk.taps_code(OFFICER, code, screen.message_id)
    assert answers(desk)[-1] == texts.SEVERAL_TOO_LATE
    assert len(await living(desk)) == 1


async def test_after_ten_minutes_they_stay(desk: Desk) -> None:
    desk.now += timedelta(minutes=11)
    await desk.taps(OFFICER, "되돌리기")
    assert answers(desk)[-1] == texts.SEVERAL_TOO_LATE
    assert len(await living(desk)) == 3
