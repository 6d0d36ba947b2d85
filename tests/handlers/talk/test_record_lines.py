"""One typed line is a filled card: what is doubtful is asked there, nothing is saved unasked."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from handlers.install import install
from storage.facts.shapes import EventFacts
from storage.records import record_lookup
from storage.records.record_projection import facts_of
from storage.rules.terms import EventKind, Measure, RecordKind, Role
from tests.helpers.desk import Desk

OFFICER, READER = 11, 12
TODAY = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)  # a Thursday
RUN = "어제 원당역 일자리버스 21명 상담"


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """The whole bot, an officer, and one who only reads."""
    made = await Desk(sqlite_url, install).open()
    made.now = TODAY
    home = await made.department("일자리정책과", 1)
    await made.hire(OFFICER, Role.STAFF, home)
    await made.hire(READER, Role.VIEWER, home)
    yield made
    await made.close()


async def events(desk: Desk) -> list[EventFacts]:
    """What is saved, in the order of saving."""
    async with desk.db.read() as session:
        rows = await record_lookup.all_living(session, RecordKind.EVENT)
    found = [facts_of(row) for row in rows]
    return [one for one in found if isinstance(one, EventFacts)]


def card(desk: Desk) -> str:
    """The lowest message of the officer's chat."""
    return desk.newest(OFFICER).text


async def test_a_line_is_one_message_and_one_tap(desk: Desk) -> None:
    await desk.says(OFFICER, "7/3 쿠팡 채용박람회 킨텍스 면접 120 채용 35 시민 20")
    for told in (
        "종류: 채용박람회",
        "날짜: 2026. 7. 3.(금)",
        "쿠팡 채용박람회",
        "장소: 킨텍스",
        "면접 120명",
        "고양시민 20명",
        "보고서에 실릴 문장",
    ):
        assert told in card(desk)
    assert desk.labels(OFFICER) == ["저장", "고치기", "그만두기"]
    assert await events(desk) == []  # nothing is saved unconfirmed
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.kind is EventKind.JOB_FAIR
    assert saved.places == ("킨텍스",)
    assert saved.counts[Measure.HIRED] == 35


async def test_what_is_missing_is_asked_by_chips_over_what_was_read(desk: Desk) -> None:
    await desk.says(OFFICER, "원당역 버스 15명")
    assert "장소: 원당역" in card(desk)
    assert desk.labels(OFFICER)[:2] == ["오늘(11.26.)", "어제(11.25.)"]
    assert "저장" not in desk.labels(OFFICER)
    await desk.taps(OFFICER, "어제(11.25.)")
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert (saved.period.start, saved.counts[Measure.CONSULTATIONS]) == (
        date(2026, 11, 25),
        15,
    )


async def test_held_or_helped_is_one_tap(desk: Desk) -> None:
    await desk.says(OFFICER, "다온식품 채용행사 11/23 면접 14명 채용 5명")
    assert "업체·기관: 다온식품" in card(desk)
    role = next(one for one in desk.labels(OFFICER) if "지원" in one)
    await desk.taps(OFFICER, role)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.counts == {Measure.INTERVIEWED: 14, Measure.HIRED: 5}


async def test_an_approximate_figure_is_asked_and_its_words_are_kept(desk: Desk) -> None:
    await desk.says(OFFICER, "어제 원당역 버스 약 20명 상담")
    assert "비고: 약 20명" in card(desk)
    assert {"20명", "직접 입력", "비워 두기", "저장"} <= set(desk.labels(OFFICER))
    await desk.says(OFFICER, "22")  # typed, it answers what is asked
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.counts[Measure.CONSULTATIONS] == 22
    assert "약 20명" in saved.note


async def test_a_doubt_may_be_left_and_the_figure_stays_open(desk: Desk) -> None:
    await desk.says(OFFICER, "어제 원당역 버스 약 20명 상담")
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert Measure.CONSULTATIONS not in saved.counts
    assert "약 20명" in saved.note


async def test_a_kind_that_was_chosen_reads_the_figures_anew(desk: Desk) -> None:
    await desk.says(OFFICER, "어제 새빛테크 20명")
    assert "어떤 행사입니까?" in card(desk)
    await desk.taps(OFFICER, "잡투어")
    assert "참여 20명" in card(desk)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert (saved.kind, saved.companies) == (EventKind.JOB_TOUR, ("새빛테크",))
    assert saved.counts[Measure.VISITORS] == 20


async def test_a_day_ahead_of_what_was_told_as_past_is_asked_once(desk: Desk) -> None:
    await desk.says(OFFICER, "12/7 원당역 버스 11명 상담")
    ahead = next(one for one in desk.labels(OFFICER) if one.endswith("예정"))
    await desk.taps(OFFICER, ahead)
    assert "저장" in desk.labels(OFFICER)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert (saved.period.start, saved.status.value) == (date(2026, 12, 7), "planned")


