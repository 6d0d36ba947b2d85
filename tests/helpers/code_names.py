"""What pages may point at in the code: files, modules, and the names that they give."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "scheduler", "storage")


@cache
def known(*more: str) -> frozenset[str]:
    """`name`, `module.name`, `Class.name`, and the path of each file, as pages write them.

    Of the product, and of `more` folders beside it.
    """
    files = [path for room in (*ROOMS, *more) for path in (ROOT / room).rglob("*.py")]
    paths = {str(path.relative_to(ROOT)) for path in files}
    return frozenset(paths.union(*(_named_in(path) for path in files)))


def _targets(node: ast.stmt) -> Iterator[str]:
    """The names that a statement of a module or class gives."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        yield node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            yield from (part.id for part in parts if isinstance(part, ast.Name))


def _named_in(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        for name in _targets(node):
            yield name
            yield f"{path.stem}.{name}"
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{name}" for inner in node.body for name in _targets(inner))
