"""A message that was read is edited: read again while unsaved, asked about once it is saved."""

from typing import Any

import pytest

from storage.rules.terms import Measure
from tests.handlers.talk.test_record_lines import OFFICER, RUN, card, events
from tests.handlers.talk.test_record_lines import desk as desk
from tests.helpers.desk import Desk


async def says(desk: Desk, words: str) -> dict[str, Any]:
    """Sends a message; returns it, to be edited."""
    message = desk.message(OFFICER, words)
    await desk.sends(OFFICER, {"message": message})
    return message


async def edits(desk: Desk, message: dict[str, Any], words: str) -> list[str]:
    """Edits a message that was sent."""
    return await desk.sends(
        OFFICER, {"edited_message": message | {"text": words, "edit_date": message["date"]}}
    )


async def test_an_unsaved_line_is_read_again(desk: Desk) -> None:
    message = await says(desk, RUN)
    await edits(desk, message, RUN.replace("21명", "23명"))
    assert "상담 23명" in card(desk)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.counts[Measure.CONSULTATIONS] == 23


async def test_what_was_changed_by_hand_stays_and_is_said(desk: Desk) -> None:
    message = await says(desk, RUN)
    await desk.taps(OFFICER, "고치기")
    await desk.taps(OFFICER, "장소")
    await desk.says(OFFICER, "화정역")
    await edits(desk, message, RUN.replace("원당역", "대곡역").replace("21명", "23명"))
    assert "장소: 화정역" in card(desk)
    assert "상담 23명" in card(desk)
    assert "그대로 두었습니다: 장소" in card(desk)


async def test_an_edit_that_is_no_record_any_more_leaves_the_card(desk: Desk) -> None:
    message = await says(desk, RUN)
    await edits(desk, message, "네 알겠습니다")
    assert "상담 21명" in card(desk)
    assert "그대로 두었습니다" in card(desk)


async def test_an_edit_after_saving_asks_with_before_and_after(desk: Desk) -> None:
    message = await says(desk, RUN)
    await desk.taps(OFFICER, "저장")
    await edits(desk, message, RUN.replace("21명", "22명"))
    assert "상담 인원 21명 → 22명" in card(desk)
    assert "전 - " in card(desk)
    assert [one.counts[Measure.CONSULTATIONS] for one in await events(desk)] == [21]
    await desk.taps(OFFICER, "저장")
    assert [one.counts[Measure.CONSULTATIONS] for one in await events(desk)] == [22]


@pytest.mark.long
async def test_an_edited_answer_of_a_saved_form_asks_too(desk: Desk) -> None:
    await desk.says(OFFICER, "/event 일자리버스")
    await desk.taps(OFFICER, "어제")
    await desk.says(OFFICER, "화정역")
    message = await says(desk, "25")
    await desk.taps(OFFICER, "저장")
    await edits(desk, message, "27")
    assert "상담 인원 25명 → 27명" in card(desk)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.counts[Measure.CONSULTATIONS] == 27


@pytest.mark.parametrize("words", ["방금 거 21명 아니라 22명", "아까 21명 아니고 22명"])
async def test_a_correction_by_words_asks_about_the_last_record(desk: Desk, words: str) -> None:
    await desk.says(OFFICER, RUN)
    await desk.taps(OFFICER, "저장")
    await desk.says(OFFICER, words)
    assert "상담 인원 21명 → 22명" in card(desk)
    assert [one.counts[Measure.CONSULTATIONS] for one in await events(desk)] == [21]
    await desk.taps(OFFICER, "저장")
    assert [one.counts[Measure.CONSULTATIONS] for one in await events(desk)] == [22]


async def test_a_correction_before_saving_goes_onto_the_open_card(desk: Desk) -> None:
    await desk.says(OFFICER, RUN)
    await desk.says(OFFICER, "21명 아니라 22명")
    assert "상담 22명" in card(desk)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.counts[Measure.CONSULTATIONS] == 22
