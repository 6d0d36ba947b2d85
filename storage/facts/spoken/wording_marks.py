"""Marks and labels that stand before what they mark: ○ - · of a report, 1) ①, 장소:. Pure."""

import re

HEADING = re.compile(r"\s*[○ㅇ〇●□◯]\s*(?=\S)")
ITEM = re.compile(r"\s*[-–—―]\s*(?=\S)")
DETAIL = re.compile(r"\s*[·ㆍ∙•‧*]\s*(?=\S)")
_TAG = r"[\[<【(](?:행사\s?)?(?:결과|실적|보고|보도자료|공유)(?:\s?보고)?[\])>】]"
BEFORE = re.compile(
    rf"(?:^|(?<=\s))(?:{_TAG}|[\s\[<]*(?:[-*•·◦○●■□▪▶※ㅇ➤→✔▷◆◇∙‣]+|\(?\d{{1,2}}[.)]|[①-⑳]"
    r"|[가-하][.)])?)\s*$"
)
"""A list's mark, right before the words of its item."""
_OF = (
    "일시|일자|날짜|기간|장소|운행일|행사일|개최일|교육기간|행사명|사업명|과정명|협약명|건명"
    "|제목|행사|사업|종류|구분|행사종류|업체명|기업명|공사명|금액|공고일|단계|공사종류"
)
_WHO = "참여|참가|방문|참석|상담|면접|채용|취업|교육|수료|구인|신청|총"
LABEL = re.compile(
    rf"(?<![가-힣])[\[<(]?\s*(?:(?:{_OF})|(?:{_WHO})?\s?(?:기업|업체|인원|자|건수"
    rf"|현황)?(?:\s?수)?)"
    r"\s*[:：]\s*[\[(]?\s*$"
)
"""What a notice writes before a day, a place or a figure that is read."""
WANTED = re.compile(r"(?<![가-힣])(?:목표|예산|사업비|체결)\s*[:：]?\s*$")
"""The same without a colon."""
