"""A typed line becomes a proposal: what was said is read, what is open is asked."""

import random
import time
from datetime import date
from itertools import permutations

import pytest

from storage.facts.loose.proposed import Read, Reading
from storage.facts.spoken.message import Known, spoken
from storage.rules.terms import EventKind, EventStatus, HostRole, Measure
from tests.corpus.scoring import proposed

TODAY = date(2026, 11, 26)
NOBODY = Known()
M = Measure


def read(text: str, known: Known = NOBODY) -> Read:
    return spoken(text, TODAY, known).reads[0]


def counts(text: str) -> dict[Measure, int]:
    return dict(read(text).values["counts"])


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_what_was_said_is_read_in_whatever_order(order: tuple[int, ...]) -> None:
    parts = ["어제", "원당역", "일자리버스", "상담 21명 채용 2명"]
    found = read(" ".join(parts[at] for at in order))
    assert found.event_kind is EventKind.JOB_BUS
    assert found.values["period"].start == date(2026, 11, 25)
    assert found.values["places"] == ("원당역",)
    assert found.values["counts"] == {M.CONSULTATIONS: 21, M.HIRED: 2}
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("면접 120 채용 35 시민 20", {M.INTERVIEWED: 120, M.HIRED: 35, M.RESIDENTS: 20}),
        ("120명 면접 35명 채용", {M.INTERVIEWED: 120, M.HIRED: 35}),
        ("면접은 열두명 보고 네명 채용됐습니다", {M.INTERVIEWED: 12, M.HIRED: 4}),
        ("면접 스물한 명", {M.INTERVIEWED: 21}),
        ("면접 백이십 명", {M.INTERVIEWED: 120}),
        ("1,050명 참여", {M.VISITORS: 1050}),
        ("참여 2만3천명", {M.VISITORS: 23000}),
        ("51명", {M.VISITORS: 51}),
        ("채용 12명(고양시민 9명)", {M.HIRED: 12, M.RESIDENTS: 9}),
        ("채용 12 (시민 9)", {M.HIRED: 12, M.RESIDENTS: 9}),
        ("면접 25명(남10, 여15)", {M.INTERVIEWED: 25}),
        ("면접 18명 아니 19명", {M.INTERVIEWED: 19}),
        ("면접 25명 아니고 27명 채용 3명", {M.INTERVIEWED: 27, M.HIRED: 3}),
        ("면접 23명에서 25명으로 정정", {M.INTERVIEWED: 25}),
        ("면접 20명 목표였으나 12명", {M.INTERVIEWED: 12}),
    ],
)
def test_numbers_are_read_with_and_without_their_units(
    said: str, told: dict[Measure, int]
) -> None:
    assert counts(f"가람 채용행사 11/24 {said}") == told


@pytest.mark.parametrize(
    ("said", "field", "likely"),
    [
        ("약 20명 상담", "counts.consultations", (20,)),
        ("상담 20여명", "counts.consultations", (20,)),
        ("3~40명", "counts.consultations", (30, 40)),
        ("2회 40명씩", "counts.consultations", (80, 40)),
        ("25건 상담", "counts.consultations", (25,)),
        ("25명(남10, 여12)", "counts.consultations", (25, 22)),
        ("남성 5명 여성 3명", "counts.consultations", (8,)),
        ("21", "counts.consultations", (21,)),
    ],
)
def test_what_was_not_counted_plainly_is_asked_and_its_words_stay(
    said: str, field: str, likely: tuple[int, ...]
) -> None:
    reading = spoken(f"어제 원당역 버스 {said}", TODAY, NOBODY)
    (doubt,) = reading.reads[0].doubts
    assert (doubt.field, doubt.candidates) == (field, likely)
    assert M.CONSULTATIONS not in reading.reads[0].values["counts"]
    assert doubt.text in reading.lines[1]
    assert doubt.text in " ".join(one.text for one in reading.rest)


def test_a_bare_number_of_people_is_what_its_kind_counts_first() -> None:
    assert counts("어제 버스 원당역 15명") == {M.CONSULTATIONS: 15}
    assert counts("어제 채용박람회 킨텍스 700명") == {M.VISITORS: 700}
    assert counts("바리스타 과정 11/24 15명") == {M.ENROLLED: 15}
    found = read("유니테크빌 입주기업 채용지원 어제 15명")
    assert [one.field for one in found.doubts] == ["counts"]


