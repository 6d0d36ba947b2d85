"""One more record beside another: the second run of a day keeps its kind, day and place."""

from typing import Any

from handlers.chat import reading
from handlers.chat.context import OfficeContext
from handlers.forms.form import Form
from storage.records import record_keeping
from storage.records.record_projection import facts_of


async def taken_over(context: OfficeContext, form: Form, record: int) -> dict[str, Any]:
    """The answers of a record that one more of its sort begins with, none where it is gone.

    Raises as reading it does.
    """
    row = await record_keeping.get(context.session, form.kind, record)
    if row is None or row.removed_at is not None:
        return {}
    await reading.opened(context, row)
    answers = form.answers(facts_of(row))
    return {name: answers[name] for name in form.again if name in answers}
