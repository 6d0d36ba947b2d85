"""Numbers that count nothing of a record: 제12조, 100세, 2030 청년, 3층, 1인 가구, 주 2회."""

import re

from storage.facts.loose.slate import Slate

_AT_WORK = (
    r"(?:남성|여성|남자|여자|남|여|내국인|외국인|직접|간접|현장|온라인|오프라인"
    r"|주간|야간|오전|오후)"
)
_NO_COUNTS = re.compile(
    "|".join(
        (
            r"\d{2,4}-\d{3,4}-\d{4}|\d{3}-\d{4}",  # telephones
            r"\d{1,2}:\d{2}(?:\s?~\s?\d{1,2}:\d{2})?",
            r"\d{1,2}\s?시(?:\s?\d{1,2}\s?분)?(?:\s?~\s?\d{1,2}\s?시)?(?![가-힣])",
            r"\d+\s?:\s?\d+",
            r"제\s?\d+\s?(?:조|항|호|대|자|공구|공장|산업|테크노|지구|회관|단지)",
            r"\d+\s?(?:조|항|호선|호(?![가-힣])|세(?:대)?|층|동|번지|통|반|플러스|학년|급|위|등급|점)",
            r"민선\s?\d+기|코로나\s?-?19|\d+차\s?산업|\d+기\s?신도시|\d+명\s?이상\s?기업",
            r"\d+인\s?(?:가구|기업|창업|미만|이상|이하)|\d+인\s?이상",
            r"\d+사\s?1|1사\s?\d+",
            r"\d+(?:\.\d+)?\s?(?:%|퍼센트|‰|㎡|㎞|km|배|점|도(?![가-힣]))",
            r"\d[\d,.]*(?:\s?(?:조|억|천만|백만|만|천))?(?:원|\s원(?![가-힣]))|\d[\d,]*\s?(?:백만원|천원|억)",
            r"\d+\s?(?:개월|개년|년간|년차|년도|년|주년|주간|일간|박|일차|주차)(?![가-힣])",
            r"\d+\s?시간",
            r"(?<![\d,])(?:20|30|40|50|60){2}(?!\d)(?!\s?(?:명|회|개|인|건))",  # 2030, 4050
            r"(?:매월|매주|매년|매회|분기별|격주|회당|주당|월|주|연|1일|일일?)\s?\d+\s?회(?!의)",
            r"\d+\s?(?:매|부|종|권|쪽|장|개소\s?게첨|과목|강좌|학점|기관장|만호|세트|대(?=[\s,)]|$))",
            r"\d+\.\d+(?!\d)(?!\s?[만천백])",
            r"붙임\s?\d+|\d+\)|[A-Za-z]+\d+|\d+[A-Za-z]+(?![가-힣]?\s?\d)",
        )
    )
)
_PARTED = re.compile(rf"{_AT_WORK}\s?:?\s?(\d[\d,]*)\s?(?:명|인|개사|개|사)?(?=\s?[,·/)]|\s|$)")
_IN_BRACKET = re.compile(r"\(([^()]*)\)")
_ONLY_PARTS = re.compile(
    rf"\s?{_AT_WORK}\s?:?\s?\d[\d,]*\s?(?:명|인|개사|개|사)?"
    rf"(?:\s?[,·/]\s?{_AT_WORK}\s?:?\s?\d[\d,]*\s?(?:명|인|개사|개|사)?)+\s?"
)
_ROUND_PARTS = re.compile(r"\s?\d차\s?:?\s?\d+.*")


def _is_open(before: str) -> bool:
    """Whether a bracket began there and has not closed: (시민 9) is no number of a list."""
    return before.rfind("(") > before.rfind(")")


def set_aside(slate: Slate) -> list[tuple[int, int]]:
    """Takes these numbers out of what is counted; gives the places of parts that stand alone."""
    for found in slate.find(_NO_COUNTS):
        if not (found[0].endswith(")") and _is_open(slate.plain[: found.start()])):
            slate.set_aside(*found.span())
    for found in slate.find(_IN_BRACKET):
        if _ONLY_PARTS.fullmatch(found[1]) or _ROUND_PARTS.fullmatch(found[1]):
            slate.set_aside(found.start(), found.end())
    parts = [one for one in _PARTED.finditer(slate.numbers) if one[0].startswith(("남", "여"))]
    if len(parts) < 2:
        return []
    for found in parts:
        slate.set_aside(*found.span())
    return [(parts[0].start(), parts[-1].end())]
