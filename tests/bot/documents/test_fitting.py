"""Columns follow contents: nothing is wider than its cell, nobody parts from his post."""

import re
from dataclasses import replace
from functools import cache

import pytest

from bot.documents import report_head
from bot.documents.breaks import pieces
from bot.documents.fitting import even, stands
from bot.documents.letter_widths import width
from bot.documents.outline import GOTHIC, INSET, Cell, Look, Paragraph, Table
from bot.documents.report_paper import MONEY_NAMES, PROGRESS_WIDTHS, paper
from storage.facts.pledge import Head, Signer
from storage.report.report_shapes import MoneyTable, Report
from tests.helpers.printed_report import EMPTY, FILLED, report
from tests.helpers.stress import stressed

SEEDS = range(25)
PHONE = re.compile(r"\d{2,4}-\d{3,4}-\d{4}|\d{3,4}-\d{4}")
HEAD_COLUMNS = (2, 3, 5)


def tables(of: Report) -> list[Table]:
    """Its tables: the head, the progress, those of money."""
    return [block for block in paper(of).blocks if isinstance(block, Table)]


def room(table: Table, cell: Cell) -> float:
    """Millimetres between the insets of a cell."""
    wide = sum(table.widths[cell.column : cell.column + cell.columns])
    return wide - 2 * table.inset


def wide(one: Paragraph) -> float:
    """Millimetres of a paragraph on one line."""
    return width(one.text, one.points, sans=one.look in GOTHIC)


@cache
def stress() -> list[tuple[Paragraph, float]]:
    """Every paragraph of a cell of the stressed reports, with the room that it has."""
    return [
        (one, room(table, cell))
        for seed in SEEDS
        for table in tables(stressed(seed))
        for cell in table.cells
        for one in cell.paragraphs
    ]


def test_a_table_is_as_wide_as_the_page_whatever_stands_in_it() -> None:
    for table in (one for seed in SEEDS for one in tables(stressed(seed))):
        assert sum(table.widths) == 170
        assert min(table.widths) > 2 * table.inset


def test_no_amount_telephone_or_whole_text_is_wider_than_its_cell() -> None:
    for one, space in stress():
        if one.whole or one.look is Look.FIGURE:
            assert wide(one) <= space, one
        for phone in PHONE.findall(one.text):
            assert width(phone, one.points) <= space, one


def test_every_piece_that_may_stand_on_a_line_fits_it() -> None:
    for one, space in dict.fromkeys(stress()):
        sans = one.look in GOTHIC
        parts = list(pieces(one.text, one.points, space, sans=sans))
        assert "".join(parts) == one.text
        wider = [part for part in parts if width(part, one.points, sans=sans) > space]
        assert [part for part in wider if len(part) > 1] == []


def test_each_post_stands_beside_its_name_and_its_telephone() -> None:
    for seed in SEEDS:
        beside(stressed(seed).head)


def beside(head: Head) -> None:
    """One line a person across the three columns."""
    found = report_head.table(head)
    columns = [[one for one in found.cells if one.row and one.column == at] for at in HEAD_COLUMNS]
    posts, names, phones = columns
    if len(posts) != len(head.people):  # a line each: none of them may wrap
        lines = list(zip(*(one[0].paragraphs for one in columns), strict=True))
        assert all(part.whole for line in lines for part in line)
    else:  # a row each
        lines = [
            (post.paragraphs[0], name.paragraphs[0], phone.paragraphs[0])
            for post, name, phone in zip(posts, names, phones, strict=True)
        ]
        assert [one.row for one in posts] == [one.row for one in names]
        assert [one.row for one in posts] == [one.row for one in phones]
        assert not posts[0].joined
        assert not posts[-1].joins
        assert all(one.joins for one in posts[:-1])
        assert all(one.joined for one in posts[1:])
    said = [tuple(part.text for part in line) for line in lines]
    assert said == [(one.position, one.name, one.phone) for one in head.people]


@pytest.mark.parametrize("money", [EMPTY, FILLED], ids=["empty", "filled"])
def test_the_form_keeps_its_columns_and_letters_while_its_contents_fit(
    money: MoneyTable,
) -> None:
    head, progress, plan, secured = tables(report(money=money))
    assert head.widths == report_head.WIDTHS
    assert progress.widths == PROGRESS_WIDTHS
    assert plan.widths == (*MONEY_NAMES, 16, 16, 16, 15, 15, 16, 16, 16) == secured.widths
    own = {Paragraph("", one.look).points - one.points for t in (head, secured) for one in said(t)}
    assert own == {0}
    assert {head.inset, progress.inset, plan.inset, secured.inset} == {INSET}


def said(table: Table) -> list[Paragraph]:
    """All that stands in a table."""
    return [one for cell in table.cells for one in cell.paragraphs]


def signed(*people: tuple[str, str, str]) -> Table:
    """The head of these people."""
    return report_head.table(replace(report().head, people=tuple(Signer(*one) for one in people)))


def test_a_longer_telephone_takes_its_room_from_the_others_before_letters_shrink() -> None:
    found = signed(("과장", "홍○○", "031-0000-0000"), ("담당자", "김○○", "02-123-4567"))
    assert found.widths[5] > report_head.WIDTHS[5]
    assert {one.points for one in said(found) if one.look is Look.PLAIN} == {11}
    assert found.rows == 2


def test_letters_shrink_before_anybody_wraps_and_four_people_have_a_row_each() -> None:
    found = signed(("일자리정책팀장(직무대리)", "가나다라마바사아자차", "031-0000-0000"))
    assert {one.points for one in said(found) if one.look is Look.PLAIN} == {9}
    assert stands(found)
    assert found.rows == 2
    assert signed(*[("주무관", "홍○○", "000-0000")] * 4).rows == 5


def test_a_head_without_anybody_is_a_head_all_the_same() -> None:
    assert report_head.table(Head("", "", "")).rows == 2


@pytest.mark.parametrize("count", range(5, 11))
def test_columns_of_money_share_their_room_in_whole_millimetres(count: int) -> None:
    found = even(126, count)
    assert sum(found) == 126
    assert max(found) - min(found) <= 1
    assert all(one.is_integer() for one in found)
