"""A register that came back: read, decided about, agreed to with its numbers, taken back."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.errands import registers
from handlers.install import install
from handlers.register import saving
from storage.act import Act
from storage.facts.registers.wording_registers import DEPARTMENT, KEY
from storage.facts.registers.wording_scopes import Scope
from storage.records import records
from storage.registers import listing
from storage.registers.listing import Listed
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind, Role
from storage.traffic import uploads
from tests.helpers.desk import Desk
from tests.helpers.facts import bus, fair
from tests.storage.registers.through_files import cells, edited, read

CHIEF, STAFF = 9001, 9002
SCOPE = Scope.of_half(RecordKind.EVENT, HalfYear(2021, 2))
Edit = Callable[[list[dict[str, str]]], object]


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office with a fair and a bus."""
    made = await Desk(sqlite_url, install).open()
    home = await made.department("일자리정책과", 1)
    await made.hire(CHIEF, Role.OFFICE, home)
    await made.hire(STAFF, Role.STAFF, home)
    async with made.db.begin() as session:
        actor = await made.officer(STAFF)
        for facts in (fair(), bus("2021.7.3.", people=8)):
            await records.add(Act(session, actor, made.now), facts)
    yield made
    await made.close()


async def register_of(desk: Desk) -> Listed:
    async with desk.db.read() as session:
        return await listing.of(session, SCOPE)


async def came(desk: Desk, edit: Edit, user: int = CHIEF) -> int:
    """A file that was read and waits for its sender; returns its number."""
    found = read(edited(await register_of(desk), edit))
    return await kept(desk, found, user)


async def kept(desk: Desk, found: dict[str, Any], user: int) -> int:
    async with desk.db.begin() as session:
        officer = await desk.officer(user)
        assert officer is not None
        file = {"file_id": "f", "file_unique_id": "u", "file_name": "대장.xlsx"}
        row = await uploads.add(session, file, officer=officer, chat_id=user, now=desk.now)
        await uploads.choose(session, row, "register")
        await uploads.keep_found(session, row.id, found, "0")
        return row.id


async def opened(desk: Desk, number: int, user: int = CHIEF) -> str:
    said = await desk.taps_code(user, f"v1:regin:sum:{number}")
    return said[-1]


def new(title: str = "구인구직 만남의 날", day: str = "2021.9.9.") -> dict[str, str]:
    row = {"종류": "찾아가는 채용행사", "날짜": day, "이름": title}
    return row | {DEPARTMENT: "일자리정책과"}


async def test_what_would_change_is_shown_before_a_word_is_saved(desk: Desk) -> None:
    def edit(rows: list[dict[str, str]]) -> None:
        rows[0]["상담(명)"] = "12명"
        rows[1]["진행"] = "운영함"
        rows.append(new())

    said = await opened(desk, await came(desk, edit))
    assert "행사 대장을 읽었습니다. (3행)" in said
    assert "새 기록 1 · 바뀐 기록 1 · 그대로 0" in said
    assert "상담(명): 8 → 12" in said
    assert "빼고 저장할 것 1건" in said
    assert "운영함" in said
    assert [row["상담(명)"] for row in cells(await register_of(desk))] == ["8", ""]


async def test_a_yes_saves_all_of_it_and_half_an_hour_takes_it_back(desk: Desk) -> None:
    before = cells(await register_of(desk))

    def edit(rows: list[dict[str, str]]) -> None:
        rows[0]["상담(명)"] = "12"
        rows.append(new())

    await opened(desk, await came(desk, edit))
    [asked] = await desk.taps(CHIEF, "저장 (2건)")
    assert "행사 대장을 저장합니다." in asked
    assert "30분" in asked
    [done] = await desk.agrees(CHIEF)
    assert "새 기록 1 · 바뀐 기록 1" in done
    assert [row["상담(명)"] for row in cells(await register_of(desk))] == ["12", "", ""]
    desk.now += timedelta(minutes=29)
    [said] = await desk.taps(CHIEF, "되돌리기")
    assert "되돌렸습니다. 2건" in said
    after = cells(await register_of(desk))
    assert [dict(row) | {KEY: ""} for row in after] == [dict(row) | {KEY: ""} for row in before]


