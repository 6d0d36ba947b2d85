"""총괄 sends our own report back with words changed and decides line by line, over real HTTP."""

from contextlib import AbstractAsyncContextManager

import pytest

from bot.demo.texts import PEOPLE
from storage.report import report_draft
from tests.helpers.imported import HALF, file_of
from tests.helpers.report_lines import outline
from tests.helpers.sheets_in import docx_replaced, xlsx, xlsx_progress
from tests.journeys.test_import import lines, sends
from tests.journeys.town import Hand, Town

pytestmark = pytest.mark.long

CHIEF = PEOPLE[2][0]
CHANGED = {"39회": "40회", "(2020. 7.) 마스크": "(2020. 8.) 마스크", "(1차)": "(제1차)"}
Full = AbstractAsyncContextManager[Town]


async def paper(town: Town) -> bytes:
    """Our own DOCX, in which somebody typed over three places."""
    async with town.office.db.read() as session:
        report = await report_draft.report(session, HALF, town.clock())
    return docx_replaced(file_of(report, "docx"), CHANGED)


async def words(town: Town) -> str:
    return "\n".join(str(line) for line in await lines(town))


async def begun(town: Town) -> tuple[Hand, str]:
    chief = await town.hand(CHIEF)
    return chief, await sends(chief, await paper(town), "고친 보고서.docx", "조금 다른 줄 3곳")


async def events(town: Town) -> int:
    return int((await town.ask("SELECT count(*) FROM event"))[0][0])


async def test_near_lines_are_shown_old_beside_new_and_nothing_is_saved_untold(
    full_office: Full,
) -> None:
    async with full_office as town:
        before, count = await lines(town), await events(town)
        chief, shown = await begun(town)
        assert "39회 → 40회" in shown
        assert "(2020. 7.) → (2020. 8.)" in shown
        assert "정하지 않은 줄 3곳" in shown
        assert "저장" not in str(chief.labels())
        listed = await chief.taps("다른 줄 (3)", "두 줄을 나란히")
        assert listed.count("[정하지 않음]") == 3
        card = await chief.taps("3번", "파일의 줄")
        assert "(2021.7.~12.) 39회" in card
        assert "(2021.7.~12.) 40회" in card
        assert "다른 곳: 39회 → 40회" in card
        card = await chief.taps("무시", "파일의 줄")
        assert "● 무시" in str(chief.labels())
        assert "고르시기 전에는" not in card
        await chief.taps("◀ 앞", "파일의 줄")
        await chief.taps("« 요약", "정하지 않은 줄 2곳")
        assert (await lines(town), await events(town)) == (before, count)


async def test_one_tap_mends_all_that_are_sure_and_one_is_taken_as_new(full_office: Full) -> None:
    async with full_office as town:
        count = await events(town)
        chief, _shown = await begun(town)
        await chief.taps("다른 줄 (3)", "두 줄을 나란히")
        await chief.taps("확실한 것 모두 고침", "[고침]")
        await chief.taps("2번", "파일의 줄")
        await chief.taps("새 기록", "파일의 줄")
        assert "● 새 기록" in str(chief.labels())
        await chief.taps("« 요약", "조금 다른 줄 3곳")
        shown = await chief.taps("저장", "보고서를 저장했습니다")
        assert "새 기록 1건 · 문구로만 남긴 줄 0개 · 고친 곳 2곳" in shown
        told = await words(town)
        assert "40회" in told
        assert "39회" not in told
        assert ("(2020. 7.) 마스크" in told, "(2020. 8.) 마스크" in told) == (True, True)
        assert await events(town) == count + 1
        shown = await sends(chief, await paper_again(town), "다시.docx", "칸")
        assert "조금 다른 줄" not in shown


async def paper_again(town: Town) -> bytes:
    async with town.office.db.read() as session:
        return file_of(await report_draft.report(session, HALF, town.clock()), "docx")


async def test_every_loss_can_be_paged_through(empty_office: Full) -> None:
    async with empty_office as town:
        chief = await town.hand(CHIEF)
        body = xlsx(lambda book: xlsx_progress(book, "○ 일자리버스 운영", *["#REF!"] * 30))
        shown = await sends(chief, body, "보고서.xlsx", "읽지 못한 것 3")
        assert "아래 ‘읽지 못한 것’에" in shown
        seen = await chief.taps("읽지 못한 것", "1/4쪽")
        for page in ("2/4쪽", "3/4쪽", "4/4쪽"):
            seen += await chief.taps("다음 ›", page)
        assert all(f"B{row} 칸은 오류 값" in seen for row in range(4, 34))
        await chief.taps("« 요약", "1칸")
        async with town.office.db.read() as session:
            report = await report_draft.report(session, HALF, town.clock())
        assert "일자리버스" not in str(list(outline(report)))
