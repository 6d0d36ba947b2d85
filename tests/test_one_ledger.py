"""Nothing beside the ledger adds up what was counted.

Sums over what is kept stand in `storage/figures/`, and over what is not kept yet in
`storage/facts/tally.py`. Every other sum of the product is named here with what it adds, which is
nothing that an officer has counted; a new one is a question to whoever writes it.
"""

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.test_architecture import OURS, modules, text

HOME = ("storage/figures/", "storage/facts/tally.py")
LAYOUT = ("bot/documents/", "bot/simulator/")  # millimetres, letters, bytes: figures alone count
ADDS = {"sum", "fsum", "reduce", "accumulate", "added_up", "whole_of"}
ADDS_IN_SQL = {"sum", "total", "avg"}
FIGURES = {
    *("counts", "residents", "workers", "citizens", "out_of", "achieved", "delivered", "target"),
    *("amount", "people", "people_met", "hired", "runs", "consultations", "visitors", "enrolled"),
    *("events", "value"),
}
"""Words for what was counted, as the facts, the rows and the ledger have them."""

OTHER_SUMS = {
    ("bot/cli/doctor.py", "_backlog"): "messages that wait",
    ("handlers/report/versions.py", "confirm_preview"): "lines of a report",
    ("storage/answers/of_plans.py", "_late"): "departments that came late",
    ("storage/records/record_union.py", "page"): "records of a list",
    ("storage/records/search.py", "_narrowest"): "records that may hold a word",
    ("storage/plans/department_merge.py", "counts"): "records that go over",
    ("storage/report/block_memory.py", "_records"): "records that are remembered",
    ("storage/report/report_composed.py", "_keep"): "lines that are remembered",
    ("storage/report/left_out.py", "_three"): "rows of the ledger, and numbers on paper",
    ("storage/report/left_out.py", "on_paper"): "rows of the ledger that are printed",
    ("storage/report/left_out.py", "whole"): "rows of the ledger",
    ("storage/report/report_claims.py", "_money"): "the rows of a printed money table",
    ("storage/report/rule_effects.py", "told"): "the ledger's rows by contract, as they would be",
    ("storage/report/report_whole.py", "_summary"): "lines whose record has changed",
    ("storage/facts/spoken/wording_counts.py", "_parts"): "the parts of one figure, to ask",
    ("storage/facts/spoken/wording_counts.py", "_whole"): "the parts of one figure, to ask",
    ("storage/safekeeping/archive.py", "rows"): "rows of every table in a backup",
    ("storage/safekeeping/sources.py", "size"): "bytes",
    ("storage/safekeeping/vault.py", "size"): "bytes",
    ("storage/rules/plan_counts.py", "due"): "departments",
    ("storage/rules/plan_counts.py", "handed_in"): "departments in some states",
    ("storage/rules/heard.py", ""): "words for counting",
    ("storage/rules/heard.py", "_split"): "a sentence about what was typed",
    ("storage/rules/heard.py", "_sum_of"): "the parts of one answer, which is one figure",
    ("storage/rules/incentive.py", "_sum"): "points",
    ("storage/rules/money.py", "_add_up"): "words that are numbers",
    ("storage/rules/rounding.py", "_sum"): "the columns of a money table",
    ("storage/rules/personal_data.py", "_passes_luhn"): "digits",
}


def second_ways(source: str, *, layout: bool = False) -> Iterator[tuple[str, str]]:
    """Where a module adds up: the function, and what it says."""
    tree = ast.parse(source)
    owner = {
        id(below): node.name
        for node in ast.walk(tree)  # from the outside in, so that the innermost stays
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for below in ast.walk(node)
    }
    for node in ast.walk(tree):
        if _adds(node) and not (layout and not _mentions(node)):
            yield owner.get(id(node), ""), ast.unparse(node)


def _adds(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="sum"), args=[added, *_]):
            return not _numbers_things(added)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="func"), attr=called)):
            return called in ADDS_IN_SQL
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self" | "form"))):
            return False  # a method of its own, whatever it is called
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)):
            return called in ADDS
        case ast.AugAssign(op=ast.Add(), value=added):
            return _is_figure(added)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _is_figure(left) and _is_figure(right)
        case ast.Constant(value=str(said)):
            return "sum(" in said.casefold() and "select" in said.casefold()
    return False


def _numbers_things(added: ast.AST) -> bool:
    """Whether what is summed says how many things there are: truths, lengths, ones."""
    match added:
        case ast.GeneratorExp(elt=one) | ast.ListComp(elt=one):
            return _numbers_things(one)
        case ast.Call(func=ast.Name(id="len" | "bool" | "isinstance")):
            return True
        case ast.Call(func=ast.Name(id="max")):
            return not _mentions(added)
        case ast.BoolOp(values=some):
            return all(map(_numbers_things, some))
        case ast.Call(func=ast.Name(id="map"), args=[ast.Name(id="len"), *_]):
            return True
        case ast.IfExp(body=ast.Constant(), orelse=ast.Constant()):
            return True
    return isinstance(added, ast.Compare | ast.Constant) or (
        isinstance(added, ast.UnaryOp) and isinstance(added.op, ast.Not)
    )


def _is_figure(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in FIGURES
        case ast.Subscript() | ast.Call(func=ast.Attribute(attr="get")):
            return _mentions(node)
        case ast.BoolOp(values=some):
            return any(map(_is_figure, some))
        case ast.IfExp(body=one, orelse=other):
            return _is_figure(one) or _is_figure(other)
    return False


def _mentions(node: ast.AST) -> bool:
    return any(
        (isinstance(one, ast.Attribute) and one.attr in FIGURES)
        or (isinstance(one, ast.Name) and one.id in FIGURES | {"Measure", "Counted"})
        for one in ast.walk(node)
    )


@cache
def found() -> set[tuple[str, str]]:
    """Every place outside of the ledger's home."""
    return {
        (name, function)
        for name in modules(*OURS)
        if not name.startswith(HOME)
        for function, _said in second_ways(text(name), layout=name.startswith(LAYOUT))
    }


def test_no_module_beside_the_ledger_adds_up_what_was_counted() -> None:
    assert sorted(found() - OTHER_SUMS.keys()) == []


def test_every_other_sum_that_is_named_is_still_there() -> None:
    assert sorted(OTHER_SUMS.keys() - found()) == []


@pytest.mark.parametrize(
    "mutant",
    [
        "met = sum(one.facts.counts.get(PEOPLE, 0) for one in rows)",
        "met = sum(known) if known else None",
        "asked = select(func.sum(EVENT.c.people))",
        "sums = added_up(one.counts for one in told)",
        "sums = tally.added_up(one.counts for one in told if HIRED in one.counts)",
        "for one in heads:\n    residents += one.residents",
        "both = before.counts[Measure.HIRED] + after.counts[Measure.HIRED]",
        "asked = text('SELECT half, SUM(value) FROM figure GROUP BY half')",
        "met = reduce(add, (one.value for one in figures))",
        "hired = (one.hired or 0) + (other.hired or 0)",
        "met = sum(one.people_met or 0 for one in departments)",
    ],
)
def test_a_figure_summed_beside_the_ledger_is_found(mutant: str) -> None:
    assert list(second_ways(mutant))
