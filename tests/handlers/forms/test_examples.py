"""Examples are of the office's own year, wherever they are shown."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from handlers.chat.help import COMMANDS
from handlers.chat.home import help_all
from handlers.forms.fields import Aids
from handlers.install import FORMS, PROMPTS
from storage.rules import errors
from storage.rules.examples import as_of
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, Role

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
WRITTEN = date(2021, 8, 4)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("7/3, 지난주 금, 2021.7.~12., 2021 하반기", "7/3, 지난주 금, 2026.7.~12., 2026 하반기"),
        ("21.8.4., 2018. 11., 어제", "26.8.4., 2023. 11., 어제"),
        ("예: 12/5, 2021.12.5.", "예: 12/5, 2026.12.5."),
        ("담당자 김○○ 000-0000 2022. 1. 1.", "담당자 김○○ 000-0000 2027. 1. 1."),
        ("25 또는 25명, 120,000천원, 1.2억원", "25 또는 25명, 120,000천원, 1.2억원"),
    ],
)
def test_years_move_on_and_nothing_else(written: str, shown: str) -> None:
    assert as_of(written, date(2026, 3, 2)) == shown
    assert as_of(written, WRITTEN) == written


def hints(today: date) -> Iterator[str]:
    """Every example of every form, question and command, as it is shown on a day."""
    for form in FORMS:
        for field in form.fields:
            for kind in ({}, *({"kind": one.value} for one in EventKind)):
                yield field.asked_with(kind, Aids(today=today, columns=("23",)))[1]
    for prompt in PROMPTS:
        yield as_of(f"{prompt.question} {prompt.hint}", today)
    yield help_all(Role.ADMIN, today).text


@pytest.mark.parametrize("year", [2021, 2026, 2031])
def test_no_example_names_a_year_far_from_the_offices(year: int) -> None:
    """Mutant: a hint that is shown as it was written."""
    named = {int(found) for hint in hints(date(year, 3, 2)) for found in YEAR.findall(hint)}
    assert named
    assert all(year - 3 <= one <= year + 2 for one in named), named
    assert any("/report" in one and str(year) in one for one in hints(date(year, 3, 2)))
    assert COMMANDS


def test_what_is_refused_is_refused_with_an_example_of_this_year() -> None:
    with pytest.raises(errors.Unreadable) as refused:
        HalfYear.parse("언젠가")
    assert refused.value.said(date(2026, 3, 2)).endswith("예: 2026 하반기")
    assert refused.value.sentence.endswith("예: 2021 하반기")
