"""What of a half-year is not as it should be, by name: told before everything else."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.figures import local_shares
from storage.records import agreement_states
from storage.report.status_shapes import Exceptions
from storage.rounds import board, rounds
from storage.rounds.board_shapes import BoardRow
from storage.rules.half_year import HalfYear
from storage.rules.terms import PlanState
from storage.settings import rule_book


async def of(
    session: AsyncSession, half: HalfYear, plans_half: HalfYear, today: date
) -> Exceptions:
    """The exceptions of a half; its plans are those of `plans_half`, as /status has them."""
    late, returned = await _plans(session, plans_half, today)
    asleep = (
        await agreement_states.slept(session, half.end)
        if half.end < today
        else await agreement_states.sleeping(session, today)
    )
    under = await local_shares.under(session, half, await rule_book.book(session))
    return Exceptions(
        late=tuple((one.department_id, one.department) for one in late),
        returned=tuple((one.department_id, one.department) for one in returned),
        sleeping=tuple((one.id, one.title) for one in asleep),
        under=tuple((one.id, one.title) for one in under),
    )


async def _plans(
    session: AsyncSession, half: HalfYear, today: date
) -> tuple[list[BoardRow], list[BoardRow]]:
    """Who is late, and who was asked again and is not late."""
    row = await rounds.of_half(session, half)
    if row is None or row.opened_at is None:
        return [], []
    rows = await board.board(session, row, today)
    late = [one for one in rows if one.overdue]
    returned = [one for one in rows if one.state is PlanState.RETURNED and not one.overdue]
    return late, returned
