"""The wording of events in reverse: what a line of the report could have been made of.

A reading here is a guess by the words; see `Back`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from storage.facts import printed_dates as dates
from storage.facts.printed_dates import UNKNOWN
from storage.facts.read_back import Back
from storage.facts.shapes import EventFacts
from storage.facts.wording_details_back import with_details
from storage.facts.wording_headings import REGULATIONS
from storage.facts.wording_names_back import FIRM, FIRM_WITH_NAME, plain_name, with_round
from storage.facts.wording_parts import DEEDS, MEETING_WORDS, without_bracket
from storage.rules.terms import (
    CohortStyle,
    DatePlace,
    EventFormat,
    EventKind,
    HostRole,
    Measure,
    Target,
    of_each,
)

NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_BUS = re.compile(
    rf"(?:(?P<where>.+?) )??(?:(?P<runs>{NUMBER})회(?: 운영)?)?"
    rf"(?:(?: 및 )?(?P<talks>{NUMBER})명 상담)?"
)
_BRACKETED = re.compile(
    r"(?P<name>.+?)(?P<gap> ?)\((?:총(?P<total>\d+)기|(?P<list>\d+(?:,\d+)*)기)"
    r"(?:/(?P<when>[^()]+))?\)"
)
_BARE = re.compile(r"(?P<name>.+?)(?P<gap> ?)(?P<list>\d+(?:,\d+)*)기(?:\((?P<when>[^()]+)\))?")
_LECTURE = re.compile(rf"(?P<name>.*특강) (?P<runs>{NUMBER})회")
_SERIES = re.compile(rf"(?P<name>.+) \((?P<runs>{NUMBER})회(?:/(?P<when>[^()]+))?\)")
_TENANTS = re.compile(r"(?P<name>.*입주기업[^()]*)\((?P<where>[^()]+)\)")
_TEACHING = re.compile("교육|프로그램|프로젝트|과정|학교|아카데미|교실|양성|훈련")
_FAIR = re.compile("박람회|콘서트|페스티벌|컨퍼런스|채용한마당")
_MEETING = re.compile("|".join(MEETING_WORDS))
_RULE = re.compile("조례|규칙|지침|규정|특수조건|기준|제도|참여대상")
_HIRED = re.compile(rf"(?P<company>{FIRM}) (?:(?P<job>.+) )?채용행사 (?P<deed>개최|지원)")


def _bus(heading: str, item: str) -> Iterator[EventFacts]:
    """(2020.7.~11.) 29회 운영 및 265명 상담."""
    said, period = dates.before(item)
    found = _BUS.fullmatch(said) if "일자리버스" in heading else None
    if found is None or not (found["runs"] or found["talks"]):
        return
    where = found["where"]
    if where and not (period.known and period.start == period.end):
        return  # only a single run names its place
    counts = {
        measure: _number(found[name])
        for measure, name in ((Measure.RUNS, "runs"), (Measure.CONSULTATIONS, "talks"))
        if found[name]
    }
    places = tuple(where.split(", ")) if where else ()
    yield EventFacts(EventKind.JOB_BUS, period, counts=counts, places=places)


def _cohorts(_heading: str, item: str) -> Iterator[EventFacts]:
    """청년캣취업 사관학교(3,4,5기), 청년 나 알기 학교 1기(2021.3.~4.)."""
    for pattern, styles in (
        (_BRACKETED, (CohortStyle.PAREN, CohortStyle.SPACED_PAREN)),
        (_BARE, (CohortStyle.TIGHT, CohortStyle.SPACED)),
    ):
        found = pattern.fullmatch(item)
        if found is None or not plain_name(found["name"]):
            continue
        period = dates.printed(found["when"]) if found["when"] else UNKNOWN
        if period is None:
            continue
        facts = EventFacts(EventKind.PROGRAMME, period, title=found["name"])
        if pattern is _BRACKETED and found["total"]:
            yield replace(facts, cohort_total=int(found["total"]))
            continue
        numbers = tuple(int(one) for one in found["list"].split(","))
        yield replace(facts, cohorts=numbers)
        yield replace(facts, cohorts=numbers, cohort_style=styles[bool(found["gap"])])


def _programme(heading: str, item: str, details: Sequence[str]) -> Iterator[EventFacts]:
    """A course run as a whole; its date stands on its own line or behind its description."""
    said, period = dates.behind(item)
    if said.endswith(" 운영") and _TEACHING.search(heading + said):
        name = said.removesuffix(" 운영")
        if plain_name(name) and "일자리버스" not in said:
            yield with_details(EventFacts(EventKind.PROGRAMME, period, title=name), details)
    if details and item.endswith(" 운영") and _TEACHING.search(heading + item):
        what, period = dates.behind(details[0])
        name = item.removesuffix(" 운영")
        yield EventFacts(EventKind.PROGRAMME, period, title=name, description=what)


def _lecture(_heading: str, item: str) -> Iterator[EventFacts]:
    """일자리테마특강 10회."""
    said, period = dates.behind(item)
    found = _LECTURE.fullmatch(said)
    if found is not None and plain_name(found["name"]):
        usual = EventKind.THEME_LECTURE.label == found["name"]
        counts = {Measure.RUNS: _number(found["runs"])}
        title = "" if usual else found["name"]
        yield EventFacts(EventKind.THEME_LECTURE, period, title=title, counts=counts)


def _outreach(heading: str, item: str) -> Iterator[EventFacts]:
    """장애인 취업희망의 날 (11회)."""
    found = _SERIES.fullmatch(item) if "찾아가는 채용행사" in heading else None
    if found is None or not plain_name(found["name"]):
        return
    period = dates.printed(found["when"]) if found["when"] else UNKNOWN
    if period is not None:
        counts = {Measure.RUNS: _number(found["runs"])}
        yield EventFacts(EventKind.OUTREACH, period, title=found["name"], counts=counts)


def _tenants(_heading: str, item: str) -> Iterator[EventFacts]:
    """입주기업 채용지원 with its buildings."""
    found = _TENANTS.fullmatch(item)
    if found is None or not plain_name(found["name"].removesuffix("채용지원") or "-"):
        return
    where, _, when = found["where"].rpartition("/")
    period = dates.printed(when) if where else None
    if period is None:
        where, period = found["where"], UNKNOWN
    title = "" if found["name"] == EventKind.TENANT_HIRING.label else found["name"]
    yield EventFacts(EventKind.TENANT_HIRING, period, title=title, places=tuple(where.split(", ")))


def _briefing(_heading: str, item: str) -> Iterator[EventFacts]:
    """온라인 기업 채용설명회(2021.2./2021.5.)."""
    said, period = dates.behind(item)
    if said.endswith("채용설명회") and plain_name(said):
        yield EventFacts(EventKind.ONLINE_BRIEFING, period, title=said)


def _hiring(heading: str, item: str) -> Iterator[EventFacts]:
    """A company's hiring event on one line: (주)GS네트웍스 채용행사 지원."""
    said, period = dates.behind(item)
    found = _HIRED.fullmatch(said)
    if found is not None:
        role = HostRole.HOST if found["deed"] == HostRole.HOST.label else HostRole.SUPPORT
        yield EventFacts(
            EventKind.HIRING_EVENT,
            period,
            role=role,
            companies=(found["company"],),
            job=found["job"] or "",
        )
    if "채용행사" in heading and _is_fair(said):
        for role in HostRole:
            if not period.known and role is HostRole.HOST:
                name = said  # an event of the city without a date is printed by its bare name
            elif not said.endswith(f" {role.label}"):
                continue
            else:
                name = said.removesuffix(f" {role.label}")
            if plain_name(name):
                title, number = with_round(name)
                yield EventFacts(
                    EventKind.HIRING_EVENT, period, title=title, role=role, round_no=number
                )


