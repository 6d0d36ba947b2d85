"""By what a contract is judged. Pure: its facts say it where the office's own rules decide."""

from storage.facts.shapes import ContractFacts
from storage.rules.quota import RULE_BOOK, Judged, judged


def standing(facts: ContractFacts) -> Judged:
    """The rules of its day of notice: those it was written with, else the built-in ones."""
    return facts.judged or judged(RULE_BOOK, facts.notice_on)


def is_large(facts: ContractFacts) -> bool:
    """Whether it is 대규모공사."""
    return standing(facts).is_large(facts.amount)
