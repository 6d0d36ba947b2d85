"""What an officer reads when something is refused."""

import pytest

from storage.rules.errors import Changed, Gone, NotAllowed, Refusal, Unreadable


def test_it_says_what_was_read_what_is_wanted_and_an_example() -> None:
    refusal = Unreadable("6월 31일", "날짜", "2021.7.3.")
    assert refusal.sentence == (
        "‘6월 31일’은 날짜로 읽지 못했습니다. 날짜를 적어 주십시오. 예: 2021.7.3."
    )
    assert (refusal.read, refusal.wanted, refusal.example) == ("6월 31일", "날짜", "2021.7.3.")
    assert str(refusal) == refusal.sentence


def test_particles_fit_the_words() -> None:
    sentence = Unreadable("스물", "인원수", "35명").sentence
    assert sentence == "‘스물’은 인원수로 읽지 못했습니다. 인원수를 적어 주십시오. 예: 35명"
    assert Unreadable("커피", "금액", "1억원").sentence.startswith("‘커피’는 금액으로 읽지")


def test_an_empty_answer_is_not_quoted() -> None:
    assert Unreadable("\u3164 \n", "날짜", "2021.7.3.").sentence == (
        "적힌 내용이 없습니다. 날짜를 적어 주십시오. 예: 2021.7.3."
    )


def test_a_long_answer_is_read_back_short_and_on_one_line() -> None:
    read = Unreadable("가\n" * 500, "날짜", "2021.7.3.").read
    assert len(read) == 40
    assert read.endswith("…")
    assert "\n" not in read


def test_personal_numbers_are_never_read_back() -> None:
    refusal = Unreadable("900101-1234567", "날짜", "2021.7.3.")
    assert "1234567" not in refusal.sentence + refusal.read + repr(refusal)


@pytest.mark.parametrize("kind", [Refusal, NotAllowed, Changed, Gone])
def test_every_refusal_has_a_sentence(kind: type[Refusal]) -> None:
    assert kind().sentence.endswith("다.") or kind().sentence.endswith("시오.")
    assert kind("다른 말씀입니다.").sentence == "다른 말씀입니다."
