"""Which lines read otherwise: a line below one that changed is not changed by that."""

from storage.report.line_changes import LineChange, differences
from storage.report.report_shapes import ReportLine

HEAD = ReportLine(1, "대규모공사 고용할당제 추진", "h:대규모공사 고용할당제 추진")
WORKS = ReportLine(2, "○○로 확장공사(120백만원)", "contract:1:1", (("contract", 1),))
PART = ReportLine(2, "○○로 확장공사(120백만원) 관내 하도급 60%", "contract:1:1", WORKS.records)
HEADS = ReportLine(3, "고양시민 5명(전체 8명) 고용", "contract:1:2", WORKS.records)
WHY = ReportLine(3, "미달 사유 : 관내 업체 없음", "contract:1:3", WORKS.records)


def test_what_stands_below_a_line_that_reads_otherwise_is_no_change() -> None:
    assert differences([HEAD, WORKS, HEADS, WHY], [HEAD, PART, HEADS, WHY]) == [
        LineChange((HEAD,), WORKS, PART)
    ]


def test_what_goes_from_below_it_stands_under_the_line_as_it_reads_now() -> None:
    assert differences([HEAD, WORKS, HEADS, WHY], [HEAD, PART, HEADS]) == [
        LineChange((HEAD,), WORKS, PART),
        LineChange((HEAD, PART), WHY, None),
    ]


def test_what_leaves_a_line_that_goes_with_it_is_told_after_that_line() -> None:
    other = ReportLine(2, "○○교 보수공사", "contract:2:1", (("contract", 2),))
    moved = [HEAD, other, HEADS]
    assert differences([HEAD, WORKS, HEADS, WHY, other], moved) == [
        LineChange((HEAD, other), None, HEADS),
        LineChange((HEAD,), WORKS, None),
        LineChange((HEAD, WORKS), HEADS, None),
        LineChange((HEAD, WORKS), WHY, None),
    ]
