"""An office in which one department has something of everything that others may not read."""

import ast
import inspect
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import product
from pathlib import Path

from sqlalchemy import update
from sqlmodel import col
from telegram.ext import CallbackQueryHandler

from bot.renders import report
from bot.renders.rendered import Withheld
from handlers.chat.access import Guarded
from handlers.install import FORMS, all_handlers
from storage.act import Act
from storage.database import execute
from storage.facts.shapes import PlanItemFacts
from storage.models.plan import Plan
from storage.models.traffic import NEW, SET_ASIDE, Inbox
from storage.plans import plans
from storage.records import evidence, records
from storage.rules.permission import Action, may
from storage.rules.terms import PlanState, RecordKind, Role
from tests.handlers.round_office import HALF, STAFF, opened
from tests.helpers.desk import Desk
from tests.helpers.facts import fair

DRAFT, REMOVED, HISTORY, EVIDENCE = "계획말", "지운말", "옛날말", "증빙말"
"""Words that stand in the plan item, the removed event, the event as it was, the file: alone."""
FILE = {"file_id": "AgAC1", "file_unique_id": "u1", "media": "photo", "caption": EVIDENCE}
HALVES = (HALF.code, "2021-2")
PAPERS = ("report", "report_page")


async def office(url: str) -> Desk:
    """Number 1 is a plan item, and an event with a past and a file; event 2 was removed."""
    desk = await opened(url)
    async with desk.db.begin() as session:
        staff = await desk.officer(STAFF)
        assert staff is not None
        plan = await plans.ensure(session, staff.department_id or 0, HALF)
        await records.add(
            Act(session, staff, desk.now), PlanItemFacts(text=DRAFT), parent_id=plan.id
        )
        event = await records.add(Act(session, staff, desk.now), fair(title=HISTORY))
        await records.change(
            Act(session, staff, desk.now),
            RecordKind.EVENT,
            event.id,
            fair(title="박람회"),
            expected_version=1,
        )
        await evidence.attach(Act(session, staff, desk.now), RecordKind.EVENT, event.id, FILE)
        gone = await records.add(Act(session, staff, desk.now), fair(title=REMOVED))
        await records.remove(Act(session, staff, desk.now), RecordKind.EVENT, gone.id)
    return desk


async def put(desk: Desk, state: PlanState) -> None:
    """The plan stands there."""
    async with desk.db.begin() as session:
        plan = await session.get(Plan, 1)
        assert plan is not None
        plan.state = state
        plan.step = Role.SENIOR if state is PlanState.CHECKING else None
        session.add(plan)


async def shown(desk: Desk, user: int, codes: list[str], words: tuple[str, ...] = ()) -> str:
    """All that reaches a person who taps these codes and says these words, papers included."""
    before = len(desk.said)
    for said in words:
        await desk.says(user, said)
    for code in codes:
        await desk.taps_code(user, code)
        await _let_go(desk)
    new = [one for one in desk.said[before:] if one.chat_id == user]
    found = [repr(one.payload) for one in new]
    for one in new:
        if one.payload.get("render") in PAPERS:
            with suppress(Withheld):
                async with desk.db.read() as session:
                    found.append(repr(await report.asked_for(session, one.payload["given"])))
    return "\n".join(found)


async def _let_go(desk: Desk) -> None:
    """A code that failed does not hold up the next one."""
    async with desk.db.begin() as session:
        await execute(
            session, update(Inbox).where(col(Inbox.state) == NEW).values(state=SET_ASIDE, error="")
        )


def readers() -> Iterator[tuple[Role, bool]]:
    """Every role, in the department of what is read and in another one."""
    yield from product(Role, (True, False))


def every_code(role: Role) -> list[str]:
    """Every act that a handler's own source names, upon the numbers of this office.

    Of handlers that are open to the role: the others refuse before they read (test_rights.py).
    """
    codes: dict[str, None] = {}
    forms = {form.name for form in FORMS}
    kinds = (RecordKind.EVENT, RecordKind.PLAN_ITEM)
    ends = [f"{at}" for at in (1, 2)] + [f"{at}:0" for at in (1, 2)]
    ends += [f"{kind}:{at}" for kind in kinds for at in (1, 2)]
    ends += [f"{half}:1:0" for half in HALVES]
    ends += [f"1:{kind}:1" for kind in kinds]
    for name, callback in _views():
        if isinstance(callback.policy, Action) and not may(role, callback.policy):
            continue
        words = forms if name in ("new", "edit") else _acts(callback)
        acts = ["", *(f"{act}:" for act in sorted(words))]
        codes |= dict.fromkeys(f"v1:{name}:{act}{end}" for act in acts for end in ends)
    return [code for code in codes if len(code.encode()) <= 64]


def _views() -> Iterator[tuple[str, Guarded]]:
    for handler in all_handlers():
        pattern = getattr(getattr(handler, "pattern", None), "pattern", "")
        if isinstance(handler, CallbackQueryHandler) and pattern.startswith("^v1:"):
            assert isinstance(handler.callback, Guarded)
            yield pattern.removeprefix("^v1:").split("(")[0], handler.callback


def _acts(guarded: Guarded) -> set[str]:
    """The words by which its file tells buttons apart, else those of its whole feature."""
    own = Path(inspect.getsourcefile(inspect.unwrap(guarded.callback)) or "")
    return _said_in(own) or set().union(*map(_said_in, own.parent.glob("*.py")))


@cache
def _said_in(path: Path) -> set[str]:
    found = {
        word for node in ast.walk(ast.parse(path.read_text("utf-8"))) for word in _words(node)
    }
    return {word for word in found if word.isascii() and word.isalpha() and word.islower()}


def _words(node: ast.AST) -> Iterator[str]:
    values: list[ast.expr | None] = []
    if isinstance(node, ast.Dict):
        values = list(node.keys)
    elif isinstance(node, ast.Compare):
        values = list(node.comparators)
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("view", "_tap"):
        values = list(node.args[1:2])
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
