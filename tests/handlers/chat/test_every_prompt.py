"""Words typed after any question of the bot are its answer, whether they reply to it or not."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from handlers.chat.prompts import Prompt
from handlers.install import PROMPTS
from storage.models.asking import ANSWERED
from storage.models.asking import Prompt as Asked
from storage.rules.permission import may
from storage.rules.terms import Role
from storage.traffic import cards, prompts
from tests.handlers.round_office import ADMIN, OFFICE, STAFF, opened
from tests.helpers.desk import Desk
from tests.helpers.screens import BOT

pytestmark = pytest.mark.long

WORDS = "업무 연속성을 위하여 확인한 내용임"
PLACE = 900_001  # where the question stands in the chat


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An office in the middle of a round."""
    made = await opened(sqlite_url)
    made.may_fail = True  # what a question is about is made up here
    yield made
    await made.close()


def whom(prompt: Prompt) -> int:
    """Somebody who may answer it."""
    people: Sequence[tuple[Role, int]] = (
        (Role.OFFICE, OFFICE),
        (Role.ADMIN, ADMIN),
        (Role.STAFF, STAFF),
    )
    return next(user for role, user in people if may(role, prompt.may))


async def asks(desk: Desk, user: int, prompt: Prompt) -> int:
    """The question stands in the chat; returns its number."""
    async with desk.db.begin() as session:
        given = ["2021-2", "a" * 8, 1]
        number = await prompts.ask(session, user, user, prompt.name, given, desk.now)
        await cards.place(session, prompts.card_of(number), user, PLACE + number)
    return number


async def taken(desk: Desk, *numbers: int) -> bool:
    """Whether each of these questions has its answer: what it did may be done once only."""
    async with desk.db.read() as session:
        found = [await session.get(Asked, number) for number in numbers]
    return all(row is not None and row.state == ANSWERED for row in found)


async def answers(
    desk: Desk, user: int, number: int | None = None, mark: str = "", **more: Any
) -> list[str]:
    """What is heard after the words; with a number as a reply to that question. The mark tells
    words apart that may be given once only, and stands in nothing that is returned."""
    if number is not None:
        quoted = desk.message(user, "…") | {"from": BOT, "message_id": PLACE + number}
        more["reply_to_message"] = quoted
    heard = await desk.says(user, WORDS + mark, **more)
    return [one.replace(mark, "") for one in heard] if mark else heard


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda one: one.name)
async def test_typed_words_are_heard_as_a_reply_is(desk: Desk, prompt: Prompt) -> None:
    """Mutant: a handler before the questions takes the words, or the gate wants a reply."""
    user = whom(prompt)
    unasked = await answers(desk, user)
    first = await asks(desk, user, prompt)
    replied = await answers(desk, user, first)
    second = await asks(desk, user, prompt)
    typed = await answers(desk, user, mark=" 둘")
    assert typed == replied or await taken(desk, first, second)
    assert typed != unasked, "the words were no answer"


async def test_every_question_has_its_own_name_and_a_hint() -> None:
    assert len({one.name for one in PROMPTS}) == len(PROMPTS)
    assert all(one.hint.strip() and one.question.strip() for one in PROMPTS)
