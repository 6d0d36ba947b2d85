"""What is no typed answer and means one: a shared place, a caption, the end of a long text."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from storage.facts.shapes import EventFacts
from storage.records import record_lookup, record_projection
from storage.records.evidence import held_by
from storage.rules.terms import Measure, RecordKind
from tests.handlers.round_office import OFFICE, STAFF, opened
from tests.helpers.desk import Desk

WHERE, PEOPLE, WHEN = "어디에서 열렸습니까?", "몇 명이 상담했습니까?", "언제 열렸습니까?"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot."""
    made = await opened(sqlite_url)
    yield made
    await made.close()


async def at(desk: Desk, question: str) -> None:
    """담당 fills in a run of the job bus, up to that question."""
    for words in ("/event 일자리버스", "7/1", "백석역"):
        heard = await desk.says(STAFF, words)
        if question in heard[-1]:
            return
    raise AssertionError(heard)


def bare(desk: Desk, **more: Any) -> dict[str, Any]:
    """A message without words."""
    message = desk.message(STAFF, "") | more
    del message["text"]
    return {"message": message}


def venue(desk: Desk, title: str) -> dict[str, Any]:
    place = {"latitude": 37.63, "longitude": 126.83}
    shared = {"location": place, "title": title, "address": "고양시 덕양구"}
    return bare(desk, location=place, venue=shared)


def photo(desk: Desk, caption: str) -> dict[str, Any]:
    picture = {"file_id": "F1", "file_unique_id": "u1", "width": 1, "height": 1}
    return bare(desk, photo=[picture], caption=caption)


async def saved(desk: Desk) -> tuple[EventFacts, int]:
    """What was saved, and how many photos with it."""
    await desk.taps(STAFF, "저장")
    async with desk.db.read() as session:
        (row,) = await record_lookup.all_living(session, RecordKind.EVENT)
        facts = record_projection.facts_of(row)
        assert isinstance(facts, EventFacts)
        return facts, len(await held_by(session, row.kind, row.id))


async def test_the_name_of_a_shared_place_is_the_answer(desk: Desk) -> None:
    """Mutant: "글자로 답해 주십시오" to a place that has a name."""
    await at(desk, WHERE)
    assert PEOPLE in (await desk.sends(STAFF, venue(desk, "화정역 광장")))[-1]
    await desk.says(STAFF, "25")
    assert (await saved(desk))[0].places == ("화정역 광장",)


async def test_a_shared_place_is_the_place_whatever_is_asked(desk: Desk) -> None:
    await at(desk, PEOPLE)
    shown = (await desk.sends(STAFF, venue(desk, "화정역 광장")))[-1]
    assert "화정역 광장" in shown
    assert PEOPLE in shown  # the question stays
    await desk.says(STAFF, "/cancel")
    assert "어떤 행사" in (await desk.sends(STAFF, venue(desk, "화정역 광장")))[-1]


async def test_a_place_named_by_a_persons_number_is_refused(desk: Desk) -> None:
    await at(desk, WHERE)
    shown = (await desk.sends(STAFF, venue(desk, "900101-1234567")))[-1]
    assert WHERE in shown
    assert "1234567" not in shown


@pytest.mark.parametrize(
    ("question", "caption", "taken"),
    [
        (WHERE, "화정역 광장", "화정역 광장"),
        (PEOPLE, "상담 31명", "31명"),
        (WHEN, "7.2.", "7. 2."),
    ],
)
async def test_a_caption_is_kept_with_its_photo_and_offered_as_the_answer(
    desk: Desk, question: str, caption: str, taken: str
) -> None:
    """Mutant: the photo is attached and the words that came with it answer nothing."""
    await at(desk, question)
    shown = (await desk.sends(STAFF, photo(desk, caption)))[-1]
    assert "답으로 쓰시겠습니까?" in shown
    assert taken in shown
    shown = (await desk.taps(STAFF, "답으로 쓰기"))[-1]
    assert question not in shown
    assert taken in shown


async def test_a_caption_may_stay_what_it_is(desk: Desk) -> None:
    await at(desk, WHERE)
    await desk.sends(STAFF, photo(desk, "화정역 광장"))
    assert WHERE in (await desk.taps(STAFF, "사진 설명으로만 두기"))[-1]
    for words in ("대화역", "25"):
        await desk.says(STAFF, words)
    facts, photos = await saved(desk)
    assert (facts.places, facts.counts[Measure.CONSULTATIONS], photos) == (("대화역",), 25, 1)


@pytest.mark.parametrize("caption", ["", "현장 사진", "담당 010-1234-5678"])
async def test_a_caption_that_is_no_answer_asks_nothing(desk: Desk, caption: str) -> None:
    await at(desk, PEOPLE)
    shown = (await desk.sends(STAFF, photo(desk, caption)))[-1]
    assert PEOPLE in shown
    assert "답으로 쓰시겠습니까?" not in shown


def parts(desk: Desk, *texts: str, apart: int = 0) -> list[dict[str, Any]]:
    """Messages one after the other, as an app sends a text that it has cut."""
    first = desk.message(STAFF, "")
    return [
        {
            "message": first
            | {"text": text, "message_id": 900 + n, "date": first["date"] + n * apart}
        }
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("가" * 4096, "끝부분입니다"),
        ("가" * 4000, "나" * 4096, "끝부분입니다"),
        ("😀" * 2048, "7"),
    ],
)
@pytest.mark.parametrize("question", [WHERE, PEOPLE])
async def test_the_end_of_a_long_text_is_no_answer(
    desk: Desk, question: str, texts: tuple[str, ...]
) -> None:
    """Mutant: the last seven letters of a pasted page become the place."""
    await at(desk, question)
    first, *rest = parts(desk, *texts)
    shown = (await desk.sends(STAFF, first))[-1]
    assert question in shown
    for one in rest:
        assert await desk.sends(STAFF, one) == []
    assert desk.heard(STAFF)[-1] == shown  # the sentence stays on the screen


async def test_what_is_typed_after_a_long_text_is_an_answer(desk: Desk) -> None:
    await at(desk, WHERE)
    for one in parts(desk, "가" * 4096, "대화역", apart=5):
        heard = await desk.sends(STAFF, one)
    assert PEOPLE in heard[-1]


async def test_the_end_of_a_long_text_answers_no_question_outside_a_form(desk: Desk) -> None:
    await desk.says(OFFICE, "/find")
    for one in parts(desk, "가" * 4096, "쿠팡"):
        one["message"] |= {
            "from": desk.message(OFFICE, "")["from"],
            "chat": desk.message(OFFICE, "")["chat"],
        }
        heard = await desk.sends(OFFICE, one)
    assert heard == []