def _fair(wanted: EventKind, heading: str, item: str) -> Iterator[EventFacts]:
    """A fair or conference by its name; without a date the bare name."""
    said, period = dates.behind(item)
    if "채용행사" in heading or not _is_fair(said):
        return
    kind, called = EventKind.JOB_FAIR, _FAIR.findall(said)[-1]
    if called != "박람회" and (called == "컨퍼런스" or "박람회" not in heading):
        kind = EventKind.CONFERENCE
    if kind is not wanted:
        return
    role = next((one for one in HostRole if said.endswith(f" {one.label}")), None)
    name = said.removesuffix(f" {role.label}") if role else said
    if plain_name(name):
        title, number = with_round(name)
        yield EventFacts(kind, period, title=title, role=role, round_no=number)


def _nameless_fair(heading: str, item: str) -> Iterator[EventFacts]:
    """온·오프라인 병행/취업특강 진행 under 중장년일자리박람회."""
    said, period = dates.behind(item)
    known = [one for one in Target if heading == f"{one.label}일자리박람회"]
    if not known or not said.endswith(" 진행"):
        return
    parts = said.removesuffix(" 진행").split("/")
    form = next((one for one in EventFormat if one.label == parts[0]), None)
    yield EventFacts(
        EventKind.JOB_FAIR,
        period,
        role=HostRole.HOST,
        format=form,
        target=known[0].label,
        components=tuple(parts[1:] if form else parts),
    )


