"""Which plain words are a command: by name, ending and courtesy, however they are spaced."""

import random
from datetime import date

import pytest

from handlers.chat import wording_asking as asking
from handlers.chat.command_words import Heard, heard
from handlers.chat.help import COMMANDS
from handlers.chat.wording_asking import Wish
from handlers.chat.wording_commands import ACTS, WORDS, Word

TODAY = date(2026, 11, 26)

SAID = {
    "현황 알려줘": ("status", ""),
    "지금 현황이 어떻게 됩니까?": ("status", ""),
    "할일": ("todo", ""),
    "내 할 일 뭐 있어?": ("todo", ""),
    "도와주세요": ("help", ""),
    "보고서 줘": ("report", ""),
    "작년 하반기 보고서 보여줘": ("report", "2025 하반기"),
    "한글파일로": ("report", "hwpx"),
    "PDF로 보내주세요~": ("report", "pdf"),
    "엑셀로 뽑아줘": ("report", "xlsx"),
    "2021 하반기 보고서 PDF로 주세요": ("report", "pdf 2021 하반기"),
    "쿠팡 찾아줘": ("find", "쿠팡"),
    "쿠팡을 좀 찾아주세요": ("find", "쿠팡"),
    "찾아줘 새빛테크": ("find", "새빛테크"),
    "마을 찾아줘": ("find", "마을"),
    "가온 물류 기록 검색해 주세요": ("find", "가온 물류"),
    "추진계획 작성": ("plan", ""),
    "해당없음입니다": ("plan", "해당없음"),
    "저희 과는 해당 사항 없습니다": ("plan", "해당없음"),
    "제출할게요": ("plan", "제출"),
    "추진계획 제출하겠습니다": ("plan", "제출"),
    "협약 하나 등록할게요": ("mou", ""),
    "일자리 버스 기록할래요": ("event", "일자리버스"),
    "방금 거 취소": ("last", ""),
    "방금 저장한 것 되돌려 주세요": ("last", ""),
    "저번에 적은거 고칠래": ("last", "고치기"),
    "담당자가 바뀌었어요": ("moved", ""),
    "명단": ("people", ""),
    "취합 현황판": ("round", "현황판"),
    "휴일": ("holidays", ""),
    "네 알겠습니다": ("thanks", ""),
    "안녕하세요~": ("home", ""),
    "/현황": ("status", ""),
    "/할 일": ("todo", ""),
    "/보고서 2021 하반기": ("report", "2021 하반기"),
    "/행사 일자리버스 어제 25명": ("event", "일자리버스 어제 25명"),
}

NO_COMMANDS = (
    *("일자리버스 어제 3회 상담 27", "다온식품 2년치 보여줘", "11월 청년 행사 몇 건", "현황 11월"),
    *(
        "도로건설과 추진계획 냈어?",
        "새빛테크 20명",
        "방금 거 21명 아니라 22명",
        "추진계획 제출했어요",
    ),
    *("쿠팡 협약 체결했습니다", "행사 등록했습니다", "협약", "박람회", "추세", "작년 같은 반기"),
    *(
        "현황판 교체 공사 계약",
        "담당자와 통화함",
        "다들 점심 맛있게 드세요",
        "",
        "?",
        "/",
        "/event",
    ),
    *("우리 보고서에 쿠팡 채용 3명 넣어줘", "오늘 취소된 행사", "휴일 근무 5명", "직원 12명 채용"),
)


@pytest.mark.parametrize("words", SAID, ids=str)
def test_what_people_say_for_a_command(words: str) -> None:
    said = heard(words, TODAY)
    assert said is not None
    assert (said.command, said.words) == SAID[words]


@pytest.mark.parametrize("words", NO_COMMANDS, ids=lambda words: words or "nothing")
def test_what_is_something_else_is_left_to_those_behind(words: str) -> None:
    assert heard(words, TODAY) is None


def test_every_command_and_act_has_words_and_every_word_a_command() -> None:
    names = {line.name for line in COMMANDS}
    assert {row.command for row in WORDS} | set(ACTS) == names | set(ACTS)


@pytest.mark.parametrize("line", COMMANDS, ids=lambda line: line.name)
def test_every_command_has_a_korean_name_behind_the_slash(line: object) -> None:
    name = getattr(line, "name", "")
    first = next(row for row in WORDS if row.command == name)
    assert heard(f"/{first.names[0]}", TODAY) == Heard(name, first.given, alone=True)


def spaced(words: str, chance: random.Random) -> str:
    """The words with spaces where a hurried thumb puts or forgets them."""
    return "".join(sign + " " * (chance.random() < 0.2) for sign in words)


def asked(row: Word, name: str, chance: random.Random) -> str:
    """One way in which somebody may ask for it politely."""
    wish = chance.choice(sorted(row.wishes))
    verbs = [ending for ending, of in asking.ENDINGS.items() if of == wish]
    verb = chance.choice(verbs) if wish != Wish.SEE or chance.random() < 0.7 else ""
    particle = chance.choice(("", "을", "를", "좀", "은"))
    politeness = chance.choice(("", "요", "주세요", "부탁드립니다", "하겠습니다"))
    opening = chance.choice(("", "그럼 ", "지금 ", "안녕하세요. ", "혹시 "))
    return opening + spaced(name + particle + verb + politeness, chance) + chance.choice("  .?!~")


@pytest.mark.parametrize("seed", range(40))
def test_endings_particles_courtesies_and_spaces_change_nothing(seed: int) -> None:
    chance = random.Random(seed)
    for row in WORDS:
        if row.slash:
            continue
        name = chance.choice(row.names)
        words = asked(row, name, chance)
        said = heard(words, TODAY)
        same = [one for one in WORDS if name in one.names]
        assert said is not None, words
        assert said.command in {one.command for one in same} | {"find"}, (words, said)
