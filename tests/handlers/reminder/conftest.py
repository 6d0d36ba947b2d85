"""A small office in the middle of a round."""

from collections.abc import AsyncIterator

import pytest

from tests.handlers.round_office import opened
from tests.helpers.desk import Desk


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    made = await opened(sqlite_url)
    yield made
    await made.close()
