"""Events in running words: what a line, with those below it, says of an event. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.loose import wording_names as names
from storage.facts.loose import wording_places as spots
from storage.facts.loose.proposed import ITEM, Read, Setting
from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_counts import Counted, bare_as, counts, settle
from storage.facts.loose.wording_dates import Dated, chosen, dates
from storage.facts.loose.wording_doubts import WHICH_KIND
from storage.facts.loose.wording_head import (
    DEEDS,
    Sign,
    figures_of,
    heading_kind,
    kinds_of,
    sign_of,
)
from storage.facts.loose.wording_hosts import whose
from storage.facts.loose.wording_numbers import set_aside
from storage.facts.loose.wording_titles import SERIES, name_span, title_of
from storage.facts.loose.wording_words import TIMES, is_counting_word
from storage.facts.shapes import EventFacts
from storage.facts.wording_event_signs import SIGNS
from storage.rules.period import Period
from storage.rules.terms import (
    CohortStyle,
    EventKind,
    EventStatus,
    Measure,
    RecordKind,
)

UNKNOWN = Period(())
_FLAT = re.compile(r"\([^()]*\)")
_CANCELLED = re.compile("취소")
_PUT_OFF = re.compile("연기|무산|미개최|보류")
_PLANNED = re.compile("(?:개최|운영|실시|추진)\\s?(?:예정|계획)|예정$")
_HELD = re.compile(rf"['\"’”>」』]*[을를]?\s*(?:성황리(?:에)?\s)?(?:{DEEDS})")
_WHO = re.compile(r"(?:청년|중장년|신중년|노인|여성|장애인|제대군인|다문화)(?=일자리박람회$)")
_WITH_WORDS = (EventKind.OUTREACH, EventKind.PROGRAMME, EventKind.JOB_FAIR)
_IDLE = re.compile(
    f"(?:{DEEDS})[을를의]?|총|계|및|등|중|동안|기간|운영기간|일시|방문|회|주|월|연|매주|매월|구직자|건"
)
_WITH_NUMBER = re.compile(r"[가-힣]+\s?\d[\d,]*\s?(?:명|인|건|개사|회)")


@dataclass
class _Reading:
    """One event that is being read: its heading, its own line, the lines below it."""

    heading: Slate
    main: Slate
    details: Sequence[Slate]
    setting: Setting
    company: str = ""  # on the line above, where that is a company's

    def __post_init__(self) -> None:
        self.slates = {one.line: one for one in (self.main, *self.details)}
        self.values: dict[str, Any] = {}

    def read(self, company_line: int) -> Read | None:
        """The record, or None where the lines tell of no event."""
        dated = {at: dates(slate, self.setting) for at, slate in self.slates.items()}
        counted: list[Counted] = []
        for slate in self.slates.values():
            alone = set_aside(slate)
            counted += counts(slate, alone)
        sign = sign_of(self.main, self.heading.text, counted, bool(self.company))
        if sign is None or _PUT_OFF.search(self.main.plain):
            return None
        sign = self._as_counted(sign, counted)
        row, kind = EVENT_ROWS[sign.kind], sign.kind
        takes = {*row.asks, *row.takes}
        self.values["kind"] = kind
        if sign.in_line:
            self.main.mark("kind", sign.start, sign.end)
        self._cohorts(kind, takes)
        self._round(takes)
        named = sign.end if sign.in_line else 0
        figures = bare_as(counted, self.slates, SIGNS[kind].people, named)
        told = settle(self.slates, figures, [one for one in Measure if one in figures_of(kind)])
        self.values["counts"] = told
        self._places(sign, takes)
        if not self._is_event(sign, told, more=any((*dated.values(), counted))):
            return None
        self.values["period"] = self._period(dated)
        self._status()
        self._names(sign, takes)
        if not sign.in_line and sign.kind in SERIES and "title" not in self.values:
            return None
        return self._made(kind, company_line)

    def _as_counted(self, sign: Sign, counted: Sequence[Counted]) -> Sign:
        """The heading's kind, where only that has all the figures that are told below it."""
        above = heading_kind(self.heading.text)
        told = {one.measure for one in counted if one.measure and not one.why}
        told |= {Measure.RUNS for one in counted if one.unit == TIMES and not one.why}
        if sign.in_line:
            sign = self._likeliest(sign, {one for one in told if one})
        if above is None or told <= figures_of(sign.kind) or not told <= figures_of(above):
            return sign
        return Sign(above, -1, -1, named=False)

    def _likeliest(self, sign: Sign, told: set[Measure]) -> Sign:
        """The kind that a word means which may mean several; the others are asked."""
        word = self.main.plain[sign.start : sign.end]
        kinds = kinds_of(word, self.heading.text, told, sign.kind)
        if len(kinds) > 1:
            self.main.doubt("kind", sign.start, sign.end, WHICH_KIND.format(text=word), *kinds)
        return replace(sign, kind=kinds[0], named=sign.named or SIGNS[kinds[0]].named)

    def _is_event(self, sign: Sign, told: dict[Measure, int], *, more: bool) -> bool:
        """Whether enough is said to tell it from a heading or a boast."""
        if not sign.in_line:
            own = {
                Measure.RUNS,
                Measure.CONSULTATIONS,
                Measure.COMPANIES,
                Measure.INTERVIEW_BOOTHS,
            }
            told_of = own & told.keys() or self._has_cohorts()
            return bool(told_of) and (sign.kind in _WITH_WORDS or self._only_figures())
        behind = _FLAT.sub(" ", self.main.left[sign.end :].replace(GONE, " "))
        held = bool(_HELD.match(behind))
        alone = not behind.strip(" '\"<>「」『』)") and self._known(sign)
        said = bool(told or more or held or self.values.keys() - {"kind", "counts"} or alone)
        return said or sign.kind is EventKind.REGULATION

    def _only_figures(self) -> bool:
        """Whether the line has no other words than those of figures: else it is something else."""
        told = re.findall("[가-힣A-Za-z]+", _WITH_NUMBER.sub("", self.main.numbers))
        return all(
            _IDLE.fullmatch(one) or spots.is_place(one) or is_counting_word(one) for one in told
        )

    def _known(self, sign: Sign) -> bool:
        return heading_kind(self.heading.text) in (
            sign.kind,
            EventKind.JOB_FAIR,
            EventKind.HIRING_EVENT,
        )

    def _period(self, dated: Mapping[int, Sequence[Dated]]) -> Period:
        """The date of its own line, else of the first below it that has one."""
        for at, slate in self.slates.items():
            if dated[at]:
                return chosen(slate, dated[at]) or UNKNOWN
        return UNKNOWN

    def _status(self) -> None:
        for word, status in ((_CANCELLED, EventStatus.CANCELLED), (_PLANNED, EventStatus.PLANNED)):
            if found := word.search(self.main.left):
                self.main.mark("status", *found.span())
                self.values["status"] = status
                return

    def _cohorts(self, kind: EventKind, takes: set[str]) -> None:
        if "cohorts" not in takes:
            return
        for slate in self.slates.values():
            if names.several_cohorts(slate):
                return
            numbers, total = names.cohorts(slate)
            if numbers:
                self.values["cohorts"] = numbers
                return
            if total is not None:
                self.values |= {"cohort_total": total, "cohort_style": CohortStyle.TOTAL}
                return

    def _has_cohorts(self) -> bool:
        return bool({"cohorts", "cohort_total"} & self.values.keys())

    def _round(self, takes: set[str]) -> None:
        if "round_no" in takes and (number := names.round_of(self.main)) is not None:
            self.values["round_no"] = number

    def _names(self, sign: Sign, takes: set[str]) -> None:
        if {"role", "format"} & takes and (how := self._form(sign)) and "format" in takes:
            self.values["format"] = how
        if "companies" in takes:
            found = whose(self.main, list(self.slates.values()), sign, self.company)
            self.values |= {"companies": found.companies} if found.companies else {}
            self.values |= {"job": found.job} if found.job and "job" in takes else {}
        if "title" in takes and (title := title_of(self.main, sign, cohorts=self._has_cohorts())):
            self.values["title"] = title
        if "role" in takes or sign.kind in (EventKind.JOB_FAIR, EventKind.CONFERENCE):
            self._role(sign)
        if "target" in takes and not sign.in_line and (who := _WHO.match(self.heading.plain)):
            self.heading.mark("target", *who.span())
            self.values["target"] = who[0]

    def _form(self, sign: Sign) -> Any:
        start, _end = name_span(self.main, sign)
        if sign.in_line and names.says_online(self.main.plain[sign.start : sign.end]):
            return None  # the kind says as much
        for slate in self.slates.values():
            span = (start, max(sign.start, start)) if slate is self.main else (0, 0)
            if how := names.format_of(slate, *span):
                return how
        return None

    def _places(self, sign: Sign, takes: set[str]) -> None:
        if "places" not in takes:
            return
        if sign.kind is EventKind.TENANT_HIRING:
            if found := spots.buildings(self.main, self.details, sign.end):
                self.values["places"] = found
            return
        for slate in self.slates.values():
            if found := spots.places(slate):
                self.values["places"] = found
                return
        if sign.kind is EventKind.JOB_BUS and self.values["counts"].get(Measure.RUNS) == 1:
            self._stop()

    def _stop(self) -> None:
        """A single run names its place before it."""
        for one in re.finditer(rf"[^{GONE}(),/:|]+", self.main.left):
            start, end = self.main.shrunk(*one.span())
            if end > start and spots.is_place(self.main.plain[start:end]):
                self.main.take("places", start, end)
                self.values["places"] = (self.main.text[start:end],)
                return

    def _role(self, sign: Sign) -> None:
        if (who := names.role(self.main, sign.end if sign.in_line else 0)) is not None:
            self.values["role"] = who

    def _made(self, kind: EventKind, company_line: int) -> Read:
        if "role" not in self.values and self.values.get("counts") == {}:
            self.values.pop("counts")
        facts = EventFacts(**self.values)
        used = [self.main, *(one for one in self.details if one.taken)]
        lines = tuple(one.line for one in used)
        if self.company:
            lines = (company_line, *lines)
        taken = tuple(
            one for slate in (self.heading, *self.slates.values()) for one in slate.taken
        )
        doubts = tuple(one for slate in self.slates.values() for one in slate.doubts)
        self.values.setdefault("counts", {})
        return Read(RecordKind.EVENT, facts, dict(self.values), lines, taken, doubts)


def event(
    heading: Slate,
    main: Slate,
    details: Sequence[Slate],
    setting: Setting,
    company: str = "",
) -> Read | None:
    """The event that a line with those below it tells of, or None; `company` stands above it."""
    return _Reading(heading, main, details, setting, company).read(ITEM)
