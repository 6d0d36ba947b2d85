"""What the product says keeps to docs/words.md: words, endings, spaces."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "scheduler", "storage")
READING = re.compile(
    "facts/(?:loose|spoken|question)/|wording_event_signs|typed_words|plan_table_columns|"
    "wording_asking|wording_commands|migrations/versions"
)
"""Where what people write is understood: other words than ours stand there."""
HANGUL = re.compile("[가-힣]")
ASKING = re.compile("언제|어디|몇|얼마|무엇|어느|누구|누가|어떻|어떤|왜|며칠|무슨")
FACT = re.compile(r"(?:입니까|습니까|집니까|됩니까)\?")
QUESTION = re.compile(r"[^.?!\n]*[가-힣]니까\?")
SPACES = re.compile(r"[가-힣.,)’]{2} {2,}[가-힣(‘“{@]")
NO_SPACE_BEFORE_NIM = re.compile(r"(?:\}|</b>|○)님")


def table(heading: str) -> list[tuple[str, str]]:
    """The rows of the table below a heading of the guide."""
    text = (ROOT / "docs" / "words.md").read_text("utf-8")
    part = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return [(row[0].strip(), row[1].strip()) for row in rows[2:]]


@cache
def said() -> tuple[tuple[str, str], ...]:
    """Each Korean text of the product with its place; docstrings are for developers."""
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}
    return tuple(
        one
        for name, text in texts.items()
        if not READING.search(name)
        for one in _strings(name, ast.parse(text))
        if HANGUL.search(one[1])
    )


def _strings(name: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    nodes = tuple(ast.walk(tree))
    told = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    told |= {id(one.value) for one in nodes if isinstance(one, ast.Expr)}
    joined = [one for one in nodes if isinstance(one, ast.JoinedStr)]
    parts = {id(part) for one in joined for part in one.values}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            yield f"{name}:{node.lineno}", "".join(_part(one) for one in node.values)
        elif id(node) in told | parts or not isinstance(node, ast.Constant):
            continue
        elif isinstance(node.value, str):
            yield f"{name}:{node.lineno}", node.value


def _part(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "{}"


@pytest.mark.parametrize(("never", "but"), table("One word for one thing") + table("Endings"))
def test_a_thing_is_called_by_one_word(never: str, but: str) -> None:
    shown = [f"{place}: {text}" for place, text in said() if never in text]
    assert not shown, f"{never} → {but}"


def test_a_question_asks_for_a_fact_or_for_a_decision() -> None:
    asked = [(place, one) for place, text in said() for one in QUESTION.findall(text)]
    amiss = [f"{p}: {one}" for p, one in asked if not ASKING.search(one) and not FACT.search(one)]
    assert len(asked) > 100
    assert not amiss


def test_words_are_parted_by_one_space() -> None:
    assert not [f"{place}: {text}" for place, text in said() if SPACES.search(text)]


def test_a_name_and_its_title_are_parted() -> None:
    assert not [f"{place}: {text}" for place, text in said() if NO_SPACE_BEFORE_NIM.search(text)]


def test_no_record_is_named_by_its_number() -> None:
    numbered = re.compile(r"\{(?:number|record|id)\}번(?!째|_)|\{\}번 (?:기록|행사|협약|계약)")
    shown = [(place, text) for place, text in said() if place.startswith("handlers/")]
    assert not [f"{place}: {text}" for place, text in shown if numbered.search(text)]
