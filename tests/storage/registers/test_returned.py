"""A register that comes back: what somebody typed, row by row, and nothing else."""

from datetime import timedelta

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.registers.wording_registers import DEPARTMENT, EVENT_KIND, KEY, REGISTERS
from storage.facts.registers.wording_scopes import Scope
from storage.facts.shapes import EventFacts
from storage.records import record_keeping, records
from storage.records.record_projection import facts_of
from storage.records.returned_rows import Choice
from storage.registers import taking
from storage.registers.shapes import Decided
from storage.registers.taking import Deed
from storage.rules.half_year import HalfYear
from storage.rules.terms import EventKind, Measure, RecordKind
from tests.helpers.facts import agreement, bus, fair, when, works
from tests.helpers.offices import NOW, Office
from tests.storage.registers.through_files import (
    cells,
    compared,
    edited,
    exported,
    imported,
    letter_of,
    listed,
)

EVENT = Scope.of_half(RecordKind.EVENT, HalfYear(2021, 2))
CONTRACT = Scope.of_half(RecordKind.CONTRACT, HalfYear(2021, 2))
MOU = Scope.of_half(RecordKind.MOU, HalfYear(2021, 2))
Row = dict[str, str]


@pytest.fixture
async def filled(db: Database, office: Office) -> Office:
    """A fair and a bus of one department, the fair of another, an agreement, a contract."""
    async with db.begin() as session:
        own, other = (Act(session, one, NOW) for one in (office.staff, office.other))
        await records.add(own, fair())
        await records.add(own, bus("2021.7.3.", people=8))
        await records.add(other, fair(title="기업의 날", period=when("2021.9.1.")))
        await records.add(own, agreement())
        await records.add(own, works())
    return office


CHANGES = [
    (EVENT, 1, "이름", "청년채용박람회", "title"),
    (EVENT, 1, "장소", "화정역 광장, 덕양구청", "places"),
    (EVENT, 0, "상담(명)", "1,234명", "counts"),
    (EVENT, 1, "날짜", "7월 16일", "period"),
    (EVENT, 1, "날짜", "2021-07-16", "period"),
    (EVENT, 1, "방식", "온라인", "format"),
    (EVENT, 1, "진행", "취소", "status"),
    (EVENT, 1, "비고", "현수막 2개", "note"),
    (MOU, 0, "만료일", "2023.12.31.", "expires"),
    (MOU, 0, "연락 주기(개월)", "3개월", "cadence_months"),
    (CONTRACT, 0, "계약 금액(원)", "1억 2천만원", "amount"),
    (CONTRACT, 0, "단계", "준공", "stage"),
    (CONTRACT, 0, "준공일", "22.5.31.", "ends"),
]


@pytest.mark.parametrize(("scope", "at", "heading", "said", "fact"), CHANGES)
async def test_one_cell_changes_exactly_its_fact(
    db: Database, filled: Office, scope: Scope, at: int, heading: str, said: str, fact: str
) -> None:
    before = await listed(db, scope)
    number = int(cells(before)[at][KEY].partition("v")[0][1:])
    async with db.read() as session:
        was = facts_of(await record_keeping.existing(session, scope.kind, number))
    body = edited(before, lambda rows: rows[at].update({heading: said}))
    found, taken = await imported(db, body, filled.office)
    assert (found.faults, taken.refused, found.unchanged) == ([], [], len(before.rows) - 1)
    assert [(one.record, one.cells[0][0]) for one in found.alterations] == [(number, heading)]
    async with db.read() as session:
        row = await record_keeping.existing(session, scope.kind, number)
    now = facts_of(row)
    names = was.__dataclass_fields__
    assert [one for one in names if getattr(was, one) != getattr(now, one)] == [fact]
    assert (await compared(db, body, filled.office)).edits == []  # a second time it says nothing


FAULTS = [
    (EVENT, {"상담(명)": "약 30명"}, "상담(명)", "‘약 30명’: 어림수"),
    (EVENT, {"날짜": "7월쯤"}, "날짜", "예: 2021"),
    (EVENT, {"종류": "운동회"}, "종류", "채용박람회"),
    (EVENT, {"수료(명)": "3"}, "수료(명)", "‘일자리버스’ 기록에는 ‘수료(명)’"),
    (EVENT, {"비고": "문의 010-1234-5678"}, "비고", "휴대전화번호"),
    (EVENT, {DEPARTMENT: "기업지원과"}, DEPARTMENT, "옮길 수 없습니다"),
    (EVENT, {KEY: "r999v1"}, KEY, "새로 받아"),
    (EVENT, {KEY: "123"}, KEY, "관리번호가 아닙니다"),
    (EVENT, {"채용(명)": "2", "고양시민 채용(명)": "3"}, "", "5행"),
    (CONTRACT, {"계약 금액(원)": ""}, "계약 금액(원)", "빈칸으로 둘 수 없습니다"),
    (CONTRACT, {"공고일": "2021.7."}, "공고일", "예: 2021"),
    (CONTRACT, {"착공일": "2021.9.1.", "준공일": "2021.8.1."}, "", "준공일"),
]


