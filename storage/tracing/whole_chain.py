"""Whether the chain is whole, for who asks in chat: read beside the loop, and not anew each time.

What was read is believed for a minute; until then only the lines that came since are read.
"""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.long_reading import lent
from storage.rules.clock import steady
from storage.safekeeping.heads import Head
from storage.tracing import chain
from storage.tracing.breach import Breach

FRESH_SECONDS = 60.0


@dataclass(frozen=True)
class Whole:
    """The end of the chain as it was read, and the first break of it."""

    seq: int
    hash: str
    breach: Breach | None


_sound: dict[str, tuple[Head, float]] = {}
"""By database: the end up to which the chain was found whole, and when all of it was read."""


async def whole(session: AsyncSession) -> Whole:
    """As the chain stands now. Raises NotRead for an update."""
    return await lent(session, ("whole chain",), _read)


async def _read(session: AsyncSession) -> Whole:
    base = str(session.get_bind().engine.url)
    start, at = _sound.get(base, (None, 0.0))
    if start is not None and steady() - at > FRESH_SECONDS:
        start = None
    read = await chain.through(session, start=start)
    if read.breach is None:
        _sound[base] = (Head(read.seq, read.hash), at if start is not None else steady())
    else:
        _sound.pop(base, None)
    return Whole(read.seq, read.hash, read.breach)
