"""The words and buttons of a digest, as one person reads them on a phone."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler import kinds
from scheduler.reminders.keyboard import keyboard
from scheduler.reminders.texts import Line, digest_text
from storage.rules.terms import PlanState

TODAY = date(2022, 1, 5)
PLAN = Line(
    kind=kinds.PLAN_DUE,
    subject_id=1,
    title="2022년 상반기",
    department="도로건설과",
    due=date(2022, 1, 10),
    left=3,
    plan_state=PlanState.NOT_SUBMITTED,
    half="2022-1",
    snoozes=True,
)
CONTACT = replace(
    PLAN, kind=kinds.MOU_CONTACT, title="가나상사 업무협약 2021.6.21.", half="", left=-6
)


def labels(lines: list[Line]) -> list[list[str]]:
    return [[key.label for key in row] for row in keyboard(TODAY, lines)]


@pytest.mark.parametrize(
    ("due", "told"), [(date(2022, 1, 3), "1.3."), (date(2021, 12, 27), "2021.12.27.")]
)
def test_a_day_of_another_year_bears_its_year(due: date, told: str) -> None:
    assert f"(연락일 {told})" in digest_text(TODAY, [replace(CONTACT, due=due)])


def test_the_four_acts_on_a_plan_stand_together_two_by_two() -> None:
    assert labels([PLAN]) == [
        ["추진계획 작성", "추진계획 해당없음"],
        ["추진계획 담당자 변경", "내일 09시에 다시"],
    ]
    assert labels([PLAN, CONTACT])[:2] == labels([PLAN])


def test_with_plans_of_two_departments_no_button_could_say_which_but_all_can_wait() -> None:
    assert labels([PLAN, replace(PLAN, subject_id=2)]) == [["내일 09시에 다시"]]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("가나상사 업무협약 2021.6.21.", "가나상사 업무협약…"),
        ("가나상사 업무협약", "가나상사 업무협약"),
        ("성광의료재단(일산글로벌라이프센터) 업무협약", "성광의료재단(일산글로벌라이프…"),
    ],
)
def test_a_title_on_a_button_is_cut_between_words(title: str, shown: str) -> None:
    assert labels([replace(CONTACT, title=title)])[0] == [f"연락 결과 적기: {shown}"]


def test_of_many_departments_the_first_are_named_and_the_others_counted_as_places() -> None:
    many = [replace(PLAN, subject_id=n, department=f"{n}번과") for n in range(1, 13)]
    assert "추진계획 제출 12건: 1번과, 2번과 외 10개 부서" in digest_text(TODAY, many)
