"""A kind of reminder is a row: one that lacks something stops the start with its name."""

from dataclasses import MISSING, fields, replace
from datetime import date
from pathlib import Path

import pytest

from scheduler import kinds
from scheduler.kind import Kind, Kinds, Tap, Words
from scheduler.kinds import KINDS, PLAN_DUE
from scheduler.reminders.keyboard import keyboard
from scheduler.reminders.texts import Line, digest_text

DAY = date(2026, 6, 1)
NEEDED = [one.name for one in fields(Kind) if one.default is MISSING]


@pytest.mark.parametrize("lacking", NEEDED)
def test_a_row_that_lacks_something_is_not_built(lacking: str) -> None:
    given = {name: getattr(PLAN_DUE, name) for name in NEEDED if name != lacking}
    with pytest.raises(TypeError, match=lacking):
        Kind(**given)


def test_two_kinds_of_one_name_are_refused() -> None:
    table = Kinds()
    table.add(PLAN_DUE)
    with pytest.raises(ValueError, match=PLAN_DUE.name):
        table.add(replace(PLAN_DUE, label="다른 안내"))


def test_the_rows_stand_in_the_order_of_a_digest() -> None:
    assert [KINDS.place(one) for one in KINDS] == list(range(len(list(KINDS))))
    assert all(KINDS.named(one.name) is one for one in KINDS)
    assert KINDS.named("of another release") is None


@pytest.mark.parametrize("kind", list(KINDS), ids=lambda one: one.name)
def test_something_is_due_of_every_kind(kind: Kind) -> None:
    (name,) = (name for name, one in vars(kinds).items() if one is kind)
    due = [path.read_text("utf-8") for path in Path(kinds.__file__).parent.glob("due/*.py")]
    assert any(f"kinds.{name}" in source for source in due)


@pytest.mark.parametrize("words", ["", "  ", "{whose} 기한입니다."])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_words_that_are_missing_or_cannot_be_filled_are_refused(words: str, place: int) -> None:
    said = list(PLAN_DUE.words)
    said[place] = words
    with pytest.raises(ValueError, match=PLAN_DUE.name):
        replace(PLAN_DUE, words=Words(*said))


@pytest.mark.parametrize(
    "kind", [one for one in KINDS if one.ladder.weekly], ids=lambda one: one.name
)
def test_what_goes_on_weekly_has_words_of_its_own_for_it(kind: Kind) -> None:
    """Not the same words for ever: they tell how long it has been."""
    assert kind.words.weekly not in kind.words[:3]
    assert "{weeks}" in kind.words.weekly
    with pytest.raises(ValueError, match=kind.name):
        replace(kind, words=Words(*kind.words[:3]))


@pytest.mark.parametrize("label", ["", " "])
def test_a_kind_that_nobody_can_call_by_a_word_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=PLAN_DUE.name):
        replace(PLAN_DUE, label=label)


@pytest.mark.parametrize("tap", [Tap("", "rec:mou:{id}"), Tap("기록 보기", "nothing")])
def test_a_button_that_says_or_does_nothing_is_refused(tap: Tap) -> None:
    with pytest.raises(ValueError, match=PLAN_DUE.name):
        replace(PLAN_DUE, offers=tap)


@pytest.mark.parametrize("kind", list(KINDS), ids=lambda one: one.name)
@pytest.mark.parametrize("left", [-2, 0, 3])
def test_every_kind_can_be_told_before_on_and_after_its_day(kind: Kind, left: int) -> None:
    line = Line(kind, 7, "제목", "도로건설과", DAY, left, half="2026-2", snoozes=True)
    assert digest_text(DAY, [line]).count("\n· ") == 1
    keyboard(DAY, [line])
