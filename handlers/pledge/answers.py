"""What is typed about the head, read: people with their telephones, days, names, columns. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.pledge import texts
from storage.facts.pledge import Signer
from storage.rules.date_grammar import read_day
from storage.rules.errors import Unreadable
from storage.rules.names import clean_text
from storage.rules.tenure import column_named

LEAST_COLUMNS, MOST_COLUMNS = 2, 9
"""As many as fit the width of the paper."""
_PHONE = re.compile(
    r"(?P<phone>(?<!\d)\(?\d{2,4}(?:[-.) ]{1,2}\d{3,4}){1,2}|(?<!\d)\d{4})$", re.ASCII
)
_DAY = re.compile(texts.DAY_LAST)


@dataclass(frozen=True)
class Dated:
    """What was typed, and the day behind it if there is one."""

    words: str
    day: date | None


def dated(text: str, today: date) -> Dated:
    """The words before the day that stands last; raises Unreadable for a day that is none."""
    plain = re.sub(texts.FROM_WORDS, "", clean_text(text))
    found = _DAY.search(plain)
    if found is None:
        return Dated(clean_text(text), None)
    return Dated(plain[: found.start()].rstrip(" ,"), read_day(found[0], today))


def a_name(words: str, _today: date) -> tuple[str, str]:
    """Code and title of a pledge."""
    code, _, title = clean_text(words).partition(" ")
    if not title or not re.match(r"\d", code):
        raise Unreadable(words, texts.WANTED_NAME, texts.NAME_HINT)
    return code, title.strip()


def a_department(words: str, today: date) -> tuple[str, date | None]:
    """A department, and since when."""
    told = dated(words, today)
    if not told.words:
        raise Unreadable(words, texts.WANTED_DEPARTMENT, texts.DEPARTMENT_HINT)
    return told.words, told.day


def a_person(words: str, today: date) -> tuple[Signer, date | None]:
    """A person with post, name and telephone, and since when."""
    told = dated(words, today)
    return _signer(told.words, texts.JOIN_HINT), told.day


def a_follower(words: str, today: date) -> tuple[str, str, date | None]:
    """Name and telephone of who takes over a post, and since when."""
    told = dated(words, today)
    name, phone = _parted(told.words, texts.WANTED_NEXT, texts.NEXT_HINT)
    return name, phone, told.day


def a_day(words: str, today: date) -> date:
    """One day."""
    return read_day(words, today)


def all_people(words: str, today: date) -> tuple[tuple[Signer, ...], date | None]:
    """One person a line, and since when on a line of its own or behind the last."""
    lines = [line for line in words.splitlines() if line.strip()]
    told = dated(lines[-1], today) if lines else Dated("", None)
    lines[-1:] = [told.words] if told.words else []
    if not lines:
        raise Unreadable(words, texts.WANTED_PERSON, texts.ALL_HINT)
    return tuple(_signer(clean_text(line), texts.ALL_HINT) for line in lines), told.day


def columns(words: str, _today: date) -> tuple[str, ...]:
    """Columns of a money table, left to right."""
    found: list[str] = []
    for said in (one.strip() for one in re.split(r"[,，/|\n]", words)):
        name = column_named(said) if said else None
        if said and name is None:
            reason = texts.NOT_A_COLUMN.format(name=said)
            raise Unreadable(words, texts.WANTED_COLUMNS, texts.COLUMNS_HINT, reason)
        if name in found:
            reason = texts.TWICE.format(name=name)
            raise Unreadable(words, texts.WANTED_COLUMNS, texts.COLUMNS_HINT, reason)
        found += [name] if name else []
    if not LEAST_COLUMNS <= len(found) <= MOST_COLUMNS:
        reason = texts.SO_MANY.format(least=LEAST_COLUMNS, most=MOST_COLUMNS)
        raise Unreadable(words, texts.WANTED_COLUMNS, texts.COLUMNS_HINT, reason)
    return tuple(found)


def _signer(words: str, example: str) -> Signer:
    named, phone = _parted(words, texts.WANTED_PERSON, example)
    found = re.match(texts.POST_ENDS, named)
    name = named[found.end() :].strip() if found else ""
    if found is None or not name:
        raise Unreadable(words, texts.WANTED_PERSON, example)
    return Signer("".join(found["position"].split()), name, phone)


def _parted(words: str, wanted: str, example: str) -> tuple[str, str]:
    """What stands before the telephone, and the telephone."""
    found = _PHONE.search(words)
    named = words[: found.start()].strip(" ,") if found else ""
    if found is None or not named:
        raise Unreadable(words, wanted, example, "" if found else texts.NO_PHONE)
    return named, found["phone"].strip()
