"""After 확정: what changes in a closed half is told to 총괄 once and is on some paper."""

import random
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import EventFacts, HireFacts, IncentiveFacts, SubcontractFacts
from storage.records import late_results, record_keeping, record_lookup, records
from storage.report import report_blocks, report_draft, report_versions, report_whole, status
from storage.report.report_shapes import ReportLine
from storage.rules import errors
from storage.rules.terms import BlockKind, EventKind, EventStatus, LateState, RecordKind
from tests.helpers.facts import agreement, bus, fair, when
from tests.helpers.offices import NOW, Office
from tests.helpers.report_lines import outline
from tests.helpers.sizes import some
from tests.storage.records.late_office import AT_MARKET, HALF, LATER, MARK, NEXT, Closed, confirmed

pytestmark = pytest.mark.long


@pytest.fixture
async def closed(db: Database, office: Office) -> Closed:
    return await confirmed(db, office)


async def test_a_late_record_is_printed_in_the_next_report_and_told_once(closed: Closed) -> None:
    before = await closed.paper(HALF)
    late = await closed.adds(AT_MARKET)
    await closed.changes(late.id, replace(AT_MARKET, places=("행신역",)))
    await closed.changes(late.id, AT_MARKET)
    line = "(2021.12.15.) 야간버스 화정역 광장 1회 운영 및 20명 상담"
    assert await closed.told() == [f"{line} ※ {MARK}"]
    assert await closed.paper(HALF) == before
    assert await closed.late() == 1
    (notice,) = await closed.notices()
    assert notice.chat_id == closed.office.office.telegram_id
    words = str(notice.payload)
    assert "2021년 하반기 보고서가 확정된 뒤의 기록" in words
    assert "2022년 상반기 보고서에 늦은 실적으로" in words


async def test_it_stands_below_the_heading_of_its_kind_behind_the_halfs_own(
    closed: Closed,
) -> None:
    await closed.adds(bus("2022.1.~6.", 12))
    await closed.adds(AT_MARKET)
    paper = await closed.paper(NEXT)
    at = paper.index("(2022.1.~6.) 12회")
    assert MARK in paper[at + 1]
    assert paper[at - 1] == "고양시 찾아가는 일자리버스 운영"


def _runs_41(closed: Closed) -> Any:
    return closed.changes(1, bus(runs=41))


def _gone(closed: Closed) -> Any:
    return closed.removes(1)


def _moved_out(closed: Closed) -> Any:
    return closed.changes(1, bus("2022.1.~6.", 39))


@pytest.mark.parametrize(
    ("act", "line"),
    [
        (_runs_41, f"(2021.7.~12.) 41회 ※ {MARK} 정정(39회 → 41회)"),
        (_gone, f"(2021.7.~12.) 39회 ※ {MARK}에서 삭제"),
        (_moved_out, f"(2021.7.~12.) 39회 ※ {MARK}에서 삭제"),
    ],
)
async def test_a_change_after_confirmation_is_told_as_what_it_is(
    closed: Closed, act: Callable[[Closed], Any], line: str
) -> None:
    await act(closed)
    assert await closed.told() == [line]
    assert len(await closed.notices()) == 1
    assert await closed.late() == 1
    await closed.undoes(1)
    assert await closed.told() == []
    assert await closed.late() == 0


async def test_a_record_moved_into_a_closed_half_is_late_there(closed: Closed) -> None:
    row = await closed.adds(replace(AT_MARKET, period=when("2022.3.2.")))
    assert await closed.notices() == []
    await closed.changes(row.id, AT_MARKET)
    assert len(await closed.told()) == 1
    assert len(await closed.notices()) == 1


async def test_what_is_no_result_yet_is_not_late(closed: Closed) -> None:
    await closed.adds(replace(AT_MARKET, status=EventStatus.PLANNED))
    assert await closed.notices() == []
    assert await closed.late() == 0


async def test_a_request_for_goods_is_late_by_what_its_line_tells(closed: Closed) -> None:
    asked = IncentiveFacts("(주)가나물류", ("전 부서",), "상자", HALF.end, document_no="가-1")
    async with closed.db.begin() as session:
        act = Act(session, closed.office.office, LATER)
        row = await records.add(act, asked)
        await records.change(act, row.kind, row.id, replace(asked, goods="끈"), expected_version=1)
        (late,) = await late_results.untold(session, HALF)
        assert not late.even
        await records.remove(act, row.kind, row.id)
        assert late.even


async def test_a_new_version_takes_it_in_and_leaves_the_old_one_as_it_was(
    closed: Closed,
) -> None:
    await closed.adds(AT_MARKET)
    await closed.changes(1, bus(runs=41))
    async with closed.db.read() as session:
        (first,) = await report_versions.of_half(session, HALF)
    made = await closed.confirms_again()
    assert made.number == 2
    paper = await closed.paper(HALF)
    assert "(2021.7.~12.) 41회" in paper
    assert "(2021.12.15.) 야간버스 화정역 광장 1회 운영 및 20명 상담" in paper
    assert await closed.told() == []
    assert await closed.late() == 0
    async with closed.db.read() as session:
        old, new = await report_versions.of_half(session, HALF)
        found = await status.half_status(session, HALF, LATER)
    assert (old.report, old.sha256) == (first.report, first.sha256)
    assert report_whole.digest(old.report) == old.sha256
    assert "41회" in str(new.report)
    assert found.bus_runs == 42
    with pytest.raises(errors.Refusal):
        await closed.confirms_again()


