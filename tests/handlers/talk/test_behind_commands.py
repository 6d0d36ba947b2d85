"""A line behind a command fills its form, or its words are kept and said."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from handlers.install import install
from storage.rules.terms import Role
from storage.traffic import drafts
from storage.traffic.drafts import Filling
from tests.helpers.desk import Desk

OFFICER, OFFICE = 11, 12
FILLED = {
    "/contract 도로 확장공사 대한건설 12억 착공 11/3": (
        "도로 확장공사",
        "대한건설",
        "1,200,000,000원",
        "11. 3.",
    ),
    "/mou 다온식품 업무협약 체결 11.24.": ("다온식품", "11. 24."),
    "/mou 다온식품과 협약 11/24": ("다온식품", "11. 24."),
    "/problem 문제점: 중소기업 참여 저조": ("문제점", "중소기업 참여 저조"),
    "/problem 중소기업 참여 저조": ("중소기업 참여 저조",),
    "/event 일자리버스 어제 화정역 25명": ("화정역", "25명"),
}
KEPT = ("/contract 내년에 알아볼 것", "/mou 아직 이야기 중인 곳", "/event 무엇인지 모를 말")


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot with an officer and a coordinator."""
    made = await Desk(sqlite_url, install).open()
    made.now = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    home = await made.department("일자리정책과", 1)
    await made.hire(OFFICER, Role.STAFF, home)
    await made.hire(OFFICE, Role.OFFICE, home)
    yield made
    await made.close()


async def drafts_of(desk: Desk) -> list[Filling]:
    async with desk.db.read() as session:
        return await drafts.unfinished(session, OFFICER)


@pytest.mark.parametrize("line", FILLED)
async def test_a_line_behind_a_command_stands_on_its_card(desk: Desk, line: str) -> None:
    await desk.says(OFFICER, line)
    (draft,) = await drafts_of(desk)
    shown = desk.newest(OFFICER).text
    assert draft.form == line.split()[0].removeprefix("/")
    for told in FILLED[line]:
        assert told in shown, shown


@pytest.mark.parametrize("line", KEPT)
async def test_words_that_are_no_record_are_kept_in_the_form(desk: Desk, line: str) -> None:
    name, words = line.split(maxsplit=1)
    heard = await desk.says(OFFICER, line)
    (draft,) = await drafts_of(desk)
    assert draft.form == name.removeprefix("/")
    assert words in str(draft.answers)
    assert "적으신 글은" in heard[-1]


async def test_words_behind_the_money_tables_are_said_to_be_no_half_year(desk: Desk) -> None:
    (heard,) = await desk.says(OFFICE, "/budget 취업지원 2억")
    assert "취업지원 2억" in heard
    assert (await desk.rows())["draft"] == []
