"""A file sent to be read: fetched over real HTTP, shown before anything changes, and forgotten."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.api import files
from bot.demo.texts import PEOPLE
from bot.simulator.people.transcript import labels
from handlers.upload import purposes
from scheduler.ticks import upkeep
from storage.office import departments, officers
from storage.rules import retention
from storage.rules.terms import Role
from tests.helpers.imported import SEED
from tests.helpers.waiting import until
from tests.journeys.town import Hand, Town

CHIEF, STAFF = PEOPLE[2][0], PEOPLE[0][0]
TABLE = "직제순,부서명,이전이름\n1,기획담당관,\n2,일자리정책과,\n3,새로운과,\n"
AS_LIST = "부서 목록으로 읽기"

Empty = AbstractAsyncContextManager[Town]


async def sends(hand: Hand, body: bytes, name: str = "부서.csv") -> str:
    """The file, and the question what it is for."""
    await hand.phone.document(body, name)
    return await hand.reads("파일을 받았습니다.")


async def names(town: Town) -> list[str]:
    async with town.office.db.read() as session:
        return [one.name for one in await departments.ordered(session)]


async def test_a_list_of_departments_is_shown_before_it_replaces_the_old_one(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        before = await names(town)
        chief = await town.hand(CHIEF)
        await sends(chief, TABLE.encode("cp949"))
        shown = await chief.taps(AS_LIST, "3개 부서를 읽었습니다")
        assert "3. 새로운과" in shown
        assert "읽고 있습니다" not in chief.phone.transcript()  # that line has become this
        assert await names(town) == before
        asked = await chief.taps("무엇이 바뀌는지 보기", "추가 1개 부서: 새로운과")
        assert "사용 중지" not in asked
        assert f"목록에 없어 그대로 두는 {len(before) - 2}개 부서" in asked
        asked = await chief.taps("목록에 없는", f"사용 중지 {len(before) - 2}개 부서")
        assert await names(town) == before
        await chief.taps("예")
        while "한 번 더 확인합니다" in chief.seen:
            await chief.taps("예, ")
        await chief.reads("부서 목록을 바꾸었습니다. 추가 1개")
        assert await names(town) == ["기획담당관", "일자리정책과", "새로운과"]
        assert await town.ask("SELECT found FROM upload") == [("{}",)]
        assert await town.ask("SELECT id FROM evidence") == []


@pytest.mark.long
async def test_every_department_of_a_long_list_is_named(empty_office: Empty) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        rows = "\n".join(f"{at},제{at}과" for at in range(1, 120))
        await sends(chief, f"직제순,부서명\n{rows}\n".encode())
        shown = await chief.taps(AS_LIST, "119개 부서를 읽었습니다")
        assert [at for at in range(1, 120) if f"{at}. 제{at}과" not in shown] == []


@pytest.mark.long
async def test_what_was_read_can_be_left_and_an_old_button_changes_nothing(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        before = await names(town)
        chief = await town.hand(CHIEF)
        await sends(chief, TABLE.encode())
        await chief.taps(AS_LIST, "3개 부서를 읽었습니다")
        message, code = chief.code("무엇이 바뀌는지 보기")
        await chief.taps("그만두기", "저장하지 않았습니다")
        assert "없습니다" in await chief.phone.tap_old(message, code)
        assert await names(town) == before


@pytest.mark.long
async def test_a_file_that_is_no_table_is_answered_in_one_sentence(empty_office: Empty) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        for body, said in (
            (b"\x00\x81\xff\xfe", "읽을 수 있는 파일이 아닙니다"),
            ("직제순,부서명\n하나,기획담당관\n".encode(), "2행: ‘하나’"),
            (b"", "부서 표에 내용이 없습니다"),
        ):
            await sends(chief, body or b"\n")
            await chief.taps(AS_LIST, said)


@pytest.mark.long
async def test_what_a_file_says_of_a_person_is_neither_shown_nor_kept(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        listed = f"{TABLE}4,담당 010-1234-5678,\n"
        await sends(chief, listed.encode(), "부서 010-1234-5678.csv")
        said = await chief.taps(AS_LIST, "휴대전화번호가 들어 있어 읽지 않았습니다.")
        assert "1234" not in said
        report = SEED.decode().replace("39회", "39회(문의 010-1234-5678)")
        await sends(chief, report.encode(), "보고서.txt")
        await chief.taps("지난 반기 보고서로 읽기", "읽었습니다")
        ((found,),) = await town.ask("SELECT found FROM upload WHERE state = 'read'")
        assert "[휴대전화번호]" in found
        for table in ("upload", "outbox", "evidence", "inbox", "draft", "audit_entry"):
            rows = await town.ask(f"SELECT * FROM {table}")
            assert "1234-5678" not in repr(rows), table


async def test_a_file_too_large_or_gone_is_said_so_and_the_chat_goes_on(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        await sends(chief, b"x" * ((1 << 20) + 1))
        assert "파일이 너무 큽니다" in await chief.toast(AS_LIST)
        await sends(chief, TABLE.encode(), "사라진.csv")
        town.simulator.world.shelf.burn()
        await chief.taps(AS_LIST, "파일을 받아 오지 못했습니다")
        await chief.says("/help", "고용할당제 도우미")


async def test_only_those_who_may_are_offered_to_have_it_read(empty_office: Empty) -> None:
    async with empty_office as town:
        reader = await town.newcomer(role=Role.VIEWER)
        await reader.phone.document(TABLE.encode(), "부서.csv")
        await reader.reads("이 일을 하실 권한이 없습니다.")
        number = (await town.ask("SELECT count(*) FROM upload"))[0][0]
        assert number == 0
        staff = await town.hand(STAFF)
        await sends(staff, TABLE.encode())
        assert AS_LIST not in str(labels(staff.phone.last()))
        chief = await town.hand(CHIEF)
        await sends(chief, TABLE.encode())
        _message, code = chief.code(AS_LIST)
        assert "없습니다" in await staff.phone.tap_old(staff.phone.last()["message_id"], code)


async def test_who_lost_the_right_meanwhile_is_shown_nothing(empty_office: Empty) -> None:
    async with empty_office as town:
        chief = await town.newcomer(role=Role.OFFICE)
        await sends(chief, TABLE.encode())
        town.simulator.world.faults.order({"kind": "delay", "method": "getFile", "delay_ms": 300})
        await chief.taps(AS_LIST, "읽고 있습니다")
        async with town.office.db.begin() as session:
            officer = await officers.by_telegram(session, chief.user)
            assert officer is not None
            officer.role = Role.VIEWER
            session.add(officer)
        town.whole = False  # the trail tells of no such change

        async def settled() -> bool:
            return await town.ask("SELECT state FROM upload") == [("closed",)]

        await until(settled, "the upload is settled")
        await chief.says("/help", "고용할당제 도우미")
        assert "3개 부서를 읽었습니다" not in chief.phone.transcript()


@pytest.mark.long
async def test_files_are_forgotten_after_a_month_and_a_notice(empty_office: Empty) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        await sends(chief, TABLE.encode())
        await chief.taps(AS_LIST, "3개 부서를 읽었습니다")
        town.advance(days=retention.UPLOAD.days + 1)
        for tick in (upkeep.forget_traffic, upkeep.settle_drafts):
            await tick(town.office.db, town.clock)
        await chief.reads("아직 저장하지 않으셨습니다.")

        async def noticed() -> bool:
            await upkeep.settle_drafts(town.office.db, town.clock)
            return await town.ask("SELECT id FROM upload WHERE warned_at IS NOT NULL") != []

        await until(noticed, "the notice is known to have gone out")
        town.advance(days=3)
        await upkeep.settle_drafts(town.office.db, town.clock)
        assert await town.ask("SELECT id FROM upload") == []


def test_no_purpose_takes_more_than_telegram_gives() -> None:
    assert all(one.most_bytes <= files.MOST_BYTES for one in purposes.PURPOSES)
