"""One event in a line that somebody typed: what, when, where, with whom, how many. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from storage.facts import wording_loose_names as names
from storage.facts import wording_spoken_deeds as deeds
from storage.facts import wording_spoken_doubts as doubts
from storage.facts import wording_spoken_names as said
from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.loose import Read
from storage.facts.loose_text import GONE, Slate
from storage.facts.shapes import EventFacts
from storage.facts.wording_event_signs import SIGNS
from storage.facts.wording_loose_counts import Counted, settle
from storage.facts.wording_loose_doubts import what_counted
from storage.facts.wording_loose_head import figures_of
from storage.facts.wording_loose_numbers import set_aside
from storage.facts.wording_loose_words import FIRMS, PEOPLE, TIMES
from storage.facts.wording_spoken_counts import BARE, OTHER, corrected_alone, said_counts
from storage.facts.wording_spoken_dates import When, said_dates
from storage.facts.wording_spoken_head import Head, head_of, people_of
from storage.facts.wording_spoken_places import said_places
from storage.facts.wording_spoken_tidy import close
from storage.rules.period import FINEST_FIRST, Period
from storage.rules.terms import CohortStyle, EventKind, EventStatus, HostRole, Measure, RecordKind

UNKNOWN = Period(())
_BARE_NAME = re.compile(
    "(?:일자리 ?)?테마 ?특강|찾아가는 (?:현장 )?채용 ?행사|(?:양성)?(?:과정|교육|프로그램"
    "|훈련|교실|학교|캠프)|특강|간담회|회의|면담"
    "|미팅|(?:온라인|비대면|채용|취업|일자리|구인구직)* ?(?:박람회|한마당|페어)|세미나|포럼"
    "|콘서트|컨퍼런스|설명회|찾아가는 일자리 ?상담"
)


_HOSTED = (EventKind.HIRING_EVENT, EventKind.MEETING)
_WITH_FIRMS = (*_HOSTED, EventKind.JOB_TOUR, EventKind.ONLINE_BRIEFING)
"""Kinds whose line names companies before it names places: 이마트 is one and no place there."""


@dataclass
class _Line:
    """One line that is being read; `told` is its kind, where somebody was asked for it."""

    slate: Slate
    today: date
    companies: Sequence[str]
    places: Sequence[str]
    titles: Mapping[str, EventKind]
    told: EventKind | None = None
    values: dict[str, Any] = field(default_factory=dict)
    head: Head | None = None

    def read(self) -> Read | None:
        """The record, or None where the line tells of no event."""
        slate = self.slate
        planned = deeds.PLANNED.search(slate.plain)
        whens = said_dates(slate, self.today, ahead=bool(planned))
        for one in whens:
            slate.set_aside(one.start, one.end)
        chosen = _one_time(slate, whens)
        if chosen is not None:
            slate.cover(chosen.start, chosen.end)
        parts = set_aside(slate)
        counted = said_counts(slate, parts)
        for each in counted:
            if each.measure is not None:
                slate.cover(each.start, each.end)
        kind = self._kind()
        if kind is None:
            return self._without_kind(chosen, counted)
        if not (chosen or counted or self.told or _more(slate)):
            return None
        self.values["kind"] = kind
        row = EVENT_ROWS[kind]
        takes = {*row.asks, *row.takes}
        firms = self._firms(kind) if kind in _WITH_FIRMS else ()
        if "places" in takes and (found := self._places(kind)):
            self.values["places"] = found
        if firms := firms or self._firms(kind) if "companies" in takes else ():
            self.values["companies"] = firms
        self._cohorts(takes)
        self._status(planned, chosen)
        self._counts(kind, counted)
        self._names(kind, takes)
        return self._made(kind, chosen)

    @property
    def start(self) -> int:
        """Where the word of its kind stands; the line's end where none does."""
        return self.head.start if self.head else len(self.slate.text)

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.head.end if self.head else len(self.slate.text)

    def _kind(self) -> EventKind | None:
        self.head = head_of(self.slate.left, self.titles, self.told)
        if self.head is None:
            return self.told
        self.slate.mark("kind", self.head.start, self.head.end)
        if self.head.name:
            self.slate.take("title", self.head.start, self.head.end)
            self.values["title"] = self.head.name
        return self.head.kind

    def _places(self, kind: EventKind) -> tuple[str, ...]:
        several = kind is EventKind.TENANT_HIRING
        return said_places(self.slate, self.places, (self.start, self.end), several=several)

    def _firms(self, kind: EventKind) -> tuple[str, ...]:
        firms = said.said_companies(self.slate, self.companies, (self.start, self.end))
        if kind is EventKind.HIRING_EVENT and (job := said.said_job(self.slate, self.start)):
            self.values["job"] = job
        return firms

    def _without_kind(self, chosen: When | None, counted: Sequence[Counted]) -> Read | None:
        """새빛테크 20명: figures of an event that is not named; which one is asked."""
        slate = self.slate
        told = [one for one in counted if one.unit in (PEOPLE, FIRMS) or one.measure]
        firms = said.said_companies(slate, self.companies, (0, 0))
        places = said_places(slate, self.places, (0, 0))
        if not told or not (chosen or places or firms):
            return None
        if not chosen and corrected_alone(slate):
            return None
        if len(re.findall("[가-힣A-Za-z]{2,}", _bare(slate, counted))) > 2:
            return None
        values: dict[str, Any] = {"kind": None, "counts": {}}
        values["period"] = self._period(chosen)
        if places:
            values["places"] = tuple(places)
        if firms:
            values["companies"] = firms
        for one in told:
            if one.measure and not one.why:
                values["counts"][one.measure] = one.value
                slate.take(f"counts.{one.measure.value}", one.start, one.end)
        likely = (
            (EventKind.JOB_BUS, EventKind.HIRING_EVENT, EventKind.OUTREACH)
            if places and not firms
            else (EventKind.HIRING_EVENT, EventKind.JOB_TOUR, EventKind.MEETING)
        )
        slate.doubt("kind", 0, len(slate.text), doubts.NO_KIND, *likely)
        return Read(
            RecordKind.EVENT, None, values, (slate.line,), tuple(slate.taken), tuple(slate.doubts)
        )

    def _period(self, chosen: When | None) -> Period:
        slate = self.slate
        if chosen is None:
            if not any(one.field == "period" for one in slate.doubts):
                at = len(slate.text)
                slate.doubt("period", at, at, doubts.NO_DATE, *_lately(self.today))
            return UNKNOWN
        if chosen.question:
            slate.doubt("period", chosen.start, chosen.end, chosen.question, *chosen.candidates)
            return UNKNOWN
        slate.take("period", chosen.start, chosen.end)
        return chosen.period

    def _status(self, planned: re.Match[str] | None, chosen: When | None) -> None:
        slate = self.slate
        if found := deeds.CANCELLED.search(slate.left):
            slate.take("status", *found.span())
            self.values["status"] = EventStatus.CANCELLED
        elif found := deeds.PUT_OFF.search(slate.left):
            question = doubts.PUT_OFF.format(text=found[0])
            options = (EventStatus.CANCELLED, EventStatus.PLANNED)
            slate.doubt("status", *found.span(), question, *options)
        elif planned and not (chosen and chosen.period.end and chosen.period.end < self.today):
            slate.take("status", *planned.span())
            self.values["status"] = EventStatus.PLANNED
        elif chosen and chosen.period.start and chosen.period.start > self.today:
            self.values["status"] = EventStatus.PLANNED

    def _cohorts(self, takes: set[str]) -> None:
        if "cohorts" not in takes:
            return
        numbers, total = names.cohorts(self.slate)
        if numbers:
            self.values["cohorts"] = numbers
        elif total is not None:
            self.values |= {"cohort_total": total, "cohort_style": CohortStyle.TOTAL}

    def _counts(self, kind: EventKind, counted: Sequence[Counted]) -> None:
        """The figures that its kind has; what else was counted stays among the words."""
        slate, allowed = self.slate, figures_of(kind)
        ahead = self.values.get("status") is EventStatus.PLANNED
        figures = [] if ahead else [self._meant(kind, one) for one in counted]
        runs = next((one.value for one in figures if one.measure is Measure.RUNS), 0)
        kept = [one for one in figures if one.measure in allowed or self._unclear(one, figures)]
        plain = [one for one in kept if not one.why]
        self.values["counts"] = settle(
            {slate.line: slate}, plain, [one for one in Measure if one in allowed]
        )
        for one in kept:
            if one.why:
                measure = one.measure or (people_of(kind) if one.unit != FIRMS else None)
                name = f"counts.{measure.value}" if measure else "counts"
                likely = [one.value * runs] if runs and one.each else []
                likely += [each for each in (one.value, one.most) if each and each not in likely]
                slate.doubt(name, one.start, one.end, one.why, *likely)

    def _unclear(self, one: Counted, figures: Sequence[Counted]) -> bool:
        """Whether a number of no known measure has to be asked about: people, and 25건."""
        if one.measure is not None:
            return False
        if one.unit == PEOPLE:
            return True
        others = [each for each in figures if each is not one and (each.measure or each.unit)]
        year = one.unit == BARE and 1900 < one.value < 2100
        in_name = self.head is not None and one.end <= self.head.start
        return one.unit in (BARE, OTHER) and not (others or year or in_name)

    def _meant(self, kind: EventKind, one: Counted) -> Counted:
        """A number without a word, as its kind has it."""
        if one.measure is not None:
            return one
        if one.unit == TIMES:
            return replace(one, measure=Measure.RUNS)
        if one.unit in (BARE, OTHER):
            return replace(one, why=one.why or what_counted(self.slate.text[one.start : one.end]))
        if one.unit == FIRMS:
            behind = self.slate.plain[: one.end]
            return (
                one if behind.endswith(("소", "관")) else replace(one, measure=Measure.COMPANIES)
            )
        if one.unit == PEOPLE:
            return replace(one, measure=people_of(kind), sure=False)
        return one

    def _names(self, kind: EventKind, takes: set[str]) -> None:
        slate = self.slate
        if "companies" in takes and "companies" not in self.values and kind in _HOSTED:
            one = said.company_before(slate, self.start)
            self.values |= {"companies": (one,)} if one else {}
            if not one and kind is EventKind.HIRING_EVENT:
                said.company_asked(slate, self.end)
        if "title" in takes and "title" not in self.values and (title := self._title(kind)):
            self.values["title"] = title
        if "role" in takes:
            self._role()

    def _title(self, kind: EventKind) -> str:
        slate = self.slate
        if kind is EventKind.MEETING and (met := deeds.MET.search(slate.left)):
            begin = slate.left[: met.start()].rfind(GONE) + 1
            if begin > self.end or begin > self.start:
                return said.title_before(slate, met.start(), met.start())
        if kind is EventKind.REGULATION:
            return self._whole()
        if not SIGNS[kind].named or self.head is None:
            return ""
        text = slate.left[: self.start]
        if _BARE_NAME.fullmatch(slate.plain[self.start : self.end].strip()) and not text[
            max(text.rfind(mark) for mark in f"{GONE},/)") + 1 :
        ].strip(" ([)]"):
            return ""
        return said.title_before(slate, self.start, self.end)

    def _whole(self) -> str:
        slate = self.slate
        pieces = [one for one in re.finditer(rf"[^{GONE}]+", slate.left) if one[0].strip(" .,()")]
        if len(pieces) != 1:
            return ""
        start, end = slate.shrunk(*pieces[0].span())
        slate.take("title", start, end)
        return slate.text[start:end].strip(" ,")

    def _role(self) -> None:
        for way, role in ((deeds.HELD, HostRole.HOST), (deeds.HELPED, HostRole.SUPPORT)):
            if found := way.search(self.slate.left, max(self.end, 0)):
                self.slate.take("role", *found.span())
                self.values["role"] = role
                return

    def _made(self, kind: EventKind, chosen: When | None) -> Read:
        slate = self.slate
        self.values["period"] = self._period(chosen)
        for one in deeds.DONE.finditer(slate.left):
            if not slate.left[: one.start()].rstrip()[-1:].isalnum():  # 조기 종료 says more
                slate.take("status", *one.span())
        close(slate)
        facts = EventFacts(**self.values) if self.values["period"].known else None
        return Read(
            RecordKind.EVENT,
            facts,
            dict(self.values),
            (slate.line,),
            tuple(slate.taken),
            tuple(slate.doubts),
        )


