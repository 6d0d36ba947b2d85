"""The trail as a file that somebody else can prove without this program.

One line of JSON a line of the trail: `{"hash":"…","line":{…}}`. What stands between `"line":` and
the last brace is, byte for byte, what was hashed; in it stands `previous`, the hash of the line
above. So three tools of any system prove it: cut, sha256sum, and a look at the line above.
"""

from collections.abc import AsyncIterator

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import audit
from storage.safekeeping.telling import Told, untold
from storage.tracing import chain


async def lines(session: AsyncSession, told: Told = untold) -> AsyncIterator[str]:
    """Every line of the trail as one of the file, without its end."""
    end, _hash = await audit.head(session)
    async for rows in chain.lines(session):
        for row in rows:
            yield f'{{"hash":"{row.hash}","line":{audit.canonical(row, row.seq)}}}'
        told(rows[-1].seq, max(end, rows[-1].seq))
