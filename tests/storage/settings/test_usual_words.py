"""The office's usual words: a short one that is typed is read as the whole."""

from datetime import date

import pytest

from storage.act import Act
from storage.database import Database
from storage.facts.spoken.message import spoken
from storage.records import known_names
from storage.rules.setting_kinds import SettingSort, WordField
from storage.settings import office_settings
from storage.settings.office_settings import Change
from tests.helpers.offices import NOW, Office

WORDS = (
    (WordField.PLACE, "킨텍스 제1전시장", "킨텍스"),
    (WordField.PLACE, "화정역 광장", "화정"),
    (WordField.FIRM, "코레일테크 주식회사", "코레일테크"),
)


@pytest.mark.parametrize(
    ("typed", "fact", "whole"),
    [
        ("7/3 킨텍스 채용박람회 300명 참여", "places", "킨텍스 제1전시장"),
        ("7/3 화정에서 일자리버스 25명 상담", "places", "화정역 광장"),
        ("7/3 코레일테크 채용행사 지원 20명 면접", "companies", "코레일테크 주식회사"),
        ("7/3 고양역 일자리버스 25명 상담", "places", "고양역"),
    ],
)
async def test_a_short_word_is_read_as_what_it_stands_for(
    db: Database, office: Office, typed: str, fact: str, whole: str
) -> None:
    """Mutants: the facts keep the short word; a word is lengthened twice."""
    async with db.begin() as session:
        for field, text, short in WORDS:
            change = Change(SettingSort.WORD, field, {"text": text, "short": short})
            await office_settings.put(Act(session, office.office, NOW), change)
    async with db.read() as session:
        known = await known_names.mentioned(session, typed, office.home)
    (read,) = spoken(typed, date(2021, 8, 4), known).reads
    assert read.values[fact] == (whole,)
    assert read.facts is None or getattr(read.facts, fact) == (whole,)
    whole_line = typed.replace("킨텍스", "킨텍스 제1전시장")
    async with db.read() as session:
        known = await known_names.mentioned(session, whole_line, office.home)
    (again,) = spoken(whole_line, date(2021, 8, 4), known).reads
    assert again.values[fact] == (whole,)
