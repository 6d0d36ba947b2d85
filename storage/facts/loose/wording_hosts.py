"""Whose event it was: the company above, before or behind its word, and for what job."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.facts.loose import wording_names as names
from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_head import Sign
from storage.rules.terms import EventKind

_BEHIND = re.compile(rf"[^:(){GONE}-]*(?:\([{GONE}\s]*\))?\s*(?::|\s-)\s*")
_STOP = re.compile(rf"\s*\(?\s?{GONE}|$")
_ABOVE = re.compile(r"^\s*(?P<name>[^:/,]+?)\s*:\s")
_BRACKET = re.compile(rf"\s*\([{GONE}\s/,]*\)\s*$|[\s{GONE}]+$")
_OTHERS = re.compile(r"(?:등|외)\s")
_EDGES = re.compile(rf"[{GONE}:/|]\)?|^\s*-\s")


@dataclass(frozen=True)
class Whose:
    """The companies of an event and the job that it was for, as far as they are told."""

    companies: tuple[str, ...] = ()
    job: str = ""


def whose(main: Slate, slates: Sequence[Slate], sign: Sign, above: str) -> Whose:
    """Of the lines of an event whose word is `sign`; `above` is the company's line, if any."""
    for slate in slates:
        if listed := names.listed_companies(slate):
            return Whose(listed)
    if above:
        hiring = sign.kind is EventKind.HIRING_EVENT and sign.in_line and not sign.named
        return Whose((above,), _job(main, sign) if hiring else "")
    if not sign.in_line:
        return Whose()
    if sign.kind is EventKind.HIRING_EVENT:
        return _before_name(main, sign) if sign.named else _hiring(main, sign)
    return _met_with(main, sign) if sign.kind is EventKind.MEETING else Whose()


def _hiring(main: Slate, sign: Sign) -> Whose:
    """(주)가나 물류직 채용행사, 물류직 채용행사 - (주)가나, (주)가나 : 물류직 채용행사."""
    if found := _BEHIND.match(main.left, sign.end):
        stop = _STOP.search(main.left, found.end())
        end = stop.start() if stop else len(main.left)
        alone = not main.left[: sign.start].strip(f"{GONE} ()")
        if alone or names.formed(main.plain[found.end() : end]):
            companies, _job_of = names.companies_before(main, found.end(), end)
            return Whose(companies, _job(main, sign) if companies else "")
    head = _ABOVE.match(main.left[: sign.start])
    if head and names.formed(head["name"]) and " " not in head["name"]:
        main.take("companies", *head.span("name"))
        return Whose((main.text[slice(*head.span("name"))],), _job(main, sign))
    return Whose(*names.companies_before(main, *before(main, sign.start)))


def _before_name(main: Slate, sign: Sign) -> Whose:
    """쿠팡풀필먼트유한회사 쿠팡채용박람회: a company in full before the name of its event."""
    start, end = main.shrunk(*before(main, sign.end))
    first, gap, rest = main.plain[start:end].partition(" ")
    if not (gap and rest and names.formed(first)) or _OTHERS.match(rest):
        return Whose()
    main.take("companies", start, start + len(first))
    return Whose((main.text[start : start + len(first)],))


def _met_with(main: Slate, sign: Sign) -> Whose:
    """㈜미소케어 간담회: a company alone before the word."""
    start, end = before(main, sign.start)
    text = main.plain[start:end].strip()
    if not names.formed(text) or " " in text:
        return Whose()
    return Whose(names.companies_before(main, start, end)[0])


def _job(main: Slate, sign: Sign) -> str:
    start, end = main.shrunk(*before(main, sign.start))
    job = main.text[start:end]
    if not job or GONE in main.left[start:end] or not names.is_job(job):
        return ""
    main.take("job", start, end)
    return job


def before(main: Slate, sign_start: int) -> tuple[int, int]:
    """What stands before a word up to the next edge; a bracket with its date is passed."""
    text = main.left[:sign_start]
    while found := _BRACKET.search(text):
        text = text[: found.start()]
    edges = [one.end() for one in _EDGES.finditer(text)]
    return (edges[-1] if edges else 0), len(text)
