"""A Debian 12 with Python, systemd and nothing else, in a folder, started without any network.

Needs root, debootstrap, systemd-nspawn and Debian's packages; whatever is missing fails the test
and is named, since a kit that nobody could try is not known to work.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = {"debootstrap": "debootstrap", "systemd-nspawn": "systemd-container"}
RELEASE = "bookworm"
BARE = "python3,ca-certificates,systemd,systemd-sysv"
BUILD_SECONDS = 900
CONFINING = "landlock_create_ruleset landlock_add_rule landlock_restrict_self"
SERVICE = """[Service]
Type=oneshot
WorkingDirectory=/srv
ExecStart=/bin/bash /srv/script.sh
StandardOutput=file:/srv/told
StandardError=file:/srv/told
ExecStopPost=/bin/systemctl poweroff --force --no-wall
"""
STEP = """step() {
    printf '$ %s\\n' "$1"
    eval "$1"
    printf '\\n= %s\\n' $?
}
within() {
    for _ in $(seq "$1"); do
        eval "$2" && return 0
        sleep 1
    done
    return 1
}
"""
SAID = re.compile(r"^\$ (.*)\n((?:.*\n)*?)= (\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Done:
    """A command that was typed, what it said, and its exit code."""

    command: str
    said: str
    code: int


def laid_out(root: Path) -> Path:
    """The machine's files, fresh from Debian; AssertionError with the reason if they cannot be."""
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    assert os.geteuid() == 0, "a bare machine is laid out and started by root only"
    assert not missing, f"a bare machine needs: apt install {' '.join(missing)}"
    words = ["debootstrap", "--variant=minbase", f"--include={BARE}", RELEASE, str(root)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=BUILD_SECONDS)
    why = "debootstrap could not lay out Debian; is there a network?\n"
    assert done.returncode == 0, why + done.stdout[-2000:] + done.stderr[-2000:]
    return root


def typed(root: Path, commands: Sequence[str], seconds: float) -> list[Done]:
    """Starts the machine, types the commands as root one after another, and turns it off.

    `step` runs on after a command that failed: its code says so. `within SECONDS WORDS` in a
    command waits for something to come true.
    """
    system = root / "etc/systemd/system"
    quoted = ["step '" + one.replace("'", "'\\''") + "'" for one in commands]
    (root / "srv/script.sh").write_text("\n".join([STEP, *quoted, ""]), "utf-8")
    (system / "script.service").write_text(SERVICE, "utf-8")
    wanted = system / "multi-user.target.wants"
    wanted.mkdir(parents=True, exist_ok=True)
    (wanted / "script.service").symlink_to("../script.service")
    told = subprocess.run(
        [
            *("systemd-nspawn", "--quiet", "--boot", f"--directory={root}"),
            *("--private-network", "--register=no", "--keep-unit"),
            *(f"--machine=bare-{os.getpid()}", f"--system-call-filter={CONFINING}"),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    log = root / "srv/told"
    assert log.is_file(), f"systemd-nspawn did not start the machine\n{told.stdout}{told.stderr}"
    return [Done(one[1], one[2], int(one[3])) for one in SAID.finditer(log.read_text("utf-8"))]
