"""보고서 서식 over real HTTP: a form is got, sent back as a file, used, and put away again."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.demo.texts import PEOPLE
from bot.documents import own_form
from storage.rules.terms import Role
from tests.helpers import read_back
from tests.helpers.hwpx_checks import faults
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

PATIENCE = 40.0  # several processes are started one after the other
CHIEF = next(number for number, _name, role, _place in PEOPLE if role is Role.OFFICE)
STAFF = next(number for number, _name, role, _place in PEOPLE if role is Role.STAFF)
USE, PREVIEW = "보고서 서식으로 쓰기", "이렇게 채워집니다."

Empty = AbstractAsyncContextManager[Town]


async def file_after(hand: Hand, label: str) -> bytes:
    """The file that comes after a tap."""
    seen = {one["message_id"] for one in hand.phone.messages()}
    await hand.phone.tap(label)
    while True:
        for message in hand.phone.messages():
            if "document" in message and message["message_id"] not in seen:
                return await hand.phone.file(message["document"]["file_id"])
        await hand.reads()


async def test_a_form_is_used_for_the_hwpx_until_it_is_put_away(empty_office: Empty) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        chief.phone.timeout = PATIENCE
        await chief.says("/report", "고용할당제 보고서")
        await chief.taps("더 보기 »", "무엇을 하시겠습니까?")
        assert "지금 쓰는 서식: 기본 서식" in await chief.taps("보고서 서식", "보고서 서식 (HWPX)")
        sample = await file_after(chief, "견본 받기")
        assert sample == own_form.sample({})
        await chief.phone.document(sample, "우리과 서식.hwpx")
        await chief.reads("파일을 받았습니다.")
        shown = await chief.taps(USE, "을(를) 읽었습니다.")
        assert "· 과제명 → 고양시 고용할당제 도입" in shown
        assert "· 내용 → 해당없음 등 2줄" in shown
        assert "이 서식에 없는 이름: 반기, 단수조정" in shown
        (preview,) = [one for one in chief.phone.messages() if one.get("caption") == PREVIEW]
        in_it = await chief.phone.file(preview["document"]["file_id"])
        assert faults(in_it) == []
        assert "고양시 고용할당제 도입" in read_back.text("hwpx", in_it)
        await chief.taps("이 서식으로 쓰기", "서식을 바꾸었습니다.")
        assert await town.ask("SELECT found FROM upload") == [("{}",)]
        await chief.says("/report", "고용할당제 보고서")
        mine = await file_after(chief, "HWPX")
        told = await town.ask("SELECT count(*) FROM audit_entry WHERE subject = 'report'")
        assert int(str(told[0][0])) >= 1  # who had the filled form is written down
        assert faults(mine) == []
        assert len(read_back.tables("hwpx", mine)) == 5  # the sample frames 문제점 too
        await chief.taps("더 보기 »", "무엇을 하시겠습니까?")
        await chief.taps("보고서 서식", "지금 쓰는 서식: 우리과 서식.hwpx")
        await chief.taps("기본 서식으로 되돌리기", "기본 서식으로 되돌렸습니다.")
        assert await town.ask("SELECT length(body) FROM report_form") == [(0,)]
        await chief.says("/report", "고용할당제 보고서")
        assert len(read_back.tables("hwpx", await file_after(chief, "HWPX"))) == 4


async def test_a_file_that_is_no_form_is_told_what_it_lacks(empty_office: Empty) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        chief.phone.timeout = PATIENCE
        await chief.phone.document(b"PK\x03\x04 not a form", "서식.hwpx")
        await chief.reads("파일을 받았습니다.")
        await chief.taps(USE, "온전하지 않습니다")
        assert await town.ask("SELECT id FROM report_form") == []


async def test_who_does_not_make_the_report_is_not_offered_it(empty_office: Empty) -> None:
    async with empty_office as town:
        staff = await town.hand(STAFF)
        await staff.phone.document(own_form.sample({}), "서식.hwpx")
        await staff.reads("파일을 받았습니다.")
        assert USE not in str(staff.labels())
