"""A library that turned bad, or a file that broke one, gets at nothing of the office."""

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.renders import own_process
from tests.helpers import bad_library

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
TWICE = """
import asyncio
from bot.renders import own_process

async def twice():
    for _ in range(2):
        assert await own_process.made("qr", {"text": "x"})

asyncio.run(twice())
"""


@pytest.fixture
async def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """What such a library was able to do."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "office.db").write_bytes(b"canary")
    bad_library.planted(monkeypatch, tmp_path / "library")
    monkeypatch.setenv("BOT_TOKEN", "2:canary-token")
    monkeypatch.setenv("DATA_DIR", str(data))
    monkeypatch.chdir(data)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        given = {
            "files": {
                "office": str(data / "office.db"),
                "project": str(ROOT / "pyproject.toml"),
                "people": "/etc/passwd",
            },
            "new": str(data / "new"),
            "port": listening.getsockname()[1],
        }
        found: dict[str, Any] = json.loads(await own_process.made("qr", given))
    return found


async def test_it_learns_nothing_from_its_environment_and_stands_in_no_folder_of_ours(
    told: dict[str, Any],
) -> None:
    assert bad_library.environment_of(told) == {"PYTHONPATH", "MALLOC_ARENA_MAX"}
    assert "canary" not in json.dumps(told["environment"])
    assert told["folder"] == "/"


async def test_it_opens_neither_the_data_nor_what_lies_beside_the_programs(
    told: dict[str, Any],
) -> None:
    for name in ("office", "project", "people", "parent's environment", "parent's folder"):
        assert told[name] == "PermissionError", name
    assert bad_library.parent_is_readable()


async def test_it_writes_nothing_starts_nothing_and_reaches_nobody(told: dict[str, Any]) -> None:
    for name in ("written", "temporary", "shell"):
        assert told[name] == "PermissionError", name
    assert told["connected"] in ("OSError", "PermissionError")
    assert told["privileges"] == 1
    assert told["size"] == [0, 0]


async def test_to_draw_has_its_share_of_memory_and_of_work_too(
    told: dict[str, Any],
) -> None:
    assert told["memory"] == [1 << 30, 1 << 30]
    assert told["work"] == [own_process.SECONDS, own_process.SECONDS + 1]
    with pytest.raises(own_process.TooLarge, match="MemoryError"):
        await own_process.made("qr", {"hungry": 2 << 30})


def test_what_the_kernel_refuses_is_logged_once_and_the_work_goes_on(tmp_path: Path) -> None:
    """In a world without another network to give. Where there is no such world, it is here."""
    command = [sys.executable, "-c", TWICE]
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "-Ur", "true"], check=False).returncode == 0:
        none = 'echo 0 > /proc/sys/user/max_net_namespaces && exec "$@"'
        command = [unshare, "-Ur", "sh", "-c", none, "sh", *command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).count("not confined: network") == 1
