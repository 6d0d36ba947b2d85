"""Every figure that can be entered stands in the lines of its record, and is read off them."""

import pytest

from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.figures import COUNTED_AS
from storage.facts.shapes import EventFacts, HireFacts
from storage.facts.wording_parts import ITEM
from storage.report.composing import composed
from storage.report.composing_sums import Entry
from storage.report.printed_figures import on_paper
from storage.report.report_shapes import ReportLine
from storage.rules.figure_kinds import Counted
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, Measure, RecordKind
from tests.helpers.facts import bus, when, works

HALF = HalfYear(2021, 2)
ONE = (RecordKind.EVENT, 1)


def entry(facts: EventFacts, number: int = 1) -> Entry:
    """An event as its block meets it."""
    return Entry(((RecordKind.EVENT, number),), facts, HALF)


@pytest.mark.parametrize("kind", EventKind)
def test_no_figure_of_an_event_is_left_out_by_its_sentence(kind: EventKind) -> None:
    """Mutant: a sentence that forgets one of the figures of its kind."""
    row = EVENT_ROWS[kind]
    counts = {one: 11 + at for at, one in enumerate((*row.figures_asked, *row.figures))}
    one = entry(
        EventFacts(kind, when("2021.7.~12."), title="어느 행사", cohorts=(1,), counts=counts)
    )
    found = on_paper([one], composed([one]))
    assert found.records == {ONE}
    assert {measured: value for measured, value, _ in found.numbers} == {
        COUNTED_AS[measure]: value for measure, value in counts.items()
    }


def test_the_head_count_of_a_site_is_read_off_its_line() -> None:
    records = ((RecordKind.CONTRACT, 1), (RecordKind.HIRE, 1), (RecordKind.HIRE, 2))
    hires = (HireFacts(when("2021.8."), 46, 115), HireFacts(when("2021.9."), 44, 127))
    site = Entry(records, works(), HALF, hires=hires)
    found = on_paper([site], composed([site]))
    read = {measured: value for measured, value, _ in found.numbers}
    assert read == {(Counted.WORKERS, False): 127, (Counted.WORKERS, True): 44}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("(2021.7.) 4회 운영 및 83명 상담", {Measure.RUNS: 4, Measure.CONSULTATIONS: 83}),
        ("(2021.7.) 14회 운영 및 1,083명 상담", {}),
        ("4회 운영", {Measure.RUNS: 4}),
        ("네 번 83명 상담", {Measure.CONSULTATIONS: 83}),
        ("", {}),
    ],
)
def test_a_line_prints_what_can_be_read_in_it_and_nothing_else(
    text: str, read: dict[Measure, int]
) -> None:
    one = entry(bus("2021.7.", 4, 83))
    found = on_paper([one], [ReportLine(ITEM, text, "event:1:1", (ONE,), edited=True)])
    assert {measured: value for measured, value, _ in found.numbers} == {
        COUNTED_AS[measure]: value for measure, value in read.items()
    }
    assert found.reworded == {ONE}


def test_one_number_stands_for_one_figure() -> None:
    """Two records joined on a line whose number stands there once."""
    both = [entry(bus("2021.7.", 4, 83)), entry(bus("2021.9.~10.", 4, 83), 2)]
    line = ReportLine(ITEM, "4회 운영 및 83명 상담", "event:1:1", (ONE, (RecordKind.EVENT, 2)))
    found = on_paper(both, [line])
    assert [(value, records) for _, value, records in found.numbers] == [
        (4, frozenset({ONE})),
        (83, frozenset({ONE})),
    ]
