"""What a backup holds, whether it can be put back, and what an older one has beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import progress
from bot.cli.exits import UNAVAILABLE, leave

if TYPE_CHECKING:
    from bot.config import Settings
    from storage.safekeeping.archive import Contents
    from storage.safekeeping.reasons import NotKept
    from storage.safekeeping.trial import Tried

NOT_KEPT = {
    "missing": "그런 파일이 없습니다.",
    "foreign": "이 봇의 자료가 아닙니다.",
    "damaged": "파일이 손상되었습니다. 다른 백업을 골라 주십시오.",
    "newer": "더 새로운 버전에서 만든 자료입니다. 프로그램을 먼저 새 버전으로 바꾸어 주십시오.",
    "crowded": "옛 자료가 너무 많습니다. 옆에 있는 before 파일을 옮겨 주십시오.",
    "in use": "이 데이터베이스에 다른 연결이 {detail}개 있습니다. 봇을 모두 끈 뒤에 하십시오.",
    "no tools": (
        "pg_dump·pg_restore·psql을 찾지 못했습니다."
        " 서버와 같은 버전의 PostgreSQL 클라이언트(postgresql-client)를 설치해 주십시오."
    ),
    "other database": (
        "PostgreSQL의 도구로 남긴 백업이라 PostgreSQL에만 되살릴 수 있습니다."
        " 거기에 되살린 뒤 python3 -m bot backup 으로 다시 남기시면 어디에나 됩니다."
    ),
    "differs": "되살린 것이 백업과 달라 아무것도 바꾸지 않았습니다 (표 {detail}).",
    "no room": "디스크에 자리가 모자랍니다 (있어야 할 자리 / 남은 자리: {detail}).",
    "failed": "하던 일이 실패했습니다: {detail}",
    "out of reach": "데이터베이스에 닿지 못했습니다.",
}
"""Why nothing was copied or put back, in words."""

HOLDS = "  {made:%Y-%m-%d %H:%M}, {database}, 자료의 틀 {version}: 표 {tables}개 {rows:,}줄"
FILES = "  증빙 파일 {files:,}건"
NO_FILES = "  증빙 파일은 담지 않은 백업입니다."
LEFT_OUT = (
    "내용이 달라져 담지 못한 증빙 파일이 {wrong:,}건 있습니다. python3 -m bot doctor 로 보십시오."
)
SOUND = "되살릴 수 있습니다: {file}"
TRIED = "  따로 만든 자료에 모두 되살려, 담긴 것과 한 글자까지 같음을 확인했습니다."
TRAIL = "  바뀐 내역 {seq:,}줄이 이어집니다."
BROKEN_TRAIL = (
    "되살려 보니 바뀐 내역이 {seq:,}번 줄에서 이어지지 않습니다. 다른 백업과 견주십시오."
)
LISTED = "  PostgreSQL의 도구로 남긴 백업이라 끝까지 읽어 보기만 했습니다."
NOT_IN_IT = "  자료가 아는 증빙 가운데 이 백업에 없는 파일: {lacking:,}건"
NONE_YET = "밤사이 남긴 백업이 아직 없습니다. 파일을 적어 주십시오."
PUT_BACK = "증빙 파일 {added:,}건을 되살렸습니다."
LACKING = "자료 폴더에 없는 증빙 파일이 {lacking:,}건 있습니다. 봇이 텔레그램에서 다시 받습니다."


def told(error: "NotKept") -> str:
    """Why, in words."""
    return NOT_KEPT[error.why].format(detail=error.detail)


def tell(contents: "Contents") -> None:
    """What an archive holds."""
    from storage.rules.clock import kst

    typer.echo(
        HOLDS.format(
            made=kst(contents.made_at),
            database={"sqlite": "SQLite", "postgresql": "PostgreSQL"}[contents.database],
            version=contents.version,
            tables=len(contents.tables),
            rows=contents.rows,
        )
    )
    typer.echo(NO_FILES if contents.files is None else FILES.format(files=contents.files))
    if contents.wrong:
        typer.echo(LEFT_OUT.format(wrong=contents.wrong))


def check(settings: "Settings", file: Path | None) -> None:
    """Says whether a backup can be put back; leaves with 69 where it cannot. Changes nothing."""
    from storage.migrate import MigrationFault
    from storage.safekeeping import trial
    from storage.safekeeping.nights import Nights
    from storage.safekeeping.reasons import NotKept

    if file is None:
        last = Nights(settings.backups, settings.backup_nights).last()
        file = last[0] if last else leave(NONE_YET, UNAVAILABLE)
    try:
        with progress.shown("살펴보기") as line:
            found = trial.of(file, settings.database, line.told)
    except NotKept as error:
        leave(f"되살릴 수 없습니다: {file}\n{told(error)}", UNAVAILABLE)
    except MigrationFault as fault:
        leave(f"되살린 자료의 틀을 이 버전에 맞추지 못합니다: {fault}", UNAVAILABLE)
    except OSError as error:
        leave(f"살펴보지 못했습니다: {error.strerror}: {error.filename}", UNAVAILABLE)
    _tell_tried(file, found)


def _tell_tried(file: Path, found: "Tried") -> None:
    if found.broken is not None:
        leave(BROKEN_TRAIL.format(seq=found.broken), UNAVAILABLE)
    typer.echo(SOUND.format(file=file))
    if found.contents is not None:
        tell(found.contents)
    if found.seq is None:
        typer.echo(LISTED)
        return
    typer.echo(TRIED)
    typer.echo(TRAIL.format(seq=found.seq))
    if found.lacking:
        typer.echo(NOT_IN_IT.format(lacking=found.lacking))


def nightly_for_parent() -> None:
    """Makes the backup of a day for a running bot, which tells on standard input where, when."""
    import json
    import os
    import sys
    from datetime import datetime

    from storage.safekeeping import nightly
    from storage.safekeeping.nights import Nights
    from storage.safekeeping.reasons import NotKept

    os.umask(0o077)
    os.nice(10)
    given = json.load(sys.stdin)
    nights = Nights(Path(given["folder"]), given["days"])
    now = datetime.fromisoformat(given["now"])
    try:
        made = nightly.make(nights, given["database"], Path(given["data_dir"]), now)
    except NotKept as error:
        typer.echo(told(error))
        sys.exit(UNAVAILABLE)
    except OSError as error:
        typer.echo(f"{error.strerror}: {error.filename}")
        sys.exit(UNAVAILABLE)
    if made is not None:
        typer.echo(f"{made.rows:,} rows, {made.files or 0:,} files")


def put_back_beside(settings: "Settings", file: Path) -> int:
    """Adds what the bundle beside an older backup holds, before the rows that name it come back.

    Nothing that is here is changed by it; returns how many files were added. Raises
    storage.safekeeping.reasons.NotKept, and OSError.
    """
    from storage.safekeeping import bundle
    from storage.safekeeping.vault import Vault

    path = bundle.beside(file)
    if not path.is_file():
        return 0
    with progress.shown("증빙 파일 살피기") as line:
        bundle.check(path, line.told)
    with progress.shown("증빙 파일 되살리기") as line:
        return bundle.unpack(Vault(settings.data_dir), path, line.told)


def tell_evidence(settings: "Settings", added: int) -> None:
    """What was put back, and what of it the restored rows name and nobody has here."""
    import asyncio

    lacking = asyncio.run(_lacking(settings))
    if added:
        typer.echo(PUT_BACK.format(added=added))
    if lacking:
        typer.echo(LACKING.format(lacking=lacking))


async def _lacking(settings: "Settings") -> int:
    from storage.database import opened
    from storage.records import evidence_files
    from storage.safekeeping.vault import Vault

    vault = Vault(settings.data_dir)
    async with opened(settings.database) as db, db.read() as session:
        return sum(not vault.has(one) for one in await evidence_files.kept(session))
