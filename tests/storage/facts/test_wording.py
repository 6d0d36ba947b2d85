"""Records become the lines of the real report, letter by letter."""

import json
from datetime import date
from pathlib import Path

import pytest

from storage.facts.shapes import BudgetFacts, EventFacts, Facts, Line, MouFacts, ProblemFacts
from storage.facts.wording import heading_choices, label, lines, show, usual_heading
from storage.facts.wording_parts import listed
from storage.rules.date_grammar import read_period
from storage.rules.terms import BudgetKind, EventKind, Measure, RecordKind
from tests.helpers.report_lines import folded
from tests.storage.facts.samples import CONTRACT, DAY, MONTH
from tests.storage.facts.seed_facts import ROWS, Entry

GOLDEN = json.loads(
    (Path(__file__).parents[2] / "golden" / "seed_lines.json").read_text(encoding="utf-8")
)

BROKEN_BY_LAYOUT = {"영 업소": "영업소", "유니 테크빌": "유니테크빌"}
"""Two words of the seed were cut at the edge of a table cell; they are compared whole."""


def whole(text: str) -> str:
    """The seed's text with the two cut words joined."""
    for cut, word in BROKEN_BY_LAYOUT.items():
        text = text.replace(cut, word)
    return text


def path(entry: Entry) -> tuple[Line, ...]:
    """The lines of one record."""
    return lines(entry.facts, parent=entry.parent)


def printed(row: int) -> tuple[Line, ...]:
    """The lines of a row of the report: its records folded, joined lines joined."""
    paths: list[tuple[Line, ...]] = []
    for entry in ROWS[row]:
        own = path(entry)
        if entry.joins:
            last = paths.pop()
            assert last[:-1] == own[:-1], "only lines of one heading share a line"
            shared = listed([last[-1].text, own[-1].text], entry.joins)
            own = (*own[:-1], Line(own[-1].level, shared))
        paths.append(own)
    return folded(paths)


@pytest.mark.parametrize("row", range(len(GOLDEN["rows"])))
def test_the_records_of_a_row_print_the_row_of_the_real_report(row: int) -> None:
    wanted = [Line(level, whole(text)) for level, text in GOLDEN["rows"][row]["lines"]]
    assert list(printed(row)) == wanted


def test_every_line_of_the_real_report_that_comes_from_records_is_covered() -> None:
    assert sum(len(row["lines"]) for row in GOLDEN["rows"]) == 72
    assert GOLDEN["not_from_records"] == [
        "추진실적 및 향후 추진계획",
        "연도별 투자계획(사업비)",
        "연도별 확보(집행)액",
        "문제점 및 개선대책",
    ]


def test_only_the_two_words_cut_by_the_layout_differ_from_the_real_report() -> None:
    everything = " ".join(text for row in GOLDEN["rows"] for _, text in row["lines"])
    assert [everything.count(cut) for cut in BROKEN_BY_LAYOUT] == [1, 1]


def test_the_two_tables_of_the_real_report_state_that_no_money_is_needed() -> None:
    stated = [lines(BudgetFacts(table, non_budget=True)) for table in BudgetKind]
    assert stated == [
        (Line(2, "연도별 투자계획(사업비) : 비예산"),),
        (Line(2, "연도별 확보(집행)액 : 비예산"),),
    ]


def test_chat_text_shows_the_three_marks_of_the_report() -> None:
    shown = show([Line(1, "가"), Line(2, "나"), Line(3, "다")])
    assert shown == "○ 가\n - 나\n  · 다"


def test_a_job_tour_stands_below_its_bus_or_alone_on_a_line_of_its_own() -> None:
    bus = EventFacts(EventKind.JOB_BUS, MONTH, counts={Measure.RUNS: 3})
    tour = EventFacts(EventKind.JOB_TOUR, DAY, counts={Measure.RUNS: 1, Measure.COMPANIES: 2})
    text = "(2021.7.3.) 잡투어 1회 2개 업체"
    assert folded([lines(bus), lines(tour)])[2] == Line(3, text)
    assert folded([lines(tour)])[1] == Line(2, text)


def test_a_heading_chosen_by_the_officer_wins_over_the_usual_one() -> None:
    bus = EventFacts(EventKind.JOB_BUS, DAY, heading="일자리버스 시범운영")
    assert lines(bus)[0].text == usual_heading(bus) == "일자리버스 시범운영"
    assert heading_choices(EventKind.JOB_BUS)[0] == "고양시 찾아가는 일자리버스 운영"
    assert usual_heading(ProblemFacts("가")) == ""
    assert "참여기업 발굴 및 업무협약 체결" in heading_choices(RecordKind.PLAN_ITEM)


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (
            EventFacts(
                EventKind.JOB_BUS,
                read_period("2021.7.~12.", date(2021, 12, 31)),
                counts={Measure.RUNS: 39},
            ),
            "일자리버스 2021.7.~12. 39회",
        ),
        (
            MouFacts("업무협력협약", ("고양시", "코레일테크"), MONTH),
            "코레일테크 업무협력협약 2021. 3.",
        ),
        (CONTRACT, "(주)가나다 ○○공사"),
        (ProblemFacts("가" * 80), "가" * 59 + "…"),
    ],
)
def test_a_label_tells_records_apart_on_one_line(facts: Facts, wanted: str) -> None:
    assert label(facts) == wanted
