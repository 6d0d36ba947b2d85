"""Every HWPX that leaves the house opens: sound ones pass all checks, damaged ones pass none."""

import io
import re
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import hwpforge
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.report.report_shapes import Report, ReportLine
from storage.rules.names import clean_text
from tests.helpers import read_back
from tests.helpers.hwpx_checks import HEADER, SECTION, faults, heights, stranded
from tests.helpers.printed_report import EMPTY, FILLED, bullets, report, written

pytestmark = pytest.mark.long

Files = dict[str, bytes]
Harm = Callable[[Files], Files]


@pytest.mark.parametrize(
    "said",
    [
        report(),
        report(money=EMPTY),
        report(money=FILLED),
        report(*bullets(120)),
        report(*bullets(1_000)),
    ],
    ids=["no budget", "empty budget", "filled budget", "120 bullets", "1,000 bullets"],
)
def test_every_check_passes_a_generated_file(said: Report) -> None:
    body = written("hwpx", said)
    assert faults(body) == []
    assert list(heights(body)) == []
    assert list(stranded(body)) == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_every_check_passes_whatever_officers_type(typed: list[str]) -> None:
    body = written("hwpx", report(*(ReportLine(2, one) for one in typed)))
    assert faults(body) == []
    assert list(heights(body)) == []
    found = read_back.close(read_back.text("hwpx", body))
    assert [one for one in typed if read_back.close(clean_text(one)) not in found] == []


def test_two_at_once_are_each_as_if_alone() -> None:
    said = [report(*bullets(at)) for at in (20, 40)]
    alone = [written("hwpx", one) for one in said]
    with ThreadPoolExecutor(max_workers=2) as threads:
        assert list(threads.map(lambda one: written("hwpx", one), said)) == alone


def test_pages_are_numbered_and_the_header_row_is_repeated() -> None:
    told = hwpforge.Document.from_bytes(sound()).inspect()
    assert [one["has_page_number"] for one in told["section_details"]] == [True]
    section = unpacked()[SECTION].decode()
    assert re.findall(r'repeatHeader="(.)" rowCnt="(\d)"', section) == [
        ("0", "2"),
        ("1", "6"),
        ("1", "6"),
        ("1", "6"),
    ]


def test_the_file_tells_what_it_is_and_nobody_who_made_it() -> None:
    told = hwpforge.Document.from_bytes(sound()).inspect()["metadata"]
    assert told["title"] == "1-4-3 고양시 고용할당제 도입 2021년 하반기"
    assert (told["author"], told["last_saved_by"]) == ("", "")
    assert told["created"] == told["modified"] == "2021-12-20T00:00:00Z"


# -- damage --------------------------------------------------------------------------------------


@cache
def sound() -> bytes:
    """A file that nothing is wrong with, made once."""
    return written("hwpx", report())


def unpacked() -> Files:
    """Its parts, in their order."""
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files) -> bytes:
    """A file of these parts; `mimetype` is stored, the others are compressed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, body, how)
    return kept.getvalue()


def swap(part: str, old: str, new: str) -> Harm:
    """The first `old` of a part (a pattern) becomes `new`."""

    def harmed(files: Files) -> Files:
        text, count = re.subn(old, new, files[part].decode(), count=1)
        assert count == 1, f"nothing to harm: {old}"
        return files | {part: text.encode()}

    return harmed


def without(part: str) -> Harm:
    """One part is missing."""
    return lambda files: {name: body for name, body in files.items() if name != part}


def mimetype_last(files: Files) -> Files:
    """The archive begins with another part."""
    return without("mimetype")(files) | {"mimetype": files["mimetype"]}


LINES = (
    '<hp:linesegarray><hp:lineseg textpos="0" vertpos="0" vertsize="1000" textheight="1000" '
    'baseline="850" spacing="600" horzpos="0" horzsize="100" flags="393216"/>'
    '<hp:lineseg textpos="900" vertpos="0" vertsize="1000" textheight="1000" baseline="850" '
    'spacing="600" horzpos="0" horzsize="100" flags="393216"/></hp:linesegarray>'
)
HARMS: dict[str, Harm] = {
    "letters that are not defined": swap(SECTION, 'charPrIDRef="7"', 'charPrIDRef="999"'),
    "a paragraph form that is not defined": swap(
        SECTION, r'paraPrIDRef="\d+"', 'paraPrIDRef="999"'
    ),
    "borders that are not defined": swap(
        SECTION, r'borderFillIDRef="\d+"><hp:subList', 'borderFillIDRef="999"><hp:subList'
    ),
    "a cell that spans too far": swap(SECTION, 'colSpan="5"', 'colSpan="6"'),
    "a cell upon another": swap(SECTION, 'colAddr="1" rowAddr="1"', 'colAddr="0" rowAddr="1"'),
    "a cell of no width": swap(SECTION, r'cellSz width="\d+"', 'cellSz width="0"'),
    "a row too many": swap(SECTION, 'rowCnt="2"', 'rowCnt="3"'),
    "a count that is wrong": swap(
        HEADER, r'charProperties itemCnt="\d+"', 'charProperties itemCnt="99"'
    ),
    "an element nobody knows": swap(SECTION, "<hp:t>1-4-3</hp:t>", "<hp:t>1-4-3</hp:t><hp:x/>"),
    "no mimetype": without("mimetype"),
    "mimetype not first": mimetype_last,
    "no header": without(HEADER),
    "a control character": swap(SECTION, "<hp:t>1-4-3</hp:t>", "<hp:t>1\x0b4</hp:t>"),
    "a stale layout of lines": swap(SECTION, r"(<hp:t>1-4-3</hp:t></hp:run>)", rf"\1{LINES}"),
}


CAUGHT_BY = {
    "letters that are not defined": "grid foreign",
    "a paragraph form that is not defined": "grid foreign",
    "borders that are not defined": "grid foreign",
    "a cell that spans too far": "grid",
    "a cell upon another": "grid",
    "a cell of no width": "grid",
    "a row too many": "grid foreign",
    "a count that is wrong": "grid",
    "an element nobody knows": "schema",
    "no mimetype": "packing safety schema",
    "mimetype not first": "packing",
    "no header": "grid foreign safety schema",
    "a control character": "grid safety schema",
    "a stale layout of lines": "safety",
}
"""The checks that see each harm: none of them is enough, and none may go blind."""


def test_a_file_unpacked_and_packed_again_is_still_sound() -> None:
    assert faults(packed(unpacked())) == []


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_file_is_caught(harm: str) -> None:
    found = {fault.partition(":")[0] for fault in faults(packed(HARMS[harm](unpacked())))}
    assert set(CAUGHT_BY[harm].split()) <= found