async def test_who_may_not_write_it_hears_why(desk: Desk) -> None:
    heard = await desk.says(READER, RUN)
    assert "열람 권한으로는 적으실 수 없어" in heard[-1]
    assert await events(desk) == []


async def test_the_next_line_leaves_the_card_before_it_alive(desk: Desk) -> None:
    await desk.says(OFFICER, RUN)
    first = desk.newest(OFFICER)
    await desk.says(OFFICER, "오늘 풍산역 버스 16명 상담")
    await desk.taps(OFFICER, "저장")
    save = next(key for key in first.keys if key.label == "저장")
    await desk.taps_code(OFFICER, save.code, first.message_id)
    if len(await events(desk)) == 1:  # it looks like the run before: said, and saved all the same
        await desk.taps(OFFICER, "그래도 저장")
    assert [one.places for one in await events(desk)] == [("풍산역",), ("원당역",)]


async def test_several_records_are_listed_and_saved_by_one_tap(desk: Desk) -> None:
    await desk.says(OFFICER, "어제 원당역 버스 14명 상담\n오늘 풍산역 버스 16명 상담")
    assert "2건으로 읽었습니다." in card(desk)
    assert await events(desk) == []
    await desk.taps(OFFICER, "모두 저장 (2건)")
    assert [one.places for one in await events(desk)] == [("원당역",), ("풍산역",)]
    assert "2건을 저장했습니다." in card(desk)


async def test_several_of_which_one_is_doubtful_come_one_after_another(desk: Desk) -> None:
    await desk.says(OFFICER, "어제 원당역 버스 14명 상담\n오늘 풍산역 버스 약 16명 상담")
    assert "어림수입니다" in card(desk)  # the card of the doubtful one is open
    await desk.taps(OFFICER, "16명")
    await desk.taps(OFFICER, "저장")
    assert "장소: 원당역" in card(desk)  # then the other
    await desk.taps(OFFICER, "저장")
    assert [one.places for one in await events(desk)] == [("풍산역",), ("원당역",)]


async def test_a_whole_line_at_a_question_that_cannot_take_it_is_offered_both_ways(
    desk: Desk,
) -> None:
    await desk.says(OFFICER, "/event")
    await desk.says(OFFICER, RUN)
    assert desk.labels(OFFICER) == ["새 기록으로 열기", "쓰던 입력 계속"]
    await desk.taps(OFFICER, "새 기록으로 열기")
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.places == ("원당역",)


async def test_a_line_behind_the_command_is_the_same_card(desk: Desk) -> None:
    await desk.says(OFFICER, "/event 일자리버스 어제 화정역 25명")
    assert "상담 25명" in card(desk)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.places == ("화정역",)


async def test_words_behind_a_command_that_are_no_record_are_kept(desk: Desk) -> None:
    await desk.says(OFFICER, "/problem 중소기업 참여 저조")
    assert "내용: 중소기업 참여 저조" in card(desk)
    await desk.says(OFFICER, "/event 폭우로 안 됨")
    assert "비고: 폭우로 안 됨" in card(desk)


async def test_personal_data_in_a_line_is_refused_and_kept_nowhere(desk: Desk) -> None:
    heard = await desk.says(OFFICER, f"{RUN} 연락처 010-1234-5678")
    assert "들어 있어 받지 않았습니다." in heard[-1]
    assert await events(desk) == []
    assert (await desk.rows())["draft"] == []


async def test_an_item_behind_the_plan_command_is_its_card(desk: Desk) -> None:
    await desk.says(OFFICER, "/plan 중장년 채용박람회 개최 목표 1회 예산 3천만원")
    assert "내용: 중장년 채용박람회 개최" in card(desk)
    assert "목표: 1회" in card(desk)
    await desk.taps(OFFICER, "저장")
    assert "저장했습니다." in card(desk)
    assert "언젠가" in (await desk.says(OFFICER, "/plan 언젠가"))[-1]  # a half that is none


async def test_a_contact_hangs_on_the_agreement_of_its_partner(desk: Desk) -> None:
    told = "다온식품 협약 이행 전화 오늘 시민 3명 추가채용 확인"
    assert "협약이 없어" in (await desk.says(OFFICER, told))[-1]
    await desk.says(OFFICER, "/mou 고양시-다온식품 업무협약 체결 11.24.")
    await desk.taps(OFFICER, "저장")
    await desk.says(OFFICER, told)
    assert "다온식품 업무협약" in card(desk)
    assert "시민 3명" in card(desk)
    await desk.taps(OFFICER, "합의")
    await desk.taps(OFFICER, "저장")
    assert "저장했습니다." in card(desk)


async def test_what_is_saved_already_is_told_before_it_is_saved_again(desk: Desk) -> None:
    for _ in range(2):
        await desk.says(OFFICER, RUN)
        await desk.taps(OFFICER, "저장")
    assert "같은 기록이 이미 있습니다." in card(desk)
    assert len(await events(desk)) == 1


