"""Which two records may be one: the rules of each kind, by what is common and how near."""

from dataclasses import replace
from datetime import date

import pytest

from storage.facts.kinds import kind_of, row_of
from storage.facts.likeness import Alike, likeness
from storage.facts.likeness_kinds import REPEATS
from storage.facts.shapes import (
    EventFacts,
    Facts,
    FollowUpFacts,
    HireFacts,
    PlanItemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.rules.half_year import HalfYear
from storage.rules.period import Period
from storage.rules.terms import ContactKind, EventKind, Measure, Stage
from tests.helpers.facts import agreement, bus, fair, when, works

HALF = HalfYear(2021, 2)
RUN = EventFacts(
    EventKind.JOB_BUS, when("2021.7.5."), places=("화정역 광장",), counts={Measure.RUNS: 1}
)
LECTURE = EventFacts(EventKind.THEME_LECTURE, when("2021.7.5."), title="면접 특강")
COURSE = EventFacts(
    EventKind.PROGRAMME, when("2021.7.~9."), title="청년 나 알기 학교", cohorts=(1,)
)
CALL = FollowUpFacts(when("2021.7.5."), ContactKind.CALL, "하반기 채용")
COUNTED = HireFacts(when("2021.7."), 3, 5)

CASES: list[tuple[str, Facts, Facts, Alike]] = [
    ("a run at the same place next day", RUN, replace(RUN, period=when("2021.7.6.")), Alike.NO),
    ("the same day, another place", RUN, replace(RUN, places=("주엽역",)), Alike.NO),
    ("the same day and place", RUN, replace(RUN, counts={Measure.RUNS: 2}), Alike.NEAR),
    ("the same day, one without a place", RUN, replace(RUN, places=()), Alike.NEAR),
    ("the same to the letter", RUN, replace(RUN, note="비"), Alike.EQUAL),
    ("a run and the total of its months", RUN, bus(), Alike.NO),
    ("two totals of the same months", bus(), bus(runs=40), Alike.NEAR),
    ("a fair dated and by its half", fair(), fair(period=when("2021 하반기")), Alike.NEAR),
    ("a fair dated and by its month", fair(), fair(period=when("2021.7.")), Alike.NEAR),
    ("a fair dated and by another month", fair(), fair(period=when("2021.9.")), Alike.NO),
    ("a fair dated and undated", fair(), fair(period=Period(()), half=HALF), Alike.NEAR),
    (
        "a fair undated in another half",
        fair(),
        fair(period=Period(()), half=HalfYear(2022, 1)),
        Alike.NO,
    ),
    (
        "another fair of the half at the same place",
        fair(),
        fair(period=when("2021 하반기"), title="장애인의 날", companies=("맥도날드",)),
        Alike.NO,
    ),
    ("two days on", fair(), fair(period=when("2021.7.17.")), Alike.NEAR),
    ("four days on", fair(), fair(period=when("2021.7.19.")), Alike.NO),
    ("another company", fair(), fair(companies=("맥도날드",)), Alike.NO),
    (
        "a company as it is mistyped",
        fair(),
        fair(companies=("쿠팡플필먼트",), title=""),
        Alike.NEAR,
    ),
    ("the second round", fair(round_no=1), fair(round_no=2), Alike.NO),
    ("numbered otherwise", fair(title="1일차 박람회"), fair(title="2일차 박람회"), Alike.NEAR),
    ("another cohort", COURSE, replace(COURSE, cohorts=(2,)), Alike.NO),
    ("the same cohort", COURSE, replace(COURSE, period=when("2021.8.")), Alike.NEAR),
    ("a lecture", LECTURE, replace(LECTURE, title="면접특강", places=("시청",)), Alike.NEAR),
    ("the same partner", agreement(), agreement(title="우선고용 협약"), Alike.NEAR),
    ("another partner", agreement(), agreement(parties=("고양시", "맥도날드")), Alike.NO),
    ("a contract for other works", works(), works(title="주교동 도로공사"), Alike.NO),
    ("a contract again", works(), works(amount=90_000_000), Alike.NEAR),
    ("a second call that day", CALL, replace(CALL, text="상반기"), Alike.NEAR),
    ("a letter that day", CALL, replace(CALL, contact=ContactKind.LETTER), Alike.NO),
    ("a head-count of the same month", COUNTED, replace(COUNTED, workers=9), Alike.NEAR),
    (
        "a head-count of the next month",
        COUNTED,
        replace(COUNTED, period=when("2021.8.")),
        Alike.NO,
    ),
    (
        "a head-count at another stage",
        replace(COUNTED, stage=Stage.START),
        replace(COUNTED, stage=Stage.COMPLETION),
        Alike.NO,
    ),
    (
        "a promise",
        PromiseFacts("시민 우선고용"),
        PromiseFacts("시민 우선 고용", due=date(2022, 1, 1)),
        Alike.NEAR,
    ),
    ("another promise", PromiseFacts("시민 우선고용"), PromiseFacts("박람회 참여"), Alike.NO),
    (
        "another trade",
        SubcontractFacts("(주)다라", 1, local=True, work="조경"),
        SubcontractFacts("(주)다라", 2, local=True, work="토공"),
        Alike.NO,
    ),
    (
        "another firm with nearly its name",
        SubcontractFacts("한울조경", 1, local=True),
        SubcontractFacts("한율조경", 2, local=True),
        Alike.NO,
    ),
    ("an item", PlanItemFacts("박람회 개최", target=3), PlanItemFacts("박람회개최"), Alike.NEAR),
]


@pytest.mark.parametrize(("told", "one", "other", "near"), CASES, ids=[case[0] for case in CASES])
def test_what_may_be_one_is_alike_whichever_was_there_first(
    told: str, one: Facts, other: Facts, near: Alike
) -> None:
    repeats = REPEATS[kind_of(one)]
    assert repeats is not None
    halves = (row_of(one).half(one) or HALF, row_of(other).half(other) or HALF)
    assert likeness(repeats(one), one, other, halves) is near, told
    assert likeness(repeats(other), other, one, halves[::-1]) is near, told