async def test_what_is_like_a_record_is_decided_before_it_can_be_saved(desk: Desk) -> None:
    def edit(rows: list[dict[str, str]]) -> None:
        twin = dict(rows[1]) | {KEY: "", "참여(명)": "120", "날짜": "2021.7.16."}
        rows[1] = twin

    said = await opened(desk, await came(desk, edit))
    assert "비슷한 기록이 이미 있는 새 행 1건" in said
    assert not any(one.startswith("저장") for one in desk.labels(CHIEF))
    [shown] = await desk.taps(CHIEF, "비슷한 기록 정하기 (1)")
    assert "참여(명): (빈칸) → 120" in shown
    [said] = await desk.taps(CHIEF, "같은 기록")
    assert "바뀐 기록 1" in said
    await desk.taps(CHIEF, "저장 (1건)")
    await desk.agrees(CHIEF)
    assert len((await register_of(desk)).rows) == 2


async def test_what_the_file_lacks_is_removed_only_by_its_number_and_named_once_more(
    desk: Desk,
) -> None:
    said = await opened(desk, await came(desk, lambda rows: rows.pop(1)))
    assert "표에 없는 기록 1건은 그대로 둡니다" in said
    [shown] = await desk.taps(CHIEF, "표에 없는 기록 (1)")
    assert "쿠팡채용박람회" in shown
    [shown] = await desk.taps(CHIEF, "1번")
    assert "지움" in shown
    await desk.taps(CHIEF, "« 요약")
    [asked] = await desk.taps(CHIEF, "저장 (1건)")
    assert "쿠팡채용박람회" in asked
    await desk.agrees(CHIEF)
    assert len((await register_of(desk)).rows) == 1


async def test_the_file_of_somebody_else_is_not_opened(desk: Desk) -> None:
    number = await came(desk, lambda rows: rows.append(new()))
    said = await desk.taps_code(STAFF, f"v1:regin:sum:{number}")
    assert "행사 대장" not in " ".join(said)


@pytest.mark.long
async def test_many_rows_are_written_by_an_errand_and_taken_back_by_another(desk: Desk) -> None:
    def edit(rows: list[dict[str, str]]) -> None:
        rows[0]["비고"] = "고침"
        for at in range(230):
            rows.append(new(f"만남의 날 {at}", f"2021.{7 + at % 6}.{1 + at % 28}."))

    number = await came(desk, edit)
    await opened(desk, number)
    await desk.taps_code(CHIEF, f"v1:regin:news:{number}")
    await opened(desk, number)
    count = 231
    await desk.taps(CHIEF, f"저장 ({count}건)")
    [said] = await desk.agrees(CHIEF)
    assert "저장하고 있습니다. 0/231건" in said
    gone = await desk.taps_code(CHIEF, f"v1:regin:sum:{number}")  # not twice
    assert "저장 (" not in " ".join(gone)
    await registers.Saving(desk.clock)(desk.db, {"upload": number})
    some = len((await register_of(desk)).rows)
    assert 2 < some < 232
    other = registers.Saving(desk.clock)  # another process goes on
    for _ in range(3):
        await other(desk.db, {"upload": number})
    assert len((await register_of(desk)).rows) == 232
    async with desk.db.read() as session:
        row = await uploads.by_id(session, number)
    assert row is not None
    assert row.found == {}
    await desk.says(CHIEF, "/help")  # what was written is delivered
    [said] = await desk.taps(CHIEF, "되돌리기")
    assert "되돌리고 있습니다" in said
    given = [one.payload for one in desk.said if one.kind == "errand"][-1]["given"]
    back = registers.Backing(desk.clock)
    for _ in range(3):
        await back(desk.db, given)
        await desk.says(CHIEF, "/help")
        given = [one.payload for one in desk.said if one.kind == "errand"][-1]["given"]
    assert len((await register_of(desk)).rows) == 2


@pytest.mark.long
async def test_an_errand_stops_where_the_act_was_taken_back(desk: Desk) -> None:
    def edit(rows: list[dict[str, str]]) -> None:
        for at in range(60):
            rows.append(new(f"만남의 날 {at}", f"2021.{7 + at % 6}.{1 + at % 28}."))

    number = await came(desk, edit)
    await opened(desk, number)
    await desk.taps_code(CHIEF, f"v1:regin:news:{number}")
    await opened(desk, number)
    await desk.taps(CHIEF, "저장 (60건)")
    await desk.agrees(CHIEF)
    await desk.taps(CHIEF, "되돌리기")
    await registers.Saving(desk.clock)(desk.db, {"upload": number})
    assert len((await register_of(desk)).rows) == 2


def test_what_a_tap_writes_itself_is_no_more_than_a_moment() -> None:
    assert saving.AT_ONCE <= 50
