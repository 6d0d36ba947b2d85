"""The glossary speaks of code that exists, and has one row for one thing."""

import re

from tests.helpers.code_names import ROOT, known

GLOSSARY = ROOT / "docs" / "glossary.md"


def rows() -> list[list[str]]:
    """The cells of every row, without headings and rules."""
    lines = [line for line in GLOSSARY.read_text("utf-8").splitlines() if "|" in line]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[2] != "in code" and not row[0].startswith("---")]


def test_every_row_has_a_korean_word_an_english_one_and_its_name_in_code() -> None:
    broken = [row for row in rows() if len(row) != 3 or not all(row) or "`" not in row[2]]
    assert broken == []


def test_every_name_of_the_third_column_is_found_in_the_tree() -> None:
    named = [name for row in rows() for name in re.findall(r"`([^`]+)`", row[2])]
    assert [name for name in named if name not in known()] == []


def test_no_korean_word_stands_in_two_rows() -> None:
    words = [row[0] for row in rows()]
    assert sorted(words) == sorted(set(words))
