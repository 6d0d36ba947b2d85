"""Photos with a caption, places, contacts and voices that come outside a form."""

from typing import Any

import pytest
from sqlalchemy import text

from storage.rules.terms import Measure, Role
from tests.handlers.talk.test_record_lines import OFFICER, READER, RUN, card, events
from tests.handlers.talk.test_record_lines import desk as desk
from tests.helpers.desk import Desk

CHIEF = 13


async def photo(desk: Desk, name: str, caption: str = "", album: str = "") -> dict[str, Any]:
    """Sends a photo; returns its message."""
    bare = {key: value for key, value in desk.message(OFFICER, "").items() if key != "text"}
    size = {"file_id": name, "file_unique_id": name, "width": 9, "height": 9}
    message = bare | {"photo": [size]}
    message |= {"caption": caption} if caption else {}
    message |= {"media_group_id": album} if album else {}
    await desk.sends(OFFICER, {"message": message})
    return message


async def thing(desk: Desk, user: int = OFFICER, **what: Any) -> list[str]:
    """Sends what is neither words nor a file."""
    bare = {key: value for key, value in desk.message(user, "").items() if key != "text"}
    return await desk.sends(user, {"message": bare | what})


async def proofs(desk: Desk) -> list[str]:
    """The evidence of what is saved."""
    async with desk.db.read() as session:
        connection = await session.connection()
        asked = "SELECT file_unique_id FROM evidence WHERE record_kind = 'event' ORDER BY id"
        return [row[0] for row in await connection.execute(text(asked))]


async def test_a_caption_is_read_and_its_photo_proves_it(desk: Desk) -> None:
    await photo(desk, "p1", RUN)
    assert "상담 21명" in card(desk)
    assert "증빙: 사진 1장" in card(desk)
    await desk.taps(OFFICER, "저장")
    assert len(await events(desk)) == 1
    assert await proofs(desk) == ["p1"]


async def test_all_photos_of_an_album_prove_what_its_caption_says(desk: Desk) -> None:
    await photo(desk, "p1", album="a")  # the caption comes with the second of three
    await photo(desk, "p2", RUN, album="a")
    await photo(desk, "p3", album="a")
    assert "증빙: 사진 3장" in card(desk)
    await desk.taps(OFFICER, "저장")
    assert sorted(await proofs(desk)) == ["p1", "p2", "p3"]


async def test_a_caption_with_two_records_proves_both(desk: Desk) -> None:
    await photo(desk, "p1", "어제 원당역 버스 14명 상담\n오늘 풍산역 버스 16명 상담", album="a")
    await photo(desk, "p2", album="a")
    await desk.taps(OFFICER, "모두 저장 (2건)")
    assert len(await events(desk)) == 2
    assert sorted(await proofs(desk)) == ["p1", "p1", "p2", "p2"]


async def test_a_caption_that_is_no_record_is_asked_about_as_before(desk: Desk) -> None:
    await photo(desk, "p1", "현장 사진입니다")
    assert "어디에 붙이시겠습니까?" in card(desk)


async def test_an_edited_caption_is_read_again(desk: Desk) -> None:
    message = await photo(desk, "p1", RUN)
    edited = message | {"caption": RUN.replace("21명", "23명"), "edit_date": message["date"]}
    await desk.sends(OFFICER, {"edited_message": edited})
    assert "상담 23명" in card(desk)
    assert "증빙: 사진 1장" in card(desk)


async def test_a_caption_with_personal_data_is_not_read(desk: Desk) -> None:
    await photo(desk, "p1", f"{RUN} 010-1234-5678")
    assert "저장" not in desk.labels(OFFICER)
    kept = repr(await desk.rows())
    assert "1234-5678" not in kept


VENUE: dict[str, Any] = {
    "location": {"latitude": 37.6, "longitude": 126.8},
    "venue": {
        "location": {"latitude": 37.6, "longitude": 126.8},
        "title": "화정역 광장",
        "address": "덕양구",
    },
}


async def test_a_shared_place_is_the_place_whatever_is_asked(desk: Desk) -> None:
    await desk.says(OFFICER, "/event 일자리버스")
    await thing(desk, **VENUE)
    assert "화정역 광장" in card(desk)
    assert "언제 열렸습니까?" in card(desk)
    await desk.taps(OFFICER, "어제")
    assert "어디에서 열렸습니까?" not in card(desk)


async def test_a_shared_place_joins_the_card_of_a_line(desk: Desk) -> None:
    await desk.says(OFFICER, "어제 일자리버스 21명 상담")
    await thing(desk, **VENUE)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.places == ("화정역 광장",)
    assert saved.counts[Measure.CONSULTATIONS] == 21


async def test_a_shared_place_alone_begins_an_event_there(desk: Desk) -> None:
    await thing(desk, **VENUE)
    assert "화정역 광장" in card(desk)
    assert "어떤 행사입니까?" in card(desk)
    await desk.taps(OFFICER, "일자리버스")
    assert "장소: 화정역 광장" in card(desk)


CONTACT: dict[str, Any] = {
    "contact": {"phone_number": "010-1234-5678", "first_name": "길동", "user_id": 99}
}


async def test_a_contact_is_an_invitation_for_who_may_invite_and_kept_nowhere(desk: Desk) -> None:
    home = 1
    await desk.hire(CHIEF, Role.OFFICE, home)
    await thing(desk, CHIEF, **CONTACT)
    assert desk.labels(CHIEF) == ["초대 링크 만들기"]
    await desk.taps(CHIEF, "초대 링크 만들기")
    assert "초대" in desk.newest(CHIEF).text
    heard = await thing(desk, READER, **CONTACT)
    assert "총괄 담당에게" in heard[-1]
    assert "1234-5678" not in repr(await desk.rows(but=()))


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, "마이크(받아쓰기)"),
        ({"location": {"latitude": 37.6, "longitude": 126.8}}, "장소 이름을 글로"),
    ],
)
async def test_what_cannot_be_read_says_what_to_do_instead(
    desk: Desk, what: dict[str, Any], told: str
) -> None:
    assert told in (await thing(desk, **what))[-1]
    await desk.says(OFFICER, "/event 일자리버스")
    assert told in (await thing(desk, **what))[-1]  # the question stays
    assert "언제 열렸습니까?" in card(desk)
