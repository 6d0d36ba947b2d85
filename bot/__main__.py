"""Start from a fresh clone: `python3 -m bot COMMAND`.

Standard library only, and written so that Python 3.8 still parses it: this file is the one that
has to say that 3.11 is wanted. It makes `.venv` beside itself, has the hashed lock installed there
(`bot/installing.py`), and becomes `.venv/bin/python -m bot.cli COMMAND`. Later starts only compare
a stamp.

Environment: `QUOTA_VENV` (another folder than `.venv`), `QUOTA_NO_BOOTSTRAP=1` (install nothing).
Exit codes of its own: 69 something needed is missing or unreachable, 73 cannot write, 130 Ctrl-C.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import runpy
import sys
from importlib import metadata
from pathlib import Path
from typing import Iterator, List, Optional, Sequence, Tuple

if sys.platform != "win32":
    import fcntl
if not __package__:  # started as `python3 /some/where/bot`, which puts that folder into the path
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.installing import (
    CANNOT_CREATE,
    ROOT,
    RUN_LOCK,
    TEST_LOCK,
    UNAVAILABLE,
    Stop,
    install,
    run,
    say,
)

OLDEST_PYTHON = (3, 11)
INTERRUPTED = 130


def check_machine(version: Tuple[int, ...], platform: str) -> None:
    """Refuse an interpreter or system this product does not run on, before anything is made."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        have, want = (".".join(str(part) for part in one[:2]) for one in (version, OLDEST_PYTHON))
        raise Stop(
            UNAVAILABLE,
            f"Python {want} 이상이 필요합니다. 지금은 {have}입니다. 예: python{want} -m bot demo",
            f"Python {want} or newer is needed; this is {have}. Try: python{want} -m bot demo",
        )
    if platform == "win32":
        raise Stop(
            UNAVAILABLE,
            "Windows에서는 WSL(Debian 또는 Ubuntu)에서 실행해 주십시오.",
            "On Windows, please run this inside WSL (Debian or Ubuntu).",
        )


def absent(lock: Path, exact: bool) -> Iterator[str]:
    """Yield the pins this very interpreter lacks; `exact` also yields those of another version.

    Pins behind a marker are for some machines only and are passed over: reading markers would
    need a library, and a wrong guess here would only cost a needless install.
    """
    for line in lock.read_text("utf-8").splitlines():
        pin = re.match(r"([\w.-]+)==([^\s;]+)", line)
        if pin is None or ";" in line:
            continue
        try:
            version = metadata.version(pin[1])
        except metadata.PackageNotFoundError:
            yield pin[0]
        else:
            if exact and version != pin[2]:
                yield pin[0]


def stamp_file(venv: Path, lock: Path) -> Path:
    """Return where `venv` remembers which content of `lock` it was last filled from."""
    return venv / f"{lock.stem}.stamp"


def stamp(venv: Path, lock: Path) -> str:
    """Return what that file must say for `venv` to be current: lock, Python and place.

    The place counts because scripts inside a venv carry its path: a moved one is made anew.
    """
    facts = (hashlib.sha256(lock.read_bytes()).hexdigest(), sys.implementation.cache_tag, venv)
    return "\n".join(str(fact) for fact in facts)


def is_ready(venv: Path, lock: Path) -> bool:
    """Say whether `venv` holds all of `lock`; filled for the tests, it is ready for a run too."""
    if not (venv / "bin" / "python").exists():
        return False
    return any(
        stamp_file(venv, each).is_file()
        and stamp_file(venv, each).read_text("utf-8") == stamp(venv, each)
        for each in {lock, TEST_LOCK}
    )


def stands(venv: Path) -> bool:
    """Say whether a working venv of this very Python, made in this very place, is there."""
    python = venv / "bin" / "python"
    stamps = [stamp_file(venv, lock) for lock in (RUN_LOCK, TEST_LOCK)]
    moved = any(each.is_file() and str(venv) not in each.read_text("utf-8") for each in stamps)
    tag = "import sys; sys.exit(sys.implementation.cache_tag != sys.argv[1])"
    return not moved and run([python, "-c", tag, sys.implementation.cache_tag], quiet=True)


