"""What is typed about a rule, read: value, day, force and basis on one line. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.settings import texts
from storage.rules.date_grammar import read_day
from storage.rules.errors import Unreadable
from storage.rules.money import read_money, show_won
from storage.rules.names import clean_text, clipped
from storage.rules.quota import WHOLE, Force, Rule, RuleKey, RuleUnit, show_rate

_DAY = re.compile(texts.DAY)


@dataclass(frozen=True)
class Dated:
    """A line of words with a day in it: what stands before it, the day, what stands behind."""

    before: str
    day: date
    behind: str


def dated(words: str, today: date, wanted: str, example: str) -> Dated:
    """The day in a line; raises Unreadable where there is none."""
    plain = clean_text(words)
    found = _DAY.search(plain)
    if found is None:
        raise Unreadable(words, wanted, example, texts.NO_DAY)
    day = read_day(re.sub(texts.SINCE_TAIL, "", found[0]), today)
    return Dated(plain[: found.start()].strip(" ,"), day, plain[found.end() :].strip(" ,"))


def a_rule(key: RuleKey, words: str, today: date) -> Rule:
    """A rule of that key: 60% 2027. 1. 1. 권장 공사계약 특수조건 개정."""
    told = dated(words, today, texts.WANTED_RULE, texts.ADD_HINT)
    force, basis = _force(told.behind)
    if not told.before:
        raise Unreadable(words, texts.WANTED_RULE, texts.ADD_HINT, texts.NO_VALUE)
    if not basis:
        raise Unreadable(words, texts.WANTED_RULE, texts.ADD_HINT, texts.NO_BASIS)
    return Rule(key, _value(key.unit, told.before), told.day, basis, force)


def an_end(key: RuleKey, words: str, today: date) -> Rule:
    """From which day on there is no rule of that key, and why."""
    told = dated(words, today, texts.WANTED_END, texts.END_HINT)
    basis = told.behind or told.before
    if not basis:
        raise Unreadable(words, texts.WANTED_END, texts.END_HINT, texts.NO_BASIS)
    basis = clipped(basis, texts.LONGEST_BASIS)
    return Rule(key, 0, told.day, basis, Force.RECOMMENDED, ends=True)


def shown_value(rule: Rule | None) -> str:
    """The value as it is read: 100,000,000원, 50%, 10,000㎡; a plain word where there is none."""
    if rule is None or rule.ends:
        return texts.RULE_NONE
    return shown(rule.key.unit, rule.value)


def shown(unit: RuleUnit, value: int) -> str:
    """A value with its unit."""
    match unit:
        case RuleUnit.WON:
            return _short_won(value)
        case RuleUnit.RATE:
            return show_rate(value)
        case RuleUnit.AREA:
            return f"{value:,}{unit.label}"


def _short_won(value: int) -> str:
    """1억 5,000만원; in full where it has odd won."""
    if value % 10_000 or not value:
        return show_won(value)
    hundreds, rest = divmod(value // 10_000, 10_000)
    told = [texts.HUNDREDS.format(hundreds)] if hundreds else []
    return " ".join([*told, *([texts.MYRIADS.format(rest)] if rest else [])]) + RuleUnit.WON.label


def _value(unit: RuleUnit, words: str) -> int:
    if unit is RuleUnit.WON:
        return read_money(words)
    example = texts.VALUE_WORDS[unit]
    pattern = texts.PERCENT if unit is RuleUnit.RATE else texts.AREA
    found = re.fullmatch(pattern, words)
    if found is None:
        reason = texts.NOT_A_VALUE.format(words=words, unit=unit.label)
        raise Unreadable(words, texts.WANTED_RULE, example, reason)
    if unit is RuleUnit.AREA:
        return int(found[1].replace(",", ""))
    whole, _, rest = found[1].partition(".")
    value = int(whole) * 100 + int(rest.ljust(2, "0") or 0)
    if value > WHOLE:
        raise Unreadable(words, texts.WANTED_RULE, example, texts.TOO_HIGH)
    return value


def _force(words: str) -> tuple[Force, str]:
    """The force that stands first or last among the words, else 권장; and the words besides."""
    parts = words.split()
    for at in (0, -1):
        if parts and parts[at].strip("()·,") in list(Force):
            force = Force(parts.pop(at).strip("()·,"))
            return force, clipped(" ".join(parts), texts.LONGEST_BASIS)
    return Force.RECOMMENDED, clipped(" ".join(parts), texts.LONGEST_BASIS)
