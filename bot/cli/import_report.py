"""`python3 -m bot import`: a report from a file on this machine, shown, and saved after a yes.

What is said, read and saved is the same as for a file that was sent in chat.
"""

import asyncio
import hashlib
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.api.files import MOST_BYTES
from bot.cli import texts as words
from bot.errands.uploads import reason_of
from bot.renders import own_process
from handlers.imports import reads, texts, views
from handlers.install import FORMS, follow
from handlers.upload import texts as uploading
from storage.act import Act
from storage.database import opened
from storage.models.office import Officer
from storage.office import posts
from storage.report.importing import import_changes, import_known, report_import
from storage.report.importing.import_known import Known
from storage.report.reading import outline
from storage.report.reading.outline import Outline
from storage.report.reading.proposal import Choices, Fate, Proposal, propose
from storage.rules.clock import system_clock
from storage.rules.errors import Refusal
from storage.rules.personal_data import redact, redacted
from storage.rules.terms import Role

_TAG = re.compile(r"</?\w+>")


@dataclass(frozen=True)
class File:
    """A file that was read in a process of its own."""

    name: str
    sha256: str
    outline: Outline


def read(path: Path) -> File:
    """Raises Refusal in words for whoever gave the file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(uploading.NOT_FETCHED)
        body = path.read_bytes()
        told = asyncio.run(own_process.read_patiently("import", path.name, body))
    except OSError as error:
        raise Refusal(words.NO_FILE.format(file=path, reason=error.strerror)) from error
    except own_process.PressFault as error:
        raise Refusal(reason_of(error, path.name)) from error
    found = outline.from_json(redacted(told))
    return File(redact(path.name), hashlib.sha256(body).hexdigest(), found)


def taken(url: str, path: Path, *, save: bool, facts: bool = False) -> str:
    """What was read and what came of it; raises Refusal, and storage.database.OUT_OF_REACH."""
    file = read(path)
    text, anything = asyncio.run(shown(url, file, facts=facts))
    if not anything:
        return f"{text}\n\n{words.NOTHING_NEW}"
    return f"{text}\n\n{asyncio.run(saved(url, file, facts=facts)) if save else words.SAY_YES}"


async def shown(url: str, file: File, *, facts: bool) -> tuple[str, bool]:
    """The summary without its markup, and whether there is anything to save."""
    async with opened(url) as db, db.read() as session:
        proposal, there = await _met(session, file, facts=facts)
    lines = views.told(proposal, there, file.name)
    if there.changes:
        lines += [words.DECIDE_IN_CHAT]
    if found := reads.read_ones(proposal, there):
        forms = {form.kind: form for form in FORMS}
        lines += ["", *(line for one in found for line in reads.listed(proposal, one, forms))]
        lines += [] if facts else [words.TAKE_FACTS]
    plain = unescape(_TAG.sub("", "\n".join(lines))).strip()
    return plain, not import_known.nothing_new(there, proposal)


async def _met(session: AsyncSession, file: File, *, facts: bool) -> tuple[Proposal, Known]:
    """What was read beside what stands; with `facts` all that leaves nothing to ask is so."""
    proposal = propose(file.outline, Choices())
    proposal, there = await import_changes.beside(session, proposal, file.sha256)
    if not facts:
        return proposal, there
    fates = {one.number: Fate.READ for one in reads.plain_ones(proposal, there)}
    proposal = propose(file.outline, Choices(fates=fates))
    return await import_changes.beside(session, proposal, file.sha256)


async def saved(url: str, file: File, *, facts: bool) -> str:
    """Takes the report over in the name of the office; returns what was saved."""
    async with opened(url) as db:
        follow(db, system_clock)
        async with db.begin() as session:
            people = await posts.with_role(session, [Role.OFFICE])
            people = people or await posts.with_role(session, [Role.ADMIN])
            actor: Officer | None = next(iter(people), None)
            if actor is None:
                raise Refusal(texts.NOBODY)
            proposal, there = await _met(session, file, facts=facts)
            done = await report_import.save(
                Act(session, actor, system_clock()),
                proposal,
                file_name=file.name,
                sha256=file.sha256,
            )
            return unescape(_TAG.sub("", views.saved(done, 0, there.changes)[0]))
