"""The head of the report: people with their days, the pledge and the columns of each term."""

from contextlib import AbstractAsyncContextManager
from datetime import date

import pytest

from storage.facts.pledge import Head
from storage.report import pledges
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind, Role
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

HALF = HalfYear(2021, 2)
PLANNED = "연도별 투자계획(사업비)"
PEOPLE = "과장 홍○○ 000-0001\n팀장(직무대리) 김○○ 031-0000-0000\n담당자 이○○ 000-0003"


async def head(town: Town, half: HalfYear, today: date | None = None) -> Head:
    """As the report on that half prints it."""
    async with town.office.db.read() as session:
        return await pledges.head(session, half, today or kst_date(town.clock()))


def told(found: Head) -> list[str]:
    """The people of a head."""
    return [f"{one.position} {one.name} {one.phone}" for one in found.people]


async def filled(town: Town) -> Hand:
    """A maker who has written everybody down."""
    hand = await town.newcomer(Role.OFFICE)
    await hand.says("/pledge")
    await hand.taps("담당 모두 적기")
    await hand.says(PEOPLE, "고쳤습니다.")
    return hand


async def test_a_fresh_office_is_led_from_its_report_to_the_head(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await town.newcomer(Role.OFFICE)
        shown = await hand.says("/report", "아직 적지")
        assert "과장·팀장·담당자를 아직 적지 않아 홍○○로 나옵니다." in shown
        shown = await hand.taps("보고서 머리 적기")
        assert "민선 7기(2018. 7. ~ 2022. 6.)" in shown
        assert "보고서에는 홍○○ 000-0000으로 나옵니다." in shown
        await hand.taps("담당 모두 적기")
        shown = await hand.says(PEOPLE, "고쳤습니다.")
        assert "2. 팀장(직무대리) 김○○ 031-0000-0000" in shown
        assert "담당 (2021. 7. 1.부터)" in shown
        for half in (HALF, HalfYear(2026, 2), HalfYear(2020, 1)):
            assert told(await head(town, half)) == PEOPLE.split("\n")
        shown = await hand.says("/report", "확인할 것")
        assert "홍○○로 나옵니다" not in shown


async def test_a_new_team_lead_is_entered_ahead_and_the_former_stays_in_older_reports(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await filled(town)
        await hand.opens(2)
        assert "팀장(직무대리) 김○○ 031-0000-0000" in hand.seen
        await hand.taps("다음 분 (인사이동)")
        shown = await hand.says("박○○ 000-0009 2022. 1. 1.", "고쳤습니다.")
        assert "앞으로 (2022. 1. 1.부터)\n팀장(직무대리) 박○○ 000-0009" in shown
        assert "2. 팀장(직무대리) 김○○ 031-0000-0000" in shown
        before, after = told(await head(town, HALF)), told(await head(town, HALF.next()))
        assert before == PEOPLE.split("\n")
        assert after[1] == "팀장(직무대리) 박○○ 000-0009"
        later = date(2022, 8, 1)
        assert told(await head(town, HALF, later)) == before
        assert told(await head(town, HALF.next().next(), later)) == after
        await hand.taps("되돌리기", "되돌렸습니다.")
        assert told(await head(town, HALF.next())) == before


async def test_a_slip_is_mended_everywhere_one_joins_and_one_leaves_without_a_follower(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await filled(town)
        await hand.opens(3)
        await hand.taps("잘못 적은 것 고치기")
        await hand.says("주무관 이○○ 000-0033", "고쳤습니다.")
        await hand.taps("한 분 더")
        await hand.says("주무관 최○○ 000-0044 2021. 10. 1.", "고쳤습니다.")
        await hand.opens(1)
        await hand.taps("후임 없이 떠남")
        shown = await hand.says("2021. 12. 31.", "고쳤습니다.")
        assert "앞으로 (2022. 1. 1.부터)" in shown
        later = date(2022, 8, 1)
        assert told(await head(town, HALF.previous(), later)) == [
            *PEOPLE.split("\n")[:2],
            "주무관 이○○ 000-0033",
        ]
        assert told(await head(town, HALF, later))[-1] == "주무관 최○○ 000-0044"
        assert told(await head(town, HALF.next()))[0].startswith("팀장")


async def test_the_pledge_is_renamed_for_its_term_and_those_after_it(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await filled(town)
        await hand.taps("공약 번호·이름")
        await hand.says("1-4-3 고양시 고용할당제 도입", "고쳤습니다.")
        await hand.says("/pledge 2022 하반기")
        assert "앞에 적은 것을 이어 씁니다." in hand.seen
        assert "민선 8기(2022. 7. ~ 2026. 6.)" in hand.seen
        await hand.taps("공약 번호·이름")
        await hand.says("2-1-7 고용할당제 확대", "고쳤습니다.")
        await hand.taps("소관부서")
        await hand.says("일자리과 2022. 7. 1.", "고쳤습니다.")
        was, now = await head(town, HALF), await head(town, HalfYear(2022, 2))
        assert (was.code, was.title, was.department) == (
            "1-4-3",
            "고양시 고용할당제 도입",
            "일자리정책과",
        )
        assert (now.code, now.title, now.department) == ("2-1-7", "고용할당제 확대", "일자리과")
        later = await head(town, HalfYear(2026, 2))
        assert (later.code, later.department, later.people) == ("2-1-7", "일자리과", now.people)


async def test_columns_get_other_names_and_their_amounts_go_with_them(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await filled(town)
        await hand.says("/budget")
        await hand.taps("금액 적기")
        await hand.does(
            "연도별 투자계획(사업비)", "예산 있음", "시비", "'18.7. 3백만원, '20 1백만원"
        )
        await hand.taps("저장", "저장했습니다.")
        await hand.says("/pledge")
        await hand.taps("사업비 칸")
        await hand.says("기투자, '18.7.~12., '19, '20, '21, '22.6., 임기후", "고쳤습니다.")
        (kept,) = await town.rows(RecordKind.BUDGET)
        assert kept.facts["cells"] == {"'18.7.~12.": 3_000_000, "'20": 1_000_000}
        await hand.taps("사업비 칸")
        shown = await hand.says("기투자, '19, '21")
        assert "금액이 적혀 있어 없앨 수 없습니다." in shown
        await hand.says("기투자, 작년")
        assert "‘작년’은 사업비 칸의 이름이 아닙니다." in hand.seen
        await hand.says("/pledge")
        await hand.taps("보통 칸으로", "고쳤습니다.")
        (kept,) = await town.rows(RecordKind.BUDGET)
        assert kept.facts["cells"] == {"'18.7.": 3_000_000, "'20": 1_000_000}


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("과장 홍○○ 010-0000-0000", True),
        ("과장 김철수 010-1234-5678", True),
        ("과장 김철수 031-0000-0000", False),
        ("과장 김철수", True),
        ("과장 000-0000", True),
    ],
)
async def test_office_telephones_are_taken_and_personal_ones_are_not(
    empty_office: AbstractAsyncContextManager[Town], said: str, refused: bool
) -> None:
    async with empty_office as town:
        hand = await town.newcomer(Role.OFFICE)
        await hand.says("/pledge")
        await hand.taps("담당 모두 적기")
        await hand.says(said)
        assert ("고쳤습니다." not in hand.seen) is refused
        assert (told(await head(town, HALF)) == [said]) is not refused


async def test_undo_is_for_ten_minutes_and_a_reader_sees_no_such_command(
    empty_office: AbstractAsyncContextManager[Town],
) -> None:
    async with empty_office as town:
        hand = await filled(town)
        town.advance(minutes=11)
        assert "10분" in await hand.toast("되돌리기")
        assert told(await head(town, HALF)) == PEOPLE.split("\n")
