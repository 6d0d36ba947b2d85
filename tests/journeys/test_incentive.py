"""총괄 ranks the companies of the seed's office and has the letter in hand, over real HTTP."""

import io
from contextlib import AbstractAsyncContextManager

import pytest
from hwpx.document import HwpxDocument

from bot.demo.texts import PEOPLE
from tests.journeys.town import Town

pytestmark = pytest.mark.long

CHIEF = PEOPLE[2][0]

Full = AbstractAsyncContextManager[Town]


async def test_the_best_company_gets_a_request_and_its_letter(full_office: Full) -> None:
    async with full_office as town:
        chief = await town.hand(CHIEF)
        shown = await chief.says("/incentive 8반기", "참여우수기업")
        assert "2018년 상반기부터 2021년 하반기까지" in shown
        assert "2. 쿠팡풀필먼트유한회사 2위" in shown
        shown = await chief.taps("2번", "기록 5건")
        assert "협약 · 쿠팡풀필먼트, 고양시 사회적경제기업협의회" in shown
        await chief.taps("우선구매 협조요청", "어떤 물품을 우선")
        await chief.does("택배상자", "도로건설과, 건축과", "오늘")
        assert "문서번호가 없어 아직 보고서에 싣지 않습니다." in chief.seen
        await chief.taps("저장", "온나라에서 결재받은 뒤")
        await chief.taps("기안 초안 HWPX", "온나라 기안용 초안")
        sent = chief.phone.last()["document"]
        assert sent["file_name"] == "우선구매_협조요청_1번_기안초안.hwpx"
        body = await chief.phone.file(sent["file_id"])
        text = "\n".join(one.text for one in HwpxDocument.open(io.BytesIO(body)).paragraphs)
        assert "수신자  도로건설과장, 건축과장" in text
        assert "요청일: 2021. 12. 20.  끝." in text
