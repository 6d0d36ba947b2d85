"""Sums of money as typed and as shown. Inside they are whole won; 백만원 only on paper."""

import operator
import re
from fractions import Fraction
from typing import NamedTuple

from storage.rules import errors
from storage.rules.counts import NUMBER, approximates, plain_text

LARGEST = 10**15
"""1,000조원: more than any city spends."""
LONGEST = 60
BARE_FROM = 10_000
"""A smaller number without 원 is more likely one of 백만원 or 천원."""

_MILLION = 1_000_000
_SMALL = {"천": 1000, "백": 100, "십": 10}
_BIG = {"조": 10**12, "억": 10**8, "만": 10**4}
_LOWER = {"조": 10**8, "억": 10**4, "만": 1}
"""What a loose 천 or 백 counts after each: 1억 2천 is 1억 2천만."""
_SPOKEN = str.maketrans("일이삼사오육칠팔구", "123456789")

_TOKEN = re.compile(rf"{NUMBER}(?:\.\d+)?|[천백십만억조]", re.ASCII)
_NEGATIVE = re.compile(r"[-−–△▲]|마이너스")


def read_money(text: str) -> int:
    """Read a sum in won: 1억 2천, 120,000천원, 1.2억원, 120백만원, 150000000.

    Unreadable when the unit is missing, or when one cannot tell which of two sums is meant.
    """
    plain = plain_text(text)
    if approximates(plain):
        raise errors.unreadable_money(text, errors.APPROXIMATE)
    if _NEGATIVE.search(plain):
        raise errors.unreadable_money(text, errors.NEGATIVE)
    if len(plain) > LONGEST or re.search(r"\d\s+\d", plain):
        raise errors.unreadable_money(text)
    tight = re.sub(r"\s", "", plain)
    bare = re.sub(r"^(?:총|금)?[₩￦\\]?|정$", "", tight)
    tokens = _tokens(bare.removesuffix("원").translate(_SPOKEN))
    if not tokens:
        raise errors.unreadable_money(text)
    amount, reason = _add_up(tokens, bare.endswith("원") or bool(re.search("[₩￦]", tight)))
    if reason:
        raise errors.unreadable_money(text, reason)
    return amount


def show_won(amount: int) -> str:
    """In full: 120,000,000원."""
    return f"{amount:,}원"


def show_million(amount: int) -> str:
    """In 백만원, halves rounded up: 120. Below one, as many decimals as it takes not to be 0."""
    if amount < 0:
        return f"-{show_million(-amount)}"
    if amount >= _MILLION or amount == 0:
        return f"{(amount + _MILLION // 2) // _MILLION:,}"
    for places in range(1, 7):
        step = _MILLION // 10**places
        rounded = (amount + step // 2) // step if step > 1 else amount
        if rounded:
            break
    whole, rest = divmod(rounded, 10**places)
    return f"{whole}.{rest:0{places}d}" if rest else f"{whole}"


def echo_money(amount: int) -> str:
    """Both ways, for reading over before a tap: 120,000,000원(120백만원)."""
    return f"{show_won(amount)}({show_million(amount)}백만원)"


UNITS = {
    **{"원": 1, "천원": 10**3, "만원": 10**4, "십만원": 10**5, "백만원": 10**6},
    **{"천만원": 10**7, "억원": 10**8, "억": 10**8, "십억원": 10**9, "조원": 10**12},
}
"""Whole won in each unit that a table may be in."""
_STATED = re.compile(r"단위\s*[:：;]?\s*(?P<unit>[^()（）\[\]<>]*)")
_BEHIND = re.compile(r".*[(（\[<](?P<unit>[^()（）\[\]<>]*원|억)[)）\]>]")


def stated_unit(text: str) -> str | None:
    """The unit that a table says it is in, (단위: 천원) or 예산(천원); None where it says none.

    What is no unit of money comes back as it stands: it is for the caller to refuse it by name.
    """
    plain = plain_text(text)
    found = _STATED.search(plain) or _BEHIND.fullmatch(re.sub(r"\s", "", plain))
    if found is None:
        return None
    tight = re.sub(r"\s", "", found["unit"])
    money = [one for one in re.split(r"[,/·및]+", tight) if one in UNITS]
    return money[0] if len(money) == 1 else tight


class _Group(NamedTuple):
    """The numbers standing before one of 조, 억 and 만; without a unit at the very end."""

    tokens: list[str]
    unit: str

    @property
    def loose(self) -> bool:
        """Whether it ends on 천, 백 or 십, after which speakers drop a 만."""
        return not self.unit and self.tokens[-1] in _SMALL


def _tokens(number: str) -> list[str]:
    """Numbers and unit words in turn; nothing when anything else stands between them."""
    tokens = _TOKEN.findall(number)
    digits = [token[0].isdigit() for token in tokens]
    if "".join(tokens) != number or any(map(operator.and_, digits, digits[1:])):
        return []
    return tokens if tokens[:1] not in (["조"], ["억"]) else []


def _groups(tokens: list[str]) -> list[_Group]:
    """The numbers parted at each big unit."""
    groups: list[_Group] = []
    open_tokens: list[str] = []
    for token in tokens:
        if token in _BIG:
            groups.append(_Group(open_tokens, token))
            open_tokens = []
        else:
            open_tokens.append(token)
    return [*groups, _Group(open_tokens, "")] if open_tokens else groups


def _add_up(tokens: list[str], in_won: bool) -> tuple[int, str]:
    """The sum and an empty reason, or the reason why it is none."""
    groups = _groups(tokens)
    total, limit = Fraction(0), Fraction(10**LONGEST)
    for group in groups:
        size, unit = _group_size(group.tokens), _BIG.get(group.unit, 1)
        if size is None or size * unit >= limit:
            return 0, errors.MIXED_UNITS
        total, limit = total + size * unit, Fraction(unit)
    decimal = any("." in token for token in tokens)
    if decimal and sum(token[0].isdigit() for token in tokens) > 1:
        return 0, errors.MIXED_UNITS
    last, before = groups[-1], groups[-2].unit if len(groups) > 1 else ""
    if not last.unit:
        if before in ("조", "억") and last.loose is in_won:
            return 0, errors.TAIL_UNCLEAR
        if before and last.loose and not in_won:
            total += (_group_size(last.tokens) or 0) * (_LOWER[before] - 1)
        if not (before or in_won) and (last.loose or decimal or 0 < total < BARE_FROM):
            return 0, errors.UNIT_MISSING
    if total.denominator != 1:
        return 0, errors.BELOW_ONE_WON
    return (0, errors.TOO_LARGE) if total > LARGEST else (int(total), "")


def _group_size(tokens: list[str]) -> Fraction | None:
    """2천3백 is 2300, nothing is 1. None when larger follows smaller."""
    total, limit = Fraction(0), Fraction(10**LONGEST)
    number = ""
    for token in [*tokens, ""]:
        if token[:1].isdigit():
            number = token
            continue
        if not (token or number):
            break
        unit = _SMALL.get(token, 1)
        size = Fraction((number or "1").replace(",", "")) * unit
        if size >= limit:
            return None
        total, limit, number = total + size, Fraction(unit), ""
    return total if tokens else Fraction(1)
