"""A half-year behind a command."""

from handlers.chat.context import OfficeContext
from handlers.chat.errors import FAR_HALF
from storage.report.half_written import half_written
from storage.rules.errors import Refusal
from storage.rules.half_year import HalfYear, far_from


async def typed(context: OfficeContext, words: str) -> HalfYear:
    """The half-year of these words, without any the one whose report is being written.

    Raises Unreadable, and Refusal for one with which no office has anything to do now.
    """
    if not words:
        return await half_written(context.session, context.today)
    half = HalfYear.parse(words)
    if far_from(half, context.today):
        raise Refusal(FAR_HALF.format(half=half.label))
    return half
