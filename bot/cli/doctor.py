"""What an administrator asks first when something is odd: each part looked at once, by itself."""

import asyncio
import json
import os
import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from telegram.error import InvalidToken, TelegramError

from bot.api import methods
from bot.api.transport import AiohttpRequest
from bot.cli import causes, texts
from bot.config import Settings
from bot.pumps import hooks
from bot.release import version
from bot.renders import own_process
from bot.renders.own_process import PressFault
from storage import ailments, schema
from storage.ailments import Ailment
from storage.database import OUT_OF_REACH, async_url, opened
from storage.figures import filling, kept_sums
from storage.figures.asking import TABLE
from storage.file_place import share
from storage.office import lockdowns
from storage.records import evidence_files
from storage.report.formats import Format
from storage.rules.clock import kst, kst_date, system_clock
from storage.rules.workday import Calendar
from storage.safekeeping.nights import Nights
from storage.safekeeping.vault import Vault
from storage.tracing import verifying, wording_trace
from storage.traffic import queues

SECONDS = 15.0
MOST_NAMED = 5
OLDEST_BACKUP = 4  # days: over a weekend at which the machine was off, and a Monday
MEGABYTE = 1 << 20
LEAST_FREE = 512 * MEGABYTE
LATE_SECONDS = 300.0
"""What has waited for longer was not put off for a moment."""


@dataclass(frozen=True)
class Finding:
    """One part: its name, whether it is well, and what was seen, for the command line's words."""

    part: str
    well: bool
    seen: str = ""
    cure: str = ""  # what to do, where that depends on what was found
    figures: Mapping[str, float] = field(default_factory=dict)


async def findings(settings: Settings) -> list[Finding]:
    """Every part, in the order in which one depends on the other; changes nothing."""
    found = [await part(settings) for part in PARTS]
    open_to_others = _places(settings)
    if not found[PARTS.index(_tables)].well:
        return [*found, *open_to_others]
    locked = await _lockdown(settings)
    kept = [await _backlog(settings)]
    kept += [await _trail(settings), await _ledger(settings), await _evidence(settings)]
    return [*found, *kept, *open_to_others, *([locked] if locked else [])]


def as_text(found: Sequence[Finding]) -> str:
    """A line for each part, and below what is not well what to do."""
    lines = []
    for one in found:
        name, remedy = texts.CHECKED[one.part]
        lines.append(f"{'정상' if one.well else '확인'}  {name}: {one.seen}".rstrip(": "))
        if not one.well:
            lines += [f"      {line}" for line in (one.cure or remedy).splitlines()]
    return "\n".join(lines)


