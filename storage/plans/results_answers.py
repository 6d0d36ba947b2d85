"""추진실적 확인: each department says of a half that its records are all there, or that none is.

Beside the plan of the next half, in the same round and by the same day. Silence is never taken
for 해당없음. What was said stands with the records that it was said of: when these become others,
the answer says so (확인 뒤 바뀜) and is asked for once more; it is no less an answer for that.
Whoever may hand in the department's plan may say it, without a step in between:
docs/decisions/0030-results-are-confirmed-without-steps.md.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.act import Act
from storage.models.audit import AuditEntry
from storage.models.office import Department
from storage.models.plan import ResultsAnswer
from storage.models.round import CollectionRound
from storage.office.refusals import one_line, refuse_outside_office, refuse_unheard
from storage.office.setting_aside import STRICT, Aside
from storage.plans import results_lock, results_logged, texts
from storage.plans.results_logged import Marks
from storage.records import late_results
from storage.records.record_keeping import refuse_out_of_reach
from storage.rules import errors
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.terms import RecordKind
from storage.rules.trail import OF_RECORD, Subject, Verb
from storage.rules.wording_owed import ResultsState
from storage.rules.wording_receipt import Receipt

ANSWERS = frozenset({ResultsState.CONFIRMED, ResultsState.NOT_APPLICABLE})
"""What is stored of a department that has answered."""


@dataclass(frozen=True)
class DepartmentResults:
    """Where one department stands with its results of a half.

    `said` is what it answered, whatever became of its records since; `state` tells that too.
    `records` is how many it has logged. `reopened_until` is the day up to which 총괄 asks it
    once more, as long as it has not answered since.
    """

    department_id: int
    state: ResultsState = ResultsState.WAITING
    said: ResultsState = ResultsState.WAITING
    records: int = 0
    answer_id: int | None = None
    first_at: datetime | None = None
    answered_at: datetime | None = None
    receipt: Receipt | None = None  # where it did not come by the bot
    changed: frozenset[str] = frozenset()
    reopened_on: date | None = None
    reopened_until: date | None = None
    department: str = ""  # its name, among those of all


class OtherList(errors.Refusal):
    """The department's records are others than those on the screen."""


async def by_id(session: AsyncSession, number: int) -> ResultsAnswer | None:
    """An answer by its number."""
    return await session.get(ResultsAnswer, number, populate_existing=True)


async def states(
    session: AsyncSession, half: HalfYear, aside: Aside = STRICT
) -> dict[int, DepartmentResults]:
    """Every active department in 직제순 with where it stands, by number."""
    of_half = (col(ResultsAnswer.department_id) == col(Department.id)) & (
        col(ResultsAnswer.half) == half
    )
    found = await session.exec(
        select(Department, ResultsAnswer)
        .outerjoin(ResultsAnswer, of_half)
        .where(col(Department.active))
        .order_by(col(Department.position), col(Department.id))
    )
    every = found.all()
    logged = await results_logged.marks(session, half)
    closed = await late_results.is_closed(session, half)
    made = {}
    for one, said in every:
        with aside.each(Subject.DEPARTMENT, one.id):
            stands = await _standing(session, one.id, said, logged.get(one.id, {}), closed=closed)
            made[one.id] = replace(stands, department=one.name)
    return made


async def asked_states(
    session: AsyncSession, row: CollectionRound, aside: Aside = STRICT
) -> dict[int, DepartmentResults]:
    """As `states`, of the departments that a round asks; nobody before it opens."""
    if not row.results_asked or row.opened_at is None:
        return {}
    return await states(session, row.results_half, aside)


def state_in(said: Mapping[int, DepartmentResults], department_id: int) -> ResultsState | None:
    """Where a department stands among these; None where nobody is asked."""
    one = said.get(department_id)
    return one.state if one is not None else None


