"""The list of faults names tests that there are, and its page says what the list says."""

import ast
from functools import cache

from tests.promises import faults

SUBJECTS = {"D": 12, "I": 15, "W": 18, "S": 18, "B": 15, "O": 15}
"""How many faults of each sort are known."""


@cache
def functions(file: str) -> set[str]:
    """The tests of a file."""
    tree = ast.parse((faults.TESTS / file).read_text("utf-8"))
    return {
        node.name.removeprefix("test_")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_fault_that_is_known_stands_in_the_list_once() -> None:
    found = [one.number for one in faults.faults()]
    assert found == [
        f"{sort}{at:02}" for sort, most in SUBJECTS.items() for at in range(1, most + 1)
    ]


def test_every_test_that_is_named_is_there_and_what_has_none_says_why() -> None:
    named = [(one.number, test) for one in faults.faults() for test in one.tests]
    gone = [
        (number, test)
        for number, test in named
        if test.partition("::")[2] not in functions(test.partition("::")[0])
    ]
    assert gone == []
    assert [one.number for one in faults.faults() if not one.tests and len(one.reason) < 20] == []


def test_the_page_says_what_the_list_says() -> None:
    said = faults.PAGE.read_text("utf-8")
    assert said == faults.page(), "python -m tests.promises makes it anew"
