"""Waiting for what a test can see but nobody announces."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

Found = TypeVar("Found")
PATIENCE = 5.0
GLANCE = 0.01


async def until(
    look: Callable[[], Awaitable[Found]], wanted: str, patience: float = PATIENCE
) -> Found:
    """Looks again and again until there is something; AssertionError with `wanted` when late."""
    try:
        async with asyncio.timeout(patience):
            while not (found := await look()):  # noqa: ASYNC110  # nobody announces it
                await asyncio.sleep(GLANCE)
    except TimeoutError:
        raise AssertionError(f"waited in vain: {wanted}") from None
    return found
