"""What a change of the rules does, in words with numbers and names. Pure."""

from collections.abc import Iterable, Sequence
from html import escape

from handlers.chat.paging import fitting
from handlers.forms import changed_lines
from handlers.settings import texts
from storage.report.report_preview import Part, Preview
from storage.report.rule_effects import Effect, Moved, Works
from storage.rules.dates import show_day
from storage.rules.half_year import HalfYear
from storage.rules.quota import show_rate

MOST_MOVED, MOST_LINES, MOST_NAMES, MOST_LETTERS = 8, 8, 5, 300


def of_rules(effect: Effect) -> list[str]:
    """All that is changed, a paragraph a matter."""
    return [*_moved(effect), *lines(effect.parts), *_works(effect)]


def lines(parts: Sequence[Part]) -> list[str]:
    """The lines of the report that read otherwise, before → after."""
    count = sum(len(part.changes) for part in parts)
    if not count:
        return ["", texts.NO_LINES]
    told = ["", texts.LINES_HEAD.format(count=count)]
    room = MOST_LINES
    for part in parts:
        if room > 0:
            shown = Part(part.half, part.changes[:room])
            told += [escape(one) for one in changed_lines.words(Preview((shown,)))]
            room -= len(shown.changes)
    return told + ([texts.MORE.format(count=count - MOST_LINES)] if count > MOST_LINES else [])


def _moved(effect: Effect) -> list[str]:
    told = [""]
    if effect.moved:
        told.append(texts.MOVED.format(count=len(effect.moved)))
        told += [_line(at, one) for at, one in enumerate(effect.moved[:MOST_MOVED], 1)]
        if (rest := len(effect.moved) - MOST_MOVED) > 0:
            told.append(texts.MORE.format(count=rest))
    else:
        told.append(texts.NONE_MOVED)
    return told + ([texts.KEPT.format(count=effect.kept)] if effect.kept else [])


def _line(at: int, one: Moved) -> str:
    how = []
    if one.was_large is not one.is_large:
        how.append(texts.BECOMES_LARGE if one.is_large else texts.NO_LONGER_LARGE)
    before, after = _share(one.before.local), _share(one.after.local)
    was, now = (f"{one.before.force} {before}".strip(), f"{one.after.force} {after}".strip())
    if was != now:
        how.append(texts.SHARE.format(before=was, after=now))
    told = {"at": at, "title": escape(one.title), "day": show_day(one.notice_on)}
    return texts.MOVED_LINE.format(how=", ".join(how) or texts.STILL, **told)


def _share(rate: int | None) -> str:
    return texts.NO_SHARE if rate is None else show_rate(rate)


def _works(effect: Effect) -> list[str]:
    told: list[str] = []
    for half, (before, after) in effect.works.items():
        told += _half(half, before, after)
    return told


def _half(half: HalfYear, before: Works, after: Works) -> list[str]:
    said = []
    if before.large != after.large:
        said.append(texts.LARGE_WORKS.format(before=before.large, after=after.large))
    for text, was, now in (
        (texts.RATE, before.rate, after.rate),
        (texts.RECOMMENDED, before.recommended or None, after.recommended or None),
    ):
        if was != now:
            said.append(text.format(before=_share(was), after=_share(now)))
    if before.under != after.under:
        said.append(texts.UNDER.format(before=len(before.under), after=len(after.under)))
        said += _names(texts.UNDER_NEW, set(after.under) - set(before.under))
        said += _names(texts.UNDER_GONE, set(before.under) - set(after.under))
    return ["", texts.WORKS_HEAD.format(half=half.label), *said] if said else []


def _names(text: str, names: Iterable[str]) -> list[str]:
    told = fitting([escape(name) for name in sorted(names)][:MOST_NAMES], MOST_LETTERS)
    return [text.format(names=", ".join(told))] if told else []
