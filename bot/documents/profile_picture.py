"""The bot's profile picture, for the one who sets the bot up."""

from bot.documents import typesetting

TEMPLATE = "profile.typ"


def render() -> bytes:
    """A PNG of 640 by 640 pixels that keeps its meaning when cut to a circle."""
    return typesetting.to_png(TEMPLATE, {})[0]
