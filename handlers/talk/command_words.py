"""Words that name a command, as they are said: the listener that is asked first."""

from telegram import Update

from handlers.chat.context import OfficeContext


async def heard(_update: Update, _context: OfficeContext, _words: str) -> bool:
    """Nobody's words name a command yet."""
    return False
