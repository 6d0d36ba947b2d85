"""The secret word of an invite: how it is made, and how a text is rid of it."""

import re
import secrets

BYTES = 32  # 256 bits; 43 signs of the 64 that a link may carry
LETTERS = 43
FORM = re.compile(rf"(?<![\w-])[A-Za-z0-9_-]{{{LETTERS}}}(?![\w-])")
HIDDEN = "***"


def made() -> str:
    """A new one, which nobody can guess."""
    return secrets.token_urlsafe(BYTES)


def hidden(text: str) -> str:
    """The text without whatever looks like one."""
    return FORM.sub(HIDDEN, text)
