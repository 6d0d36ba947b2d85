"""What is filled into the office's own form fits the cells that its officers drew."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from bot.documents import own_form
from bot.documents.letter_widths import width
from storage.facts.pledge import Signer
from storage.report.report_shapes import Report, ReportRow
from tests.bot.documents.test_own_form import SAMPLE, filled
from tests.helpers import read_back
from tests.helpers.hwpx_checks import HEADER, SECTION, faults
from tests.helpers.printed_report import FILLED, report

pytestmark = pytest.mark.long

MM = 25.4 / 7200
PEOPLE = ("직위", "성명", "연락처")


def signed(*people: tuple[str, str, str]) -> Report:
    """The report of these people."""
    return replace(report(), head=replace(report().head, people=tuple(Signer(*o) for o in people)))


def cells(body: bytes) -> dict[str, tuple[Any, set[int]]]:
    """The named cells of a form, with the points of their letters."""
    parts = read_back.parts(body)
    head = etree.fromstring(parts[HEADER])
    points = {one.get("id"): int(one.get("height")) // 100 for one in head.iter("{*}charPr")}
    return {
        cell.get("name"): (cell, {points[run.get("charPrIDRef")] for run in cell.iter("{*}run")})
        for cell in etree.fromstring(parts[SECTION]).iter("{*}tc")
        if cell.get("name")
    }


def test_a_longer_telephone_is_set_smaller_with_its_post_and_its_name() -> None:
    body = filled(SAMPLE, signed(("과장", "홍○○", "031-0000-0000"), ("팀장", "김○○", "000-0000")))
    assert faults(body) == []
    found = cells(body)
    assert [found[name][1] for name in PEOPLE] == [{9}] * 3
    for name in PEOPLE:
        cell = found[name][0]
        room = int(cell.find("{*}cellSz").get("width")) * MM - 3.6
        for text in cell.iter("{*}t"):
            assert width(text.text, 9) <= room
        assert cell.find("{*}subList").get("lineWrap") == "SQUEEZE"


def test_nobody_is_set_smaller_than_can_be_read_and_others_as_the_form_has_them() -> None:
    hard = cells(filled(SAMPLE, signed(("과장", "가" * 40, "031-0000-0000(내선 0001)"))))
    usual, drawn = cells(filled(SAMPLE, report())), cells(SAMPLE)
    assert [hard[name][1] for name in PEOPLE] == [{own_form.LEAST}] * 3
    assert [usual[name][1] for name in PEOPLE] == [drawn[name][1] for name in PEOPLE]


def test_amounts_stay_on_their_lines_and_empty_places_say_so() -> None:
    bare = replace(
        report(money=FILLED), rows=(ReportRow("2021년도 하반기 추진실적"),), problems=()
    )
    body = filled(SAMPLE, bare)
    assert faults(body) == []
    assert read_back.text("hwpx", body).count("○ 해당없음") == 2
    section = etree.fromstring(read_back.parts(body)[SECTION])
    amounts = [one for one in section.iter("{*}tc") if "".join(one.itertext()) == "1,357"]
    assert [one.find("{*}subList").get("lineWrap") for one in amounts] == ["SQUEEZE"]
