"""How an event becomes report lines: one body for each kind of event, one rule for the rest."""

from collections.abc import Callable, Mapping

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.shapes import EventFacts, Line
from storage.facts.wording_event_name import (
    cohorts_of,
    event_heading,
    event_name,
    with_cohorts,
)
from storage.facts.wording_parts import (
    DEEDS,
    DETAIL,
    HEADING,
    ITEM,
    MEETING_WORDS,
    amount,
    bracket,
    ending,
    figures,
    listed,
    partly,
    placed,
    printed_date,
    without_bracket,
    words,
)
from storage.rules.names import company_key
from storage.rules.period import Precision
from storage.rules.terms import (
    DatePlace,
    EventFormat,
    EventKind,
    EventStatus,
    HostRole,
    Measure,
    of_each,
)

Body = tuple[Line, ...]


def event_lines(facts: EventFacts) -> Body:
    """The ○ line and what this event says below it."""
    return (Line(HEADING, event_heading(facts)), *_BODIES[facts.kind](facts))


def _hiring(facts: EventFacts) -> Body:
    """A company's hiring event: the company on -, the deed with its date on ·."""
    company, name, when = listed(facts.companies), event_name(facts), _when(facts)
    if not company or (not when and not (_is_host(facts) and name)):
        return _hiring_in_one(facts, company, name, when)
    shown: tuple[str, ...]
    if _is_host(facts) and name:
        if not when and _named_in(company, name):
            return _hiring_in_one(facts, "", name, when)
        head, deed, shown = company, ending(name, "개최"), ("companies",)
    else:
        head = name if company in name else words(company, name)
        deed = words(
            listed(facts.places), facts.job, _deed(facts, "채용행사 개최", "채용행사지원")
        )
        shown = ("companies", "places", "job")
    main = _with_state(facts, placed(deed, when, _place(facts)))
    return (Line(ITEM, head), Line(DETAIL, main), *_rest(facts, *shown))


def _hiring_in_one(facts: EventFacts, company: str, name: str, when: str) -> Body:
    """A hiring event on one - line: no company is known, or no date is printed."""
    event = name or words(facts.job, "채용행사")
    text = event if company in event else words(company, event)
    if not (_is_host(facts) and name and not when):
        text = ending(text, _deed(facts, "개최", "지원"))
    place = facts.date_place or DatePlace.AFTER
    shown = ("companies",) if name else ("companies", "job")
    return (Line(ITEM, _with_state(facts, placed(text, when, place))), *_rest(facts, *shown))


def _fair(facts: EventFacts) -> Body:
    """A fair or conference: by its name, or, when the heading is its name, by how it went."""
    name, when = event_name(facts), _when(facts)
    verb = _deed(facts, "개최", "지원", host_unless_said=True)
    if name:
        # Without a date the seed gives the bare name: 청년일자리박람회.
        text = ending(name, verb) if when or facts.role is HostRole.SUPPORT else name
        return _one_line(facts, text)
    how = listed((_format(facts), *facts.components), "/")
    text = ending(how, "진행") if how else ending(facts.kind.label, verb)
    return _one_line(facts, text, "format", "components")


def _briefing(facts: EventFacts) -> Body:
    """온라인 기업 채용설명회(2021.2./2021.5.)."""
    return _one_line(facts, event_name(facts) or "온라인 기업 채용설명회", "format")


def _tenants(facts: EventFacts) -> Body:
    """입주기업 채용지원 with its buildings, and the date, in one bracket."""
    name, where = event_name(facts) or facts.kind.label, listed(facts.places)
    return _bracketed(facts, name, "", where, "places")


def _outreach(facts: EventFacts) -> Body:
    """A named series with its runs behind a space: 장애인 취업희망의 날 (11회)."""
    name, runs = (
        event_name(facts) or facts.kind.label,
        amount(facts.counts, Measure.RUNS, facts.units),
    )
    return _bracketed(facts, name, " " if runs else "", runs, Measure.RUNS)


def _bus(facts: EventFacts) -> Body:
    """(2020.7.~11.) 29회 운영 및 265명 상담; a bare total of runs reads 42회.

    A run of one day may name its place: (2021.7.3.) 화정역 광장 1회 운영 및 25명 상담.
    """
    where = words(event_name(facts), listed(facts.places))
    runs = amount(facts.counts, Measure.RUNS, facts.units)
    talks = amount(facts.counts, Measure.CONSULTATIONS, facts.units)
    known = partly(facts.counts, Measure.RUNS)
    deeds = [(words(runs, "운영") if talks or where or known else runs) + known if runs else ""]
    if talks:
        deeds.append(words(talks, "상담") + partly(facts.counts, Measure.CONSULTATIONS))
    text = words(where, listed(deeds, " 및 "))
    if not (runs or talks):
        text = ending(where or facts.kind.label, "운영")
    return _one_line(facts, text, "places", Measure.RUNS, Measure.CONSULTATIONS)


def _tour(facts: EventFacts) -> Body:
    """잡투어 9회 9개 업체, a · line below the bus it belongs to."""
    name = (event_name(facts) or facts.kind.label) + bracket(listed(facts.places))
    runs = amount(facts.counts, Measure.RUNS, facts.units)
    text = words(name, runs, amount(facts.counts, Measure.COMPANIES, facts.units))
    main = _with_state(facts, placed(text, _when(facts), _place(facts)))
    rest = _rest(facts, "places", Measure.RUNS, Measure.COMPANIES)
    return (Line(DETAIL, main), *rest)


