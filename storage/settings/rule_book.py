"""The dated rules that count in this office: the built-in ones and its own.

Whoever needs the rule of a day asks `in_force` here, or takes the whole book once and asks
`quota.in_force` for many days. Nothing is kept between two transactions, so every process judges
by what was committed last.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import ContractFacts
from storage.rules import quota
from storage.rules.quota import RULE_BOOK, Judged, Rule, RuleKey
from storage.rules.setting_kinds import SettingSort
from storage.settings import office_settings
from storage.settings.office_settings import Change


async def book(session: AsyncSession) -> tuple[Rule, ...]:
    """All rules, those of the office behind the built-in ones: of one day the later one counts."""
    own = await office_settings.of(session, SettingSort.RULE)
    return with_own(office_settings.as_change(row) for row in own)


def with_own(own: Iterable[Change]) -> tuple[Rule, ...]:
    """The built-in rules and these of the office."""
    return (*RULE_BOOK, *map(rule_of, own))


async def after(session: AsyncSession, change: Change) -> tuple[Rule, ...]:
    """All rules as they would stand after a change; nothing is written."""
    own = await office_settings.of(session, SettingSort.RULE)
    told = [office_settings.as_change(row) for row in own]
    return with_own(office_settings.applied(told, change))


async def in_force(session: AsyncSession, key: RuleKey, day: date) -> Rule | None:
    """The rule of a day; None where there is none."""
    return quota.in_force(await book(session), key, day)


def rule_of(own: Change) -> Rule:
    """The rule that a setting says."""
    said = own.said or {}
    return Rule(
        RuleKey(own.key),
        said.get("value", 0),
        own.from_on,
        said.get("basis", ""),
        said.get("force", ""),
        ends=said.get("ends", False),
    )


def said(rule: Rule) -> dict[str, Any]:
    """What a setting says of a rule, besides its key and its day."""
    return {
        "value": rule.value,
        "basis": rule.basis,
        "force": str(rule.force),
        "ends": rule.ends,
    }


def judged(rules: tuple[Rule, ...], day: date) -> Judged | None:
    """By what a contract of that day is judged; None where it is as the built-in rules say."""
    found = quota.judged(rules, day)
    return None if found == quota.judged(RULE_BOOK, day) else found


async def judging(session: AsyncSession, facts: ContractFacts) -> Judged | None:
    """What `ContractFacts.judged` is to be, as the rules stand now."""
    return judged(await book(session), facts.notice_on)