@pytest.mark.parametrize(("scope", "typed", "heading", "reason"), FAULTS)
async def test_what_cannot_be_taken_is_told_by_its_cell_and_the_rest_is_taken(
    db: Database, filled: Office, scope: Scope, typed: Row, heading: str, reason: str
) -> None:
    before = await listed(db, scope)

    def edit(rows: list[Row]) -> None:
        rows[0].update(typed)
        rows[-1]["비고"] = "다른 줄" if len(rows) > 1 else rows[-1]["비고"]

    found, _taken = await imported(db, edited(before, edit), filled.office)
    [fault] = found.faults
    place = f"{letter_of(before, heading)}5" if heading else "5행"
    assert fault.startswith(f"{place}: "), fault
    assert reason in fault
    assert len(found.alterations) == (len(before.rows) > 1)


async def test_a_row_whose_record_somebody_changed_meanwhile_is_refused_with_who_and_when(
    db: Database, filled: Office
) -> None:
    before = await listed(db, EVENT)
    number = int(cells(before)[1][KEY].partition("v")[0][1:])
    async with db.begin() as session:
        row = await record_keeping.existing(session, RecordKind.EVENT, number)
        later = Act(session, filled.head, NOW + timedelta(minutes=5))
        facts = fair(title="먼저 고친 이름")
        await records.change(later, RecordKind.EVENT, number, facts, expected_version=row.version)
    body = edited(before, lambda rows: rows[1].update({"이름": "나중 이름"}))
    found, _ = await imported(db, body, filled.office)
    [fault] = found.faults
    assert "홍○○ 님이" in fault
    assert "새로 받아" in fault
    same = edited(before, lambda rows: rows[0].update({"비고": "현수막"}))
    found, _ = await imported(db, same, filled.office)  # what he did not touch is no matter
    assert (found.faults, len(found.alterations)) == ([], 1)


async def test_a_new_row_is_a_record_of_the_department_that_it_names(
    db: Database, filled: Office
) -> None:
    before = await listed(db, EVENT)
    new = {
        "종류": "간담회",
        "날짜": "2021.10.5.",
        "업체·기관": "코레일테크",
        DEPARTMENT: "기업지원과",
    }
    found, taken = await imported(db, edited(before, lambda rows: rows.append(new)), filled.office)
    [added] = found.additions
    assert (added.department, taken.count(Deed.ADDED)) == ("기업지원과", 1)
    [again] = [row for row in cells(await listed(db, EVENT)) if row["종류"] == "간담회"]
    assert (again["업체·기관"], again[DEPARTMENT]) == ("코레일테크", "기업지원과")


async def test_a_new_row_like_a_record_is_asked_about(db: Database, filled: Office) -> None:
    before = await listed(db, EVENT)
    twin = dict(cells(before)[1]) | {KEY: "", "날짜": "2021.7.16.", "참여(명)": "120"}
    body = edited(before, lambda rows: rows.append(twin))
    found = await compared(db, body, filled.office)
    [likely] = found.likely
    assert (likely.fixable, found.asked, found.edits) == (False, 1, [])  # a row names it already
    alone = edited(before, lambda rows: rows.__setitem__(1, twin))
    found = await compared(db, alone, filled.office)
    [likely] = found.likely
    assert likely.fixable
    changed = [("날짜", "2021.7.15.", "2021.7.16."), ("참여(명)", "", "120")]
    assert sorted(likely.cells) == sorted(changed)
    line = likely.line
    for choice, deeds in ((Choice.FIX, 1), (Choice.NEW, 1), (Choice.SKIP, 0)):
        decided = Decided({line: choice})
        found = await compared(db, alone, filled.office, decided)
        assert (len(found.edits), found.asked) == (deeds, 0)
        assert len(found.alterations) == (choice is Choice.FIX)


async def test_a_row_equal_to_a_record_is_that_record(db: Database, filled: Office) -> None:
    before = await listed(db, EVENT)
    body = edited(before, lambda rows: rows[1].update({KEY: ""}))
    found = await compared(db, body, filled.office)
    assert (found.edits, found.likely, found.gone, found.unchanged) == ([], [], [], 3)


