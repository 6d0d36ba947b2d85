"""The screens of the review of one department after the other: pure, from the queue."""

from collections.abc import Iterator, Sequence
from html import escape

from handlers.chat import texts as chat_texts
from handlers.chat.buttons import MOST_LABEL, in_rows, numbered
from handlers.chat.paging import fitting, page_of
from handlers.plan import review_view, texts, wording
from handlers.plan import wording_queue as words
from handlers.plan.form import PLAN_ITEM
from handlers.plan.review_view import Review
from storage.models.plan import PlanItem
from storage.plans.plans import DepartmentPlan
from storage.plans.remarks import Remark
from storage.rounds.review_queue import Queue
from storage.rules.names import clipped
from storage.rules.steps import standing
from storage.rules.trail import Verb
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "queue"
PER_PAGE, MOST_LETTERS = 20, 1800
ASKABLE = [at for at, field in enumerate(PLAN_ITEM.fields) if not field.parts]


def plan_list(queue: Queue, page: int) -> Screen:
    """What waits in 직제순 as buttons, with what is to be looked at, and the ways through it."""
    waiting, half = queue.waiting, queue.half.label
    if not waiting:
        return Screen(words.NOTHING)
    shown = page_of(waiting, page, PER_PAGE)
    lines = [words.LIST_HEAD.format(half=half, mark=shown.mark)]
    lines.append(words.COUNTS.format(count=len(waiting)))
    if queue.marked:
        told = [_marked(queue, one) for one in queue.marked]
        head = words.MARKED.format(count=len(told))
        lines += ["", head, *fitting(told, MOST_LETTERS)]
    keys = [
        Button(
            clipped(_labelled(one), MOST_LABEL), view(VIEW, "see", one.plan_id or 0, queue.begun)
        )
        for one in shown.items
    ]
    turns = shown.turning("round", "lw", queue.round_id)
    return Screen("\n".join(lines), [*_ways(queue), *in_rows(keys), *turns])


def _ways(queue: Queue) -> list[Row]:
    """All at once, chosen ones, one after the other."""
    number, waiting, plain = queue.round_id, len(queue.waiting), len(queue.plain)
    if waiting == 1:
        return []
    rows: list[Row] = []
    if plain > 1:
        label = words.ALL_PLAIN.format(count=plain)
        rows.append([Button(label, view(VIEW, "plain", number), style="success")])
    one_by_one = words.ONE_BY_ONE.format(count=waiting)
    first = Button(one_by_one, view(VIEW, "start", number), style="primary")
    rows.append([first, Button(words.CHOOSE, view(VIEW, "pick", number))])
    return rows


def _labelled(one: DepartmentPlan) -> str:
    state = standing(one.state, one.step)
    return words.DEPARTMENT_BUTTON.format(department=one.department, state=state)


def _marked(queue: Queue, one: DepartmentPlan) -> str:
    told = in_short(queue.remarks_of(one))
    return words.MARKED_LINE.format(department=escape(one.department), text=told)


def in_short(remarks: Sequence[Remark]) -> str:
    """The first remark, and how many more."""
    more = len(remarks) - 1
    return escape(remarks[0].text) + (words.MORE_REMARKS.format(count=more) if more > 0 else "")


def card(seen: Review, queue: Queue, undo: int = 0) -> Screen:
    """A plan in its place in the queue, with what may be done; `undo` is a plan that was just
    confirmed, which may still be taken back."""
    plan = seen.plan
    at, of = queue.place(plan.department_id)
    lines, shown = review_view.told(seen)
    lines[0] = f"{words.PLACE.format(at=at, of=of)} · {lines[0]}"
    here = (plan.id, queue.begun)
    rows: list[Row] = [*shown.turning(VIEW, "see", *here)]
    following = queue.after(plan.department_id)
    if shown.last:
        rows.append(_decisions(seen, queue, last=following is None))
    past = words.SKIP if following else words.FINISH
    listed = Button(words.LIST, view("round", "lw", queue.round_id, 0))
    rows.append([Button(past, view(VIEW, "next", *here)), listed])
    rows += [[undo_button(queue, undo)]] if undo else []
    return Screen("\n".join(lines), [row for row in rows if row])


def _decisions(seen: Review, queue: Queue, *, last: bool) -> list[Button]:
    plan = seen.plan
    if seen.closed and seen.reopened is None:
        asks = []
    else:
        asks = [Button(words.ASK, view(VIEW, "ask", plan.id, queue.begun))] if seen.items else []
    if seen.open:
        return asks
    label = words.CONFIRM if last else words.CONFIRM_NEXT
    code = view(VIEW, "ok", plan.id, plan.version, queue.begun)
    return [Button(label, code, style="success"), *asks]


