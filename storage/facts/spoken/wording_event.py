"""One event in a line that somebody typed: what, when, where, with whom, how many. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.loose import wording_names as names
from storage.facts.loose.proposed import Read
from storage.facts.loose.slate import Slate
from storage.facts.loose.wording_counts import Counted
from storage.facts.loose.wording_doubts import WHICH_KIND
from storage.facts.loose.wording_words import PEOPLE
from storage.facts.shapes import EventFacts, Own
from storage.facts.spoken import wording_deeds as deeds
from storage.facts.spoken import wording_doubts as doubts
from storage.facts.spoken import wording_names as said
from storage.facts.spoken.wording_about import about_it, more_said, of_the_last
from storage.facts.spoken.wording_counts import corrected_alone
from storage.facts.spoken.wording_dates import When, said_dates
from storage.facts.spoken.wording_figures import figures
from storage.facts.spoken.wording_firms import held_at, visited
from storage.facts.spoken.wording_head import Head, head_of
from storage.facts.spoken.wording_places import area_of, said_places, stop_of
from storage.facts.spoken.wording_tidy import close
from storage.facts.spoken.wording_tight import in_words
from storage.facts.spoken.wording_titles import begin_of, title_of
from storage.facts.spoken.wording_unnamed import unnamed
from storage.facts.spoken.wording_when import been, counted_beside, lately, one_time
from storage.rules.period import Period
from storage.rules.terms import (
    CohortStyle,
    EventFormat,
    EventKind,
    EventStatus,
    HostRole,
    RecordKind,
)

UNKNOWN = Period(())
_BY_WIRE = re.compile(
    r"(?:온라인|비대면|화상|줌)(?:으로|로)(?:\s?(?:진행|개최|운영|실시)(?![가-힣]))?"
)
_ROUND_TABLE, _BRIEFING = "간담회", "설명회"
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
    kinds: Mapping[str, tuple[EventKind, Own]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    head: Head | None = None

    def read(self) -> Read | None:
        """The record, or None where the line tells of no event."""
        slate = self.slate
        own = self._own_kind()
        planned, chosen, counted = self._when_and_how_many()
        kind = self._kind(own)
        if kind is None:
            return self._without_kind(chosen, counted)
        said_so = chosen or counted or kind is EventKind.REGULATION or more_said(slate)
        about = about_it(slate, self.end, counted) or (chosen is None and of_the_last(slate))
        if self.told is None and (not said_so or about):
            return None
        self.values["kind"] = kind
        takes = {*EVENT_ROWS[kind].asks, *EVENT_ROWS[kind].takes}
        self._who_and_where(kind, takes)
        met = kind is not EventKind.MEETING or bool(counted) or self._met_somebody()
        if self.told is None and not met:
            return None
        self._cohorts(takes)
        self._status(planned, chosen, somebody=any(one.unit == PEOPLE for one in counted))
        ahead = self.values.get("status") is EventStatus.PLANNED
        self.values["counts"] = figures(slate, kind, counted, self.head, ahead=ahead)
        self._names(kind, takes)
        if self.values.get("title") in self.kinds:  # it is called as its kind is
            del self.values["title"]
        return self._made(kind, chosen)

    def _when_and_how_many(self) -> tuple[re.Match[str] | None, When | None, list[Counted]]:
        """The word that says that it lies ahead, its date, and its figures; they are covered."""
        slate = self.slate
        planned = deeds.PLANNED.search(slate.plain)
        whens = said_dates(slate, self.today, ahead=False)
        counted = counted_beside(slate, whens)
        if planned and been(whens, counted, self.today):
            planned = None
        elif planned:
            whens = said_dates(slate, self.today, ahead=True)
        chosen = one_time(slate, whens)
        if chosen is not None:
            slate.cover(chosen.start, chosen.end)
        for each in counted:
            if each.measure is not None:
                slate.cover(each.start, each.end)
        return planned, chosen, counted

    def _who_and_where(self, kind: EventKind, takes: set[str]) -> None:
        """What a meeting was about stands before its place, a company before the place's name."""
        firms = self._firms(kind) if kind in _WITH_FIRMS else ()
        if kind is EventKind.MEETING and (title := title_of(self.slate, kind, self.head)):
            self.values["title"] = title
        found = self._places(kind) if "places" in takes else ()
        if kind is EventKind.JOB_TOUR and found and not firms:
            firms, found = visited(self.slate, found)
        if kind is EventKind.HIRING_EVENT and found and not firms:
            firms, found = held_at(self.slate, found, self.start)
        self.values |= {"places": found} if found else {}
        if firms := firms or self._firms(kind) if "companies" in takes else ():
            self.values["companies"] = firms

    @property
    def start(self) -> int:
        """Where the word of its kind stands; the line's end where none does."""
        return self.head.start if self.head else len(self.slate.text)

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.head.end if self.head else len(self.slate.text)

    def _own_kind(self) -> Head | None:
        """The word of a kind of the office's own, which may look like a figure: 거리상담 30명."""
        plain, told = self.slate.plain, self.told
        here = [one for one, (base, _) in self.kinds.items() if told in (None, base)]
        word = max((one for one in here if one in plain), key=len, default="")
        if not word:
            return None
        base, self.values["own"] = self.kinds[word]
        at = plain.index(word)
        self.slate.take("own", at, at + len(word))
        return Head(base, at, at + len(word))

    def _kind(self, own: Head | None) -> EventKind | None:
        self.head = own or head_of(self.slate.left, self.titles, self.told)
        if self.head is None:
            return self.told
        self.slate.mark("kind", self.head.start, self.head.end)
        if self.head.name:
            self.slate.take("title", self.head.start, self.head.end)
            self.values["title"] = self.head.name
        return self.head.kind

    def _met_somebody(self) -> bool:
        """Whether more is said of a meeting than that there is one: 오늘 회의 10시."""
        named = {"title", "companies", "places"} & self.values.keys()
        return bool(named) or self.slate.plain[self.start : self.end] == _ROUND_TABLE

    def _places(self, kind: EventKind) -> tuple[str, ...]:
        several = kind is EventKind.TENANT_HIRING
        return said_places(self.slate, self.places, (self.start, self.end), several=several)

    def _firms(self, kind: EventKind) -> tuple[str, ...]:
        start = self.start if kind in _WITH_FIRMS else begin_of(self.slate.left[: self.start])
        firms = said.said_companies(self.slate, self.companies, (start, self.end))
        if kind is EventKind.HIRING_EVENT and (job := said.said_job(self.slate, self.start)):
            self.values["job"] = job
        return firms

    def _without_kind(self, chosen: When | None, counted: Sequence[Counted]) -> Read | None:
        """새빛테크 20명: figures of an event that is not named; which one is asked."""
        slate = self.slate
        if not chosen and corrected_alone(slate):
            return None
        firms = said.said_companies(slate, self.companies, (0, 0))
        places = said_places(slate, self.places, (0, 0))
        found = unnamed(slate, counted, places, firms, dated=bool(chosen))
        if found is None:
            return None
        if found.plain:
            self.values |= {"kind": found.likely[0]} | ({"companies": firms} if firms else {})
            self.values["counts"] = figures(slate, found.likely[0], counted, None, ahead=False)
            whole = (0, len(slate.text))
            if len(found.likely) > 1:
                slate.doubt("kind", *whole, doubts.NO_KIND, *found.likely)
            else:
                slate.doubt("title", *whole, doubts.NO_TITLE)
            return self._made(found.likely[0], chosen)
        slate.taken = [one for one in slate.taken if one.field != "companies"]
        values: dict[str, Any] = {"kind": None, "counts": found.counts}
        values["period"] = self._period(chosen)
        values |= {"places": tuple(places)} if places else {}
        slate.doubt("kind", 0, len(slate.text), doubts.NO_KIND, *found.likely)
        taken, asked = tuple(slate.taken), tuple(slate.doubts)
        return Read(RecordKind.EVENT, None, values, (slate.line,), taken, asked)

    def _period(self, chosen: When | None) -> Period:
        slate = self.slate
        if chosen is None:
            if not any(one.field == "period" for one in slate.doubts):
                at = len(slate.text)
                slate.doubt("period", at, at, doubts.NO_DATE, *lately(self.today))
            return UNKNOWN
        if chosen.question:
            slate.doubt("period", chosen.start, chosen.end, chosen.question, *chosen.candidates)
            return UNKNOWN
        slate.take("period", chosen.start, chosen.end)
        return chosen.period

    def _status(
        self, planned: re.Match[str] | None, chosen: When | None, *, somebody: bool
    ) -> None:
        slate = self.slate
        fell_out = None if somebody else deeds.FELL_OUT.search(slate.left)
        if found := deeds.CANCELLED.search(slate.left) or fell_out:
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

    def _names(self, kind: EventKind, takes: set[str]) -> None:
        slate = self.slate
        if "companies" in takes and "companies" not in self.values and kind in _HOSTED:
            any_briefing = slate.plain[self.start : self.end] == _BRIEFING
            if any_briefing and self.told is None:
                self._which_briefing()
                return
            one = said.company_before(slate, self.start) or said.company_behind(slate, self.end)
            self.values |= {"companies": (one,)} if one else {}
            if not one and kind is EventKind.HIRING_EVENT:
                said.company_asked(slate, self.end)
        if (
            "title" in takes
            and "title" not in self.values
            and (title := title_of(slate, kind, self.head))
        ):
            self.values["title"] = title
        if kind is EventKind.OUTREACH and "places" not in self.values:
            area = area_of(slate, (self.start, self.end))
            self.values |= {"places": area} if area else {}
        if kind is EventKind.JOB_BUS:
            found = self.values.get("places", ())
            stops = stop_of(slate, (self.start, self.end), found)
            self.values |= {"places": stops} if stops else {}
        if "format" in takes and (how := self._form()):
            self.values["format"] = how
        if "role" in takes or kind in (EventKind.JOB_FAIR, EventKind.CONFERENCE):
            self._role()
        if "round_no" in takes and (number := names.round_of(slate)) is not None:
            self.values["round_no"] = number

    def _which_briefing(self) -> None:
        """청년내일카드 설명회: one that is not said to be for hiring is asked about."""
        question = WHICH_KIND.format(text=_BRIEFING)
        kinds = (EventKind.HIRING_EVENT, EventKind.CONFERENCE, EventKind.ONLINE_BRIEFING)
        self.slate.doubt("kind", self.start, self.end, question, *kinds)
        self._role()

    def _form(self) -> EventFormat | None:
        """How people met, where its name says so or words that say nothing else."""
        slate, begin = self.slate, self.head.start if self.head else 0
        if found := _BY_WIRE.search(slate.left, self.end if self.head else 0):
            slate.take("format", *found.span())
            return EventFormat.ONLINE
        if self.head and names.says_online(slate.plain[begin : self.end]):
            return None  # the kind says as much
        return names.format_of(slate, max(begin - 10, 0), begin)

    def _role(self) -> None:
        begin = self.head.end if self.head else 0
        for way, role in ((deeds.HELD, HostRole.HOST), (deeds.HELPED, HostRole.SUPPORT)):
            if found := way.search(self.slate.left, begin):
                self.slate.take("role", *found.span())
                self.values["role"] = role
                return

    def _made(self, kind: EventKind, chosen: When | None) -> Read:
        slate = self.slate
        self.values["period"] = self._period(chosen)
        for one in deeds.DONE.finditer(slate.left):
            before = slate.left[: one.start()].rstrip()
            named = len(before) == self.end
            open_one = any(
                each.place.start <= one.start() < each.place.end for each in slate.doubts
            )
            if (named or not before[-1:].isalnum()) and not open_one:  # 조기 종료 says more
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
    kinds: Mapping[str, tuple[EventKind, Own]] | None = None,
) -> Read | None:
    """The event that one segment tells of, or None; `kind` where it was asked for.

    `kinds` are the office's own, by the words that mean them.
    """
    return in_words(
        slate,
        lambda one: _Line(one, today, companies, places, titles or {}, kind, kinds or {}).read(),
    )
