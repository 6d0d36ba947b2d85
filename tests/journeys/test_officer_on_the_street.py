"""An officer beside the job bus, one thumb free: few taps, a picture, and a way back."""

import pytest

from storage.facts.shapes import EventFacts
from storage.rules.terms import EventKind, Measure, RecordKind
from tests.journeys.pictures import picture
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

MOST_ACTS = 6


async def bus_run(hand: Hand, day: str = "12/6", place: str = "화정역 광장") -> str:
    """A run entered in full; returns the card that says it was saved."""
    await hand.says("/event 일자리버스")
    await hand.does(day, place, "25")
    return await hand.taps("저장", "저장했습니다.")


async def test_the_next_bus_run_needs_at_most_six_taps_or_messages(town: Town) -> None:
    hand = await town.newcomer(department="기업지원과")
    await bus_run(hand)
    hand.acts = 0
    await hand.says("/event")
    await hand.taps("일자리버스")
    await hand.taps("지난번과 같이")
    await hand.taps("오늘")
    card = await hand.says("31")
    both = (
        "  전 - (2021.12.6.) 화정역 광장 1회 운영 및 25명 상담\n"
        "  후 - (2021.12.) 2회 운영 및 56명 상담"
    )
    assert both in card  # two runs of a month are one line
    saved = await hand.taps("저장", "저장했습니다.")
    assert hand.acts <= MOST_ACTS
    assert both in saved
    first, second = await town.facts(RecordKind.EVENT, hand)
    assert isinstance(second, EventFacts)
    assert isinstance(first, EventFacts)
    assert second.kind is EventKind.JOB_BUS
    assert second.places == first.places == ("화정역 광장",)
    assert second.counts == {Measure.RUNS: 1, Measure.CONSULTATIONS: 31}


async def test_a_run_just_saved_is_taken_back_within_ten_minutes(town: Town) -> None:
    hand = await town.newcomer()
    await bus_run(hand, place="주엽역")
    town.advance(minutes=9, seconds=50)
    assert "저장을 취소했습니다." in await hand.taps("되돌리기")
    assert await town.rows(RecordKind.EVENT, hand) == []


async def test_after_ten_minutes_a_run_is_no_longer_taken_back(town: Town) -> None:
    hand = await town.newcomer()
    await bus_run(hand, place="대화역")
    town.advance(minutes=10, seconds=1)
    assert "10분이 지나 되돌릴 수 없습니다." in await hand.toast("되돌리기")
    assert len(await town.rows(RecordKind.EVENT, hand)) == 1


@pytest.mark.long
async def test_any_field_of_a_saved_record_can_be_opened_for_change(town: Town) -> None:
    hand = await town.newcomer()
    await bus_run(hand, place="백석역")
    town.advance(hours=30)
    await hand.taps("기록 보기", "보고서")
    await hand.taps("고치기")
    offered = [label for row in hand.labels() for label in row][:-2]
    assert {"종류", "날짜", "장소", "상담 인원", "제목 줄(○)", "비고"} <= set(offered)
    for label in offered:
        await hand.taps(label)
        assert any("요약으로" in row for row in hand.labels()), label
        await hand.taps("요약으로")
        await hand.taps("고치기")


@pytest.mark.long
async def test_history_tells_old_and_new_and_who(town: Town) -> None:
    hand = await town.newcomer(name="한○○")
    await bus_run(hand, place="마두역")
    await hand.taps("기록 보기")
    await hand.taps("고치기")
    await hand.taps("상담 인원")
    await hand.says("27")
    await hand.taps("저장", "고쳤습니다.")
    await hand.taps("기록 보기")
    history = await hand.taps("바뀐 내역")
    assert "상담 인원: 25명 → 27명" in history
    acts = [line.partition(" 한○○ ")[2] for line in history.splitlines() if " 한○○ " in line]
    assert acts == ["고침", "등록"]


async def test_a_removed_record_leaves_every_list_and_comes_back_days_later(town: Town) -> None:
    hand = await town.newcomer()
    await bus_run(hand, place="정발산역")
    await hand.taps("기록 보기")
    assert "지우시겠습니까?" in await hand.taps("지우기")
    assert "지웠습니다." in await hand.taps("예, 지웁니다")
    assert "찾은 기록이 없습니다" in await hand.says("/find 정발산역")
    town.advance(hours=30)
    assert "되살렸습니다." in await hand.toast("되살리기")
    assert "찾은 기록 1건" in await hand.says("/find 정발산역", "찾은 기록")


