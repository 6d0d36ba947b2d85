"""The glossary speaks of code that exists, and has one row for one thing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "scheduler", "storage")
GLOSSARY = ROOT / "docs" / "glossary.md"


def rows() -> list[list[str]]:
    """The cells of every row, without headings and rules."""
    lines = [line for line in GLOSSARY.read_text("utf-8").splitlines() if "|" in line]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[2] != "in code" and not row[0].startswith("---")]


def targets(node: ast.stmt) -> Iterator[str]:
    """The names that a statement of a module or class gives."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        yield node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (part.id for part in parts if isinstance(part, ast.Name))


def named_in(path: Path) -> Iterator[str]:
    """What can be pointed at in a file: `name`, `module.name` and `Class.name`."""
    for node in ast.parse(path.read_text("utf-8")).body:
        for name in targets(node):
            yield name
            yield f"{path.stem}.{name}"
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{name}" for inner in node.body for name in targets(inner))


@pytest.fixture(scope="module")
def known() -> set[str]:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    paths = {str(path.relative_to(ROOT)) for path in files}
    return paths.union(*(named_in(path) for path in files))


def test_every_row_has_a_korean_word_an_english_one_and_its_name_in_code() -> None:
    broken = [row for row in rows() if len(row) != 3 or not all(row) or "`" not in row[2]]
    assert broken == []


def test_every_name_of_the_third_column_is_found_in_the_tree(known: set[str]) -> None:
    named = [name for row in rows() for name in re.findall(r"`([^`]+)`", row[2])]
    assert [name for name in named if name not in known] == []


def test_no_korean_word_stands_in_two_rows() -> None:
    words = [row[0] for row in rows()]
    assert sorted(words) == sorted(set(words))
