"""Dates of every exactness, and the text below a heading, for the tests of wording."""

from datetime import date

from storage.facts.shapes import ContractFacts, Facts
from storage.facts.wording import lines, show
from storage.rules.date_grammar import read_period
from storage.rules.period import Period
from storage.rules.terms import Stage, WorksKind

UNKNOWN = Period(())
HALF = read_period("2021 하반기", date(2021, 12, 31))
DAY = read_period("2021.7.3.", date(2021, 12, 31))
MONTH = read_period("2021. 3.", date(2021, 12, 31))
CONTRACT = ContractFacts(
    "○○공사", "(주)가나다", 120_000_000, date(2021, 7, 1), WorksKind.GENERAL, Stage.START
)


def texts(facts: Facts) -> list[str]:
    """The lines below the heading as chat text."""
    return show(lines(facts)).split("\n")[1:]
