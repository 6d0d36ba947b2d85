"""Photos and files that come before their record: a bag a message, which ends, and buttons."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from scheduler.ticks import upkeep
from storage import audit
from storage.act import Act
from storage.models.evidence import Evidence, EvidenceBag
from storage.records import evidence, records
from storage.rules.errors import NotAllowed
from storage.rules.terms import RecordKind, Role
from storage.rules.trail import Subject
from tests.handlers.round_office import ADMIN, ROADS, STAFF, opened
from tests.helpers.desk import Desk
from tests.helpers.facts import bus, fair

pytestmark = pytest.mark.long

EVENT = RecordKind.EVENT
FIRST, SECOND = "쿠팡채용박람회 2021.7.15. 덕양구청", "일자리버스 2021.7.~12. 39회"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot, and two events of one department."""
    made = await opened(sqlite_url)
    async with made.db.begin() as session:
        staff = await made.officer(STAFF)
        assert staff is not None
        for facts in (fair(), bus()):
            await records.add(Act(session, staff, made.now), facts)
    yield made
    await made.close()


async def sends(
    desk: Desk, *files: str, album: str = "", user: int = STAFF, caption: str = ""
) -> list[str]:
    """Photos and documents by their names, in one album if it has a number."""
    heard: list[str] = []
    for file in files:
        message: dict[str, Any] = desk.message(user, "")
        del message["text"]
        ids = {"file_id": f"F{file}", "file_unique_id": file}
        if file.endswith(".pdf"):
            message["document"] = ids | {"file_name": file}
        else:
            message["photo"] = [ids | {"width": 1, "height": 1}]
        message |= {"media_group_id": album} if album else {}
        heard = await desk.sends(user, {"message": message | {"caption": caption}})
    return heard


async def proofs(desk: Desk, number: int) -> list[str]:
    async with desk.db.read() as session:
        found = await evidence.held_by(session, EVENT, number)
    return [one.file_unique_id for one in found]


async def kept(desk: Desk) -> list[str]:
    """Every file of which anything is known at all."""
    async with desk.db.read() as session:
        found = await session.exec(select(Evidence).order_by(col(Evidence.id)))
        return [one.file_unique_id for one in found.all() if one.removed_at is None]


async def lines(desk: Desk, number: int) -> list[str]:
    async with desk.db.read() as session:
        return [one.action for one in await audit.of_subject(session, Subject.EVIDENCE, number)]


async def test_what_came_in_june_is_not_put_to_a_record_in_august(desk: Desk) -> None:
    await sends(desk, "june")
    (_asked,) = desk.heard(STAFF)[-1:]
    old = desk.newest(STAFF)
    desk.now += timedelta(hours=2)
    await sends(desk, "august")
    await desk.taps(STAFF, FIRST)
    assert await proofs(desk, 1) == ["august"]
    code = next(key.code for key in old.keys if key.label == SECOND or SECOND in key.label)
    await desk.taps_code(STAFF, code, old.message_id)
    assert await proofs(desk, 1) == ["august"]
    assert await proofs(desk, 2) == ["june"]


async def test_an_album_is_one_bag_and_counted_by_what_it_holds(desk: Desk) -> None:
    heard = await sends(desk, "a", "b", "c.pdf", "d.pdf", album="9")
    assert "사진 2장 · 문서 2건을 받았습니다." in heard[-1]
    assert "11. 16. 10:00까지 고르지 않으시면 지웁니다." in heard[-1]
    heard = await desk.taps(STAFF, FIRST)
    assert "사진 2장 · 문서 2건을 붙였습니다." in heard[-1]
    assert await proofs(desk, 1) == ["a", "b", "c.pdf", "d.pdf"]
    await desk.taps_code(STAFF, "v1:rec:event:1")
    assert "증빙: 사진 2장 · 문서 2건" in desk.screens[STAFF][1].text


async def test_a_new_event_takes_the_bag_of_its_own_message_alone(desk: Desk) -> None:
    await sends(desk, "one")
    await sends(desk, "two", "three.pdf", album="7")
    heard = await desk.taps(STAFF, "새 행사로 기록")
    assert "사진 1장 · 문서 1건" in heard[-1]
    assert await kept(desk) == ["one"]