async def test_two_new_rows_that_say_the_same_are_asked_about(
    db: Database, filled: Office
) -> None:
    before = await listed(db, EVENT)
    new = {"종류": "잡투어", "날짜": "2021.11.5.", DEPARTMENT: "일자리정책과"}
    body = edited(before, lambda rows: rows.extend([dict(new), dict(new)]))
    found = await compared(db, body, filled.office)
    assert len(found.additions) == 1
    [likely] = found.likely
    assert (likely.record, likely.fixable) == (0, False)


async def test_what_the_file_lacks_stays_until_somebody_says_otherwise(
    db: Database, filled: Office
) -> None:
    before = await listed(db, EVENT)
    body = edited(before, lambda rows: rows.pop(0))
    found, taken = await imported(db, body, filled.office)
    assert (len(found.gone), found.absent, taken.done) == (1, 1, [])
    decided = Decided(gone=[found.gone[0].record])
    found, taken = await imported(db, body, filled.office, decided)
    assert taken.count(Deed.REMOVED) == 1
    assert len((await listed(db, EVENT)).rows) == 2


async def test_a_record_that_came_after_the_file_is_not_missing(
    db: Database, filled: Office
) -> None:
    body = await exported(db, EVENT)
    async with db.begin() as session:
        await records.add(Act(session, filled.staff, NOW), fair(title="나중에 온 행사"))
    assert (await compared(db, body, filled.office)).gone == []


async def test_an_officer_writes_the_records_of_the_own_department_alone(
    db: Database, filled: Office
) -> None:
    before = await listed(db, EVENT)

    def edit(rows: list[Row]) -> None:
        for row in rows:
            row["비고"] = "고침"
        rows.append({"종류": "잡투어", "날짜": "2021.11.5.", DEPARTMENT: "기업지원과"})

    found, taken = await imported(db, edited(before, edit), filled.staff)
    assert [one.partition(":")[0] for one in found.faults] == ["B7", "B8"]
    assert all("기업지원과" in one for one in found.faults)
    assert len(taken.done) == 2
    short = edited(before, lambda rows: rows.clear())
    found = await compared(db, short, filled.staff)
    assert {one.department for one in found.gone} == {"일자리정책과"}
    found = await compared(db, edited(before, edit), filled.viewer)
    assert all("권한" in one for one in found.faults)
    assert len(found.faults) == 2


async def test_all_that_was_done_is_taken_back_but_what_was_touched_since(
    db: Database, filled: Office
) -> None:
    before = await listed(db, EVENT)

    def edit(rows: list[Row]) -> None:
        rows[0]["비고"] = "고침"
        rows[1]["이름"] = "고친 이름"
        rows.pop(2)
        rows.append({"종류": "잡투어", "날짜": "2021.11.5.", DEPARTMENT: "일자리정책과"})

    body = edited(before, edit)
    gone = [one.record for one in (await compared(db, body, filled.office)).gone]
    _found, taken = await imported(db, body, filled.office, Decided(gone=gone))
    assert len(taken.done) == 4
    touched = taken.done[0].record
    async with db.begin() as session:
        row = await record_keeping.existing(session, RecordKind.EVENT, touched)
        facts = facts_of(row)
        assert isinstance(facts, EventFacts)
        act = Act(session, filled.head, NOW + timedelta(minutes=1))
        changed = EventFacts(facts.kind, facts.period, counts={Measure.RUNS: 2})
        await records.change(act, RecordKind.EVENT, touched, changed, expected_version=row.version)
    async with db.begin() as session:
        act = Act(session, filled.office, NOW + timedelta(minutes=29))
        back = await taking.take_back(act, RecordKind.EVENT, taken.done)
    assert (len(back.done), len(back.refused)) == (3, 1)
    names = [row["이름"] for row in cells(await listed(db, EVENT))]
    assert sorted(names) == sorted(row["이름"] for row in cells(before))


async def test_every_change_leaves_its_line_in_the_trail(db: Database, filled: Office) -> None:
    before = await listed(db, EVENT)
    number = int(cells(before)[1][KEY].partition("v")[0][1:])
    await imported(
        db, edited(before, lambda rows: rows[1].update({"이름": "박람회"})), filled.office
    )
    async with db.read() as session:
        last = await audit.last_of(session, RecordKind.EVENT, number)
    assert last is not None
    assert (last.officer_id, last.action) == (filled.office.id, "change")


def test_every_event_kind_takes_what_its_form_asks() -> None:
    register = REGISTERS[RecordKind.EVENT]
    for kind in EventKind:
        facts = EventFacts(kind, when("2021.7.1."))
        taken = [one.fact for one in register.read.values() if register.takes(facts, one.fact)]
        assert {EVENT_KIND, "period", "status", "note"} <= {*taken}
