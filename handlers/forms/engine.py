"""One step of a form, pure: what was given changes the sitting, nothing else in the world.

`step` never talks and never saves; it says by its outcome what the door must do.
"""

from typing import Any

from handlers.forms import seating, texts, ways
from handlers.forms.dated import Dates, Day
from handlers.forms.fields import Aids, Choice, Field
from handlers.forms.filling import KEEP
from handlers.forms.form import Form
from handlers.forms.hearing import attached, corrected, doubts, heard_as, kept, misread
from handlers.forms.session import (
    Attached,
    Corrected,
    DayPicked,
    Edit,
    Effect,
    Given,
    Joined,
    Mode,
    Outcome,
    Picked,
    Press,
    Settled,
    Sitting,
    Turned,
    Typed,
)
from storage.rules.errors import Unreadable
from storage.rules.names import clean_text

DRAW = Outcome()
NOT_OF_ONE = (
    Press.SKIP,
    Press.KEEP,
    Press.SAVE,
    Press.ANYWAY,
    Press.PICK,
    Press.CARD,
    Press.LIKE_LAST,
)
"""What a single question has no use for: there is no card behind it."""
WORDS = {
    **dict.fromkeys(texts.TYPED_BACK, Press.BACK),
    **dict.fromkeys((*texts.TYPED_SKIP, *texts.TYPED_EMPTY), Press.SKIP),
    **dict.fromkeys(texts.TYPED_KEEP, Press.KEEP),
    **dict.fromkeys(texts.TYPED_CANCEL, Press.CANCEL),
    **dict.fromkeys(texts.TYPED_SAVE, Press.SAVE),
}


def start(form: Form, answers: dict[str, Any], begun: dict[str, Any] | None = None) -> Sitting:
    """A fresh sitting at the first open question; with all answers given, at the card.
    `begun` are answers laid before, which nobody has given."""
    sitting = Sitting(answers={**(begun or {}), **answers}, begun=dict(begun or {}))
    seating.go_on(form, sitting)
    return sitting


def step(form: Form, sitting: Sitting, given: Given, aids: Aids) -> Outcome:
    """Takes one input; `sitting` is changed in place."""
    sitting.notice = ""
    match given:
        case Typed():
            return _typed(form, sitting, given, aids)
        case Corrected():
            corrected(form, sitting, given, aids)
        case Picked():
            return _picked(form, sitting, given, aids)
        case Settled():
            return _settled(form, sitting, given, aids)
        case DayPicked():
            return _day(form, sitting, given, aids)
        case Turned():
            sitting.month = given.month
        case Attached():
            attached(form, sitting, given, aids)
        case Joined():
            return _joined(sitting, given)
        case Edit():
            return _edit(form, sitting, given)
        case Press():
            return _pressed(form, sitting, given, aids)
    return DRAW


def _pressed(form: Form, sitting: Sitting, press: Press, aids: Aids) -> Outcome:
    if sitting.only and press in NOT_OF_ONE:
        return DRAW
    match press:
        case Press.BACK:
            return _back(form, sitting)
        case Press.SKIP:
            return _skip(form, sitting)
        case Press.KEEP:
            return _keep(form, sitting)
        case Press.SAVE | Press.ANYWAY:
            sitting.similar_passed = sitting.similar_passed or press is Press.ANYWAY
            return _save(form, sitting)
        case Press.CANCEL:
            return Outcome(Effect.CANCEL)
        case Press.PICK:
            seating.rest(sitting, Mode.PICK)
        case Press.CARD:
            seating.rest(sitting, Mode.CARD)
        case Press.LIKE_LAST:
            return _like_last(form, sitting, aids)
        case Press.SHOW | Press.ERASE:  # the door's business: nothing changes in the sitting
            pass
    return DRAW


def _typed(form: Form, sitting: Sitting, given: Typed, aids: Aids) -> Outcome:
    field = form[sitting.asked] if sitting.asked else None
    word = _word(form, sitting, clean_text(given.text))
    is_answer = isinstance(field, Choice) and field.names(given.text, sitting.answers)
    if word is not None and not is_answer:  # an event may be 취소 without cancelling the form
        return _pressed(form, sitting, word, aids)
    if sitting.doubt is not None:
        return _typed_option(form, sitting, given, aids)
    if field is None:
        seating.rest(sitting, Mode.PICK)
        sitting.notice = texts.CHOOSE_FIRST
        return DRAW
    if not sitting.only and field.leaves_open(given.text):
        return _skip(form, sitting)
    try:
        heard = heard_as(field, given.text, sitting, aids)
    except Unreadable as error:
        misread(sitting, field, error, aids)
        return DRAW
    if given.message:
        sitting.sources[field.name] = given.message
    sitting.notice = heard.told
    if heard.asked or (heard.told and sitting.only):
        sitting.doubt = kept(field, field.asked_back(heard))
        return DRAW
    return _take(form, sitting, field, heard.value, aids)


