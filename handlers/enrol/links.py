"""Deep links that let a person in."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.queries.office import invites
from storage.rules.permission import Role

FIRST_ADMIN_DAYS = 1


def deep_link(bot_username: str, token: str) -> str:
    """The address that opens the bot and hands it the invite."""
    return f"https://t.me/{bot_username}?start={token}"


async def first_admin_link(session: AsyncSession, bot_username: str, now: datetime) -> str:
    """A link for the first administrator: 24 hours, once, and nobody has to approve it.

    Only the command line of the server asks for it: who holds the server holds the office.
    """
    token = await invites.create(
        session, Role.ADMIN, None, "", FIRST_ADMIN_DAYS, None, now, needs_approval=False
    )
    return deep_link(bot_username, token)
