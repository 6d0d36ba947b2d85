"""Finding a person's numbers in free text, which this product must never keep.

Sources: 개인정보 보호법 제24조의2 (주민등록번호) and 제3조 (collect the least). Office telephones,
dates, sums and contract numbers are the daily bread of the office and pass. Meant for what a
person typed; machine text such as raw updates holds long ids of its own.
"""

import re
import unicodedata
from collections.abc import Iterator

from storage.rules.names import clean_text

_GAP = r"[ \-.()/~·]{0,3}"
_DAY = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_SPACED_DAY = r"\d ?\d ?(?:0 ?[1-9]|1 ?[0-2]) ?(?:0 ?[1-9]|[12] ?\d|3 ?[01])"
_SPOKEN_DIGIT = r"[공영일이삼사오육칠팔구]"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "주민등록번호",
        re.compile(
            rf"(?<!\d)(?!(?<=-)100\d{{10}}(?!\d))(?:{_DAY}{_GAP}[1-8][\d*●○xX]{{6}}(?!\d)"
            rf"|{_SPACED_DAY} ?-? ?[1-8](?: ?\d){{6}}(?! ?\d))"
        ),
    ),
    (
        "휴대전화번호",
        re.compile(
            rf"(?<!\d)(?:\+?82{_GAP}\(?0?\)?1[016789]|01[016789]){_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"
            r"|(?<!\d)0 1 [016789](?:[ \-]{1,3}\d){7,8}(?!\d)"
            rf"|공일공(?:{_GAP}{_SPOKEN_DIGIT}){{8}}"
        ),
    ),
    ("여권번호", re.compile(r"(?<=여권).{0,10}?[MSRODGmsrodg]\d{3}[\dA-Za-z]\d{4}(?!\d)")),
    ("운전면허번호", re.compile(r"(?<=면허).{0,10}?\d{2}-?\d{2}-?\d{6}-?\d{2}(?!\d)")),
    ("계좌번호", re.compile(r"(?<=계좌).{0,12}?(?<!\d)\d(?:-?\d){9,15}(?![\d,원])")),
    ("카드번호", re.compile(r"(?<!\d)\d{4}([ \-]?)\d{4}\1\d{4}\1\d{4}(?!\d)")),
)


def find_personal_data(text: str) -> str | None:
    """The Korean name of the first kind of personal number in the text, or None."""
    for kind, _, _ in _matches(_folded(clean_text(text))):
        return kind
    return None


def redact(text: str) -> str:
    """The text with every personal number replaced by the name of its kind in brackets."""
    hidden = _hide(text)
    return hidden if find_personal_data(hidden) is None else _hide(clean_text(hidden))


def _hide(text: str) -> str:
    """Replace what is found, last first so that positions stay true."""
    for kind, start, end in sorted(_matches(_folded(text)), key=lambda m: m[1], reverse=True):
        text = f"{text[:start]}[{kind}]{text[end:]}"
    return text


def _matches(folded: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of every number found; overlapping finds are given once."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(folded):
            start, end = found.span()
            if kind == "카드번호" and not _passes_luhn(found[0]):
                continue
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                yield kind, start, end


def _folded(text: str) -> str:
    """The same text, sign by sign, with any script's digits and dashes as ASCII."""
    return "".join(_fold(sign) for sign in text)


def _fold(sign: str) -> str:
    """One sign for one sign, so that places in the folded text are places in the original."""
    if sign.isascii():
        return sign
    if unicodedata.category(sign) in ("Pd", "Sm"):
        return "-"
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def _passes_luhn(number: str) -> bool:
    """The check digit of payment cards: keeps rows of years and sums from looking like one."""
    digits = [int(sign) for sign in number if sign.isdigit()][::-1]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0
