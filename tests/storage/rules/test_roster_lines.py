"""A list of people to be invited is read as it lies about, or each row that is not is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.errors import Refusal
from storage.rules.roster_lines import Found, Line, read, rows_of
from storage.rules.terms import Role

DEPARTMENTS = ("자치행정과", "징수과", "도로건설과", "기획담당관", "일산동구청 산업위생과")
NAMES = ("홍○○", "김○○", "이영○", "남궁○○")
TITLES = {"담당": Role.STAFF, "주무팀장": Role.SENIOR, "팀장": Role.LEAD, "과장": Role.HEAD}
HEADS = (("부서", "이름", "역할"), ("소속", "성명", "직위"), ("부서명", "담당자", "직책"))
TOLD = [
    Line(0, "자치행정과", "홍○○", Role.STAFF),
    Line(0, "징수과", "김○○", Role.SENIOR),
    Line(0, "도로건설과", "이영○", Role.HEAD),
]


def known(name: str) -> bool:
    return name.replace(" ", "") in {one.replace(" ", "") for one in DEPARTMENTS}


def pasted(text: str) -> Found:
    return read(rows_of(text), known)


def bare(found: Found) -> list[tuple[str, str, Role | None]]:
    assert found.faults == ()
    return [(one.department.replace(" ", ""), one.name, one.role) for one in found.lines]


WANTED = [(one.department, one.name, one.role) for one in TOLD]


@pytest.mark.parametrize(
    "text",
    [
        "부서\t이름\t역할\n자치행정과\t홍○○\t담당\n징수과\t김○○\t주무팀장\n도로건설과\t이영○\t과장",
        "부서,이름,역할\n자치행정과,홍○○,담당\n징수과,김○○,주무팀장\n도로건설과,이영○,과장",
        "자치행정과 홍○○ 담당\n징수과 김○○ 주무팀장\n도로 건설과 이영○ 과장",
        "1. 자치행정과 홍○○ 주무관\n2. 징수과 김○○주무팀장\n3. 도로건설과 이영○ 과장님",
        "자치행정과 / 홍○○ / 담당\n징수과 / 김○○ / 주무팀장\n도로건설과 / 이영○ / 과장",
        "하반기 담당자 명단\n연번;소속;성명;직위\n1;자치행정과;홍○○;담당\n2;징수과;김○○;주무팀장\n"
        "3;도로건설과;이영○;도로건설과장\n합계;3;;",
        "부서 이름 역할\n\n자치행정과   홍○○   담당\n징수과 주무팀장 김○○\n"
        "도로건설과 이영○(과장)\n",
        "소속\t직급\t성명\t직위\t전화\n자치행정과\t행정7급\t홍○○\t담당\t031-000-0000\n"
        "징수과\t세무6급\t김○○\t주무팀장\t\n도로건설과\t시설5급\t이영○\t과장\t",
    ],
    ids=["tabs", "commas", "spaces", "numbered", "slashes", "titled", "loose", "with more"],
)
def test_the_same_people_are_read_however_their_list_is_written(text: str) -> None:
    """Mutant: a title that is stuck to a name stays a part of it."""
    assert bare(pasted(text)) == WANTED


def test_empty_cells_below_a_department_belong_to_it() -> None:
    found = pasted("부서\t이름\t역할\n징수과\t김○○\t팀장\n\t홍○○\t\n자치행정과\t이영○\t담당")
    assert bare(found) == [
        ("징수과", "김○○", Role.LEAD),
        ("징수과", "홍○○", None),
        ("자치행정과", "이영○", Role.STAFF),
    ]


def test_a_department_alone_is_whoever_it_sends() -> None:
    assert bare(pasted("자치행정과\n징수과")) == [("자치행정과", "", None), ("징수과", "", None)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("자치행정과,홍○○,두목", "2행: ‘두목’을 역할로 읽지 못했습니다"),
        ("자치행정과,홍○○ 김○○,담당", "2행: 어느 것이 이름인지 알 수 없습니다(홍○○, 김○○)"),
        ("자치행정과,!!!,담당", "2행: ‘!!!’를 이름으로 읽지 못했습니다"),
        (",홍○○,담당", "2행 ‘홍○○’: 부서를 찾지 못했습니다"),
    ],
)
def test_each_row_that_is_not_read_is_named_with_its_reason(row: str, said: str) -> None:
    found = pasted(f"부서,이름,역할\n{row}\n징수과,김○○,담당")
    (fault,) = found.faults
    assert fault.startswith(said)


@pytest.mark.parametrize("text", ["", "  \n\t\n", "부서,이름,역할", "합계,3"])
def test_a_list_without_anybody_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refusal, match="명단에 읽을 줄이 없습니다"):
        pasted(text)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(DEPARTMENTS), st.sampled_from(NAMES), st.sampled_from(sorted(TITLES))
        ),
        min_size=2,
        max_size=12,
    ),
    st.sampled_from(["\t", ",", ";", "|", " "]),
    st.sampled_from([None, *HEADS]),
    st.booleans(),
)
def test_any_list_is_read_whole_in_its_order(
    people: list[tuple[str, str, str]],
    separator: str,
    heads: tuple[str, str, str] | None,
    spaced: bool,
) -> None:
    rows = [separator.join(one) for one in ([heads] if heads else []) + people]
    text = "\n\n".join(f"  {row} " if spaced and separator != "\t" else row for row in rows)
    found = pasted(text)
    assert bare(found) == [
        (place.replace(" ", ""), name, TITLES[title]) for place, name, title in people
    ]
