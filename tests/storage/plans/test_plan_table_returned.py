"""A 취합표 that a spreadsheet program saved again: exactly what was typed into it changes."""

import io
from random import Random
from typing import Any

import openpyxl
import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import Came, PlanItemFacts
from storage.plans import plan_outcomes
from storage.plans.wording_plan_table import CAME, COLUMNS, KEY, RECEIPT, STATE, TEXT
from storage.rules.terms import OutcomeKind
from tests.helpers.facts import when
from tests.helpers.offices import NOW, Office
from tests.storage.plans.plan_tables import exported, imported, put, rows_of

TYPED: dict[str, tuple[Any, str]] = {
    "제목(○)": ("우선고용 확대", "우선고용 확대"),
    TEXT: ("관내 기업 방문 50개소", "관내 기업 방문 50개소"),
    "지표": ("방문(개소)", "방문(개소)"),
    "고용 인원(관내)": (7, "7"),
    "고용 인원(전체)": ("40명", "40"),
    "예산(원)": (12_000_000, "12,000,000"),
    "기간": ("2022.4.~5.", "2022.4.~5."),
    "비고": ("협의 완료", "협의 완료"),
    CAME: ("채용 31명 시민 20명", "채용 31명(고양시민 20명)"),
}
"""What somebody types into a column, and how it stands there afterwards."""


@pytest.fixture
async def filled(db: Database, office: Office) -> Database:
    """Four items in rows 2, 4, 5 and 6, each with a result in figures."""
    full = PlanItemFacts(
        "우선고용 추진", "발굴", "고용(명)", 5, 3, 20, 1_000, when("2022.3."), "비고"
    )
    for place in (0, 2, 2, 3):
        number = await put(db, office, place, full)
        async with db.begin() as session:
            act, came = Act(session, office.office, NOW), Came(None, 22, 14)
            await plan_outcomes.settle(act, number, OutcomeKind.DONE, reason="고용", came=came)
    return db


def saved(body: bytes, cells: dict[tuple[int, str], Any]) -> bytes:
    """The file after somebody typed into cells by their row, from 2, and column."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    sheet: Any = book.active
    for (row, name), value in cells.items():
        sheet.cell(row, COLUMNS.index(name) + 1).value = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


async def test_saved_again_without_a_change_it_changes_nothing(
    filled: Database, office: Office
) -> None:
    before = await rows_of(filled)
    found = await imported(filled, saved(await exported(filled), {}), office.office)
    assert (found.empty, found.notes, found.gone) == (True, [], [])
    assert await rows_of(filled) == before


@pytest.mark.long
@pytest.mark.parametrize("number", range(6))
async def test_exactly_the_cells_that_were_typed_into_change(
    filled: Database, office: Office, number: int
) -> None:
    chance = Random(number)
    places = [(row, name) for row in (2, 4, 5, 6) for name in TYPED]
    chosen = chance.sample(places, chance.randint(1, 9))
    before, body = await rows_of(filled), await exported(filled)
    back = saved(body, {place: TYPED[place[1]][0] for place in chosen})
    await imported(filled, back, office.office)
    wanted = [dict(zip(COLUMNS, row, strict=True)) for row in before]
    for row, name in chosen:
        wanted[row - 2][name] = TYPED[name][1]
    after = [dict(zip(COLUMNS, row, strict=True)) for row in await rows_of(filled)]
    for one, other in zip(after, wanted, strict=True):
        del one[KEY], other[KEY]
    assert after == wanted
    assert (await imported(filled, back, office.office)).empty


async def test_a_state_typed_into_one_row_changes_that_department_alone(
    filled: Database, office: Office
) -> None:
    cells = {
        (4, STATE): "제출",
        (4, RECEIPT): "공문 도로건설과-9",
        (6, CAME): "채용 23명 시민 14명",
    }
    before = await rows_of(filled)
    await imported(filled, saved(await exported(filled), cells), office.office)
    after = await rows_of(filled)
    told = [(row[0], *row[1:3], row[COLUMNS.index(CAME)]) for row in after]
    assert told == [
        ("일자리정책과", "작성중", "", "채용 22명(고양시민 14명)"),
        ("기업지원과", "미제출", "", ""),
        *[("도로건설과", "제출", "공문 도로건설과-9", "채용 22명(고양시민 14명)")] * 2,
        ("건축과", "작성중", "", "채용 23명(고양시민 14명)"),
    ]
    assert [row[3:14] for row in after] == [row[3:14] for row in before]
