"""A desk with the handlers of the office's own administration."""

from collections.abc import AsyncIterator, Sequence

import pytest

from handlers.chat.answering import Answering
from handlers.chat.context import OfficeContext
from handlers.chat.home import card
from handlers.chat.mass_acts import MassActs
from handlers.departments import commands as departments
from handlers.enrol import commands as enrol
from handlers.install import MASS_ACTS, PROMPTS
from handlers.people import commands as people
from handlers.people import roster
from handlers.talk.command_words import CommandWords
from storage.traffic.messages import Row, Screen
from tests.helpers.desk import Desk, only


async def home(context: OfficeContext, head: str = "", above: Sequence[Row] = ()) -> Screen:
    """The home card of an office in which nothing waits."""
    return card(context.officer.role, None, head, above)


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """Enrolment, people and departments behind the gate."""
    asked = [*Answering(PROMPTS, CommandWords().heard).handlers(), *MassActs(MASS_ACTS).handlers()]
    own = [*enrol.handlers(home), *people.handlers(), *roster.handlers(), *departments.handlers()]
    install = only([*asked, *own])
    made = await Desk(sqlite_url, install).open()
    yield made
    await made.close()
