"""Records that stand in the words of a paper: one line each, whatever they say themselves."""

from dataclasses import replace

from storage.facts.shapes import EventFacts, Facts, MouFacts
from storage.report.composing import composed
from storage.report.composing_edits import Decision, decided, laid_out
from storage.report.composing_sums import Entry, summed
from storage.report.report_shapes import ReportLine
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, Measure
from tests.helpers.facts import bus, when

HALF = HalfYear(2021, 2)
HEADING = "이동 취업상담"
RUN = replace(bus("2021.7.3.", 1, 10), heading=HEADING)
COURSE = EventFacts(
    EventKind.PROGRAMME, when("2021.9."), heading=HEADING, title="정비 교실", cohorts=(1,)
)


def entry(number: int, facts: Facts, level: int = 2, kind: str = "event") -> Entry:
    return Entry(((kind, number),), facts, HALF, level=level)


def said(lines: list[ReportLine]) -> list[tuple[int, str]]:
    return [(line.level, line.text) for line in lines]


def worded(key: str, text: str, basis: str, level: int = 2, host: str = "") -> Decision:
    return Decision(key, text, basis, level, host=host)


def test_each_stands_alone_in_the_printed_words_below_its_heading() -> None:
    entries = [entry(1, RUN), entry(2, replace(RUN, period=when("2021.8.3.")))]
    first, second = (one.alone for one in entries)
    made = composed(entries)
    choices = [worded("event:1:1", "칠월 버스", first), worded("event:2:1", "팔월 버스", second)]
    lines = decided(made, choices, ["h:이동 취업상담", "event:2:1", "event:1:1"])
    assert said(lines) == [(1, HEADING), (2, "팔월 버스"), (2, "칠월 버스")]
    assert [line.records for line in lines[1:]] == [(("event", 2),), (("event", 1),)]
    assert not any(line.stale for line in lines)


def test_a_line_whose_record_says_another_thing_since_is_stale() -> None:
    was = entry(1, RUN).alone
    now = entry(1, replace(RUN, counts={Measure.RUNS: 2}))
    [_, line] = decided(composed([now]), [worded("event:1:1", "칠월 버스", was)], [])
    assert (line.text, line.edited, line.stale) == ("칠월 버스", True, True)


def test_a_line_goes_with_its_record_and_with_all_that_stands_below_it() -> None:
    choices = [
        worded("event:1:1", "칠월 버스", ""),
        worded("event:1:2", "열 명 상담", "열 명 상담", 3),
    ]
    there = decided(composed([entry(1, RUN)]), choices, ["event:1:1", "event:1:2"])
    assert said(there)[1:] == [(2, "칠월 버스"), (3, "열 명 상담")]
    assert there[2].records == (("event", 1),)
    assert decided(composed([]), choices, ["event:1:1", "event:1:2"]) == []


def test_what_stands_in_words_is_part_of_no_sum() -> None:
    another = replace(COURSE, cohorts=(2,))
    assert len(summed([entry(1, COURSE), entry(2, another, level=0)])) == 2
    runs = [entry(1, RUN), entry(2, replace(RUN, period=when("2021.8.3.")), level=0)]
    assert [one.records for one in summed(runs)] == [(("event", 1),), (("event", 2),)]


def test_runs_that_a_total_in_words_holds_stand_behind_its_line() -> None:
    total = replace(bus(), heading=HEADING)
    [one] = summed([entry(1, total), entry(2, RUN, level=0)])
    assert (one.records, one.facts) == ((("event", 1), ("event", 2)), total)


def test_several_records_may_stand_behind_one_line() -> None:
    signed = MouFacts("업무협약", ("고양시", "가나"), when("2021.9.1."), heading=HEADING)
    entries = [entry(1, RUN), entry(1, signed, kind="mou")]
    basis = "\n".join(one.alone for one in entries)
    choices = [
        worded("event:1:1", "버스와 협약", basis),
        worded("mou:1:1", "버스와 협약", "", host="event:1:1"),
    ]
    lines = decided(composed(entries), choices, ["event:1:1"])
    assert said(lines) == [(1, HEADING), (2, "버스와 협약")]
    assert (lines[1].records, lines[1].stale) == ((("event", 1), ("mou", 1)), False)
    alone = decided(composed(entries[1:]), choices, ["event:1:1"])
    assert said(alone)[1:] == [(2, "버스와 협약")]
    assert alone[1].stale


def test_the_same_heading_twice_keeps_the_order_of_the_paper() -> None:
    other = replace(RUN, heading="만남의 장")
    entries = [entry(1, RUN), entry(2, other), entry(3, replace(RUN, period=when("2021.9.3.")))]
    choices = [worded(f"event:{n}:1", f"줄 {n}", "") for n in (1, 2, 3)]
    choices.append(Decision("added:1", HEADING, level=1))
    order = [f"h:{HEADING}", "event:1:1", "h:만남의 장", "event:2:1", "added:1", "event:3:1"]
    lines = laid_out(composed(entries), choices, order)
    assert [line.key for line in lines] == order


def test_a_record_that_got_another_heading_follows_it() -> None:
    entries = [entry(1, replace(RUN, heading="만남의 장")), entry(2, RUN, level=0)]
    order = [f"h:{HEADING}", "event:1:1"]
    lines = laid_out(composed(entries), [worded("event:1:1", "칠월 버스", "")], order)
    keys = [line.key for line in lines]
    assert keys.index("event:1:1") == keys.index("h:만남의 장") + 1


def test_a_line_of_the_first_depth_stands_below_no_heading() -> None:
    lines = decided(composed([entry(1, RUN, level=1)]), [worded("event:1:1", "버스", "", 1)], [])
    assert said(lines) == [(1, "버스")]
