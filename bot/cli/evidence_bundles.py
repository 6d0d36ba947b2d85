"""The bytes of evidence beside a backup: packed with it, and put back before it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import progress

if TYPE_CHECKING:
    from bot.config import Settings

PACKED = "증빙 파일 {files:,}건: {path} ({size:,}바이트). 백업 파일과 함께 두십시오."
LEFT_OUT = (
    "내용이 달라져 담지 못한 증빙 파일이 {wrong:,}건 있습니다. python3 -m bot doctor 로 보십시오."
)
PUT_BACK = "증빙 파일 {added:,}건을 되살렸습니다."
LACKING = "자료 폴더에 없는 증빙 파일이 {lacking:,}건 있습니다. 봇이 텔레그램에서 다시 받습니다."


def pack(settings: "Settings", file: Path) -> None:
    """Writes the bundle beside a backup and says so; nothing where nothing is kept. OSError."""
    from storage.safekeeping import bundle
    from storage.safekeeping.vault import Vault

    with progress.shown("증빙 파일 담기") as line:
        packed = bundle.pack(Vault(settings.data_dir), bundle.beside(file), line.told)
    if packed is None:
        return
    size = packed.path.stat().st_size
    typer.echo(PACKED.format(files=packed.files, path=packed.path, size=size))
    if packed.wrong:
        typer.echo(LEFT_OUT.format(wrong=packed.wrong))


def put_back(settings: "Settings", file: Path) -> int:
    """Adds what the bundle beside a backup holds, before the rows that name it come back.

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


def tell(settings: "Settings", added: int) -> None:
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