async def touched(
    session: AsyncSession, changed: Mapping[Subject, Collection[int]]
) -> set[HalfYear]:
    """The halves in which an answer, or a record that one was given of, was just changed."""
    halves: set[HalfYear] = set()
    if own := changed.get(Subject.RESULTS, ()):
        said = select(col(ResultsAnswer.half)).where(col(ResultsAnswer.id).in_(own))
        halves |= set((await session.exec(said)).all())
    departments_of = await results_logged.departments_of(session, changed)
    if departments_of:
        found = await session.exec(
            select(col(ResultsAnswer.half)).where(
                col(ResultsAnswer.department_id).in_(departments_of),
                col(ResultsAnswer.state).in_(ANSWERS),
            )
        )
        halves |= set(found.all())
    return halves


async def standing(session: AsyncSession, department_id: int, half: HalfYear) -> DepartmentResults:
    """Where one department stands."""
    logged = await results_logged.marks(session, half, [department_id])
    said = await results_lock.find(session, department_id, half)
    closed = await late_results.is_closed(session, half)
    return await _standing(
        session, department_id, said, logged.get(department_id, {}), closed=closed
    )


async def _standing(
    session: AsyncSession,
    department_id: int,
    said: ResultsAnswer | None,
    logged: Marks,
    *,
    closed: bool,
) -> DepartmentResults:
    """`closed` once the report of the half is 확정: nobody is asked any more, and what changes
    then is a late result."""
    if said is None:
        state = ResultsState.MISSED if closed else ResultsState.WAITING
        return DepartmentResults(department_id, state, records=len(logged))
    open_again = said.reopened_at is not None and (
        said.answered_at is None or said.answered_at < said.reopened_at
    )
    answered, over = ResultsState(said.state) in ANSWERS, closed and not open_again
    changed: set[str] = set()
    if answered and not over:
        changed = await results_logged.differing(session, said.seen, logged)
    state = ResultsState.CHANGED if changed else said.state
    if over and not answered:
        state = ResultsState.MISSED
    return DepartmentResults(
        department_id=department_id,
        state=state,
        said=said.state,
        records=len(logged),
        answer_id=said.id,
        first_at=said.first_at,
        answered_at=said.answered_at,
        receipt=said.receipt if answered else None,
        changed=frozenset(changed),
        reopened_on=kst_date(said.reopened_at) if said.reopened_at and open_again else None,
        reopened_until=said.reopened_until if open_again else None,
    )


async def changed_on(session: AsyncSession, one: DepartmentResults) -> date | None:
    """The day on which the first of its records became another after the answer."""
    if one.answered_at is None or not one.changed:
        return None
    days = []
    for name in one.changed:
        kind, number = name.split(":")
        found = await session.exec(
            select(func.min(col(AuditEntry.at))).where(
                col(AuditEntry.subject) == OF_RECORD[RecordKind(kind)],
                col(AuditEntry.subject_id) == int(number),
                col(AuditEntry.at) > one.answered_at,
            )
        )
        days += [kst_date(at) for at in found.all() if at is not None]
    return min(days, default=kst_date(one.answered_at))


async def confirm(
    act: Act, department_id: int, half: HalfYear, *, receipt: Receipt | None = None, mark: str = ""
) -> ResultsAnswer:
    """맞음: what is logged is all that there was.

    `receipt` tells how the office heard of it, where it was said outside the bot. Refusal where
    nothing is logged, OtherList when it is another list than that of `mark`, and as
    `results_lock.refuse`.
    """
    row, logged = await _asked(act, department_id, half)
    if not logged:
        raise errors.Refusal(texts.RESULTS_EMPTY)
    if mark and mark != results_logged.list_mark(logged):
        raise OtherList(texts.RESULTS_MOVED)
    return await _answered(act, row, ResultsState.CONFIRMED, logged, receipt)


async def declare_none(
    act: Act, department_id: int, half: HalfYear, *, receipt: Receipt | None = None
) -> ResultsAnswer:
    """해당없음: nothing was done in the half.

    Refusal where something is logged, and as `results_lock.refuse`.
    """
    row, logged = await _asked(act, department_id, half)
    if logged:
        raise errors.Refusal(texts.results_logged(len(logged)))
    return await _answered(act, row, ResultsState.NOT_APPLICABLE, logged, receipt)


