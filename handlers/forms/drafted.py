"""What a draft is about, in one line, and the place in its form that it keeps."""

from itertools import islice

from handlers.forms import engine, texts
from handlers.forms.form import Form
from handlers.forms.screens import said
from handlers.forms.session import Sitting
from storage.rules.names import clipped
from storage.traffic.drafts import Filling

MOST_TOLD = 3
MOST_LETTERS = 24  # of one answer, so that three of them fit two lines of a phone


def line(form: Form | None, draft: Filling) -> str:
    """행사 기록 · 일자리버스 · 2021. 12. 6.(월) · 화정역 광장.

    The name alone where its form is of another release.
    """
    if form is None or form.version != draft.form_version:
        return form.title if form else draft.form
    told = (words for label, words in said(form, draft.answers) if label not in form.counted)
    head = texts.EDITING.format(title=form.title) if draft.target_id else form.title
    return " · ".join([head, *(clipped(one, MOST_LETTERS) for one in islice(told, MOST_TOLD))])


def sitting(form: Form, draft: Filling) -> Sitting:
    """The place kept in the row; a form of a newer release asks again what it must."""
    if draft.form_version != form.version:
        names = {field.name for field in form.fields}
        kept = {name: value for name, value in draft.answers.items() if name in names}
        begun = engine.start(form, kept)
        begun.notice = texts.RELEASED
        draft.form_version = form.version
        draft.answers, draft.sitting = begun.to_row()
    return Sitting.from_row(draft.answers, draft.sitting)
