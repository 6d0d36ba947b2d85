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

ABOUT_WORDS = (
    "약",
    "대략",
    "정도",
    "가량",
    "내외",
    "안팎",
    "쯤",
    "여",
    "이상",
    "이하",
    "미만",
    "초과",
)
"""Words that make a number approximate, which the report must not carry."""

COHORT_WORDS = ("제", "기", "~")
"""What may stand before, after and between cohort numbers."""

TOTAL_WORDS = ("총", "계", "합계")
"""Words that may stand before a counted sum."""
