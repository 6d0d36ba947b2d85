"""What stands beside a plan: the results of the half that ends, which the same round asks for."""

from handlers.chat.context import OfficeContext
from handlers.plan import texts
from storage.models.plan import Plan
from storage.plans import results_answers, results_lock
from storage.rules.wording_owed import ResultsState
from storage.traffic.messages import Button, Row, view


async def way_in(context: OfficeContext, plan: Plan) -> list[Row]:
    """The button to the department's results, with where they stand, while somebody asks."""
    half = plan.half.previous()
    if await results_lock.is_over(context.session, plan.department_id, half, context.now):
        return []
    state = (await results_answers.standing(context.session, plan.department_id, half)).state
    label = texts.RESULTS.format(half=half.short, state=state.label)
    style = "primary" if state is ResultsState.WAITING else ""
    return [[Button(label, view("results", "show", half.code), style=style)]]


async def of_department(context: OfficeContext, plan: Plan) -> list[Row]:
    """For 총괄, below a department's plan: its results, to be looked at or taken in for it."""
    half, number = plan.half.previous(), plan.department_id
    if await results_lock.asking(context.session, half) is None:
        return []
    state = (await results_answers.standing(context.session, number, half)).state
    label = texts.RESULTS.format(half=half.short, state=state.label)
    return [[Button(label, view("results", "of", half.code, number, 0))]]
