"""How records of a block stand together: grouped, summed, decided upon."""

from dataclasses import replace

from storage.facts.shapes import EventFacts, Facts
from storage.report.composing import composed
from storage.report.composing_edits import Decision, decided, laid_out, moved
from storage.report.composing_sums import Entry
from storage.report.report_shapes import ReportLine
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import EventKind, Measure
from tests.helpers.facts import bus, fair

HALF = HalfYear(2021, 2)


def _block(*told: Facts) -> list[ReportLine]:
    return composed(
        Entry((("event", number),), facts, HALF) for number, facts in enumerate(told, 1)
    )


def _texts(lines: list[ReportLine]) -> list[str]:
    return [line.text for line in lines]


def _course(*cohorts: int) -> EventFacts:
    return EventFacts(
        EventKind.PROGRAMME, Period(()), half=HALF, title="청년캣취업 사관학교", cohorts=cohorts
    )


def _fairs(*titles: str) -> list[ReportLine]:
    return _block(*(fair(title=one, companies=(), places=(), period=Period(())) for one in titles))


def test_single_runs_of_the_bus_print_as_one_line() -> None:
    lines = _block(*(bus(f"2021.{month}.3.", 1, 10) for month in (7, 9, 12)))
    assert _texts(lines)[1:] == ["(2021.7.~12.) 3회 운영 및 30명 상담"]
    assert lines[1].records == (("event", 1), ("event", 2), ("event", 3))


def test_a_figure_that_one_run_lacks_says_of_how_many_runs_it_is() -> None:
    lines = _block(bus("2021.7.3.", 1, 10), bus("2021.8.3.", 1))
    assert _texts(lines)[1:] == ["(2021.7.~8.) 2회 운영 및 10명 상담(2회 중 1회 집계)"]


def test_a_stated_total_is_printed_and_never_added_to_single_runs_in_its_time() -> None:
    lines = _block(bus(), bus("2021.7.3.", 1), bus("2021.8.3.", 1))
    assert _texts(lines)[1:] == ["(2021.7.~12.) 39회"]
    assert len(lines[1].records) == 3


def test_programmes_of_one_title_list_their_cohorts() -> None:
    lines = _block(_course(3), _course(5), _course(4))
    assert _texts(lines)[1:] == ["청년캣취업 사관학교(3,4,5기)"]


def test_a_heading_gathers_its_lines_wherever_they_were_entered() -> None:
    course = replace(_course(1), counts={Measure.ENROLLED: 5})
    lines = _block(_course(2), bus(), replace(course, title="경비짱"))
    assert [(line.level, line.key) for line in lines] == [
        (1, "h:취업지원 프로그램 운영"),
        (2, "event:1:1"),
        (2, "event:3:1"),
        (3, "event:3:2"),
        (1, "h:고양시 찾아가는 일자리버스 운영"),
        (2, "event:2:1"),
    ]


def test_a_hidden_heading_hides_all_below_it() -> None:
    lines = _fairs("가 박람회", "나 박람회")
    assert decided(lines, [Decision(lines[0].key, hidden=True)], []) == []


def test_a_joined_line_carries_the_records_of_both() -> None:
    lines = decided(_fairs("가", "나"), [Decision("event:2:1", mark="/")], [])
    assert (lines[1].text, lines[1].records) == ("가/나", (("event", 1), ("event", 2)))


def test_a_joined_line_is_printed_on_its_host_and_on_no_other() -> None:
    lines = _fairs("가", "나", "다")
    joined = Decision("event:3:1", mark="/", host="event:2:1")
    assert _texts(decided(lines, [joined], []))[1:] == ["가", "나/다"]
    assert _texts(decided(lines, [joined, Decision("event:2:1", hidden=True)], []))[1:] == [
        "가",
        "다",
    ]
    chained = Decision("event:2:1", mark=", ", host="event:1:1")
    assert _texts(decided(lines, [chained, joined], []))[1:] == ["가, 나/다"]


def test_a_moved_line_stays_and_a_new_one_follows_its_predecessor() -> None:
    keys = moved(_fairs("가", "나", "다"), "event:3:1", up=True)
    assert keys is not None
    assert _texts(decided(_fairs("가", "나", "다", "라"), [], keys))[1:] == [
        "가",
        "다",
        "라",
        "나",
    ]


def test_a_moved_heading_takes_its_lines_along() -> None:
    lines = _block(_course(1), bus())
    keys = moved(lines, lines[2].key, up=True)
    assert keys == [line.key for line in (*lines[2:], *lines[:2])]
    assert moved(lines, lines[0].key, up=True) is None


def test_an_added_line_stands_where_it_was_put() -> None:
    lines = _fairs("가", "나")
    keys = [lines[0].key, lines[1].key, "added:1", lines[2].key]
    one = Decision("added:1", text="다", level=2)
    assert _texts(laid_out(lines, [one], keys))[1:] == ["가", "다", "나"]
