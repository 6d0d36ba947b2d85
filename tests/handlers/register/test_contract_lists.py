"""Contracts of a list without a record: told to their department, recorded or excused there."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from handlers.install import install
from storage.rules.terms import Role
from storage.traffic import uploads
from tests.helpers.desk import Desk
from tests.storage.registers.through_files import foreign, read

CHIEF, STAFF, OTHER = 9001, 9002, 9003
HEADINGS = ["계약명", "계약상대자", "계약금액", "공고일", "사업부서"]
ROWS = [
    ["백석로 확장공사", "다라건설(주)", 1_200_000_000, "2021.6.2.", "도로건설과"],
    ["소규모 보수공사", "마바건설", 20_000_000, "2021.6.2.", "도로건설과"],
]
MANY = ("화정천", "백마교", "호수공원")


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The office, and a department with one who writes."""
    made = await Desk(sqlite_url, install).open()
    await made.hire(CHIEF, Role.OFFICE, await made.department("일자리정책과", 1))
    await made.hire(STAFF, Role.STAFF, await made.department("도로건설과", 2))
    yield made
    await made.close()


async def came(desk: Desk, *more: list[object]) -> int:
    """A list that was read and waits for its sender."""
    async with desk.db.begin() as session:
        officer = await desk.officer(CHIEF)
        assert officer is not None
        file = {"file_id": "f", "file_unique_id": "u", "file_name": "계약.xlsx"}
        row = await uploads.add(session, file, officer=officer, chat_id=CHIEF, now=desk.now)
        await uploads.choose(session, row, "contracts")
        await uploads.keep_found(session, row.id, read(foreign(HEADINGS, *ROWS, *more)), "0")
        return row.id


async def listed(desk: Desk, *more: list[object]) -> list[str]:
    """The list is taken over; what the department hears."""
    number = await came(desk, *more)
    [asked] = await desk.taps_code(CHIEF, f"v1:conl:list:{number}")
    count = 1 + len(more)
    assert f"대상 공사 {count}건을 부서에 알립니다" in asked
    assert f"도로건설과 {count}" in asked
    said = await desk.agrees(CHIEF)
    assert any(f"대상 공사 {count}건을 목록에 올렸습니다. 알린 부서 1곳" in one for one in said)
    return desk.heard(STAFF)


async def test_the_department_hears_and_opens_what_has_no_record(desk: Desk) -> None:
    told = await listed(desk)
    assert "아직 기록이 없는 공사계약이 1건" in told[-1]
    assert "위반" not in " ".join(told)
    [shown] = await desk.taps(STAFF, "대상 공사 보기 (1)")
    assert "백석로 확장공사 1,200,000,000원" in shown
    [card] = await desk.taps(STAFF, "1번")
    assert "대상으로 본 기준: 대규모공사 기준금액 조정" in card


async def test_one_tap_begins_the_record_with_what_the_list_says(desk: Desk) -> None:
    await listed(desk)
    await desk.taps(STAFF, "대상 공사 보기 (1)")
    await desk.taps(STAFF, "1번")
    said = " ".join(await desk.taps(STAFF, "이 공사 기록하기"))
    assert "어떤 종류의 공사입니까?" in said  # name, company, amount and day are known
    await desk.taps(STAFF, "종합")
    card = " ".join(await desk.taps(STAFF, "착공"))
    assert "백석로 확장공사" in card
    await desk.taps(STAFF, "저장")
    [said] = await desk.says(STAFF, "/registers 2021 상반기")
    assert "공사계약 대장 1건" in said
    assert not any("기록이 없는" in one for one in desk.labels(STAFF))


