"""확정 of several plans at once: shown by name with those left out and why, and taken back whole
or told what could not be."""

from collections.abc import Sequence
from html import escape
from typing import Any

from handlers.chat.context import OfficeContext
from handlers.chat.mass_acts import Deed, Mass, Preview
from handlers.chat.mass_picking import Given, Option
from handlers.chat.paging import fitting
from handlers.chat.row_taps import living_round
from handlers.plan import hands, queue_view
from handlers.plan import wording_queue as words
from storage.database import savepoint
from storage.models.plan import Plan
from storage.plans import plan_confirming
from storage.plans.plans import DepartmentPlan
from storage.rounds import review_queue
from storage.rounds.review_queue import Queue
from storage.rules.errors import Refusal
from storage.rules.permission import Action
from storage.traffic.messages import Button, Row, Screen, view

MOST_LETTERS = 1500  # of those left out


def given(queue: Queue, some: Sequence[DepartmentPlan]) -> dict[str, Any]:
    """What is to be confirmed: plans with the version that the reviewer saw listed."""
    return {"round": queue.round_id, "plans": [[one.plan_id, one.version] for one in some]}


async def _queue(context: OfficeContext, asked: Given) -> Queue:
    row = await living_round(context, asked["round"])
    begun = int(context.now.timestamp() * 1000)
    return await review_queue.queue(context.session, row, context.officer, begun)


def _chosen(queue: Queue, asked: Given) -> list[DepartmentPlan]:
    """Those of the plans asked for that wait as they were, and wait for no answer."""
    wanted = {tuple(one) for one in asked["plans"]}
    return [
        one
        for one in queue.waiting
        if (one.plan_id, one.version) in wanted
        and not any(remark.stops for remark in queue.remarks_of(one))
    ]


async def offered(context: OfficeContext, asked: Given) -> list[Option]:
    """The plans that may be confirmed together, to choose from: those with a remark say so."""
    queue = await _queue(context, asked)
    return [
        Option(
            [one.plan_id, one.version],
            one.department,
            marked=bool(queue.remarks_of(one)),
        )
        for one in queue.waiting
        if not any(remark.stops for remark in queue.remarks_of(one))
    ]


async def preview(context: OfficeContext, asked: Given) -> Preview:
    """Which departments by name, those with a remark among them, and those that are left out."""
    queue = await _queue(context, asked)
    some = _chosen(queue, asked)
    if not some:
        raise Refusal(words.MASS_NONE)
    head = words.MASS_HEAD.format(half=queue.half.label, count=len(some))
    lines = [head, queue_view.named(some)]
    marked = [
        words.MASS_MARKED.format(
            department=escape(one.department), text=queue_view.in_short(queue.remarks_of(one))
        )
        for one in some
        if queue.remarks_of(one)
    ]
    lines += ["", *fitting(marked, MOST_LETTERS)] if marked else []
    taken = {one.plan_id for one in some}
    left = [one for one in queue.waiting if one.plan_id not in taken]
    lines += _told(words.MASS_LEFT, [(one.department, _why(queue, one, asked)) for one in left])
    lines += ["", words.MASS_TELLS]
    return Preview("\n".join(lines), len(some), _back(queue))


def _why(queue: Queue, one: DepartmentPlan, asked: Given) -> str:
    """Why a plan that waits is left out; nothing where it was simply not chosen."""
    if remarks := queue.remarks_of(one):
        return queue_view.in_short(remarks)
    wanted = {number for number, _version in asked["plans"]}
    return words.MASS_MOVED if one.plan_id in wanted else ""


def _told(head: str, some: Sequence[tuple[str, str]]) -> list[str]:
    """Departments with a reason each, as HTML, below a head that counts them."""
    if not some:
        return []
    lines = [
        (words.MASS_LEFT_LINE if why else words.MASS_LEFT_NAME).format(
            department=escape(name), why=why
        )
        for name, why in some
    ]
    return ["", head.format(count=len(some)), *fitting(lines, MOST_LETTERS)]


async def confirmed(context: OfficeContext, asked: Given) -> Deed:
    """Each is confirmed as it was shown; what changed in this very moment is left and named."""
    queue = await _queue(context, asked)
    done: list[tuple[DepartmentPlan, Plan]] = []
    not_done: list[tuple[str, str]] = []
    for one in _chosen(queue, asked):
        try:
            async with savepoint(context.session):
                plan = await hands.confirm(context, one.plan_id or 0, one.version)
        except Refusal as refusal:
            not_done.append((one.department, escape(str(refusal))))
        else:
            done.append((one, plan))
    names = queue_view.named([one for one, _plan in done])
    lines = [words.MASS_DONE.format(count=len(done), departments=names)]
    lines += _told(words.MASS_NOT_DONE, not_done)
    before = {"plans": [[plan.id, plan.version] for _one, plan in done]}
    left = len(queue.waiting) - len(done)
    label = words.AGAIN.format(count=left)
    rows = [[Button(label, view(queue_view.VIEW, "start", queue.round_id))]] if left else []
    return Deed("\n".join(lines), rows, before)


async def taken_back(context: OfficeContext, asked: Given, before: Given) -> Screen:
    """Each is as it was; what was touched since stays, and is named with the reason."""
    queue = await _queue(context, asked)
    names = {one.plan_id: one.department for one in queue.everyone}
    done: list[str] = []
    not_done: list[tuple[str, str]] = []
    for number, version in before["plans"]:
        name = names.get(number, "")
        try:
            async with savepoint(context.session):
                plan = await plan_confirming.take_back(context.act, number, version)
        except Refusal as refusal:
            not_done.append((name, escape(str(refusal))))
        else:
            await tell_taken_back(context, plan)
            done.append(name)
    told = escape(", ".join(done))
    lines = [words.MASS_BACK.format(count=len(done), departments=told)] if done else []
    lines += _told(words.MASS_NOT_BACK, not_done)
    return Screen("\n".join(lines).strip(), _back(queue))


async def tell_taken_back(context: OfficeContext, plan: Plan) -> None:
    """The department was told of its 확정, so it hears that it stands no more."""
    half = plan.half.label
    await hands.tell(context, plan, words.TAKEN_BACK_NOTICE.format(half=half))


def _back(queue: Queue) -> list[Row]:
    return [[Button(words.LIST, view("round", "lw", queue.round_id, 0))]]


CONFIRM = Mass(
    "plans_confirm",
    Action.RUN_ROUND,
    preview,
    confirmed,
    taken_back,
    options=offered,
    picks="plans",
)