async def test_a_line_is_taken_while_저장_asks_something_of_the_last(desk: Desk) -> None:
    await desk.says(OFFICER, RUN)
    await desk.taps(OFFICER, "저장")
    await desk.says(OFFICER, RUN)
    await desk.taps(OFFICER, "저장")  # there is one like it: the card asks
    await desk.says(OFFICER, "오늘 풍산역 버스 16명 상담")
    assert "장소: 풍산역" in card(desk)


async def test_a_kind_that_was_chosen_by_hand_reads_the_line_anew(desk: Desk) -> None:
    await desk.says(OFFICER, "어제 새빛테크 20명")
    await desk.taps(OFFICER, "다른 것")
    await desk.taps(OFFICER, "잡투어")
    assert "참여 20명" in card(desk)


async def test_words_that_no_field_takes_stand_in_the_note(desk: Desk) -> None:
    await desk.says(OFFICER, "11/24 풍산역 버스 폭우로 취소")
    assert "진행: 취소" in card(desk)
    assert "폭우" in card(desk)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert "폭우" in saved.note


async def test_a_company_that_looks_like_one_the_office_knows_is_asked_about(desk: Desk) -> None:
    await desk.says(OFFICER, "(주)다온식품 채용행사 지원 11/23 채용 5명")
    await desk.taps(OFFICER, "저장")
    await desk.says(OFFICER, "다온식품유통 채용행사 지원 10/5 채용 2명")
    assert "이름이 비슷한 곳이 있습니다" in card(desk)
    await desk.taps(OFFICER, "다른 곳(새로 등록)")
    await desk.taps(OFFICER, "저장")
    assert len(await events(desk)) == 2


@pytest.mark.long
async def test_the_last_part_of_a_cut_paste_belongs_to_the_first(desk: Desk) -> None:
    days = [
        f"{10 - at // 28}/{at % 28 + 1} 원당역 일자리버스 {at + 3}명 상담" for at in range(110)
    ]
    first = desk.message(OFFICER, "\n".join(days))
    await desk.sends(OFFICER, {"message": first})
    rest = first | {"message_id": first["message_id"] + 1, "text": "오늘 풍산역 버스 16명 상담"}
    await desk.sends(OFFICER, {"message": rest})
    assert "111건으로 읽었습니다." in card(desk)
    assert "외 91건" in card(desk)
    await desk.taps(OFFICER, "모두 저장 (111건)")
    assert len(await events(desk)) == 111
    assert "111건을 저장했습니다." in card(desk)


async def test_a_forwarded_notice_is_one_card(desk: Desk) -> None:
    notice = (
        "[결과] 노인 취업박람회\n일시: 2026.11.10.(화) 14시\n장소: 덕양구청 대회의실\n"
        "참여기업: 12개사\n방문: 198명\n채용: 7명"
    )
    origin = {"type": "hidden_user", "sender_user_name": "홍○○", "date": int(TODAY.timestamp())}
    await desk.says(OFFICER, notice, forward_origin=origin)
    for told in ("노인 취업박람회", "2026. 11. 10.(화)", "덕양구청 대회의실", "채용 7명"):
        assert told in card(desk)
    await desk.taps(OFFICER, "저장")
    (saved,) = await events(desk)
    assert saved.counts[Measure.COMPANIES] == 12


async def test_other_words_are_answered_while_a_card_is_open_and_the_card_stays(
    desk: Desk,
) -> None:
    await desk.says(OFFICER, RUN)
    first = desk.newest(OFFICER)
    heard = await desk.says(OFFICER, "도움말")
    assert "고칠 항목" not in heard[-1]
    save = next(key for key in first.keys if key.label == "저장")
    await desk.taps_code(OFFICER, save.code, first.message_id)
    assert len(await events(desk)) == 1


async def test_the_next_line_need_not_wait_for_what_the_last_one_lacks(desk: Desk) -> None:
    await desk.says(OFFICER, "원당역 버스 15명")  # of which day is asked
    await desk.says(OFFICER, RUN)
    assert "상담 21명" in card(desk)
    assert "저장" in desk.labels(OFFICER)


async def test_what_lacks_its_agreement_keeps_nothing_else_from_being_read(desk: Desk) -> None:
    heard = await desk.says(OFFICER, f"{RUN}\n다온식품 협약 이행 전화 오늘 시민 3명 추가채용 확인")
    assert any("협약이 없어" in one for one in heard)
    await desk.taps(OFFICER, "저장")
    assert len(await events(desk)) == 1
    await desk.taps(OFFICER, "업무협약 기록")
    assert "업무협약 기록" in card(desk)
    heard = await desk.says(READER, "다온식품 협약 이행 전화 오늘 시민 3명 추가채용 확인")
    assert "열람 권한으로는" in heard[-1]
