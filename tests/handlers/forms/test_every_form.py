"""What holds for every form: each step can be left, undone, resumed and corrected."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import orjson
import pytest

from handlers.forms import codes, engine, screens, texts
from handlers.forms.form import Form
from handlers.forms.session import Corrected, Edit, Effect, Mode, Press, Sitting, Typed
from handlers.install import FORMS
from tests.handlers.forms.walking import AIDS, steps, typed_answer

TURNS = range(12)  # enough to take every kind of event once
WALKS = [
    pytest.param(form, turn, id=f"{form.name}-{turn}")
    for form in FORMS
    for turn in (TURNS if form.name == "event" else range(2))
]


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_chain_ends_in_a_card_whose_answers_make_facts_and_a_sentence(
    form: Form, turn: int
) -> None:
    card = list(steps(form, turn))[-1]
    facts = form.facts(card.answers)
    assert isinstance(facts, form.shape)
    shown = screens.draw(form, card, AIDS)
    assert texts.SAVE in [key.label for row in shown.rows for key in row]
    assert engine.step(form, card, Press.SAVE, AIDS).effect is Effect.SAVE


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_saved_facts_open_again_as_the_same_answers(form: Form, turn: int) -> None:
    card = list(steps(form, turn))[-1]
    facts = form.facts(card.answers)
    assert form.facts(form.answers(facts)) == facts


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_every_screen_fits_telegram(form: Form, turn: int) -> None:
    for sitting in steps(form, turn):
        screen = screens.draw(form, sitting, AIDS)
        assert 0 < len(screen.text.encode("utf-16-le")) // 2 <= 4096
        assert sum(map(len, screen.rows)) <= 100
        codes.buttons(36**6, 36**3, screen.rows)  # raises over 64 bytes


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_a_restart_at_any_step_asks_the_same_question(form: Form, turn: int) -> None:
    for sitting in steps(form, turn):
        before = screens.draw(form, sitting, AIDS)
        answers, rest = orjson.loads(orjson.dumps(sitting.to_row()))
        assert screens.draw(form, Sitting.from_row(answers, rest), AIDS) == before


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_back_from_any_step_returns_to_the_question_before(form: Form, turn: int) -> None:
    asked: list[str] = []
    for sitting in steps(form, turn):
        looked = deepcopy(sitting)
        outcome = engine.step(form, looked, Press.BACK, AIDS)
        if not asked:
            assert (outcome.toast, looked.asked) == (texts.NO_BACK, sitting.asked)
        else:
            assert looked.asked == asked[-1]
            assert looked.answers == sitting.answers
        asked.append(sitting.asked)


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_skip_leaves_an_optional_question_empty_and_holds_at_a_needed_one(
    form: Form, turn: int
) -> None:
    for sitting in steps(form, turn):
        if not sitting.asked:
            continue
        looked = deepcopy(sitting)
        engine.step(form, looked, Typed("건너뛰기"), AIDS)
        field = form[sitting.asked]
        if field.needed:
            assert looked.asked == sitting.asked
            assert field.label in looked.notice
        else:
            assert looked.answers[field.name] is None
            assert looked.asked != sitting.asked


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_cancel_at_any_step_keeps_the_answers(form: Form, turn: int) -> None:
    for sitting in steps(form, turn):
        looked = deepcopy(sitting)
        assert engine.step(form, looked, Press.CANCEL, AIDS).effect is Effect.CANCEL
        assert looked.answers == sitting.answers


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_any_field_is_changed_from_the_card_and_leads_back_to_it(form: Form, turn: int) -> None:
    card = list(steps(form, turn))[-1]
    for at, field in enumerate(form.fields):
        if not field.when(card.answers):
            continue
        looked = deepcopy(card)
        engine.step(form, looked, Press.PICK, AIDS)
        engine.step(form, looked, Edit(at), AIDS)
        assert (looked.mode, looked.asked) == (Mode.EDIT, field.name)
        engine.step(form, looked, Typed(typed_answer(form, field.name, looked, turn)), AIDS)
        also: dict[str, object] = {}  # what the chosen option brings with it
        if looked.doubt is not None:
            label, _value, also = looked.doubt["options"][0]
            engine.step(form, looked, Typed(label), AIDS)
        assert (field.name, looked.mode, looked.notice) == (field.name, Mode.CARD, "")
        own = {field.name, *(one.name for one in field.parts)}
        others = {k: v for k, v in (card.answers | also).items() if k not in own}
        assert {k: v for k, v in looked.answers.items() if k not in own} == others


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_an_unreadable_answer_is_explained_and_changes_nothing(form: Form, turn: int) -> None:
    for sitting in steps(form, turn):
        if not sitting.asked:
            continue
        looked = deepcopy(sitting)
        engine.step(form, looked, Typed("ㅤ \u200b"), AIDS)  # Hangul filler and no-width space
        assert looked.asked == sitting.asked
        assert looked.notice
        assert looked.answers == sitting.answers


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_an_edited_message_becomes_a_question_and_is_not_applied_silently(form: Form) -> None:
    sitting = engine.start(form, {})
    name = sitting.asked
    first = typed_answer(form, name, sitting)
    engine.step(form, sitting, Typed(first, message=7), AIDS)
    before = deepcopy(sitting.answers)
    engine.step(form, sitting, Corrected(typed_answer(form, name, sitting, 1), message=7), AIDS)
    assert sitting.answers == before
    assert sitting.doubt is not None
    engine.step(form, sitting, Typed(texts.TAKE_CORRECTION), AIDS)
    assert sitting.doubt is None
    assert sitting.answers[name] is not None


def test_personal_data_is_refused_in_any_words() -> None:
    form = next(form for form in FORMS if form.name == "problem")
    sitting = engine.start(form, {})
    engine.step(form, sitting, Typed("문제점"), AIDS)
    engine.step(form, sitting, Typed("담당 900101-1234567 확인"), AIDS)
    assert sitting.asked == "text"
    assert "1234567" not in sitting.notice


class Noted(dict[str, Any]):
    """Answers that note which of them were looked at."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        super().__init__(answers)
        self.read: set[str] = set()

    def get(self, name: str, usual: Any = None) -> Any:
        self.read.add(name)
        return super().get(name, usual)

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return super().__getitem__(name)


@pytest.mark.parametrize(("form", "turn"), WALKS)
def test_no_other_answers_decide_what_is_asked_than_those_a_form_names(
    form: Form, turn: int
) -> None:
    for sitting in steps(form, turn):
        noted = Noted(sitting.answers)
        seen = [one for one in form.fields if one.when(noted)]
        assert list(form.visible(sitting.answers)) == seen
        assert noted.read <= {*form.decides}
        like = sitting.answers | {
            name: form[name].deciding(sitting.answers[name])
            for name in form.decides
            if name in sitting.answers
        }
        for one in seen:
            assert one.is_asked(noted) == one.is_asked(like), one.name
        assert noted.read <= {*form.decides}
