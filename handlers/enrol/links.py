"""Deep links that let a person in."""


def deep_link(bot_username: str, token: str) -> str:
    """The address that opens the bot and hands it the invite."""
    return f"https://t.me/{bot_username}?start={token}"