def make_venv(venv: Path) -> None:
    """Make an empty venv, unless a usable one stands there already.

    A folder that holds something else is never cleared: QUOTA_VENV may have been mistyped.
    """
    if (venv / "bin" / "python").exists() and stands(venv):
        return
    if venv.is_dir() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").is_file():
        raise Stop(
            CANNOT_CREATE,
            f"{venv}에 다른 파일이 있어 쓰지 않았습니다. QUOTA_VENV에 빈 폴더를 적어 주십시오.",
            f"{venv} holds other files and was left alone. Name an empty folder in QUOTA_VENV.",
        )
    if not run([sys.executable, "-m", "venv", "--without-pip", "--clear", venv]):
        raise cannot_write(venv)


def cannot_write(place: Path) -> Stop:
    """Return the refusal for a folder that does not take our files."""
    return Stop(
        CANNOT_CREATE,
        f"{place}에 쓸 수 없습니다. 쓸 수 있는 폴더를 적어 주십시오. "
        "예: QUOTA_VENV=$HOME/quota-venv python3 -m bot demo",
        f"Cannot write {place}. Name a writable folder, as in the line above.",
    )


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the file's lock, so that two starts at once make one venv. Waits for the other."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as error:
        raise cannot_write(path) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("다른 창에서 준비하고 있어 기다립니다.", "Another start is preparing; waiting.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def prepare(venv: Path, lock: Path) -> None:
    """Bring `venv` up to `lock`, alone; a start that waited for another finds it done."""
    with held(venv.with_name(venv.name + ".lock")):
        if is_ready(venv, lock):
            return
        say(
            f"처음 한 번, 또는 바뀐 뒤 한 번 준비합니다. 1분 안에 끝납니다: {venv}",
            "Preparing once, or once after a change. This takes less than a minute.",
        )
        make_venv(venv)
        for each in (RUN_LOCK, TEST_LOCK):
            with contextlib.suppress(FileNotFoundError):
                stamp_file(venv, each).unlink()
        install(venv, lock)
        stamp_file(venv, lock).write_text(stamp(venv, lock), "utf-8")


def choose_python(command: Sequence[str]) -> Optional[Path]:
    """Return the prepared interpreter to go on with, or None to go on in this one."""
    lock = TEST_LOCK if command[:1] == ["test"] else RUN_LOCK
    if not (ROOT / "pyproject.toml").is_file():
        return None  # installed from a wheel: its installer brought everything
    if os.environ.get("QUOTA_NO_BOOTSTRAP") == "1":
        lacking = ", ".join(absent(lock, exact=False))
        if lacking:
            raise Stop(
                UNAVAILABLE,
                f"QUOTA_NO_BOOTSTRAP=1인데 다음 패키지가 없습니다: {lacking}",
                f"QUOTA_NO_BOOTSTRAP=1, but this Python lacks: {lacking}",
            )
        return None
    venv = Path(os.environ.get("QUOTA_VENV") or ROOT / ".venv").expanduser().absolute()
    if not is_ready(venv, lock):
        if next(absent(lock, exact=True), None) is None:
            return None  # a container or an own venv that already has all of it
        prepare(venv, lock)
    return venv / "bin" / "python"


def main(command: List[str]) -> None:
    """Prepare what the command needs and become it. Ends the process, or returns its end."""
    try:
        check_machine(sys.version_info[:2], sys.platform)
        python = choose_python(command)
    except Stop as stop:
        say(stop.korean, stop.english)
        sys.exit(stop.code)
    except KeyboardInterrupt:
        say("준비를 멈추었습니다. 다시 시작하면 이어서 합니다.", "Stopped. Start again to go on.")
        sys.exit(INTERRUPTED)
    if python is None:
        runpy.run_module("bot.cli", run_name="__main__", alter_sys=True)
        return
    env = dict(os.environ)
    if Path.cwd() != ROOT:  # started as `python3 /some/where/bot`
        places = [str(ROOT), *filter(None, [env.get("PYTHONPATH")])]
        env["PYTHONPATH"] = os.pathsep.join(places)
    os.execve(python, [str(python), "-m", "bot.cli", *command], env)


if __name__ == "__main__":
    main(sys.argv[1:])
