"""What a form shows of records that are there already: asked before its card does."""

from typing import Any

from handlers.chat import reading
from handlers.chat.context import OfficeContext
from handlers.forms.form import Form
from storage.models.base import Record
from storage.models.plan import Plan
from storage.records import plan_states, record_keeping


async def above(context: OfficeContext, form: Form, parent_id: int | None) -> None:
    """The record above is there and may be read: its facts stand in the new one's card; a plan
    still takes items, as it will be asked when one is saved."""
    if parent_id is not None:
        row = await record_keeping.parent_of(context.session, form.kind, parent_id)
        if isinstance(row, Record):
            await reading.opened(context, row)
        if isinstance(row, Plan):
            await plan_states.refuse_item(context.session, row, context.now)


async def target(context: OfficeContext, form: Form, record: int | None) -> None:
    """A record that is being changed may still be read: its owner may be another by now."""
    if record is not None:
        row = await record_keeping.get(context.session, form.kind, record)
        if row is not None:
            await reading.opened(context, row)


async def changeable(context: OfficeContext, row: Any) -> None:
    """Raises as a change of it would be refused, before anything is asked."""
    await record_keeping.refuse_change(context.session, row, context.now)
