"""확인할 것: what asks for the same stands together, and hides nothing that matters."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlmodel import select

from handlers.chat.taps import read
from handlers.report import claim_views, texts
from storage.models.report import ClaimAcceptance
from storage.report import report_claims
from storage.report.figure_claims import Claim
from tests.handlers.report_office import HALF, opened, write
from tests.handlers.round_office import OFFICE
from tests.helpers.desk import Desk
from tests.helpers.facts import fair, when


def claims(*keys: str, accepted: str | None = None) -> list[Claim]:
    """Claims of these keys."""
    return [Claim(key, f"‘{key}’의 확인할 것", accepted=accepted) for key in keys]


def test_the_one_that_matters_comes_first_and_the_many_are_one_line() -> None:
    many = claims(*(f"evidence:event:{at}" for at in range(13)))
    found = [*many, *claims("runs:2021-2:40:39")]
    screen = claim_views.claim_list(HALF, found, 0)
    lines = screen.text.splitlines()
    assert lines[2] == "1. ‘runs:2021-2:40:39’의 확인할 것"
    assert lines[3] == "2. 증빙 사진이나 파일이 없는 기록 13건"
    assert lines[4] == "    예: ‘evidence:event:0’의 확인할 것"
    assert sum(line[:1].isdigit() for line in lines) == 2


def test_two_that_are_alike_stand_alone_and_what_stands_comes_last() -> None:
    found = [
        *claims("dates:event:9:x", accepted="확인"),
        *claims("evidence:event:1", "evidence:event:2"),
    ]
    groups = claim_views.alike(found)
    assert [[one.key for one in group] for group in groups] == [
        ["evidence:event:1"],
        ["evidence:event:2"],
        ["dates:event:9:x"],
    ]


def test_every_claim_is_in_exactly_one_group() -> None:
    found = [
        *claims(*(f"{sort}:{at}" for sort in ("evidence", "lacks", "money") for at in range(5))),
        *claims(*(f"evidence:x{at}" for at in range(4)), accepted="사유"),
    ]
    grouped = [one.key for group in claim_views.alike(found) for one in group]
    assert sorted(grouped) == sorted(one.key for one in found)


def test_every_sort_that_a_report_knows_has_its_words_and_its_button() -> None:
    for sort in texts.ALIKE:
        screen = claim_views.claim_list(HALF, claims(*(f"{sort}:{at}" for at in range(3))), 0)
        assert f"1. {texts.ALIKE[sort].format(count=3)}" in screen.text
        code = screen.rows[0][0].code
        assert read(code, date(2021, 12, 20)).args[1] == sort


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office whose fairs have no evidence."""
    made = await opened(sqlite_url)
    for month in range(7, 11):
        await write(made, fair(title=f"{month}월 박람회", period=when(f"2021.{month}.5.")))
    yield made
    await made.close()


async def test_all_of_a_group_are_let_stand_with_one_reason(desk: Desk) -> None:
    await desk.taps_code(OFFICE, f"v1:repv:claims:{HALF.code}:0")
    await desk.taps_code(OFFICE, f"v1:repv:alike:{HALF.code}:evidence:0:0")
    await desk.taps_code(OFFICE, f"v1:repv:acceptall:{HALF.code}:evidence")
    await desk.says(OFFICE, "현장 일지로 확인")
    asked = desk.newest(OFFICE).text
    assert "확인할 것 6건을 그대로 둡니다." in asked
    assert "사유: 현장 일지로 확인" in asked
    async with desk.db.read() as session:
        assert not (await session.exec(select(ClaimAcceptance))).all()
    await desk.taps(OFFICE, "예")
    async with desk.db.read() as session:
        found = await report_claims.claims(session, HALF)
        assert {one.accepted for one in found if one.sort == "evidence"} == {"현장 일지로 확인"}
        kept = (await session.exec(select(ClaimAcceptance))).all()
    assert len(kept) == len([one for one in found if one.sort == "evidence"]) >= 4
    await desk.taps(OFFICE, "« 확인할 것")
    assert "(그대로 둠)" in desk.newest(OFFICE).text


@pytest.mark.long
async def test_a_group_is_taken_back_whole_and_its_reason_is_a_tap_the_next_time(
    desk: Desk,
) -> None:
    accept = f"v1:repv:acceptall:{HALF.code}:evidence"
    await desk.taps_code(OFFICE, accept)
    await desk.says(OFFICE, "현장 일지로 확인")
    await desk.taps(OFFICE, "예")
    await desk.taps(OFFICE, "되돌리기")
    assert "6건을 다시 확인할 것으로 돌렸습니다." in desk.newest(OFFICE).text
    async with desk.db.read() as session:
        assert all(one.accepted is None for one in await report_claims.claims(session, HALF))
    await desk.taps_code(OFFICE, accept)
    await desk.says(OFFICE, "현장 일지로 확인")
    await desk.taps(OFFICE, "예")
    await write(desk, fair(title="11월 박람회", period=when("2021.11.5.")))
    await desk.taps_code(OFFICE, f"v1:repv:alike:{HALF.code}:evidence:0:0")
    await desk.taps_code(OFFICE, accept)
    assert desk.labels(OFFICE) == ["현장 일지로 확인"]
    await desk.taps(OFFICE, "현장 일지로 확인")
    assert "확인할 것 1건을 그대로 둡니다." in desk.newest(OFFICE).text


@pytest.mark.long
async def test_chosen_lines_of_a_group_are_let_stand_and_the_others_stay(desk: Desk) -> None:
    await desk.taps_code(OFFICE, f"v1:repv:acceptall:{HALF.code}:evidence")
    await desk.says(OFFICE, "공문으로 확인")
    await desk.taps(OFFICE, "골라서 하기")
    chosen = [label for label in desk.labels(OFFICE) if label.startswith("✓")]
    assert len(chosen) == 6
    for label in chosen[:4]:
        await desk.taps(OFFICE, label)
    await desk.taps(OFFICE, "고른 2개")
    await desk.taps(OFFICE, "예")
    async with desk.db.read() as session:
        found = await report_claims.claims(session, HALF)
    evidence = [one.accepted for one in found if one.sort == "evidence"]
    assert sorted(map(str, evidence)) == ["None"] * 4 + ["공문으로 확인"] * 2
