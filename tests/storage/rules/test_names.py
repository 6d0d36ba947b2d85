"""Text and company names as typed."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.names import (
    ASK_FROM,
    SAME,
    SHARED,
    clean_text,
    clipped,
    company_key,
    cut,
    josa,
    key_similarity,
    person_name,
    shared_endings,
    similarity,
    split_site,
    typed_name,
    worth_comparing,
)

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    "text", ["", "   ", "\u3164", "\u200b", "\u115f\u1160", "\u2800", "\ufeff\n"]
)
def test_what_only_looks_filled_is_empty(text: str) -> None:
    assert clean_text(text) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("일자리정책과", "일자리정책과"),
        ("쿠\u202e팡\u202c", "쿠팡"),
        ("쿠\u200d팡", "쿠팡"),
        ("가\x00나\x0b다\ud800", "가나다"),
        ("가\r\n나\r다", "가\n나\n다"),
        ("가\t나", "가 나"),
        ("㈜케이알산업", "㈜케이알산업"),
        ("박람회 🎉", "박람회 🎉"),
        ("<b>박람회 & 특강</b>", "<b>박람회 & 특강</b>"),
    ],
)
def test_only_what_can_be_seen_is_kept(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(ANY_TEXT)
def test_cleaned_text_is_clean_and_can_be_stored_anywhere(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert "\x00" not in clean.encode().decode()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("쿠팡풀필먼트유한회사(쿠팡고양FC)", ("쿠팡풀필먼트유한회사", "쿠팡고양FC")),
        ("성광의료재단(일산글로벌라이프센터)", ("성광의료재단", "일산글로벌라이프센터")),
        ("쿠팡플필먼트서비스（고양센터）", ("쿠팡플필먼트서비스", "고양센터")),
        ("(주)GH테크놀러지", ("(주)GH테크놀러지", None)),
        ("케이알산업(주)", ("케이알산업(주)", None)),
        ("(주)케이알산업(고양영업소)", ("(주)케이알산업", "고양영업소")),
        ("(고양)", ("(고양)", None)),
        ("", ("", None)),
    ],
)
def test_a_site_is_parted_from_its_company(name: str, parts: tuple[str, str | None]) -> None:
    assert split_site(name) == parts


@pytest.mark.parametrize(
    "names",
    [
        ("주식회사 케이알산업", "케이알산업㈜", "(주)케이알산업", "KR산업", "K R 산업(주)"),
        ("(주)GH테크놀러지", "지에이치테크놀러지", "㈜ＧＨ테크놀러지"),
        ("쿠팡풀필먼트유한회사(쿠팡고양FC)", "쿠팡풀필먼트", "유한회사 쿠팡 풀필먼트"),
        ("㈜GS네트웍스", "gs네트웍스", "(주) 지에스네트웍스"),
        ("Acme Co., Ltd.", "ACME"),
    ],
)
def test_spellings_of_one_company_have_one_key(names: tuple[str, ...]) -> None:
    assert len({company_key(name) for name in names}) == 1
    assert similarity(names[0], names[-1]) == SAME


def test_what_belongs_to_the_name_stays_in_its_key() -> None:
    assert company_key("성광의료재단(일산글로벌라이프센터)") == "성광의료재단"
    assert company_key("주식회사") == "주식회사"
    assert company_key("(주)") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *itertools.combinations(
            ["쿠팡풀필먼트유한회사(쿠팡고양FC)", "쿠팡플필먼트서비스(고양센터)", "쿠팡"], 2
        ),
        ("쿠팡풀필먼트", "쿠팡플필먼트서비스(고양센터)"),
        ("코레일텍", "코레일테크"),
        ("멕도날드", "맥도날드"),
        ("GH테크놀로지", "(주)GH테크놀러지"),
    ],
)
def test_near_names_are_asked_about_and_never_taken_for_the_same(one: str, other: str) -> None:
    assert ASK_FROM <= similarity(one, other) < SAME
    assert similarity(one, other) == similarity(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(주)대한건설", "(주)가나건설"),
        ("가나테크", "나라테크"),
        ("대한산업개발", "한국산업개발"),
        ("(주)서해엔지니어링", "동해엔지니어링(주)"),
        ("한빛푸드", "은빛푸드"),
        ("삼원홀딩스", "오성홀딩스"),
    ],
)
def test_what_many_companies_are_called_makes_no_two_of_them_alike(one: str, other: str) -> None:
    assert similarity(one, other) < ASK_FROM


@given(
    st.text("가나다라마바사아자차", min_size=2, max_size=4),
    st.text("거너더러머버서어저처", min_size=2, max_size=4),
    st.sampled_from(sorted(SHARED)),
)
def test_a_shared_ending_never_brings_two_names_nearer(one: str, other: str, end: str) -> None:
    assert similarity(one + end, other + end) <= max(similarity(one, other), ASK_FROM - 1)


def test_an_ending_of_several_known_companies_is_shared_as_well() -> None:
    known = ["쿠팡풀필먼트", "두레풀필먼트", "한울풀필먼트", "쿠팡"]
    shared = shared_endings(known)
    assert "풀필먼트" in shared
    assert "쿠팡" not in shared
    assert similarity("대한풀필먼트", "두레풀필먼트", shared) < ASK_FROM
    assert similarity("대한풀필먼트", "두레풀필먼트") >= similarity("대한", "두레")
    assert similarity("쿠팡풀필먼트", "쿠팡플필먼트서비스", shared) >= ASK_FROM


UNRELATED = [
    "쿠팡풀필먼트",
    "맥도날드",
    "(주)GS네트웍스",
    "코레일테크",
    "(주)케이알산업",
    "GH테크놀러지",
]
UNRELATED += ["성광의료재단", "고양시의사회", "대한간호조무사협회", "고양고용노동지청", "고양시"]


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(UNRELATED, 2)])
def test_unrelated_names_are_left_in_peace(one: str, other: str) -> None:
    assert similarity(one, other) < ASK_FROM


def test_a_name_without_letters_resembles_nothing() -> None:
    assert similarity("", "") == 0
    assert similarity("(주)", "쿠팡") == 0


@given(ANY_TEXT, ANY_TEXT)
def test_likeness_is_even_and_in_bounds(one: str, other: str) -> None:
    assert 0 <= similarity(one, other) <= SAME
    assert similarity(one, other) == similarity(other, one)


@pytest.mark.parametrize(
    ("word", "particle", "result"),
    [
        ("협약", "을/를", "협약을"),
        ("맥도날드", "을/를", "맥도날드를"),
        ("NAVER", "을/를", "NAVER를"),
        ("KR", "을/를", "KR을"),
        ("50%", "을/를", "50%를"),
        ("100㎡", "이/가", "100㎡가"),
        ("3kg", "을/를", "3kg을"),
        ("29회", "은/는", "29회는"),
        ("10", "으로/로", "10으로"),
        ("8", "으로/로", "8로"),
        ("2021", "로/으로", "2021로"),
        ("서울", "으로/로", "서울로"),
        ("쿠팡풀필먼트유한회사(쿠팡고양FC)", "과/와", "쿠팡풀필먼트유한회사(쿠팡고양FC)와"),
        ("(주)GS네트웍스", "은/는", "(주)GS네트웍스는"),
        ("21.8.4.", "은/는", "21.8.4.은"),
        ("‘6월 31일’", "을/를", "‘6월 31일’을"),
        ("「협약」", "와/과", "「협약」과"),
    ],
)
def test_particles_follow_the_sound(word: str, particle: str, result: str) -> None:
    assert josa(word, particle) == result


@given(ANY_TEXT)
def test_any_word_takes_a_particle(word: str) -> None:
    assert josa(word, "을/를") in (word + "을", word + "를")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("홍○○", "홍○○"),
        ("홍○○(주무관)", "홍○○(주무관)"),
        ("최○○ · 일자리정책과 · 관리자", "최○○ 일자리정책과 관리자"),
        ("최○○ㆍ관리자", "최○○ 관리자"),
        ("최○○•관리자 → 총괄 | 확인", "최○○ 관리자 총괄 확인"),
        ("최○○”\n요청한 사람: “김○○", "최○○ 요청한 사람: 김○○"),
        ("최○○\u2028\u202e자리관\u2066\u200b", "최○○ 자리관"),
        ("\u3164·\u200b", ""),
    ],
)
def test_a_persons_name_is_one_line_that_poses_as_no_department_and_role(
    typed: str, kept: str
) -> None:
    assert person_name(typed) == kept


@pytest.mark.parametrize(
    ("words", "whole", "between"),
    [
        ("취업박람회", "취업박람회", "취업박람회"),
        ("대학 연계 취업박람회", "대학 연계 취…", "대학 연계…"),
        ("찾아가는취업박람회", "찾아가는취업박…", "찾아가는취업박…"),
        ("버스 운행, 4차 모집", "버스 운행, …", "버스 운행…"),
    ],
)
def test_what_is_too_long_ends_in_dots_within_its_room(
    words: str, whole: str, between: str
) -> None:
    assert cut(words, 8) == whole
    assert clipped(words, 8) == between


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 공원 \n관리과 ", "공원 관리과"),
        ("", ""),
        ("123", ""),
        ("가" * 11, ""),
        ("가" * 10, "가" * 10),
    ],
)
def test_a_name_as_typed_is_one_line_with_a_letter_in_it(typed: str, name: str) -> None:
    assert typed_name(typed, 10) == name


def test_the_sieve_lets_every_alike_name_through() -> None:
    chance = random.Random(3)
    letters = "가나다라마바사아자차카하고노도로모보각난닫갈맘밥알쿠팡텍테크건설유통식품빛온대한"
    keys = [
        *{"".join(chance.choices(letters, k=chance.randint(2, 8))) for _ in range(400)},
    ]
    alike = 0
    for one in chance.sample(keys, 60):
        for wanted in (one[:-1] + chance.choice(letters), one + chance.choice(letters)):
            let_through = set(worth_comparing(wanted, keys))
            for place, key in enumerate(keys):
                if key_similarity(wanted, key) >= ASK_FROM:
                    alike += 1
                    assert place in let_through, (wanted, key)
    assert alike > 100
