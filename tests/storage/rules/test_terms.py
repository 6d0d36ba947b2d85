"""The words of the field."""

import inspect

import pytest

from storage.rules import terms

TERMS = [
    term
    for _, term in inspect.getmembers(terms, inspect.isclass)
    if issubclass(term, terms.Term) and term is not terms.Term
]


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_a_korean_word_of_its_own(term: type[terms.Term]) -> None:
    labels = [member.label for member in term]
    assert all(any("가" <= sign <= "힣" for sign in label) for label in labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("term", TERMS)
def test_a_stored_value_finds_its_term_again(term: type[terms.Term]) -> None:
    assert [term(member.value) for member in term] == list(term)
    assert all(member == member.value for member in term)


def test_measures_carry_the_units_of_the_report() -> None:
    assert terms.Measure.RUNS.unit == "회"
    assert terms.Measure.COMPANIES.unit == "개 업체"
    assert terms.Measure.INTERVIEW_BOOTHS.unit == "개사"
    assert all(measure.unit for measure in terms.Measure)


def test_the_money_table_has_the_rows_of_the_report() -> None:
    assert [source.label for source in terms.Source] == ["국비", "도비", "시비", "기타"]
