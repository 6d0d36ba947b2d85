"""Messages that tell of no record: questions, requests, and what puts the last one right. Pure."""

import re

from storage.facts.loose.proposed import Doubt
from storage.facts.loose.slate import Slate
from storage.facts.spoken import wording_doubts as doubts
from storage.facts.spoken.wording_counts import corrected_alone, said_counts

_ASKS = re.compile(
    r"[?？]\s*$|몇\s?(?:명|건|회|번|개|곳|군데|시)|(?:알려|보여|찾아|비교해|정리해|뽑아|보내|말해)"
    r"\s?(?:줘|주세요|주실|달라|줄래|봐|주라)"
    r"|(?:었|았|했|됐|였|냈|갔|왔|인|는|은|한|된|나|하|되)(?:나요|지요|지|니|냐|는지|가요"
    r"|까요)\s*$"
    r"|예약(?:해|\s?(?:부탁|좀))|대관\s?신청"
)
_ASKING = re.compile("(?<![가-힣])(?:어떻게|언제|얼마나|누가|어디)")
_COUNTED = re.compile(r"\d\s?(?:명|개사|회|개\s?업체)")
_FILE = re.compile(r"^\S+\.(?:hwpx?|pdf|xlsx?|docx?|pptx?|jpe?g|png|zip|txt|csv)$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"^(?:\[[^\]]*\]\s*)?(?!고양)(?P<name>[가-힣]{2,3})(?:특별시|광역시|특례시|시|군|도)(?=\s"
    r"|[는가의]\s|,)"
)
"""A line that begins with another city, county or province is about that."""
_NO_CITY = re.compile(
    "수|상|당|다|혹|역|임|동|전|즉|정|택|제|중|지|태|속|각|우리|저희|일|행|개|표|게|공|고|감"
    "|도|응|석|불"
)


def correction(slate: Slate) -> list[Doubt]:
    """방금 거 21명 아니라 22명: whether what was saved last is put right; the new one first."""
    found = corrected_alone(slate)
    if found is None:
        return []
    start, end, values = found
    told = [one for one in said_counts(slate, ()) if one.start <= start < one.end and one.measure]
    name = f"counts.{told[0].measure.value}" if told and told[0].measure else "counts"
    slate.doubt(name, start, end, doubts.last_corrected(slate.text[start:end]), *values)
    return slate.doubts


def tells_nothing(text: str) -> bool:
    """Whether a message asks for something, names a file or tells of another city."""
    elsewhere = _ELSEWHERE.match(text.strip())
    other = elsewhere is not None and not _NO_CITY.fullmatch(elsewhere["name"])
    asking = _ASKING.search(text) is not None and not _COUNTED.search(text)
    return other or asking or bool(_ASKS.search(text) or _FILE.match(text.strip()))
