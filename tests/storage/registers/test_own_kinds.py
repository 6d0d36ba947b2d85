"""Kinds of event that the office has made, in its register and in the lists of others."""

import io
from dataclasses import replace

import openpyxl
import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.registers.wording_registers import DEPARTMENT, EVENT_KIND, KEY, REGISTERS
from storage.facts.registers.wording_scopes import Scope
from storage.facts.shapes import EventFacts
from storage.records import record_lookup, records
from storage.records.record_projection import facts_of
from storage.rules.setting_kinds import SettingSort
from storage.rules.terms import EventKind, RecordKind
from storage.settings import event_kinds, office_settings
from storage.settings.event_kinds import OwnKind
from storage.settings.office_settings import Change
from tests.helpers.facts import fair, when
from tests.helpers.offices import NOW, Office
from tests.storage.registers.through_files import (
    HEAD,
    cells,
    compared,
    edited,
    exported,
    file_of,
    foreign,
    imported,
    letter_of,
    listed,
)

ALL = Scope(RecordKind.EVENT)
KIND = REGISTERS[RecordKind.EVENT].heading_of(EVENT_KIND)
STREET = OwnKind("거리상담", EventKind.OUTREACH, "취업지원", words=("길거리 상담",))
CAMP = OwnKind("취업캠프단", EventKind.PROGRAMME, words=("캠프단",))
GONE = OwnKind("반상회", EventKind.MEETING)


async def make(db: Database, office: Office, kind: OwnKind) -> OwnKind:
    async with db.begin() as session:
        said = event_kinds.said(kind)
        change = Change(SettingSort.KIND, str(kind.base), said, number=kind.number or None)
        back = await office_settings.put(Act(session, office.office, NOW), change)
        return replace(kind, number=back.number or 0)


@pytest.fixture
async def made(db: Database, office: Office) -> list[OwnKind]:
    """Three kinds with an event each and a fair; the last kind is retired since."""
    kinds = [await make(db, office, one) for one in (STREET, CAMP, GONE)]
    async with db.begin() as session:
        act = Act(session, office.staff, NOW)
        await records.add(act, fair())
        for at, one in enumerate(kinds, 1):
            facts = EventFacts(one.base, when(f"2021.8.{at}."), own=one.as_fact)
            await records.add(act, facts)
    kinds[2] = await make(db, office, replace(kinds[2], retired=True))
    return kinds


async def kinds_now(db: Database) -> list[tuple[EventKind, str]]:
    """What each event is, with its number."""
    async with db.read() as session:
        rows = await record_lookup.all_living(session, RecordKind.EVENT)
        told = [facts_of(row) for row in sorted(rows, key=lambda one: one.id)]
    every = [one for one in told if isinstance(one, EventFacts)]
    return [(one.kind, one.own.name if one.own else "") for one in every]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
async def test_out_in_and_out_again_keeps_every_kind_the_retired_one_too(
    db: Database, office: Office, made: list[OwnKind], form: str
) -> None:
    out = await exported(db, ALL, form)
    said = [row[KIND] for row in cells(await listed(db, ALL))]
    assert sorted(said) == sorted(["채용박람회", *(one.name for one in made)])
    found, taken = await imported(db, out, office.office)
    assert (found.faults, found.edits, found.likely, found.gone) == ([], [], [], [])
    assert taken.done == []
    assert await exported(db, ALL, form) == out


async def test_rows_without_their_keys_are_of_the_same_kinds(
    db: Database, office: Office, made: list[OwnKind]
) -> None:
    """Equal to the letter to the records that stand, so their kinds were read back whole."""
    body = edited(await listed(db, ALL), lambda rows: [one.update({KEY: ""}) for one in rows])
    found = await compared(db, body, office.office)
    assert (found.faults, found.edits, found.likely) == ([], [], [])
    assert found.unchanged == 1 + len(made)