def undo_button(queue: Queue, plan_id: int) -> Button:
    """Takes back what was confirmed on the screen before."""
    return Button(words.UNDO, view(VIEW, "back", plan_id, queue.begun))


def ask_menu(seen: Review, queue: Queue) -> Screen:
    """What may be asked at once, a tap each, and the items for any other field."""
    plan, here = seen.plan, queue.begun
    lines = [words.ASK_HEAD.format(department=escape(seen.department))]
    asked = {(row.plan_item_id, row.field) for row in seen.open}
    places = {item.id: at for at, item in enumerate(seen.items, 1)}
    rows: list[Row] = []
    for one in _likely(seen.remarks):
        if (one.item_id, one.field) in asked or one.item_id not in places:
            continue
        asked.add((one.item_id, one.field))
        line = words.ASK_LINE.format(text=escape(one.text), reason=escape(one.reason))
        lines += [line] if rows else [words.ASK_LIKELY, line]
        label = words.ASK_BUTTON.format(at=places[one.item_id], label=PLAN_ITEM[one.field].label)
        field = next(at for at in ASKABLE if PLAN_ITEM.fields[at].name == one.field)
        rows.append([Button(label, view(VIEW, "put", one.item_id, field, here))])
    if len(seen.items) == 1:
        told, keys = _fields(seen.items[0], here)
        head = words.ASK_FIELDS
    else:
        told, keys = [], _items(seen, here)
        head = words.ASK_OTHERS
    lines += ["", head, *told] if rows else [head, *told]
    back = [Button(chat_texts.BACK, view(VIEW, "see", plan.id, here))]
    return Screen("\n".join(lines), [*rows, *keys, back])


def _items(seen: Review, begun: int) -> list[Row]:
    """The items, each a row; of very many numbers alone, which stand on the card."""
    codes = [view(VIEW, "item", item.id, begun) for item in seen.items]
    if len(codes) > texts.PER_PAGE:
        return [*numbered(codes)]
    labels = [
        clipped(texts.ITEM_BUTTON.format(at=at, title=item.title), MOST_LABEL)
        for at, item in enumerate(seen.items, 1)
    ]
    return [[Button(label, code)] for label, code in zip(labels, codes, strict=True)]


def _fields(item: PlanItem, begun: int) -> tuple[list[str], list[Row]]:
    """The fields of an item as they are, as HTML, and a button for each."""
    told = [
        escape(texts.FIELD_LINE.format(label=field.label, value=wording.now(item, field.name)))
        for field in (PLAN_ITEM.fields[each] for each in ASKABLE)
    ]
    keys = [
        Button(PLAN_ITEM.fields[each].label, view(VIEW, "field", item.id, each, begun))
        for each in ASKABLE
    ]
    return told, [*in_rows(keys)]


def _likely(remarks: Sequence[Remark]) -> Iterator[Remark]:
    """The remarks that a question may settle."""
    return (one for one in remarks if one.item_id and one.reason)


def field_menu(seen: Review, item_id: int, queue: Queue) -> Screen:
    """The fields of one item as they are, each a button."""
    at, item = next((at, one) for at, one in enumerate(seen.items, 1) if one.id == item_id)
    told, keys = _fields(item, queue.begun)
    head = words.FIELDS_HEAD.format(department=escape(seen.department), at=at)
    back = [Button(chat_texts.BACK, view(VIEW, "ask", seen.plan.id, queue.begun))]
    return Screen("\n".join([head, "", *told]), [*keys, back])


def end(queue: Queue, undo: int = 0) -> Screen:
    """What was done in this pass and what remains."""
    groups = (
        (words.END_CONFIRMED, queue.done(Verb.CONFIRM)),
        (words.END_ASKED, queue.done(Verb.SEND_BACK)),
        (words.END_LEFT, queue.waiting),
    )
    lines = [words.END_HEAD.format(half=queue.half.label), ""]
    lines += [
        words.END_LINE.format(label=label, count=len(some), departments=named(some))
        for label, some in groups
        if some
    ]
    if not any(some for _label, some in groups[:2]):
        lines.append(words.END_NOTHING)
    if not queue.waiting:
        lines.append(words.END_ALL)
    rows: list[Row] = [[undo_button(queue, undo)]] if undo else []
    if len(only := queue.done(Verb.CONFIRM)) == 1:
        rows.append([Button(texts.SEE_PLAN, view("review", "plan", only[0].plan_id or 0))])
    if left := len(queue.waiting):
        label = words.AGAIN.format(count=left)
        rows.append([Button(label, view(VIEW, "start", queue.round_id), style="primary")])
        rows.append([Button(words.LIST, view("round", "lw", queue.round_id, 0))])
    return Screen("\n".join(lines), rows)


def named(some: Sequence[DepartmentPlan]) -> str:
    """Departments behind each other, as HTML."""
    return escape(", ".join(one.department for one in some))
