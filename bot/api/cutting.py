"""Words longer than Telegram takes: cut between two lines, and never without saying so.

Screens turn pages long before that; this is for the one that did not, so that its reader has most
of it and not a sentence that it could not be sent.
"""

import re
from html import unescape

from bot.api import texts

MOST = (
    4096  # UTF-16 units without markup: the Bot API's "1-4096 characters after entities parsing"
)
TAG = re.compile(r"</?[a-z][^<>]*>")


def length(html: str) -> int:
    """What Telegram counts of words with markup."""
    return len(unescape(TAG.sub("", html)).encode("utf-16-le", "surrogatepass")) // 2


def cut(html: str) -> str:
    """The lines from the first on that fit, and a last one that tells how many more there are.

    Words that fit come back as they are. A line that is too long by itself is cut in itself.
    """
    if len(html) <= MOST // 2 or length(html) <= MOST:
        return html
    lines = html.split("\n")
    note = texts.CUT.format(count=len(lines))
    room, kept = MOST - length(note), 0
    for line in lines:
        room -= length(line) + 1
        if room < 0:
            break
        kept += 1
    if not kept:
        return unescape(TAG.sub("", html))[: MOST // 2 - 1] + "…"
    return "\n".join([*lines[:kept], texts.CUT.format(count=len(lines) - kept)])
