"""No button of a form stands where it does nothing, and none says what another one says."""

from collections.abc import Iterator
from copy import deepcopy
from html import unescape

import pytest

from handlers.forms import engine, screens, texts
from handlers.forms.form import Form
from handlers.forms.session import Edit, Effect, Mode, Picked, Press, Sitting, Typed
from handlers.install import FORMS
from tests.handlers.forms.walking import AIDS, steps

WALKS = [
    pytest.param(form, turn, id=f"{form.name}-{turn}")
    for form in FORMS
    for turn in (range(12) if form.name == "event" else range(2))
]
FOOT = (texts.BACK, texts.SKIP, texts.EMPTY, texts.KEEP, texts.TO_CARD, texts.STOP)


def places(form: Form, turn: int) -> Iterator[Sitting]:
    """Every question on the way, each one gone back to, the card, and each field opened there."""
    for sitting in steps(form, turn):
        yield sitting
        looked = deepcopy(sitting)
        while engine.step(form, looked, Press.BACK, AIDS).toast != texts.NO_BACK:
            yield deepcopy(looked)
    for mode in (Press.PICK, Press.SHOW):
        card = deepcopy(sitting)
        engine.step(form, card, mode, AIDS)
        yield card
    for at, field in enumerate(form.fields):
        if field.when(sitting.answers):
            opened = deepcopy(sitting)
            engine.step(form, opened, Edit(at), AIDS)
            yield opened


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_whatever_stands_at_the_foot_does_something(form: Form, turn: int) -> None:
    for sitting in places(form, turn):
        for key in [key for row in screens.draw(form, sitting, AIDS).rows for key in row]:
            if key.label not in FOOT:
                continue
            pressed = deepcopy(sitting)
            outcome = engine.step(form, pressed, Press(key.op), AIDS)
            assert outcome.toast == "", (sitting.asked, key)
            assert outcome.effect is not Effect.DRAW or pressed != sitting, (sitting.asked, key)


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_no_two_buttons_of_a_screen_have_the_same_words(form: Form, turn: int) -> None:
    for sitting in places(form, turn):
        labels = [key.label for row in screens.draw(form, sitting, AIDS).rows for key in row]
        assert len(labels) == len(set(labels)), (sitting.asked, labels)


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_the_answer_that_one_goes_back_to_is_shown_and_stands(form: Form, turn: int) -> None:
    for sitting in steps(form, turn):
        looked = deepcopy(sitting)
        if engine.step(form, looked, Press.BACK, AIDS).toast or not looked.asked:
            continue
        field, drawn = form[looked.asked], screens.draw(form, looked, AIDS)
        keys = [key.label for row in drawn.rows for key in row]
        value = looked.answers[field.name]
        if value is None and not field.parts:
            assert texts.KEEP not in keys
            continue
        told = field.said(looked.answers) or field.in_words(value, looked.answers)
        assert told.split("\n")[0] in unescape(drawn.text)
        kept = deepcopy(looked)
        engine.step(form, kept, Press.KEEP, AIDS)
        assert (kept.asked, kept.mode) == (sitting.asked, sitting.mode)
        assert kept.answers == sitting.answers
        skipped = deepcopy(looked)
        engine.step(form, skipped, Typed("건너뛰기"), AIDS)
        assert skipped.answers == sitting.answers


def test_a_form_that_nobody_answered_has_nothing_to_lose() -> None:
    form = next(form for form in FORMS if form.name == "problem")
    begun = {"kind": "problem", "half": {"year": 2021, "half": 2}}
    taken = engine.start(form, {}, begun)
    assert taken.asked == "text"
    assert not taken.touched
    assert taken.as_begun
    engine.step(form, taken, Typed("참여기업 발굴 필요", message=7), AIDS)
    assert taken.touched
    assert taken.as_begun
    assert engine.start(form, {"kind": "problem"}).touched


def test_words_of_the_foot_are_words_of_the_screen_where_an_option_has_them() -> None:
    form = next(form for form in FORMS if form.name == "event")
    card = list(steps(form))[-1]
    engine.step(form, card, Edit([one.name for one in form.fields].index("status")), AIDS)
    drawn = screens.draw(form, card, AIDS)
    assert [key.label for key in drawn.rows[-1]] == [texts.TO_CARD, texts.STOP]
    card.offered = drawn.offered
    engine.step(form, card, Picked(2), AIDS)
    assert (card.mode, card.answers["status"]) == (Mode.CARD, "cancelled")
