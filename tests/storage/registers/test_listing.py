"""What a register holds: the records of its scope, whole, in the order of their days."""

from datetime import date

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.kinds import KINDS
from storage.facts.registers import wording_cells
from storage.facts.registers.columns import Register
from storage.facts.registers.wording_registers import (
    DEPARTMENT,
    KEY,
    LOCAL,
    REGISTERS,
    RESIDENTS,
    SUBCONTRACTED,
)
from storage.facts.registers.wording_scopes import Scope, read_heading
from storage.facts.shapes import HireFacts, SubcontractFacts
from storage.records import records
from storage.registers import listing
from storage.rules.half_year import HalfYear
from storage.rules.terms import RecordKind
from tests.helpers.facts import bus, fair, when, works
from tests.helpers.offices import NOW, Office

HALF = HalfYear(2021, 2)


def column(listed: listing.Listed, heading: str) -> list[str]:
    """The cells below a heading."""
    return [row[listed.headings.index(heading)] for row in listed.rows]


@pytest.mark.parametrize("kind", REGISTERS)
def test_every_fact_of_a_kind_has_a_cell(kind: RecordKind) -> None:
    register = REGISTERS[kind]
    for one in register.read.values():
        wording_cells.of(register, one)


def test_a_register_that_lacks_a_fact_stops_the_start() -> None:
    event = REGISTERS[RecordKind.EVENT]
    with pytest.raises(ValueError, match="title"):
        Register(
            kind=RecordKind.EVENT,
            row=KINDS[RecordKind.EVENT],
            name=event.name,
            word=event.word,
            columns=tuple(one for one in event.columns if one.fact != "title"),
            signs=(),
            left=event.left,
        )


async def test_it_holds_a_half_or_all_of_a_department_or_all(db: Database, office: Office) -> None:
    async with db.begin() as session:
        await records.add(Act(session, office.staff, NOW), fair(period=when("2021.7.20.")))
        await records.add(Act(session, office.staff, NOW), bus("2021.7.3."))
        await records.add(Act(session, office.other, NOW), fair(title="다른 부서"))
        await records.add(Act(session, office.staff, NOW), fair(period=when("2020.3.2.")))
        gone = await records.add(Act(session, office.staff, NOW), fair(title="지움"))
        await records.remove(Act(session, office.staff, NOW), RecordKind.EVENT, gone.id)
    kind = RecordKind.EVENT
    async with db.read() as session:
        own = await listing.of(session, Scope.of_half(kind, HALF, office.home))
        every = await listing.of(session, Scope.of_half(kind, HALF))
        whole = await listing.of(session, Scope.of_term(kind, HALF))
        counted = await listing.count(session, Scope(kind))
    assert column(own, "날짜") == ["2021.7.3.", "2021.7.20."]
    assert sorted(column(every, DEPARTMENT)) == ["기업지원과", "일자리정책과", "일자리정책과"]
    assert (len(every.rows), len(whole.rows), counted) == (3, 4, 4)


async def test_a_contract_is_told_with_what_hangs_on_it(db: Database, office: Office) -> None:
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        row = await records.add(act, works())
        for share in (
            SubcontractFacts("다라조경", 30_000_000, local=True),
            SubcontractFacts("서울조경", 20_000_000, local=False),
            HireFacts(when("2021.7."), 4, 21),
        ):
            await records.add(act, share, parent_id=row.id)
    async with db.read() as session:
        listed = await listing.of(session, Scope.of_half(RecordKind.CONTRACT, HALF))
    told = {one: column(listed, one) for one in (SUBCONTRACTED, LOCAL, RESIDENTS, KEY)}
    assert told == {
        SUBCONTRACTED: ["50,000,000"],
        LOCAL: ["30,000,000"],
        RESIDENTS: ["4"],
        KEY: [f"r{row.id}v1"],
    }


@pytest.mark.parametrize("kind", REGISTERS)
def test_the_heading_of_the_key_tells_the_scope_again(kind: RecordKind) -> None:
    for scope in (
        Scope.of_half(kind, HALF).up_to(7),
        Scope.of_term(kind, HALF, 3).up_to(0),
        Scope(kind).up_to(12),
    ):
        assert read_heading(scope.heading) == scope
    assert read_heading("관리번호(수정 금지) 2022-1") is None


def test_an_absent_figure_is_an_empty_cell_and_zero_is_zero() -> None:
    register = REGISTERS[RecordKind.EVENT]
    cells = wording_cells.written(register, bus(people=0))
    assert (cells["상담(명)"], cells["참여(명)"]) == ("0", "")
    day = wording_cells.written(REGISTERS[RecordKind.CONTRACT], works(begins=date(2021, 8, 1)))
    assert (day["착공일"], day["준공일"]) == ("2021. 8. 1.", "")