def said_event(
    slate: Slate,
    today: date,
    companies: Sequence[str] = (),
    places: Sequence[str] = (),
    titles: Mapping[str, EventKind] | None = None,
    kind: EventKind | None = None,
) -> Read | None:
    """The event that one segment tells of, or None; `kind` where it was asked for."""
    return _Line(slate, today, companies, places, titles or {}, kind).read()


def _one_time(slate: Slate, whens: Sequence[When]) -> When | None:
    """The one date of a line: the finest; of several equally fine ones it is asked."""
    if not whens:
        return None
    known = [one for one in whens if one.period.known]
    if not known:
        return whens[0]
    finest = min(FINEST_FIRST.index(one.period.precision) for one in known)
    best = [one for one in known if FINEST_FIRST.index(one.period.precision) == finest]
    if len(best) == 1 or len({one.period for one in best}) == 1:
        return best[0]
    question = doubts.WHICH_DATE.format(text=slate.text[best[0].start : best[0].end])
    candidates = tuple(one.period for one in best)[:3]
    return replace(best[0], period=UNKNOWN, question=question, candidates=candidates)


def _lately(today: date) -> tuple[Period, ...]:
    return tuple(
        one.period
        for word in ("오늘", "어제")
        for one in said_dates(Slate(0, word), today, ahead=False)
    )


def _more(slate: Slate) -> bool:
    """Whether words beside the kind's own tell more: who, or that it was done."""
    return bool(
        deeds.HELD.search(slate.plain)
        or deeds.DONE.search(slate.plain)
        or deeds.PLANNED.search(slate.plain)
    )


def _bare(slate: Slate, counted: Sequence[Counted]) -> str:
    text = slate.left
    for one in counted:
        text = text[: one.start] + GONE * (one.end - one.start) + text[one.end :]
    return text
