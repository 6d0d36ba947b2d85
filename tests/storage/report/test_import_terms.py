"""Reports of two terms read into one office: each has its own head, columns and money."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from storage.database import Database
from storage.facts.pledge import Head, Signer
from storage.records import record_lookup
from storage.report import report_draft, wording_report
from storage.report.report_shapes import MoneyTable, Report, ReportLine, ReportRow
from storage.rules.half_year import HalfYear
from storage.rules.tenure import Tenure
from storage.rules.terms import BudgetKind, RecordKind, Source
from tests.helpers.imported import HALF, as_report, file_of, seed_file, take_over, whole_seed
from tests.helpers.offices import Office

pytestmark = pytest.mark.long

NOW = HalfYear(2026, 2)
AT = datetime(2026, 12, 20, 1, 0, tzinfo=UTC)
HEAD = Head("2-1-7", "고용할당제 확대", "일자리과", (Signer("과장", "김○○", "000-0000"),))
COLUMNS = Tenure.of(NOW).columns
MONEY = {Source.CITY: {"'26.7.": 3_000_000, "'27": 12_000_000}}


def paper(columns: tuple[str, ...] = COLUMNS) -> Report:
    """A report on 2026-2 with another head and amounts."""
    tables = (
        MoneyTable(BudgetKind.PLAN, cells=MONEY, columns=columns),
        MoneyTable(BudgetKind.SECURED, True, columns=columns),
    )
    lines = (ReportLine(1, "기업 채용행사 지원"), ReportLine(2, "(주)가나테크 채용행사 지원"))
    row = ReportRow(wording_report.result_label(NOW), lines)
    return replace(as_report(whole_seed()), head=HEAD, half=NOW, rows=(row,), money=tables)


async def drawn(db: Database, half: HalfYear) -> Report:
    """The report on that half, today."""
    async with db.read() as session:
        return await report_draft.report(session, half, AT)


@pytest.mark.parametrize("newest_first", [True, False])
async def test_each_half_keeps_its_head_its_columns_and_its_money(
    db: Database, office: Office, newest_first: bool
) -> None:
    files = [seed_file("docx"), file_of(paper(), "docx")]
    for body in files[::-1] if newest_first else files:
        async with db.begin() as session:
            await take_over(session, office.office, body, now=AT)
    was, now = await drawn(db, HALF), await drawn(db, NOW)
    assert (was.head.code, was.head.title) == ("1-4-3", "고양시 고용할당제 도입")
    assert len(was.head.people) == 3
    assert now.head == HEAD
    assert [one.columns[1] for one in (*was.money, *now.money)] == ["'18.7."] * 2 + ["'26.7."] * 2
    assert [one.non_budget for one in (*was.money, *now.money)] == [True, True, False, True]
    assert now.money[0].cells == MONEY
    between = await drawn(db, HalfYear(2024, 1))
    assert [(one.cells, one.non_budget) for one in between.money] == [({}, False)] * 2
    assert between.money[0].columns == Tenure.of(HalfYear(2024, 1)).columns


async def test_columns_that_the_office_named_otherwise_come_with_its_paper(
    db: Database, office: Office
) -> None:
    columns = ("기투자", "'26.7.", "'26.8.~12.", "'27", "임기후")
    async with db.begin() as session:
        await take_over(session, office.office, file_of(paper(columns), "docx"), now=AT)
    assert [one.columns for one in (await drawn(db, NOW)).money] == [columns] * 2
    assert (await drawn(db, HALF)).money[0].columns == Tenure.of(HALF).columns


async def test_a_table_of_another_term_goes_to_that_term(db: Database, office: Office) -> None:
    """A report on the first half of a term may still print the table of the one before."""
    before = Tenure.of(HALF).columns
    tables = (
        MoneyTable(BudgetKind.PLAN, cells={Source.CITY: {"'21": 5_000_000}}, columns=before),
        MoneyTable(BudgetKind.SECURED, True, columns=before),
    )
    async with db.begin() as session:
        body = file_of(replace(paper(), money=tables), "docx")
        await take_over(session, office.office, body, now=AT)
    assert (await drawn(db, HALF)).money[0].cells == {Source.CITY: {"'21": 5_000_000}}
    assert (await drawn(db, NOW)).money[0].cells == {}
    assert (await drawn(db, NOW)).money[0].columns == COLUMNS


async def test_a_finer_amount_that_is_known_stays_when_its_own_paper_is_read(
    db: Database, office: Office
) -> None:
    fine = {Source.CITY: {"'26.7.": 250_500_000, "'27": 500_000, "'28": 1_000}}
    whole = replace(paper(), money=(MoneyTable(BudgetKind.PLAN, cells=fine, columns=COLUMNS),) * 2)
    secured = replace(whole.money[1], kind=BudgetKind.SECURED)
    first = replace(whole, money=(whole.money[0], secured))
    async with db.begin() as session:
        body = file_of(paper(), "docx")
        await take_over(session, office.office, body, now=AT)
        for row in await record_lookup.all_living(session, RecordKind.BUDGET):
            if row.source is Source.CITY:
                row.facts = {**row.facts, "cells": fine[Source.CITY]}
    async with db.begin() as session:
        await take_over(session, office.office, file_of(first, "docx"), now=AT)
    assert (await drawn(db, NOW)).money[0].cells == fine
