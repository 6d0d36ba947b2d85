"""How Korean asks for a thing: what stands around its name. Rows of words, read elsewhere."""

from collections.abc import Mapping
from enum import StrEnum


class Wish(StrEnum):
    """What words ask to be done with what they name."""

    SEE = "see"
    MAKE = "make"
    HAND_IN = "hand_in"
    UNDO = "undo"
    MEND = "mend"
    CHANGED = "changed"  # has become somebody else


_GIVEN = """
줘 줘요 줘봐 줄래 줄래요 줄수있어 줄수있어요 줄수있나요 주라 주세요 주셔요 주십시오 주십시요
주시오 주시죠 주실래요 주시겠어요 주시겠습니까 주시기바랍니다 주시면됩니다
주시면감사하겠습니다 주시면 부탁 부탁해 부탁해요 부탁합니다 부탁드려요 부탁드립니다
부탁드릴게요 요청 요청합니다 요청드립니다 바랍니다 감사합니다 고맙습니다 감사 입니다 이에요
예요 에요 이요 요 임 임다 이야 야 네요 좀 한번 다시 빨리 얼른 하나 한건 하나만 1건 지금 바로
을 를 은 는 이 가 도 만 으로 로 에 의 한테
"""
_DONE = """
해 해서 하고 할게 할게요 할께 할께요 할래 할래요 하려고 하려고요 하려고합니다 하려고해요
하려합니다 하려는데 하려는데요 하고싶어 하고싶어요 하고싶습니다 하고싶은데 하고싶은데요
하겠습니다 하겠어요 합니다 해요 하자 하기 합시다 할까 할까요 해야해 해야해요 해야합니다 해야돼
해야돼요 해야되요 해야됩니다 해야하는데 해야하는데요 할거야 할거예요 할겁니다 할건데요 하면돼
하면됩니까 하면되나요 하는법 하는방법 하러왔어요 시작
"""
_SEEN = """
알려 알려봐 보여 보여봐 띄워 열어 꺼내 가져와 보내 뽑아 만들어 출력 공유 정리해 말해 가르쳐
내려받기 볼래 볼래요 볼게 볼게요 볼께요 볼까 볼까요 보자 보기 봐 봅시다 보고싶어 보고싶어요
보고싶습니다 보고싶은데 보려고요 보려고 확인 조회 궁금해 궁금해요 궁금합니다 필요해 필요해요
필요합니다 어때 어때요 어떤가요 어떻습니까 어떻게돼 어떻게되나요 어떻게됩니까 뭐야 뭐예요 뭐지
뭐있어 뭐있어요 뭐있지 뭐있나요 무엇입니까 뭐가있어 뭐가있나요 뭐남았어 있어 있어요 있나
있나요 있습니까 어디야 어디있어 어디있어요 어디있나요 어디서봐 어디서봐요 어디예요 받을게요
받을래 받을수있어요 받을수있나요 받고싶어요 다운 다운로드 났어요 났습니다 있었어요 있었습니다
"""
_MADE = """
등록 작성 입력 기록 추가 신규 새로 수립 쓰기 적기 쓸게 쓸게요 쓸래 쓸래요 쓰려고요 쓰려고
쓰겠습니다 쓰고싶어요 적을게 적을게요 적을래 적을래요 적으려고요 적겠습니다 적고싶어요 적어 써
넣어 올려 올릴게 올릴게요 올릴래요 올리기 올리려고요 올리겠습니다 올리고싶어요 넣을게 넣을게요
넣을래요 넣기 넣겠습니다 남길게요 남기기 남기겠습니다 만들게 만들게요 만들래요 만들기
만들겠습니다
"""
_HANDED_IN = """
제출 상신 낼게 낼게요 낼래 낼래요 낼까요 내기 내겠습니다 내려고요 내고싶어요 냅니다 올립니다
"""
_CHANGED = """
바뀌었어요 바뀌었습니다 바뀌었어 바뀜 바뀌었음 바꼈어요 바꼈습니다 바꼈어 바뀝니다 바뀌어요
바뀌었는데요 바뀌었는데 바뀌게됐어요 변경 교체 변경됐어요 변경되었습니다 변경됐습니다
변경되었어요 바꿔 바꾸기 바꾸려고요 바꿀게요 교체됐어요 교체되었습니다 달라졌어요 달라졌습니다
"""
ENDINGS: Mapping[str, Wish | None] = {
    ending: wish
    for words, wish in (
        (_GIVEN, None),
        (_DONE, None),
        (_SEEN, Wish.SEE),
        (_MADE, Wish.MAKE),
        (_HANDED_IN, Wish.HAND_IN),
        (_CHANGED, Wish.CHANGED),
    )
    for ending in words.split()
}
"""What stands behind a name, each taken off as often as it comes, and what it asks for."""

