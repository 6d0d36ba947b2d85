"""A typed sentence gets a hint, a report line gets none."""

import pytest

from storage.facts.wording import lines
from storage.facts.wording_style import not_report_style
from tests.storage.facts.seed_facts import ROWS


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("박람회를 개최했습니다.", "‘박람회 개최’"),
        ("박람회를 개최하였다", "‘박람회 개최’"),
        ("업무협약이 체결되었습니다", "‘업무협약이 체결’"),
        ("참여를 유도할 예정입니다.", "‘참여 유도’"),
        ("고용률 향상에 노력하고 있다", "‘고용률 향상에 노력’"),
        ("고용률 향상 노력.", "마침표"),
        ("자율참여가 관건이다", "협조요청"),
    ],
)
def test_sentences_get_a_hint_with_a_noun_ending(text: str, part: str) -> None:
    assert part in (not_report_style(text) or "")


@pytest.mark.parametrize(
    "text", ["", "간담회 실시함", "방문객은 캐나다", "정원 필요", "2021. 8. 4."]
)
def test_nouns_that_only_look_like_verbs_pass_as_report_style(text: str) -> None:
    assert not_report_style(text) is None


def test_every_line_of_the_real_report_passes_as_report_style() -> None:
    everything = [entry for row in ROWS for entry in row]
    every = [line.text for entry in everything for line in lines(entry.facts, parent=entry.parent)]
    assert [text for text in every if not_report_style(text)] == []
