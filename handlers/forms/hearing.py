"""What was typed to the open question: read, with what is said of it, or why it was not. Pure."""

from collections.abc import Iterator
from typing import Any

from handlers.forms import texts
from handlers.forms.fields import Aids, Answers, Chip, Doubt, Field, sure
from handlers.forms.form import Form
from handlers.forms.session import Attached, Corrected, Sitting
from storage.facts.limit_kinds import LIMITS
from storage.facts.limits import ABOVE, Verdict, breaches, look_into
from storage.rules.errors import Unreadable
from storage.rules.heard import Heard
from storage.rules.names import clean_text

PLACES = "places"


def misread(sitting: Sitting, field: Field, error: Unreadable, aids: Aids) -> None:
    """Says what was wrong with it; a question with an example of its own keeps to that one."""
    _ask, hint = field.asked_with(sitting.answers, aids)
    sitting.notice = error.told if hint else error.said(aids.today)


def heard_as(field: Field, text: str, sitting: Sitting, aids: Aids) -> Heard[Any]:
    """What was typed: an option, the very words of a chip, or what the field reads."""
    typed = clean_text(text)
    offered = field.chips(sitting.answers, aids)
    named = [chip.value for chip in offered if typed and typed in (chip.label, chip.short)]
    return Heard(named[0]) if named else field.hear_after(text, sitting.answers, aids)


def doubts(form: Form, field: Field, value: Any, answers: Answers, aids: Aids) -> list[Doubt]:
    """All that is asked before a value is taken, in turn: of itself, then beside other answers."""
    own = field.doubt(value, answers, aids)
    return [*([own] if own else []), *_beside(form, field, value, answers, aids)]


def _beside(form: Form, field: Field, value: Any, answers: Answers, aids: Aids) -> Iterator[Doubt]:
    """Where the value does not go together with another answer, or with the record above."""
    given = field.spread(value)
    told = {**answers, **given}
    limits = [one for one in LIMITS[form.kind] if any(map(one.names, given))]
    visible = {one.name for one in form.visible(told)}
    above = look_into(aids.above, aids.above) if aids.above is not None else None

    def look(name: str) -> Any:
        if name.startswith(ABOVE):
            return above(name) if above else None
        return told.get(name) if name in visible else None

    for breach in breaches(limits, look):
        if breach.verdict is Verdict.IMPOSSIBLE:
            again = Chip(texts.TYPE_AGAIN, None)
            yield Doubt(f"{breach.sentence} {texts.WRITE_AGAIN}", (again,))
        else:
            yield sure(f"{breach.sentence} {texts.SURE}", value)


def kept(field: Field, doubt: Doubt) -> dict[str, Any]:
    """A doubt as the draft keeps it until it is settled."""
    options = [[chip.label, chip.value, dict(chip.also)] for chip in doubt.options]
    kept = {"field": field.name, "question": doubt.question, "options": options}
    return {**kept, "yes": doubt.yes or len(options) == 2}


def _offer(field: Field, sitting: Sitting, words: str, aids: Aids) -> None:
    """Asks whether the caption of a photo is the answer to the open question, if it may be one."""
    try:
        heard = heard_as(field, words, sitting, aids)
    except Unreadable:
        return
    if not heard.asked:
        sitting.notice = heard.told
        sitting.doubt = {
            "field": field.name,
            "question": texts.caption_offered(field.label, field.show(heard.value)),
            "options": [[texts.TAKE_CAPTION, heard.value], [texts.LEAVE_CAPTION, None]],
            "yes": True,
        }


def corrected(form: Form, sitting: Sitting, given: Corrected, aids: Aids) -> None:
    """An edited message is not applied silently: it becomes a question."""
    name = next((n for n, m in sitting.sources.items() if m == given.message), "")
    if not name:
        return
    field = form[name]
    try:
        value = field.hear_after(given.text, sitting.answers, aids).value
    except Unreadable as error:
        sitting.notice = error.said(aids.today)
        return
    question = texts.corrected(field.label, field.show(value))
    sitting.doubt = {
        "field": name,
        "question": question,
        "options": [[texts.TAKE_CORRECTION, value], [texts.LEAVE_IT, sitting.answers.get(name)]],
        "yes": True,
    }


def placed(form: Form, sitting: Sitting, name: str) -> bool:
    """A place was shared while another question is open, or none: it stands among the places.

    False where it is to be the answer itself.
    """
    one = next((one for one in form.visible(sitting.answers) if one.name == PLACES), None)
    if one is None or sitting.asked == PLACES:
        return False
    standing = sitting.answers.get(PLACES) or []
    sitting.answers[PLACES] = [*(each for each in standing if each != name), name]
    sitting.notice = texts.placed(one.label, one.show(sitting.answers[PLACES]))
    return True


def attached(form: Form, sitting: Sitting, given: Attached, aids: Aids) -> None:
    """A photo or file came: kept for the save; its caption may be the answer."""
    if given.file["file_unique_id"] not in {one["file_unique_id"] for one in sitting.photos}:
        sitting.photos.append(given.file)
    hidden = texts.hidden_in_file(given.file)
    sitting.notice = hidden or given.hint
    if given.words and not hidden and sitting.asked and sitting.doubt is None:
        _offer(form[sitting.asked], sitting, given.words, aids)
