"""The one way in which a screen opens what may belong to another department."""

from handlers.chat.context import OfficeContext
from storage.models.base import Record
from storage.models.plan import Plan
from storage.plans import readings
from storage.records import readable
from storage.rules.half_year import HalfYear
from storage.rules.permission import Matter


async def opened(context: OfficeContext, row: Record, matter: Matter | None = None) -> None:
    """The officer opens a record, or its history or evidence; raises Gone or NotForOthers.

    To be asked before anything of the row is shown, by every handler whose number came in a code.
    """
    await readings.open_record(context.act, row, matter)


async def plan_opened(context: OfficeContext, plan: Plan) -> None:
    """As `opened`, for a whole plan."""
    await readings.open_plan(context.act, plan)


async def papers_opened(context: OfficeContext, half: HalfYear, matter: Matter) -> None:
    """A paper that holds this of every department is handed out; raises NotForOthers."""
    await readings.open_papers(context.act, half, matter)


def reads(context: OfficeContext, department_id: int | None, matter: Matter) -> bool:
    """Whether a button to this is drawn for the officer; None: of every department."""
    return readable.may_read(context.officer, department_id, matter)


async def traced(context: OfficeContext, row: Record, matter: Matter) -> None:
    """A record is shown behind a printed line; reading across departments leaves its line."""
    await readings.note(context.act, row.kind, row.id, row.department_id, matter)
