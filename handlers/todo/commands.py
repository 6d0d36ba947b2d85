"""`/todo`: what waits for this person, each thing one tap away."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import groupby
from operator import attrgetter

from telegram import Update

from handlers.chat.access import Handler, allowed, command, tap
from handlers.chat.buttons import numbered, record_code
from handlers.chat.context import OfficeContext
from handlers.chat.home import First
from handlers.chat.paging import fitting, page_of_texts
from handlers.chat.taps import Tap as Tapped
from handlers.chat.taps import chat_of, tapped
from handlers.forms import drafted
from handlers.forms.form import Form
from handlers.todo import texts
from scheduler.due import waiting
from scheduler.due.matters import Matter, Scene
from scheduler.due.of_rounds import owing, running
from scheduler.kind import Offer, Tap
from scheduler.reminders import rows
from scheduler.reminders.texts import plan_rows
from storage.long_reading import lent
from storage.office import grant_cards, invites, role_grants
from storage.plans import plans
from storage.rounds.closing import WAITING
from storage.rules.dates import show_day, show_time
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action
from storage.rules.steps import standing
from storage.rules.terms import PlanState, RecordKind
from storage.traffic import drafts
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "todo"
HOURS = Button(texts.HOURS, view("hours", "show"))
MOST, PER_PAGE = 6, 12  # under one heading, and of a page of all
MOST_LETTERS = 3500
Found = list[tuple[str, str]]
"""Lines, each with the code that opens it."""
Find = Callable[[OfficeContext], Awaitable[Found]]


@dataclass
class Section:
    """One sort of thing that waits; of `more` there is no line."""

    head: str
    waiting: Found = field(default_factory=list)
    more: int = 0
    first: Matter | None = None  # of its first line, where that is due

    def __len__(self) -> int:
        """How many things of this sort wait."""
        return len(self.waiting) + self.more


class TodoCommands:
    """The list of what waits; `questions` finds what somebody was asked of a plan."""

    def __init__(self, forms: Sequence[Form], questions: Find) -> None:
        self._forms = {form.name: form for form in forms}
        self._questions = questions

    async def todo_command(self, update: Update, context: OfficeContext) -> None:
        """Drafts and questions, then what is due in the order of a digest, then people."""
        await context.say(chat_of(update), *_drawn(await self._all(context, MOST)))

    async def pressed(self, update: Update, context: OfficeContext) -> None:
        """`all:<page>`, every line of every heading; `first`, back to the first of each."""
        one = tapped(update, context, Tapped)
        await context.answer(update)
        if one.act == "first":
            screen = _drawn(await self._all(context, MOST))
        else:
            screen = _page(await self._all(context, None), one.number())
        await context.redraw(one.chat_id, one.message_id, *screen)

    async def _all(self, context: OfficeContext, most: int | None) -> list[Section]:
        drafted = _first(texts.DRAFTS, await self._drafts(context), most)
        sections = [drafted, *await self._sections(context, most)]
        return [one for one in sections if one.waiting]

    async def _sections(self, context: OfficeContext, most: int | None) -> list[Section]:
        read = partial(rows.today, day=context.today)  # the whole office: more than a tap reads
        scene = await lent(context.session, ("todo", context.today), read)
        return [
            _first(texts.QUESTIONS, await self._questions(context), most),
            Section(texts.ROUND, _rounds(context, scene)),
            *due_sections(scene, context.officer.id, most),
            Section(texts.PEOPLE, await _people(context)),
        ]

    async def first(self, context: OfficeContext) -> First:
        """The head of the same list, for the home card; what was begun stands behind the rest."""
        drafted = await self._drafts(context)
        found = [one for one in await self._sections(context, MOST) if one.waiting]
        count = len(drafted) + sum(map(len, found))
        draft = drafted[0][1] if drafted else ""
        if not found:
            return First(texts.DRAFTS, drafted[0][0] if drafted else "", (), count, draft)
        line, code = found[0].waiting[0]
        keys = await _keys(context, found[0].first) if found[0].first else []
        keys = keys or [Button(texts.OPEN_FIRST, code, style="primary")]
        return First(found[0].head, line, keys, count, draft)

    async def _drafts(self, context: OfficeContext) -> Found:
        found = await drafts.unfinished(context.session, context.officer.telegram_id or 0)
        whole = [draft for draft in found if not draft.sitting.get("only")]
        waiting = []
        for draft in whole:  # a single question stands under its own heading
            told = drafted.line(self._forms.get(draft.form), draft)
            line = texts.DRAFT.format(told=told, at=show_time(draft.changed_at))
            waiting.append((line, view("go", draft.id)))
        return waiting

    def handlers(self) -> list[Handler]:
        """The command and its pages."""
        return [command("todo", self.todo_command), tap(Action.TAKE_PART, VIEW, self.pressed)]


def _first(head: str, found: Found, most: int | None) -> Section:
    """As many as stand under one heading, and how many more there are; None: all."""
    return Section(head, found[:most], len(found) - len(found[:most]))


def _drawn(sections: Sequence[Section]) -> Screen:
    """All that waits under its headings, numbered through, and the numbers as buttons."""
    if not sections:
        return Screen(texts.NOTHING, [[HOURS]])
    lines = [texts.HEAD]
    codes: list[str] = []
    for section in sections:
        lines += ["", texts.SECTION.format(head=section.head)]
        for line, code in section.waiting:
            codes.append(code)
            lines.append(texts.LINE.format(at=len(codes), line=escape(line)))
        if section.more:
            lines.append(texts.MORE.format(count=section.more))
    told = fitting(lines, MOST_LETTERS)
    more = told != lines or any(section.more for section in sections)
    rows: list[Row] = [*numbered(codes)]
    rows += [[Button(texts.ALL, view(VIEW, "all", 0))]] if more else []
    return Screen("\n".join([*told, "", texts.OPEN]), [*rows, [HOURS]])


def _page(sections: Sequence[Section], number: int) -> Screen:
    """A page of all that waits."""
    every = [(one.head, line, code) for one in sections for line, code in one.waiting]
    shown = page_of_texts([line for _, line, _ in every], number, PER_PAGE, MOST_LETTERS)
    some = every[shown.first : shown.first + len(shown.items)]
    lines, last = [texts.HEAD + shown.mark], ""
    for at, (head, line, _code) in enumerate(some, shown.first + 1):
        lines += [] if head == last else ["", texts.SECTION.format(head=head)]
        lines.append(texts.LINE.format(at=at, line=escape(line)))
        last = head
    keys = numbered([code for *_, code in some], shown.first + 1)
    back = [Button(texts.FIRST_OF_EACH, view(VIEW, "first"))]
    text = "\n".join([*lines, "", texts.OPEN] if some else [texts.NOTHING])
    return Screen(text, [*keys, *shown.turning(VIEW, "all"), back])


def _rounds(context: OfficeContext, scene: Scene) -> Found:
    """For who runs the rounds: plans to be looked at, and departments still missing."""
    found: Found = []
    if not allowed(context, Action.RUN_ROUND, None):
        return found
    for row in running(scene):
        if row.opened_on is None:
            continue
        due = scene.calendar.next_workday(row.due_on)
        review = sum(one.state in WAITING for one in row.plans)
        for words, count, code in (
            (texts.REVIEW, review, view("round", "waiting", row.id, 0)),
            (texts.MISSING, len(owing(row)), view("round", "show", row.id)),
        ):
            if count:
                day = f"{due.month}.{due.day}."
                found.append((words.format(half=row.half.label, count=count, due=day), code))
    return found


def due_sections(scene: Scene, officer_id: int, most: int | None = MOST) -> list[Section]:
    """What is due from this person: the same matters as in their digests, by the same dates."""
    sections = []
    for kind, some in groupby(waiting.for_person(scene, officer_id), key=attrgetter("kind")):
        matters = list(some)
        lines = []
        for one in matters[:most]:
            with scene.aside.each(one.subject, one.subject_id):
                lines.append((_line(scene, one), _code(one)))
        more = len(matters) - len(lines)
        sections.append(Section(kind.heading or kind.label, lines, more, matters[0]))
    return sections


def _line(scene: Scene, matter: Matter) -> str:
    state = matter.plan_state or PlanState.NOT_SUBMITTED
    return matter.kind.listed.format(
        title=matter.title,
        due=show_day(scene.day_of(matter)),
        count=matter.left,
        department=matter.department,
        standing=standing(state, matter.step),
    )


async def _keys(context: OfficeContext, matter: Matter) -> list[Button]:
    """What its reminder offers: its own two buttons."""
    if matter.kind.offers is Offer.PLAN_ROWS and matter.department_id is not None:
        half = HalfYear.parse(matter.half)  # nobody may have opened it, so it may have no row yet
        plan = await plans.ensure(context.session, matter.department_id, half)
        may_none = not matter.has_items and matter.plan_state is not PlanState.RETURNED
        return plan_rows(matter.half, plan.id, may_none=may_none)[0]
    given = {"id": matter.subject_id, "half": matter.half}
    return [Button(one.label, view(one.code.format(**given))) for one in matter.kind.taps[:2]]


def _code(matter: Matter) -> str:
    """What opens it: the record itself, else what its reminder offers."""
    if matter.subject in set(RecordKind):
        return record_code(matter.subject, matter.subject_id)
    offered = matter.kind.offers
    if isinstance(offered, Tap):
        return view(offered.code.format(id=matter.subject_id, half=matter.half))
    return view("plan", "show", matter.half)


async def _people(context: OfficeContext) -> Found:
    found: Found = []
    session = context.session
    if not allowed(context, Action.MANAGE_PEOPLE, None):
        return found
    grants = await role_grants.pending(session)
    asked = {one.officer_id for one in grants}
    entering = [one for one in await invites.waiting(session) if one.id not in asked]
    if entering:
        line = texts.WAITING.format(count=len(entering))
        found.append((line, view("people", "list", 0)))
    for one in grants:
        due = role_grants.is_due(one, context.officer, context.now)
        if due or grant_cards.may_answer(one, context.officer):
            words = texts.GRANT_DUE if due else texts.GRANT
            line = words.format(name=(await grant_cards.told_of(session, one)).name)
            found.append((line, view("people", "card", one.officer_id)))
    return found
