"""What hangs on a record and how it came to be are read whole, page by page; nothing is cut off
in silence."""

from collections.abc import AsyncIterator

import pytest

from handlers.install import install
from handlers.record import hanging
from handlers.record.hanging import Hung
from storage.act import Act
from storage.facts.shapes import FollowUpFacts, PromiseFacts
from storage.records import records
from storage.rules.terms import ContactKind, RecordKind, Role
from tests.helpers.desk import Desk
from tests.helpers.facts import agreement, when

STAFF = 22
NEXT = "다음 ›"
LONG = "신규 채용 시 고양시민을 우선 고용하고 그 결과를 분기마다 알림 "


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    """An agreement with thirty long promises, twenty-five contacts, and a long history."""
    made = await Desk(sqlite_url, install).open()
    await made.hire(STAFF, Role.STAFF, await made.department("일자리정책과"))
    async with made.db.begin() as session:
        act = Act(session, await made.officer(STAFF), made.now)
        await records.add(act, agreement())
        for at in range(30):
            promise = PromiseFacts(text=f"이행사항 {at:02d} {LONG * 3}".strip(), target=at + 1)
            await records.add(act, promise, parent_id=1)
        for at in range(25):
            told = FollowUpFacts(when("2021.7.1."), ContactKind.CALL, f"연락 {at:02d}", "합의")
            await records.add(act, told, parent_id=1)
        for at in range(30):
            facts = agreement(purpose=f"목적 {at:02d}")
            await records.change(act, RecordKind.MOU, 1, facts, expected_version=at + 1)
    yield made
    await made.close()


async def pages(desk: Desk) -> list[str]:
    """Every page of the screen shown last, each within a message of Telegram."""
    found = [desk.newest(STAFF).text]
    while NEXT in desk.labels(STAFF):
        await desk.taps(STAFF, NEXT)
        found.append(desk.newest(STAFF).text)
    for text in found:
        assert len(text.encode("utf-16-le")) // 2 <= 4096
    return found


@pytest.mark.long
async def test_all_that_hangs_on_an_agreement_is_read_and_opened(desk: Desk) -> None:
    await desk.says(STAFF, "/find 코레일테크")
    await desk.taps_code(STAFF, "v1:rec:mou:1", desk.newest(STAFF).message_id)
    card = desk.newest(STAFF)
    assert len(card.text.encode("utf-16-le")) // 2 <= 4096
    assert "모두 보기" in desk.labels(STAFF)
    await desk.taps(STAFF, "모두 보기")
    first = desk.newest(STAFF)
    labels: list[str] = []
    texts = []
    while True:
        texts.append(desk.newest(STAFF).text)
        labels += [label for label in desk.labels(STAFF) if label.endswith("번")]
        if NEXT not in desk.labels(STAFF):
            break
        await desk.taps(STAFF, NEXT)
    for at in range(30):
        assert sum(f"이행사항 {at:02d}" in text for text in texts) == 1
    assert labels == [f"{at}번" for at in range(1, 56)]
    assert first.text != texts[-1]
    await desk.taps(STAFF, labels[-1])
    assert "연락 24" in desk.newest(STAFF).text


@pytest.mark.long
async def test_the_whole_history_is_read(desk: Desk) -> None:
    await desk.says(STAFF, "/find 코레일테크")
    await desk.taps_code(STAFF, "v1:hist:mou:1", desk.newest(STAFF).message_id)
    told = "\n".join(await pages(desk))
    for at in range(1, 30):
        assert f"목적: 목적 {at - 1:02d} → 목적 {at:02d}" in told
    assert "등록" in told


@pytest.mark.parametrize("letters", [1, 40, 400, 1600])
@pytest.mark.parametrize("many", [0, 1, 5, 47])
def test_every_line_stands_on_one_page_and_its_number_leads_to_it(many: int, letters: int) -> None:
    hung = [Hung(f"{at:03d}" + "가" * letters, f"v1:{at}" if at % 3 else "") for at in range(many)]
    first = hanging.page(hung, 0)
    every = [hanging.page(hung, number) for number in range(first.shown.of)]
    assert [code for one in every for code in one.codes] == [one.code for one in hung if one.code]
    told = "\n".join(line for one in every for line in one.shown.items)
    assert all(one.text in told for one in hung)
    place = 1
    for one in every:
        assert one.first == place
        place += len(one.codes)
