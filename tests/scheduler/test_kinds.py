"""A kind of reminder is a row: one that lacks something stops the start with its name."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.kinds import KINDS, Kinds, Tap
from scheduler.reminders.texts import Line, digest_text, keyboard
from storage.rules.ladder import Ladder
from storage.rules.terms import ReminderKind

ROWS = list(KINDS.values())
DAY = date(2026, 6, 1)


@pytest.mark.parametrize("kind", list(ReminderKind), ids=lambda one: one.value)
def test_a_kind_without_its_row_is_named_when_the_table_is_built(kind: ReminderKind) -> None:
    with pytest.raises(ValueError, match=kind.value):
        Kinds([row for row in ROWS if row.kind is not kind])


def test_a_kind_with_two_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="one only"):
        Kinds([*ROWS, ROWS[0]])


@pytest.mark.parametrize("words", ["", "  ", "{whose} 기한입니다."])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_words_that_are_missing_or_cannot_be_filled_are_refused(words: str, place: int) -> None:
    said = list(ROWS[0].words)
    said[place] = words
    with pytest.raises(ValueError, match=ROWS[0].kind.value):
        replace(ROWS[0], words=tuple(said))  # type: ignore[arg-type]  # three they are


@pytest.mark.parametrize("tap", [Tap("", "rec:mou:{id}"), Tap("기록 보기", "nothing")])
def test_a_button_that_says_or_does_nothing_is_refused(tap: Tap) -> None:
    with pytest.raises(ValueError, match=ROWS[0].kind.value):
        replace(ROWS[0], offers=tap)


@pytest.mark.parametrize("kind", list(ReminderKind), ids=lambda one: one.value)
@pytest.mark.parametrize("left", [-2, 0, 3])
def test_every_kind_can_be_told_before_on_and_after_its_day(kind: ReminderKind, left: int) -> None:
    line = Line(kind, 7, "제목", "도로건설과", DAY, left, half="2026-2", snoozes=True)
    assert digest_text(DAY, [line]).count("\n· ") == 1
    keyboard(DAY, [line])
    assert isinstance(KINDS[kind].ladder, Ladder)
