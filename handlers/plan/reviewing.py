"""A plan as one reviewer sees it: read from the tables, then drawn."""

from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from handlers.chat.context import OfficeContext
from handlers.plan import beside, review_view
from handlers.plan.review_view import Review
from storage import audit
from storage.models.office import Officer
from storage.models.plan import Plan
from storage.office import departments, posts
from storage.plans import plan_amendments, plan_returns, plan_steps, plans, remarked
from storage.plans.plans import DepartmentPlan
from storage.records import plan_states
from storage.rounds import rounds
from storage.rounds.closing import WAITING
from storage.rules.permission import Action, may
from storage.rules.trail import Subject, Verb
from storage.traffic.messages import Screen

PATH = (Verb.HAND_UP, Verb.PASS_UP, Verb.HAND_BACK)


async def screen(
    context: OfficeContext, plan: Plan, viewer: Officer | None = None, page: int = 0
) -> Screen:
    """Words and the buttons that this person may press; without a person, who acts."""
    text, rows = review_view.drawn(await seen(context, plan, viewer, page))
    if may((viewer or context.officer).role, Action.RUN_ROUND):
        rows = [*rows, *await beside.of_department(context, plan)]
    return Screen(text, rows)


async def seen(
    context: OfficeContext, plan: Plan, viewer: Officer | None = None, page: int = 0
) -> Review:
    """What this person is to see of a plan; without a person, who acts."""
    session, number = context.session, plan.id
    viewer = viewer or context.officer
    trail = await audit.of_subject(session, Subject.PLAN, number)
    looks = [entry for entry in trail if entry.action == Verb.CHECK]
    begun = [at for at, entry in enumerate(trail) if entry.action == Verb.HAND_UP]
    facts = Review(
        plan=plan,
        viewer=viewer,
        holds=await plan_steps.holds(session, plan, viewer, context.today),
        department=await departments.name_of(session, plan.department_id),
        items=await plans.items(session, number),
        open=await plan_returns.open_for(session, plan.department_id, number),
        answered=await plan_returns.answered_for(session, plan.department_id, number),
        check=looks[-1] if looks else None,
        steps=await plan_steps.chain_of(session, plan.department_id),
        path=[entry for entry in trail[begun[-1] :] if entry.action in PATH] if begun else [],
        names=await posts.names(session),
        closed=await plan_states.round_closed(session, plan),
        reopened=await plan_states.reopened(session, plan, context.today),
        page=page,
    )
    return await _for_office(session, facts) if may(viewer.role, Action.RUN_ROUND) else facts


async def _for_office(session: AsyncSession, facts: Review) -> Review:
    """With what who runs the round is shown beside: remarks, and the plans that wait as well."""
    plan = facts.plan
    row = await rounds.of_half(session, plan.half)
    waiting = await _waiting(session, plan)
    facts = replace(facts, list_of=row.id if row and waiting else None, waiting=waiting)
    if plan.state not in WAITING:
        return facts
    remarks = await remarked.of_plans(session, plan.half, [plan.id])
    amended = await plan_amendments.since_sent_back(session, plan)
    return replace(facts, remarks=remarks.get(plan.id, ()), amended=amended)


async def _waiting(session: AsyncSession, plan: Plan) -> list[DepartmentPlan]:
    """The other plans that wait for the office, from the department behind this one on."""
    everyone = await plans.states(session, plan.half)
    places = {one.department_id: at for at, one in enumerate(everyone)}
    here = places.get(plan.department_id, len(everyone))
    return [
        one
        for one in (*everyone[here + 1 :], *everyone[:here])
        if one.plan_id and one.state in WAITING
    ]
