"""What the usual errands of a half-year cost in taps and messages, walked with the real bot.

`python -m tests.journeys_told` writes `docs/journeys.md`; a test holds that the page is up to
date and that no errand costs more than its goal.
"""

import asyncio
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.demo import office as furniture
from bot.demo.running import MORNING
from bot.demo.texts import PEOPLE
from storage import migrate
from storage.database import Database
from tests.journeys.town import Hand, Town, opened

PAGE = Path(__file__).parents[1] / "docs" / "journeys.md"
CLERK, ROADS, CHIEF, MANAGER = (PEOPLE[at][0] for at in range(4))
HEAD = """# 무엇을 하는 데 몇 번 누르고 적습니까? / What errands cost

`python -m tests.journeys_told` 으로 만든 쪽입니다. 시뮬레이터의 사람이 실제 봇과 대화하며 셉니다.
누름은 단추, 글은 보낸 메시지이고, 명령을 부르는 글도 셉니다.

Made by `python -m tests.journeys_told`: a person of the simulator talks with the real bot.
누름 are buttons tapped, 글 are messages sent, the command included; 목표 is the most it may cost.

| 하는 일 | 누름 | 글 | 합 | 목표 | 차례 |
| --- | --- | --- | --- | --- | --- |
"""
TO_JUNE = 164  # days from the first morning to the first working day of the next round
SAVED = "저장했습니다."


@dataclass(frozen=True)
class Journey:
    """An errand: what it is called, the most acts that it may cost, and how it is walked."""

    name: str
    goal: int
    walk: Callable[[Town], Awaitable[Hand]]


@dataclass(frozen=True)
class Told:
    """What it cost."""

    name: str
    goal: int
    taps: int
    messages: int
    done: tuple[str, ...]

    @property
    def acts(self) -> int:
        """Taps and messages together."""
        return self.taps + self.messages

    @property
    def line(self) -> str:
        """Its row of the page."""
        way = " ".join(self.done).replace("|", "\\|").replace("\n", " ")
        cells = (self.name, self.taps, self.messages, self.acts, self.goal, way)
        return "| " + " | ".join(map(str, cells)) + " |"


async def first_run(town: Town) -> Hand:
    """A run of the bus, question by question."""
    hand = await town.newcomer()
    hand.begins()
    await hand.says("/event 일자리버스")
    await hand.taps("오늘")
    await hand.says("화정역 광장")
    await hand.says("25")
    await hand.taps("저장", SAVED)
    return hand


async def second_run(town: Town) -> Hand:
    """The second run of the same day and place."""
    hand = await first_run(town)
    hand.begins()
    await hand.taps("한 건 더 기록")
    await hand.says("30")
    await hand.taps("저장", SAVED)
    return hand


async def fair_by_form(town: Town) -> Hand:
    """A fair with its figures, question by question."""
    hand = await town.newcomer()
    hand.begins()
    await hand.says("/event 채용박람회")
    await hand.says("12/3")
    await hand.says(f"{hand.user}물류 채용박람회")
    await hand.says("청년")
    await hand.taps("현장")
    await hand.taps("건너뛰기")
    await hand.says("면접 120 채용 35 시민 20 참여 800")
    await hand.taps("저장", SAVED)
    return hand


async def fair_by_line(town: Town) -> Hand:
    """The same with four figures, as one line behind the command."""
    hand = await town.newcomer()
    hand.begins()
    await hand.says("/event 12/4 쿠팡 채용박람회 킨텍스 면접 120 채용 35 시민 20 참여 800")
    await saved(hand)
    return hand


async def typed_run(town: Town) -> Hand:
    """A run of the bus as one line, without a command."""
    hand = await town.newcomer()
    hand.begins()
    await hand.says("일자리버스 어제 대화역 상담 27명")
    await saved(hand)
    return hand


async def saved(hand: Hand) -> None:
    """저장, with the one question about a likeness where it comes."""
    await hand.taps("저장", "")
    if SAVED not in hand.seen:
        await hand.taps("그래도 저장", SAVED)


async def plan_item(town: Town) -> Hand:
    """An item of the department's plan."""
    hand = await town.hand(ROADS)
    hand.begins()
    await hand.says("/plan")
    await hand.taps("항목 추가")
    await hand.says("공사 계약 시 고양시민 우선 고용 안내")
    await hand.says("안내 공문")
    await hand.says("12회")
    while "보고서에 실릴 문장" not in hand.seen:
        await hand.taps("건너뛰기")
    await hand.taps("저장", SAVED)
    return hand


async def handed_in(town: Town) -> Hand:
    """제출 of that plan."""
    hand = await plan_item(town)
    hand.begins()
    await hand.says("제출할게요")
    await hand.taps("제출하기", "")
    return hand


async def nothing_planned(town: Town) -> Hand:
    """해당없음."""
    hand = await town.newcomer(department="교통정책과")
    hand.begins()
    await hand.says("해당없음입니다")
    await hand.taps("해당없음으로 제출", "")
    return hand