async def test_a_reason_is_kept_and_it_is_not_asked_again(desk: Desk) -> None:
    await listed(desk)
    await desk.says(STAFF, "/registers")
    await desk.taps(STAFF, "기록이 없는 대상 공사 (1)")
    await desk.taps(STAFF, "1번")
    await desk.taps(STAFF, "기록하지 않는 사유")
    said = " ".join(await desk.replies(STAFF, "경기도에서 발주한 공사"))
    assert "사유를 남겼습니다: 경기도에서 발주한 공사" in said
    number = await came(desk)
    said = " ".join(await desk.taps_code(CHIEF, f"v1:conl:list:{number}"))
    assert "알릴 것이 없습니다" in said
    await desk.taps(STAFF, "사유 거두기")
    assert any("이 공사 기록하기" in one for one in desk.labels(STAFF))


async def test_the_office_takes_the_list_back_for_half_an_hour(desk: Desk) -> None:
    await listed(desk)
    desk.now += timedelta(minutes=20)
    [said] = await desk.taps(CHIEF, "되돌리기")
    assert "목록에서 내렸습니다. 1건" in said
    [said] = await desk.taps(STAFF, "대상 공사 보기 (1)")
    assert "기록이 없는 대상 공사가 없습니다" in said


async def test_what_has_no_record_waits_in_the_list_of_its_keeper_until_somebody_spoke(
    desk: Desk,
) -> None:
    [before] = await desk.says(STAFF, "/todo")
    assert "대상 공사" not in before
    await listed(desk)
    [said] = await desk.says(STAFF, "/todo")
    assert "기록이 없는 대상 공사\n1. 도로건설과 1건" in said
    [others] = await desk.says(CHIEF, "/todo")
    assert "대상 공사" not in others
    [shown] = await desk.taps(STAFF, "1번")
    assert "백석로 확장공사" in shown
    await desk.taps(STAFF, "1번")
    await desk.taps(STAFF, "기록하지 않는 사유")
    await desk.replies(STAFF, "경기도에서 발주한 공사")
    [after] = await desk.says(STAFF, "/todo")
    assert "대상 공사" not in after


async def test_the_office_finds_it_in_what_is_to_be_checked_of_the_half_of_its_day(
    desk: Desk,
) -> None:
    """And settles it from there: with a record, or with the reason why there is none."""
    await listed(desk)
    for half, count in (("2021 하반기", 0), ("2021 상반기", 1)):
        report = await desk.says(CHIEF, f"/report {half}")
        assert f"확인할 것 {count}건" in report[-1]
    await desk.taps(CHIEF, "더 보기 »")
    [found] = await desk.taps(CHIEF, "확인할 것 (1)")
    line = "도로건설과 ‘백석로 확장공사’(1,200,000,000원): 대상 공사인데 기록도 사유도 없습니다."
    assert line in found
    await desk.taps(CHIEF, "1번")
    assert "담당에게 묻기" not in desk.labels(CHIEF)
    [card] = await desk.taps(CHIEF, "기록하거나 사유 적기")
    assert "대상으로 본 기준" in card
    assert "이 공사 기록하기" in desk.labels(CHIEF)
    await desk.taps(CHIEF, "기록하지 않는 사유")
    await desk.replies(CHIEF, "경기도에서 발주한 공사")
    report = await desk.says(CHIEF, "/report 2021 상반기")
    assert "확인할 것 0건" in report[-1]


async def test_many_of_them_are_one_group_of_what_is_to_be_checked(desk: Desk) -> None:
    more = [
        [f"{name} 정비공사", "사아건설", 300_000_000, "2021.6.2.", "도로건설과"] for name in MANY
    ]
    await listed(desk, *more)
    [said] = await desk.says(STAFF, "/todo")
    assert "도로건설과 4건" in said
    await desk.says(CHIEF, "/report 2021 상반기")
    await desk.taps(CHIEF, "더 보기 »")
    [found] = await desk.taps(CHIEF, "확인할 것 (4)")
    assert "1. 대상인데 기록이 없는 공사계약 4건" in found
    assert "2." not in found.partition("공사계약 4건")[2].partition("예:")[0]
