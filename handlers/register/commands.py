"""`/registers` (대장): the lists that the office keeps, as files to fill in and send back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Update

from handlers.chat.access import Handler, command, tap
from handlers.chat.buttons import numbered
from handlers.chat.context import OfficeContext
from handlers.chat.half_argument import typed
from handlers.chat.paging import page_of
from handlers.chat.taps import Tap, chat_of, taken
from handlers.forms.door import Door
from handlers.register import contracts, returned, texts
from handlers.register.contracts import ContractLists
from storage.facts.registers.wording_registers import REGISTERS
from storage.facts.registers.wording_scopes import Scope
from storage.office import departments
from storage.plans import readings
from storage.registers import contract_lists, listing
from storage.rules.half_year import HalfYear
from storage.rules.permission import Action, Matter
from storage.rules.terms import RecordKind
from storage.traffic.messages import Button, Row, Screen, view

VIEW = "reg"
OF_HALF, OF_TERM, OF_ALL = "half", "term", "all"
SPANS = (OF_HALF, OF_TERM, OF_ALL)
PER_PAGE = 15
Step = Callable[[Tap], Awaitable[Screen | None]]


@dataclass(frozen=True)
class Chosen:
    """Which registers are on the screen; `department` 0 is every one."""

    half: HalfYear
    span: str
    department: int

    def scope(self, kind: RecordKind) -> Scope:
        """The records of one kind."""
        whose = self.department or None
        if self.span == OF_ALL:
            return Scope(kind, department=whose)
        of = Scope.of_term if self.span == OF_TERM else Scope.of_half
        return of(kind, self.half, whose)

    def code(self, act: str, *more: int | str) -> str:
        """The code of a button about these."""
        return view(VIEW, act, self.half.code, self.span, self.department, *more)


def handlers(door: Door) -> list[Handler]:
    """The command, its buttons, and those of a register that came back."""
    return [
        command("registers", registers_command),
        tap(Action.SEE_RECORD, VIEW, registers_pressed),
        *returned.handlers(),
        *ContractLists(door).handlers(),
    ]


async def registers_command(update: Update, context: OfficeContext) -> None:
    """The registers of the half that is written; `/registers 2021 하반기` names another."""
    half = await typed(context, " ".join(context.args or []))
    chosen = Chosen(half, OF_HALF, context.officer.department_id or 0)
    await context.say(chat_of(update), *await _screen(context, chosen))


async def registers_pressed(update: Update, context: OfficeContext) -> None:
    """Any button of the registers."""
    await taken(STEPS, update, context)


def opening(half: HalfYear, department: int | None) -> str:
    """The code of the button that leads here."""
    return Chosen(half, OF_HALF, department or 0).code("show")


async def _screen(context: OfficeContext, chosen: Chosen) -> Screen:
    session = context.session
    whose = await departments.name_of(session, chosen.department) if chosen.department else ""
    whose = whose or texts.EVERYONE
    lines = [texts.HEAD.format(span=texts.span(chosen.scope(RecordKind.EVENT)), whose=whose)]
    rows: list[Row] = []
    for kind, register in REGISTERS.items():
        count = await listing.count(session, chosen.scope(kind))
        lines.append(texts.COUNTS.format(name=register.name, count=f"{count:,}"))
        get = Button(texts.GET.format(name=register.name), chosen.code("get", kind.value, "xlsx"))
        rows.append(
            [
                get,
                Button(
                    texts.GET_TEXT.format(word=register.word),
                    chosen.code("get", kind.value, "csv"),
                ),
            ]
        )
    lacking = await contract_lists.open_ones(session, chosen.department or None)
    if lacking:
        rows.append([contracts.opening(chosen.department, len(lacking))])
    return Screen("\n".join([*lines, "", texts.HOW]), [*rows, *_ways(chosen)])


def _ways(chosen: Chosen) -> list[Row]:
    half, whose = chosen.half, chosen.department
    earlier, later = texts.near(half)
    rows: list[Row] = []
    if chosen.span == OF_HALF:
        rows.append(
            [
                Button(earlier, Chosen(half.previous(), OF_HALF, whose).code("show")),
                Button(later, Chosen(half.next(), OF_HALF, whose).code("show")),
            ]
        )
    labels = {
        OF_HALF: texts.HALF.format(half=half.short),
        OF_TERM: texts.TERM,
        OF_ALL: texts.ALL,
    }
    spans = [one for one in SPANS if one != chosen.span]
    rows.append([Button(labels[one], Chosen(half, one, whose).code("show")) for one in spans])
    other = [Button(texts.OTHER_DEPARTMENT, chosen.code("depts", 0))]
    if whose:
        every = Chosen(half, chosen.span, 0).code("show")
        other.append(Button(texts.EVERY_DEPARTMENT, every))
    return [*rows, other]


async def shown(one: Tap) -> Screen:
    """`show:<half>:<span>:<department>`."""
    return await _screen(one.context, _chosen(one))


async def departments_shown(one: Tap) -> Screen:
    """`depts:<half>:<span>:<department>:<page>`."""
    chosen = _chosen(one)
    page = page_of(await departments.ordered(one.context.session), one.number(3), PER_PAGE)
    codes = [Chosen(chosen.half, chosen.span, each.id).code("show") for each in page.items]
    lines = [f"{at}. {each.name}" for at, each in enumerate(page.items, page.first + 1)]
    head = texts.DEPARTMENTS.format(mark=page.mark)
    at = (chosen.half.code, chosen.span, chosen.department)
    back = [Button(texts.BACK, chosen.code("show"))]
    rows = [*numbered(codes, page.first + 1), *page.turning(VIEW, "depts", *at), back]
    return Screen("\n".join([head, "", *lines]), rows)


async def file_wanted(one: Tap) -> None:
    """`get:<half>:<span>:<department>:<kind>:<format>`."""
    context, chosen, kind, form = one.context, _chosen(one), one.args[3], one.args[4]
    scope = chosen.scope(kind)
    number = readings.number_of(chosen.half)
    await readings.note(
        context.act, readings.PAPERS, number, scope.department, Matter.SUBMITTED.value
    )
    await one.answer(texts.COMING)
    given = {
        "kind": kind.value,
        "halves": [each.code if each else "" for each in (scope.first, scope.last)],
        "department": chosen.department,
        "format": form,
        "officer": context.officer.id,
        "at": context.now.isoformat(),
    }
    name = await departments.name_of(context.session, chosen.department)
    caption = texts.CAPTION.format(
        span=texts.span(scope), name=REGISTERS[kind].name, whose=name or texts.EVERYONE
    )
    await context.document(one.chat_id, "register", given, caption=caption)


def _chosen(one: Tap) -> Chosen:
    half, span, department = one.args[:3]
    return Chosen(half, span, department)


STEPS: dict[str, Step] = {
    "show": shown,
    "depts": departments_shown,
    "get": file_wanted,
}
