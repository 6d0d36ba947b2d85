"""New rows that resemble an item, and items that the table lacks, are asked about by name."""

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.shapes import PlanItemFacts
from storage.plans import behalf
from storage.plans.plan_table_shapes import Comparison, Decided
from storage.plans.wording_plan_table import KEY, TEXT
from storage.records.returned_rows import Choice
from storage.rules.errors import Refusal
from storage.rules.wording_receipt import Receipt, Way
from tests.helpers.offices import NOW, Office
from tests.storage.plans.plan_tables import (
    HALF,
    Rows,
    column,
    compared,
    file_of,
    imported,
    put,
    rows_of,
)

ROADS = 2
WAS, NOW_SAID = "관내 기업 채용박람회 3회 개최", "관내 기업 채용박람회 5회 개최"


@pytest.fixture
async def filled(db: Database, office: Office) -> Database:
    """Rows 4 and 5 are the items of 도로건설과."""
    await put(db, office, ROADS, PlanItemFacts(WAS, target=3, note="협의 중"))
    await put(db, office, ROADS, PlanItemFacts("안내문 배부"))
    return db


async def retyped(db: Database) -> Rows:
    """The first item's row without its key, with other words and an empty note."""
    rows = await rows_of(db)
    rows[2][column(TEXT)], rows[2][column("목표")] = NOW_SAID, "5"
    rows[2][column("비고")] = rows[2][column(KEY)] = ""
    return rows


async def items(db: Database) -> list[str]:
    return [said for row in await rows_of(db) if (said := row[column(TEXT)])]


async def looked(db: Database, office: Office, rows: Rows) -> Comparison:
    return await compared(db, file_of(rows), office.office)


async def test_a_row_that_resembles_an_item_is_asked_about_and_added_to_nothing_before(
    filled: Database, office: Office
) -> None:
    rows = await retyped(filled)
    found = await looked(filled, office, rows)
    [one] = found.likely
    assert (one.line, one.record, one.like, one.text) == (4, 1, WAS, NOW_SAID)
    assert one.cells == (("추진계획", WAS, NOW_SAID), ("목표", "3", "5"))
    assert (found.additions, found.asked, one.fixable) == ([], 1, True)
    with pytest.raises(Refusal, match="1건을 먼저"):
        await imported(filled, file_of(rows), office.office)
    assert await items(filled) == [WAS, "안내문 배부"]


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        (Choice.FIX, [NOW_SAID, "안내문 배부"]),
        (Choice.NEW, [WAS, "안내문 배부", NOW_SAID]),
        (Choice.SKIP, [WAS, "안내문 배부"]),
    ],
)
async def test_each_answer_does_what_it_says(
    filled: Database, office: Office, choice: Choice, left: list[str]
) -> None:
    body = file_of(await retyped(filled))
    found = await imported(filled, body, office.office, Decided({4: choice}))
    assert await items(filled) == left
    if choice is Choice.FIX:
        assert (found.absent, (await rows_of(filled))[2][column("비고")]) == (0, "협의 중")
        assert (await looked(filled, office, await rows_of(filled))).empty
    else:
        assert found.absent == 1


async def test_a_copied_row_beside_its_own_item_is_asked_about_too(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    copied = [*rows[2][: column(KEY)], ""]
    copied[column(TEXT)] = NOW_SAID
    found = await looked(filled, office, [*rows, copied])
    [one] = found.likely
    assert (one.line, one.record, one.fixable) == (7, 1, False)
    decided = Decided({7: Choice.FIX})  # its own row names the item: it cannot be both
    assert (await compared(filled, file_of([*rows, copied]), office.office, decided)).asked == 1


async def test_what_resembles_nothing_is_simply_new(filled: Database, office: Office) -> None:
    new = ["도로건설과", *[""] * 4, "보통인부 우선고용 추진", *[""] * 10]
    other = ["건축과", *[""] * 4, NOW_SAID, *[""] * 10]
    found = await looked(filled, office, [*await rows_of(filled), new, other])
    assert ([one.line for one in found.additions], found.likely) == ([7, 8], [])


async def test_a_row_that_was_taken_out_is_named_and_its_item_stays_unless_decided(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    body = file_of([*rows[:3], *rows[4:]])
    found = await imported(filled, body, office.office)
    [one] = found.gone
    assert (one.department, one.text, one.removed) == ("도로건설과", "안내문 배부", False)
    assert (found.empty, await items(filled)) == (True, [WAS, "안내문 배부"])
    decided = Decided(gone=frozenset({one.record}))
    found = await imported(filled, body, office.office, decided)
    assert [each.text for each in found.removals] == ["안내문 배부"]
    assert await items(filled) == [WAS]
    assert (await imported(filled, body, office.office, decided)).empty


async def test_what_is_not_missing_is_never_removed_and_a_plan_handed_in_keeps_its_items(
    filled: Database, office: Office
) -> None:
    rows = await rows_of(filled)
    decided = Decided(gone=frozenset({1, 2}))
    assert (await compared(filled, file_of(rows), office.office, decided)).empty
    async with filled.begin() as session:
        act = Act(session, office.office, NOW)
        call = Receipt(Way.CALL)
        await behalf.take_in(act, office.departments[ROADS].id, HALF, call, none=False)
    found = await compared(filled, file_of(rows[:3]), office.office, decided)
    assert [fault[: fault.index(":")] for fault in found.faults] == ["표에 없는 ‘안내문 배부’"]
