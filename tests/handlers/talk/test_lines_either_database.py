"""Lines, lists, edits and captions on both databases: one way through each query they need."""

from datetime import date

from handlers.install import install
from storage.rules.terms import Role
from tests.handlers.talk.test_captions import photo, proofs
from tests.handlers.talk.test_line_edits import edits, says
from tests.handlers.talk.test_record_lines import OFFICER, RUN, TODAY, card, events
from tests.helpers.desk import Desk


async def test_a_line_its_edits_and_a_list_on_either_database(url: str) -> None:
    desk = await Desk(url, install).open()
    desk.now = TODAY
    await desk.hire(OFFICER, Role.STAFF, await desk.department("일자리정책과", 1))
    message = await says(desk, RUN)
    await edits(desk, message, RUN.replace("21명", "23명"))
    await desk.taps(OFFICER, "저장")
    await edits(desk, message, RUN.replace("21명", "25명"))
    assert "상담 인원 23명 → 25명" in card(desk)
    await desk.taps(OFFICER, "저장")
    await photo(desk, "p1", "11/20 화정역 버스 14명 상담\n11/21 풍산역 버스 16명 상담", album="a")
    await photo(desk, "p2", album="a")
    await desk.taps(OFFICER, "모두 저장 (2건)")
    await desk.says(OFFICER, "다온식품 채용행사 지원 9/3 채용 2명, 원당역")  # with names it knows
    await desk.taps(OFFICER, "저장")
    assert [one.period.start for one in await events(desk)] == [
        date(2026, 11, 25),
        date(2026, 11, 20),
        date(2026, 11, 21),
        date(2026, 9, 3),
    ]
    assert sorted(await proofs(desk)) == ["p1", "p1", "p2", "p2"]
    await desk.close()
