"""What is said of a list of contracts beside those on record."""

from storage.rules.money import show_won
from storage.rules.quota import Rule

WORKS = "공사"
NO_DAY = "공고일도 계약일도 없어 어느 기준을 볼지 알 수 없습니다. 예: 2021.7.3."


def rule(one: Rule) -> str:
    """The rule that says that a contract is covered."""
    return f"{one.basis} {show_won(one.value)} 이상, {one.force}"
