"""고용할당제 표: whatever an office planned and counted, nobody is in it twice, and sums agree."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.figures.quota_table import (
    NONE,
    Hires,
    Item,
    QuotaLine,
    Source,
    Total,
    quota_table,
    totals,
)
from storage.figures.wording_quota import coverage, of_line, of_totals, report_lines
from storage.rules.terms import RecordKind

E, C = RecordKind.EVENT, RecordKind.CONTRACT
DEPARTMENTS = [(1, "일자리정책과"), (2, "도로건설과"), (3, "건축과")]
NUMBERS = st.none() | st.integers(0, 500)
HIRES = st.builds(Hires, NUMBERS, NUMBERS)
RECORDS = [(kind, number) for kind in (E, C) for number in range(1, 5)]
ITEMS = st.lists(
    st.builds(
        Item,
        st.just(0),
        st.just("항목"),
        st.sampled_from([1, 2, 3]),
        HIRES,
        st.just(NONE) | HIRES,
        st.lists(st.sampled_from(RECORDS), max_size=3, unique=True).map(tuple),
    ),
    max_size=6,
).map(lambda found: [replace(one, number=at) for at, one in enumerate(found, 1)])
SOURCES = st.lists(
    st.builds(
        Source, st.sampled_from(RECORDS), st.just("기록"), st.sampled_from([1, 2, 3]), HIRES
    ),
    unique_by=lambda one: one.record,
)


@given(ITEMS, SOURCES)
def test_departments_add_up_to_the_city_and_each_record_counts_once(
    items: list[Item], sources: list[Source]
) -> None:
    table = quota_table(DEPARTMENTS, items, sources)
    covered = {record for item in items if item.said.known for record in item.tied}
    counted = [one.counted for one in sources if one.record not in covered]
    counted += [item.said for item in items if item.said.known]
    for name in ("workers", "residents"):
        once = [value for one in counted if (value := getattr(one, name)) is not None]
        assert getattr(table.totals, name).value == (sum(once) if once else None)
        parts = [getattr(one.totals, name).value for one in table.parts]
        known = [one for one in parts if one is not None]
        assert getattr(table.totals, name).value == (sum(known) if known else None)
    planned = [one.planned.residents for one in items if one.planned.residents is not None]
    assert table.totals.planned_residents.value == (sum(planned) if planned else None)


@given(ITEMS, SOURCES)
def test_a_line_opens_one_record_and_a_sum_knows_how_many_of_them_have_it(
    items: list[Item], sources: list[Source]
) -> None:
    table = quota_table(DEPARTMENTS, items, sources)
    opened = [line.record for line in table.lines]
    assert len(set(opened)) == len(opened)
    for part in table.parts:
        assert part.totals == totals(part.lines)
        assert all(line.department == part.department for line in part.lines)
    known = [one for one in table.lines if one.achieved.residents is not None]
    assert table.totals.residents.known == len(known)
    assert table.totals.residents.of == len(table.lines)


@pytest.mark.long
@given(ITEMS, SOURCES)
def test_the_share_of_residents_is_of_lines_that_tell_both(
    items: list[Item], sources: list[Source]
) -> None:
    table = quota_table(DEPARTMENTS, items, sources)
    both = [
        one.achieved
        for one in table.lines
        if one.achieved.workers is not None and one.achieved.residents is not None
    ]
    everybody = sum(one.workers or 0 for one in both)
    ours = sum(one.residents or 0 for one in both)
    rate = table.totals.rate
    assert rate == (ours * 10_000 // everybody if everybody and ours <= everybody else None)


def test_what_a_result_says_stands_for_its_records_and_the_rest_beside_the_plans() -> None:
    items = [
        Item(1, "도로 공사", 2, Hires(20, 12), Hires(22, 14), ((E, 1),)),
        Item(2, "박람회", 1, Hires(30, None), NONE, ((E, 2), (E, 1))),
    ]
    sources = [
        Source((E, 1), "현장 채용", 2, Hires(99, 99)),
        Source((E, 2), "채용박람회", 1, Hires(35, None)),
        Source((E, 3), "쿠팡채용박람회", 1, Hires(35, 20)),
    ]
    table = quota_table(DEPARTMENTS, items, sources)
    assert [of_line(one) for one in table.lines] == ["–/30 → –/35", "20/35", "12/20 → 14/22"]
    assert table.totals.workers == Total(92, 3, 3)
    assert table.totals.residents == Total(34, 2, 3)
    assert coverage(table.totals.residents, table.totals.workers) == "고양시민 3건 중 2건 집계"
    assert of_totals(table.totals) == "12/50 → 34/92 (59.6%)"
    assert [(one.level, one.text) for one in report_lines(table)] == [
        (1, "고용할당제 추진 현황"),
        (
            2,
            "전체 : 계획 고양시민 12명(전체 50명)(고양시민 2건 중 1건 집계),"
            " 실적 고양시민 34명(전체 92명)(고양시민 3건 중 2건 집계), 고양시민 비율 59.6%",
        ),
        (
            3,
            "일자리정책과 : 계획 전체 30명,"
            " 실적 고양시민 20명(전체 70명)(고양시민 2건 중 1건 집계), 고양시민 비율 57.1%",
        ),
        (
            3,
            "도로건설과 : 계획 고양시민 12명(전체 20명), 실적 고양시민 14명(전체 22명),"
            " 고양시민 비율 63.6%",
        ),
    ]


def test_an_office_without_figures_has_no_table() -> None:
    table = quota_table(DEPARTMENTS, [Item(1, "항목", 1)], [])
    assert (table.lines, list(report_lines(table))) == ((), [])
    line = QuotaLine((E, 1), "행사", 1, NONE, Hires(0, 0))
    assert totals([line]).rate is None
