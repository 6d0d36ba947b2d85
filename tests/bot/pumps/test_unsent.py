"""What somebody asked for and cannot have ends in one sentence to them, never in silence."""

from typing import Any

import pytest

from bot.pumps import texts
from bot.renders import album
from bot.renders.texts import NO_PHOTOS
from storage.rules.errors import Gone
from tests.helpers.offices import seat
from tests.helpers.post import ONE, Post

pytestmark = pytest.mark.long

AWAY = {"media": "photo", "file_id": "away", "caption": ""}
ASKED_FOR: dict[str, tuple[str, dict[str, Any]]] = {
    "picture": ("picture", {"render": "broken", "given": {}}),
    "document": ("document", {"render": "broken", "given": {}}),
    "errand": ("errand", {"errand": "nothing of the kind", "given": {}}),
    "evidence": ("call", {"act": "show", "given": AWAY}),
}


async def office(post: Post) -> int:
    """Seats an office; returns its administrator."""
    async with post.db.begin() as session:
        admin = (await seat(session)).admin
    return post.person(admin.telegram_id or 0)


@pytest.mark.parametrize("what", ASKED_FOR)
async def test_what_cannot_be_made_is_said_once_and_the_administrators_hear(
    post: Post, what: str
) -> None:
    """Mutant: a row is given up without a word."""
    admin = await office(post)
    kind, payload = ASKED_FOR[what]
    await post.put(ONE, "", kind, **payload)
    await post.put(ONE, "다음 말")
    await post.settled(pushing=5)
    await post.settled()
    assert sorted(post.texts(ONE)) == sorted(["다음 말", texts.UNSENT[what]])
    (line,) = post.texts(admin)
    assert "보내지 못한 것" in line


async def test_many_files_that_are_away_make_one_sentence(post: Post) -> None:
    admin = await office(post)
    now = post.clock()
    post.clock = lambda: now  # type: ignore[method-assign]  # all asked for in one go
    for _ in range(3):
        await post.put(ONE, "", "call", **ASKED_FOR["evidence"][1])
    await post.settled(pushing=5)
    assert post.texts(ONE) == [texts.UNSENT["evidence"]]
    assert len(post.texts(admin)) == 1


async def test_what_is_no_more_is_said_in_its_own_words_and_is_nobodys_fault(post: Post) -> None:
    admin = await office(post)
    await post.put(ONE, "", "document", render="gone", given={})
    await post.settled(pushing=5)
    assert post.texts(ONE) == [Gone().sentence]
    assert post.texts(admin) == []


async def test_what_nobody_asked_for_ends_without_a_word(post: Post) -> None:
    await office(post)
    post.asked = False
    await post.put(ONE, "", "picture", render="broken", given={})
    await post.settled(pushing=5)
    assert post.texts(ONE) == []


async def test_a_file_that_is_not_whole_says_so_and_the_administrators_hear(post: Post) -> None:
    admin = await office(post)
    await post.put(ONE, "보고서", "document", render="lacking", given={})
    await post.settled()
    await post.settled()
    assert post.texts(ONE) == ["보고서\n※ 사진 <2>장이 빠졌습니다."]
    (line,) = post.texts(admin)
    assert "PhotosLost" in line


def test_an_album_that_is_not_whole_says_how_many_are_missing() -> None:
    photo = {"title": "가", "caption": ""}
    there = photo | {"image": "…"}
    assert album.note_of({"photos": [there], "all": 1}) == ""
    assert album.note_of({"photos": [there, photo], "all": 2}) == (
        "사진 2장 가운데 1장은 불러오지 못해 사진대지에 빠졌습니다."
    )
    assert album.note_of({"photos": [], "all": 0}) == NO_PHOTOS
