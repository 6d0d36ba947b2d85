"""Nobody begins more than they could ever finish; what they have begun stays with them."""

from collections.abc import AsyncIterator

import pytest

from handlers.install import install
from storage.models.traffic import PARKED
from storage.rules.terms import Role
from storage.traffic import drafts
from tests.helpers.desk import Desk

STAFF, OTHER = 22, 23


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    """Two clerks."""
    made = await Desk(url, install).open()
    home = await made.department("일자리정책과", 1)
    for person in (STAFF, OTHER):
        await made.hire(person, Role.STAFF, home)
    yield made
    await made.close()


async def begun(desk: Desk, person: int) -> list[drafts.Filling]:
    async with desk.db.read() as session:
        return await drafts.unfinished(session, person)


async def test_the_hundred_and_first_is_refused_until_one_is_done_with(desk: Desk) -> None:
    async with desk.db.begin() as session:
        for number in range(drafts.MOST_UNFINISHED - 1):
            await drafts.begin(
                session,
                chat_id=STAFF,
                user_id=STAFF,
                form="problem",
                form_version=1,
                answers={"text": f"{number}번째"},
                now=desk.now,
                state=PARKED,
            )
    (asked,) = await desk.says(STAFF, "/problem")
    assert "작성 중인 기록이" not in asked
    (refused,) = await desk.says(STAFF, "/problem")
    assert "작성 중인 기록이 300건 있어 더 시작할 수 없습니다." in refused
    assert len(await begun(desk, STAFF)) == drafts.MOST_UNFINISHED
    (other,) = await desk.says(OTHER, "/problem")
    assert "작성 중인 기록이" not in other
    async with desk.db.begin() as session:
        await drafts.expire(session, (await drafts.unfinished(session, STAFF))[-1].id, desk.now)
    (asked,) = await desk.says(STAFF, "/problem")
    assert "더 시작할 수 없습니다" not in asked