def test_what_fell_out_is_cancelled_and_its_reason_stays() -> None:
    reading = spoken("11/24 풍산역 버스 폭우로 취소", TODAY, NOBODY)
    assert reading.reads[0].values["status"] is EventStatus.CANCELLED
    assert "폭우로" in reading.left


@pytest.mark.parametrize(
    "said", ["안 나감 (차량 고장)", "차량 고장으로 못 나감", "취소 차량 고장"]
)
def test_what_could_not_go_out_is_cancelled_too(said: str) -> None:
    reading = spoken(f"오늘 원당역 버스 {said}", TODAY, NOBODY)
    assert reading.reads[0].values["status"] is EventStatus.CANCELLED
    assert "차량 고장" in reading.left


@pytest.mark.parametrize("said", ["원당역", "고양동", "원흥지구", "라페스타", "탄현 큰마을아파트"])
@pytest.mark.parametrize("line", ["어제 {} 버스 9명", "버스 어제 {} 9명", "버스 {} 어제 상담 9"])
def test_where_a_bus_stood_is_read_whole_whatever_its_form(said: str, line: str) -> None:
    assert read(line.format(said)).values["places"] == (said,)


@pytest.mark.parametrize(
    "line",
    [
        "{} 채용행사 11/24 9명",
        "11/24 {} 채용행사지원 9명",
        "{} 11/24 채용행사 9명",
        "채용행사({}) 11/24 9명",
    ],
)
@pytest.mark.parametrize("name", ["가람", "다온식품", "(주)한들", "CJ대한통운"])
def test_whose_hiring_it_was_is_read_by_where_the_name_stands(line: str, name: str) -> None:
    assert read(line.format(name)).values["companies"] == (name,)


def test_who_held_it_is_read_where_it_is_said() -> None:
    assert read("다온식품 채용행사 지원 11/23").values["role"] is HostRole.SUPPORT
    assert read("쿠팡 채용행사 개최 어제 51명").values["role"] is HostRole.HOST
    assert "role" not in read("쿠팡 채용행사 어제 51명").values


def test_a_name_that_the_office_knows_is_known_in_any_form() -> None:
    known = Known(("가나다",), ("열린터",), {"미네르바": EventKind.PROGRAMME})
    assert read("가나다 물류직 채용행사 11/24 9명", known).values["companies"] == ("가나다",)
    assert read("특강 어제 열린터 33명", known).values["places"] == ("열린터",)
    found = read("미네르바 3기 어제 수료 13명", known)
    assert proposed(found)["kind"] == ("programme",)
    assert found.values["title"] == "미네르바"


def test_a_kind_that_was_tapped_reads_the_same_words_once_more() -> None:
    asked = read("새빛테크 20명 어제")
    assert asked.values["kind"] is None
    assert [one.field for one in asked.doubts] == ["kind"]
    (told,) = spoken("새빛테크 20명 어제", TODAY, NOBODY, kind=EventKind.JOB_TOUR).reads
    assert told.values["counts"] == {M.VISITORS: 20}
    assert told.values["companies"] == ("새빛테크",)
    assert told.facts is not None


def test_a_correction_alone_offers_the_new_figure_first() -> None:
    reading = spoken("방금 거 21명 아니라 22명", TODAY, NOBODY)
    assert reading.reads == ()
    assert [one.candidates for one in reading.doubts] == [(22, 21)]


def test_a_line_without_a_blank_says_the_same() -> None:
    tight, spaced = "어제버스원당역12명", "어제 버스 원당역 12명"
    assert proposed(read(tight)) == proposed(read(spaced))
    assert shown(spoken(tight, TODAY, NOBODY)) == ["", tight]


