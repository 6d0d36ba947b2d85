"""`/registers`: everybody takes a register out, of the scope that was chosen."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.renders import register
from bot.renders.rendered import Withheld
from handlers.install import install
from storage.act import Act
from storage.records import records
from storage.rules.people import REMOVED
from storage.rules.terms import Role
from tests.helpers.desk import Desk
from tests.helpers.facts import fair, works

VIEWER, STAFF = 9001, 9002


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An event and a contract of one department, and somebody of another who only reads."""
    made = await Desk(sqlite_url, install).open()
    home = await made.department("일자리정책과", 1)
    await made.department("기업지원과", 2)
    await made.hire(STAFF, Role.STAFF, home)
    await made.hire(VIEWER, Role.VIEWER, None)
    async with made.db.begin() as session:
        actor = await made.officer(STAFF)
        for facts in (fair(), works()):
            await records.add(Act(session, actor, made.now), facts)
    yield made
    await made.close()


def asked(desk: Desk) -> dict[str, Any]:
    """What the file is made of that was asked for last."""
    given: dict[str, Any] = [one.payload for one in desk.said if one.kind == "document"][-1]
    assert given["render"] == "register"
    return dict(given["given"])


async def text_of(desk: Desk) -> list[list[str]]:
    """The cells of that file, which is text."""
    made = await register.write_register(desk.db, asked(desk))
    return list(csv.reader(io.StringIO(made.body.decode("utf-8-sig"))))


async def test_it_counts_what_each_register_of_the_scope_holds(desk: Desk) -> None:
    [own] = await desk.says(STAFF, "/registers 2021 하반기")
    assert "2021년 하반기 · 일자리정책과" in own
    assert "행사 대장 1건" in own
    [other] = await desk.taps(STAFF, "◀ 2021 상반기")
    assert "행사 대장 0건" in other
    [term] = await desk.taps(STAFF, "임기 전체로")
    assert "민선 7기" in term
    assert "공사계약 대장 1건" in term


async def test_the_words_of_a_register_open_it(desk: Desk) -> None:
    [said] = await desk.says(STAFF, "행사대장 2021 하반기")
    assert "대장 2021년 하반기" in said


@pytest.mark.long
async def test_who_only_reads_takes_out_what_was_submitted(desk: Desk) -> None:
    await desk.says(VIEWER, "/registers 2021 하반기")
    await desk.taps(VIEWER, "행사 CSV")
    header, row = await text_of(desk)
    assert (row[1], row[2]) == ("일자리정책과", "채용박람회")
    assert header[-1].startswith("관리번호(수정 금지) 행사 2021-2")


async def test_a_department_is_chosen_from_the_list(desk: Desk) -> None:
    await desk.says(VIEWER, "/registers 2021 하반기")
    await desk.taps(VIEWER, "부서 고르기")
    [said] = await desk.taps(VIEWER, "2번")
    assert "기업지원과" in said
    assert "행사 대장 0건" in said
    [said] = await desk.taps(VIEWER, "모든 부서")
    assert "행사 대장 1건" in said


async def test_who_left_meanwhile_gets_nothing(desk: Desk) -> None:
    await desk.says(VIEWER, "/registers")
    await desk.taps(VIEWER, "행사 대장 받기")
    async with desk.db.begin() as session:
        reader = await desk.officer(VIEWER)
        assert reader is not None
        reader.state = REMOVED
        session.add(reader)
    with pytest.raises(Withheld):
        await register.write_register(desk.db, asked(desk))
