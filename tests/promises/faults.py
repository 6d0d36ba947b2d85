"""What can go wrong, and the tests that hold each of it: `faults.txt`, and its page.

A line of the list is `number | fault | tests`, where the tests are files of `tests/` and the names
of their functions, or a dash and the reason why there is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]
LIST = Path(__file__).parent / "faults.txt"
PAGE = TESTS.parent / "docs" / "faults.md"
HEAD = """\
# What can go wrong, and what holds it

Made by `python -m tests.promises` from `tests/promises/faults.txt`. Each fault has the tests that
fail when the bot no longer stands it, or the reason why there is none; run one by
`python3 -m bot test` and its name. What is promised beyond single faults, and how often that was
tried, stands in [promises.md](promises.md).
"""


@dataclass(frozen=True)
class Fault:
    """One thing that can go wrong."""

    subject: str
    number: str
    words: str
    tests: tuple[str, ...]  # "file.py::name of the function without test_"
    reason: str = ""


def faults() -> Iterator[Fault]:
    """Every fault of the list, in its order."""
    subject = ""
    for line in LIST.read_text("utf-8").splitlines():
        if line.startswith("# "):
            subject = line.removeprefix("# ")
            continue
        number, words, held = line.split(" | ")
        reason = held.removeprefix("- ") if held.startswith("- ") else ""
        yield Fault(subject, number, words, () if reason else tuple(held.split()), reason)


def path(test: str) -> str:
    """A test as pytest is given it."""
    file, _, name = test.partition("::")
    return f"tests/{file}::test_{name}"


def page() -> str:
    """The whole page."""
    parts, subject = [HEAD], ""
    for one in faults():
        if one.subject != subject:
            subject = one.subject
            parts += ["", f"## {subject}", "", "| | fault | held by |", "| --- | --- | --- |"]
        held = "<br>".join(f"`{path(test)}`" for test in one.tests) or one.reason
        parts.append(f"| {one.number} | {one.words} | {held} |")
    return "\n".join(parts) + "\n"
