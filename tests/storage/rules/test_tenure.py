"""Terms of office and the columns of their money tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.half_year import HalfYear
from storage.rules.tenure import OLDEST, Tenure, column_named, told_by

HALVES = st.builds(HalfYear, st.integers(1998, 2090), st.sampled_from([1, 2]))


@pytest.mark.parametrize(
    ("half", "number", "columns"),
    [
        ("2018-2", 7, ("기투자", "'18.7.", "'19", "'20", "'21", "'22.6.", "임기후")),
        ("2022-1", 7, ("기투자", "'18.7.", "'19", "'20", "'21", "'22.6.", "임기후")),
        ("2022-2", 8, ("기투자", "'22.7.", "'23", "'24", "'25", "'26.6.", "임기후")),
        ("2026-1", 8, ("기투자", "'22.7.", "'23", "'24", "'25", "'26.6.", "임기후")),
        ("2026-2", 9, ("기투자", "'26.7.", "'27", "'28", "'29", "'30.6.", "임기후")),
        ("2031-1", 10, ("기투자", "'30.7.", "'31", "'32", "'33", "'34.6.", "임기후")),
    ],
)
def test_a_half_year_has_the_columns_of_its_term(
    half: str, number: int, columns: tuple[str, ...]
) -> None:
    tenure = Tenure.of(HalfYear.parse(half))
    assert (tenure.number, tenure.columns) == (number, columns)


@given(HALVES)
def test_every_half_year_lies_in_one_term_of_eight_halves(half: HalfYear) -> None:
    tenure = Tenure.of(half)
    assert half in tenure
    assert tenure.first.half == 2
    served = [tenure.first]
    while served[-1] != tenure.last:
        served.append(served[-1].next())
    assert len(served) == 8
    assert {Tenure.of(one) for one in served} == {tenure}
    assert Tenure.of(tenure.last.next()) > tenure > Tenure.of(tenure.first.previous())


@given(HALVES)
def test_columns_tell_the_term_that_they_belong_to(half: HalfYear) -> None:
    tenure = Tenure.of(half)
    if tenure.first.year >= 2000:
        assert told_by(tenure.columns) == tenure
    assert [column_named(one) for one in tenure.columns] == list(tenure.columns)


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ("’18. 7.", "'18.7."),
        ("2018년 7월", "'18.7."),
        ("2023", "'23"),
        ("'23년", "'23"),
        ("’22.7. ~ 12.", "'22.7.~12."),
        ("’22.7.~’22.12.", "'22.7.~12."),
        ("'22.13.", None),
        ("기 투 자", "기투자"),
        ("임기 후", "임기후"),
        ("23", None),
        ("비고", None),
        ("집행률", None),
    ],
)
def test_a_heading_means_its_column_however_it_is_written(said: str, column: str | None) -> None:
    assert column_named(said) == column


def test_columns_of_several_terms_or_of_none_tell_no_term() -> None:
    assert told_by(("기투자", "'22")) is None  # the year in which one term follows the other
    assert told_by(("'21", "'23")) is None
    assert told_by(("기투자", "임기후")) is None
    assert told_by(("기투자", "'22", "'22.6.")) == OLDEST


def test_what_was_stored_before_terms_were_told_apart_is_of_2018() -> None:
    assert OLDEST.label == "민선 7기(2018. 7. ~ 2022. 6.)"
