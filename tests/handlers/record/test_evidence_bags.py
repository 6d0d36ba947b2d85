"""Photos and files that come before their record: a bag a message, which ends, and buttons."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from scheduler.ticks import upkeep
from scheduler.timetable import TICKS
from storage import audit
from storage.act import Act
from storage.models.evidence import CLEAN, WANTED, Evidence, EvidenceBag
from storage.records import evidence, evidence_files, records
from storage.records.evidence_files import Found
from storage.rules.errors import NotAllowed
from storage.rules.terms import RecordKind, Role
from storage.rules.trail import Subject
from storage.traffic import drafts
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
        if "." in file:
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


async def test_an_evidence_is_taken_off_by_one_tap_and_brought_back_by_another(
    desk: Desk,
) -> None:
    await sends(desk, "a", "b.pdf", album="1")
    await desk.taps(STAFF, FIRST)
    await desk.taps_code(STAFF, "v1:proof:event:1")
    listed = desk.newest(STAFF).text
    assert "사진 1장 · 문서 1건" in listed
    assert "2. 문서 · b.pdf" in listed
    await desk.taps(STAFF, "2번")
    heard = await desk.taps(STAFF, "빼기")
    assert "증빙을 뺐습니다." in " ".join(heard)
    assert await proofs(desk, 1) == ["a"]
    undo = next(key for key in desk.newest(STAFF).keys if key.label == "되돌리기").code
    desk.now += timedelta(minutes=10)
    assert "되돌렸습니다." in (await desk.taps_code(STAFF, undo))[0]
    assert await proofs(desk, 1) == ["a", "b.pdf"]
    assert "이미 되돌렸습니다." in (await desk.taps_code(STAFF, undo))[0]
    await desk.taps_code(STAFF, "v1:evid:drop:2")
    desk.now += timedelta(minutes=10, seconds=1)
    assert "10분이 지나" in (await desk.taps_code(STAFF, undo))[0]
    assert await proofs(desk, 1) == ["a"]
    async with desk.db.read() as session:
        (row,) = (
            await session.exec(select(Evidence).where(Evidence.file_unique_id == "b.pdf"))
        ).all()
    assert await lines(desk, row.id) == ["create", "remove", "restore", "remove"]


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
    heard = await desk.taps(STAFF, "되돌리기")
    assert FIRST[:6] in heard[-1]
    assert (await proofs(desk, 1), await proofs(desk, 2)) == (["a"], [])


async def test_evidence_is_shown_as_albums_and_the_card_goes_on_below_them(desk: Desk) -> None:
    await sends(desk, "a", "b.pdf", "c", *(f"p{at}" for at in range(9)), album="1")
    await desk.taps(STAFF, FIRST)
    heard = len(desk.said)
    await desk.taps_code(STAFF, "v1:proof:event:1", 77)
    shown = [
        (one.payload["files"][0]["media"], len(one.payload["files"]))
        for one in desk.said[heard:]
        if one.kind == "album"
    ]
    assert shown == [("photo", 10), ("photo", 1), ("document", 1)]
    below, erased = desk.said[-2:]
    assert (below.kind, below.text.splitlines()[0]) == ("message", f"증빙 {FIRST}")
    assert erased.payload == {"act": "erase", "given": {"message_id": 77}}


async def test_faces_are_spoken_of_with_the_first_photo_and_never_again(desk: Desk) -> None:
    hint = "동의를 받으셨는지"
    await desk.hire(600, Role.STAFF, 1)
    assert hint not in (await sends(desk, "z.pdf"))[-1]
    assert hint in (await sends(desk, "원본.JPG", user=600))[-1]
    assert hint in (await sends(desk, "a", "b", album="1"))[-1]
    await desk.taps(STAFF, FIRST)
    assert hint not in (await sends(desk, "c"))[-1]
    await desk.says(STAFF, "/event 일자리버스")
    assert hint not in " ".join(await sends(desk, "d"))
    await desk.says(ADMIN, "/event 일자리버스")
    assert (await sends(desk, "e", "f", album="2", user=ADMIN))[-1].count(hint) == 1


async def test_the_same_photo_under_two_records_is_said_and_not_refused(desk: Desk) -> None:
    await sends(desk, "a")
    await desk.taps(STAFF, FIRST)
    await sends(desk, "a")
    heard = await desk.taps(STAFF, SECOND)
    assert f"같은 사진이 ‘{FIRST}’에도 있습니다." in heard[-1]
    assert (await proofs(desk, 1), await proofs(desk, 2)) == (["a"], ["a"])
    await desk.taps_code(STAFF, "v1:proof:event:1")
    assert f"※ 같은 사진이 ‘{SECOND}’에도 있습니다." in desk.newest(STAFF).text


async def test_a_bag_that_nobody_placed_is_erased_within_the_minute(desk: Desk) -> None:
    await sends(desk, "a")
    card = desk.newest(STAFF)
    desk.now += timedelta(hours=24) - timedelta(seconds=1)
    await upkeep.empty_bags(desk.db, desk.clock)
    await desk.ticks(nothing)
    assert desk.screens[STAFF][card.message_id].keys
    (tick,) = [one for one in TICKS if one.run is upkeep.empty_bags]
    desk.now += tick.every
    assert tick.every <= timedelta(minutes=1)
    await tick.run(desk.db, desk.clock)
    await desk.ticks(nothing)
    assert desk.screens[STAFF][card.message_id].keys == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF, Role.HEAD])
async def test_nobody_of_another_department_takes_off_or_moves(desk: Desk, role: Role) -> None:
    await sends(desk, "a")
    await desk.taps(STAFF, FIRST)
    await desk.hire(600, role, 2)
    for act in ("list", "one", "ask", "drop", "back", "move", "to"):
        heard = " ".join(await desk.taps_code(600, f"v1:evid:{act}:1:event:2"))
        assert FIRST not in heard
    assert await proofs(desk, 1) == ["a"]


async def nothing(_session: Any, _now: Any) -> None:
    """Lets the postman deliver what a tick said."""


async def test_a_photo_of_an_unsaved_form_is_fetched_at_once_and_kept_while_it_waits(
    desk: Desk,
) -> None:
    await desk.says(STAFF, "/event 일자리버스")
    await sends(desk, "formed")
    async with desk.db.begin() as session:
        row = (await evidence_files.by_ids(session, ["formed"]))["formed"]
        assert row.state == WANTED
        await evidence_files.keep(session, "formed", Found("1", "1", 1, CLEAN), desk.now)
    later = desk.now + timedelta(days=2)
    async with desk.db.begin() as session:
        assert await evidence_files.forget(session, later) == set()
        (draft,) = await drafts.unfinished(session, STAFF)
        await drafts.expire(session, draft.id, later)
        assert await evidence_files.forget(session, later) == {"1"}


async def test_a_photo_that_no_page_can_be_made_of_is_said_when_it_comes(desk: Desk) -> None:
    said = "‘IMG_1.HEIC’는 사진첩에 인쇄하지 못하는 형식입니다."
    assert said in "\n".join(await sends(desk, "IMG_1.HEIC"))
    await desk.taps(STAFF, FIRST)
    assert said in desk.newest(STAFF).text
    await desk.says(STAFF, "/event 일자리버스")
    assert said in "\n".join(await sends(desk, "IMG_1.HEIC"))
    assert "인쇄하지 못" not in "\n".join(await sends(desk, "IMG_2.jpg"))