def as_json(found: Sequence[Finding]) -> str:
    """The same for a program that watches: one object, its figures side by side."""
    parts = [
        {
            "part": one.part,
            "well": one.well,
            "seen": one.seen,
            "cure": "" if one.well else one.cure or texts.CHECKED[one.part][1],
        }
        for one in found
    ]
    figures = {name: value for one in found for name, value in one.figures.items()}
    whole = {
        "well": all(one.well for one in found),
        "version": version(),
        "at": system_clock().isoformat(timespec="seconds"),
        "parts": parts,
        "figures": figures,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _places(settings: Settings) -> list[Finding]:
    """Where other machines reach this one: a proxy has to get at LISTEN, nobody at the figures."""
    reached = settings.open_places
    told = Finding("places", "STATUS_LISTEN" not in reached, ", ".join(reached))
    return [told] if reached else []


async def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir
    if not folder.is_dir():
        return Finding("folder", False, str(folder))
    kind = share(folder) if async_url(settings.database).get_backend_name() == "sqlite" else ""
    if kind:
        return Finding("folder_shared", False, f"{folder} {kind}")
    well = os.access(folder, os.W_OK) and not folder.stat().st_mode & 0o077
    return Finding("folder", well, f"{folder} {folder.stat().st_mode & 0o777:o}")


async def _tables(settings: Settings) -> Finding:
    """Whether the data can be read and are of this release; else why not."""
    url, found = settings.database, None
    file = _file(url)
    ailment: Ailment | None = Ailment.MISSING
    if file is None or file.exists():  # to look into a missing file would make it
        try:
            found = await schema.version(url)
            ailment = ailments.of_version(found)
        except OUT_OF_REACH as error:
            ailment = ailments.of_error(error)
            ailment = Ailment.MISSING if ailment is Ailment.SHAPE else ailment
    cure = causes.told(ailment, url, found=found) if ailment else ""
    return Finding("tables", ailment is None, f"{found or '-'} / {schema.known()}", cure)


def _file(url: str) -> Path | None:
    address = async_url(url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


async def _disk(settings: Settings) -> Finding:
    """Whether the disk of the data has room: for as much again as there is, and then some."""
    folder = settings.data_dir
    if not folder.is_dir():
        return Finding("disk", False, str(folder))
    file = _file(settings.database)
    size = file.stat().st_size if file is not None and file.is_file() else 0
    free = shutil.disk_usage(folder).free
    seen = f"{free / MEGABYTE:,.0f} MB / {size / MEGABYTE:,.1f} MB"
    figures = {"disk_free_bytes": free, "database_bytes": size}
    return Finding("disk", free >= max(2 * size, LEAST_FREE), seen, figures=figures)


async def _backlog(settings: Settings) -> Finding:
    """Whether what came is worked on and what is said goes out; and what fell out of the way."""
    async with opened(settings.database) as db, db.read() as session:
        found = await queues.look(session, system_clock())
    messages = sum(found.messages.values())
    seen = f"{found.updates:,} / {messages:,} / {found.set_aside:,} / {found.given_up:,}"
    late = max(found.oldest_update, found.oldest_due) > LATE_SECONDS
    figures = {
        "inbox_waiting": found.updates,
        "inbox_oldest_seconds": round(found.oldest_update),
        "inbox_set_aside": found.set_aside,
        "outbox_waiting": messages,
        "outbox_oldest_due_seconds": round(found.oldest_due),
        "outbox_given_up": found.given_up,
        "drafts_open": found.drafts,
    }
    return Finding("backlog", not (late or found.set_aside), seen, figures=figures)


async def _telegram(settings: Settings) -> Finding:
    """The token, and whether the webhook at Telegram is the one set here and reaches us."""
    address = f"{settings.bot_api_url}/bot{settings.token}"
    request = AiohttpRequest(connections=1)
    await request.initialize()
    try:
        async with asyncio.timeout(SECONDS):
            me: dict[str, Any] = await request.call(f"{address}/{methods.GET_ME}", {})
            hook = hooks.read(await request.call(f"{address}/{methods.WEBHOOK_INFO}", {}))
    except InvalidToken:
        return Finding("token", False)
    except (TelegramError, TimeoutError):
        return Finding("telegram", False, settings.bot_api_url)
    finally:
        await request.shutdown()
    named = f"@{me['username']}"
    ours = f"{settings.webhook_url}{hooks.PATH}" if settings.webhook_url else ""
    if hook.address != ours:
        part = await _whose(settings, hook)
        return Finding(part, False, ", ".join(filter(None, (named, hook.host))))
    if hook.waiting and hook.failure:
        at = kst(datetime.fromtimestamp(hook.failed_at, UTC))
        seen = f"{named}, {hook.waiting}, {at:%Y-%m-%d %H:%M}, {hook.failure}"
        return Finding("webhook_failure", False, seen)
    return Finding("telegram", True, f"{named}, {hook.waiting}")


async def _whose(settings: Settings, hook: hooks.Hook) -> str:
    """What to call a webhook that is not as set: gone, left over by this bot, or another's."""
    if not hook.address:
        return "webhook_gone"
    found = await _tables(settings)
    if not found.well:
        return "webhook"
    async with opened(settings.database) as db:
        return "webhook_own" if await hooks.is_ours(db, hook) else "webhook"


async def _calendar(_settings: Settings) -> Finding:
    today = kst_date(system_clock())
    try:
        Calendar().is_workday(today.replace(year=today.year + 1, month=1, day=2))
    except ValueError:
        return Finding("calendar", False, str(today.year + 1))
    return Finding("calendar", True, str(today))


async def _files(_settings: Settings) -> Finding:
    """Whether the process that reads strangers' files can load all that it reads them with."""
    try:
        read: list[str] = await own_process.read("formats", "", b"")
    except PressFault as fault:
        return Finding("files", False, str(fault))
    return Finding("files", True, f"{', '.join(read)} / {', '.join(Format).upper()}")


async def _backup(settings: Settings) -> Finding:
    """How old the last backup of a night is; one that is not due yet is missed by nobody."""
    nights = Nights(settings.backups, settings.backup_nights)
    last = await asyncio.to_thread(nights.last)
    if last is None:
        return Finding("backup", not (nights.days and nights.folder.is_dir()), "-")
    path, day = last
    age = (kst_date(system_clock()) - day).days
    well = not nights.days or age <= OLDEST_BACKUP
    return Finding("backup", well, f"{age} / {path}", figures={"backup_age_days": age})


async def _trail(settings: Settings) -> Finding:
    """Whether every line of the audit trail is as it was written, and every head that left the
    office stands in it; else what is not."""
    async with opened(settings.database) as db, db.read() as session:
        found = await verifying.of_chain(session, settings.data_dir)
    if not found.breaches:
        return Finding("trail", True, f"{found.seq:,} / {found.heads:,}")
    return Finding("trail", False, wording_trace.told(found.breaches[0]))


async def _ledger(settings: Settings) -> Finding:
    """Whether every record's figures are as it says, and their sums; else the first not."""
    async with opened(settings.database) as db, db.read() as session:
        connection = await session.connection()
        try:
            found = await connection.run_sync(filling.differing)
        except filling.Unreadable as broken:
            return Finding("ledger", False, str(broken))
        sums = await connection.run_sync(kept_sums.differing)
        figures = await connection.scalar(select(func.count()).select_from(TABLE))
    wrong = [f"{kind.label} {number}" for kind, number in found]
    if sums and not wrong:  # a record that differs has its sums differ too
        wrong = [texts.SUMS.format(count=len(sums))]
    more = f" (+{len(wrong) - MOST_NAMED:,})" if len(wrong) > MOST_NAMED else ""
    named = ", ".join(wrong[:MOST_NAMED]) + more
    return Finding("ledger", not wrong, named or f"{figures:,}")


async def _evidence(settings: Settings) -> Finding:
    """Whether the bytes of every photo and file are those that were kept; else where they lie."""
    async with opened(settings.database) as db, db.read() as session:
        kept = await evidence_files.kept(session)
        waiting = await evidence_files.waiting(session)
    vault = Vault(settings.data_dir)
    wrong = await asyncio.to_thread(lambda: [one for one in sorted(kept) if not vault.get(one)])
    if not wrong:
        return Finding("evidence", True, f"{len(kept):,} / {waiting:,}")
    named = ", ".join(str(vault.place(one)) for one in wrong[:MOST_NAMED])
    more = f" (+{len(wrong) - MOST_NAMED:,})" if len(wrong) > MOST_NAMED else ""
    return Finding("evidence", False, f"{named}{more}")


async def _lockdown(settings: Settings) -> Finding | None:
    """Named only while it lasts."""
    async with opened(settings.database) as db, db.read() as session:
        since = await lockdowns.since(session)
    return Finding("lockdown", False, f"{kst(since):%Y-%m-%d %H:%M}") if since else None


PARTS: tuple[Callable[[Settings], Awaitable[Finding]], ...] = (
    _folder,
    _disk,
    _tables,
    _telegram,
    _calendar,
    _files,
    _backup,
)
