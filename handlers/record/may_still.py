"""What may still be done with a record: asked before its buttons are drawn."""

from dataclasses import dataclass
from typing import Any

from handlers.chat.access import allowed
from handlers.chat.context import OfficeContext
from handlers.forms.form import Form
from storage.records import record_keeping
from storage.rules.errors import Refusal
from storage.rules.permission import Action


@dataclass(frozen=True)
class Why:
    """Why a change, a removal or a return would be refused; `mine` says whose rights cover it."""

    mine: bool
    change: Refusal | None = None
    removal: Refusal | None = None
    coming_back: Refusal | None = None

    @property
    def changes(self) -> bool:
        """Whether 고치기 is drawn."""
        return self.mine and self.change is None

    @property
    def removes(self) -> bool:
        """Whether 지우기 is drawn."""
        return self.mine and self.removal is None

    @property
    def returns(self) -> bool:
        """Whether 되살리기 is drawn."""
        return self.mine and self.coming_back is None

    @property
    def told(self) -> list[Refusal]:
        """What stands where the buttons would."""
        first = self.change or self.removal or self.coming_back
        return [first] if self.mine and first else []


async def refusals(context: OfficeContext, form: Form, row: Any) -> Why:
    """What this officer would hear; nothing is told to who may not change it anyway."""
    needed = (Action.EDIT_RECORD, form.action)
    if not all(allowed(context, action, row.department_id) for action in needed):
        return Why(mine=False)
    why_not, session, now = record_keeping.why_not, context.session, context.now
    if row.removed_at is not None:
        back = await why_not(record_keeping.refuse_return(session, row, now))
        return Why(mine=True, coming_back=back)
    return Why(
        mine=True,
        change=await why_not(record_keeping.refuse_change(session, row, now)),
        removal=await why_not(record_keeping.refuse_removal(session, row, now)),
    )
