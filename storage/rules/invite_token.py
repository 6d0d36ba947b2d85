"""The secret word of an invite: how it is made, and what it looks like in a text."""

import re
import secrets

BYTES = 32  # 256 bits; 43 signs of the 64 that a link may carry
LETTERS = 43
FORM = re.compile(rf"(?<![\w-])[A-Za-z0-9_-]{{{LETTERS}}}(?![\w-])")


def made() -> str:
    """A new one, which nobody can guess."""
    return secrets.token_urlsafe(BYTES)