async def test_what_nobody_placed_is_erased_and_a_later_tap_says_so(desk: Desk) -> None:
    await sends(desk, "a", "b.pdf", album="3")
    old = desk.newest(STAFF)
    (code,) = [key.code for key in old.keys if FIRST in key.label]
    desk.now += timedelta(hours=24)
    assert "지운 파일입니다" in (await desk.taps_code(STAFF, code, old.message_id))[0]
    await upkeep.empty_bags(desk.db, desk.clock)
    await desk.ticks(nothing)
    assert "사진 1장 · 문서 1건을 지웠습니다." in desk.screens[STAFF][old.message_id].text
    assert desk.screens[STAFF][old.message_id].keys == []
    assert await kept(desk) == []
    assert "지운 파일입니다" in (await desk.taps_code(STAFF, code, old.message_id))[0]
    assert await proofs(desk, 1) == []
    desk.now += timedelta(days=30)
    await upkeep.empty_bags(desk.db, desk.clock)
    async with desk.db.read() as session:
        assert (await session.exec(select(EvidenceBag))).all() == []


async def test_a_bag_that_was_placed_or_is_somebody_elses_moves_nothing(desk: Desk) -> None:
    await sends(desk, "a")
    (code,) = [key.code for key in desk.newest(STAFF).keys if FIRST in key.label]
    assert (await desk.taps_code(ADMIN, code))[0].startswith("찾으시는 파일이 없습니다.")
    assert await desk.taps_code(ROADS, "v1:photo:1:event:1") == [NotAllowed.default]
    await desk.taps_code(STAFF, code)
    assert "이미 자리를 정한" in (await desk.taps_code(STAFF, code))[0]
    assert "오래된 단추" in (await desk.taps_code(STAFF, "v1:photo:event:1"))[0]
    assert await proofs(desk, 1) == ["a"]


async def test_an_evidence_is_taken_off_after_a_yes_and_leaves_a_line(desk: Desk) -> None:
    await sends(desk, "a", "b.pdf", album="1")
    await desk.taps(STAFF, FIRST)
    await desk.taps_code(STAFF, "v1:proof:event:1")
    listed = desk.newest(STAFF).text
    assert "사진 1장 · 문서 1건" in listed
    assert "2. 문서 · b.pdf" in listed
    await desk.taps(STAFF, "2번")
    await desk.taps(STAFF, "빼기")
    assert await proofs(desk, 1) == ["a", "b.pdf"]
    heard = await desk.taps(STAFF, "예, 뺍니다")
    assert "증빙을 뺐습니다." in " ".join(heard)
    assert await proofs(desk, 1) == ["a"]
    async with desk.db.read() as session:
        (row,) = (
            await session.exec(select(Evidence).where(Evidence.file_unique_id == "b.pdf"))
        ).all()
    assert await lines(desk, row.id) == ["create", "remove"]


async def test_an_evidence_on_the_wrong_record_is_moved(desk: Desk) -> None:
    await sends(desk, "a")
    await desk.taps(STAFF, FIRST)
    await desk.taps_code(STAFF, "v1:proof:event:1")
    await desk.taps(STAFF, "1번")
    await desk.taps(STAFF, "다른 기록으로 옮기기")
    (label,) = [one for one in desk.labels(STAFF) if SECOND in one]
    await desk.taps(STAFF, label)
    assert (await proofs(desk, 1), await proofs(desk, 2)) == ([], ["a"])
    assert (await lines(desk, 1))[-1] == "move"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF, Role.HEAD])
async def test_nobody_of_another_department_takes_off_or_moves(desk: Desk, role: Role) -> None:
    await sends(desk, "a")
    await desk.taps(STAFF, FIRST)
    await desk.hire(600, role, 2)
    for act in ("list", "one", "ask", "drop", "move", "to"):
        heard = " ".join(await desk.taps_code(600, f"v1:evid:{act}:1:event:2"))
        assert FIRST not in heard
    assert await proofs(desk, 1) == ["a"]


async def nothing(_session: Any, _now: Any) -> None:
    """Lets the postman deliver what a tick said."""
