"""One half-year from the request to 확정 with a real process on a faked clock.

What runs: the command `bot run` as a process of its own under Debian's `faketime`, on its own
SQLite file, against the simulator over HTTP. Each day below is a new start of that process.

- At x60: the minutes around half past nine of each day on which the clock has something to say,
  from 09:26 on. The process waits for its hour by itself; nobody calls a tick.
- At x1: what people write and tap on that day, from 10:00 on. At x60 the ten seconds in which a
  tap wants its answer would be a sixth of a second.
- Skipped by restart: the days between, on which nobody writes. That nothing is said on any of
  them is held by `tests/scheduler/test_five_years.py`.

The whole conversation is `tests/golden/half_2022_1.txt`, for a Korean reader to check. After a
wanted change of words: `python3 -m bot test --all --golden tests/journeys/test_faked_half.py`.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.simulator.people.phone import Phone
from bot.simulator.people.transcript import card, words
from bot.simulator.server import Simulator, serve
from storage.act import Act
from storage.database import Database
from storage.models.office import Department
from storage.office import officers
from storage.rules.clock import KST, kst
from storage.rules.dates import show_day
from storage.rules.terms import Role
from tests.journeys.faked import bot_at
from tests.scheduler.town import copy_of

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]

GOLDEN = Path(__file__).parents[1] / "golden" / "half_2022_1.txt"
CLERK, BUILDER, CHIEF, HEAD = "홍○○", "김○○", "이○○", "박○○"
PEOPLE = (
    (CLERK, 1001, Role.STAFF, "일자리정책과"),
    (BUILDER, 1002, Role.STAFF, "도로건설과"),
    (CHIEF, 1003, Role.OFFICE, "일자리정책과"),
    (HEAD, 1004, Role.HEAD, "일자리정책과"),
)
BEFORE, AFTER = time(9, 26), time(10)
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
PATIENCE = 40.0
ITEM = "채용행사 개최 시 고양시민 고용할당제 안내 및 참여 유도"
REASON = "목표 수치를 적어 주십시오."


def utc(day: date, clock: time) -> datetime:
    """That time in Korea."""
    return datetime.combine(day, clock, KST).astimezone(UTC)


@dataclass
class Half:
    """The simulator, four phones, and what was written on them day by day."""

    simulator: Simulator
    folder: Path
    phones: dict[str, Phone]
    written: list[str] = field(default_factory=list)
    _seen: dict[tuple[str, int], str] = field(default_factory=dict)

    async def morning(self, day: date, told: dict[str, str]) -> None:
        """At x60 until each of `told` has read their words; nobody does anything."""
        async with bot_at(self.simulator, self.folder, utc(day, BEFORE), speed=60):
            for name, fragment in told.items():
                await self.phones[name].reads(fragment, PATIENCE)
        await self._write(day)

    @asynccontextmanager
    async def day(self, day: date, told: dict[str, str]) -> AsyncIterator[None]:
        """The morning, then at x1 what people do inside."""
        await self.morning(day, told)
        async with bot_at(self.simulator, self.folder, utc(day, AFTER)):
            yield
        await self._write(day)

    async def _write(self, day: date) -> None:
        head = f"── {show_day(day)} ──"
        if head not in self.written:
            self.written += ["", head]
        for name, phone in self.phones.items():
            await phone.look()
            self.written += self._news(name, phone)

    def _news(self, name: str, phone: Phone) -> list[str]:
        lines = []
        for message in phone.messages():
            key, shown = (name, message["message_id"]), CLOCK.sub("○○:○○", card(message))
            if self._seen.get(key) != shown:
                speaker = "봇 → " + name if message["_from_bot"] else name
                mark = " (고침)" if key in self._seen else ""
                lines.append(f"{speaker}{mark}: " + shown.replace("\n", "\n    "))
            self._seen[key] = shown
        return ["", *lines] if lines else []


async def _office(folder: Path, template: Path) -> None:
    """Two departments and four people who have come by their links."""
    db = Database(copy_of(template, folder))
    async with db.begin() as session:
        homes = {name: Department(name=name, position=at) for at, name in enumerate(HOMES, 1)}
        session.add_all(homes.values())
        await session.flush()
        for name, number, role, home in PEOPLE:
            await officers.add(
                Act(session, None, utc(date(2021, 11, 1), AFTER)),
                telegram_id=number,
                name=name,
                role=role,
                department_id=homes[home].id,
            )
    await db.close()
    (folder / "town.db").rename(folder / "office.db")


HOMES = ("일자리정책과", "도로건설과")


@pytest.fixture
async def half(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Half]:
    await _office(tmp_path, migrated_file)
    async with await serve() as simulator:
        phones = {}
        for name, number, _role, _home in PEOPLE:
            simulator.world.add_person(name, user_id=number)
            simulator.world.chats[number].started = True
            phones[name] = await Phone.connect(simulator.url, number, timeout=PATIENCE)
        yield Half(simulator, tmp_path, phones)
        for phone in phones.values():
            await phone.close()


async def said(phone: Phone, text: str, wait: str) -> None:
    await phone.say(text)
    await phone.reads(wait)


async def tapped(phone: Phone, label: str, wait: str) -> str:
    await phone.tap(label)
    return await phone.reads(wait)


async def answered(phone: Phone, question: str, text: str, wait: str) -> None:
    """A reply to the bot's question of these words."""
    await phone.reads(question)
    asked = [one for one in phone.messages() if question in words(one)][-1]
    await phone.say(text, reply_to=asked["message_id"])
    await phone.reads(wait)


