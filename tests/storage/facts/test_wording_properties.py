"""Whatever was filled in or left out, the lines are whole."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.facts.shapes import (
    BudgetFacts,
    ContractFacts,
    EventFacts,
    Facts,
    FollowUpFacts,
    HireFacts,
    IncentiveFacts,
    MouFacts,
    PlanItemFacts,
    ProblemFacts,
    PromiseFacts,
    SubcontractFacts,
)
from storage.facts.wording import heading_choices, label, lines, show
from storage.rules.tenure import OLDEST
from storage.rules.terms import (
    BudgetKind,
    CohortStyle,
    ContactKind,
    DatePlace,
    EventFormat,
    EventKind,
    EventStatus,
    HostRole,
    Measure,
    MouShape,
    ProblemKind,
    PromiseStatus,
    Source,
    Stage,
    Term,
    WorksKind,
)
from tests.storage.facts.samples import DAY, HALF, MONTH, UNKNOWN

WORD = st.sampled_from(["", " ", "청년", "(주)가나다", "일자리  박람회", "쿠팡\n센터", "협약"])
WORDS = st.lists(WORD, max_size=3).map(tuple)
COUNT = st.none() | st.integers(0, 10**7)
PERIODS = st.sampled_from([UNKNOWN, HALF, DAY, MONTH])


def one_of(terms: type[Term]) -> st.SearchStrategy[Term | None]:
    """Any member, or nothing."""
    return st.none() | st.sampled_from(list(terms))


EVENTS = st.builds(
    EventFacts,
    kind=st.sampled_from(EventKind),
    period=PERIODS,
    heading=WORD,
    title=WORD,
    role=one_of(HostRole),
    companies=WORDS,
    round_no=st.none() | st.integers(1, 9),
    format=one_of(EventFormat),
    target=WORD,
    places=WORDS,
    job=WORD,
    components=WORDS,
    description=WORD,
    counts=st.dictionaries(st.sampled_from(Measure), st.integers(0, 10**7)),
    cohorts=st.lists(st.integers(1, 9), max_size=3).map(tuple),
    cohort_total=st.none() | st.integers(1, 9),
    cohort_style=one_of(CohortStyle),
    date_place=one_of(DatePlace),
    status=st.sampled_from(EventStatus),
)
MOUS = st.builds(
    MouFacts,
    title=WORD,
    parties=st.lists(WORD | st.just("고양시"), max_size=4).map(tuple),
    period=PERIODS,
    purpose=WORD,
    effect=WORD,
    heading=WORD,
    shape=one_of(MouShape),
)
OTHERS = st.one_of(
    st.builds(
        PromiseFacts,
        text=WORD,
        measure=WORD | st.sampled_from(["명", "업무협약(건)"]),
        target=COUNT,
        due=st.none() | st.just(date(2021, 12, 31)),
        status=st.sampled_from(PromiseStatus),
        delivered=COUNT,
    ),
    st.builds(
        FollowUpFacts, period=PERIODS, contact=st.sampled_from(ContactKind), text=WORD, result=WORD
    ),
    st.builds(
        ContractFacts,
        title=WORD,
        company=WORD,
        amount=st.integers(0, 10**12),
        notice_on=st.just(date(2021, 7, 1)),
        works=st.sampled_from(WorksKind),
        stage=st.sampled_from(Stage),
        shortfall=WORD,
    ),
    st.builds(SubcontractFacts, WORD, st.integers(0, 10**12), st.booleans(), WORD),
    st.builds(HireFacts, PERIODS, st.integers(0, 10**4), st.integers(0, 10**4), one_of(Stage)),
    st.builds(
        PlanItemFacts,
        text=WORD,
        heading=WORD,
        measure=WORD,
        target=COUNT,
        citizens=COUNT,
        out_of=COUNT,
        budget=COUNT,
        months=st.none() | PERIODS,
    ),
    st.builds(
        BudgetFacts,
        table=st.sampled_from(BudgetKind),
        source=one_of(Source),
        non_budget=st.booleans(),
        cells=st.dictionaries(st.sampled_from(OLDEST.columns), st.integers(0, 10**12)),
    ),
    st.builds(ProblemFacts, WORD, st.sampled_from(ProblemKind)),
    st.builds(IncentiveFacts, WORD, st.just(("전 부서",)), WORD, st.dates(date(2018, 1, 1))),
)


@given(facts=st.one_of(EVENTS, MOUS, OTHERS), parent=st.none() | MOUS)
def test_no_record_leaves_empty_brackets_stray_spaces_or_empty_lines(
    facts: Facts, parent: MouFacts | None
) -> None:
    path = lines(facts, parent=parent)
    said = [line.text for line in path]
    assert [text for text in said if not text or text != " ".join(text.split())] == []
    assert [text for text in said if re.search(r"\(\s*\)|\(/|/\)|\( | \)|, ?$|: ?$", text)] == []
    assert len(show(path).split("\n")) == len(path)
    assert label(facts)


@given(facts=st.one_of(EVENTS, MOUS, OTHERS))
def test_a_line_never_goes_deeper_than_its_parent_allows(facts: Facts) -> None:
    levels = [line.level for line in lines(facts)]
    assert set(levels) <= {1, 2, 3}
    assert levels == sorted(levels)
    assert levels.count(2) <= 1


@pytest.mark.parametrize("kind", EventKind)
def test_a_kind_and_a_date_are_enough_for_a_line(kind: EventKind) -> None:
    assert len(lines(EventFacts(kind, DAY))) == 2
    assert len(lines(EventFacts(kind, UNKNOWN))) == 2
    assert label(EventFacts(kind, UNKNOWN))
    assert heading_choices(kind)
