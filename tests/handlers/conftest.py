"""A desk with the handlers of the office's own administration."""

from collections.abc import AsyncIterator

import pytest

from handlers.departments import commands as departments
from handlers.enrol import commands as enrol
from handlers.people import commands as people
from tests.helpers.desk import Desk, only


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Enrolment, people and departments behind the gate."""
    install = only([*enrol.handlers(), *people.handlers(), *departments.handlers()])
    made = await Desk(sqlite_url, install).open()
    yield made
    await made.close()
