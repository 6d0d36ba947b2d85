"""요청 공문: its drafts, its number in what is sent, and what is offered for those not reached."""

from collections.abc import AsyncIterator

import pytest

from storage import audit
from storage.office import departments, officers
from storage.plans import plans
from storage.rules.terms import PlanState
from storage.rules.trail import Subject
from tests.handlers.round_office import HALF, HOME, OFFICE, ROADS, opened
from tests.helpers.desk import Desk

AWAY = ("자치행정과", "회계과")  # nobody of them is on the bot


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await opened(sqlite_url)
    for at, name in enumerate(AWAY, 3):
        await made.department(name, at)
    yield made
    await made.close()


async def letter(desk: Desk) -> str:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "요청 공문")
    return desk.newest(OFFICE).text


def papers(desk: Desk) -> list[dict[str, object]]:
    """What was asked to be drawn, in turn."""
    return [
        {"render": one.payload["render"], **one.payload["given"]}
        for one in desk.said
        if one.kind == "document"
    ]


async def test_the_letter_and_its_form_come_as_drafts(desk: Desk) -> None:
    text = await letter(desk)
    assert "문서번호: 아직 적지 않았습니다." in text
    for label in ("요청 HWPX", "요청 PDF", "협조 HWPX (2)", "서식 HWPX", "서식 XLSX"):
        await desk.taps(OFFICE, label)
    told = [(one["render"], one.get("what"), one["format"]) for one in papers(desk)]
    assert told == [
        ("request_letter", "all", "hwpx"),
        ("request_letter", "all", "pdf"),
        ("request_letter", "away", "hwpx"),
        ("plan_form", None, "hwpx"),
        ("plan_form", None, "xlsx"),
    ]


async def test_its_number_is_noted_and_quoted_to_the_departments(desk: Desk) -> None:
    await letter(desk)
    await desk.taps(OFFICE, "문서번호 적기")
    (asked,) = await desk.says(OFFICE, "결재했습니다")
    assert "예: " in asked  # no number in it: asked again
    said = "\n".join(await desk.says(OFFICE, "일자리정책과-1234, 11. 12."))
    quoted = "일자리정책과-1234(2021. 11. 12.)호"
    assert f"문서번호: {quoted}" in said
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "미제출만 독려 (4)")
    await desk.taps(OFFICE, "예")
    assert f"{quoted}와 관련하여 말씀드립니다." in desk.newest(ROADS).text
    async with desk.db.read() as session:
        trail = await audit.of_subject(session, Subject.ROUND, 1)
    told = [one.after["letter"] for one in trail if one.after and "letter" in one.after]
    assert told == ["공문 일자리정책과-1234(2021. 11. 12.)"]


async def test_the_nudge_says_whom_it_reaches_and_what_to_do_for_the_others(desk: Desk) -> None:
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "미제출만 독려 (4)")
    text, labels = desk.newest(OFFICE).text, desk.labels(OFFICE)
    assert "2개 부서: 일자리정책과, 도로건설과" in text
    assert "봇에 연결된 분이 없는 2개 부서: 자치행정과, 회계과" in text
    assert {"협조 공문 (2)", "초대장 만들기", "대리 접수", "해당없음 여럿 접수"} <= set(labels)
    question = desk.newest(OFFICE).message_id
    await desk.taps(OFFICE, "예")
    done = desk.screens[OFFICE][question]
    text, labels = done.text, [key.label for key in done.keys]
    assert "2개 부서에 보냈습니다: 일자리정책과, 도로건설과" in text
    assert "봇에 연결된 분이 없는 2개 부서: 자치행정과, 회계과" in text
    assert "초대장 만들기" in labels


async def test_where_nobody_can_be_reached_nothing_is_asked_but_the_ways_are_shown(
    desk: Desk,
) -> None:
    async with desk.db.begin() as session:
        await officers.set_reachable(session, ROADS, reachable=False)
        home = await departments.find_by_name(session, HOME)
        assert home is not None
        home.active = False  # its own people have nothing to answer
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "미제출만 독려 (3)")
    assert "봇으로 연락할 수 있는 미제출 부서가 없습니다." in desk.newest(OFFICE).text
    labels = desk.labels(OFFICE)
    assert "예" not in labels
    await desk.taps(OFFICE, "해당없음 여럿 접수")
    for label in ("모두 고르기", "접수하기 (3)", "전화", "예"):
        await desk.taps(OFFICE, label)
    async with desk.db.read() as session:
        found = await plans.states(session, HALF)
    assert {one.state for one in found} == {PlanState.NOT_APPLICABLE}
