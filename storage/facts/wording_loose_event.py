"""Events in running words: what a line, with those below it, says of an event. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.facts import wording_loose_names as names
from storage.facts import wording_loose_places as spots
from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.loose import ITEM, Read, Setting
from storage.facts.loose_text import GONE, Slate
from storage.facts.shapes import EventFacts
from storage.facts.wording_event_signs import SIGNS
from storage.facts.wording_loose_counts import Counted, bare_as, counts, settle
from storage.facts.wording_loose_dates import Dated, chosen, dates
from storage.facts.wording_loose_head import DEEDS, Sign, heading_kind, sign_of
from storage.facts.wording_loose_numbers import set_aside
from storage.facts.wording_loose_words import is_counting_word
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
_EDGE = re.compile(rf"[{GONE},/:()|'\"<>「」『』‘’“”]|\s-\s|^-\s")
_CANCELLED = re.compile("취소")
_PUT_OFF = re.compile("연기|무산|미개최|보류")
_PLANNED = re.compile("(?:개최|운영|실시|추진)\\s?(?:예정|계획)|예정$")
_HELD = re.compile(rf"['\"’”>」』]*[을를]?\s*(?:성황리(?:에)?\s)?(?:{DEEDS})")
_BARE_NAME = re.compile(
    "(?:일자리 ?)?테마 ?특강|찾아가는 채용 ?행사|(?:양성)?(?:과정|교육|프로그램|훈련|교실)"
    "|특강|간담회|회의|면담"
)
_WHO = re.compile(r"(?:청년|중장년|신중년|노인|여성|장애인|제대군인|다문화)(?=일자리박람회$)")
_WITH_WORDS = (EventKind.OUTREACH, EventKind.PROGRAMME, EventKind.JOB_FAIR)
_SERIES = (EventKind.OUTREACH, EventKind.PROGRAMME)
_IDLE = re.compile(
    f"(?:{DEEDS})[을를의]?|총|계|및|등|중|동안|기간|운영기간|일시|방문|회|주|월|연|매주|매월|구직자|건"
)
_STUB = re.compile(r"[가-힣]{1,2}\s")
_WITH_NUMBER = re.compile(r"[가-힣]+\s?\d[\d,]*\s?(?:명|인|건|개사|회)")
_LEAST_TITLE = 3


def _figures_of(kind: EventKind) -> set[Measure]:
    row = EVENT_ROWS[kind]
    return {*row.figures_asked, *row.figures}


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
        self._cohorts(kind, takes)
        self._round(takes)
        named = sign.end if sign.in_line else 0
        figures = bare_as(counted, self.slates, SIGNS[kind].people, named)
        told = settle(self.slates, figures, [one for one in Measure if one in _figures_of(kind)])
        self.values["counts"] = told
        self._places(sign, takes)
        if not self._is_event(sign, told, more=any((*dated.values(), counted))):
            return None
        self.values["period"] = self._period(dated)
        self._status()
        self._names(sign, takes, company_line)
        if not sign.in_line and sign.kind in _SERIES and "title" not in self.values:
            return None
        return self._made(kind, company_line)

    def _as_counted(self, sign: Sign, counted: Sequence[Counted]) -> Sign:
        """The heading's kind, where only that has all the figures that are told below it."""
        above = heading_kind(self.heading.text)
        told = {one.measure for one in counted if one.measure and not one.why}
        if above is None or told <= _figures_of(sign.kind) or not told <= _figures_of(above):
            return sign
        return Sign(above, -1, -1, named=False)

    def _is_event(self, sign: Sign, told: dict[Measure, int], *, more: bool) -> bool:
        """Whether enough is said to tell it from a heading or a boast."""
        if not sign.in_line:
            own = {
                Measure.RUNS,
                Measure.CONSULTATIONS,
                Measure.COMPANIES,
                Measure.INTERVIEW_BOOTHS,
            }
            told_of = own & told.keys() or {"cohorts", "cohort_total"} & self.values.keys()
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

    def _round(self, takes: set[str]) -> None:
        if "round_no" in takes and (number := names.round_of(self.main)) is not None:
            self.values["round_no"] = number

    def _names(self, sign: Sign, takes: set[str], company_line: int) -> None:
        if {"role", "format"} & takes and (how := self._form(sign)) and "format" in takes:
            self.values["format"] = how
        if "companies" in takes:
            self._companies(sign, takes, company_line)
        if "title" in takes:
            self._title(sign)
        if "role" in takes or sign.kind in (EventKind.JOB_FAIR, EventKind.CONFERENCE):
            self._role(sign)
        if "target" in takes and not sign.in_line and (who := _WHO.match(self.heading.plain)):
            self.heading.mark("target", *who.span())
            self.values["target"] = who[0]

    def _form(self, sign: Sign) -> Any:
        start, _end = self._name_span(sign)
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

    def _companies(self, sign: Sign, takes: set[str], company_line: int) -> None:
        for slate in self.slates.values():
            if listed := names.listed_companies(slate):
                self.values["companies"] = listed
                return
        if self.company:
            self.values["companies"] = (self.company,)
            if "job" in takes and sign.in_line and not sign.named:
                self._job_below(sign)
            return
        if sign.kind is not EventKind.HIRING_EVENT or not sign.in_line or sign.named:
            if sign.kind is EventKind.MEETING and sign.in_line:
                self._met_with(sign)
            return
        start, end = self._before(sign.start)
        found, job = names.companies_before(self.main, start, end)
        if not found and not self.main.plain[:end].strip() and ":" in self.main.left[sign.end :]:
            start = self.main.left.index(":", sign.end) + 1
            stop = re.search(rf"\s*\(?\s?{GONE}|$", self.main.left[start:])
            assert stop is not None
            found, job = names.companies_before(self.main, start, start + stop.start())
        if found:
            self.values["companies"] = found
        if job and "job" in takes:
            self.values["job"] = job

    def _met_with(self, sign: Sign) -> None:
        """㈜미소케어 간담회: a company alone before the word."""
        start, end = self._before(sign.start)
        text = self.main.plain[start:end].strip()
        if names.formed(text) and " " not in text:
            self.values["companies"], _job = names.companies_before(self.main, start, end)

    def _job_below(self, sign: Sign) -> None:
        start, end = self.main.shrunk(*self._before(sign.start))
        job = self.main.text[start:end]
        if job and GONE not in self.main.left[start:end] and names.is_job(job):
            self.main.take("job", start, end)
            self.values["job"] = job

    def _before(self, sign_start: int) -> tuple[int, int]:
        """What stands before the sign up to the next edge; a bracket with its date is passed."""
        text = self.main.left[:sign_start]
        while found := re.search(rf"\s*\([{GONE}\s/,]*\)\s*$|[\s{GONE}]+$", text):
            text = text[: found.start()]
        edges = [one.end() for one in re.finditer(rf"[{GONE}:/|]\)?|^\s*-\s", text)]
        return (edges[-1] if edges else 0), len(text)

    def _name_span(self, sign: Sign) -> tuple[int, int]:
        """From the edge before the sign to its end."""
        if not sign.in_line:
            return 0, 0
        text = self.main.left[: sign.start]
        edges = [one.end() for one in _EDGE.finditer(text)]
        begin = edges[-1] if edges else 0
        stub = _STUB.match(text, begin)
        if stub and begin and text[begin - 1] == GONE:
            begin = stub.end()  # 45개사가 참여|한 희망일자리박람회
        if "」" in self.main.plain[begin : sign.end]:
            begin = max(self.main.plain.rfind("「", 0, begin), 0)
        return self.main.shrunk(begin, sign.end)

    def _title(self, sign: Sign) -> None:
        if not sign.in_line:
            self._title_of_heading_kind(sign)
            return
        if not sign.named:
            return
        start, end = self._name_span(sign)
        if (
            self.main.plain[:start].endswith(")")
            and GONE not in self.main.left[max(start - 2, 0) : start]
        ):
            return  # 일자리(취업)박람회: the name begins before the bracket
        said = self.main.text[start:end]
        if _BARE_NAME.fullmatch(said) and "cohorts" in self.values:
            self._title_of_heading_kind(sign)
            return
        if len(said) < _LEAST_TITLE or _BARE_NAME.fullmatch(said):
            return
        self.main.take("title", start, end)
        self.values["title"] = " ".join(said.split())

    def _title_of_heading_kind(self, sign: Sign) -> None:
        """A series or course whose own name says not what it is: 장애인 취업희망의 날 (11회)."""
        if sign.kind not in _SERIES:
            return
        said = next(
            (
                one
                for one in re.finditer(rf"[^{GONE},/:()|'\"<>「」『』]+", self.main.left)
                if one[0].strip(" -")
            ),
            None,
        )
        if said is None:
            return
        start, end = self.main.shrunk(*said.span())
        bare = re.sub(rf"^-\s|[을를]$|\s-$|\s?(?:{DEEDS})$", "", self.main.text[start:end]).strip()
        if len(bare) < _LEAST_TITLE or not names.plain_title(bare):
            return
        start += self.main.text[start:end].index(bare)
        self.main.take("title", start, start + len(bare))
        self.values["title"] = bare

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
