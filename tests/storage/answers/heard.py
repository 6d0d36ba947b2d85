"""What a typed question is answered, as an officer of the invented office reads it."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.answers import answering, known
from storage.answers.shapes import Answer
from storage.facts.question.asked import Question
from storage.facts.question.wording import read_question
from storage.models.office import Officer
from storage.rules.clock import kst_date


async def read(session: AsyncSession, who: Officer, line: str, now: datetime) -> Question | None:
    """What the line asks, with the names that the office knows."""
    names = await known.names(session, who, line)
    return read_question(line, kst_date(now), names)


async def answered(session: AsyncSession, who: Officer, line: str, now: datetime) -> Answer | None:
    """The answer; None where the line is no question."""
    asked = await read(session, who, line, now)
    return None if asked is None else await answering.answer(Act(session, who, now), asked)
