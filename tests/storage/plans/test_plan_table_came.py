"""실적 수치 of a 취합표: printed beside the result, and taken back or told by its cell."""

import pytest

from storage import audit
from storage.act import Act
from storage.database import Database
from storage.facts.shapes import Came, PlanItemFacts
from storage.plans import plan_outcomes
from storage.plans.plan_table_shapes import Comparison
from storage.plans.wording_plan_table import CAME, COLUMNS, KEY, OUTCOME, TEXT
from storage.rules.terms import OutcomeKind
from storage.rules.trail import Subject, Verb
from tests.helpers.offices import NOW, Office
from tests.storage.plans.plan_tables import (
    Rows,
    column,
    compared,
    exported,
    file_of,
    imported,
    put,
    read,
    rows_of,
)

DONE, OPEN, CARRIED = 0, 1, 2  # the rows of 일자리정책과


@pytest.fixture
async def filled(db: Database, office: Office) -> Database:
    """Rows 2 to 4: an item with figures, one without a result, one carried over."""
    await put(db, office, 0, PlanItemFacts("우선고용", target=3, unit="건", out_of=20))
    await put(db, office, 0, PlanItemFacts("안내문 배부", target=5))
    await put(db, office, 0, PlanItemFacts("채용행사 개최"))
    async with db.begin() as session:
        act = Act(session, office.office, NOW)
        came = Came(None, 22, 14)
        await plan_outcomes.settle(act, 1, OutcomeKind.DONE, reason="고용", came=came)
        await plan_outcomes.settle(act, 3, OutcomeKind.CARRIED)
    return db


async def typed(db: Database, place: int, said: str, outcome: str = "") -> Rows:
    rows = await rows_of(db)
    rows[place][column(CAME)] = said
    if outcome:
        rows[place][column(OUTCOME)] = outcome
    return rows


async def looked(db: Database, office: Office, rows: Rows) -> Comparison:
    return await compared(db, file_of(rows), office.office)


async def came_of(db: Database, item: int) -> Came | None:
    async with db.read() as session:
        stands = await plan_outcomes.of_item(session, item)
    return stands.came if stands else None


async def test_the_figures_of_a_result_stand_beside_it_before_the_key(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    assert [row[column(CAME)] for row in rows if row[column(TEXT)]] == [
        "채용 22명(고양시민 14명)",
        "",
        "",
    ]
    assert COLUMNS[-3:] == (OUTCOME, CAME, KEY)
    body = await exported(filled)
    assert read(body)["notes"] == []
    found = await looked(filled, office, rows)
    assert (found.empty, found.notes, found.faults) == (True, [], [])


@pytest.mark.parametrize(
    ("said", "came"),
    [
        ("달성 3건 채용 25명(시민 20명)", Came(3, 25, 20)),
        ("채용 23명 시민 14명", Came(None, 23, 14)),
        ("달성 4", Came(4, None, None)),
    ],
)
async def test_an_edited_cell_changes_exactly_these_figures_once(
    filled: Database, office: Office, said: str, came: Came
) -> None:
    rows = await typed(filled, DONE, said)
    found = await imported(filled, file_of(rows), office.office)
    assert [(one.line, one.item, one.before) for one in found.counts] == [
        (2, 1, "채용 22명(고양시민 14명)")
    ]
    assert (len(found.alterations), len(found.settlements), found.unchanged) == (0, 0, 2)
    assert await came_of(filled, 1) == came
    async with filled.read() as session:
        trail = await audit.of_subject(session, Subject.PLAN_OUTCOME, 1)
    assert trail[-1].action == Verb.COUNT
    assert (await imported(filled, file_of(rows), office.office)).empty


async def test_the_same_figures_in_other_words_change_nothing(
    filled: Database, office: Office
) -> None:
    found = await looked(filled, office, await typed(filled, DONE, "채용 22, 시민 14"))
    assert (found.empty, found.notes, found.unchanged) == (True, [], 3)


@pytest.mark.parametrize(
    ("place", "said", "why"),
    [
        (DONE, "약 30명", "어림수"),
        (DONE, "채용 3명 시민 14명", "14"),
        (DONE, "잘 되었음", "‘잘"),
        (OPEN, "5건", "‘결과’ 칸에"),
        (CARRIED, "1", "이월"),
    ],
)
async def test_what_cannot_be_taken_is_told_by_its_cell(
    filled: Database, office: Office, place: int, said: str, why: str
) -> None:
    [fault] = (await looked(filled, office, await typed(filled, place, said))).faults
    assert fault.startswith(f"O{place + 2}: "), fault
    assert why in fault


async def test_a_result_and_its_figures_are_taken_together(
    filled: Database, office: Office
) -> None:
    rows = await typed(filled, OPEN, "7", "실적(안내문 배부)")
    [one] = (await imported(filled, file_of(rows), office.office)).settlements
    assert (one.came, one.counted) == (Came(7), "달성 7")
    assert await came_of(filled, 2) == Came(7)
    [fault] = (await looked(filled, office, await typed(filled, OPEN, "8", "이월"))).faults
    assert fault.startswith("N3: ")


async def test_an_older_table_takes_no_later_figure_back_and_an_empty_cell_none(
    filled: Database, office: Office
) -> None:
    old = await rows_of(filled)
    async with filled.begin() as session:
        await plan_outcomes.count(Act(session, office.office, NOW), 1, Came(None, 30, 20))
    found = await looked(filled, office, old)
    assert found.empty
    assert "O2 ‘채용 22명(고양시민 14명)’(지금 채용 30명(고양시민 20명))" in found.notes[0]
    found = await looked(filled, office, await typed(filled, DONE, ""))
    assert found.empty
    assert "O2 빈칸(지금 채용 30명(고양시민 20명))" in found.notes[0]


async def test_figures_of_a_new_row_are_not_passed_over(filled: Database, office: Office) -> None:
    new = ["도로건설과", *[""] * 4, "새 도로공사", *[""] * 8, "3", ""]
    found = await looked(filled, office, [*await rows_of(filled), new])
    assert [fault.partition(":")[0] for fault in found.faults] == ["O8"]
