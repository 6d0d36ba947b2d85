"""Presses what an officer's screens draw: no button may lead to a refusal known when it was drawn.

A press that changed the office is followed by the office as it was, so that each is tried alone.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, func, select

from handlers.install import install
from storage.models.asking import ASKED, MassAct
from storage.models.audit import AuditEntry
from tests.helpers.desk import Desk
from tests.helpers.screens import Key, keys_of

ASKED_ANEW = ("v1:mass:", "f1:")  # questions and forms: what was asked before is over
FIRST = 1  # the message on which a code is tapped


@dataclass(frozen=True)
class Refused:
    """Who pressed what, and what they heard."""

    user: int
    path: tuple[str, ...]
    label: str
    said: str


class Presser:
    """An office kept in a file, to be opened again as often as needed."""

    def __init__(self, file: Path, desk: Desk) -> None:
        self.template, self.file, self.now = file.with_suffix(".kept"), file, desk.now
        shutil.copyfile(file, self.template)
        self.pressed: set[tuple[int, str]] = set()
        self.refused: list[Refused] = []

    def _as_it_was(self) -> None:
        for side in ("", "-wal", "-shm"):
            Path(f"{self.file}{side}").unlink(missing_ok=True)
        shutil.copyfile(self.template, self.file)

    async def _opened(self) -> Desk:
        self._as_it_was()
        desk = await Desk(f"sqlite:///{self.file}", install).open()
        desk.now = self.now
        return desk

    async def press_all(self, user: int, codes: Sequence[str], depth: int = 2) -> None:
        """Opens each screen by its code and presses what is drawn there, `depth` screens deep."""
        desk = await self._opened()
        try:
            for code in codes:
                desk = await self._walk(desk, user, (code,), depth)
        finally:
            await desk.close()

    async def _walk(self, desk: Desk, user: int, path: tuple[str, ...], depth: int) -> Desk:
        keys, alert = await _went(desk, user, path)
        before = await _acts(desk)
        for key in keys if depth and not alert else ():
            if (user, key.code) in self.pressed:
                continue
            self.pressed.add((user, key.code))
            now = key.code
            if now.startswith(ASKED_ANEW):  # each time it has a number of its own
                drawn, _alert = await _went(desk, user, path)
                now = next((one.code for one in drawn if one.label == key.label), now)
            _keys, alert = await _went(desk, user, (now,))
            if alert:
                self.refused.append(Refused(user, path, key.label, alert))
            if await _acts(desk) != before:
                await desk.close()
                desk = await self._opened()
            elif depth > 1 and not alert and not now.startswith("f1:"):  # a draft is of one walk
                desk = await self._walk(desk, user, (*path, now), depth - 1)
        return desk


async def _acts(desk: Desk) -> int:
    """How many lines the trail has, one more with each act, and how many questions are settled."""
    settled = select(func.count()).select_from(MassAct).where(col(MassAct.state) != ASKED)
    async with desk.db.read() as session:
        lines = (await session.exec(select(func.count()).select_from(AuditEntry))).one()
        return lines + (await session.exec(settled)).one()


async def _went(desk: Desk, user: int, path: tuple[str, ...]) -> tuple[list[Key], str]:
    """The buttons at the end of a path, and the alert that its last tap met."""
    keys: list[Key] = []
    alert = ""
    for code in path:
        before = len(desk.said)
        await desk.taps_code(user, code, FIRST)
        heard = [one for one in desk.said[before:] if one.chat_id == user and not one.follows]
        keys = [key for one in heard for key in keys_of(one.payload) if key.code]
        alert = next((one.payload["text"] for one in heard if one.payload.get("alert")), "")
    return keys, alert