async def reviewed(town: Town) -> Hand:
    """The next department's plan, once one is confirmed; both were handed in to the new round."""
    town.advance(days=TO_JUNE, minutes=5)
    await town.ticks()
    for department in ("교통정책과", "도로건설과"):
        clerk = await town.newcomer(department=department)
        await clerk.says("/plan")
        await clerk.taps("항목 추가")
        await clerk.says(f"{department} 공사에 시민 고용 안내")
        while "보고서에 실릴 문장" not in clerk.seen:
            await clerk.taps("건너뛰기")
        await clerk.taps("저장", SAVED)
        await clerk.says("제출할게요")
        await clerk.taps("제출하기", "")
    hand = await town.hand(CHIEF)
    await hand.says("/round")
    await hand.taps("현황판 보내기")
    await hand.taps("검토하기 (2)")
    await hand.taps(next(label for row in hand.labels() for label in row if "제출" in label))
    hand.begins()
    await hand.taps("확정하고 다음")
    await hand.taps("확정")
    return hand


async def agreement(town: Town) -> Hand:
    """An agreement with what was promised in it."""
    hand = await town.newcomer()
    hand.begins()
    await hand.says("/mou")
    await hand.says(f"고양시, {hand.user}물류")
    await hand.taps("업무협약")
    await hand.says("12/1")
    while "보고서에 실릴 문장" not in hand.seen:
        await hand.taps("건너뛰기")
    await hand.taps("저장", SAVED)
    await hand.taps("이행사항 추가")
    await hand.says("신규 채용 시 고양시민 우선고용")
    await hand.taps("시민 채용 인원(명)")
    await hand.says("30")
    await hand.taps("건너뛰기")
    await hand.taps("저장", SAVED)
    return hand


async def followed_up(town: Town) -> Hand:
    """A contact under that agreement."""
    hand = await agreement(town)
    hand.begins()
    await hand.taps("이행 기록")
    await hand.taps("오늘")
    await hand.taps("전화")
    await hand.says("하반기 채용계획 협의")
    await hand.taps("합의")
    while "보고서에 실릴 문장" not in hand.seen:
        await hand.taps("건너뛰기")
    await hand.taps("저장", SAVED)
    return hand


async def contract(town: Town) -> Hand:
    """A works contract."""
    hand = await town.newcomer()
    hand.begins()
    await hand.says("/contract")
    await hand.says(f"{hand.user} 하수관로 정비")
    await hand.says(f"{hand.user}가람산업")
    await hand.says("2억원")
    await hand.says("2021.12.3.")
    await hand.taps("종합")
    await hand.taps("착공")
    await hand.taps("저장", SAVED)
    return hand


async def question(town: Town) -> Hand:
    """A manager's question."""
    hand = await town.hand(MANAGER)
    hand.begins()
    await hand.says("12월 행사 몇 건")
    return hand


async def report(town: Town) -> Hand:
    """The half-year report as a file."""
    hand = await town.hand(CHIEF)
    hand.begins()
    await hand.says("한글파일로")
    return hand


JOURNEYS = (
    Journey("일자리버스 한 번을 질문대로 기록", 6, first_run),
    Journey("같은 날 두 번째 운행", 3, second_run),
    Journey("일자리버스 한 번을 한 줄로 기록", 2, typed_run),
    Journey("수치가 넷인 박람회를 한 줄로", 3, fair_by_line),
    Journey("박람회를 질문대로", 9, fair_by_form),
    Journey("추진계획 항목 하나", 10, plan_item),
    Journey("추진계획 제출", 2, handed_in),
    Journey("해당없음", 2, nothing_planned),
    Journey("다음 부서 검토와 확정", 2, reviewed),
    Journey("협약과 이행사항 하나", 14, agreement),
    Journey("협약 이행 기록", 9, followed_up),
    Journey("공사계약", 8, contract),
    Journey("관리자의 질문 하나", 1, question),
    Journey("반기 보고서를 한글 파일로", 2, report),
)


async def walked(one: Journey, folder: Path, template: Path) -> Told:
    """The journey in an office of its own."""
    async with opened(folder, template) as town:
        hand = await one.walk(town)
        return Told(one.name, one.goal, len(hand.tapped), len(hand.typed), tuple(hand.done))


async def everything() -> list[Told]:
    """All journeys, each in a new office."""
    with tempfile.TemporaryDirectory() as place:
        template = Path(place) / "template.db"
        await asyncio.to_thread(migrate.upgrade, f"sqlite:///{template}")
        await _people(template)
        found = []
        for at, one in enumerate(JOURNEYS):
            folder = Path(place) / str(at)
            folder.mkdir()
            found.append(await walked(one, folder, template))
        return found


async def _people(template: Path) -> None:
    with closing(sqlite3.connect(template)) as made:
        made.execute("PRAGMA journal_mode=WAL")  # as the bot keeps it
    db = Database(f"sqlite:///{template}")
    async with db.begin() as session:
        await furniture.settle(session, MORNING)
    await db.close()


def page(found: list[Told]) -> str:
    """The page."""
    return HEAD + "\n".join(one.line for one in found) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(asyncio.run(everything())), "utf-8")
