"""The status picture says exactly what it was handed, and fits the phone."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from PIL import Image, ImageChops

from bot.documents import status_picture, typesetting
from handlers.status.texts import status_text
from storage.report.status_shapes import Earlier, Exceptions, StatusFacts
from storage.rules.half_year import HalfYear
from storage.rules.plan_counts import PlanCounts, counted
from storage.rules.terms import PlanState, Role

pytestmark = pytest.mark.long

AS_OF = datetime(2022, 6, 30, 9, 0, tzinfo=UTC)
FACTS = StatusFacts(
    half=HalfYear(2022, 1),
    as_of=AS_OF,
    plans_half=HalfYear(2022, 2),
    plans=PlanCounts(
        {
            PlanState.SUBMITTED: 20,
            PlanState.CONFIRMED: 9,
            PlanState.NOT_APPLICABLE: 3,
            PlanState.DRAFTING: 2,
            PlanState.NOT_SUBMITTED: 3,
        }
    ),
    events=18,
    events_earlier=(Earlier(True, 15, over=3), Earlier(False, 20, over=-2)),
    events_planned=0,
    people_met=1245,
    bus_runs=42,
    runs_earlier=(Earlier(True, 42),),
    mous_kept=12,
    mous_sleeping=4,
    big_works=7,
    local_rate=6239,
    local_rate_recommended=5000,
    residents=31,
    workers=48,
)
STATES = list(PlanState)
FORTY = [(f"가나다라{number}과", STATES[number % len(STATES)]) for number in range(40)]
EDGE = 52
"""Pixels of the white at either side."""


def words_of(facts: StatusFacts, departments: list[tuple[str, PlanState]]) -> str:
    """All words of the picture, read back from the same page as PDF, without spaces."""
    data = status_picture.page(facts, departments)
    pdf = typesetting.to_pdf(
        status_picture.TEMPLATE, data, made_at=AS_OF, standards=typesetting.PICTURE
    )
    return "".join(pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def picture_of(departments: list[tuple[str, PlanState]]) -> Image.Image:
    return Image.open(BytesIO(status_picture.render(FACTS, departments))).convert("RGB")


@pytest.mark.parametrize(
    "said",
    [
        "2022년상반기고용할당제현황",
        "2022.6.30.(목)18:00기준",
        "2022년하반기추진계획",
        "29/37개부서",
        "해당없음3개부서",
        "18건",
        "지난반기15건▲3작년같은반기20건",
        "지난반기전체42회",
        "1,245명",
        "42회",
        "12건장기미연락협약4건",
        "62.3%",
        "권장50%·대규모공사7건",
        "31/48명",
    ],
)
def test_every_figure_stands_as_it_was_handed_in(said: str) -> None:
    assert said in words_of(FACTS, FORTY)


def test_every_department_stands_under_its_state_which_is_said_once_in_the_order_given() -> None:
    words = words_of(FACTS, FORTY)
    for state in STATES:
        names = [name for name, stands in FORTY if stands is state]
        assert f"{state.label}{len(names)}{','.join(names)}" in words


def test_what_is_not_as_it_should_be_stands_first_by_name_in_text_and_picture() -> None:
    found = Exceptions(
        late=tuple((at, f"{at}번과") for at in range(1, 8)),
        sleeping=((4, "코레일테크 업무협약"),),
        under=((9, "동녘건설 포장공사"),),
    )
    facts = status_picture.page(FACTS, FORTY, found)["exceptions"]
    text = status_text(FACTS, found)
    assert facts == [
        {"head": "기한 경과 7개 부서", "names": ["1번과", "2번과", "3번과"], "others": "외 4"},
        {"head": "장기 미연락 협약 1건", "names": ["코레일테크 업무협약"], "others": ""},
        {"head": "관내 하도급 권장 미달 공사 1건", "names": ["동녘건설 포장공사"], "others": ""},
    ]
    for said in (
        "기한 경과 7개 부서</b>: 1번과, 2번과, 3번과 외 4",
        "장기 미연락 협약 1건</b>: 코레일테크 업무협약",
        "관내 하도급 권장 미달 공사 1건</b>: 동녘건설 포장공사",
    ):
        assert 0 < text.index(said) < text.index("행사")


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        ((Earlier(True, 5, over=-2),), "지난 반기 5건 ▼2"),
        ((Earlier(True, 5, over=0),), "지난 반기 5건과 같음"),
        ((), "지난 반기 기록 없음"),
        ((Earlier(True, 0, over=5),), "지난 반기 0건 ▲5"),
        (
            (Earlier(True, 9, True, 3), Earlier(False, 12, True, 0)),
            "지난 반기 같은 때 9건 ▲3 · 작년 같은 때 12건",
        ),
        ((Earlier(False, 42),), "작년 같은 반기 전체 42건"),
    ],
)
def test_events_are_compared_in_the_same_words_in_text_and_picture(
    earlier: tuple[Earlier, ...], said: str
) -> None:
    facts = replace(FACTS, events_earlier=earlier)
    drawn = words_of(facts, [])
    assert all("".join(one.split()) in drawn for one in said.split(" · "))
    nearest = said.split(" · ")[0]  # the other one stands behind 근거 보기
    assert not earlier or f"({nearest})" in status_text(facts)


def test_a_half_without_a_round_calls_nobody_late() -> None:
    never = replace(FACTS, plans_half=FACTS.half, plans_collected=False)
    over = replace(never, as_of=datetime(2022, 7, 6, 9, 0, tzinfo=UTC))
    for facts, said in (
        (never, "아직 취합을 시작하지 않았습니다."),
        (over, "취합을 하지 않은 반기입니다."),
    ):
        words, text = words_of(facts, []), status_text(facts)
        assert said in text
        assert "".join(said.split()) in words
        assert "미제출" not in text + words
        assert "부서별제출상태" not in words


def test_what_has_no_day_of_a_half_that_is_over_says_as_of_when_it_is_told() -> None:
    """Nobody wrote down when a plan moved or a subcontract was made."""
    over = replace(FACTS, plans_half=FACTS.half, as_of=datetime(2022, 7, 6, 9, 0, tzinfo=UTC))
    text, words = status_text(over), words_of(over, FORTY)
    assert "2022년 상반기 추진계획</b> 낸 부서 29/37 (7. 6. 현재)" in text
    assert "62.3% (권장 50%, 7. 6. 현재)" in text
    assert words.count("7.6.현재") == 2
    assert "현재" not in status_text(FACTS)


def test_what_was_not_counted_is_not_called_zero() -> None:
    unknown = replace(
        FACTS, people_met=None, bus_runs=None, local_rate=None, residents=None, workers=None
    )
    words = words_of(unknown, [])
    assert words.count("집계없음") == 4
    assert "0명" not in words


def test_a_sum_over_some_records_and_a_closed_report_are_told_in_both() -> None:
    partly = replace(FACTS, people_gap=(3, 4), runs_gap=(1, 2), late=2)
    words, text = words_of(partly, []), status_text(partly)
    assert "기록4건중3건집계" in words
    assert "기록2건중1건집계" in words
    assert "확정한보고서와다른기록2건" in words
    assert "참여·상담 인원</b> 1,245명(기록 4건 중 3건 집계)" in text
    assert "일자리버스</b> 42회(기록 2건 중 1건 집계)" in text
    assert "확정한 뒤에 바뀐 기록이 2건 있어" in text
    whole = status_text(FACTS)
    assert "집계" not in whole
    assert "확정한" not in whole


def test_a_rate_just_below_a_threshold_is_not_rounded_onto_it() -> None:
    assert "49.9%" in words_of(replace(FACTS, local_rate=4999), [])


def test_an_office_without_departments_is_told_so() -> None:
    assert "등록된부서가없습니다." in words_of(FACTS, [])


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_the_picture_is_as_wide_as_a_phone_and_within_what_a_messenger_takes(count: int) -> None:
    picture = picture_of(FORTY[:count])
    assert picture.width == 1080
    assert 1200 < picture.height <= 2560


@pytest.mark.parametrize("long", ["가" * 200, "W" * 200, "긴 이름의 부서 " * 20, "〓" * 90])
def test_a_long_name_runs_into_no_margin(long: str) -> None:
    short = picture_of([("과", PlanState.SUBMITTED)] * 2)
    picture = picture_of([(long, PlanState.SUBMITTED)] * 2)
    assert abs(picture.height - short.height) <= 2
    height = min(picture.height, short.height) - 20  # what is below the names moves by a pixel
    changed = ImageChops.difference(*(one.crop((0, 0, 1080, height)) for one in (picture, short)))
    assert changed.getbbox() is not None
    assert changed.crop((1080 - EDGE, 0, 1080, height)).getbbox() is None
    assert changed.crop((0, 0, EDGE, height)).getbbox() is None


def test_huge_figures_stay_inside_their_tiles() -> None:
    huge = replace(FACTS, events=10**7, people_met=10**12, residents=10**7, workers=10**7)
    usual = picture_of([])
    grown = Image.open(BytesIO(status_picture.render(huge, []))).convert("RGB")
    assert grown.size == usual.size
    between_tiles = 1080 // 2
    for left in (0, between_tiles - 40, 1080 - EDGE - 30):
        strip = (left, 0, left + 80, usual.height)
        assert ImageChops.difference(grown.crop(strip), usual.crop(strip)).getbbox() is None


def test_the_same_facts_give_the_same_picture() -> None:
    assert status_picture.render(FACTS, FORTY) == status_picture.render(FACTS, FORTY)


def test_plans_under_way_say_whom_they_wait_for_as_the_words_do() -> None:
    states = [*[PlanState.CHECKING] * 3, PlanState.RETURNED, *[PlanState.DRAFTING] * 2]
    checking = ((Role.SENIOR, 1), (Role.HEAD, 2))
    facts = replace(FACTS, plans=counted(states), plans_checking=checking)
    departments = [(f"가나다라{number}과", state) for number, state in enumerate(states)]
    assert "확인중3(주무팀장1,과장2)보완요청1작성중2" in words_of(facts, departments)
    said = status_text(facts)
    assert "낸 부서 0/6\n작성중 2 · 확인중 3(주무팀장 1, 과장 2) · 보완요청 1" in said
    assert len(said.splitlines()) <= 12
