"""Lines that are records: the listener that is asked behind the questions."""

from telegram import Update

from handlers.chat.context import OfficeContext
from handlers.forms.door import Door


class RecordLines:
    """Reads what happened from one message and shows the filled card of it."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def heard(self, _update: Update, _context: OfficeContext, _words: str) -> bool:
        """No line is read yet."""
        return False
