"""What a title means is decided by its end, in the printed line and when it is read back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.facts.shapes import EventFacts
from storage.facts.wording import lines
from storage.facts.wording_parts import DEEDS
from storage.rules.terms import EventKind, HostRole
from tests.storage.facts.samples import DAY, texts
from tests.storage.facts.test_kinds import read_back

MEETING = EventFacts(EventKind.MEETING, DAY, companies=("(주)가나",))
INSIDE = (
    "협약",
    "개최",
    "지원",
    "특강",
    "협의",
    "회의",
    "박람회",
    "운영",
    "교육",
    "설명회",
    "체결",
)
ABOUT = st.lists(st.sampled_from([*INSIDE, "채용", "하반기", "청년"]), min_size=1, max_size=3).map(
    " ".join
)
"""Words of doing and of other kinds of event, anywhere but at the end."""
MET = st.builds("{} 관련{}".format, ABOUT, st.sampled_from(["", " 간담회", " 실무협의", " 회의"]))
NAMED = {
    EventKind.JOB_FAIR: "채용박람회",
    EventKind.CONFERENCE: "취업콘서트",
    EventKind.PROGRAMME: "취업 아카데미",
}


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("채용 협의 관련", "채용 협의 관련 간담회 실시"),
        ("업무협약 체결 관련", "업무협약 체결 관련 간담회 실시"),
        ("일자리박람회 개최 관련", "일자리박람회 개최 관련 간담회 실시"),
        ("취업특강 지원 방안", "취업특강 지원 방안 간담회 실시"),
        ("채용 협의", "채용 협의 실시"),
        ("채용 간담회(2차)", "채용 간담회(2차) 실시"),
        ("경제단체 간담회 개최", "경제단체 간담회 개최"),
        ("채용 설명회", "채용 설명회 실시"),
        ("", "간담회 실시"),
    ],
)
def test_a_meeting_is_closed_by_what_its_title_ends_on(title: str, printed: str) -> None:
    assert texts(replace(MEETING, title=title))[-1] == f"  · (2021.7.3.) {printed}"


@given(MET)
def test_a_meeting_is_read_back_as_the_meeting_it_was(title: str) -> None:
    for facts in (replace(MEETING, title=title), replace(MEETING, title=title, companies=())):
        (back,) = read_back(facts)
        assert isinstance(back, EventFacts)
        assert (back.kind, lines(back)) == (EventKind.MEETING, lines(facts))
        assert back.title.removesuffix(" 간담회") == title.removesuffix(" 간담회")


@given(st.sampled_from([*NAMED]), ABOUT)
def test_what_is_named_by_its_end_is_read_back_as_that(kind: EventKind, about: str) -> None:
    role = None if kind is EventKind.PROGRAMME else HostRole.HOST
    facts = EventFacts(kind, DAY, title=f"{about} {NAMED[kind]}", role=role)
    (back,) = read_back(facts)
    assert isinstance(back, EventFacts)
    assert (back.kind, back.title, lines(back)) == (kind, facts.title, lines(facts))


@given(st.sampled_from(EventKind), ABOUT, st.sampled_from(DEEDS))
def test_no_second_noun_of_doing_follows_the_one_a_title_ends_on(
    kind: EventKind, about: str, deed: str
) -> None:
    facts = EventFacts(kind, DAY, title=f"{about} 행사 {deed}", role=HostRole.HOST)
    for said in texts(facts):
        assert not any(f"행사 {deed} {other}" in said for other in DEEDS), said
