"""A round of a city of 44 departments of which 20 never open the bot, from its list to its audit.

Over real HTTP with the simulator, on a clock that is pushed from day to day. What 총괄 taps is
counted. The conversation is `tests/golden/city_2022_1.txt`, for a Korean reader to check; after a
wanted change of words: `python3 -m bot test --all --golden tests/journeys/test_city.py`.
"""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.__main__ import app
from storage.rules.terms import Role
from tests.journeys import city
from tests.journeys.city import Story, utc
from tests.journeys.town import Hand, opened

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

GOLDEN = Path(__file__).parents[1] / "golden" / "city_2022_1.txt"
MOST_TAPS = 60
FIRST = date(2021, 11, 8)
ROADS = "도로건설과"
LATE, WRITING = 4, 8
OTHER = 3
"""Of the list: who comes by an account of another name."""
SILENT = 20
"""Departments that never open the bot."""


@pytest.fixture
async def story(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Story]:
    template = tmp_path / "template.db"
    shutil.copyfile(migrated_file, template)
    await city.settled(template, FIRST)
    async with opened(tmp_path, template, utc(FIRST)) as town:
        yield Story(town)


async def test_a_round_of_a_city(
    story: Story, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = await story.enters(city.CHIEF, "이○○")
    for number, name in ((city.ADMIN, "관○○"), (city.HEAD, "박○○")):
        await story.enters(number, name)
    hands = await invited(story, chief)
    await asked(story, chief, hands)
    await answered(story, hands)
    await reminded(story, chief)
    await taken_in(story, chief)
    await confirmed(story, chief, hands[ROADS])
    await late(story, chief, hands)
    await drafted(story, chief)
    await handed_over(story, chief, hands)
    await closed(story, chief)
    await audited(story)
    await proved(story, monkeypatch)
    taps, words = len(chief.tapped), len(chief.typed)
    story.tells(f"총괄이 이 취합에서 누른 단추는 {taps}번, 보낸 글은 {words}건입니다.")
    text = story.text
    if request.config.getoption("--golden"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert len(chief.tapped) <= MOST_TAPS, chief.done
    assert text == GOLDEN.read_text(encoding="utf-8")


async def invited(story: Story, chief: Hand) -> dict[str, Hand]:
    """A list becomes a sheet; those who come and match are let in by one act."""
    story.chapter("명단을 붙여 넣어 44개 부서를 한꺼번에 초대합니다")
    await story.day(FIRST)
    roster = list(zip(city.places(), city.names(44), strict=True))
    await story.says(chief, "/people", "직원 3명")
    await story.taps(chief, "명단으로 초대", "한 줄에 한 분씩")
    await story.taps(chief, "명단 보내기", "명단을 보내 주십시오")
    pasted = "\n".join(f"{place}\t{name}\t담당" for place, name in roster)
    await story.says(chief, f"부서\t이름\t역할\n{pasted}", "44명을 초대합니다.")
    await story.taps(chief, "취합 마감일까지 (12. 6.(월))", "2021. 12. 6.(월)까지")
    await story.taps(chief, "예", "한 번 더")
    await story.taps(chief, "예, 44건 모두", "44명의 초대장을 만들었습니다.")
    await story.quiet()
    await story.news(chief)
    links = city.links_in(await city.sheet_of(chief, ".xlsx"))
    assert [(place, name) for place, name, _token in links] == roster
    story.tells(f"{44 - SILENT}개 부서가 초대장의 QR을 엽니다. 한 분은 텔레그램 이름이 다릅니다.")
    hands: dict[str, Hand] = {}
    for at in sorted(range(len(links)), key=lambda at: at != OTHER):  # the other one comes first
        place, name, token = links[at]
        if at % 11 in (2, 4, 8, 10) or at in (5, 17, 28, 39):
            continue
        number = city.NEWCOMERS + at
        shown = "나그네" if at == OTHER else f"{name} 주무관"
        story.town.simulator.world.add_person(shown, user_id=number)
        hands[place] = (
            await story.enters(number, name, shown)
            if place == ROADS
            else (await story.town.hand(number))
        )
        await hands[place].says(f"/start {token}", "등록을 신청했습니다")
        if at == OTHER:
            await hands[place].taps("네, 최가○입니다", "확인했습니다")
            await story.quiet()
            await story.news(chief)
            await story.taps(chief, "승인", "승인했습니다.")
    assert len(hands) == 44 - SILENT
    await story.quiet()
    await story.news(chief)
    await story.taps(chief, f"일치하는 {len(hands) - 1}명 승인", "승인합니다")
    await story.taps(chief, "예", "한 번 더")
    await story.taps(chief, f"예, {len(hands) - 1}건 모두", "승인했습니다")
    await story.quiet()
    await story.news(chief)
    return hands


async def asked(story: Story, chief: Hand, hands: dict[str, Hand]) -> None:
    """The round opens by itself, and tells whom it reaches and whom it does not."""
    story.chapter("취합이 열리고, 봇에 들어온 부서에 요청이 갑니다")
    road = hands[ROADS]
    await story.skips(road)
    await story.morning(date(2021, 11, 15), chief, road)
    await story.says(chief, "/round", "진행")
    await story.taps(chief, "현황판 보내기", "낸 부서")
    await story.says(chief, "/round", "진행")
    await story.taps(chief, "요청 공문", "자료 제출 요청 공문")
    await story.taps(chief, "요청 HWPX")
    await story.taps(chief, f"협조 HWPX ({SILENT})")
    await story.quiet()
    await story.news(chief)
    story.tells("온나라에서 결재하고 보낸 뒤, 받은 문서번호를 적어 둡니다.")
    await story.taps(chief, "문서번호 적기")
    await story.says(chief, "일자리정책과-1234(2021. 11. 15.)")


async def answered(story: Story, hands: dict[str, Hand]) -> None:
    """The departments on the bot write and hand in, or say 해당없음; and confirm their results."""
    story.chapter("봇에 들어온 부서가 계획을 내고 실적을 확인합니다")
    await story.day(date(2021, 11, 16))
    road = hands[ROADS]
    await story.says(road, "11/12 일자리버스 화정역 상담 23명", "보고서에 실릴 문장")
    await story.taps(road, "저장", "저장했습니다.")
    await story.says(road, "/plan", "미제출")
    await story.taps(road, "항목 추가", "무엇을 추진합니까?")
    said = await story.says(road, "도로 공사 계약 시 고양시민 우선 고용 안내", "성과지표")
    while "보고서에 실릴 문장" not in said:
        said = await story.taps(road, "건너뛰기")
    await story.taps(road, "저장", "저장했습니다.")
    await story.taps(road, "추진계획 보기", "번호를 누르면")
    await story.taps(road, "제출", "제출")
    await story.says(road, "/plan", "제출")
    await story.taps(road, "2021 하반기 추진실적 확인 · 미제출", "추진실적 확인")
    await story.taps(road, "맞음 (1건)", "추진실적 확인(맞음)")
    others = [hand for place, hand in hands.items() if place != ROADS]
    late, writing, rest = others[:LATE], others[LATE : LATE + WRITING], others[LATE + WRITING :]
    story.tells(
        f"{WRITING}개 부서가 같은 방법으로 내고, {len(rest)}개 부서는 해당없음을 누릅니다."
    )
    for hand in writing:
        await hand.says("/plan", "미제출")
        await hand.taps("항목 추가", "무엇을 추진합니까?")
        await hand.says("채용행사 개최 시 고양시민 고용할당제 안내", "성과지표")
        await hand.says("안내 횟수", "목표는 얼마입니까?")
        said = await hand.says("12회")
        while "보고서에 실릴 문장" not in said:
            said = await hand.taps("건너뛰기")
        await hand.taps("저장", "저장했습니다.")
        await hand.taps("추진계획 보기", "번호를 누르면")
        await hand.taps("제출", "제출")
    for hand in rest:
        await hand.says("/plan", "미제출")
        await hand.taps("해당없음", "해당없음")
    for hand in [*writing, *rest]:
        await hand.says("/plan", "")
        await hand.taps("2021 하반기 추진실적 확인 · 미제출", "추진실적 확인")
        await hand.taps("해당없음", "추진실적 해당없음")
    assert len(late) == LATE


async def reminded(story: Story, chief: Hand) -> None:
    """Those who have not answered are told again; 총괄 hears what cannot be reached."""
    story.chapter("아직 내지 않은 부서에 다시 알립니다")
    await story.skips(chief)
    await story.morning(date(2021, 11, 25), chief)
    await story.says(chief, "/round 현황판", "낸 부서")
    await story.taps(chief, "미제출만 독려 (24)", "독려 메시지를 보냅니다")
    await story.taps(chief, "예", "보냈습니다")


async def taken_in(story: Story, chief: Hand) -> None:
    """What comes by letter and by telephone is taken in for those who never open the bot."""
    story.chapter("봇을 쓰지 않는 부서의 답을 대신 접수합니다")
    await story.day(date(2021, 12, 1))
    await story.says(chief, "/round 현황판", "낸 부서")
    await story.taps(chief, "해당없음 여럿 접수", "같은 근거로 접수할 부서")
    await story.taps(chief, "담당자 없는 부서", "✓")
    await story.taps(chief, "받은 것: 계획")
    await story.taps(chief, "받은 것: 실적")
    await story.taps(chief, "접수하기", "접수 근거")
    await story.says(chief, "공문 일자리정책과-1301(11. 30.)", "해당없음으로 접수합니다")
    await story.taps(chief, "예", "한 번 더")
    await story.taps(chief, f"예, {SILENT}건 모두", "대리 접수 · 해당없음")


async def confirmed(story: Story, chief: Hand, road: Hand) -> None:
    """What is plain is confirmed together; of one plan one field is asked back."""
    story.chapter("살펴볼 점이 없는 계획을 한꺼번에 확정하고, 한 칸만 되묻습니다")
    await story.day(date(2021, 12, 2))
    await story.says(chief, "/round 현황판", "낸 부서")
    await story.taps(chief, "검토하기", "살펴볼 점이 있는 1개 부서")
    await story.taps(chief, f"{WRITING}개 부서 한꺼번에 확정", "확정합니다")
    await story.taps(chief, "예", "개 부서 확정")
    await story.taps(chief, "남은 1개 부서 검토", "검토 1/1")
    await story.taps(chief, "한 칸 되묻기", "누르면 그 사유로 바로 묻습니다")
    await story.taps(chief, "1번 목표 묻기", "보완요청")
    await story.skips(road)
    story.tells("도로건설과에는 질문 하나가 갑니다.")
    await story.says(road, "4", "보완완료로 총괄 담당에게 알렸습니다.")
    await story.quiet()
    await story.news(chief)


async def late(story: Story, chief: Hand, hands: dict[str, Hand]) -> None:
    """The due day passes; who is late is told, and answers."""
    story.chapter("기한이 지나 늦은 부서가 냅니다")
    slow = [hand for place, hand in hands.items() if place != ROADS][:LATE]
    for day in (date(2021, 12, 3), date(2021, 12, 6)):
        await story.morning(day)
    await story.skips(chief)
    await story.morning(date(2021, 12, 7), chief)
    for hand in slow:
        await hand.says("/plan", "미제출")
        await hand.taps("해당없음", "해당없음")
        await hand.says("/plan", "")
        await hand.taps("2021 하반기 추진실적 확인 · 미제출", "추진실적 확인")
        await hand.taps("해당없음", "추진실적 해당없음")
    await story.quiet()
    await story.skips(chief)


async def drafted(story: Story, chief: Hand) -> None:
    """The draft of the report is looked at and handed out as a file."""
    story.chapter("보고서 초안을 봅니다")
    await story.day(date(2021, 12, 10))
    await story.says(chief, "/report", "보고서")
    await story.taps(chief, "HWPX")
    await story.quiet()
    await story.news(chief)


async def handed_over(story: Story, chief: Hand, hands: dict[str, Hand]) -> Hand:
    """Somebody moves on 1 January: prepared in December, carried out at midnight."""
    story.chapter("1월 1일 인사이동을 미리 정해 둡니다")
    await story.day(date(2021, 12, 27))
    heir = await story.hired(ROADS, "송○○")
    await story.says(chief, "/people", "직원")
    while "김라○ · 담당" not in chief.seen:
        await story.taps(chief, "다음 ›", "직원")
    place = re.search(r"(\d+)\. 김라○ · 담당", chief.seen)
    assert place is not None
    await story.taps(chief, f"{place[1]}번", "김라○")
    await story.taps(chief, "인계", "누가 이어받습니까")
    await story.taps(chief, "송○○ · 담당", "어떻게 되십니까")
    await story.taps(chief, "다른 부서로 옮김 (계정 유지)", "어느 부서로")
    await story.taps(chief, "기업지원과", "언제입니까")
    await story.taps(chief, "2022. 1. 1.(토)", "인계하도록 정하시겠습니까")
    await story.taps(chief, "예", "정했습니다")
    road = hands[ROADS]
    await story.skips(road)
    await story.skips(chief)
    await story.morning(date(2021, 12, 31), chief, road, heir)
    await story.day(date(2022, 1, 1), time(0, 5))
    await story.town.ticks()
    await story.quiet()
    for hand in (chief, road, heir):
        await story.news(hand)
    moved = await story.town.ask(
        "SELECT d.name FROM officer o JOIN department d ON d.id = o.department_id"
        f" WHERE o.telegram_id = {road.user}"
    )
    assert moved[0][0] == "기업지원과"
    story.tells(
        "0시에 김라○ 님의 소속이 기업지원과로 바뀌고, 도로건설과의 일은 송○○ 님의 것이 됩니다."
    )
    return heir


async def closed(story: Story, chief: Hand) -> None:
    """What is left is settled, the report is confirmed, and the round ends."""
    story.chapter("남은 것을 확정하고 취합을 마감합니다")
    await story.day(date(2022, 1, 10))
    await story.says(chief, "/round 현황판", "낸 부서")
    await story.taps(chief, "검토하기 (1)", "검토할 추진계획")
    await story.taps(chief, "도로건설과 · 보완완료")
    await story.taps(chief, "확정")
    await story.says(chief, "/round", "진행")
    await story.taps(chief, "취합 마감", "마감")
    await story.taps(chief, "예", "마감했습니다")
    await story.says(chief, "/report", "보고서")
    await story.taps(chief, "더 보기 »")
    await story.taps(chief, "확인할 것 (1)", "증빙 사진이나 파일이 없습니다")
    await story.taps(chief, "1번")
    await story.taps(chief, "그대로 둠")
    await story.says(chief, "운행일지로 확인함")
    await story.says(chief, "/report", "보고서")
    await story.taps(chief, "더 보기 »")
    await story.taps(chief, "보고서본", "저장한 보고서본이 없습니다")
    await story.taps(chief, "확정")
    await story.taps(chief, "예")


async def audited(story: Story) -> None:
    """In March an auditor goes from a printed line to its record and who did what."""
    story.chapter("3월, 감사에서 보고서의 한 줄을 짚어 봅니다")
    await story.day(date(2022, 3, 7))
    auditor = await story.hired("감사담당관", "감○○", Role.VIEWER)
    await story.says(auditor, "/report", "보고서")
    await story.taps(auditor, "더 보기 »")
    await story.taps(auditor, "줄 보기", "줄과 근거")
    await story.taps(auditor, "7번", "변조 없음")
    await story.taps(auditor, "기록 1")


async def proved(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the server one command proves the whole trail."""
    settings = story.town.office.settings
    for name, value in {
        "BOT_TOKEN": settings.token,
        "BOT_API_URL": settings.bot_api_url,
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database,
    }.items():
        monkeypatch.setenv(name, value)
    result = await asyncio.to_thread(CliRunner().invoke, app, ["audit", "verify"])
    assert result.exit_code == 0, result.output
    story.tells("서버에서: python3 -m bot audit verify")
    story.written += ["", city.masked(result.stdout.strip())]
