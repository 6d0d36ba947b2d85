"""Which ways lead on from where somebody stands: 뒤로, 건너뛰기, 그대로 두기, 비우기. Pure.

Asked where a button is drawn and where it is pressed, so that none stands where it does nothing.
"""

from handlers.forms import seating, texts
from handlers.forms.form import Form
from handlers.forms.keys import Key
from handlers.forms.session import Mode, Press, Sitting

ASKED_OF_OTHERS = (Mode.SIMILAR, Mode.JOIN)


def back_to(form: Form, sitting: Sitting) -> str:
    """The question before this one; nothing at the first."""
    visible = {field.name for field in form.visible(sitting.answers)}
    return next((name for name in reversed(sitting.trail) if name in visible), "")


def holds(form: Form, sitting: Sitting) -> bool:
    """Whether the question that is open has an answer already, which may stand."""
    if not sitting.asked or sitting.asked not in sitting.answers:
        return False
    field = form[sitting.asked]
    if field.parts:
        return bool(field.said(sitting.answers))
    return sitting.answers[field.name] is not None


def keeps(form: Form, sitting: Sitting) -> bool:
    """Whether 그대로 두기 leads on from here."""
    return sitting.mode is Mode.CHAIN and sitting.doubt is None and holds(form, sitting)


def skips(form: Form, sitting: Sitting) -> bool:
    """Whether the open question may be left without an answer, and has none."""
    if not sitting.asked or form[sitting.asked].needed or holds(form, sitting):
        return False
    elsewhere = sitting.doubt is not None and sitting.doubt["field"] != sitting.asked
    return sitting.mode is Mode.CHAIN and not elsewhere


def empties(form: Form, sitting: Sitting) -> bool:
    """Whether the answer that stands may be taken out."""
    if not holds(form, sitting) or sitting.doubt is not None:
        return False
    field = form[sitting.asked]
    return not (field.needed or field.parts)


def goes_back(form: Form, sitting: Sitting) -> bool:
    """Whether 뒤로 leads anywhere."""
    if seating.of_line(sitting):
        return False
    if sitting.doubt is not None or sitting.month or sitting.mode in ASKED_OF_OTHERS:
        return True
    return sitting.mode in (Mode.CHAIN, Mode.CARD) and bool(back_to(form, sitting))


def foot(form: Form, sitting: Sitting) -> list[Key]:
    """The last row of a question: what leads on without an answer, and 그만두기."""
    if sitting.only:
        return [Key(texts.LATER, Press.CANCEL)]
    keys = [Key(texts.BACK, Press.BACK)] if goes_back(form, sitting) else []
    if sitting.mode is Mode.FILL and sitting.doubt is None and not sitting.month:
        keys = [Key(texts.EDIT, Press.PICK)]
    if sitting.mode is Mode.EDIT:
        keys = [Key(texts.TO_CARD, Press.CARD)]
    keys += [Key(texts.SKIP, Press.SKIP)] if skips(form, sitting) else []
    keys += [Key(texts.EMPTY, Press.SKIP)] if empties(form, sitting) else []
    return [*keys, Key(texts.STOP, Press.CANCEL)]


def begun_with(form: Form, sitting: Sitting) -> list[Key]:
    """Under the first question of one more record: what it took over, each to be changed."""
    first = sitting.mode is Mode.CHAIN and not sitting.trail and sitting.asked not in sitting.begun
    if not (sitting.again and first):
        return []
    return [
        Key(texts.CHANGE.format(label=one.label), "f", str(form.places[one.name]))
        for one in form.visible(sitting.answers)
        if one.name in sitting.begun and one.is_asked(sitting.answers)
    ]
