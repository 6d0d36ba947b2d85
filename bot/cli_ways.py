"""How commands begin and end: settings read, files reached, and every way out with a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.config import Settings
    from storage.rules.half_year import HalfYear

BAD_CONFIGURATION = 78
BAD_REQUEST = 64  # a word of the command line that cannot be read
UNAVAILABLE = 69  # something outside that this command needs is not installed


def configured() -> "Settings":
    """The settings; leave with 78 and one sentence when they are wrong."""
    from bot.config import BadSettings, load

    try:
        return load()
    except BadSettings as error:
        leave(f"설정이 맞지 않습니다: {error}", BAD_CONFIGURATION)


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
def readable(url: str) -> Iterator[None]:
    """What reads the database; leave with 69 where there is none yet, or no way to it."""
    from storage import migrate as migrations
    from storage.database import OUT_OF_REACH

    try:
        if not migrations.current(url):
            leave("자료가 아직 없습니다. 먼저 python3 -m bot init 을 해 주십시오.", UNAVAILABLE)
        yield
    except OUT_OF_REACH as error:
        leave(f"자료에 닿지 못했습니다: {type(error).__name__}", UNAVAILABLE)


@contextmanager
def writable(out: Path) -> Iterator[None]:
    """What writes files into a folder, made if need be; leave with 69 where it cannot."""
    from bot.press import PressFault

    try:
        out.mkdir(parents=True, exist_ok=True)
        yield
    except PressFault as error:
        leave(f"파일을 만들지 못했습니다: {error}", UNAVAILABLE)
    except OSError as error:
        leave(f"파일을 쓰지 못했습니다: {error.strerror}: {error.filename}", UNAVAILABLE)
