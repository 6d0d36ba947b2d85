"""추진실적 확인 as words and buttons: pure, from what is logged and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from handlers.chat.buttons import in_rows, numbered, record_code
from handlers.chat.paging import Page, page_of_texts
from handlers.results import texts
from storage.plans import results_logged
from storage.plans.results_answers import DepartmentResults
from storage.plans.results_logged import Logged
from storage.rules.dates import show_day, show_time
from storage.rules.half_year import HalfYear
from storage.rules.wording_owed import ResultsState
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "results"
PER_PAGE, MOST_LETTERS = 8, 2400
WORDS = {ResultsState.CONFIRMED: texts.RIGHT, ResultsState.NOT_APPLICABLE: texts.NONE}


@dataclass(frozen=True)
class Seen:
    """What is shown of one department's results; `own` says that it is the viewer's.

    `who` answered, `left` are plan items of the half without an outcome, `over` that nothing is
    taken in any more, `due` the last day in time.
    """

    half: HalfYear
    department_id: int
    department: str
    results: DepartmentResults
    entries: Sequence[Logged]
    own: bool
    who: str = ""
    left: int = 0
    over: bool = False
    due: date | None = None
    page: int = 0
    mark: str = ""


def screen(seen: Seen) -> Screen:
    """The list of what was logged, what was said of it, and what may be said."""
    told = [_entry(seen, at, one) for at, one in enumerate(seen.entries, 1)]
    shown = page_of_texts(told, seen.page, PER_PAGE, MOST_LETTERS)
    state = seen.results.state
    head = texts.HEAD.format(
        half=seen.half.label,
        mark=shown.mark,
        department=escape(seen.department),
        state=state.label,
    )
    if seen.due is not None and not seen.over and state is ResultsState.WAITING:
        head += f" · {texts.DUE.format(day=show_day(seen.due))}"
    lines = [head, *_said(seen), "", *_list(seen, shown), *_below(seen)]
    return Screen("\n".join(lines), _rows(seen, shown))


def _said(seen: Seen) -> list[str]:
    """Who said what, and whether the records are still those it was said of."""
    one, lines = seen.results, []
    if one.said in WORDS and one.answered_at is not None:
        words = texts.SAID_ON_BEHALF if one.receipt else texts.SAID
        line = words.format(
            at=show_time(one.answered_at),
            name=escape(seen.who),
            word=WORDS[one.said],
            receipt=escape(str(one.receipt)),
        )
        lines.append(line)
    if one.state is ResultsState.CHANGED:
        gone = not seen.entries
        lines.append(
            texts.CHANGED_ALL_GONE if gone else texts.CHANGED.format(count=len(one.changed))
        )
    if one.reopened_until is not None:
        lines.append(texts.REOPENED.format(day=show_day(one.reopened_until)))
    return lines


def _list(seen: Seen, shown: Page[str]) -> list[str]:
    if not seen.entries:
        return [texts.NOTHING]
    kinds = ", ".join(
        texts.KIND.format(kind=kind.label, count=count)
        for kind, count in results_logged.counted(seen.entries)
    )
    return [texts.COUNTS.format(count=len(seen.entries), kinds=kinds), *shown.items]


def _entry(seen: Seen, at: int, one: Logged) -> str:
    """One record by its name, and by the lines that the report prints of it."""
    first, *rest = one.lines
    changed = f"{one.kind}:{one.id}" in seen.results.changed
    form = texts.ENTRY_CHANGED if changed else texts.ENTRY
    line = form.format(at=at, text=escape(first))
    line += texts.OVERDUE if one.overdue else texts.PLANNED if one.planned else ""
    return "\n".join([line, *(texts.DETAIL.format(text=escape(text)) for text in rest)])


def _below(seen: Seen) -> list[str]:
    overdue = [one for one in seen.entries if one.overdue]
    lines = [texts.OVERDUE_LEFT.format(count=len(overdue))] if overdue else []
    if seen.over:
        lines.append(texts.OVER)
    elif seen.own and not _stands(seen):
        lines.append(texts.ASK if seen.entries else texts.ASK_NOTHING)
    return ["", *lines] if lines else []


def _stands(seen: Seen) -> bool:
    """Whether it was answered, its records are as they were, and nobody asks again."""
    said = seen.results.state in WORDS
    return said and seen.results.reopened_until is None


def _rows(seen: Seen, shown: Page[str]) -> list[Row]:
    first, after = shown.first, shown.first + len(shown.items)
    here = (VIEW, "of", seen.half.code, seen.department_id, shown.number)
    codes = [record_code(one.kind, one.id, *here) for one in seen.entries[first:after]]
    rows: list[Row] = [*numbered(codes, first + 1)]
    rows += shown.turning(VIEW, "of", seen.half.code, seen.department_id)
    return [*_acts(seen), *rows]


def _acts(seen: Seen) -> list[Row]:
    half, number = seen.half.code, seen.department_id
    if seen.over:
        again = [Button(texts.REOPEN, view(VIEW, "open", half, number))]
        return [] if seen.own else [again]
    acts: list[Button] = []
    if not _stands(seen):
        acts.append(_answer(seen))
    if seen.own:
        acts.append(Button(texts.ADD, view(VIEW, "add", half, number)))
    if seen.results.said in WORDS and seen.results.answer_id is not None:
        acts.append(Button(texts.TAKE_BACK, view(VIEW, "back", seen.results.answer_id)))
    if seen.own and seen.left:
        label = texts.OUTCOMES.format(count=seen.left)
        acts.append(Button(label, view("outcome", "show", half)))
    return [*in_rows(acts)]


def _answer(seen: Seen) -> Button:
    """맞음, or 해당없음 where nothing is logged; for another department with its ground."""
    half, number, count = seen.half.code, seen.department_id, len(seen.entries)
    if not seen.own:
        word, act = (texts.BEHALF_RIGHT, "ok") if count else (texts.BEHALF_NONE, "none")
        return Button(word, view(VIEW, "hear", half, number, act))
    if count:
        code = view(VIEW, "ok", half, number, seen.mark)
        return Button(texts.RIGHT_OF.format(count=count), code, style="success")
    return Button(texts.NONE, view(VIEW, "none", half, number), style="success")


def adding(half: HalfYear, department_id: int, example: str) -> Screen:
    """Ways to add what is missing: a typed line, or a form."""
    forms = (
        (texts.ADD_EVENT, "event"),
        (texts.ADD_MOU, "mou"),
        (texts.ADD_CONTRACT, "contract"),
    )
    back = Button(texts.BACK, view(VIEW, "of", half.code, department_id, 0))
    return Screen(
        texts.ADD_HEAD.format(half=half.label, example=example),
        [[Button(label, view("new", name, 0)) for label, name in forms], [back]],
    )
