"""Names that no office here has: invented companies, places, departments, and hostile words."""

import unicodedata
from random import Random

STEMS = (
    *("가람", "나래", "다솔", "라온", "마루솔", "바론", "새빛누리", "아라온", "자운", "차오름"),
    *(
        "카이안",
        "타래",
        "파랑길",
        "하늬",
        "온새미",
        "두레빛",
        "모란뜰",
        "별내음",
        "솔바람",
        "참누리",
    ),
    *("노을재", "꽃마루", "들샘", "미르안", "해오름"),
)
TRADES = ("테크", "유통", "물류", "산업", "푸드", "케어", "소재", "정밀", "아이티", "서비스")
FORMS = ("(주){}", "{}㈜", "주식회사 {}", "{}", "{}(서쪽센터)", "{}(유)", "(사){}협회")
PLACES = (
    "샛강역",
    "모래내광장",
    "큰나무 도서관",
    "별빛타워 3층",
    "강마을 복지관",
    "새마을회관(별관)",
)
BODIES = (
    "총무",
    "안전",
    "도로",
    "공원",
    "복지",
    "문화",
    "세정",
    "환경",
    "교통",
    "건축",
    "하수",
    "농업",
)
TAILS = ("과", "담당관", "지원과", "정책과", "관리사업소")
THINGS = ("채용", "구직", "취업", "일자리", "면접", "진로", "창업", "재취업")
DEEDS = ("한마당", "박람회", "교실", "주간", "상담회", "설명회", "특강", "학교")

HOSTILE = (
    "=1+1",
    "@SUM(1)",
    "<b>굵게</b> & 꺾쇠",
    "</blockquote><i>",
    "&amp; &lt; 그대로",
    "100% {name} {} %s",
    "\"겹따옴표\" '홑' ‘굽은’",
    "😀🎉 축하",
    "２０２６ 전각１２３",
    "끝" + "없이긴낱말" * 7,
    "\u202e거꾸로\u202c 읽기",
    "빈\u200b틈\u2060없음",
    "_밑_ *별* `틱` [고리](tg://user?id=1)",
    "#eval(1) $a$ \\n",
    "'; DROP TABLE event;--",
    "채용 30명 달성 5회",
    "(안 닫힌 괄호",
    "ﾊﾝｶｸ ＡＢＣ",
    unicodedata.normalize("NFD", "풀어쓴 한글"),
    "첫 줄\n둘째 줄",
)


def company(dice: Random) -> str:
    """A company or body, its form written in one of the usual ways."""
    return dice.choice(FORMS).format(dice.choice(STEMS) + dice.choice(TRADES))


def departments(dice: Random, count: int) -> list[str]:
    """So many names of departments, no two alike."""
    every = [f"{body}{tail}" for body in BODIES for tail in TAILS]
    return dice.sample(every, count)


def title(dice: Random) -> str:
    """What somebody calls an event or a work: mostly plain, often enough hostile."""
    plain = (
        f"{dice.choice(STEMS)} {dice.choice(THINGS)}{dice.choice(DEEDS)} {dice.randint(1, 99)}호"
    )
    roll = dice.random()
    if roll < 0.3:
        return f"{plain} {dice.choice(HOSTILE)}"
    return f"{dice.choice(HOSTILE)} {plain}" if roll < 0.4 else plain


def words(dice: Random) -> str:
    """A phrase for a purpose, a note, a problem."""
    plain = f"{dice.choice(STEMS)} {dice.choice(THINGS)} 지원 확대"
    return f"{plain} {dice.choice(HOSTILE)}" if dice.random() < 0.3 else plain


def shown(text: str) -> str:
    """How a line shows words that were typed: composed, in one line, without what is not seen."""
    seen = (one for one in text if unicodedata.category(one) not in ("Cf", "Cc") or one == "\n")
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())
