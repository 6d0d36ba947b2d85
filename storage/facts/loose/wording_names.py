"""Names in running words: companies, places, cohorts, rounds, and who held it. Never cut.

A name is taken whole or not at all: where it may end elsewhere, it is a doubt.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from storage.facts.loose.slate import GONE, Slate
from storage.facts.loose.wording_doubts import COMPANY, others_too, what_counted
from storage.facts.wording_names_back import names_a_body, plain_name
from storage.rules.counts import NUMBER
from storage.rules.terms import EventFormat, HostRole

_FORMED = r"(?:\((?:주|유|재|사|합|복)\)|㈜|㈔|주식회사|유한회사|재단법인|사단법인|사회복지법인)"
_WITH_FORM = re.compile(rf"{_FORMED}\s?\S|\S(?:\((?:주|유|재|사)\)|㈜|주식회사|유한회사)")
_JOB_END = re.compile(
    r"(?:[가-힣]{1,}(?:직|요원|기사|조무사|보호사|요양사|운전원|미화원|판매원|관리원|상담원|조리원"
    r"|사원|직원|경비원|배송원|작업자|근로자|인력|간호사|조리사|영양사|바리스타|캐셔))"
)
_LIKE_COMPANY = re.compile(
    r"\S{5,}|\S*(?:운수|식품|푸드|병원|마트|유통|물류|건설|전자|산업|상사|정밀|기계|화학|제약|케어|호텔|서비스"
    r"|의료원|요양원|백화점|택배|텔레콤|소프트|테크)(?:\([^()]*\))?"
)
"""마스크 생산직 may be what is made: a short word before a job is believed only if it ends so."""
_NO_COMPANY = re.compile(
    r"(?:청년|여성|중장년|신중년|노인|어르신|장애인|맞춤형?|소규모|찾아가는|권역별|관내|지역|우수|중소|대|미니"
    r"|상설|공동|합동|온라인|비대면|구인구직|구인|구직|현장|상반기|하반기|기업|업체|정기|수시|동행|릴레이|일자리"
    r"|취업|채용|입주|공공|민간|유관|고용|다문화|보훈|제대군인|외국인|시민|직업|동네|마을|산업단지|대학|대학생"
    r"|고졸|특성화고|이전|협약|참여|신규|특별|연합|통합|각종|및|등)"
    r"(?:기업|업체|형|별|자|기관|체|행사)?"
)
_OTHERS = re.compile(
    rf"\s?(?:외|등)\s?(?:총)?\s?(?:{NUMBER}\s?(?:개\s?사|개\s?업체|개\s?기업|개사|개소|곳|업체))?\s*$"
)
_LISTED = re.compile(
    r"(?:참여|참가|채용|구인)\s?(?:기업|업체)(?:명)?\s?[:：]\s?(?P<names>[^/|\x00]+)|"
    r"업체명?\s?:\s?(?P<more>[^/|\x00]+)"
)
_COHORT = re.compile(
    r"(?<!각 )(?<!각)(?P<said>(?:제\s?)?\d{1,3}(?:\s?기)?"
    r"(?:\s?[,·~]\s?(?:제\s?)?\d{1,3}(?:\s?기)?){0,20})(?<=기)(?![가-힣])"
)
_TOTAL_COHORTS = re.compile(r"총\s?(?P<total>\d{1,2})\s?(?:개\s?)?기(?![가-힣])")
_ROUND = re.compile(r"제?\s?(?P<no>\d{1,3})\s?(?:회차|차)(?!례|산|년|\s?(?:합격|면접))")
_NTH = re.compile(r"제\s?(?P<no>\d{1,3})\s?회(?![의가-힣])")
_RUN = re.compile(r"\d{1,3}")
_DEED = re.compile(r"(?:개최|운영|실시|진행)\s?지원|(?P<held>개최)|(?P<helped>지원)(?![가-힣])")
_TO_DEED = re.compile("[을를에]?(?:총|회|성황리에?|합동|운영|서비스|현장|일간)?")
_BOTH = re.compile(r"온\s?·?\s?오프라인(?:\s?병행)?|온라인\s?·\s?오프라인")
_ONLINE = re.compile(r"온라인|비대면")


@dataclass(frozen=True)
class Named:
    """A name that was found, and where in its line."""

    start: int
    end: int
    name: str


def parted(text: str, start: int, marks: str = r"\s*,\s*") -> list[Named]:
    """The names of a list, each with its place; a mark inside brackets parts nothing."""
    flat = re.sub(r"\([^()]*\)", lambda one: "." * len(one[0]), text)
    names, at = [], 0
    for found in [*re.finditer(marks, flat), None]:
        end = found.start() if found else len(text)
        piece = text[at:end]
        bare = piece.strip(" '\"<>「」『』‘’“”")
        if bare:
            begin = start + at + piece.index(bare)
            names.append(Named(begin, begin + len(bare), bare))
        at = found.end() if found else end
    return names


def listed_companies(slate: Slate) -> tuple[str, ...]:
    """참여기업 : A, B 외 3개사; those who are not named are a doubt."""
    for found in slate.find(_LISTED):
        name = "names" if found["names"] else "more"
        start, end = found.span(name)
        more = _OTHERS.search(slate.plain[start:end])
        stop = start + more.start() if more else end
        names = parted(slate.text[start:stop], start, r"\s*[,·]\s*")
        if not names or not all(_may_be_company(one.name) for one in names):
            continue
        slate.take("companies", names[0].start, names[-1].end)
        if more:
            slate.doubt("companies", stop, end, others_too(slate.text[start:end].strip()))
        return tuple(one.name for one in names)
    return ()


def _may_be_company(name: str) -> bool:
    return (
        1 < len(name) <= 30
        and not re.fullmatch(rf"{NUMBER}.*", name)
        and not re.search(r"\d\s?(?:명|회|개)", name)
    )


def companies_before(slate: Slate, start: int, end: int) -> tuple[tuple[str, ...], str]:
    """The companies whose event it was, from the words before it, and for what job.

    Nothing where one cannot tell where the name ends: then it is a doubt.
    """
    start, end = slate.shrunk(start, end)
    words = slate.plain[start:end]
    if not words or GONE in words:
        return (), ""
    more = re.search(
        rf"\s(?:외|등)\s?(?:{NUMBER}\s?(?:개\s?사|개\s?업체|개\s?기업|곳))?\s?(?:합동|공동)?$",
        words,
    )
    if more:
        slate.doubt("companies", start, end, others_too(slate.text[start:end]))
        end = start + more.start()
    names = parted(slate.text[start:end], start)
    found: list[Named] = []
    job: Named | None = None
    for at, one in enumerate(names):
        company, job = _company_and_job(one) if at + 1 == len(names) else (_whole(one), None)
        if company is None and job and len(names) == 1:
            slate.take("job", job.start, job.end)
            return (), job.name
        if company is None:
            slate.doubt("companies", one.start, one.end, COMPANY, *_likely(one.name))
            return (), ""
        found.append(company)
    for company in found:
        slate.take("companies", company.start, company.end)
    if job:
        slate.take("job", job.start, job.end)
    return tuple(one.name for one in found), job.name if job else ""


def _whole(one: Named) -> Named | None:
    plain = not _NO_COMPANY.fullmatch(one.name) and _may_be_company(one.name)
    return one if plain and (" " not in one.name or _WITH_FORM.search(one.name)) else None


def _company_and_job(one: Named) -> tuple[Named | None, Named | None]:
    """The last of the names may be followed by a job, or by how they held it: 합동."""
    said = re.sub(r"\s(?:합동|공동|현장|온라인|맞춤형?|신규|대규모|소규모|대상)$", "", one.name)
    said = re.sub(r"(?<=\S)의$", "", said) if said == one.name else said
    words = said.split(" ")
    joined = _glued(words)
    if _JOB_END.fullmatch(said):
        return None, Named(one.start, one.start + len(said), said)
    if len(joined) == 1:
        return _whole(Named(one.start, one.start + len(said), said)), None
    first = joined[0]
    formed = bool(_WITH_FORM.search(first))
    rest = said[len(first) :].strip()
    plain = len(joined) == 2 and bool(_LIKE_COMPANY.fullmatch(first))
    if not _JOB_END.fullmatch(words[-1]) or not (formed or plain):
        return None, None
    if _NO_COMPANY.fullmatch(first):
        return None, None
    bare = first.removesuffix("의")
    at = one.start + one.name.index(rest, len(first))
    return Named(one.start, one.start + len(bare), bare), Named(at, at + len(rest), rest)


def _glued(words: list[str]) -> list[str]:
    """주식회사 온담푸드 is one name of two words."""
    if len(words) > 1 and re.fullmatch(_FORMED, words[0]):
        return [f"{words[0]} {words[1]}", *words[2:]]
    return words


def _likely(name: str) -> tuple[str, ...]:
    words = _glued(name.split(" "))
    return tuple(" ".join(words[:count]) for count in range(1, len(words) + 1))[:3]


def company_line(text: str) -> bool:
    """Whether a whole line is a company's or body's name."""
    bare = text.strip().replace("회의소", "")  # a chamber of commerce is no meeting
    return (
        1 < len(bare) <= 40
        and names_a_body(bare)
        and not re.search(r"[:,/·]|\d\s?(?:명|회|개|월|일)", re.sub(r"\([^()]*\)", "", bare))
        and not _NO_COMPANY.fullmatch(bare)
        and not bare.endswith(
            ("개최", "체결", "지원", "운영", "실적", "결과", "기간", "장소", "일시")
        )
    )


def cohorts(slate: Slate) -> tuple[tuple[int, ...], int | None]:
    """3,4,5기 by number, or 총2기 as a total."""
    if found := next(slate.find(_TOTAL_COHORTS), None):
        slate.take("cohort_total", *found.span())
        return (), int(found["total"])
    for found in _COHORT.finditer(slate.numbers):
        numbers = _numbers(found["said"])
        if numbers and not re.search(r"민선\s?$|[가-힣]\s?제$", slate.plain[: found.start()]):
            slate.take("cohorts", *found.span())
            return numbers, None
    return (), None


def several_cohorts(slate: Slate) -> bool:
    """Whether cohorts are told apart, each with a time of its own: 1기 7월, 2기 10월."""
    found = [one for one in _COHORT.finditer(slate.numbers) if _numbers(one["said"])]
    for one in found[1:]:
        slate.doubt("cohorts", *one.span(), what_counted(slate.text[one.start() : one.end()]))
    return len(found) > 1


def _numbers(said: str) -> tuple[int, ...]:
    numbers = [int(one) for one in _RUN.findall(said)]
    if "~" in said:
        if len(numbers) != 2 or not 0 < numbers[1] - numbers[0] < 30:
            return ()
        numbers = list(range(numbers[0], numbers[1] + 1))
    rising = all(one < other for one, other in pairwise(numbers))
    return tuple(numbers) if rising and all(0 < one < 200 for one in numbers) else ()


def round_of(slate: Slate) -> int | None:
    """(1차), 제5회; none where several stand there."""
    found = [*_ROUND.finditer(slate.numbers), *_NTH.finditer(slate.left)]
    if len(found) != 1:
        return None
    slate.take("round_no", *found[0].span())
    return int(found[0]["no"])


def role(slate: Slate, start: int) -> HostRole | None:
    """Whether the city held it or helped, as the deed behind its name says."""
    found = _DEED.search(slate.left, start)
    if found is None:
        return None
    between = re.sub(r"\([^()]*\)", "", slate.left[start : found.start()])
    if not _TO_DEED.fullmatch("".join(re.findall("[가-힣A-Za-z]", between))):
        return None
    if found["held"]:
        slate.take("role", *found.span())
        return HostRole.HOST
    slate.take("role", *found.span())
    return HostRole.SUPPORT


def says_online(text: str) -> bool:
    """Whether words say that people met by wire."""
    return bool(_ONLINE.search(text))


def format_of(slate: Slate, start: int, end: int) -> EventFormat | None:
    """How people met, where the words of its name or a bracket say so."""
    if found := next(slate.find(_BOTH), None):
        slate.take("format", *found.span())
        return EventFormat.BOTH
    if found := _ONLINE.search(slate.plain, start, end):
        slate.mark("format", *found.span())
        return EventFormat.ONLINE
    for one in re.finditer(
        r"[(/,]\s?(온라인|비대면)(?:\s?(?:개최|진행|운영))?\s?(?=[)/,])", slate.left
    ):
        slate.take("format", *one.span(1))
        return EventFormat.ONLINE
    return None


def general(text: str) -> bool:
    """Whether words before a fair say for whom or how it was, and name no company."""
    words = text.strip(" '\"<>").split(" ")
    return not words[-1] or bool(_NO_COMPANY.fullmatch(words[-1]))


def formed(text: str) -> bool:
    """Whether a text carries a corporate form."""
    return bool(_WITH_FORM.search(text))


def formed_first(text: str) -> bool:
    """Whether a word begins with a corporate form, so that no word before it is of the name."""
    return bool(re.match(rf"{_FORMED}\S", text))


def is_job(text: str) -> bool:
    """Whether words before 채용행사, below a company, may say for what job it was."""
    return not _NO_COMPANY.fullmatch(text) and plain_title(text)


def plain_title(text: str) -> bool:
    """Whether a text may be one name."""
    return plain_name(text) and not text.endswith(("상담", "채용", "면접", "참여", "수료", "지원"))