@pytest.mark.parametrize(
    "text",
    [
        "어제 원당역 버스 상담 몇 명이었지?",
        "박람회 포스터 시안 확인 부탁드려요",
        "테마특강 강사님 섭외 완료했습니다",
        "내일 3시 회의 참석해주세요",
        "오늘 연차 1명",
        "버스 1건 빼줘",
        "어제 버스 기록 지워줘",
        "특강 신청 33명 들어왔습니다",
        "원당역 버스 22명으로 수정",
        "파주시 채용박람회 11/24 30개사 410명 참여",
        "일자리버스",
    ],
)
def test_what_is_no_record_proposes_none(text: str) -> None:
    assert spoken(text, TODAY, NOBODY).reads == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("오늘 원당역 일자리버스 21명 상담했습니다", ""),
        ("어제 킨텍스에서 청년일자리박람회가 열려 구인기업 30곳과 700명이 참여했다.", ""),
        ("월요일에 행신역 버스 나가서 17명 상담함", ""),
        ("오늘 원당역 버스 우천으로 조기 철수 상담 4명", "우천으로 조기 철수"),
        ("11/24 원당역 버스 21명, 만족도 높음", ", 만족도 높음"),
    ],
)
def test_particles_are_no_words_that_are_left_over_and_all_others_are(
    text: str, left: str
) -> None:
    assert spoken(text, TODAY, NOBODY).left == left


PARTS = [*"가나다라명회개월일요수목금.~/-,()0123456789 만천백십열두", "\n", "😀", "버스", "채용"]
PARTS += ["11/24", "어제", "약 ", "협약", "공사계약:", "아니고 ", "2기", "(주)", "시민 3명"]


def shown(reading: Reading) -> list[str]:
    """The lines again, from what was taken and what is left over."""
    lines = [[" "] * len(line) for line in reading.lines]
    for one in (*reading.rest, *(each for read in reading.reads for each in read.taken)):
        at = one.place
        lines[at.line][at.start : at.end] = reading.lines[at.line][at.start : at.end]
    return ["".join(line) for line in lines]


@pytest.mark.parametrize("seed", range(12))
def test_nothing_that_is_sent_raises_or_loses_a_letter(seed: int) -> None:
    dice = random.Random(seed)
    for length in (5, 20, 60, 150, 300):
        text = "".join(dice.choice(PARTS) for _ in range(length))
        for kind in (None, dice.choice(list(EventKind))):
            reading = spoken(text, TODAY, NOBODY, kind=kind)
            assert shown(reading) == ["", *text.splitlines()]


@pytest.mark.parametrize("piece", ["1", "가", "1 ", "20명 ", "상담 ", "11/24 ", "((", "십", "\n"])
def test_the_longest_message_is_read_in_time(piece: str) -> None:
    started = time.perf_counter()
    for length in (200, 1200, 4096):
        spoken((piece * length)[:length], TODAY, NOBODY)
    assert time.perf_counter() - started < 2


def test_a_line_is_read_in_a_few_milliseconds_by_an_office_that_knows_thousands_of_names() -> None:
    known = Known([f"회사{at}" for at in range(3000)], [f"장소{at}" for at in range(500)])
    text = "어제 청년일자리박람회 킨텍스 38개사 참여 720명 방문 면접 190 채용 23"
    taken = []
    for _ in range(20):
        started = time.perf_counter()
        spoken(text, TODAY, known)
        taken.append(time.perf_counter() - started)
    assert sorted(taken)[10] < 0.005


@pytest.mark.parametrize(
    ("typed", "people"),
    [("1.3천명", 1300), ("1.25만 명", 12_500), ("2.5백명", 250)],
)
def test_a_part_of_a_thousand_is_counted_whole(typed: str, people: int) -> None:
    (read,) = spoken(f"어제 중장년 취업박람회 킨텍스 {typed} 방문", TODAY, Known()).reads
    assert read.values["counts"] == {Measure.VISITORS: people}


def test_a_mark_is_no_day() -> None:
    (read,) = spoken("취업특강 11/25 참석 55 만족도 4.7", TODAY, Known()).reads
    assert read.values["period"].spans[0].start == date(2026, 11, 25)
    assert not read.doubts


def test_a_works_without_the_word_ends_where_the_company_begins() -> None:
    (read,) = spoken("공사계약: 백석 체육센터 건립 (주)가나건설 50억원", TODAY, Known()).reads
    assert (read.values["title"], read.values["company"]) == ("백석 체육센터 건립", "(주)가나건설")
