"""A kind of record, and a kind of event, is a row: it says what is so, and nothing is missing."""

from dataclasses import fields, replace
from enum import StrEnum

import pytest

from storage.facts.event_kinds import EVENT_ROWS, EventRow
from storage.facts.kinds import KINDS, kind_of
from storage.facts.loose.printed import printed
from storage.facts.loose.proposed import Setting
from storage.facts.read_back import Back
from storage.facts.shapes import (
    EventFacts,
    Facts,
    FollowUpFacts,
    HireFacts,
    IncentiveFacts,
    PlanItemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.facts.wording import lines
from storage.report.reading.units import Numbered, Where, units
from storage.rules.half_year import HalfYear
from storage.rules.terms import (
    ContactKind,
    EventKind,
    HostRole,
    Measure,
    PromiseStatus,
    RecordKind,
    of_each,
)
from tests.helpers.facts import agreement, bus, fair, when, works

HALF = HalfYear(2021, 2)
SEPTEMBER = when("2021.9.")
AGREED = agreement(purpose="고양시민 우선고용을 위해")

EVENTS = of_each(
    EventKind,
    {
        EventKind.JOB_FAIR: fair(companies=(), places=()),
        EventKind.HIRING_EVENT: EventFacts(
            EventKind.HIRING_EVENT, SEPTEMBER, role=HostRole.SUPPORT, companies=("(주)가나",)
        ),
        EventKind.ONLINE_BRIEFING: EventFacts(EventKind.ONLINE_BRIEFING, SEPTEMBER),
        EventKind.TENANT_HIRING: EventFacts(
            EventKind.TENANT_HIRING, SEPTEMBER, places=("유니테크빌",)
        ),
        EventKind.OUTREACH: EventFacts(
            EventKind.OUTREACH, SEPTEMBER, title="면접의 날", counts={Measure.RUNS: 3}
        ),
        EventKind.JOB_BUS: bus(),
        EventKind.JOB_TOUR: EventFacts(
            EventKind.JOB_TOUR, SEPTEMBER, counts={Measure.RUNS: 9}, half=HALF
        ),
        EventKind.CONFERENCE: EventFacts(EventKind.CONFERENCE, SEPTEMBER, title="청년 컨퍼런스"),
        EventKind.PROGRAMME: EventFacts(
            EventKind.PROGRAMME, SEPTEMBER, title="청년 나 알기 학교", cohorts=(1,)
        ),
        EventKind.THEME_LECTURE: EventFacts(
            EventKind.THEME_LECTURE, SEPTEMBER, counts={Measure.RUNS: 10}
        ),
        EventKind.MEETING: EventFacts(
            EventKind.MEETING, SEPTEMBER, title="채용 간담회", companies=("(주)가나",)
        ),
        EventKind.REGULATION: EventFacts(
            EventKind.REGULATION, SEPTEMBER, title="공사계약 특수조건 개정"
        ),
    },
)
"""One event of each kind, as an officer would enter it."""

OTHERS: dict[RecordKind, Facts] = {
    RecordKind.MOU: AGREED,
    RecordKind.FOLLOW_UP: FollowUpFacts(SEPTEMBER, ContactKind.CALL, "하반기 채용"),
    RecordKind.PROMISE: PromiseFacts("고양시민 채용", status=PromiseStatus.KEPT),
    RecordKind.CONTRACT: works(),
    RecordKind.SUBCONTRACT: SubcontractFacts("(주)다라", 1_000_000, local=True),
    RecordKind.HIRE: HireFacts(SEPTEMBER, 3, 5),
    RecordKind.PLAN_ITEM: PlanItemFacts("시민 채용 안내"),
    RecordKind.INCENTIVE: IncentiveFacts("(주)가나", ("전 부서",), "상자", works().notice_on),
}
"""One record of each other kind that the progress table could print."""

COMMON = {"kind", "period", "half", "heading", "counts", "date_place", "status", "note"}
COMMON |= {"agreement", "reported_in", "own", "units"}
"""What every event has."""


def read_back(facts: Facts, *, plan: bool = False) -> list[Facts]:
    """What the printed lines of a record are read as, below those it stands under."""
    under = KINDS[kind_of(facts)].under
    path = lines(facts, parent=AGREED if under is RecordKind.MOU else None)
    if path[1].level == 3:  # a tour stands below its bus
        path = (path[0], lines(bus())[1], *path[1:])
    if isinstance(facts, FollowUpFacts | PromiseFacts):
        path = (*lines(AGREED), path[-1])
    told = [Numbered(at, line.level, line.text) for at, line in enumerate(path)]
    return [made.facts for unit in units(told, Where(HALF, HALF, plan)) for made in unit.made]


@pytest.mark.parametrize("kind", EventKind)
def test_an_event_of_every_kind_is_read_back_from_its_own_lines(kind: EventKind) -> None:
    event = EVENTS[kind]
    found = [one for one in read_back(event) if isinstance(one, EventFacts) and one.kind is kind]
    assert [(lines(one), one.counts) for one in found] == [(lines(event), event.counts)]


@pytest.mark.parametrize("kind", EVENTS)
def test_each_kind_of_event_is_known_by_its_words_in_its_own_sentence(kind: EventKind) -> None:
    head, item, *details = (line.text for line in lines(EVENTS[kind]))
    half = EVENTS[kind].half or EVENTS[kind].period.half
    assert half is not None
    made = printed(head, item, details, Setting(half, half)).reads
    assert [one.event_kind for one in made] == [kind]


@pytest.mark.parametrize("kind", OTHERS)
def test_a_record_is_read_back_as_its_kind_exactly_where_its_row_says_so(kind: RecordKind) -> None:
    row = KINDS[kind]
    found = read_back(OTHERS[kind], plan=kind is RecordKind.PLAN_ITEM)
    as_itself = [one for one in found if kind_of(one) is kind]
    assert bool(as_itself) is not any(back.never for back in row.back)


def test_every_fact_of_an_event_belongs_to_a_kind_or_to_all() -> None:
    named = {name for row in EVENT_ROWS.values() for name in (*row.asks, *row.takes)}
    assert named | COMMON == {one.name for one in fields(EventFacts)}
    assert not named & COMMON


def test_every_figure_is_asked_of_some_kind() -> None:
    rows = EVENT_ROWS.values()
    assert {one for row in rows for one in (*row.figures, *row.figures_asked)} == set(Measure)


def test_a_kind_without_a_row_cannot_be_started_with() -> None:
    class Kind(StrEnum):
        ONE = "one"
        TWO = "two"

    assert of_each(Kind, {Kind.ONE: 1, Kind.TWO: 2})[Kind.TWO] == 2
    with pytest.raises(ValueError, match="no row for two"):
        of_each(Kind, {Kind.ONE: 1})


@pytest.mark.parametrize("lacking", ["tile", "checks", "figures", "figures_asked", "asks"])
def test_a_kind_of_event_that_does_not_say_how_it_is_counted_cannot_be_built(lacking: str) -> None:
    row = EVENT_ROWS[EventKind.JOB_FAIR]
    told = {one.name: getattr(row, one.name) for one in fields(row)}
    assert EventRow(**told) == row
    del told[lacking]
    with pytest.raises(TypeError, match=lacking):
        EventRow(**told)


@pytest.mark.parametrize(
    "lacking", ["lines", "back", "half", "is_result", "figures", "tile", "checks"]
)
def test_a_kind_of_record_that_lacks_something_cannot_be_built(lacking: str) -> None:
    row = KINDS[RecordKind.CONTRACT]
    told = dict(vars(row))
    assert type(row)(**told) == row
    del told[lacking]
    with pytest.raises(TypeError, match=lacking):
        type(row)(**told)


def test_a_kind_of_event_needs_a_heading_facts_that_there_are_and_a_way_back() -> None:
    row = EVENT_ROWS[EventKind.MEETING]
    with pytest.raises(ValueError, match="heading"):
        replace(row, headings=())
    with pytest.raises(ValueError, match="guests"):
        replace(row, takes=("guests",))
    with pytest.raises(ValueError, match="read it back"):
        Back()
