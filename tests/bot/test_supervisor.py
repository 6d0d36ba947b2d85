"""What systemd hears: one datagram a word, and none where nobody asked or listens."""

import asyncio
import os
import socket
from contextlib import closing
from pathlib import Path

import pytest

from bot.supervisor import Supervisor

WAIT = 20.0


def listening(place: str) -> socket.socket:
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ear.bind(place)
    ear.settimeout(WAIT)
    return ear


def test_a_name_of_the_kernels_own_is_spoken_to(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"quota-{os.getpid()}"
    monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
    with closing(listening(f"\0{name}")) as ear:
        Supervisor().waiting("the database\nREADY=1")
        assert ear.recv(4096) == b"STATUS=waiting for the database READY=1"


async def test_a_loop_that_is_stuck_falls_silent(tmp_path: Path) -> None:
    with closing(listening(str(tmp_path / "ear"))) as ear:
        speaking = asyncio.ensure_future(Supervisor(str(tmp_path / "ear"), 0.03).reassure())
        await asyncio.sleep(0)
        assert ear.recv(4096) == b"WATCHDOG=1"
        ear.settimeout(0.1)  # the loop stands still here: a word from elsewhere would come
        with pytest.raises(TimeoutError):
            ear.recv(4096)
        speaking.cancel()


@pytest.mark.parametrize("place", ["", "/no/such/place"])
def test_nobody_to_hear_is_no_fault(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", place)
    Supervisor().ready()


async def test_a_child_of_the_watched_process_keeps_quiet(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "ear"))
    monkeypatch.setenv("WATCHDOG_USEC", "1000000")
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))
    assert Supervisor().patience == 1.0
    monkeypatch.setenv("WATCHDOG_PID", "1")
    await Supervisor().reassure()  # returns: nobody is to be reassured