def _word(form: Form, sitting: Sitting, typed: str) -> Press | None:
    """The button that these words name; what is skipped where an answer stands is left so."""
    word = WORDS.get(typed)
    stands = ways.holds(form, sitting) and sitting.doubt is None
    if word is Press.KEEP and not stands:
        return None
    return Press.KEEP if stands and typed in texts.TYPED_SKIP else word


def _typed_option(form: Form, sitting: Sitting, given: Typed, aids: Aids) -> Outcome:
    """An option of a doubt, in words: buttons are not the only way (they live 150 s)."""
    doubt = sitting.doubt or {"options": []}
    wanted = clean_text(given.text)
    last = len(doubt["options"]) - 1
    if wanted in texts.NO_WORDS:
        return _settled(form, sitting, Settled(last), aids)
    for at, (label, *_) in enumerate(doubt["options"]):
        if wanted and (wanted in label or (wanted in texts.YES_WORDS and doubt.get("yes"))):
            return _settled(form, sitting, Settled(at), aids)
    if seating.of_line(sitting):
        seating.ask_alone(form, sitting, doubt)
    sitting.doubt = None
    return _typed(form, sitting, given, aids)


def _picked(form: Form, sitting: Sitting, given: Picked, aids: Aids) -> Outcome:
    if not sitting.asked or not 0 <= given.at < len(sitting.offered):
        return Outcome(toast=texts.OLD_SCREEN)
    return _take(form, sitting, form[sitting.asked], sitting.offered[given.at], aids)


def _day(form: Form, sitting: Sitting, given: DayPicked, aids: Aids) -> Outcome:
    field = form[sitting.asked] if sitting.asked else None
    if not isinstance(field, Day | Dates):
        return Outcome(toast=texts.OLD_SCREEN)
    return _take(form, sitting, field, field.of_day(given.day), aids)


def _take(form: Form, sitting: Sitting, field: Field, value: Any, aids: Aids) -> Outcome:
    asked = doubts(form, field, value, sitting.answers, aids)
    if asked:
        sitting.doubt = kept(field, asked[0])
        return DRAW
    return _accept(form, sitting, field.name, value)


def _settled(form: Form, sitting: Sitting, given: Settled, aids: Aids) -> Outcome:
    doubt, sitting.doubt = sitting.doubt, None
    if doubt is None or not 0 <= given.at < len(doubt["options"]):
        return Outcome(toast=texts.OLD_SCREEN)
    _label, value, *also = doubt["options"][given.at]
    if value is None:
        if doubt.get("line"):
            seating.ask_alone(form, sitting, doubt)
        return DRAW
    field = form[doubt["field"]]
    if value == KEEP:
        seating.settled(form, sitting, doubt, value, also)
        return DRAW
    told = {name: one for more in also for name, one in more.items()}
    asked = doubts(form, field, value, sitting.answers | told, aids)
    questions = [one.question for one in asked]
    settled = questions.index(doubt["question"]) + 1 if doubt["question"] in questions else 0
    if asked[settled:]:
        sitting.doubt = kept(field, asked[settled]) | {"line": bool(doubt.get("line"))}
        return DRAW
    if doubt.get("line"):
        seating.settled(form, sitting, doubt, value, also)
        return DRAW
    if doubt.get("save"):  # it was asked at 저장
        sitting.answers.update(field.spread(value))
        return _save(form, sitting)
    for more in also:  # a draft begun under an older release has none
        sitting.answers.update(more)
    if field.name != sitting.asked:  # a correction of an earlier answer: the place stays
        sitting.answers.update(field.spread(value))
        sitting.similar_passed = False
        sitting.mode = Mode.CARD if sitting.mode in ways.ASKED_OF_OTHERS else sitting.mode
        return DRAW
    return _accept(form, sitting, field.name, value)


