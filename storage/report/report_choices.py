"""What the office chose of how its report is made."""

from typing import TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.report import ReportChoice
from storage.report.report_blocks import refuse_others
from storage.rules.terms import PlansPrinted, QuotaPrinted, Term
from storage.rules.trail import Subject, Verb

PLANS, QUOTA = "plans", "quota"
T = TypeVar("T", bound=Term)


async def chosen(session: AsyncSession, name: str, usual: T) -> T:
    """The choice of that name; `usual` before anybody made it."""
    row = await session.get(ReportChoice, name, populate_existing=True)
    return usual if row is None else type(usual)(row.value)


async def choose(act: Act, name: str, value: Term) -> None:
    """From now on this holds. NotAllowed for whoever does not make the report."""
    session = act.session
    refuse_others(act.officer)
    await act.hold()
    row = await session.get(ReportChoice, name, populate_existing=True)
    before = {"name": name, "value": row.value} if row else None
    if row is None:
        row = ReportChoice(name=name, value="", version=0)
        session.add(row)
    row.value, row.version = value.value, row.version + 1
    await session.flush()
    after = {"name": name, "value": row.value}
    verb = Verb.CHANGE if before else Verb.CREATE
    await act.log(Subject.REPORT_CHOICE, 0, verb, before=before, after=after)


async def plans_printed(session: AsyncSession) -> PlansPrinted:
    """Which plans stand in the report."""
    return await chosen(session, PLANS, PlansPrinted.HANDED_IN)


async def quota_printed(session: AsyncSession) -> bool:
    """Whether the table of hires stands in the report, where there are any."""
    return await chosen(session, QUOTA, QuotaPrinted.SHOWN) is QuotaPrinted.SHOWN