def _programme(facts: EventFacts) -> Body:
    """A programme with its cohorts, or run as a whole and described on the next line."""
    name, when = event_name(facts) or facts.kind.label, _when(facts)
    what, number = words(facts.description), cohorts_of(facts)
    joined = number and not what and _place(facts) is DatePlace.AFTER
    text = with_cohorts(facts, name, when if joined else "") if number else ending(name, "운영")
    main = text if what or joined else placed(text, when, _place(facts))
    head = Line(ITEM, _with_state(facts, main))
    if not what:
        return (head, *_rest(facts))
    return (head, Line(DETAIL, placed(what, when, _place(facts))), *_rest(facts, "description"))


def _lecture(facts: EventFacts) -> Body:
    """일자리테마특강 10회."""
    name = event_name(facts) or facts.kind.label
    return _one_line(
        facts, words(name, amount(facts.counts, Measure.RUNS, facts.units)), Measure.RUNS
    )


def _meeting(facts: EventFacts) -> Body:
    """A meeting below the company it was with, else on a line of its own."""
    name, company = event_name(facts), listed(facts.companies)
    bare = without_bracket(name)
    if facts.own is None and not bare.endswith((*MEETING_WORDS, *DEEDS)):
        name = words(name, facts.kind.label)
    text = ending(name, "실시")
    if not company:
        return _one_line(facts, text)
    main = _with_state(facts, placed(text, _when(facts), _place(facts)))
    return (Line(ITEM, company), Line(DETAIL, main), *_rest(facts, "companies"))


def _regulation(facts: EventFacts) -> Body:
    """A rule changed, in the officer's own words."""
    if name := event_name(facts):
        return _one_line(facts, name)
    return _one_line(facts, words(facts.description) or facts.kind.label, "description")


_BODIES: Mapping[EventKind, Callable[[EventFacts], Body]] = of_each(
    EventKind,
    {
        EventKind.JOB_FAIR: _fair,
        EventKind.HIRING_EVENT: _hiring,
        EventKind.ONLINE_BRIEFING: _briefing,
        EventKind.TENANT_HIRING: _tenants,
        EventKind.OUTREACH: _outreach,
        EventKind.JOB_BUS: _bus,
        EventKind.JOB_TOUR: _tour,
        EventKind.CONFERENCE: _fair,
        EventKind.PROGRAMME: _programme,
        EventKind.THEME_LECTURE: _lecture,
        EventKind.MEETING: _meeting,
        EventKind.REGULATION: _regulation,
    },
)


def _one_line(facts: EventFacts, text: str, *shown: str) -> Body:
    """The usual body: one - line with its date, then what is left to say."""
    main = placed(text, _when(facts), _place(facts))
    return (Line(ITEM, _with_state(facts, main)), *_rest(facts, *shown))


def _bracketed(facts: EventFacts, name: str, gap: str, inside: str, shown: str) -> Body:
    """A - line whose bracket holds a figure or places and, unless moved, the date."""
    when = _when(facts)
    before = _place(facts) is DatePlace.BEFORE
    text = name + gap + bracket(inside, "" if before else when)
    main = placed(text, when, DatePlace.BEFORE) if before else words(text)
    return (Line(ITEM, _with_state(facts, main)), *_rest(facts, shown))


def _rest(facts: EventFacts, *shown: str) -> Body:
    """What the body has not said yet, each on its own · line; nothing for what is absent."""
    told = words(facts.title, facts.description, *facts.components)
    manner = _format(facts)
    texts = {
        "format": ending(manner, "진행") if manner and manner not in told else "",
        "description": words(facts.description),
        "components": listed(facts.components, " + "),
        "companies": _named_list("참여기업", listed(facts.companies)),
        "places": _named_list("장소", listed(facts.places)),
        "job": _named_list("모집직종", words(facts.job)),
    }
    left = [text for name, text in texts.items() if text and name not in shown]
    return tuple(
        Line(DETAIL, text) for text in (*left, *figures(facts.counts, shown, facts.units))
    )


def _named_list(name: str, text: str) -> str:
    return f"{name} : {text}" if text else ""


def _with_state(facts: EventFacts, text: str) -> str:
    """Say of a planned or cancelled event that it is no result."""
    if facts.status is EventStatus.PLANNED:
        return ending(text, EventStatus.PLANNED.label)
    if facts.status is EventStatus.CANCELLED:
        return text + bracket(EventStatus.CANCELLED.label)
    return text


def _when(facts: EventFacts) -> str:
    """The printed date, empty when the officer wants none; a cohort bracket keeps it."""
    return "" if _place(facts) is DatePlace.NONE else printed_date(facts.period)


def _place(facts: EventFacts) -> DatePlace:
    """The chosen place, else the usual one; a tour of one known day keeps its own date."""
    own_day = facts.period.precision is Precision.DAY
    if facts.kind is EventKind.JOB_TOUR and facts.date_place is None and own_day:
        return DatePlace.BEFORE
    return facts.date_place or EVENT_ROWS[facts.kind].date_place


def _format(facts: EventFacts) -> str:
    """How people met, when that is worth a word: meeting on the spot is not."""
    if facts.format is None or facts.format is EventFormat.OFFLINE:
        return ""
    return facts.format.label


def _is_host(facts: EventFacts) -> bool:
    return facts.role is HostRole.HOST


def _deed(facts: EventFacts, host: str, support: str, *, host_unless_said: bool = False) -> str:
    if facts.role is None:
        return host if host_unless_said else support
    return host if facts.role is HostRole.HOST else support


def _named_in(company: str, name: str) -> bool:
    """Whether a title says whose it is by the first two letters of the company: 쿠팡…."""
    return company_key(name).startswith(company_key(company)[:2])
