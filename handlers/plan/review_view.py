"""A plan under review: its items, its questions with old and new, and what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from handlers.chat import texts as chat_texts
from handlers.chat.buttons import MOST_LABEL, in_rows
from handlers.chat.paging import Page, fitting, page_of_texts
from handlers.forms.fields import Field
from handlers.plan import texts, wording, wording_behalf
from handlers.plan.form import PLAN_ITEM
from handlers.plan.texts import item_line
from storage.facts.shapes import PlanItemFacts
from storage.models.audit import AuditEntry
from storage.models.office import Officer
from storage.models.plan import Plan, PlanItem
from storage.models.round import PlanReopening, PlanReturn
from storage.plans import plans
from storage.plans.behalf import TAKES
from storage.plans.plan_amendments import Amended
from storage.plans.plans import DepartmentPlan
from storage.plans.remarks import Remark, Sort
from storage.records import record_projection
from storage.records.plan_states import HANDED_IN
from storage.rules.dates import show_day, show_time
from storage.rules.names import clipped
from storage.rules.permission import Action, covers
from storage.rules.steps import standing
from storage.rules.terms import PlanState, Role
from storage.rules.trail import Verb
from storage.traffic.messages import Button, Row, Screen, view

MOST_LETTERS, MOST_QUESTION_LETTERS = 2400, 1800  # of a page, and of one item's questions
MOST_REMARK_LETTERS = 600


@dataclass(frozen=True)
class Review:
    """What a reviewer needs of one plan; `path` is its way through the steps, from the 담당 on."""

    plan: Plan
    viewer: Officer
    holds: bool
    department: str
    items: Sequence[PlanItem]
    open: Sequence[PlanReturn]
    answered: Sequence[PlanReturn]
    check: AuditEntry | None
    steps: Sequence[Role]
    path: Sequence[AuditEntry]
    names: Mapping[int, str]
    closed: bool
    reopened: PlanReopening | None
    page: int = 0
    list_of: int | None = None  # the round whose list the viewer goes through
    waiting: Sequence[DepartmentPlan] = ()  # plans to be looked at beside this one, the next first
    remarks: Sequence[Remark] = ()  # for who runs the round
    amended: Sequence[Amended] = ()  # since the office sent it back


def drawn(seen: Review) -> Screen:
    """The plan, with the buttons that its viewer may press."""
    lines, shown = told(seen)
    return Screen("\n".join(lines), _rows(seen, seen.plan.state, shown))


def told(seen: Review) -> tuple[list[str], Page[str]]:
    """What is said of the plan, and the page of its items that is in it."""
    plan, state = seen.plan, seen.plan.state
    half = plan.half.label
    head = texts.PLAN_HEAD.format(
        department=escape(seen.department), half=half, state=standing(state, plan.step)
    )
    lines = [head]
    if plan.submitted_at is not None:
        lines.append(texts.SUBMITTED_AT.format(at=show_time(plan.submitted_at)))
    if receipt := plans.receipt_of(plan):
        by = seen.names.get(plan.received_by or 0, "")
        lines.append(texts.received(receipt, by))
    lines += [*_way(seen), *_reopened(seen), *_remarked(seen), *_amended(seen), ""]
    if not seen.items and state in (PlanState.CHECKING, PlanState.NOT_APPLICABLE):
        lines.append(texts.REVIEW_NO_ITEMS)
    shown = page_of_texts(_items(seen), seen.page, texts.PER_PAGE, MOST_LETTERS)
    lines += [texts.PAGE_OF_ITEMS.strip().format(mark=shown.mark)] if shown.mark else []
    lines += shown.items
    if seen.open and state in (PlanState.SUBMITTED, PlanState.AMENDED):
        lines += ["", f"※ {texts.WAITING_ANSWERS}"]
    if seen.holds and state is PlanState.CHECKING and not _over(seen):
        lines += ["", texts.HOLD_HINT if seen.items else texts.HOLD_NONE_HINT]
    return lines, shown


def _remarked(seen: Review) -> list[str]:
    """What is to be looked at, on the first page."""
    said = [one for one in seen.remarks if one.sort is not Sort.WAITING]  # stands below the items
    if not said or seen.page:
        return []
    lines = [texts.REMARK.format(text=escape(one.text)) for one in said]
    return ["", texts.REMARKS, *fitting(lines, MOST_REMARK_LETTERS)]


def _amended(seen: Review) -> list[str]:
    """What the department changed beside what it was asked, on the first page."""
    asked = {(row.plan_item_id, row.field) for row in (*seen.answered, *seen.open)}
    places = {item.id: at for at, item in enumerate(seen.items, 1)}
    lines: list[str] = []
    for one in seen.amended if not seen.page else ():
        at = places.get(one.item_id, 0)
        lines += wording.amended(at, one, {name for item, name in asked if item == one.item_id})
    return ["", texts.AMENDED, *fitting(lines, MOST_REMARK_LETTERS)] if lines else []


def _reopened(seen: Review) -> list[str]:
    """Until when the plan is open again, and why."""
    row = seen.reopened
    if row is None or seen.plan.state == PlanState.CONFIRMED:
        return []
    return [texts.REOPENED_LINE.format(day=show_day(row.until_on), reason=escape(row.reason))]


def _items(seen: Review) -> list[str]:
    """Each item with what was asked about it."""
    lines = []
    for at, item in enumerate(seen.items, 1):
        facts = record_projection.facts_of(item)
        if isinstance(facts, PlanItemFacts):
            asked = fitting(_questions(seen, at, item), MOST_QUESTION_LETTERS)
            lines.append("\n".join([item_line(at, facts), *asked]))
    return lines


def _way(seen: Review) -> list[str]:
    """Who has confirmed it in the department, and when."""
    if seen.path or seen.steps:
        return [_step(seen, entry) for entry in seen.path]
    if seen.check is None:
        return [texts.NOT_CHECKED]
    return [texts.CHECKED_BY.format(**_who(seen, seen.check))]


def _step(seen: Review, entry: AuditEntry) -> str:
    told = _who(seen, entry)
    if entry.action == Verb.HAND_UP:
        return texts.HANDED_UP_BY.format(**told)
    if entry.action == Verb.HAND_BACK:
        return texts.HANDED_BACK_BY.format(reason=escape(entry.reason), **told)
    step = (entry.before or {}).get("step")
    return texts.PASSED_BY.format(step=Role(step).label if step else "", **told)


def _who(seen: Review, entry: AuditEntry) -> dict[str, str]:
    name = seen.names.get(entry.officer_id or 0, "")
    return {"name": escape(name), "at": show_time(entry.at)}


def _questions(seen: Review, at: int, item: PlanItem) -> list[str]:
    lines = []
    for row in (*seen.answered, *seen.open):
        if row.plan_item_id != item.id:
            continue
        told = texts.OPEN_QUESTION if row in seen.open else texts.ANSWERED_QUESTION
        line = told.format(
            at=at,
            label=PLAN_ITEM[row.field].label,
            reason=row.reason,
            old=wording.shown(row.field, row.old),
            new=wording.shown(row.field, row.new),
        )
        lines.append(escape(line))
    return lines


def _rows(seen: Review, state: PlanState, shown: Page[str]) -> list[Row]:
    rows = [*_item_rows(seen, state, shown), *shown.turning("review", "plan", seen.plan.id)]
    if shown.last:  # what is decided of a plan stands below the last of its items
        rows.append(_decisions(seen, state))
    if seen.waiting:
        one = seen.waiting[0]
        label = texts.NEXT_DEPARTMENT.format(department=one.department, count=len(seen.waiting))
        style = "primary" if state is PlanState.CONFIRMED else ""
        code = view("review", "plan", one.plan_id or 0)
        following = [Button(clipped(label, MOST_LABEL), code, style=style)]
        rows = [following, *rows] if state is PlanState.CONFIRMED else [*rows, following]
    if seen.list_of is not None:
        rows.append([Button(texts.REVIEW_LIST, view("round", "lw", seen.list_of, 0))])
    return [row for row in rows if row]


def _item_rows(seen: Review, state: PlanState, shown: Page[str]) -> list[Row]:
    """The items of the page, each to be asked about."""
    if not _may_ask(seen, state):
        return []
    first, after = shown.first, shown.first + len(shown.items)
    return [
        [
            Button(
                clipped(texts.ITEM_BUTTON.format(at=at, title=item.title), MOST_LABEL),
                view("review", "item", item.id),
            )
        ]
        for at, item in enumerate(seen.items[first:after], first + 1)
    ]


def _decisions(seen: Review, state: PlanState) -> list[Button]:
    plan = seen.plan
    number, department = plan.id, plan.department_id
    runs = _may(seen.viewer, Action.RUN_ROUND, department)
    last: list[Button] = []
    taken = state in (PlanState.SUBMITTED, PlanState.AMENDED, PlanState.NOT_APPLICABLE)
    if runs and taken and not seen.open:
        last.append(
            Button(texts.CONFIRM, view("review", "ok", number, plan.version), style="success")
        )
    last += _behalf(seen, state) if runs else []
    if runs and state is PlanState.CONFIRMED:
        last.append(Button(texts.UNLOCK, view("review", "unlock", number)))
    elif runs and _over(seen):
        last.append(Button(texts.REVIEW_REOPEN, view("review", "unlock", number)))
    if seen.holds and state is PlanState.CHECKING:
        if not _over(seen):
            code = view("review", "up", number, plan.version)
            last.append(Button(texts.PASS_UP, code, style="success"))
        last.append(Button(texts.HAND_BACK, view("review", "back", number)))
    own = seen.viewer.department_id == department
    if own and not (seen.steps or plan.step) and state is not PlanState.CONFIRMED:
        last.append(Button(texts.REVIEW_CHECK, view("review", "check", number)))
    return last


def _behalf(seen: Review, state: PlanState) -> list[Button]:
    """For 총괄: to take in what came outside the bot, or to take that back."""
    plan = seen.plan
    if _over(seen):
        return []
    if state in TAKES:
        code = view("behalf", "open", plan.half.code, plan.department_id)
        return [Button(wording_behalf.BEHALF, code)]
    if plan.received_by is not None and state is not PlanState.CONFIRMED:
        return [Button(wording_behalf.TAKE_BACK, view("behalf", "back", plan.id, plan.version))]
    return []


def _over(seen: Review) -> bool:
    """Whether its round takes nothing in any more."""
    return seen.closed and seen.reopened is None


def _may_ask(seen: Review, state: PlanState) -> bool:
    """Whether a field may be asked again: at a step by who holds it, else once the plan is in."""
    if _over(seen):
        return False
    if seen.plan.step is not None:
        return seen.holds
    return state in HANDED_IN | {PlanState.RETURNED} and state is not PlanState.CONFIRMED


def _may(viewer: Officer, action: Action, department: int) -> bool:
    return covers(viewer.role, viewer.department_id, department, action)


def field_menu(item: PlanItem, department: str) -> Screen:
    """The item's fields as they are, each a button."""
    head = texts.ITEM_HEAD.format(department=escape(department))
    lines = [head, ""]
    lines += [
        escape(texts.FIELD_LINE.format(label=one.label, value=wording.now(item, one.name)))
        for one in PLAN_ITEM.fields
        if not one.parts
    ]
    keys = [
        Button(one.label, view("review", "field", item.id, at))
        for at, one in enumerate(PLAN_ITEM.fields)
        if not one.parts
    ]
    back = [Button(chat_texts.BACK, view("review", "plan", item.parent_id))]
    return Screen("\n".join(lines), [*in_rows(keys), back])


def reason_question(item: PlanItem, field: Field) -> dict[str, str]:
    """What the question tells the reviewer: which field of what is to be answered again."""
    value = escape(wording.now(item, field.name))
    return {"label": escape(field.label), "title": escape(item.title), "value": value}


def returned(name: str, label: str) -> str:
    """Who was asked for what."""
    return texts.RETURNED.format(name=escape(name), label=escape(label))


def unlocked(half: str, row: PlanReopening) -> str:
    """The notice that a plan is open again, and for how long."""
    words = texts.UNLOCKED_NOTICE if row.confirmed else texts.REOPENED_NOTICE
    return words.format(half=half, day=show_day(row.until_on), reason=escape(row.reason))
