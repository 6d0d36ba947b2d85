"""Every kind of event reads like the report, and says nothing of what is absent."""

from dataclasses import replace
from typing import Any

import pytest

from storage.facts.shapes import EventFacts
from storage.facts.wording import label, lines, show
from storage.rules.terms import (
    CohortStyle,
    DatePlace,
    EventFormat,
    EventKind,
    EventStatus,
    HostRole,
    Measure,
)
from tests.storage.facts.samples import DAY, HALF, MONTH, texts


def test_a_missing_count_is_not_printed_as_zero_and_a_zero_is_printed() -> None:
    bus = EventFacts(EventKind.JOB_BUS, DAY, counts={Measure.RUNS: 1})
    assert texts(bus) == [" - (2021.7.3.) 1회"]
    counted = replace(bus, counts={Measure.RUNS: 1, Measure.CONSULTATIONS: 0})
    assert texts(counted) == [" - (2021.7.3.) 1회 운영 및 0명 상담"]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        (
            {"counts": {Measure.RUNS: 1, Measure.CONSULTATIONS: 25}, "places": ("화정역 광장",)},
            [" - (2021.7.3.) 화정역 광장 1회 운영 및 25명 상담"],
        ),
        ({"counts": {Measure.CONSULTATIONS: 25}}, [" - (2021.7.3.) 25명 상담"]),
        ({"places": ("화정역 광장",)}, [" - (2021.7.3.) 화정역 광장 운영"]),
        ({}, [" - (2021.7.3.) 일자리버스 운영"]),
        (
            {"counts": {Measure.RUNS: 1200, Measure.HIRED: 7}},
            [" - (2021.7.3.) 1,200회", "  · 채용 7명"],
        ),
        (
            {"counts": {Measure.RUNS: 1}, "status": EventStatus.PLANNED},
            [" - (2021.7.3.) 1회 예정"],
        ),
        (
            {"counts": {Measure.RUNS: 1}, "status": EventStatus.CANCELLED},
            [" - (2021.7.3.) 1회(취소)"],
        ),
    ],
)
def test_a_single_run_of_the_job_bus_reads_like_the_report(
    changes: dict[str, Any], wanted: list[str]
) -> None:
    facts = replace(EventFacts(EventKind.JOB_BUS, DAY), **changes)
    assert texts(facts) == wanted


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"cohorts": (2,)}, "경비짱 2기(2021. 3.)"),
        ({"cohorts": (2, 3)}, "경비짱(2,3기/2021. 3.)"),
        ({"cohort_total": 2}, "경비짱(총2기/2021. 3.)"),
        ({"cohorts": (1, 2), "cohort_style": CohortStyle.TOTAL}, "경비짱(총2기/2021. 3.)"),
        ({"cohorts": (2,), "cohort_style": CohortStyle.TIGHT}, "경비짱2기(2021. 3.)"),
        ({"cohorts": (2, 3), "cohort_style": CohortStyle.SPACED_PAREN}, "경비짱 (2,3기/2021. 3.)"),
        ({"cohorts": (2,), "date_place": DatePlace.NONE}, "경비짱 2기"),
        ({"cohorts": (2,), "date_place": DatePlace.BEFORE}, "(2021. 3.) 경비짱 2기"),
        ({}, "경비짱 운영(2021. 3.)"),
    ],
)
def test_cohorts_and_date_share_a_bracket_when_there_is_one(
    changes: dict[str, Any], wanted: str
) -> None:
    facts = replace(EventFacts(EventKind.PROGRAMME, MONTH, title="경비짱"), **changes)
    assert texts(facts) == [f" - {wanted}"]


def test_a_half_year_is_known_but_not_printed_since_the_row_names_it() -> None:
    fair = EventFacts(EventKind.JOB_FAIR, HALF, title="청년일자리박람회")
    assert texts(fair) == [" - 청년일자리박람회"]
    assert label(fair) == "청년일자리박람회 2021년 하반기"


def test_a_company_is_not_lost_when_the_title_does_not_name_it() -> None:
    event = EventFacts(
        EventKind.HIRING_EVENT,
        HALF,
        title="하반기 채용박람회",
        role=HostRole.HOST,
        companies=("(주)가나다산업",),
    )
    assert texts(event) == [" - (주)가나다산업", "  · 하반기 채용박람회 개최"]


def test_a_fair_without_a_name_is_named_by_its_heading() -> None:
    fair = EventFacts(EventKind.JOB_FAIR, MONTH, target="여성", components=("특강", "상담"))
    assert show(lines(fair)) == "○ 여성일자리박람회\n - 특강/상담 진행(2021. 3.)"


def test_what_the_line_has_no_place_for_follows_below() -> None:
    fair = EventFacts(
        EventKind.JOB_FAIR,
        MONTH,
        title="일자리박람회",
        format=EventFormat.BOTH,
        companies=("가", "나"),
        places=("킨텍스",),
        counts={Measure.VISITORS: 1200, Measure.HIRED: 35},
    )
    assert texts(fair) == [
        " - 일자리박람회 개최(2021. 3.)",
        "  · 온·오프라인 병행 진행",
        "  · 참여기업 : 가, 나",
        "  · 장소 : 킨텍스",
        "  · 참여 1,200명, 채용 35명",
    ]