def _meeting(_heading: str, item: str) -> Iterator[EventFacts]:
    """A meeting that hangs on no company."""
    for said, period, place in (
        (*dates.behind(item), DatePlace.AFTER),
        (*dates.before(item), None),
    ):
        name = _met(said)
        if name and plain_name(name.removesuffix(" 개최")):
            yield EventFacts(EventKind.MEETING, period, title=name, date_place=place)


def _regulation(heading: str, item: str) -> Iterator[EventFacts]:
    """A rule changed, in the officer's own words."""
    known = heading in REGULATIONS
    if known or (_RULE.search(heading) and heading.endswith(("개정", "제정", "개선"))):
        said, period = dates.behind(item)
        yield EventFacts(EventKind.REGULATION, period, title=said)


def _hired_by(company: str, detail: str) -> Iterator[EventFacts]:
    """A hiring event below the company it was for: (2020. 7.) 물류직 채용행사지원."""
    said, period = dates.before(detail)
    if not period.known:
        return
    found = FIRM_WITH_NAME.fullmatch(company)
    name = found["name"] if found else ""
    firm = found["company"] if found else company
    hiring = partial(EventFacts, EventKind.HIRING_EVENT, companies=(firm,))
    for ending, role in (("채용행사지원", HostRole.SUPPORT), ("채용행사 개최", HostRole.HOST)):
        if said.endswith(ending) and not (name and role is HostRole.HOST):
            job = said.removesuffix(ending).strip()
            yield hiring(period, title=name, role=role, job=job)
    if said.endswith(" 개최") and _is_fair(said) and found is None:
        title, number = with_round(said.removesuffix(" 개최"))
        if plain_name(title):
            yield hiring(period, title=title, role=HostRole.HOST, round_no=number)


def _met_with(company: str, detail: str) -> Iterator[EventFacts]:
    """A meeting below the company it was with."""
    said, period = dates.before(detail)
    if name := _met(said):
        yield EventFacts(EventKind.MEETING, period, title=name, companies=(company,))


def _toured(detail: str) -> Iterator[EventFacts]:
    """잡투어 9회 9개 업체, below the bus it belongs to."""
    label = EventKind.JOB_TOUR.label
    said, period = dates.before(detail)
    found = re.fullmatch(
        rf"{label}(?:\((?P<where>[^()]+)\))?(?: (?P<runs>{NUMBER})회)?"
        rf"(?: (?P<firms>{NUMBER})개 업체)?",
        said,
    )
    if found is None:
        return
    counts = {
        measure: _number(found[name])
        for measure, name in ((Measure.RUNS, "runs"), (Measure.COMPANIES, "firms"))
        if found[name]
    }
    places = tuple(found["where"].split(", ")) if found["where"] else ()
    yield EventFacts(EventKind.JOB_TOUR, period, counts=counts, places=places)


def _met(said: str) -> str:
    """The title of a meeting that prints so; empty for what is none: its end says what it is."""
    for deed in DEEDS:
        name = said.removesuffix(f" {deed}")
        if name != said and without_bracket(name).endswith(MEETING_WORDS):
            return name if deed == "실시" else said
    return ""


def _is_fair(said: str) -> bool:
    """Whether a fair is spoken of, and not a meeting about one: the last of the words tells."""
    last = [one.end() for one in _FAIR.finditer(said)][-1:]
    met = [one.end() for one in _MEETING.finditer(said)][-1:]
    return bool(last) and last > met


def _number(text: str) -> int:
    return int(text.replace(",", ""))


BACK: Mapping[EventKind, Back] = of_each(
    EventKind,
    {
        EventKind.JOB_BUS: Back(line=(_bus,)),
        EventKind.PROGRAMME: Back(line=(_cohorts,), last=_programme),
        EventKind.THEME_LECTURE: Back(line=(_lecture,)),
        EventKind.OUTREACH: Back(line=(_outreach,)),
        EventKind.TENANT_HIRING: Back(line=(_tenants,)),
        EventKind.ONLINE_BRIEFING: Back(line=(_briefing,)),
        EventKind.HIRING_EVENT: Back(line=(_hiring,), below_company=_hired_by),
        EventKind.CONFERENCE: Back(line=(partial(_fair, EventKind.CONFERENCE),)),
        EventKind.JOB_FAIR: Back(line=(partial(_fair, EventKind.JOB_FAIR), _nameless_fair)),
        EventKind.MEETING: Back(line=(_meeting,), below_company=_met_with),
        EventKind.REGULATION: Back(line=(_regulation,)),
        EventKind.JOB_TOUR: Back(below_line=_toured),
    },
)
"""In the order in which they are tried: of two kinds that print the same line, the first."""