async def test_once_reported_it_is_not_told_again_and_its_paper_still_says_it_differs(
    closed: Closed,
) -> None:
    await closed.adds(AT_MARKET)
    await closed.confirms(NEXT)
    assert len(await closed.told()) == 1
    following = await closed.paper(NEXT.next())
    assert sum(MARK in text for text in following) == 1  # in the block of NEXT, as it was kept
    async with closed.db.read() as session:
        report = await report_draft.report(session, NEXT.next(), LATER)
        assert await late_results.untold(session) == []
    own = [line.text for line in outline(report) if "2022년도 하반기 추진실적" in line.row]
    assert not any(MARK in text for text in own)
    assert await closed.late() == 1


async def test_what_hangs_on_a_site_comes_and_goes_on_its_line(closed: Closed) -> None:
    part = SubcontractFacts(company="고양전기", amount=50_000_000, local=True)
    await closed.adds(part, parent=1)
    (line,) = await closed.told()
    assert "창릉천 공사" in line
    assert "정정" in line
    await closed.adds(HireFacts(when("2021.12."), 4, 9), parent=1)
    assert any("고양시민 4명(전체 9명)" in text for text in await closed.told())
    heard = len(await closed.notices())
    await closed.removes(1, RecordKind.CONTRACT)
    assert len(await closed.notices()) == heard + 1
    (line,) = await closed.told()
    assert line.endswith("에서 삭제")


async def test_an_agreement_entered_late_is_printed_with_its_contacts(closed: Closed) -> None:
    await closed.adds(agreement())
    assert any("코레일테크" in text for text in await closed.told())


async def test_the_choice_is_made_once(closed: Closed) -> None:
    await closed.adds(AT_MARKET)
    async with closed.db.begin() as session:
        (row,) = await late_results.untold(session, HALF)
        await late_results.choose_next(Act(session, closed.office.office, LATER), row)
    assert row.state == LateState.NEXT
    assert len(await closed.told()) == 1
    await closed.confirms_again()
    async with closed.db.begin() as session:
        row = await late_results.by_id(session, row.id)
        with pytest.raises(errors.Refusal):
            await late_results.choose_next(Act(session, closed.office.office, LATER), row)


async def test_a_half_read_from_an_old_paper_is_closed_too_and_has_no_version_to_renew(
    db: Database, office: Office
) -> None:
    """What is entered is told by the next report; putting right what was read changes no paper."""
    made = Closed(db, office)
    first = await made.adds(fair(title="옛박람회"))
    async with db.begin() as session:
        block = await report_blocks.add(
            Act(session, office.office, NOW), BlockKind.PAST, "그동안 추진실적", HALF, HALF
        )
        block.frozen = [asdict(ReportLine(1, "채용박람회")), asdict(ReportLine(2, "옛박람회"))]
    await made.adds(AT_MARKET)
    await made.changes(first.id, fair(title="옛박람회", companies=(), places=("행신역",)))
    line = "(2021.12.15.) 야간버스 화정역 광장 1회 운영 및 20명 상담"
    assert await made.told() == [f"{line} ※ {MARK}"]
    (notice,) = await made.notices()
    assert "새 보고서본" not in str(notice.payload)
    with pytest.raises(errors.Refusal):
        await made.confirms_again()


@pytest.mark.parametrize("seed", some(range(4), of=2))
async def test_whatever_happens_late_every_result_is_on_some_paper(
    closed: Closed, seed: int
) -> None:
    """Entered, changed, moved, removed and taken back at random after the report was closed."""
    dice = random.Random(seed)
    numbers = [1, 2]
    for _ in range(12):
        act, number = dice.random(), dice.choice(numbers)
        if act < 0.4:
            numbers.append((await closed.adds(_event(dice))).id)
        else:
            await _changed(closed, dice, number, act)
    async with closed.db.read() as session:
        report = await report_draft.report(session, NEXT, LATER)
        living = await record_lookup.all_living(session, RecordKind.EVENT)
    printed = {one for row in report.rows for line in row.lines for one in line.records}
    for row in living:
        assert (row.kind.value, row.id) in printed
    waiting = {text.partition(" ※")[0] for text in await closed.told()}
    assert len(waiting) == len(await closed.told())


async def _changed(closed: Closed, dice: random.Random, number: int, act: float) -> None:
    async with closed.db.read() as session:
        row = await record_keeping.get(session, RecordKind.EVENT, number)
    if row is None or row.removed_at is not None:
        return
    if act < 0.8:
        await closed.changes(number, _event(dice))
    else:
        await closed.removes(number)
    if dice.random() < 0.3:
        await closed.undoes(number)


def _event(dice: random.Random) -> EventFacts:
    month = dice.choice(("2021.9.", "2021.11.", "2022.2."))
    period = when(f"{month}{dice.randint(1, 28)}.")
    if dice.random() < 0.5:
        return EventFacts(EventKind.JOB_FAIR, period, title=f"{dice.randint(1, 10**6)}박람회")
    return replace(AT_MARKET, period=period, title=f"{dice.randint(1, 10**6)}버스")
