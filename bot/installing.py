"""How packages come into a venv: by uv, by whatever pip there is, or from wheels beside us.

Standard library only, and written so that Python 3.8 still parses it, as `bot/__main__.py` is. It
names no package index: whatever pip is told on this machine, uv is told as well. Where
`wheelhouse` has laid a folder `wheels` beside the rooms, no index is asked at all.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Optional, Sequence

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "bot" / "deploy"
RUN_LOCK = LOCKS / "requirements.lock"
TEST_LOCK = LOCKS / "requirements-test.lock"  # holds every pin of RUN_LOCK as well
UV_LOCK = LOCKS / "requirements-uv.lock"
PIP_LOCK = LOCKS / "requirements-pip.lock"  # for a folder of wheels, which brings its own pip
WHEELS = ROOT / "wheels"
ROOM_NEEDED = 700_000_000  # bytes: the test environment and the downloads on their way into it

UNAVAILABLE = 69  # EX_UNAVAILABLE; named here because `os` lacks the names on Windows
CANNOT_CREATE = 73  # EX_CANTCREAT


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


def install_offline(venv: Path, lock: Path, pip: Path) -> None:
    """Fill `venv` from the wheels beside us, by the pip among them and no other place."""
    words = ["install", "--quiet", "--no-index", "--find-links", WHEELS, "--require-hashes"]
    alone = {**pip_environment(), "PIP_CONFIG_FILE": os.devnull}
    if not run([venv / "bin" / "python", pip, "--isolated", *words, "-r", lock], alone):
        here = f"Python {sys.version_info[0]}.{sys.version_info[1]}, {os.uname().machine}"
        raise Stop(
            UNAVAILABLE,
            f"{WHEELS}에서 설치하지 못했습니다. 까닭은 위에 있습니다. 이 컴퓨터({here})에 맞게 "
            "wheelhouse --python, --machine으로 다시 담으십시오.",
            f"Not installed from {WHEELS}, for the reason above. This is {here}.",
        )


def install(venv: Path, lock: Path) -> None:
    """Fill `venv` from `lock` by uv, or by pip where uv cannot be had or does not succeed."""
    for wheel in WHEELS.glob("pip-*.whl"):
        install_offline(venv, lock, wheel / "pip")
        return
    python = venv / "bin" / "python"
    hashed = ["install", "--quiet", "--require-hashes", "-r"]
    uv = shutil.which("uv")
    pip: List[object] = [sys.executable, "-m", "pip"] if uv else find_pip(venv)
    if uv is None and run([*pip, *hashed, UV_LOCK], pip_environment()):
        uv = str(venv / "bin" / "uv")
    if uv is not None:
        env = uv_environment(pip_settings(pip))
        compiled = [hashed[0], "--compile-bytecode", "--python", python]  # as pip does by itself
        if run([uv, "pip", *compiled, *hashed[1:], lock], env):
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
