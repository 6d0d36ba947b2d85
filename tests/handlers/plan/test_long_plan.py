"""A plan of many long items is read whole, by its writer and by who confirms it."""

from collections.abc import AsyncIterator

import pytest

from tests.handlers.round_office import (
    HOME,
    OFFICE,
    OTHER,
    ROADS,
    STAFF,
    opened,
    state,
    submit,
    write_item,
)
from tests.helpers.desk import Desk

ITEMS = [
    f"항목 {at:02d} " + "채용행사 개최 시 고양시민 참여를 유도하고 " * 11 for at in range(1, 31)
]
NEXT = "다음 ›"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round; one plan is very long."""
    made = await opened(sqlite_url)
    for words in ITEMS:
        await write_item(made, STAFF, words)
    yield made
    await made.close()


async def review(desk: Desk, name: str, waiting: int) -> None:
    """A plan under review, opened from the board."""
    await desk.says(OFFICE, "/round")
    await desk.taps(OFFICE, "현황판 보내기")
    await desk.taps(OFFICE, f"검토하기 ({waiting})")
    await desk.taps(OFFICE, f"{name} · 제출")


async def read_through(desk: Desk, user: int) -> list[tuple[str, list[str]]]:
    """Every page of the screen shown last, with its buttons."""
    pages = [(desk.newest(user).text, desk.labels(user))]
    while NEXT in desk.labels(user):
        await desk.taps(user, NEXT)
        pages.append((desk.newest(user).text, desk.labels(user)))
    return pages


def read_whole(pages: list[tuple[str, list[str]]]) -> None:
    """Each item stands on one page, whole, and each page fits a message."""
    for words in ITEMS:
        assert sum(words.strip() in text for text, _labels in pages) == 1
    for text, _labels in pages:
        assert len(text.encode("utf-16-le")) // 2 <= 4096
        assert "외" not in text


@pytest.mark.long
async def test_its_writer_reads_every_item_and_opens_each(desk: Desk) -> None:
    await desk.says(STAFF, "/plan")
    pages = await read_through(desk, STAFF)
    read_whole(pages)
    numbers = [label for _text, labels in pages for label in labels if label.endswith("번")]
    assert numbers == [f"{at}번" for at in range(1, 31)]
    await desk.taps(STAFF, numbers[-1])
    assert ITEMS[-1].strip() in desk.newest(STAFF).text
    await desk.taps(STAFF, "목록으로")
    assert ITEMS[-1].strip() in desk.newest(STAFF).text  # back on the page from which it came


async def test_it_is_confirmed_below_its_last_item_alone(desk: Desk) -> None:
    await submit(desk)
    await review(desk, HOME, 1)
    pages = await read_through(desk, OFFICE)
    read_whole(pages)
    assert ["확정" in labels for _text, labels in pages] == [
        at == len(pages) - 1 for at in range(len(pages))
    ]
    assert all("다음으로" in labels or "검토 마치기" in labels for _text, labels in pages)
    await desk.taps(OFFICE, "한 칸 되묻기")
    asked = [label for label in desk.labels(OFFICE) if label.endswith("번")]
    assert asked == [f"{at}번" for at in range(1, 31)]


@pytest.mark.long
async def test_after_one_plan_is_confirmed_the_next_department_is_there(desk: Desk) -> None:
    await submit(desk)
    await write_item(desk, ROADS, "도로 공사 안내")
    await submit(desk, ROADS)
    await review(desk, HOME, 2)
    await read_through(desk, OFFICE)
    await desk.taps(OFFICE, "확정하고 다음")
    assert f"검토 2/2 · {OTHER}" in desk.newest(OFFICE).text
    await desk.taps(OFFICE, "확정")
    assert f"확정 2개 부서: {HOME}, {OTHER}" in desk.newest(OFFICE).text
    assert (await state(desk), await state(desk, OTHER)) == ("confirmed", "confirmed")


async def test_who_hands_a_plan_in_sees_who_has_it_now(desk: Desk) -> None:
    await desk.says(STAFF, "/plan")
    assert "지금:" not in desk.newest(STAFF).text
    await desk.taps(STAFF, "제출")
    assert "제출 · 총괄 검토 대기 (총○○ 님)" in desk.newest(STAFF).text
    await desk.taps(STAFF, "추진계획 보기")
    assert "지금: 총괄 검토 대기 (총○○ 님)" in desk.newest(STAFF).text