async def test_the_column_offers_the_kinds_in_use_and_one_that_a_row_still_has(
    db: Database, office: Office, made: list[OwnKind]
) -> None:
    built_in = [one.label for one in EventKind]

    async def offered() -> list[str]:
        register = await listed(db, ALL)
        book = openpyxl.load_workbook(io.BytesIO(file_of(register)))
        place = f"{letter_of(register, KIND)}{HEAD + 1}"
        rules = book.active.data_validations.dataValidation
        (rule,) = [one for one in rules if place in one.sqref]
        if rule.formula1.startswith('"'):
            return [*rule.formula1.strip('"').split(",")]
        sheet, _, cells_of = rule.formula1.partition("!")
        return [str(cell.value) for (cell,) in book[sheet][cells_of.replace("$", "")]]

    assert await offered() == [*built_in, "거리상담", "취업캠프단", "반상회"]
    async with db.begin() as session:
        rows = await record_lookup.all_living(session, RecordKind.EVENT)
        (last,) = [row.id for row in rows if row.own_kind == made[2].number]
        await records.remove(Act(session, office.staff, NOW), RecordKind.EVENT, last)
    assert await offered() == [*built_in, "거리상담", "취업캠프단"]


async def test_a_kind_that_is_typed_into_a_row_becomes_the_records_and_back(
    db: Database, office: Office, made: list[OwnKind]
) -> None:
    before = await listed(db, ALL)
    at = [row[KIND] for row in cells(before)].index("거리상담")
    as_camp = edited(before, lambda rows: rows[at].update({KIND: "취업 캠프단"}))
    found, _ = await imported(db, as_camp, office.office)
    [change] = found.alterations
    assert change.cells == ((KIND, "거리상담", "취업캠프단"),)
    assert (EventKind.PROGRAMME, "취업캠프단") in await kinds_now(db)
    now = await listed(db, ALL)
    plain = edited(now, lambda rows: rows[at].update({KIND: "찾아가는 채용행사"}))
    await imported(db, plain, office.office)
    assert (await kinds_now(db))[1] == (EventKind.OUTREACH, "")


async def test_a_list_of_others_is_read_by_the_words_of_the_kinds(
    db: Database, office: Office, made: list[OwnKind]
) -> None:
    """In its column of kinds, and by the name of the event where it has none."""
    told = foreign(
        ["구분", "행사명", "개최일", "부서"],
        ["길거리 상담회", "가", "2021.10.1.", "일자리정책과"],
        ["거리 상담", "나", "2021.10.8.", "일자리정책과"],
        ["채용박람회", "거리상담 박람회", "2021.10.15.", "일자리정책과"],
        ["", "청년 캠프단 2차", "2021.10.22.", "일자리정책과"],
        ["", "청년 채용박람회", "2021.10.29.", "일자리정책과"],
    )
    found, taken = await imported(db, told, office.office)
    assert (found.faults, taken.refused) == ([], [])
    assert found.guessed == {KIND: {"취업캠프단": 1, "채용박람회": 1}}
    street = (EventKind.OUTREACH, "거리상담")
    fair_itself = (EventKind.JOB_FAIR, "")
    assert (await kinds_now(db))[4:] == [
        *(street, street, fair_itself),
        *((EventKind.PROGRAMME, "취업캠프단"), fair_itself),
    ]


async def test_nothing_new_is_of_a_retired_kind_and_its_cell_says_so(
    db: Database, office: Office, made: list[OwnKind]
) -> None:
    before = await listed(db, ALL)
    new = {KIND: "반상회", "날짜": "2021.12.1.", "장소": "덕양구청", DEPARTMENT: "일자리정책과"}
    found = await compared(db, edited(before, lambda rows: rows.append(new)), office.office)
    [fault] = found.faults
    place = f"{letter_of(before, KIND)}{HEAD + 1 + len(before.rows)}"
    assert fault.startswith(f"{place}: ‘반상회’는 더 쓰지 않는 행사 종류")
    assert found.edits == []
