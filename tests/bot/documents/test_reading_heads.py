"""The head and the empty places of our own paper are read back as what they were."""

from dataclasses import replace

import pytest

from storage.facts.pledge import Signer
from storage.report.report_shapes import ReportLine, ReportRow
from tests.helpers.imported import as_report, file_of, outline_of, whole_seed

WRITTEN = ("hwpx", "docx", "xlsx")
LONG = Signer(
    "일자리정책팀장(직무대리)", "알렉산드르 이바노비치 페트로프", "031-0000-0000(내선 0001)"
)
MANY = tuple(Signer(f"주무관{at}", f"홍○○·김○○ {at}", f"031-0000-000{at}") for at in range(6))
PEOPLE = ((LONG,), (LONG, *MANY[:2]), MANY, MANY[:1], MANY[:3])


@pytest.mark.long
@pytest.mark.parametrize("ending", WRITTEN)
@pytest.mark.parametrize("people", PEOPLE, ids=["long", "long and two", "six", "one", "three"])
def test_everybody_of_the_head_is_read_with_post_and_telephone(
    ending: str, people: tuple[Signer, ...]
) -> None:
    seed = as_report(whole_seed())
    found = outline_of(file_of(replace(seed, head=replace(seed.head, people=people)), ending))
    assert found.head is not None
    assert found.head.people == people
    assert found.losses == ()


@pytest.mark.long
@pytest.mark.parametrize("ending", WRITTEN)
def test_what_the_paper_says_where_there_is_nothing_is_no_line(ending: str) -> None:
    seed = as_report(whole_seed())
    bare = replace(seed, rows=(ReportRow("2021년도 하반기 추진실적"),), problems=())
    found = outline_of(file_of(bare, ending))
    assert [row.lines for row in found.rows] == [()]
    assert (found.problems, found.losses) == ((), ())


@pytest.mark.parametrize("said", ["해당없음", "해당 사항 없음", "(해당없음)", "해당 없음."])
def test_nothing_is_told_in_any_of_its_spellings_but_not_beside_other_lines(said: str) -> None:
    text = f"□ 추진실적 및 향후 추진계획\n2021년도 하반기 추진실적\n○ {said}\n"
    assert [row.lines for row in outline_of(text.encode()).rows] == [()]
    beside = outline_of(f"{text}○ 채용박람회 개최\n".encode())
    assert [one.text for one in beside.rows[0].lines] == [said, "채용박람회 개최"]


def test_a_line_that_only_begins_so_stays_a_line() -> None:
    row = ReportRow("2021년도 하반기 추진실적", (ReportLine(1, "해당없음 통보 기업 12개사"),))
    found = outline_of(file_of(replace(as_report(whole_seed()), rows=(row,)), "hwpx"))
    assert [one.text for one in found.rows[0].lines] == ["해당없음 통보 기업 12개사"]
