"""What is kept about people, and until when, is one table: the pages are made of it."""

import re
from collections import Counter

import pytest
from sqlalchemy import Table

from storage.models.all_tables import METADATA
from storage.office.personal import ACCOUNT, OFFICER
from storage.rules.wording_retention import OF_NOBODY, TABLE
from tests import kept

HANGUL = re.compile(r"[가-힣]")


def test_the_pages_say_what_the_table_says() -> None:
    """`python -m tests.kept` makes them anew."""
    for path, words in kept.pages():
        assert path.read_text("utf-8") == words, path


def test_every_table_of_the_database_stands_in_one_row() -> None:
    """Mutant: a new table of which nobody says how long it keeps people."""
    named = Counter([name for row in TABLE for name in row.tables] + list(OF_NOBODY))
    assert set(named) == set(METADATA.tables)
    assert [name for name, times in named.items() if times > 1] == []


@pytest.mark.parametrize("table", METADATA.sorted_tables, ids=lambda table: table.name)
def test_what_names_a_person_is_no_table_of_nobody(table: Table) -> None:
    persons = [
        column.name
        for column in table.columns
        if column.name in ACCOUNT | OFFICER
        or any(key.target_fullname == "officer.id" for key in column.foreign_keys)
    ]
    assert not (persons and table.name in OF_NOBODY), persons


def test_both_languages_say_the_same_numbers() -> None:
    for row in TABLE:
        assert not HANGUL.search(row.english + row.english_until)
        korean, english = (re.findall(r"\d+", words) for words in (row.until, row.english_until))
        assert sorted(korean) == sorted(english), row.name
