"""The screens of 대리 접수: pure, from rows to words and buttons."""

from collections.abc import Collection, Sequence
from html import escape

from handlers.chat.buttons import MOST_LABEL, in_rows, numbered
from handlers.chat.paging import fitting, page_of
from handlers.plan import texts
from handlers.plan import wording_behalf as words
from storage.facts.shapes import PlanItemFacts
from storage.models.office import Department
from storage.models.plan import Plan, PlanItem
from storage.models.round import PlanReopening
from storage.plans.behalf import Free
from storage.plans.plans import DepartmentPlan
from storage.records import record_projection
from storage.report.formats import Format
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from storage.rules.names import clipped
from storage.rules.steps import standing
from storage.rules.terms import PlanState
from storage.rules.wording_owed import Paper, short
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "behalf"
MOST_LETTERS = 2400  # of the items of a plan
FORMS = (Format.HWPX, Format.XLSX)
PER_PAGE, MOST_NAMED = 20, 12


def card(
    department: Department,
    plan: Plan,
    items: Sequence[PlanItem],
    *,
    people: str,
    over: bool,
    reopened: PlanReopening | None,
    round_id: int | None,
) -> Screen:
    """A department that has not answered yet: who of it is here, and what may be taken in; after
    the close first whether its plan is open again, or the button that opens it."""
    state = standing(plan.state, plan.step)
    half, name = plan.half, escape(department.name)
    lines = [words.HEAD.format(department=name, half=half.label, state=state), people]
    if reopened:
        until, why = show_day(reopened.until_on), escape(reopened.reason)
        lines.append(texts.REOPENED_LINE.format(day=until, reason=why))
    lines += ["", *(fitting(_items(items), MOST_LETTERS) or [words.NO_ITEMS])]
    lines.append("")
    lines += [words.OVER] if over else [words.TAKE, words.FILE_HINT]
    rows: list[Row] = []
    if over:
        rows.append([Button(texts.REVIEW_REOPEN, view("review", "unlock", plan.id))])
    else:
        of = (half.code, department.id)
        last = (
            Button(words.SUBMIT, view(VIEW, "plan", *of), style="success")
            if items
            else Button(words.NONE, view(VIEW, "none", *of))
        )
        add = [Button(words.ADD, view("new", "plan_item", plan.id))]
        rows.append([*(() if plan.state is PlanState.CHECKING else add), last])
        rows.append(
            [
                Button(words.FORM.format(format=one.label), view(VIEW, "open", *of, one))
                for one in FORMS
            ]
        )
    if round_id is not None:
        rows.append([Button(words.LIST, view("round", "all", round_id, 0))])
    return Screen("\n".join(lines), rows)


def _items(items: Sequence[PlanItem]) -> list[str]:
    facts = [record_projection.facts_of(one) for one in items]
    told = [one for one in facts if isinstance(one, PlanItemFacts)]
    return [texts.item_line(at, one) for at, one in enumerate(told, 1)]


def next_rows(left: Sequence[DepartmentPlan], half: HalfYear) -> list[Row]:
    """The way to the next department that has not answered."""
    if not left:
        return []
    first = left[0]
    label = clipped(words.NEXT.format(department=first.department), MOST_LABEL)
    return [[Button(label, view(VIEW, "open", half.code, first.department_id))]]


def chooser(
    number: int,
    what: str,
    everyone: Sequence[Free],
    with_items: Sequence[DepartmentPlan],
    chosen: Collection[int],
    unmanned: Collection[int],
    page: int,
    *,
    papers: Sequence[Paper],
) -> Screen:
    """Departments that have neither answered nor written anything, to be picked by their numbers;
    with `papers` the office says what of them it takes in."""
    shown = page_of(everyone, page, PER_PAGE)
    lines = [words.MANY_HEAD.format(what=what, mark=shown.mark), ""]
    for at, one in enumerate(shown.items, shown.first + 1):
        line = words.MANY_CHOSEN if one.department_id in chosen else words.MANY_LINE
        state = standing(one.plan.state, one.plan.step)
        if Paper.PLAN not in one.papers:
            state = short(one.papers)
        told = line.format(at=at, department=escape(one.department), state=state)
        lines.append(told + (words.MANY_NO_ONE if one.department_id in unmanned else ""))
    if with_items:
        names = named([one.department for one in with_items])
        told = words.MANY_WITH_ITEMS.format(count=len(with_items), departments=names)
        lines += ["", told]
    here = shown.number
    codes = [view(VIEW, "turn", number, one.department_id, here) for one in shown.items]
    marked = [at for at, one in enumerate(everyone, 1) if one.department_id in chosen]
    rows: list[Row] = [*numbered(codes, shown.first + 1, marked)]
    rows += shown.turning(VIEW, "page", number)
    sets = [Button(words.PICK_ALL, view(VIEW, "every", number, here))]
    if 0 < len(unmanned) < len(everyone):
        sets.insert(0, Button(words.PICK_UNMANNED, view(VIEW, "nobody", number, here)))
    if chosen:
        sets.append(Button(words.PICK_NONE, view(VIEW, "clear", number, here)))
    if papers:
        label = words.PAPERS.format(papers=words.short(papers))
        sets.append(Button(label, view(VIEW, "papers", number, 0)))
    rows += in_rows(sets)
    if chosen:
        label = f"{words.GO} ({len(chosen)})"
        rows.append([Button(label, view(VIEW, "go", number), style="success")])
    return Screen("\n".join(lines), rows)


def named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names behind each other; of very many the first, and how many more."""
    shown, more = escape(", ".join(names[:most])), len(names) - most
    return f"{shown} {words.OTHERS.format(count=more)}" if more > 0 else shown


def example(department: str) -> str:
    """What a 공문 of this department may bear as its number."""
    return escape(f"{department}-1234")
