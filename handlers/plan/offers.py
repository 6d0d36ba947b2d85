"""제출할게요, 해당없음입니다: the act as one button, with what it will do; nothing is done yet."""

from html import escape

from handlers.chat.context import OfficeContext
from handlers.plan import texts
from storage.models.plan import Plan
from storage.office import departments
from storage.plans import plan_steps, plans
from storage.records import plan_states
from storage.rules.steps import TO_WRITE, standing
from storage.traffic.messages import Button, Screen, view

ACTS = {texts.NONE: "none", texts.SUBMIT: "submit"}
"""The words behind `/plan` that ask for an act, and the act of its button."""


async def offered(context: OfficeContext, plan: Plan, words: str) -> tuple[Screen | None, str]:
    """The button that does it; None where nothing is to be done, with the reason."""
    act, items = ACTS[words], await plans.items(context.session, plan.id)
    state = standing(plan.state, plan.step)
    if plan.state not in TO_WRITE:
        return None, texts.OFFER_DONE.format(state=state)
    if await plan_states.is_over(context.session, plan, context.now):
        return None, ""
    if act == "none" and items:
        return None, texts.OFFER_HAS_ITEMS.format(count=len(items))
    if act == "submit" and not items:
        return None, texts.OFFER_EMPTY
    name = await departments.name_of(context.session, plan.department_id)
    step = await plan_steps.next_step(context.session, plan, context.officer, passed=False)
    then = texts.OFFER_STEP.format(step=step.label) if step else texts.OFFER_OFFICE
    does = texts.OFFER_NONE if act == "none" else texts.OFFER_SUBMIT.format(count=len(items))
    head = texts.TITLE.format(half=plan.half.label, department=escape(name), state=state)
    label = texts.OFFER_NONE_BUTTON if act == "none" else texts.OFFER_SUBMIT_BUTTON
    keys = [
        Button(label, view("plan", act, plan.id), style="success"),
        Button(texts.SEE_PLAN, view("plan", "show", plan.half.code)),
    ]
    return Screen(f"{head}\n\n{does} {then}", [keys]), ""
