"""The pledge and the money of before go to their term of office, and come back from there."""

import json

import pytest

from storage import migrate
from storage.database import Database
from storage.report import pledges, report_draft
from storage.rules.clock import kst_date
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import Source
from tests.helpers.offices import NOW, seat
from tests.helpers.plain_sql import look

pytestmark = pytest.mark.long  # the quick suite stays quick

BEFORE = "0021"
PEOPLE = [
    {"position": "과장", "name": "홍○○", "phone": "000-0001"},
    {"position": "팀장", "name": "김○○", "phone": "000-0002"},
]
CELLS = {"'19": 5_000_000, "임기후": 1}
AT = "'2021-08-04 01:00:00'"


async def _office_of_before(url: str, block: str) -> None:
    """A pledge, two amounts, one of them removed, and a block of that half."""
    db = Database(url)
    async with db.begin() as session:
        await seat(session)
    await db.close()
    migrate.downgrade(url, BEFORE)
    people = json.dumps(PEOPLE)
    facts = json.dumps({"table": "plan", "source": "city", "non_budget": False, "cells": CELLS})
    columns = (
        "facts, department_id, officer_id, title, search, version, created_at, changed_at,"
        " budget_table, source, non_budget, removed_at"
    )
    for statement in (
        "INSERT INTO pledge (id, code, title, department, people, version)"
        f" VALUES (3, '1-4-3', '할당제', '일자리정책과', '{people}', 7)",
        "INSERT INTO report_block (kind, label, note, first_half, last_half, position, arranged,"
        f" version) VALUES ('past', '', '', '{block}', '{block}', 1, '[]', 1)",
        *(
            f"INSERT INTO budget_row ({columns}) VALUES ('{facts.replace(chr(39), chr(39) * 2)}',"
            f" 1, 1, '', '', 1, {AT}, {AT}, 'plan', 'city', false, {removed})"
            for removed in ("NULL", AT)
        ),
    ):
        look(url, statement)


@pytest.mark.parametrize(
    ("first", "term"),
    [
        pytest.param("2018-1", "2018-2", marks=pytest.mark.long),  # no older report is known
        ("2020-2", "2018-2"),
        pytest.param("2022-1", "2018-2", marks=pytest.mark.long),
        pytest.param("2022-2", "2022-2", marks=pytest.mark.long),
        pytest.param("2026-2", "2026-2", marks=pytest.mark.long),
    ],
)
async def test_the_pledge_goes_to_the_term_of_the_first_report_and_prints_in_all(
    url: str, first: str, term: str
) -> None:
    await _office_of_before(url, first)
    migrate.upgrade(url)
    assert migrate.drift(url) == []
    assert look(url, "SELECT id, tenure, code, title, version FROM pledge") == [
        (3, term, "1-4-3", "할당제", 7)
    ]
    assert look(url, "SELECT begins_on, department FROM responsible") == [(None, "일자리정책과")]
    db = Database(url)
    async with db.read() as session:
        for half in ("2018-2", "2021-2", "2026-2", "2030-1"):
            head = await pledges.head(session, HalfYear.parse(half), kst_date(NOW))
            assert (head.code, head.title, head.department) == ("1-4-3", "할당제", "일자리정책과")
            assert [vars(one) for one in head.people] == PEOPLE
        plan, _ = await report_draft.money(session, Tenure.of(HalfYear(2021, 2)))
        assert plan.cells == {Source.CITY: CELLS}
        later, _ = await report_draft.money(session, Tenure.of(HalfYear(2026, 2)))
        assert (later.cells, later.columns[1]) == ({}, "'26.7.")
    await db.close()


@pytest.mark.long
async def test_an_office_without_a_pledge_has_none_afterwards(url: str) -> None:
    migrate.downgrade(url, BEFORE)
    migrate.upgrade(url)
    assert look(url, "SELECT count(*) FROM pledge") == [(0,)]
    assert look(url, "SELECT count(*) FROM responsible") == [(0,)]


@pytest.mark.long
async def test_the_way_back_keeps_the_last_head_and_the_amounts_of_2018(url: str) -> None:
    await _office_of_before(url, "2021-2")
    migrate.upgrade(url)
    look(
        url,
        "INSERT INTO pledge (tenure, code, title, columns, version)"
        " VALUES ('2026-2', '2-1-1', '새 공약', '[]', 1)",
    )
    look(
        url,
        "INSERT INTO responsible (begins_on, department, people)"
        " VALUES ('2026-07-01', '일자리과', '[]')",
    )
    look(url, "UPDATE budget_row SET tenure = '2026-2' WHERE removed_at IS NOT NULL")
    migrate.downgrade(url, BEFORE)
    assert look(url, "SELECT code, department FROM pledge") == [("2-1-1", "일자리과")] * 2
    assert look(url, "SELECT count(*) FROM budget_row WHERE removed_at IS NULL") == [(1,)]
