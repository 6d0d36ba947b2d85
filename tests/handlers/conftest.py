"""A desk with the handlers of the office's own administration."""

from collections.abc import AsyncIterator

import pytest

from handlers.chat.answering import Answering
from handlers.chat.mass_acts import MassActs
from handlers.departments import commands as departments
from handlers.enrol import commands as enrol
from handlers.install import MASS_ACTS, PROMPTS
from handlers.people import commands as people
from tests.helpers.desk import Desk, only


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Enrolment, people and departments behind the gate."""
    asked = [*Answering(PROMPTS).handlers(), *MassActs(MASS_ACTS).handlers()]
    own = [*enrol.handlers(), *people.handlers(), *departments.handlers()]
    install = only([*asked, *own])
    made = await Desk(sqlite_url, install).open()
    yield made
    await made.close()