async def test_a_photo_sent_while_filling_in_becomes_evidence(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    await hand.phone.photo(picture(1))
    card = await hand.reads("사진 1장")
    assert "언제 열렸습니까?" in card
    await hand.does("12/7", "원당역", "25")
    assert "사진 1장" in await hand.taps("저장", "저장했습니다.")
    (row,) = await town.rows(RecordKind.EVENT, hand)
    assert await proofs(town, row.id) == 1


async def test_a_persons_number_in_a_caption_or_file_name_is_kept_nowhere(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    await hand.phone.photo(picture(5), "김○○ 010-1234-5678")
    await hand.reads("사진 1장")
    await hand.phone.document(b"words", "900101-1234567.txt")
    await hand.reads("문서 1건")
    await hand.does("11/9", f"{hand.user}역", "25")
    await hand.taps("저장", "저장했습니다.")
    kept = await town.ask("SELECT caption, file_name FROM evidence ORDER BY id DESC LIMIT 2")
    assert {part for row in kept for part in row} == {
        "",
        "김○○ [휴대전화번호]",
        "[주민등록번호].txt",
    }


async def test_a_document_is_counted_under_its_own_name(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    await hand.phone.photo(picture(3))
    await hand.reads("사진 1장")
    await hand.phone.document(b"words", "register.txt")
    assert "증빙: 사진 1장 · 문서 1건" in await hand.reads("문서")


@pytest.mark.long
async def test_an_album_of_three_is_three_evidences_and_one_line(town: Town) -> None:
    hand = await town.newcomer()
    await hand.says("/event 일자리버스")
    await hand.phone.album([picture(shade) for shade in (10, 20, 30)])
    assert (await hand.reads("사진 3장")).count("사진 3장") == 1
    await hand.does("12/8", "삼송역", "25")
    saved = await hand.taps("저장", "저장했습니다.")
    assert saved.count("사진 3장") == 1
    (row,) = await town.rows(RecordKind.EVENT, hand)
    assert await proofs(town, row.id) == 3
    shown = await hand.taps("기록 보기", "증빙: 사진 3장")
    assert "증빙: 사진 3장" in shown
    before = hand.marks()
    await hand.taps("증빙 보기", "증빙 ")
    assert len(hand.since(before, "photo")) == 3


async def test_a_photo_without_a_form_is_put_to_a_record_by_one_tap(town: Town) -> None:
    hand = await town.newcomer()
    await bus_run(hand, place="지축역")
    await hand.phone.photo(picture(50))
    offer = await hand.reads("어디에 붙이시겠습니까?")
    assert offer
    first = hand.labels()[0][0]
    assert "지축역" in first or "일자리버스" in first
    assert "사진 1장을 붙였습니다." in await hand.taps(first, "붙였습니다.")
    (row,) = await town.rows(RecordKind.EVENT, hand)
    assert await proofs(town, row.id) == 1


@pytest.mark.long
async def test_an_album_without_a_form_is_asked_about_once(town: Town) -> None:
    hand = await town.newcomer()
    await bus_run(hand, place="화전역")
    await hand.phone.album([picture(shade) for shade in (60, 70, 80)])
    await hand.reads("사진 3장을 받았습니다.")
    asked = [
        one for one in hand.phone.messages() if "어디에 붙이시겠습니까?" in one.get("text", "")
    ]
    assert len(asked) == 1
    await hand.taps(hand.labels()[0][0], "사진 3장을 붙였습니다.")
    (row,) = await town.rows(RecordKind.EVENT, hand)
    assert await proofs(town, row.id) == 3


@pytest.mark.long
async def test_a_photo_without_a_form_may_begin_a_new_event(town: Town) -> None:
    hand = await town.newcomer()
    await hand.phone.photo(picture(90))
    await hand.reads("어디에 붙이시겠습니까?")
    await hand.taps("새 행사로 기록")
    await hand.does("일자리버스", "12/9", "풍산역", "25")
    assert "사진 1장" in hand.seen
    await hand.taps("저장", "저장했습니다.")
    (row,) = await town.rows(RecordKind.EVENT, hand)
    assert await proofs(town, row.id) == 1


async def proofs(town: Town, record: int) -> int:
    """How many photos and files an event has."""
    rows = await town.ask(
        "SELECT count(*) FROM evidence WHERE removed_at IS NULL"
        f" AND record_kind = 'event' AND record_id = {record}"
    )
    return int(rows[0][0])
