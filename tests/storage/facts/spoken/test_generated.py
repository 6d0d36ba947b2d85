"""Lines put together of every way to say a date, a kind, a place and figures, in every order."""

import random
from datetime import date

import pytest

from storage.facts.spoken.message import Known, spoken
from tests.corpus.scoring import proposed

TODAY = date(2026, 11, 26)
DATES = {
    "어제": "2026-11-25",
    "11/24": "2026-11-24",
    "11.24.(화)": "2026-11-24",
    "11월 24일": "2026-11-24",
    "지난주 수": "2026-11-18",
    "24일": "2026-11-24",
    "2026.11.24.": "2026-11-24",
    "26.11.24": "2026-11-24",
    "지난 17일": "2026-11-17",
    "9.1~10.30": "2026-09-01/2026-10-30",
    "10월": "2026-10",
    "상반기": "2026-H1",
}
PLACES = (
    "원당역",
    "킨텍스",
    "덕양구청 대회의실",
    "행주동 주민센터 앞",
    "일자리센터",
    "화정역 광장",
)
KINDS = {
    "일자리버스": ({"kind": "job_bus"}, ("consultations", "hired")),
    "버스": ({"kind": "job_bus"}, ("consultations", "hired")),
    "청년일자리박람회": (
        {"kind": "job_fair", "title": "청년일자리박람회"},
        ("visitors", "interviewed", "hired"),
    ),
    "다온식품 채용행사": (
        {"kind": "hiring_event", "companies": "다온식품"},
        ("visitors", "interviewed", "hired"),
    ),
    "(주)한들 채용행사 지원": (
        {"kind": "hiring_event", "companies": "(주)한들", "role": "support"},
        ("interviewed", "hired"),
    ),
    "이력서 작성 특강": ({"kind": "conference", "title": "이력서 작성 특강"}, ("visitors",)),
    "바리스타 양성과정 3기": (
        {"kind": "programme", "title": "바리스타 양성과정", "cohorts": "3"},
        ("enrolled", "finished", "hired"),
    ),
    "4050원스톱데이": (
        {"kind": "outreach", "title": "4050원스톱데이"},
        ("consultations", "interviewed"),
    ),
}
WORDS = {
    "consultations": "상담",
    "hired": "채용",
    "visitors": "참여",
    "interviewed": "면접",
    "enrolled": "교육",
    "finished": "수료",
}
WAYS = ("{word} {number}", "{word} {number}명", "{number}명 {word}", "{word}: {number}명")


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_said_in_whatever_order_is_read_and_nothing_is_asked(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(15):
        said, right = _line(dice)
        (read,) = spoken(said, TODAY, Known()).reads
        told = {name: values[0] for name, values in proposed(read).items()}
        assert (said, told, read.doubts) == (said, right, ())


def _line(dice: random.Random) -> tuple[str, dict[str, str]]:
    when, place = dice.choice([*DATES]), dice.choice(PLACES)
    named = dice.choice([*KINDS])
    right, measures = dict(KINDS[named][0]), KINDS[named][1]
    right |= {"date": DATES[when], "places": place}
    way, figures = dice.choice(WAYS), []
    for measure in dice.sample(measures, dice.randint(1, len(measures))):
        number = dice.randint(2, 99)
        right[measure] = str(number)
        figures.append(way.format(word=WORDS[measure], number=number))
    parts = [when, named, " ".join(figures), place]
    dice.shuffle(parts)
    return dice.choice([" ", " / "]).join(parts), right
