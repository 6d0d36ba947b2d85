"""`wheelhouse`: a folder with the product and all its packages, for a machine without a network.

The folder starts like a checkout: its `python3 -m bot` finds the packages beside itself.
"""

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot import installing
from bot.cli import progress
from bot.cli.exits import BAD_REQUEST, CANNOT_CREATE, UNAVAILABLE, leave

ROOMS = ("bot", "handlers", "scheduler", "storage", "docs")
PAGES = (
    *("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"),
    *(".dockerignore", ".env.example"),
)
SUMS = "SHA256SUMS"
OURS_ALONE = shutil.ignore_patterns("__pycache__", "*.pyc", "secrets", ".env")
"""What stays on this machine: what it made for itself, and the secrets of its office."""
NEWEST_GLIBC, OLDEST_GLIBC = 36, 17  # Debian 12's, and the one that common packages are built on
OLDER_NAMES = {
    "x86_64": ("manylinux2014", "manylinux2010", "manylinux1"),
    "aarch64": ("manylinux2014",),
}
OLDEST_MINOR = 11
PYTHON = re.compile(r"3\.(\d{1,2})")

FOLDER_USED = "{folder}에 이미 다른 것이 있습니다. 없는 폴더를 적어 주십시오."
NO_CHECKOUT = "받아 온 폴더에서 켠 봇만 담을 수 있습니다. 패키지로 설치한 곳에서는 할 수 없습니다."
BAD_PYTHON = "‘{python}’은 파이썬 버전이 아닙니다. 예: --python 3.11"
BAD_MACHINE = "‘{machine}’은 담을 수 없는 기계입니다. x86_64나 aarch64를 적어 주십시오."
NOT_FETCHED = (
    "패키지를 내려받지 못했습니다. 까닭은 위에 있습니다. 이 명령만은 인터넷이 있어야 합니다."
)
MADE = """담았습니다: {folder} (패키지 {count}개, Python {python} · Linux {machine})
그 컴퓨터로 폴더를 통째로 옮긴 뒤, 그 안에서
    sha256sum -c --quiet {sums}
    python3 -m bot init"""


def wheelhouse(
    folder: Annotated[Path, typer.Argument(help="새로 만들 폴더")],
    python: Annotated[
        str, typer.Option("--python", help="그 컴퓨터의 파이썬. 예: 3.13 (python3 --version)")
    ] = f"3.{sys.version_info.minor}",
    machine: Annotated[
        str, typer.Option("--machine", help="그 컴퓨터의 기계: x86_64 또는 aarch64 (uname -m)")
    ] = os.uname().machine,
) -> None:
    """인터넷이 없는 컴퓨터에서 설치할 수 있도록 봇과 패키지를 한 폴더에 담습니다."""
    if not PYTHON.fullmatch(python) or int(python[2:]) < OLDEST_MINOR:
        leave(BAD_PYTHON.format(python=python), BAD_REQUEST)
    if machine not in OLDER_NAMES:
        leave(BAD_MACHINE.format(machine=machine), BAD_REQUEST)
    if not (installing.ROOT / "pyproject.toml").is_file():
        leave(NO_CHECKOUT, UNAVAILABLE)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        leave(FOLDER_USED.format(folder=folder), CANNOT_CREATE)
    try:
        with _whole(folder) as made:
            count = _fill(made, python, machine)
    except OSError as error:
        leave(f"폴더를 만들지 못했습니다: {error.strerror}: {error.filename}", CANNOT_CREATE)
    told = MADE.format(folder=folder, count=count, python=python, machine=machine, sums=SUMS)
    typer.echo(told)


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder to fill, which becomes `folder` at the end; of half a one nothing stays."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as place:
        filled = Path(place) / folder.name
        filled.mkdir()
        yield filled
        filled.rename(folder)  # an empty folder of that name gives way


def _fill(folder: Path, python: str, machine: str) -> int:
    """Product, wheels and sums; returns how many wheels there are."""
    for room in ROOMS:
        shutil.copytree(installing.ROOT / room, folder / room, ignore=OURS_ALONE)
    for page in PAGES:
        shutil.copy(installing.ROOT / page, folder / page)
    wheels = folder / installing.WHEELS.name
    with progress.shown("패키지 내려받기"):
        _fetch(wheels, [*_of_python(python), *_of_machine(machine)])
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    digests = [f"{_sha256(path)}  {path.relative_to(folder)}\n" for path in files]
    (folder / SUMS).write_text("".join(digests), "utf-8")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)  # no secret is here; a service reads it
    return len(list(wheels.iterdir()))


def _fetch(wheels: Path, target: Sequence[str]) -> None:
    """Downloads what the locks pin, hashes required; leaves with 69 where it cannot be had."""
    with tempfile.TemporaryDirectory() as place:
        venv = Path(place) / "venv"
        if not installing.run([sys.executable, "-m", "venv", "--without-pip", venv]):
            leave(NOT_FETCHED, UNAVAILABLE)
        try:
            pip = installing.find_pip(venv)
        except installing.Stop as stop:
            leave(stop.korean, stop.code)
        words = ["download", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
        for lock, meant in ((installing.RUN_LOCK, target), (installing.PIP_LOCK, ())):
            command = [*pip, *words, *meant, "--dest", wheels, "--requirement", lock]
            if not installing.run(command, installing.pip_environment()):
                leave(NOT_FETCHED, UNAVAILABLE)


def _of_python(python: str) -> list[str]:
    """pip's words for wheels of that Python, however it was built."""
    abis = (f"cp{python.replace('.', '')}", "abi3", "none")
    tags = [word for abi in abis for word in ("--abi", abi)]
    return ["--python-version", python, "--implementation", "cp", *tags]


def _of_machine(machine: str) -> list[str]:
    """pip's words for wheels of that machine with glibc, newest first."""
    newer = [f"manylinux_2_{minor}" for minor in range(NEWEST_GLIBC, OLDEST_GLIBC - 1, -1)]
    names = [*newer, *OLDER_NAMES[machine], "linux"]
    return [word for name in names for word in ("--platform", f"{name}_{machine}")]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
