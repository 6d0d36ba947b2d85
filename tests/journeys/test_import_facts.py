"""Another office's report sent in chat: what was read is shown, confirmed, and counted."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.demo.texts import PEOPLE
from storage.report import report_draft
from tests.helpers.imported import file_of
from tests.helpers.other_offices import SEASIDE
from tests.journeys.test_import import saved_rows, sends
from tests.journeys.town import Town

pytestmark = pytest.mark.long

CHIEF = PEOPLE[2][0]
Empty = AbstractAsyncContextManager[Town]


async def test_what_was_read_is_looked_at_confirmed_at_once_and_counted(
    empty_office: Empty,
) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        body = file_of(SEASIDE.report, "docx")
        shown = await sends(chief, body, "다른 기관 보고서.docx", "보고서를 읽었습니다")
        assert "(확인 전 " in shown

        [opens] = [one for row in chief.labels() for one in row if one.startswith("읽은 사실 (")]
        listed = await chief.taps(opens, "글에서 읽은 사실")

        assert "[확인 전] □" in listed
        assert "→ " in listed
        card = await chief.taps("4번", "어떤 행사입니까?")

        assert "참여 업체 12개 업체" in card
        answered = await chief.taps("찾아가는 채용행사", "인쇄된 글")
        assert "어떤 행사입니까?" not in answered
        assert "채용 8명" in card
        await chief.taps("글자로만", "인쇄된 글")
        assert "● 글자로만" in str(chief.labels())
        await chief.taps("글자로만", "인쇄된 글")  # taken back
        await chief.taps("맞음", "인쇄된 글")
        await chief.taps("« 읽은 사실", "[맞음] □")
        await chief.taps("« 요약", "보고서를 읽었습니다")
        assert await saved_rows(town) == 0
        [everything] = [
            one for row in chief.labels() for one in row if one.startswith("읽은 사실 모두 맞음")
        ]
        await chief.taps(everything, "(확인 전 1건)")
        await chief.taps("저장", "보고서를 저장했습니다")
        counted = await town.ask(
            "SELECT value FROM figure WHERE measure = 'hired' AND residents = 0"
        )
        assert sum(value for (value,) in counted) == SEASIDE.counts["hired"]
        async with town.office.db.read() as session:
            report = await report_draft.report(session, SEASIDE.report.half, town.clock())
        assert [(one.level, one.text) for one in report.lines()] == [
            (one.level, one.text) for one in SEASIDE.report.lines()
        ]
