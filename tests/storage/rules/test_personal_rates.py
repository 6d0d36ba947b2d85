"""How much of what belongs to a person is caught, and how often daily work is taken for it."""

import sys
import time
from types import ModuleType

import pytest

from storage.rules.personal_data import find_personal_data, redact
from tests.storage.rules import personal_corpus, personal_corpus_unseen
from tests.storage.rules.personal_corpus import BAD, GOOD

MOST_MISSED = 6 / 66
MOST_ALARMS = 1 / 41
OTHER_UNITS = (
    *("1", "-", "a", "@", "0 ", "01", "82", "90010", "여권", "계좌 ", "카드1234 "),
    *("김철수 ", "a@", "주소지 ", "공일공", "면허1", "1990.1."),
)
LONGEST = 0.5  # seconds, on a slow machine, for what Telegram lets one say forty times over


@pytest.mark.parametrize("corpus", [personal_corpus, personal_corpus_unseen])
def test_what_belongs_to_a_person_is_caught_and_daily_work_is_not(corpus: ModuleType) -> None:
    bad, good = corpus.BAD, corpus.GOOD
    assert len(set(bad)) >= 66
    assert len(set(good)) >= 41
    missed = [text for text in bad if find_personal_data(text) is None]
    alarms = [text for text in good if find_personal_data(text) is not None]
    sys.stdout.write(f"caught {len(bad) - len(missed)} of {len(bad)}, missed {missed}\n")
    sys.stdout.write(f"false alarms {len(alarms)} of {len(good)}: {alarms}\n")
    assert len(missed) <= MOST_MISSED * len(bad), missed
    assert len(alarms) <= MOST_ALARMS * len(good), alarms


@pytest.mark.parametrize("around", ["{}", "협의 결과 {} 확인함", "1차({})", "{}\n2차 협의"])
def test_it_is_found_in_the_middle_of_a_sentence_and_nothing_of_it_is_left(around: str) -> None:
    for text in BAD:
        whole = around.format(text)
        if find_personal_data(text) is not None:
            assert find_personal_data(whole) is not None, whole
            assert find_personal_data(redact(whole)) is None, redact(whole)
    for text in GOOD:
        if find_personal_data(text) is None:
            assert redact(text) == text


@pytest.mark.parametrize(
    "unit",
    [
        *(" ", "0", "a.", "010-", "은행 1", "김", "12가"),
        *(pytest.param(unit, marks=pytest.mark.long) for unit in OTHER_UNITS),
    ],
)
def test_no_text_takes_longer_than_its_length(unit: str) -> None:
    text = (unit * 160_000)[:160_000]
    begun = time.perf_counter()
    find_personal_data(text[:20_000])
    redact(text[:20_000])
    short = time.perf_counter() - begun
    begun = time.perf_counter()
    find_personal_data(text)
    whole = time.perf_counter() - begun
    assert whole < max(LONGEST, 16 * short)
