"""P21: words of a person whose time is over are nowhere: not in rows, free pages, log or backups.

A word that stands nowhere else is put wherever words of people may stand for a while. The days
pass, the ticks run; then every byte of the data folder, of the database and of a new backup is
looked through.
"""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import psycopg
import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.api.files import Files
from bot.api.transport import AiohttpRequest
from bot.pumps.keeper import Keeper
from scheduler.ticks import upkeep
from storage import database, sqlite_engine
from storage.act import Act
from storage.database import Database
from storage.models.asking import MassAct, Prompt
from storage.models.evidence import KEPT, EvidenceFile
from storage.models.office import Invite, Roster
from storage.models.traffic import PARKED, SENT, Inbox, Outbox
from storage.models.upload import Upload
from storage.records import evidence_bags
from storage.rules import people, retention
from storage.rules.terms import Role
from storage.safekeeping import archive, nightly, tools
from storage.safekeeping.nights import FEW, Nights
from storage.safekeeping.sources import file_of
from storage.safekeeping.vault import Vault
from storage.traffic import drafts
from tests.helpers.offices import NOW, Office, seat
from tests.promises.promise import Trial, tries

WORD = "카나리아의-전화-구구구구"
BODY = f"%PDF {WORD}".encode() * 9
PLACES = 11
STEP = timedelta(days=5)


async def say(session: AsyncSession, office: Office, vault: Vault) -> None:
    """Puts the word into every place in which words of a person stand for a while."""
    told, staff = {"words": WORD}, office.staff
    who, chat = staff.id, staff.telegram_id or 0
    session.add(Inbox(bot_id=1, update_id=1, lane=chat, raw=WORD, state="done", received_at=NOW))
    session.add(
        Outbox(chat_id=chat, kind="message", payload=told, state=SENT, due_at=NOW, created_at=NOW)
    )
    session.add(
        Prompt(
            user_id=chat,
            chat_id=chat,
            name="x",
            given=[WORD],
            state="answered",
            asked_at=NOW,
            expires_at=NOW,
        )
    )
    session.add(MassAct(officer_id=who, name="x", given=told, shown="", asked_at=NOW))
    session.add(
        Upload(
            officer_id=who,
            chat_id=chat,
            file_id="f",
            file_unique_id="u",
            file_name=WORD,
            state="read",
            found=told,
            created_at=NOW,
        )
    )
    session.add(Roster(officer_id=who, lines=[[1, "부서", WORD, "staff"]], created_at=NOW))
    session.add(Invite(token_hash="h", role=Role.STAFF, name=WORD, expires_at=NOW, created_at=NOW))
    await drafts.begin(
        session,
        chat_id=chat,
        user_id=chat,
        form="problem",
        form_version=1,
        answers={"text": WORD},
        now=NOW,
        state=PARKED,
    )
    file: dict[str, str | int] = {
        "file_id": "p",
        "file_unique_id": "q",
        "media": "document",
        "size": 9,
    }
    file |= {"file_name": WORD, "caption": WORD}
    await evidence_bags.put(Act(session, staff, NOW), file, chat_id=chat, card="photos:1")
    row = await session.get_one(EvidenceFile, "q")
    row.state, row.sha256 = KEPT, vault.put(BODY)
    office.senior.state, office.senior.phone = people.REMOVED, WORD
    session.add(office.senior)


async def pass_days(db: Database, keeper: Keeper, clock: list[datetime], days: int) -> None:
    """Lets the days pass: the ticks run, what they write is sent, the keeper sweeps."""
    while clock[0] < NOW + timedelta(days=days):
        clock[0] += STEP
        for tick in (upkeep.empty_bags, upkeep.settle_drafts, upkeep.forget_traffic):
            await tick(db, lambda: clock[0])
        async with db.begin() as session:
            sent = text(f"UPDATE outbox SET state = '{SENT}' WHERE state = 'due'")
            await database.execute(session, sent)
        await keeper.sweep()


def settled(url: str) -> None:
    """The log goes into the file; PostgreSQL's own housekeeper has been by."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(file_of(url))) as one:
            one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with psycopg.connect(tools.address(url), autocommit=True) as connection:
        connection.execute("VACUUM FULL")


def hits(trial: Trial, backup: Path) -> dict[str, int]:
    """How many files, and members of backups, hold the word, or evidence that does."""
    found = {"files": 0, "members": 0}
    folders = [trial.folder, *([file_of(trial.url).parent] if trial.sqlite else [])]
    for path in {path for folder in folders for path in folder.rglob("*") if path.is_file()}:
        if path.suffix != ".zip" and path != backup:
            found["files"] += WORD.encode() in path.read_bytes()
    with ZipFile(backup) as kept:
        found["members"] = sum(WORD.encode() in kept.read(one) for one in kept.namelist())
    for night in trial.folder.rglob("office-*.zip"):
        with ZipFile(night) as kept:
            found["members"] += sum(WORD.encode() in kept.read(one) for one in kept.namelist())
    return found


def said_in(backup: Path) -> int:
    """How often a backup says it; the backup goes."""
    with ZipFile(backup) as kept:
        count = sum(kept.read(one).count(WORD.encode()) for one in kept.namelist())
    backup.unlink()
    return count


async def looked_through(trial: Trial, backup: Path) -> tuple[int, dict[str, int]]:
    """In how many places it stood at first, and what is left of it at the end."""
    db, vault = Database(trial.url), Vault(trial.folder)
    files = Files("http://127.0.0.1:1", "1:none", AiohttpRequest())
    clock = [NOW]
    keeper = Keeper(files, vault, db, lambda: clock[0])
    async with db.begin() as session:
        await say(session, await seat(session), vault)
    nights = Nights(trial.folder / "backups", retention.NIGHTS)
    nightly.make(nights, trial.url, trial.folder, NOW)
    stood = archive.write(trial.url, backup, NOW, vault=vault)
    first = said_in(backup)
    assert stood.files == 1
    await pass_days(db, keeper, clock, 40 * trial.size)
    for day in range(FEW):  # the office is open: each of its days leaves a backup
        nightly.make(nights, trial.url, trial.folder, clock[0] + timedelta(days=day))
    archive.write(trial.url, backup, clock[0], vault=vault)
    await db.close()
    settled(trial.url)
    left = hits(trial, backup)
    trial.count(stood_at_first=first, **{f"left_in_{name}": of for name, of in left.items()})
    return first, left


@tries("P21", of="times forty days", sqlite=(4, 10), postgres=(4, 10))
async def test_what_has_had_its_time_is_nowhere(trial: Trial, tmp_path: Path) -> None:
    first, left = await looked_through(trial, tmp_path / "backup")
    assert first >= PLACES
    assert left == {"files": 0, "members": 0}


@tries("P21", of="times forty days", sqlite=(4, 4), mutant="leaves what is deleted on the disk")
async def test_pages_that_are_only_let_go_are_found_out(
    trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loose = [one.replace("secure_delete=ON", "secure_delete=OFF") for one in sqlite_engine.PRAGMAS]
    monkeypatch.setattr(sqlite_engine, "PRAGMAS", tuple(loose))
    _first, left = await looked_through(trial, tmp_path / "backup")
    assert left["files"] > 0


@tries(
    "P21",
    of="times forty days",
    sqlite=(4, 4),
    postgres=(4, 4),
    mutant="forgets nothing of what came and went",
)
async def test_rows_that_nobody_forgets_are_found_out(
    trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "FORGOTTEN", ())
    _first, left = await looked_through(trial, tmp_path / "backup")
    assert left["members"] > 0
