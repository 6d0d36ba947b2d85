"""Sentences on facts that do not go together, each with what was read."""

from storage.rules.names import josa

WON = "원"


def named(label: str, shown: str) -> str:
    """A fact with its value: 만료일(2021. 8. 3.(화))."""
    return f"{label}({shown})"


def later(early: str, late: str) -> str:
    """Of two days, the one that ought to come later lies before the other."""
    return f"{josa(early, '이/가')} {late}보다 앞섭니다."


def same_day(one: str, other: str) -> str:
    """Two days that are rarely one."""
    return f"{josa(one, '과/와')} {josa(other, '이/가')} 같은 날입니다."


def more(part: str, whole: str) -> str:
    """A part that is more than its whole."""
    return f"{josa(part, '이/가')} {whole}보다 많습니다."
