"""A register with many rows: written and taken back some at a time, whoever dies or leaves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errands import registers
from handlers.install import install
from handlers.register import saving
from storage.act import Act
from storage.facts.registers.wording_registers import KEY
from storage.models.upload import CLOSED
from storage.office import officers
from storage.records import records
from storage.rules.terms import Role
from storage.rules.trail import Verb
from storage.traffic import uploads
from tests.handlers.register.test_saving import CHIEF, STAFF, came, new, opened, register_of
from tests.helpers import trail
from tests.helpers.desk import Desk
from tests.helpers.facts import bus, fair
from tests.storage.registers.through_files import cells

COUNT = 60  # new rows; one more is changed and one is removed


class Killed(BaseException):
    """The process is gone."""


class Mortal:
    """The database of a process that dies after so many transactions."""

    def __init__(self, desk: Desk, lives: int) -> None:
        self._db = desk.db
        self.lives = lives

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """Counts them."""
        if not self.lives:
            raise Killed
        self.lives -= 1
        async with self._db.begin() as session:
            yield session


def mortal(desk: Desk, lives: int) -> Any:
    """For what wants a database."""
    return Mortal(desk, lives)


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    """An office with a fair and two buses."""
    made = await Desk(url, install).open()
    home = await made.department("일자리정책과", 1)
    await made.hire(CHIEF, Role.OFFICE, home)
    await made.hire(STAFF, Role.STAFF, home)
    async with made.db.begin() as session:
        actor = await made.officer(STAFF)
        for facts in (fair(), bus("2021.7.3.", people=8), bus("2021.8.3.", people=9)):
            await records.add(Act(session, actor, made.now), facts)
    yield made
    await made.close()


def edit(rows: list[dict[str, str]]) -> None:
    """One is changed, one is missing, and many are new: each two of a day resemble each other."""
    rows[0]["비고"] = "고침"
    del rows[2]
    for at in range(COUNT):
        pair = at // 2
        row = new(f"만남의 날 {pair}", f"2021.{9 + pair % 3}.{1 + pair % 28}.")
        rows.append(row | {"상담(명)": str(at)})


async def agreed(desk: Desk) -> int:
    """The file is meant, with all its decisions; returns its number."""
    number = await came(desk, edit)
    await opened(desk, number)
    await desk.taps_code(CHIEF, f"v1:regin:news:{number}")
    await opened(desk, number)
    await desk.taps(CHIEF, "표에 없는 기록 (1)")
    await desk.taps(CHIEF, "1번")
    await opened(desk, number)
    await desk.taps(CHIEF, f"저장 ({COUNT + 2}건)")
    [said] = await desk.agrees(CHIEF)
    assert f"0/{COUNT + 2}건" in said
    return number


async def lives(desk: Desk, errand: Any, given: dict[str, Any], slices: int) -> None:
    """A process of its own begins, and dies after so many slices."""
    with suppress(Killed):
        await errand(desk.clock)(mortal(desk, slices), given)


async def loses_the_right(desk: Desk) -> None:
    async with desk.db.begin() as session:
        chief = await officers.by_telegram(session, CHIEF)
        assert chief is not None
        chief.role = Role.VIEWER


async def state_of(desk: Desk, number: int) -> str:
    async with desk.db.read() as session:
        row = await uploads.by_id(session, number)
    assert row is not None
    return row.state


async def ordered(desk: Desk, name: str) -> dict[str, Any]:
    """What the newest errand of this name was given."""
    await desk.says(CHIEF, "/help")  # what was written is delivered
    asked = [one.payload for one in desk.said if one.kind == "errand"]
    given: dict[str, Any] = [one["given"] for one in asked if one["errand"] == name][-1]
    return given


async def verbs(desk: Desk) -> list[Any]:
    async with desk.db.read() as session:
        lines = await trail.recent(session, 1000)
        return [one.action for one in lines if one.subject == "event"]


def receipts(desk: Desk, words: str) -> list[str]:
    return [one for one in desk.heard(CHIEF) if words in one]


@pytest.mark.long
async def test_a_kill_after_any_slice_writes_nothing_twice_and_loses_nothing(desk: Desk) -> None:
    before = [dict(row) | {KEY: ""} for row in cells(await register_of(desk))]
    number = await agreed(desk)
    frozen = registers.Saving(desk.clock)
    with suppress(Killed):
        await frozen(mortal(desk, 1), {"upload": number})
    deaths = 1
    while await state_of(desk, number) != CLOSED:
        await lives(desk, registers.Saving, {"upload": number}, 1)
        deaths += 1
        if deaths == 4:  # it wakes up and knows nothing of the others
            with suppress(Killed):
                await frozen(mortal(desk, 5), {"upload": number})
    assert deaths >= 9
    assert len((await register_of(desk)).rows) == 2 + COUNT
    done = await verbs(desk)
    assert (done.count(Verb.CREATE), done.count(Verb.CHANGE)) == (3 + COUNT, 1)
    assert done.count(Verb.REMOVE) == 1
    await desk.says(CHIEF, "/help")
    [told] = receipts(desk, "저장했습니다.")
    assert f"새 기록 {COUNT} · 바뀐 기록 1 · 지움 1" in told
    assert "않은 것" not in told
    desk.now += timedelta(minutes=29)
    await desk.taps(CHIEF, "되돌리기")
    given = await ordered(desk, saving.BACKING)
    desk.now += timedelta(minutes=5)  # it was asked for in time
    for slices in (1, 2, 5, 9):
        await lives(desk, registers.Backing, given, slices)
    await registers.Backing(desk.clock)(desk.db, given)
    await desk.says(CHIEF, "/help")
    assert receipts(desk, "되돌렸습니다.") == [f"되돌렸습니다. {COUNT + 2}건"]
    assert (await verbs(desk)).count(Verb.UNDO) == COUNT + 2
    assert [dict(row) | {KEY: ""} for row in cells(await register_of(desk))] == before


@pytest.mark.long
async def test_taking_it_back_in_the_middle_stops_it_and_says_so(desk: Desk) -> None:
    number = await agreed(desk)
    await lives(desk, registers.Saving, {"upload": number}, 2)
    [said] = await desk.taps(CHIEF, "되돌리기")
    done = 2 * registers.PART
    assert said == (
        f"저장하던 것을 멈추었습니다. 저장하지 않은 것 {COUNT + 2 - done}건\n"
        f"되돌렸습니다. {done}건"
    )
    await registers.Saving(desk.clock)(desk.db, {"upload": number})
    assert len((await register_of(desk)).rows) == 3
    assert await state_of(desk, number) == CLOSED


@pytest.mark.long
async def test_a_right_that_is_lost_in_the_middle_stops_it_and_says_so(desk: Desk) -> None:
    number = await agreed(desk)
    process = registers.Saving(desk.clock)
    db = mortal(desk, 2)
    with suppress(Killed):
        await process(db, {"upload": number})
    await loses_the_right(desk)
    db.lives = 99
    await process(db, {"upload": number})
    await desk.says(CHIEF, "/help")
    done = 2 * registers.PART
    [told] = receipts(desk, "멈추었습니다.")
    assert told == (
        "권한이 바뀌어 행사 대장을 저장하던 것을 멈추었습니다.\n"
        f"저장한 것: 새 기록 {done - 2} · 바뀐 기록 1 · 지움 1\n"
        f"저장하지 않은 것 {COUNT + 2 - done}건"
    )
    assert await state_of(desk, number) == CLOSED
    assert len((await register_of(desk)).rows) == 2 + done - 2


@pytest.mark.long
async def test_whoever_taps_meanwhile_waits_for_a_slice_or_two(desk: Desk) -> None:
    number = await agreed(desk)
    db = mortal(desk, 99)
    errand = asyncio.create_task(registers.Saving(desk.clock)(db, {"upload": number}))
    waited = []
    while not errand.done():
        before = db.lives
        await desk.says(STAFF, "/help")
        waited.append(before - db.lives)
        await asyncio.sleep(0)
    await errand
    assert 99 - db.lives >= COUNT // registers.PART
    assert len(waited) > 3
    assert max(waited) <= 3, waited


@pytest.mark.long
async def test_a_right_that_is_lost_while_it_is_taken_back_says_what_stays(desk: Desk) -> None:
    number = await agreed(desk)
    await registers.Saving(desk.clock)(desk.db, {"upload": number})
    await desk.says(CHIEF, "/help")
    await desk.taps(CHIEF, "되돌리기")
    given = await ordered(desk, saving.BACKING)
    await lives(desk, registers.Backing, given, 3)
    await loses_the_right(desk)
    await registers.Backing(desk.clock)(desk.db, given)
    await desk.says(CHIEF, "/help")
    assert receipts(desk, "멈추었습니다.") == [
        "권한이 바뀌어 되돌리던 것을 멈추었습니다.\n"
        f"되돌린 것 {3 * registers.PART}건\n되돌리지 않은 것 {COUNT + 2 - 3 * registers.PART}건"
    ]
