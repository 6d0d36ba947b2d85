"""The head of the trail's chain leaves the database each working day: to a file, and to people.

Only what stands outside can show a chain that was written anew as a whole. A day on which nothing
was done says nothing; nor does one on which nobody works.
"""

from functools import partial
from pathlib import Path

from scheduler.looking import look
from scheduler.tick import Run
from storage import audit
from storage.act import Act
from storage.database import Database
from storage.office import holidays, posts
from storage.records import evidence_files
from storage.rules.clock import Clock, kst_date
from storage.rules.ladder import SEND_FROM, sends_at
from storage.safekeeping import heads
from storage.safekeeping.heads import Head
from storage.tracing import wording_trace
from storage.traffic import telling
from storage.traffic.messages import Message


def into(folder: Path) -> Run:
    """The tick whose file lies in this data folder."""
    return partial(note_head, folder)


async def note_head(folder: Path, db: Database, clock: Clock) -> None:
    """Once a working day, if anything was done since: a line of the file, and of the chat.

    The hashes of evidence that an earlier release kept are told to the trail before that.
    """
    now = clock()
    today, head = kst_date(now), None
    async with look(db, "heads", now) as (session, aside):
        if not sends_at(now, await holidays.calendar(session), SEND_FROM):
            return
        async with aside.step(session, "heads"):
            await evidence_files.seal_all(Act(session, None, now))
        head = Head(*await audit.head(session))
        if not heads.due(folder, today, head):
            return
        said = Message(wording_trace.head_line(head.seq, head.hash), quiet=True)
        people = await posts.administrators(session)
        await telling.tell(session, people, said, now, once=f"trail-head:{today.isoformat()}")
    heads.append(folder, heads.HEAD, head, now)
