"""Names of persons where they stand as such: in a list, beside an age, after 구직자 or 성명.

A single name is let through: officers, invited people and signers have names. Korean names look
like other words, so what is found here needs a neighbour that says what it is.
"""

import re
from collections.abc import Iterator

SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심"
    "노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석"
)
DOUBLE = ("남궁", "황보", "제갈", "선우", "독고", "사공", "서문")
FIRST = frozenset(
    "가강건경광규근기길나남다대도동두라래명무문미민범병보봉빛상서석선성세소솔송수순숙슬승신아안애양연영예오옥완용우"
    "원유윤은의이익인일재정제종주준중지진찬창채철춘치태하한해혁현형혜호홍화효훈휘희"
)
SECOND = frozenset(
    "곤광국권규균근길나남늘덕돈동라람래련렬록림만명모목무문미민배범복봉빈빛상서석선섭성솔수숙순슬승신아애연열엽영예오옥"
    "완용우욱운웅원윤율은의이익인일자재정종주준중지진찬창채천철춘태택필하한해향헌혁현형혜호홍환훈휘희"
)
"""Syllables that given names are made of, as far as they tell a name from a word."""

_WORDS = """
공무원 도우미 공문서 장애인 이주민 고용인 전산원 정보원 조리원 안전인 주민자
정규인 고용주 임대인 임차인 현지인 원주민 지원인 전문인 방문인 성인인 주인공
유공자
고양동 원신동 백석동 마두동 고봉동 송산동 문봉동 설문동 성석동 지영동 구산동
신원동 송도동 신수동
전원이 전원은 정원이 정원은 지원이 지원은 인원이 인원은 임원이 임원은 성원이
전체인 기준이 기준은 수준이 수준은 조정이 주민이 주민은 시민이 시민은 신청은
지정은 예정이 예정은 선정은 일정이 일정은 과정이 과정은 오전은 오전이 현재의
현재인 한해의 한해인 전기인 조기인 문의은 신규인 조성인 서명은 서명이 안내이
이동선 정기선 조경수 우선주 우선은 우선이 송신인 수신인 서신원 주의인 하수의
하수인 노선은 노선이 도선이 정수원 소재지 주소지 소재의 주소의 유지의 유지인
신호의 정류의 도시의 고유의 공유의 우수의 우수인 방수의 공동의 공동인 고정이
고정은 조사이 현장은 공사이 전송은 민원은 민원이 공원은 공원이 원천의 신문은
신문이 전문은 전문이 방문은 방문이 공정은 공정이 조정은 인정은 개정은 제정은
수정은 지역의 정상이 권한이 하나만 정하지 주인지 구인의 변수나 이상이 고용이
고용한 공문은 이하의 문의해 추가해
정보화 전산화 정상화 고도화 최신화 민영화 지원화 유연화 전문화 공동화 고유화
주민화 기준화 문서화 안정화 우선화 남양주 우정국
"""
NO_NAMES = frozenset(_WORDS.split())
"""Words that are made as names are: people in general, neighbourhoods, nouns with a particle."""

PERSONS = (
    "구직자|참여자|참가자|참석자|신청자|신청인|합격자|취업자|채용자|민원인|상담자|내담자|수료생|수료자|교육생|훈련생|지원자"
    "|면접자|응시자|대상자|근로자|수강생|보호자|본인|성명|성함|이름|명단|예금주"
)
_WORD = re.compile(r"[가-힣]+")
_TITLE = re.compile(r" ?(?:씨|군|양)(?![가-힣])| 외 ?\d{1,3}명")
_AGED = re.compile(
    r"(?: ?님)?[ (,/]{1,3}(?:(?:남자?|여자?|男|女)(?![가-힣])|(?:만 ?)?[1-9]\d ?세)"
)
_CALLED = re.compile(rf"(?:{PERSONS})(?:[은는이가명]|들)?[ :\-(]{{0,3}}$")
_BETWEEN = re.compile(
    r" ?[은는이가과와씨군양님]?(?:[ ,·/;|、\n\t&+\-]{1,4}|[ ,;)\n]{0,3}\d{1,2}[.)] {0,2}"
    r"| (?:및|외|와|과) )|(?:\([^()]{1,6}\)|\d)[ ,·/;|、\n]{1,3}"
)
_PARTICLES = tuple("은는이가의와과을를도께씨군양님")
_BACK = 12  # letters before a name in which a word can say whose it is
_PARTED = re.compile(r"[,·/;|、\n\d]")
_APART = 10  # the most that stands between two names of a list


def is_name(word: str) -> bool:
    """Whether three syllables (four with a double surname) are made as a name is."""
    if word in NO_NAMES or not 3 <= len(word) <= 4:
        return False
    given = word[2:] if word.startswith(DOUBLE) else word[1:]
    begins = word.startswith(DOUBLE) or word[0] in SURNAMES
    if not begins or not given or given[-1] not in SECOND:
        return False
    return len(given) == 1 or (len(given) == 2 and given[0] in FIRST)


def named(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each word that is made as a name is, its particle left out."""
    for found in _WORD.finditer(text):
        word = found[0]
        if not is_name(word) and word.endswith(_PARTICLES) and word not in NO_NAMES:
            word = word[:-1]
        if is_name(word):
            yield found.start(), found.start() + len(word)


def persons(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each name, or list of names, that stands as a person's."""
    run: list[tuple[int, int]] = []
    for start, end in named(text):
        between = text[run[-1][1] : start] if run else ""
        if run and not (len(between) <= _APART and _BETWEEN.fullmatch(between)):
            yield from _told(text, run)
            run = []
        run.append((start, end))
    yield from _told(text, run)


def _told(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """One name with a neighbour that tells it, two that a sign parts, or more than two."""
    if not run:
        return
    start, end = run[0][0], run[-1][1]
    parted = _PARTED.search(text, run[0][1], run[-1][0]) is not None
    if len(run) > 2 or (len(run) == 2 and parted) or any(_stands(text, *one) for one in run):
        yield start, end


def _stands(text: str, start: int, end: int) -> bool:
    """Whether what stands before or behind a name says that it is a person's."""
    called = _CALLED.search(text[max(0, start - _BACK) : start])
    return bool(called or _TITLE.match(text, end) or _AGED.match(text, end))
