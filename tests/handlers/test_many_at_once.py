"""Every act that hits several is known: it is shown, asked and taken back, or says why not."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.chat.mass_acts import Mass
from handlers.install import MASS_ACTS

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef
Name = tuple[str, str]

ONE_THING = {
    "handlers/departments/commands.py:_chain_chosen": "the steps of one department",
    "handlers/forms/line_saving.py:take_back": "one record, with what hangs on it",
    "handlers/forms/saving.py:save": "one record with its photos",
    "handlers/forms/uniting.py:unite": "one record with its photos",
    "handlers/people/transfer.py:_carried_out": "one person",
    "handlers/plan/hands.py:confirm": "one plan with its answers",
    "handlers/plan/hands.py:pass_up": "one plan with its answers",
    "handlers/plan/outcomes.py:_settled": "one item of a plan",
    "handlers/plan/questions.py:_answer": "one question",
    "handlers/record/commands.py:remove_confirmed": "one record, and its own way back",
    "handlers/record/commands.py:restore_pressed": "one record, with what hangs on it",
    "handlers/record/commands.py:undo_pressed": "one record, with what hangs on it",
    "handlers/report/late.py:_renewed": "one version of a report, the older ones stay",
    "handlers/report/late.py:next_report": "one late record",
    "handlers/report/questions.py:replied": "one record",
    "handlers/report/questions.py:saved": "one record, and what was asked about it",
    "handlers/report/versions.py:_accept": "one mismatch",
    "handlers/round/board.py:take_over": "one message",
    "handlers/talk/captions.py:_followed": "the photos of one record",
    "handlers/talk/commands.py:photo_placed": "the photos of one record",
}
"""What loops in the code and hits one thing for the person who does it."""

OWN_WAY = {
    "handlers/holiday/commands.py:_accepted": "each day is named above the button",
    "handlers/holiday/commands.py:_kept": "each day is named above the button",
    "handlers/plan_table/commands.py:_compared": "a preview: nothing is kept",
    "handlers/plan_table/commands.py:_decided": "a preview: nothing is kept",
    "handlers/plan_table/commands.py:gone_turned": "a preview: nothing is kept",
    "handlers/plan_table/commands.py:taken_over": "a preview of every row, removals asked twice",
    "handlers/pledge/commands.py:columns_answered": "one table, with a way back of its own",
    "handlers/pledge/commands.py:undone": "the way back of the pledge",
    "handlers/pledge/commands.py:usual_taken": "one table, with a way back of its own",
    "handlers/settings/kinds.py:follow": "follows from a rule that was shown with its effects",
    "handlers/settings/units.py:follow": "follows from a rule that was shown with its effects",
    "handlers/settings/rules.py:follow": "follows from a rule that was shown with its effects",
}
"""What hits several and shows, asks or undoes that by a way of its own."""


def functions(room: str) -> Iterator[tuple[str, dict[str, str], Function]]:
    """Every function of a room that may write, with its file and what that calls others by."""
    for path in sorted((ROOT / room).rglob("*.py")):
        text = path.read_text("utf-8")
        if "migrations" in path.parts or "act" not in text:
            continue
        tree = ast.parse(text)
        known = aliases(tree)
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield path.relative_to(ROOT).as_posix(), known, node


def aliases(tree: ast.Module) -> dict[str, str]:
    """What a module calls other modules by, and their own names."""
    return {
        (one.asname or one.name): one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }


def acting(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that write for somebody."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and not _gets(call):
            given = call.args[0] if call.args else None
            logs = isinstance(call.func, ast.Attribute) and call.func.attr == "log"
            if _is_act(given) or (
                logs and isinstance(call.func, ast.Attribute) and _is_act(call.func.value)
            ):
                yield call


def _gets(call: ast.Call) -> bool:
    """A look into a mapping by the name of a button's act."""
    return isinstance(call.func, ast.Attribute) and call.func.attr == "get"


def _is_act(one: ast.expr | None) -> bool:
    named = isinstance(one, ast.Name) and one.id == "act"
    return named or (isinstance(one, ast.Attribute) and one.attr == "act")


def loops(function: Function) -> bool:
    """Whether it writes for somebody again and again."""
    around = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.GeneratorExp)
    return any(any(acting(node)) for node in ast.walk(function) if isinstance(node, around))


def called(call: ast.Call, here: str, known: dict[str, str]) -> Name | None:
    """Module and name of what is called."""
    if isinstance(call.func, ast.Name):
        return here, call.func.id
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return known.get(call.func.value.id, call.func.value.id), call.func.attr
    return None


def of_many() -> set[Name]:
    """The queries that write several rows, and those that call them."""
    calls: dict[Name, set[Name | None]] = {}
    found: set[Name] = set()
    for file, known, one in functions("storage"):
        here = Path(file).stem
        calls[here, one.name] = {called(call, here, known) for call in acting(one)}
        found |= {(here, one.name)} if loops(one) else set()
    while True:
        more = {name for name, each in calls.items() if each & found}
        if more <= found:
            return found
        found |= more


@pytest.fixture(scope="module")
def hitting() -> set[str]:
    """The functions of handlers that hit several rows."""
    many = of_many()
    return {
        f"{file}:{one.name}"
        for file, known, one in functions("handlers")
        if loops(one) or any(called(call, Path(file).stem, known) in many for call in acting(one))
    }


def declared() -> set[str]:
    """What does and undoes a declared act that hits many."""
    return {
        f"{do.__module__.replace('.', '/')}.py:{do.__name__}"
        for act in MASS_ACTS
        for do in (act.do, act.undo)
        if do is not None
    }


def test_each_act_that_hits_several_is_declared_or_says_why_not(hitting: set[str]) -> None:
    """Mutant: an act of many without its preview."""
    assert sorted(hitting - declared() - ONE_THING.keys() - OWN_WAY.keys()) == []


def test_what_says_why_not_is_still_there(hitting: set[str]) -> None:
    assert sorted((ONE_THING.keys() | OWN_WAY.keys()) - hitting) == []


FOR_GOOD = {
    "round_nudge": "a message that was sent cannot be unsent",
    "departments_merge": "two departments cannot be told apart any more",
}


@pytest.mark.parametrize("act", MASS_ACTS, ids=lambda one: one.name)
def test_what_hits_many_is_taken_back_or_says_that_it_is_for_good(act: Mass) -> None:
    assert (act.undo is None) is (act.name in FOR_GOOD)
    assert (act.options is None) is (not act.picks)
