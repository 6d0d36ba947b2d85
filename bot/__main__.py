"""Start from a fresh clone: `python3 -m bot COMMAND`.

Standard library only, and written so that Python 3.8 still parses it: this file is the one that
has to say that 3.11 is wanted. It makes `.venv` beside itself, has uv (or else pip) install the
hashed lock there, and becomes `.venv/bin/python -m bot.cli COMMAND`. Later starts only compare a
stamp. It names no package index: whatever pip is told on this machine, uv is told as well.

Environment: `QUOTA_VENV` (another folder than `.venv`), `QUOTA_NO_BOOTSTRAP=1` (install nothing).
Exit codes of its own: 69 something needed is missing or unreachable, 73 cannot write, 130 Ctrl-C.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import runpy
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Sequence, Tuple

if sys.platform != "win32":
    import fcntl

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "bot" / "deploy"
RUN_LOCK = LOCKS / "requirements.lock"
TEST_LOCK = LOCKS / "requirements-test.lock"  # holds every pin of RUN_LOCK as well
UV_LOCK = LOCKS / "requirements-uv.lock"
ROOM_NEEDED = 700_000_000  # bytes: the test environment and the downloads on their way into it

UNAVAILABLE = 69  # EX_UNAVAILABLE; named here because `os` lacks the names on Windows
CANNOT_CREATE = 73  # EX_CANTCREAT
INTERRUPTED = 130


class Stop(Exception):
    """A start that cannot go on: the exit code, and what a person can do about it."""

    def __init__(self, code: int, korean: str, english: str) -> None:
        super().__init__(english)
        self.code = code
        self.korean = korean
        self.english = english


def say(korean: str, english: str) -> None:
    """Tell the person at the terminal. On stderr, since a command's stdout may be data."""
    sys.stderr.write(f"{korean}\n{english}\n")
    sys.stderr.flush()


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


def run(
    command: Sequence[object],
    env: Optional[Dict[str, str]] = None,
    cwd: Optional[Path] = None,
    quiet: bool = False,
) -> bool:
    """Run one tool with its own words going to stderr (or nowhere) and say whether it worked."""
    sink = subprocess.DEVNULL if quiet else 2
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink
        )
    except OSError as error:  # not executable here, for instance on a noexec mount
        sys.stderr.write(f"{words[0]}: {error}\n")
        return False
    return done.returncode == 0


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


def find_pip(venv: Path) -> List[object]:
    """Return a command that runs some pip upon `venv`: its own, the system's, or Debian's wheel.

    Debian ships Python without ensurepip. Its pip is looked for next, then fetched as a package
    file: that needs no root and leaves the system as it is.
    """
    python = venv / "bin" / "python"
    own: List[object] = [python, "-m", "pip"]
    ensurepip = [python, "-m", "ensurepip"]
    if run([*own, "--version"], quiet=True) or run(ensurepip, quiet=True):
        return own
    system: List[object] = [sys.executable, "-m", "pip", "--python", python]
    if run([*system, "--version"], quiet=True):
        return system
    unpacked = venv / "debian"
    unpacked.mkdir(exist_ok=True)
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        run(["apt-get", "download", "python3-pip-whl"], cwd=unpacked, quiet=True)
        for package in unpacked.glob("*.deb"):
            run(["dpkg-deb", "-x", package, unpacked])
        for wheel in unpacked.glob("usr/share/python-wheels/pip-*.whl"):
            return [python, wheel / "pip"]
    raise Stop(
        UNAVAILABLE,
        "Python의 venv 도구가 없습니다. 다음 한 줄을 실행한 뒤 다시 시작해 주십시오.",
        "Python's venv tools are missing. Run this line, then start again:\n"
        "    sudo apt install python3-venv",
    )


def pip_environment() -> Dict[str, str]:
    """Return the environment for pip: few retries, so a broken index is told in seconds."""
    few = {"PIP_RETRIES": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    return {**few, **os.environ, "PIP_USER": "0"}  # a venv refuses a --user set in pip's files


def pip_settings(pip: Sequence[object]) -> Dict[str, str]:
    """Return what pip's own configuration files say here, keyed like `index-url`."""
    command = [str(word) for word in (*pip, "config", "list")]
    told = subprocess.run(command, env=pip_environment(), capture_output=True, text=True)
    return dict(re.findall(r"^(?:global|install)\.([\w-]+)='(.*)'$", told.stdout, re.MULTILINE))


def uv_environment(settings: Dict[str, str]) -> Dict[str, str]:
    """Return the environment in which uv goes to the same places as pip, which it never asks.

    uv reads none of pip's files or variables, and unlike pip it fails on a wheel folder that is
    not there. What is set for uv itself wins.
    """

    def told(name: str) -> str:
        return os.environ.get("PIP_" + name.upper().replace("-", "_")) or settings.get(name, "")

    folders = (link for link in told("find-links").split() if "://" in link or Path(link).exists())
    twins = {
        "UV_SYSTEM_CERTS": "1",
        "UV_DEFAULT_INDEX": told("index-url"),
        "SSL_CERT_FILE": told("cert"),
        "UV_FIND_LINKS": ",".join(folders),
        "UV_NO_INDEX": told("no-index"),
    }
    return {**{name: value for name, value in twins.items() if value}, **os.environ}


def install(venv: Path, lock: Path) -> None:
    """Fill `venv` from `lock` by uv, or by pip where uv cannot be had or does not succeed."""
    python = venv / "bin" / "python"
    hashed = ["install", "--quiet", "--require-hashes", "-r"]
    uv = shutil.which("uv")
    pip: List[object] = [sys.executable, "-m", "pip"] if uv else find_pip(venv)
    if uv is None and run([*pip, *hashed, UV_LOCK], pip_environment()):
        uv = str(venv / "bin" / "uv")
    if uv is not None:
        env = uv_environment(pip_settings(pip))
        if run([uv, "pip", hashed[0], "--python", python, *hashed[1:], lock], env):
            return
    say("pip로 이어서 설치합니다.", "Going on with pip.")
    if run([*find_pip(venv), *hashed, lock], pip_environment()):
        return
    if shutil.disk_usage(venv).free < ROOM_NEEDED:
        raise Stop(
            CANNOT_CREATE,
            f"디스크 여유 공간이 부족합니다. {ROOM_NEEDED // 10**6}MB 이상 비워 주십시오.",
            f"The disk is nearly full. Please free {ROOM_NEEDED // 10**6} MB.",
        )
    raise Stop(
        UNAVAILABLE,
        "패키지를 내려받지 못했습니다. PIP_INDEX_URL, PIP_CERT, HTTPS_PROXY 설정을 확인한 뒤 "
        "다시 시작해 주십시오. 까닭은 위에 있습니다.",
        "Packages could not be fetched, for the reason above. "
        "Check PIP_INDEX_URL, PIP_CERT and HTTPS_PROXY, then start again.",
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
