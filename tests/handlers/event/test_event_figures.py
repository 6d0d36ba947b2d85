"""What was counted at an event is told in one short answer, and changed one by one."""

from collections.abc import AsyncIterator

import pytest

from handlers.event.figures_form import ALL_FIGURES, QUESTIONS
from handlers.event.form import EVENT
from handlers.forms import engine
from handlers.forms.session import Mode, Press, Sitting, Typed
from handlers.install import install
from storage.facts.event_kinds import EVENT_ROWS
from storage.facts.shapes import EventFacts
from storage.records import record_lookup, record_projection
from storage.rules.terms import EventKind, Measure, RecordKind, Role
from tests.handlers.forms.walking import AIDS, steps
from tests.helpers.desk import Desk

STAFF = 22


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot, and a clerk."""
    made = await Desk(sqlite_url, install).open()
    home = await made.department("일자리정책과", 1)
    await made.hire(STAFF, Role.STAFF, home)
    yield made
    await made.close()


async def at_figures(desk: Desk, kind: str = "기업 채용행사") -> str:
    """Up to the question for the figures; returns it."""
    await desk.says(STAFF, f"/event {kind}")
    await desk.says(STAFF, "7/3")
    while ALL_FIGURES.ask not in desk.newest(STAFF).text:
        shown = desk.labels(STAFF)
        await desk.taps(STAFF, "개최" if "개최" in shown else "건너뛰기")
    return desk.newest(STAFF).text


async def saved(desk: Desk) -> EventFacts:
    """The newest event, once its card is saved."""
    heard = await desk.taps(STAFF, "저장")
    assert any("저장했습니다." in words for words in heard)
    async with desk.db.read() as session:
        rows = await record_lookup.all_living(session, RecordKind.EVENT)
    facts = record_projection.facts_of(max(rows, key=lambda one: one.id))
    assert isinstance(facts, EventFacts)
    return facts


async def test_a_fair_is_counted_in_one_answer_and_prints_it(desk: Desk) -> None:
    asked = await at_figures(desk, "채용박람회")
    assert "예: 참여 800 면접 120 채용 35 시민 20 현장면접 29개사 채용상담 3개사" in asked
    await desk.says(STAFF, "면접 120명, 채용 35명(시민 20명)")
    card = desk.newest(STAFF).text
    assert "수치: 면접 120명 · 채용 35명(고양시민 20명)" in card
    assert "· 면접 120명, 채용 35명(고양시민 20명)" in card
    facts = await saved(desk)
    assert facts.counts == {Measure.INTERVIEWED: 120, Measure.HIRED: 35, Measure.RESIDENTS: 20}


async def test_what_cannot_be_read_is_asked_back_and_the_rest_is_not_taken(desk: Desk) -> None:
    await at_figures(desk)
    (shown,) = await desk.says(STAFF, "면접 120 체용 35")
    assert "‘체용’은 여기에 적는 수가 아닙니다." in shown
    assert "결과가 어떻습니까?" in shown
    (shown,) = await desk.says(STAFF, "채용 35 시민 40")
    assert "시민(40명)이 채용(35명)보다 많습니다." in shown
    await desk.says(STAFF, "참여 300")
    assert (await saved(desk)).counts == {Measure.VISITORS: 300}


async def test_a_single_figure_is_asked_alone_by_its_button_and_leads_back(desk: Desk) -> None:
    await at_figures(desk)
    await desk.taps(STAFF, "채용 인원")
    assert "몇 명이 채용되었습니까?" in desk.newest(STAFF).text
    await desk.says(STAFF, "35")
    shown = desk.newest(STAFF).text
    assert "결과가 어떻습니까?" in shown
    assert "수치: 채용 35명" in shown
    assert "채용 인원" not in desk.labels(STAFF)
    await desk.says(STAFF, "시민 20")
    assert (await saved(desk)).counts == {Measure.HIRED: 35, Measure.RESIDENTS: 20}


async def test_figures_are_changed_one_by_one_or_together_and_never_above_the_whole(
    desk: Desk,
) -> None:
    await at_figures(desk)
    await desk.says(STAFF, "면접 120 채용 35 시민 20")
    await desk.taps(STAFF, "고치기")
    await desk.taps(STAFF, "채용 인원")
    (shown,) = await desk.says(STAFF, "19")
    assert "고양시민 채용(20명)이 채용 인원(19명)보다 많습니다. 다시 적어 주십시오." in shown
    await desk.says(STAFF, "40")
    await desk.taps(STAFF, "고치기")
    await desk.taps(STAFF, "수치")
    assert "지금 수치: 면접 120명 · 채용 40명(고양시민 20명)" in desk.newest(STAFF).text
    await desk.says(STAFF, "시민 30, 참여 200")
    assert (await saved(desk)).counts == {
        Measure.VISITORS: 200,
        Measure.INTERVIEWED: 120,
        Measure.HIRED: 40,
        Measure.RESIDENTS: 30,
    }


async def test_nothing_counted_is_one_tap(desk: Desk) -> None:
    await at_figures(desk)
    await desk.taps(STAFF, "건너뛰기")
    assert (await saved(desk)).counts == {}


@pytest.mark.parametrize(
    ("typed", "shown"), [("27", "27명"), ("27명", "27명"), ("상담 27", "27명")]
)
async def test_a_day_of_the_bus_has_one_figure_and_needs_no_word(
    desk: Desk, typed: str, shown: str
) -> None:
    for words in ("/event 일자리버스", "7/3", "화정역 광장"):
        await desk.says(STAFF, words)
    assert "몇 명이 상담했습니까?" in desk.newest(STAFF).text
    await desk.says(STAFF, typed)
    assert f"화정역 광장 1회 운영 및 {shown} 상담" in desk.newest(STAFF).text


async def test_a_total_of_the_bus_is_told_by_its_counting_words(desk: Desk) -> None:
    for words in ("/event 일자리버스", "2021.1.~6.", "건너뛰기", "29회 265명"):
        await desk.says(STAFF, words)
    assert "29회 운영 및 265명 상담" in desk.newest(STAFF).text


@pytest.mark.parametrize("kind", EventKind)
def test_a_kind_asks_all_that_it_usually_has_at_once(kind: EventKind) -> None:
    turn = list(EventKind).index(kind)
    asked = [sitting.asked for sitting in steps(EVENT, turn)]
    usual = EVENT_ROWS[kind].figures_asked
    assert [one for one in asked if one.startswith("counts.")] == []
    assert asked.count("figures") == bool(usual)
    hires = Measure.HIRED in (*usual, *EVENT_ROWS[kind].figures)
    assert hires is (Measure.RESIDENTS in (*usual, *EVENT_ROWS[kind].figures))


def test_a_draft_of_before_goes_on_where_it_stood() -> None:
    """It was asked one figure after the other, and its buttons named fields by their place."""
    done = list(steps(EVENT))[-1].answers
    answers = {name: one for name, one in done.items() if not name.startswith(("counts", "fig"))}
    answers["counts.interview_booths"] = 29
    row = {"mode": "chain", "asked": "counts.advice_booths", "trail": ["counts.interview_booths"]}
    sitting = Sitting.from_row(answers, row)
    engine.step(EVENT, sitting, Typed("3"), AIDS)
    assert sitting.answers["counts.advice_booths"] == 3
    assert sitting.asked == "figures"
    engine.step(EVENT, sitting, Typed("채용 35 시민 20"), AIDS)
    assert sitting.mode is Mode.CARD
    assert [sitting.answers[f"counts.{one}"] for one in ("advice_booths", "residents")] == [3, 20]
    names = [one.name for one in EVENT.fields]
    assert names[-2:] == ["figures", "own"]  # no field before them has moved
    assert set(QUESTIONS) == set(Measure)


def test_back_from_the_figures_leads_to_the_question_before() -> None:
    sitting = next(one for one in steps(EVENT, 1) if one.asked == "figures")
    before = sitting.trail[-1]
    engine.step(EVENT, sitting, Press.BACK, AIDS)
    assert sitting.asked == before
