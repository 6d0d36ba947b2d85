"""Any own form of known names, in any order and any merges, holds every letter of the report."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import pytest
from lxml import etree

from bot.documents import own_form
from bot.documents.report_paper import label_lines, printed
from storage.report.report_shapes import ReportRow, to_json
from tests.bot.documents.test_own_form import filled
from tests.helpers.hwpx_checks import faults
from tests.helpers.own_forms import HP, SECTION, Drawn, drawn, lines_of
from tests.helpers.printed_report import report
from tests.helpers.read_back import parts, text
from tests.helpers.sizes import some

pytestmark = pytest.mark.long

SEEDS = range(24)
LINES = report().rows[0].lines[:7]
ROWS = (
    ReportRow("그동안 추진실적 (2018. ~ 2020.)", LINES, "비고 하나"),
    ReportRow("2021년도 상반기 추진실적 (21. 1월~6월)", LINES[:1]),
    ReportRow("2021년도 하반기 추진실적 (21. 7월~12월)", (), "비고 둘"),
)
SAID = replace(report(), rows=ROWS)

every_seed = pytest.mark.parametrize("seed", some(SEEDS, of=8))


@cache
def made(seed: int) -> tuple[Drawn, bytes]:
    """A form, and the same filled."""
    form = drawn(seed)
    return form, filled(form.body, SAID)


@every_seed
def test_a_filled_form_is_sound_and_holds_every_line_in_its_order(seed: int) -> None:
    form, body = made(seed)
    assert faults(form.body) == []
    assert faults(body) == []
    told = [[strip(line) for line in cell] for cell in lines_of(body, "내용")]
    assert told == [
        [f"{form.signs[line.level - 1]} {line.text}" for line in printed(row.lines)]
        for row in ROWS
    ]
    assert lines_of(body, "기간") == [label_lines(row.label) for row in ROWS]
    notes = [line for cell in lines_of(body, "비고") for line in cell if line]
    assert notes == (["비고 하나", "비고 둘"] if lines_of(form.body, "비고") else [])


def strip(line: str) -> str:
    """Without the spaces that a form has before its marks."""
    return line.strip()


@every_seed
def test_what_is_no_field_stays_and_stands_in_each_row_that_is_repeated(seed: int) -> None:
    form, body = made(seed)
    said = Counter(re.findall(r"(?:고정|안쪽)\d\d|[머꼬]리글\d", text("hwpx", body)))
    top, bottom = form.block
    for word, where in form.words.items():
        inside = where is not None and top <= where[0] and where[1] <= bottom
        assert said[word] == (len(ROWS) if inside else 1), word


@every_seed
def test_no_part_but_the_text_and_its_styles_is_touched_and_no_number_stands_twice(
    seed: int,
) -> None:
    form, body = made(seed)
    before, after = parts(form.body), parts(body)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert changed <= {SECTION, "Contents/header.xml"}
    section = etree.fromstring(after[SECTION])
    for kind in ("tbl", "pic", "fieldBegin"):
        ids = [one.get("id") for one in section.iter(f"{HP}{kind}")]
        assert len({*ids}) == len(ids)
    begun = [one.get("id") for one in section.iter(f"{HP}fieldBegin")]
    assert sorted(begun) == sorted(one.get("beginIDRef") for one in section.iter(f"{HP}fieldEnd"))


@every_seed
def test_it_is_taken_and_its_preview_tells_what_each_field_gets(seed: int) -> None:
    told = own_form.checked("", drawn(seed).body, to_json(SAID))
    by_name = {name: (words, count) for name, words, count in told["values"]}
    assert by_name["기간"] == ("그동안 추진실적 (2018. ~ 2020.)", 3)
    assert by_name["과제명"] == ("고양시 고용할당제 도입", 1)
    assert by_name["내용"][1] == 9
    assert ("비고" in by_name) != ("비고" in [name for name, _ in told["lost"]])


def test_two_threads_fill_two_forms_as_one_does() -> None:
    alone = [made(seed)[1] for seed in range(4)]
    assert alone == [filled(drawn_once(seed), SAID) for seed in range(4)]
    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(lambda seed: filled(drawn_once(seed), SAID), range(4)))
    assert together == alone


def drawn_once(seed: int) -> bytes:
    """The very bytes that were filled before: the library numbers what it draws by chance."""
    return made(seed)[0].body
