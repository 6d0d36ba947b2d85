"""Whom the forms tell what they have done."""

from typing import Any, Protocol

from handlers.chat.context import OfficeContext
from handlers.forms.form import Form
from handlers.forms.session import Sitting


class Watch(Protocol):
    """Who is told, in the transaction of a save, what the forms have done."""

    async def answered(
        self, context: OfficeContext, form: Form, record: int, sitting: Sitting
    ) -> Any:
        """Saves the answer to a single question; returns the record."""

    async def saved(
        self, context: OfficeContext, form: Form, record: Any, sitting: Sitting
    ) -> str:
        """Called once a record is saved; returns words to be said with it."""
