"""What a line asks for, by the words that were taken off it; nothing where it does not say so
plainly. Pure."""

import re
from dataclasses import dataclass

from storage.facts.question.asked import Shift, Topic, Want, When
from storage.facts.question.wording_line import Marks, Who
from storage.rules.terms import EventKind, Target

_WHO = re.compile("누가|누구|어디|어느|몇|부서|곳|데|분")
DATED = frozenset({Topic.EVENTS, Topic.AGREEMENTS, Topic.CONTACTS, Topic.RUNS})
"""What happens on days that may be asked for."""
NOT_CONFIRMED = "미확인"
A_WHILE, A_WEEK = 27, 7
"""Days: a time of so many is longer than what a record tells of in passing."""


@dataclass
class Found:
    """What was taken off the line."""

    kind: EventKind | None
    target: Target | None
    topics: tuple[Topic, ...]
    when: When | None
    ever: bool
    shift: Shift
    wants: list[Want]
    plan: bool
    handed: bool


def want_of(
    whole: str, marks: Marks, who: Who, found: Found, topics: tuple[Topic, ...], *, bare: bool
) -> Want | None:
    """What is wanted; None where the line does not say so plainly."""
    return (
        _of_plans(whole, marks, who, found)
        or _of_rates(found, topics)
        or _of_names(marks, who, found, topics, bare=bare)
        or _of_figures(marks, who, found, topics, bare=bare)
    )


def _of_plans(whole: str, marks: Marks, who: Who, found: Found) -> Want | None:
    asks = marks.asking or marks.at_end or marks.show
    if Want.RESULTS in found.wants:
        if who.department is not None or asks or _WHO.search(whole):
            return Want.RESULTS
        return Want.RESULTS if whole.strip().endswith(NOT_CONFIRMED) else None
    if Want.MISSING in found.wants:
        if who.department is not None:
            return Want.PLAN
        return Want.MISSING if asks or _WHO.search(whole) or whole.strip() == "미제출" else None
    if Want.LATE in found.wants:
        return Want.LATE if _WHO.search(whole) or re.search("[가-힣] ?과", whole) else None
    if (found.handed and (asks or (found.plan and marks.strong))) or (
        found.plan and who.department is not None and marks.strong
    ):
        return Want.PLAN
    return None


def _of_rates(found: Found, topics: tuple[Topic, ...]) -> Want | None:
    for want in (Want.RATE, Want.ASLEEP, Want.TREND):
        if want in found.wants:
            return want
    if Want.LATEST in found.wants:
        return Want.LATEST if found.kind or set(topics) & DATED else None
    if Want.SHARE in found.wants:
        return Want.SHARE if set(topics) & {Topic.RESIDENTS, Topic.HIRED} else None
    if Want.COMPARE in found.wants or found.shift is not Shift.NONE:
        return Want.COMPARE
    return None


def _of_names(
    marks: Marks, who: Who, found: Found, topics: tuple[Topic, ...], *, bare: bool
) -> Want | None:
    alone = not topics and found.kind is None and found.target is None
    did = Want.PERSON in found.wants
    if who.officer is not None:
        return Want.PERSON if did or marks.strong or topics else None
    if who.company is not None and alone and (who.department is None):
        day = found.when is not None and (found.when.until - found.when.since).days < A_WEEK
        return None if day and not marks.strong else Want.COMPANY
    if who.department is not None and alone and not (found.plan or found.handed):
        return Want.DEPARTMENT if not who.own or marks.strong or did or bare else None
    return None


def _of_figures(
    marks: Marks, who: Who, found: Found, topics: tuple[Topic, ...], *, bare: bool
) -> Want | None:
    slots = [found.kind, found.when or found.ever, found.target, who.company, who.department]
    said = sum(bool(one) for one in slots)
    if Want.PERSON in found.wants or found.plan:
        return None
    if bare or marks.status:
        return (Want.FIGURE if topics else Want.STATUS) if said or topics else None
    if topics and (marks.how_many or marks.show or marks.asking):
        return Want.FIGURE
    if topics and said and (marks.ahead or _is_coarse(found)):
        return Want.FIGURE
    if found.kind and marks.show:
        return Want.FIGURE
    return None


def _is_coarse(found: Found) -> bool:
    """Whether the time is longer than what a record tells of in passing, or none is named."""
    return found.when is None or (found.when.until - found.when.since).days >= A_WHILE
