"""A bot spoiled on purpose: it reads the files of people itself, not in a process of their own."""

from typing import Any

from bot.documents.__main__ import READS, _found
from bot.renders import own_process


async def _at_home(job: str, name: str, body: bytes, **_limits: Any) -> Any:
    return _found(READS[job])(name, body)


def spoil() -> None:
    """Puts a reading without walls in the place of the child."""
    own_process.read = _at_home
    own_process.read_patiently = _at_home
