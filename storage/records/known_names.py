"""Which of the names that the office has written before stand in a text: few reads, however many
records there are."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.facts.spoken.message import Known
from storage.models.company import CompanyName
from storage.models.event import Event
from storage.rules.names import company_key
from storage.rules.setting_kinds import WordField
from storage.rules.terms import EventKind
from storage.settings import event_kinds, usual_words
from storage.settings.usual_words import UsualWord

RECENT = 200
"""Records of the office, and of the department, whose places and titles are looked through."""
MOST_KEYS = 400
LONGEST_NAME, MOST_WORDS, SHORTEST = 24, 4, 2


async def mentioned(session: AsyncSession, text: str, department_id: int | None) -> Known:
    """The companies, places and titles that stand in the text, in the words of the text."""
    recent = await _recent(session, department_id)
    usual = await usual_words.every(session)
    said = {
        field: [word for one in usual if one.field is field for word in (one.text, one.short)]
        for field in WordField
    }
    places = (one for facts in recent for one in facts.get("places") or ())
    firms = _standing(text, said[WordField.FIRM])
    named = await _companies(session, text)
    return Known(
        companies=(*firms, *(one for one in named if not _inside(one, firms))),
        places=_standing(text, chain(places, said[WordField.PLACE])),
        shorts=_shorts(usual),
        titles=_titles(text, recent),
        kinds={
            word: (one.base, one.as_fact)
            for one in await event_kinds.every(session, in_use=True)
            for word in one.known_by
        },
    )


async def _companies(session: AsyncSession, text: str) -> tuple[str, ...]:
    """The longest spellings first, none inside another."""
    by_key: dict[str, str] = {}
    for piece in _pieces(text):
        if len(by_key) < MOST_KEYS and (key := company_key(piece)):
            by_key.setdefault(key, piece)
    if not by_key:
        return ()
    found = await session.exec(
        select(col(CompanyName.key)).where(col(CompanyName.key).in_(by_key))
    )
    named = sorted((by_key[key] for key in found), key=len, reverse=True)
    return tuple(one for at, one in enumerate(named) if not _inside(one, named[:at]))


def _shorts(usual: Iterable[UsualWord]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in usual:
        for name in one.field.fields if one.short else ():
            found.setdefault(name, {})[one.short] = one.text
    return found


def _inside(one: str, others: Iterable[str]) -> bool:
    return any(one in other for other in others)


def _pieces(text: str) -> Iterator[str]:
    """What may be a name: the beginning of a word, or of several together."""
    words = [(at, at + len(word)) for at, word in _words(text)]
    for first, (start, _end) in enumerate(words):
        for _begin, end in words[first : first + MOST_WORDS]:
            for stop in range(end, max(start + SHORTEST, _begin) - 1, -1):
                if stop - start <= LONGEST_NAME:
                    yield text[start:stop].strip()


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Each word with its place; what ends a name ends a word."""
    start = -1
    for at, letter in enumerate(f"{text} "):
        if letter.isalnum() or letter in "()&.·㈜":
            start = at if start < 0 else start
        elif start >= 0:
            yield start, text[start:at]
            start = -1


async def _recent(session: AsyncSession, department_id: int | None) -> list[dict[str, Any]]:
    latest = select(col(Event.facts)).where(col(Event.removed_at).is_(None))
    latest = latest.order_by(col(Event.id).desc()).limit(RECENT)
    of_office = (await session.exec(latest)).all()
    own = latest.where(col(Event.department_id) == department_id)
    of_department = (await session.exec(own)).all() if department_id else ()
    return [*of_department, *of_office]


def _standing(text: str, names: Iterable[str]) -> tuple[str, ...]:
    found = {one for one in names if len(one) >= SHORTEST and one in text}
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


def _titles(text: str, recent: Iterable[dict[str, Any]]) -> dict[str, EventKind]:
    """Names of events, each with the kind that had it last."""
    told = chain((one.get("title") or "", one.get("kind")) for one in recent)
    found: dict[str, EventKind] = {}
    for title, kind in told:
        if len(title) >= SHORTEST and kind and title in text:
            found.setdefault(title, EventKind(kind))
    return found