async def take_back(act: Act, answer_id: int) -> ResultsAnswer:
    """되돌리기: the answer is as if it had not been given, and is asked for again.

    When it first came stays, so that what was late stays late; but what 총괄 took in for the
    department and takes back never was. Refusal once nothing stands, and as `results_lock.refuse`.
    """
    row = await by_id(act.session, answer_id)
    if row is None:
        raise errors.Gone
    row, _logged = await _asked(act, row.department_id, row.half)
    if row.state not in ANSWERS:
        raise errors.Refusal(texts.RESULTS_NOT_SAID)
    before = _told(row)
    if row.receipt is not None and row.first_at == row.answered_at:
        row.first_at = None
    row.state, row.seen, row.receipt = ResultsState.WAITING, {}, None
    row.answered_at = row.answered_by = None
    return await _kept(act, row, Verb.TAKE_BACK, before, "")


async def reopen(
    act: Act, department_id: int, half: HalfYear, *, reason: str, until: date
) -> ResultsAnswer:
    """Asks a department once more after the lock, up to and with `until`. By 총괄 only.

    What it has said stands until it says something else. Refusal without a reason, for a day gone
    by, and while nothing is locked.
    """
    await act.hold()
    refuse_outside_office(act.officer)
    line = one_line(reason)
    row = await _row(act, department_id, half)
    if not await results_lock.is_locked(act.session, half):
        raise errors.Refusal(texts.RESULTS_NOT_LOCKED)
    if until < act.today:
        raise errors.Refusal(texts.REOPEN_UNTIL)
    before = _told(row)
    row.reopened_at, row.reopened_until = act.now, until
    return await _kept(act, row, Verb.REOPEN_CLOSED, before, line)


async def _asked(
    act: Act, department_id: int, half: HalfYear
) -> tuple[ResultsAnswer, dict[str, int]]:
    """The department's row and what it has logged, as they are now; made when there was none."""
    await act.hold()
    refuse_out_of_reach(act.officer, department_id, Action.WRITE_PLAN)
    row = await _row(act, department_id, half)
    await results_lock.refuse(act.session, row, half, act.now)
    logged = await results_logged.marks(act.session, half, [department_id])
    return row, logged.get(department_id, {})


async def _row(act: Act, department_id: int, half: HalfYear) -> ResultsAnswer:
    row = await results_lock.find(act.session, department_id, half)
    if row is None:
        row = ResultsAnswer(department_id=department_id, half=half)
    return row


async def _answered(
    act: Act, row: ResultsAnswer, state: ResultsState, logged: Marks, receipt: Receipt | None
) -> ResultsAnswer:
    refuse_unheard(act.officer, row.department_id, receipt)
    before = _told(row)
    row.state, row.receipt = state, receipt
    row.seen = await results_logged.sealed(act.session, logged)
    row.answered_at, row.answered_by = act.now, act.officer.id
    row.first_at = row.first_at or act.now
    verb = Verb.CONFIRM if state is ResultsState.CONFIRMED else Verb.DECLARE_NONE
    return await _kept(act, row, verb, before, str(receipt) if receipt else "")


async def _kept(
    act: Act, row: ResultsAnswer, verb: Verb, before: dict[str, Any], reason: str
) -> ResultsAnswer:
    row.version = (row.version or 0) + 1
    act.session.add(row)
    await act.session.flush()
    await act.log(Subject.RESULTS, row.id, verb, before=before, after=_told(row), reason=reason)
    return row


def _told(row: ResultsAnswer) -> dict[str, Any]:
    """The answer as the trail keeps it."""
    told: dict[str, Any] = {"state": row.state or ResultsState.WAITING, "half": row.half.code}
    told |= {"department_id": row.department_id, "records": len(row.seen or {})}
    if row.reopened_until is not None:
        told["reopened_until"] = row.reopened_until.isoformat()
    return told
