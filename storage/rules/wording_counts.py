"""The words that stand beside numbers in what officers type and paper prints."""

COUNT_UNITS = (
    *("회", "차", "차례", "번", "명", "인", "건", "개", "개사", "개 업체", "업체", "개소", "곳"),
    *(
        "개 기관",
        "기관",
        "개 부서",
        "부서",
        "기",
        "팀",
        "부스",
        "대",
        "과정",
        "매",
        "부",
        "일",
        "시간",
    ),
)
"""Counting words that may follow a number and change nothing about it."""

COUNT_FAMILIES = (
    ("명", "인"),
    ("회", "차례", "번"),
    ("차", "회", "회차"),
    ("개사", "개", "개 업체", "업체", "개소", "곳", "사"),
    ("기", "개 기"),
    ("개월", "달"),
    ("가구", "세대"),
    ("건",),
    ("종",),
    ("%",),
)
"""Counting words of one thing: 25인 is 25명, and 25건 may be anything."""

ABOUT = (
    r"(?<![가-힣])(?:약|대략)(?=\s*\d)|[\d천백십만억조]\s*(?:명|인|개|건|회)?\s*여(?!\s*:?\s*\d|자|성)"
    r"|정도|가량|내외|안팎|쯤|이상|이하|미만|초과"
)
"""What makes a number approximate, which the report must not carry; 여 15명 are women."""

POLITE = r"(?:입니다|이에요|예요|이요|임|요)$"
"""Endings that say nothing more."""

SPLITS = (
    frozenset({"남", "여"}),
    frozenset({"남자", "여자"}),
    frozenset({"남성", "여성"}),
    frozenset({"오전", "오후"}),
    frozenset({"내국인", "외국인"}),
    frozenset({"관내", "관외"}),
)
"""Pairs of which nobody is in both, so that their figures add up to all."""

BETWEEN_PARTS = r"\s*[,/·、;+]\s*|\s+(?=[^\W\d_]+\s*\d)|\s*및\s*"
"""What stands between the parts of a sum that was typed in its parts."""

WON = "원"
SPOKEN_NUMBER = r"[\d,천백십만]*[천백십만][\d,천백십만]*"
"""A number in which thousands and the like are written in words: 1천, 2만5천."""

ABOUT_FIRST = ("약", "대략")
"""Words before a number that make it approximate."""

COHORT_WORDS = ("제", "기", "~")
"""What may stand before, after and between cohort numbers."""

TOTAL_WORDS = ("총", "계", "합계")
"""Words that may stand before a counted sum."""

OF_WORDS = ("그중", "이중", "중", "가운데", "그가운데")
"""Words after a whole, before its part: 22명 중 14명."""

IDLE_WORDS = (
    *OF_WORDS,
    *(
        "총",
        "계",
        "합계",
        "모두",
        "전부",
        "그",
        "및",
        "와",
        "과",
        "하고",
        "또",
        "이",
        "가",
        "은",
        "는",
    ),
    *("에서", "에", "의", "을", "를", "도"),
)
"""Words around a figure that say nothing of what it counts."""

LAST_PARTICLES = (
    *("이고", "이며", "입니다", "이다", "임", "고"),
    *("으로", "에서", "은", "는", "이", "가", "을", "를", "도", "의"),
)
"""Particles that may hang on the word of a figure: 면접은 120명."""

NONE_WORDS = ("없음", "없습니다", "없다", "해당없")
"""Words that do not tell zero from what nobody counted."""

WANTED_WORDS = ("목표", "계획", "예정")
"""Words before a number that was only meant to be."""

VERB_ENDINGS = "(?:하였|했|되었|됐).*$|(?:하고|하여|해서|하며|함|한|됨|된|되어|완료)$"
"""How a sentence makes a deed of a counted word: 채용함, 고용하였음."""