_OPENINGS = """
안녕하세요 안녕하십니까 수고하십니다 수고많으십니다 저기요 저기 혹시 네 그럼 그러면 그 일단
이제 지금 오늘 현재 우리부서 우리과 우리 저희부서 저희과 저희 내 제 나의 제가 이번반기 이번
올해 좀 새 이번반기는 우리부서는 우리과는 저희부서는 저희과는 저희는 우리는 저는 업무 전체
다시 빨리
"""
OPENINGS = tuple(_OPENINGS.split())
"""What stands before a name and says nothing of it."""

_THANKFUL = """
네 넵 넹 예 옙 응 알겠습니다 알겠어요 알겠음 알았어요 알았어 확인했습니다 확인했어요
감사합니다 감사해요 고맙습니다 고마워요 고마워 수고하세요 수고하셨습니다 수고많으셨습니다 수고
좋아요 좋습니다 오케이 ok 잘부탁드립니다 그럼 그렇군요 아 아하
"""
THANKFUL = tuple(_THANKFUL.split())
"""Courtesies: a message of nothing else wants nothing."""
GREETINGS = ("안녕하십니까", "안녕하세요", "안녕하셔요", "안녕", "반갑습니다", "저기요", "저기")
"""With these somebody begins."""

SEEKING = (
    r"(?:찾아|찾아봐|검색|검색해|찾기|찾을래|찾을게|찾고싶어|찾고싶습니다|찾고있어|찾습니다|찾는데"
    r"|어디있(?:어|지|나|습니까))"
)
"""Behind the words that are looked for."""
SOUGHT_FIRST = r"(?:찾아줘|찾아주세요|찾아봐|검색)"
"""Before them."""
SOUGHT_TAILS = ("관련기록", "관련", "기록", "좀", "한번", "다시")
OBJECTS = "을/를"

LAST_ONE = (
    r"(?:방금|아까|좀전|조금전|마지막|저번|지난번|직전)(?:에|으로)?(?:제가|내가)?"
    r"(?:적|쓴|저장|입력|기록|등록|넣|올|올리|보내|보낸|한|남긴)?"
    r"(?:했던|한|은|었던|었|던|린|렸던|낸)?(?:거|것|건|꺼|기록|내용|저장|입력)?"
)
"""방금 거, 저번에 적은 것, 마지막 기록."""
BETWEEN = "(?:을|를|좀|다시|은|는|이|가)+$"
_UNDONE = """
취소 삭제 지워 지우기 지울래 지울게 되돌려 되돌리기 무르기 되돌릴게 되돌리고싶어 지우고싶어
없던일로 물러 빼
"""
_MENDED = """
수정 고치기 고쳐 고칠래 고칠게 고치고싶어 고치려고 정정 변경 바꿀래 바꿀게 바꾸기 바꾸고싶어
바꿔 틀렸어 잘못적었어 잘못됐어
"""
LAST_WISHES: Mapping[Wish, tuple[str, ...]] = {
    Wish.UNDO: tuple(_UNDONE.split()),
    Wish.MEND: tuple(_MENDED.split()),
}
NOTHING_THERE = (
    r"(?:없습니다|없어요|없네요|없다|없어|없는데요|없을것같습니다|없을것같아요|없슴|업음)$"
)
NOTHING = "없음"
SIGNS = r"[\s.,!?~…·:;^\"'‘’“”()\-_♡♥ㅋㅎㅠㅜㅇ]+|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]"
"""What is left out before a name is looked for."""

HALVES: Mapping[str, int] = {"지난반기": -1, "저번반기": -1, "직전반기": -1, "다음반기": 1}
"""Half-years by where they stand to the one in which we are."""
HALF = r"['’‘]?(?:(?:20)?\d\d)\s*(?:년도?)?\s*[-./]?\s*(?:상|하)반기|20\d\d-[12](?!\d)"
PARTS: Mapping[str, int] = {"상반기": 1, "하반기": 2}
YEARS: Mapping[str, int] = {
    "올해": 0,
    "금년": 0,
    "작년": -1,
    "지난해": -1,
    "재작년": -2,
    "내년": 1,
}

ASKS = r"[?？]+\s*$|몇\s?(?:명|분|건|회|번|개사|개|곳|군데)(?![가-힣])"
"""What makes a question of a line that is a record without it."""
TELLS = r"(?:약\s?)?\d[\d,]*\s?(?:명|분|건|회|번|개사|곳|군데)(?![가-힣])"
"""What makes a record of a line that is a question without it."""
