"""The dated rules that count in this office: the built-in ones and its own.

Whoever needs the rule of a day asks `in_force` here, or takes the whole book once and asks
`quota.in_force` for many days. Nothing is kept between two transactions, so every process judges
by what was committed last.
"""

from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.shapes import ContractFacts
from storage.models.setting import Setting
from storage.rules import quota
from storage.rules.quota import RULE_BOOK, Judged, Rule, RuleKey
from storage.rules.setting_kinds import SettingSort


async def book(session: AsyncSession) -> tuple[Rule, ...]:
    """All rules, those of the office behind the built-in ones: of one day the later one counts."""
    asked = select(Setting).where(col(Setting.sort) == SettingSort.RULE).order_by(col(Setting.id))
    return (*RULE_BOOK, *map(rule_of, (await session.exec(asked)).all()))


async def in_force(session: AsyncSession, key: RuleKey, day: date) -> Rule | None:
    """The rule of a day; None where there is none."""
    return quota.in_force(await book(session), key, day)


def rule_of(row: Setting) -> Rule:
    """The rule that a row says."""
    return Rule(
        RuleKey(row.key),
        row.said.get("value", 0),
        row.from_on,
        row.said.get("basis", ""),
        row.said.get("force", ""),
        ends=row.said.get("ends", False),
    )


def judged(rules: tuple[Rule, ...], day: date) -> Judged | None:
    """By what a contract of that day is judged; None where it is as the built-in rules say."""
    found = quota.judged(rules, day)
    return None if found == quota.judged(RULE_BOOK, day) else found


async def judging(session: AsyncSession, facts: ContractFacts) -> Judged | None:
    """What `ContractFacts.judged` is to be, as the rules stand now."""
    return judged(await book(session), facts.notice_on)
