"""How commands begin and end: settings read, files reached, and every way out with a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from bot.cli import causes

if TYPE_CHECKING:
    from bot.config import Settings
    from storage.rules.half_year import HalfYear

BAD_CONFIGURATION = 78
BAD_REQUEST = 64  # a word of the command line that cannot be read
UNAVAILABLE = 69  # something outside that this command needs is not installed
CANNOT_CREATE = 73  # a place that does not take what is to be made there
LOCKED = 77  # the office is locked, and nobody said that it be done all the same
NOBODYS_TOKEN = "0:nobody"
OTHERS = 0o077  # what a mode gives to anybody but the owner
BESIDE = ("", "-wal", "-shm", ".lock")
OPEN_FOLDER = (
    "자료 폴더를 이 컴퓨터의 다른 사람도 열 수 있어 아무것도 하지 않았습니다 (지금 {mode:o}):"
    " {folder}\n다음 한 줄을 실행한 뒤 다시 해 주십시오.\n    chmod 700 {quoted}"
)
OPEN_FILE = (
    "자료 파일을 이 컴퓨터의 다른 사람도 읽을 수 있는데 막지 못했습니다: {file}\n"
    "다음 한 줄을 그 파일의 주인으로 실행한 뒤 다시 해 주십시오.\n    chmod 600 {quoted}"
)


def configured(*, open_folder: bool = False, speaks: bool = False) -> "Settings":
    """The settings; leave with 78 and one sentence when they are wrong.

    Only a command that `speaks` with Telegram needs the token.

    So too when others on this machine can read the data, unless the command only looks at how
    things are (`open_folder`).
    """
    from bot.config import BadSettings, NoToken, load

    try:
        try:
            settings = load()
        except NoToken:
            if speaks:
                raise
            settings = load(bot_token=NOBODYS_TOKEN)
    except BadSettings as error:
        leave(f"설정이 맞지 않습니다: {error}", BAD_CONFIGURATION)
    if not open_folder:
        _keep_to_owner(settings)
    return settings


def _keep_to_owner(settings: "Settings") -> None:
    """Refuses a folder that is open to others; files that were left open are closed."""
    from shlex import quote

    from storage.database import async_url

    folder = settings.data_dir
    mode = folder.stat().st_mode & 0o777 if folder.is_dir() else 0
    if mode & OTHERS:
        told = OPEN_FOLDER.format(mode=mode, folder=folder, quoted=quote(str(folder)))
        leave(told, BAD_CONFIGURATION)
    address = async_url(settings.database)
    if address.get_backend_name() != "sqlite":
        return
    for ending in BESIDE:
        file = Path(f"{address.database}{ending}")
        if file.is_file() and file.stat().st_mode & OTHERS:
            try:
                file.chmod(0o600)
            except OSError:
                told = OPEN_FILE.format(file=file, quoted=quote(str(file)))
                leave(told, BAD_CONFIGURATION)


def leave(sentence: str, code: int) -> NoReturn:
    """Say why on the error output, and leave with this exit code."""
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


def half_named(words: str, usual: "HalfYear") -> "HalfYear":
    """The half-year that was typed, else the usual one; leave with 64 for what is none."""
    from storage.rules.errors import Unreadable

    try:
        return usual.parse(words) if words else usual
    except Unreadable as error:
        leave(error.sentence, BAD_REQUEST)


@contextmanager
def readable(url: str, *, of_any_version: bool = False) -> Iterator[None]:
    """What reads the database; leave with 69 where there is none yet, or no way to it.

    So too where its tables are not this release's: what is read of others may be wrong, and looks
    right. `of_any_version` is for what must be tried all the same.
    """
    from storage import ailments
    from storage import migrate as migrations
    from storage.ailments import Ailment
    from storage.database import OUT_OF_REACH

    try:
        found = migrations.current(url)
        ailment = ailments.of_version(found)
        if ailment is Ailment.MISSING or (ailment is not None and not of_any_version):
            leave(causes.told(ailment, url, found=found), UNAVAILABLE)
        yield
    except OUT_OF_REACH as error:
        leave(causes.of_error(error, url), UNAVAILABLE)


@contextmanager
def writable(out: Path) -> Iterator[None]:
    """What writes files into a folder, made if need be; leave with 69 where it cannot."""
    from bot.renders.own_process import PressFault

    try:
        out.mkdir(parents=True, exist_ok=True)
        yield
    except PressFault as error:
        leave(f"파일을 만들지 못했습니다: {error}", UNAVAILABLE)
    except OSError as error:
        leave(f"파일을 쓰지 못했습니다: {error.strerror}: {error.filename}", UNAVAILABLE)