def _accept(form: Form, sitting: Sitting, name: str, value: Any) -> Outcome:
    before = dict(sitting.answers)
    given = form[name].spread(value)
    sitting.answers.update(given)
    seating.answered(sitting, (name, *given))
    if form.has_come_true(before, sitting.answers):
        _ask_what_was_left_out(form, sitting, before)
    sitting.month = ""
    sitting.similar_passed = False
    if sitting.only:
        sitting.doubt = None
        return Outcome(Effect.SAVE)
    if sitting.mode is Mode.CHAIN and name not in sitting.trail:
        sitting.trail.append(name)
    seating.go_on(form, sitting)
    return DRAW


def _ask_what_was_left_out(form: Form, sitting: Sitting, planned: dict[str, Any]) -> None:
    """On to the questions that made no sense before; what was skipped then stays skipped."""
    for field in form.visible(planned):
        if field.is_asked(planned):
            sitting.answers.setdefault(field.name, None)
    sitting.mode = Mode.CHAIN


def _back(form: Form, sitting: Sitting) -> Outcome:
    if sitting.doubt is not None or sitting.month:
        sitting.doubt, sitting.month = None, ""
        return DRAW
    if sitting.only:
        return DRAW
    if sitting.mode in (Mode.EDIT, Mode.PICK, *ways.ASKED_OF_OTHERS):
        seating.rest(sitting, Mode.CARD)
        return DRAW
    name = ways.back_to(form, sitting)
    if not name:
        return Outcome(toast=texts.NO_BACK)
    del sitting.trail[sitting.trail.index(name) :]
    sitting.asked, sitting.mode = name, Mode.CHAIN
    return DRAW


def _skip(form: Form, sitting: Sitting) -> Outcome:
    if sitting.doubt is not None and sitting.doubt["field"] != sitting.asked:
        sitting.doubt = None  # about an earlier answer, which stays as it was
        return DRAW
    if not sitting.asked:
        return DRAW
    field = form[sitting.asked]
    if field.needed:
        sitting.notice = field.lacking or texts.needed(field.label)
        return Outcome(toast=sitting.notice)
    return _accept(form, sitting, field.name, None)


def _keep(form: Form, sitting: Sitting) -> Outcome:
    """The former answer stands: the value that 뒤로 led back to, or what a record says."""
    if not ways.holds(form, sitting):
        return DRAW
    if sitting.mode is Mode.EDIT:
        seating.rest(sitting, Mode.CARD)
        return DRAW
    sitting.trail += [sitting.asked] if sitting.asked not in sitting.trail else []
    sitting.month = ""
    seating.go_on(form, sitting)
    return DRAW


def _joined(sitting: Sitting, given: Joined) -> Outcome:
    offered = [at for at, one in enumerate(sitting.alike) if one["joins"]]
    if sitting.mode not in ways.ASKED_OF_OTHERS or given.at not in offered:
        return Outcome(toast=texts.OLD_SCREEN)
    sitting.joining = given.at
    return Outcome(Effect.JOIN, newest=given.newest)


def _edit(form: Form, sitting: Sitting, given: Edit) -> Outcome:
    if not 0 <= given.at < len(form.fields):
        return Outcome(toast=texts.OLD_SCREEN)
    field = form.fields[given.at]
    if not field.when(sitting.answers):
        return Outcome(toast=texts.OLD_SCREEN)
    parts = form[sitting.asked].parts if sitting.asked else ()
    if sitting.mode is Mode.CHAIN and (field in parts or field.name in sitting.begun):
        sitting.asked = field.name  # one of several figures, or what it began with; then on
        return DRAW
    seating.rest(sitting, Mode.EDIT)
    sitting.asked = field.name
    return DRAW


def _save(form: Form, sitting: Sitting) -> Outcome:
    missing = form.missing(sitting.answers)
    if missing:
        sitting.notice = texts.MISSING.format(labels=", ".join(f.label for f in missing))
        seating.rest(sitting, Mode.EDIT)
        sitting.asked = missing[0].name
        return DRAW
    return Outcome(Effect.SAVE)


def _like_last(form: Form, sitting: Sitting, aids: Aids) -> Outcome:
    last = aids.last or {}
    for field in form.visible({**last, **sitting.answers}):
        if field.repeats and field.name in last and field.name not in sitting.answers:
            sitting.answers[field.name] = last[field.name]
    for field in form.visible(sitting.answers):
        if field.repeats and not field.needed:  # left out last time: left out again
            sitting.answers.setdefault(field.name, None)
    seating.go_on(form, sitting)
    return Outcome(toast=texts.LIKE_LAST_DONE)
