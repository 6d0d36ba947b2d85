"""Companies, titles and what else names an event in a typed line. Pure."""

import re
from collections.abc import Sequence

from storage.facts.loose import wording_names as names
from storage.facts.loose.slate import GONE, Slate
from storage.facts.spoken import wording_doubts as doubts

CITY = re.compile(
    r"^(?:고양시|우리\s?시|우리\s?과|저희|시|고양특례시|덕양구|일산동구|일산서구)(?:는|가"
    r"|에서|의)?\s+"
)
_FORM = (
    r"(?:\((?:주|유|재|사|합|복)\)|㈜|주식회사|유한회사|사회복지법인|의료법인|재단법인"
    r"|사단법인|학교법인|농업회사법인)"
)
_NAME_END = r"(?=$|[^가-힣A-Za-z0-9]|[와과이가은는의도](?![가-힣])|에서|이랑|랑|하고)"
_FORMED = re.compile(
    rf"(?<![가-힣A-Za-z0-9])(?P<name>(?:{_FORM}\s?[가-힣A-Za-z0-9&]+"
    rf"|[가-힣A-Za-z0-9&]+(?:\((?:주|유)\)|㈜|주식회사))(?:\([^()\x00]{{1,15}}\))?)"
)
LIKE = (
    "운수|식품|푸드|병원|마트|유통|물류|로지스|로지스틱스|건설|전자|산업|상사|정밀|기계|화학"
    "|제약|케어|호텔|서비스"
    "|의료원|요양원|백화점|택배|텔레콤|소프트|테크|시스템|솔루션|바이오|엔지니어링|에너지"
    "|홀딩스|그룹|은행|컴퍼니|랩"
    "|플러스|코리아|글로벌|네트웍스|풀필먼트|모터스|메디칼|헬스|뷰티|패션|가구|제과|베이커리"
    "|에프앤비|외식|환경|통운|운송"
    "|농산|축산|수산|인더스트리|이엔지|엔터|미디어|디자인|재단|복지관|협동조합"
    "|롯데\\S*|스타필드"
)
_LIKE = re.compile(
    rf"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z0-9]{{1,10}}(?:{LIKE})"
    rf"(?:\s[가-힣]{{1,6}}(?<!지)점)?(?:\([^()\x00]{{1,15}}\))?){_NAME_END}"
)
_GENERAL = re.compile(
    "(?:대형|중소|중견|관내|지역|우수|인근|국내|외국계|각|여러|참여|유명)[가-힣]+|"
    "관내기업|입주기업|참여기업|우수기업|중소기업|공공산업|지식산업|(?:구직|취업|고용|채용"
    "|복지|행정|민원|맞춤|온라인)서비스"
    "|일자리플러스|직업재단|보건산업"
)
_JOB = re.compile("(?:직|원|사|보조|근로자|인력|도우미|기능공)$")


def said_companies(slate: Slate, known: Sequence[str], head: tuple[int, int]) -> tuple[str, ...]:
    """Companies by the office's own list, by their legal form, or by the end of their name."""
    text = slate.left[: head[0]] + GONE * (head[1] - head[0]) + slate.left[head[1] :]
    found: list[tuple[int, int]] = []
    for name in sorted((one for one in known if len(one) > 1 and one in text), key=len)[::-1]:
        exact = rf"(?<![가-힣A-Za-z0-9]){re.escape(name)}{_NAME_END}"
        found += [one.span() for one in re.finditer(exact, text) if _free(found, one.span())]
    for way in (_FORMED, _LIKE):
        found += [
            one.span("name")
            for one in way.finditer(text)
            if _free(found, one.span("name")) and not _GENERAL.fullmatch(one["name"])
        ]
    found.sort()
    for start, end in found:
        slate.take("companies", start, end)
    return tuple(dict.fromkeys(slate.text[start:end] for start, end in found))


def _free(found: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    return not any(start < span[1] and span[0] < end for start, end in found)


def company_before(slate: Slate, start: int) -> str:
    """쿠팡 채용행사: the one word before, where it is a name and none of a general sort.

    A date may stand between them: 쿠팡 11/24 채용행사.
    """
    text = slate.left[:start].rstrip(f"{GONE} ")
    if any(len(text) <= one.place.start < start for one in slate.taken if one.field == "places"):
        return ""
    begin = max(text.rfind(GONE), *(text.rfind(mark) for mark in ",/:()")) + 1
    begin, end = slate.shrunk(begin, len(text))
    said = slate.plain[begin:end]
    if city := CITY.match(said):
        begin += city.end()
        said = slate.plain[begin:end]
    if not re.fullmatch(r"[가-힣A-Za-z0-9&]{2,15}", said) or names.general(said):
        return ""
    if _NO_FIRM_BEFORE.fullmatch(said) or _NO_FIRM.fullmatch(said):
        return ""
    if re.search(r"(?:에서|[을를은는이가에의])$", said) and len(said) > 3:
        return ""
    slate.take("companies", begin, end)
    return slate.text[begin:end]


_NO_FIRM_BEFORE = re.compile(
    r"\d.*|[상하]반기|[가-힣]규모|올해|금년|이번|지난|첫|마지막|정기|특별|긴급|합동|공동|연합"
    r"|릴레이|오늘|어제|아까|방금|오전|오후|.*(?:했|됐)\S*"
)
_BEHIND = re.compile(
    r"\s*(?:지원|개최)?\s*[(:/-]\s*(?P<name>[가-힣A-Za-z0-9&]{2,12})\s*(?=[)/,\x00]|$)"
)


def company_behind(slate: Slate, end: int) -> str:
    """채용행사 지원(가람), 채용행사: 가람 / …: the name that a mark sets behind it."""
    found = _BEHIND.match(slate.left, end)
    if found is None or names.general(found["name"]) or _NO_FIRM.fullmatch(found["name"]):
        return ""
    slate.take("companies", *found.span("name"))
    return slate.text[slice(*found.span("name"))]


_NO_FIRM = re.compile(
    ".*(?:역|동|센터|회관|홀|예정|취소|완료|지원|개최|현장|온라인|비대면|[가-힣]직)"
)


def said_job(slate: Slate, start: int) -> str:
    """(주)하늘로지스 상하차직 채용행사: the words between the company and the event."""
    text = slate.left[:start]
    begin, end = slate.shrunk(text.rfind(GONE) + 1, start)
    said = slate.text[begin:end]
    firm = bool(begin) and any(one.field == "companies" for one in slate.taken)
    plain = re.fullmatch(r"[가-힣]{2,8}(?:\s[가-힣]{1,6})?", said) and names.is_job(said)
    if not plain or not (firm or _JOB.search(said)):
        return ""
    slate.take("job", begin, end)
    return said


def company_asked(slate: Slate, start: int) -> None:
    """A word behind a hiring event that may be the company's."""
    found = re.match(r"\s*(?P<name>[가-힣A-Za-z0-9&]{2,12})(?=$|\s|\x00)", slate.left[start:])
    if found is None or names.general(found["name"]):
        return
    if re.search(
        r"(?:다|요|음|함|됨|니다|지만|는데|하고|예정|지원|개최|완료|실시|운영)$", found["name"]
    ):
        return
    begin, end = start + found.start("name"), start + found.end("name")
    slate.doubt("companies", begin, end, doubts.is_company(found["name"]), (found["name"],))