async def board(half: Half, wait: str) -> None:
    """The one pinned message of 총괄 says so."""
    chief = half.phones[CHIEF]
    pinned = half.simulator.world.chats[chief.user].pinned

    def shown() -> bool | None:
        found = [words(one) for one in chief.messages() if one["message_id"] in pinned]
        return (len(found) == 1 and wait in found[0]) or None

    await chief.until(shown, None, f"no single pinned board says {wait!r}")


async def write_the_plan(clerk: Phone) -> None:
    await said(clerk, "/plan", "· 미제출")
    await tapped(clerk, "항목 추가", "무엇을 추진합니까?")
    await clerk.say(ITEM)
    screen = await clerk.reads("성과지표는 무엇입니까?")
    while "보고서에 실릴 문장" not in screen:
        screen = await tapped(clerk, "건너뛰기", "")
    await tapped(clerk, "저장", "저장했습니다.")
    await tapped(clerk, "추진계획 보기", "번호를 누르면")
    await tapped(clerk, "제출", "제출 · 총괄 검토 대기")


async def send_back(chief: Phone) -> None:
    await tapped(chief, "검토하기", "검토할 추진계획")
    await tapped(chief, "일자리정책과 · 제출", ITEM)
    await tapped(chief, "한 칸 되묻기", "물을 칸")
    await chief.tap("목표")
    await answered(chief, "보완요청 · 목표", REASON, "한 가지만 보완을 요청했습니다")


async def test_a_half_from_the_request_to_its_confirmation(
    half: Half, request: pytest.FixtureRequest
) -> None:
    clerk, builder, chief, _head = half.phones.values()
    opened = "2022년 상반기 취합이 시작되었습니다."
    asked = "2022년 상반기 추진계획을 12.6.까지 작성해 주십시오."
    late = "기한(12.6.)이 근무일로 {}일 경과하였습니다."
    async with half.day(date(2021, 11, 15), {CLERK: asked, BUILDER: asked, CHIEF: opened}):
        await said(chief, "/round", "2022년 상반기 추진계획 취합 · 진행")
        await tapped(chief, "현황판 보내기", "도로건설과 미제출")
    await half.morning(date(2021, 11, 16), dict.fromkeys((CLERK, BUILDER), "근무일로 14일"))
    async with half.day(
        date(2021, 11, 25),
        dict.fromkeys((CLERK, BUILDER), "근무일로 7일 남았습니다.") | {CHIEF: "11.25. 달라진 것"},
    ):
        await tapped(builder, "추진계획 해당없음", "해당없음 · 총괄 검토 대기")
        await tapped(builder, "추진실적 해당없음", "이번 취합에 내실 것을 모두 내셨습니다")
        await board(half, "도로건설과 해당없음 · 실적 해당없음")
    await half.morning(
        date(2021, 12, 1), {CLERK: "근무일로 3일 남았습니다.", CHIEF: "12.1. 달라진 것"}
    )
    await half.morning(date(2021, 12, 3), {CLERK: "근무일로 1일 남았습니다."})
    await half.morning(date(2021, 12, 6), {CLERK: "오늘까지 제출할 것: 2022년 상반기 추진계획"})
    await half.morning(date(2021, 12, 7), {CLERK: late.format(1), CHIEF: "12.7. 달라진 것"})
    await half.morning(date(2021, 12, 8), {CLERK: late.format(2)})
    async with half.day(date(2021, 12, 9), {CLERK: late.format(3), HEAD: "아직 남아 있습니다."}):
        await write_the_plan(clerk)
        await said(clerk, "추진실적 확인", "2021년 하반기 추진실적 확인")
        await tapped(clerk, "해당없음", "이번 취합에 내실 것을 모두 내셨습니다")
        await board(half, "일자리정책과 제출 1건(늦음) · 실적 해당없음(늦음)")
        await send_back(chief)
        await clerk.reads("목표는 얼마입니까?")
        await said(clerk, "5", "보완완료로 총괄 담당에게 알렸습니다.")
        await chief.reads("목표: ‘없음’ → ‘5’")
        await board(half, "일자리정책과 보완완료 1건(늦음)")
    await half.morning(date(2021, 12, 10), {CHIEF: "총괄 초안 예정일은 12.10.입니다."})
    await half.morning(date(2021, 12, 15), {CHIEF: "평가단 제출 예정일은 12.15.입니다."})
    async with half.day(date(2022, 1, 10), {CHIEF: "확정 예정일은 1.10.입니다."}):
        await tapped(chief, "추진계획 보기", "보완완료 1번 · 목표: ‘없음’ → ‘5’")
        await tapped(chief, "확정", "· 확정")
        await clerk.reads("추진계획이 확정되었습니다.")
        await board(half, "일자리정책과 확정 1건(늦음)")
        await said(chief, "/round", "진행")
        await tapped(chief, "취합 마감", "취합을 마감합니다.")
        await tapped(chief, "예", "취합을 마감했습니다.")
        await board(half, "취합 · 마감")
    text = "\n".join([*half.written, ""])
    if request.config.getoption("--golden"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    await _hold_the_hours(half)


async def _hold_the_hours(half: Half) -> None:
    """No digest before half past nine, and one a person and day at most."""
    db = Database(f"sqlite:///{half.folder / 'office.db'}")
    async with db.read() as session:
        connection = await session.connection()
        sql = "SELECT chat_id, created_at FROM outbox WHERE dedupe_key LIKE 'digest:%'"
        rows = (await connection.exec_driver_sql(sql)).mappings().all()
    await db.close()
    moments = [
        (row["chat_id"], kst(datetime.fromisoformat(row["created_at"]).replace(tzinfo=UTC)))
        for row in rows
    ]
    assert all(time(9, 30) <= at.time() < time(9, 45) for _, at in moments), moments
    assert len({(who, at.date()) for who, at in moments}) == len(moments) == 19
